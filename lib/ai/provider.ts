/** Owns which chat model answers: the one place that makes every provider. */
import { createClaudeModel } from "@/lib/ai/claude.ts";
import { createDemoModel } from "@/lib/ai/demo/demo_model.ts";
import { createFallbackModel, type Rests } from "@/lib/ai/fallback.ts";
import { createGeminiModel } from "@/lib/ai/gemini.ts";
import { type ChatModel, nameOfModel } from "@/lib/ai/model.ts";
import {
  type ModelChoice,
  type ModelSpec,
  type ProviderName,
  PROVIDERS,
} from "@/lib/ai/model_choice.ts";
import { createOpenAiModel } from "@/lib/ai/openai.ts";

/** How one provider is reached. */
export interface ProviderSettings {
  apiKey?: string | undefined;
  /** Another address for its API; for OpenAI's, that of a server which needs no key. */
  baseUrl?: string | undefined;
  /** Which of its models answers where none is named; each provider has a default. */
  model?: string | undefined;
}

/** Settings of the models, as the environment gives them. */
export interface ChatModelSettings {
  /** Who answers where nobody chose. The first that is set up; the demo where none is. */
  provider?: ProviderName | undefined;
  /** Name of that provider's model. */
  chatModel?: string | undefined;
  gemini?: ProviderSettings;
  claude?: ProviderSettings;
  openai?: ProviderSettings;
  /** Who answers, in this order, where the chosen one fails before its first word. */
  fallback?: readonly ModelSpec[];
  /** What readers can choose beside the standard. Every provider that is set up when missing. */
  choices?: readonly ModelSpec[] | undefined;
  /** Longest waits, in milliseconds: for the first word, and between two. */
  firstByteTimeoutMs?: number | undefined;
  idleTimeoutMs?: number | undefined;
  /** Pause of the demo model between two words. */
  demoDelayMs?: number | undefined;
  now?: () => number;
}

/** The models of one instance. */
export interface Models {
  /** What answers where nobody chose. */
  readonly standard: ChatModel;
  /** What can be chosen, the standard first. */
  readonly choices: readonly ModelChoice[];
  /** The first of these wishes, each a choice's id, that is offered (still); else the standard. */
  pick(...wishes: (string | null | undefined)[]): ChatModel;
}

/** Whether a provider has what it takes: a key, or for OpenAI's protocol the address of a server of one's own. */
export function isSetUp(settings: ChatModelSettings, provider: ProviderName): boolean {
  if (provider === "demo") return true;
  const { apiKey, baseUrl } = settings[provider] ?? {};
  return Boolean(apiKey) || (provider === "openai" && Boolean(baseUrl));
}

/** Names the provider that these settings choose. */
export function chooseProvider(settings: ChatModelSettings): ProviderName {
  return settings.provider ?? PROVIDERS.find((name) => isSetUp(settings, name)) ?? "demo";
}

/**
 * Makes the models that the settings name.
 *
 * @throws {Error} When a provider is asked for that is not set up.
 */
export function createModels(settings: ChatModelSettings): Models {
  const { now = Date.now, fallback = [] } = settings;
  const first = chooseProvider(settings);
  const made = new Map<string, ChatModel>();
  const one = ({ provider, model }: ModelSpec): ChatModel => {
    const own = provider === first ? settings.chatModel : undefined;
    const created = createModel(settings, provider, model ?? own);
    const known = made.get(nameOfModel(created));
    if (!known) made.set(nameOfModel(created), created);
    return known ?? created;
  };
  const standard = one({ provider: first, model: null });
  const others = fallback.map(one);
  const offered = (settings.choices ?? standing(settings)).map(one);
  const rests: Rests = new Map();
  const offers = new Map([standard, ...offered].map((model) => {
    const rest = others.filter((other) => other !== model);
    const safe = rest.length === 0 ? model : createFallbackModel([model, ...rest], { now, rests });
    return [nameOfModel(model), safe];
  }));
  return modelsOf(offers);
}

/** Models of which only this one is offered. */
export function onlyModel(model: ChatModel): Models {
  return modelsOf(new Map([[nameOfModel(model), signed(model)]]));
}

/** The model, its usage under its name. */
function signed(model: ChatModel): ChatModel {
  const madeBy = nameOfModel(model);
  return {
    provider: model.provider,
    model: model.model,
    async *stream(request, signal) {
      for await (const delta of model.stream(request, signal)) {
        yield delta.type === "usage" ? { madeBy, ...delta } : delta;
      }
    },
  };
}

/** The first is the standard. */
function modelsOf(offers: ReadonlyMap<string, ChatModel>): Models {
  const [standard] = offers.values();
  if (standard === undefined) throw new RangeError("Cannot answer without any model");
  const choices = [...offers].map(([id, { provider, model }]) => ({ id, provider, model }));
  return {
    standard,
    choices,
    pick: (...wishes) => wishes.map((id) => offers.get(id ?? "")).find(Boolean) ?? standard,
  };
}

/** Every provider that is set up; the demo is none to choose beside real ones. */
function standing(settings: ChatModelSettings): ModelSpec[] {
  return PROVIDERS.filter((name) => name !== "demo" && isSetUp(settings, name))
    .map((provider) => ({ provider, model: null }));
}

/** The variable that each provider misses when it is not set up. */
const NEEDS = {
  gemini: "GEMINI_API_KEY",
  claude: "ANTHROPIC_API_KEY",
  openai: "OPENAI_API_KEY",
} as const;

function createModel(
  settings: ChatModelSettings,
  provider: ProviderName,
  named: string | undefined,
): ChatModel {
  if (provider === "demo") {
    const { demoDelayMs } = settings;
    return signed(createDemoModel(demoDelayMs === undefined ? {} : { delayMs: demoDelayMs }));
  }
  if (!isSetUp(settings, provider)) {
    throw new Error(`Cannot use ${provider} as ${NEEDS[provider]} is not set`);
  }
  const { apiKey, baseUrl, model: own } = settings[provider] ?? {};
  const { firstByteTimeoutMs, idleTimeoutMs } = settings;
  const model = named ?? own;
  const options = {
    ...(baseUrl ? { baseUrl } : {}),
    ...(model ? { model } : {}),
    ...(firstByteTimeoutMs === undefined ? {} : { firstByteTimeoutMs }),
    ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMs }),
  };
  switch (provider) {
    case "gemini":
      return createGeminiModel({ ...options, apiKey: apiKey ?? "" });
    case "claude":
      return createClaudeModel({ ...options, apiKey: apiKey ?? "" });
    case "openai":
      return createOpenAiModel({ ...options, ...(apiKey ? { apiKey } : {}) });
  }
}
