/** Owns which chat model answers: the one place that knows every provider by name. */
import { createDemoModel } from "@/lib/ai/demo/demo_model.ts";
import { createGeminiModel } from "@/lib/ai/gemini.ts";
import type { ChatModel } from "@/lib/ai/model.ts";

/** The providers there are. */
export const PROVIDERS = ["demo", "gemini"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Settings of the model, as the environment gives them. */
export interface ChatModelSettings {
  /** `gemini` when there is a key, else `demo`. */
  provider?: ProviderName | undefined;
  geminiApiKey?: string | undefined;
  geminiBaseUrl?: string | undefined;
  /** Name of the model; each provider has a default. */
  chatModel?: string | undefined;
  /** Pause of the demo model between two words. */
  demoDelayMs?: number | undefined;
}

/** Names the provider that these settings choose. */
export function chooseProvider(settings: ChatModelSettings): ProviderName {
  return settings.provider ?? (settings.geminiApiKey ? "gemini" : "demo");
}

/**
 * Makes the chat model that the settings choose.
 *
 * @throws {Error} When Gemini is asked for and there is no key.
 */
export function createChatModel(settings: ChatModelSettings): ChatModel {
  const provider = chooseProvider(settings);
  if (provider === "demo") {
    const { demoDelayMs } = settings;
    return createDemoModel(demoDelayMs === undefined ? {} : { delayMs: demoDelayMs });
  }
  const { geminiApiKey, geminiBaseUrl, chatModel } = settings;
  if (!geminiApiKey) throw new Error("Cannot use Gemini as GEMINI_API_KEY is not set");
  return createGeminiModel({
    apiKey: geminiApiKey,
    ...(geminiBaseUrl === undefined ? {} : { baseUrl: geminiBaseUrl }),
    ...(chatModel === undefined ? {} : { model: chatModel }),
  });
}
