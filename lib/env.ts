/** Reads and checks the environment: the only place that does. */
import { z } from "zod";

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value === "" ? undefined : value, schema);

const Env = z.object({
  /** Port to listen on; 0 takes a free one. */
  PORT: optional(z.coerce.number().int().min(0).max(65535).default(8000)),
  /** Address to listen on. */
  HOST: optional(z.string().default("127.0.0.1")),
  /** A file path, `:memory:`, or the address of a KV Connect server. */
  KV_URL: optional(z.string().default(".data/maru.sqlite")),
  /** Where readers find this server; for links in feeds, cards and Open Graph. Default: the request's own origin. */
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ }).optional()),
  /** Believe `X-Forwarded-*` of a proxy in front. */
  TRUST_PROXY: optional(z.stringbool().default(false)),
  /** Which model answers. Default: gemini with a key, else demo. */
  AI_PROVIDER: optional(z.enum(["demo", "gemini"]).optional()),
  AI_CHAT_MODEL: optional(z.string().min(1).optional()),
  /** Longest reply, in tokens. */
  AI_CHAT_MAX_TOKENS: optional(z.coerce.number().int().min(16).max(8192).default(1024)),
  GEMINI_API_KEY: optional(z.string().min(1).optional()),
  GOOGLE_GEMINI_BASE_URL: optional(z.url({ protocol: /^https?$/ }).optional()),
  /** Pause of the demo model between two words, in milliseconds. */
  DEMO_DELAY_MS: optional(z.coerce.number().int().min(0).max(2000).default(35)),
  /** Secret that signs access tokens. Default: made once and kept in the store. */
  JWT_SECRET: optional(z.string().min(32).optional()),
  LOG_LEVEL: optional(z.enum(["debug", "info", "warn", "error", "silent"]).default("info")),
  /** Put the starter characters, stories and spaces into an empty store. */
  SEED_ON_START: optional(z.stringbool().default(true)),
}).superRefine((env, context) => {
  if (env.AI_PROVIDER === "gemini" && !env.GEMINI_API_KEY) {
    context.addIssue({
      code: "custom",
      path: ["GEMINI_API_KEY"],
      message: "needed as AI_PROVIDER is gemini",
    });
  }
});

export type Env = z.infer<typeof Env>;

/**
 * Checks variables, as `Deno.env.toObject()` gives them.
 *
 * @throws {Error} Naming each variable that is wrong, never its value.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = Env.safeParse(variables);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Cannot start as the environment is not right\n${lines.join("\n")}`);
}

/** Reads the process's own environment. */
export function readEnv(): Env {
  return parseEnv(Deno.env.toObject());
}
