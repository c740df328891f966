/** Owns how a model is named in settings, in records and on pages: `provider`, or `provider/model`. Browser-safe. */

/** The providers there are, in the order in which they answer where several are set up and none is named. */
export const PROVIDERS = ["gemini", "claude", "openai", "demo"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** A model that is asked for: of a provider, the one it has as a default where none is named. */
export interface ModelSpec {
  provider: ProviderName;
  model: string | null;
}

/** A model that readers can choose. */
export interface ModelChoice {
  /** `provider/model`. */
  id: string;
  provider: string;
  model: string;
}

/** Longest `provider/model` that is taken. */
export const MAX_MODEL_ID = 200;

/** Reads `claude`, or `openai/qwen3:8b`; null where the provider is none of ours. */
export function decodeModelSpec(text: string): ModelSpec | null {
  const [, name, model] = /^([a-z]+)(?:\/(\S+))?$/.exec(text) ?? [];
  const provider = PROVIDERS.find((known) => known === name);
  if (provider === undefined || text.length > MAX_MODEL_ID) return null;
  return { provider, model: model ?? null };
}
