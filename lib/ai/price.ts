/**
 * Owns what models cost: the one table of prices, each with where and when it was read, and the arithmetic on it.
 *
 * Money is counted in billionths of a US dollar, which a token's price is a whole number of.
 */
import type { ReplyUsage } from "@/lib/ai/model.ts";

/** Prices of one model, in US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
  /** Of input that the provider's cache had. */
  cached: number;
  /** Of input that went into the cache, where that costs more than other input. */
  cacheWrite?: number;
  /** Of output that is a picture, where that costs otherwise than words. */
  image?: number;
  /** Prompts of more tokens than this cost otherwise, as a whole. */
  above?: { tokens: number; input: number; output: number; cached: number };
}

/** Where prices were read. */
export interface PriceSource {
  url: string;
  /** As of this day. */
  asOf: string;
}

/** Prices change: look again at the sources and change their dates with the numbers. */
export const SOURCES = {
  gemini: { url: "https://ai.google.dev/gemini-api/docs/pricing", asOf: "2026-10-07" },
  /** Told at second hand: with the announcement of the model's support in a gateway. */
  geminiImages: { url: "https://github.com/BerriAI/litellm/discussions/44983", asOf: "2026-11-21" },
  claude: { url: "https://platform.claude.com/docs/en/about-claude/pricing", asOf: "2026-10-24" },
  openai: { url: "https://developers.openai.com/api/docs/pricing", asOf: "2026-11-05" },
} as const satisfies Record<string, PriceSource>;

/** By `provider/model`, without the date or the word at the end of a name that only tells a version of it. */
export const PRICES: Readonly<Record<string, Price>> = {
  // Half of what it costs from 2027 on.
  "gemini/gemini-3.8-flash": { input: 0.75, output: 3.75, cached: 0.075 },
  "gemini/gemini-3.5-flash": { input: 1.5, output: 9, cached: 0.15 },
  "gemini/gemini-3.5-flash-lite": { input: 0.3, output: 2.5, cached: 0.03 },
  "gemini/gemini-3.1-pro": {
    input: 2,
    output: 12,
    cached: 0.2,
    above: { tokens: 200_000, input: 4, output: 18, cached: 0.4 },
  },
  "gemini/gemini-2.5-pro": {
    input: 1.25,
    output: 10,
    cached: 0.125,
    above: { tokens: 200_000, input: 2.5, output: 15, cached: 0.25 },
  },
  "gemini/gemini-2.5-flash": { input: 0.3, output: 2.5, cached: 0.03 },
  // A picture of 1K takes 1,120 tokens.
  "gemini/gemini-nano-banana-2.1": { input: 1.5, output: 7.5, cached: 1.5, image: 30 },
  "gemini/gemini-2.5-flash-lite": { input: 0.1, output: 0.4, cached: 0.01 },

  "claude/claude-fable-5-1": { input: 10, output: 50, cached: 0.25, cacheWrite: 12.5 },
  "claude/claude-fable-5": { input: 10, output: 50, cached: 1, cacheWrite: 12.5 },
  "claude/claude-opus-5-5": { input: 4, output: 20, cached: 0.2, cacheWrite: 5 },
  "claude/claude-opus-5": { input: 5, output: 25, cached: 0.5, cacheWrite: 6.25 },
  "claude/claude-opus-4-8": { input: 5, output: 25, cached: 0.5, cacheWrite: 6.25 },
  "claude/claude-opus-4-7": { input: 5, output: 25, cached: 0.5, cacheWrite: 6.25 },
  "claude/claude-opus-4-6": { input: 5, output: 25, cached: 0.5, cacheWrite: 6.25 },
  "claude/claude-opus-4-5": { input: 5, output: 25, cached: 0.5, cacheWrite: 6.25 },
  "claude/claude-sonnet-5-5": { input: 2, output: 10, cached: 0.1, cacheWrite: 2.5 },
  "claude/claude-sonnet-5": { input: 2, output: 10, cached: 0.2, cacheWrite: 2.5 },
  "claude/claude-sonnet-4-6": { input: 3, output: 15, cached: 0.3, cacheWrite: 3.75 },
  "claude/claude-sonnet-4-5": { input: 3, output: 15, cached: 0.3, cacheWrite: 3.75 },
  "claude/claude-haiku-5-5": {
    input: 0.1,
    output: 0.5,
    cached: 0.01,
    cacheWrite: 0.125,
    above: { tokens: 100_000, input: 0.5, output: 2.5, cached: 0.05 },
  },
  "claude/claude-haiku-4-5": { input: 1, output: 5, cached: 0.1, cacheWrite: 1.25 },

  "openai/gpt-5.6-luna": { input: 0.2, output: 1.2, cached: 0.02, cacheWrite: 0.25 },
  "openai/gpt-5.6-terra": { input: 2, output: 12, cached: 0.2, cacheWrite: 2.5 },
  "openai/gpt-5.6-sol": { input: 4, output: 20, cached: 0.4, cacheWrite: 5 },
  "openai/gpt-5.5": { input: 5, output: 30, cached: 0.5 },
  "openai/gpt-5.4": { input: 2.5, output: 15, cached: 0.25 },
  "openai/gpt-5.4-mini": { input: 0.75, output: 4.5, cached: 0.075 },
  "openai/gpt-5.4-nano": { input: 0.2, output: 1.25, cached: 0.02 },
  "openai/gpt-5": { input: 1.25, output: 10, cached: 0.125 },
  "openai/gpt-5-mini": { input: 0.25, output: 2, cached: 0.025 },
  "openai/gpt-5-nano": { input: 0.05, output: 0.4, cached: 0.005 },
  "openai/gpt-4.1": { input: 2, output: 8, cached: 0.5 },
};

const FREE: Price = { input: 0, output: 0, cached: 0 };

/** Finds the price of `provider/model`; the demo model is free. Null where the table has none, as for servers of one's own. */
export function getPrice(madeBy: string): Price | null {
  const name = madeBy.replace("/models/", "/");
  if (name.startsWith("demo/")) return FREE;
  if (Object.hasOwn(PRICES, name)) return PRICES[name]!;
  const plain = name.replace(/-(?:latest|preview(?:-[\d-]+)?|\d{8}|20\d\d-\d\d-\d\d|\d{3})$/, "");
  return plain !== name && Object.hasOwn(PRICES, plain) ? PRICES[plain]! : null;
}

/**
 * Says what one reply cost, in billionths of a US dollar, rounded to whole ones.
 *
 * @returns Null where no price is known.
 */
export function costOf({ madeBy, ...usage }: ReplyUsage): number | null {
  const price = madeBy === undefined ? null : getPrice(madeBy);
  if (price === null) return null;
  const { promptTokens, outputTokens, cachedTokens = 0, cacheWriteTokens = 0, imageTokens = 0 } =
    usage;
  const isLong = price.above !== undefined && promptTokens > price.above.tokens;
  const rate = isLong ? price.above! : price;
  const write = (price.cacheWrite ?? price.input) / price.input * rate.input || 0;
  const plain = Math.max(0, promptTokens - cachedTokens - cacheWriteTokens);
  // A dollar for a million tokens is a thousand billionths for one.
  return Math.round(
    1000 * (plain * rate.input + cachedTokens * rate.cached + cacheWriteTokens * write +
      (outputTokens - imageTokens) * rate.output + imageTokens * (price.image ?? rate.output)),
  );
}
