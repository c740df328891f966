/** Reads and checks the environment: the only place that does. */
import { z } from "zod";
import { decodeModelSpec, type ModelSpec, PROVIDERS } from "@/lib/ai/model_choice.ts";
import { isOpenAiAddress } from "@/lib/ai/openai.ts";
import { LOG_LEVELS } from "@/lib/log.ts";
import { isSharedStore, PLATFORM_STORE } from "@/lib/store/kv.ts";

/** A variable that is empty, or all blanks, counts as absent. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => typeof value === "string" ? value.trim() || undefined : value, schema);

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What `KV_URL` may be: no URL but that of a KV Connect server, or a typing error would become a file's name. */
const StoreUrl = z.string().refine(
  (url) => isSharedStore(url) || !/^[a-z][a-z0-9+.-]+:/i.test(url),
  "must be a file path, :memory:, platform, or an http(s) address",
);

/** An origin of ours: what paths are appended to. */
const Origin = z.url({ protocol: /^https?$/, abort: true }).refine(
  (url) => /^https?:\/\/[^/?#@]+\/?$/.test(url),
  "must be an origin such as https://maru.example, without a path",
).transform((url) => new URL(url).origin);

/** Origins with commas between. */
const Origins = z.string().transform((list) => list.split(",").map((origin) => origin.trim()))
  .pipe(z.array(Origin));

/** Addresses of servers that help browsers reach each other, parted by commas or blanks. Source: RFC 7064, RFC 7065. */
const iceUrls = (scheme: "stun" | "turn") => {
  const one = new RegExp(
    `^${scheme}s?:(?:[\\w.-]+|\\[[\\da-f:.]+\\])(?::\\d{1,5})?(?:\\?transport=(?:udp|tcp))?$`,
    "i",
  );
  return z.string().transform((list) => list.split(/[\s,]+/).filter(Boolean)).refine(
    (list) => list.length > 0 && list.length <= 8 && list.every((url) => one.test(url)),
    `must be up to 8 addresses such as ${scheme}:${scheme}.maru.example:3478`,
  );
};

/** Models with commas or blanks between: `provider` or `provider/model`. */
const Models = z.string().transform((list, context) =>
  list.split(/[\s,]+/).filter(Boolean).flatMap((text) => {
    const spec = decodeModelSpec(text);
    if (spec) return [spec];
    context.addIssue({
      code: "custom",
      message: `must be models such as claude or openai/llama3.2, of ${PROVIDERS.join(", ")}`,
    });
    return [];
  })
).pipe(z.array(z.custom<ModelSpec>()).max(16));

const HttpUrl = z.url({ protocol: /^https?$/ });

/** Tokens that may be used in a day; 0 is without end. */
const quota = (tokens: number) => optional(whole(0, 1_000_000_000).default(tokens));

const variables = z.object({
  /** Port to listen on; 0 takes a free one. */
  PORT: optional(whole(0, 65535).default(8000)),
  /** Address to listen on: 127.0.0.1 is this machine alone, 0.0.0.0 or :: every network it is in. */
  HOST: optional(
    z.string().regex(/^[\w.:-]+$/, "must be a host name or address")
      .default("127.0.0.1"),
  ),
  /** A file path, `:memory:`, the address of a KV Connect server, or `platform`, which is the default on Deno Deploy. */
  KV_URL: optional(StoreUrl.optional()),
  /** Access token of the KV Connect server. Read by Deno itself; here, it is only missed. */
  DENO_KV_ACCESS_TOKEN: optional(z.string().optional()),
  /** Set by Deno Deploy. */
  DENO_DEPLOYMENT_ID: optional(z.string().optional()),
  /** Where readers find this server; for links in feeds, cards and Open Graph. Default: the request's own origin. */
  PUBLIC_URL: optional(Origin.optional()),
  /** Origins beside our own whose pages may open sockets with a reader's cookie. */
  ALLOWED_ORIGINS: optional(Origins.default([])),
  /** Believe `X-Forwarded-*` of a proxy in front. */
  TRUST_PROXY: optional(z.stringbool().default(false)),
  /** Who answers. Default: the first of gemini, claude and openai that is set up, else demo. */
  AI_PROVIDER: optional(z.enum(PROVIDERS).optional()),
  /** Name of that provider's model. Default: the provider's own. */
  AI_CHAT_MODEL: optional(z.string().optional()),
  /** Who answers, in this order, where the one that was asked fails before its first word. */
  AI_FALLBACK: optional(Models.default([])),
  /** What readers can choose. Default: every provider that is set up. */
  AI_CHOICES: optional(Models.optional()),
  /** Longest wait for the first word of a provider, and between two, in milliseconds. */
  AI_FIRST_BYTE_MS: optional(whole(100, 300_000).default(30_000)),
  AI_IDLE_MS: optional(whole(100, 300_000).default(20_000)),
  /** Tokens that a provider may be paid for in a day: by a guest, by an account, from one address, in one room. */
  AI_GUEST_DAY_TOKENS: quota(150_000),
  AI_USER_DAY_TOKENS: quota(1_000_000),
  AI_ADDRESS_DAY_TOKENS: quota(3_000_000),
  AI_ROOM_DAY_TOKENS: quota(1_000_000),
  /** Longest reply, in tokens. */
  AI_CHAT_MAX_TOKENS: optional(whole(16, 8192).default(1024)),
  /** Who the AI of the chat rooms is. Default: a kind host who answers in few words. */
  AI_CHAT_SYSTEM_PROMPT: optional(z.string().max(8000).optional()),
  GEMINI_API_KEY: optional(z.string().optional()),
  /** Another address for Gemini's API, such as a proxy. Named as Google's SDK names it. */
  GOOGLE_GEMINI_BASE_URL: optional(HttpUrl.optional()),
  /** Name of the model, where others answer by default. So with the next two providers. */
  GEMINI_MODEL: optional(z.string().optional()),
  /** Google's model that paints covers and portraits, or `none`. Default: the painter's own; nobody paints without a key. */
  AI_IMAGE_MODEL: optional(z.string().optional()),
  ANTHROPIC_API_KEY: optional(z.string().optional()),
  /** Named as Anthropic's SDK names it. */
  ANTHROPIC_BASE_URL: optional(HttpUrl.optional()),
  ANTHROPIC_MODEL: optional(z.string().optional()),
  OPENAI_API_KEY: optional(z.string().optional()),
  /** With its `/v1`; a server of one's own (Ollama, llama.cpp, vLLM) mostly needs no key. Named as OpenAI's SDK names it. */
  OPENAI_BASE_URL: optional(HttpUrl.optional()),
  OPENAI_MODEL: optional(z.string().optional()),
  /** Pause of the demo model between two words, in milliseconds. */
  DEMO_DELAY_MS: optional(whole(0, 2000).default(35)),
  /** Secret that signs access tokens. Default: made once and kept in the store. */
  JWT_SECRET: optional(z.string().min(32, "must be 32 characters or more").optional()),
  /** Servers that tell a browser its address as the internet sees it. */
  STUN_URLS: optional(iceUrls("stun").optional()),
  /** Servers that relay voice where two browsers cannot reach each other. */
  TURN_URLS: optional(iceUrls("turn").optional()),
  /** Shared with the TURN servers: coturn's `static-auth-secret`. */
  TURN_SECRET: optional(z.string().min(16, "must be 16 characters or more").optional()),
  /** How long TURN credentials hold, in seconds. */
  TURN_TTL_S: optional(whole(60, 86_400).default(3600)),
  /** Relay everything, so that people do not learn each other's addresses. */
  TURN_ONLY: optional(z.stringbool().default(false)),
  /** Ids of accounts that decide on what readers report, with commas or blanks between. */
  MODERATORS: optional(
    z.string().default("").transform((list) => list.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.string().regex(/^[0-9a-z-]{1,64}$/, "must be ids of accounts")).max(100)),
  ),
  /** A folder with the models of face tracking. Default: `static/models`, else fetched once from Google's address. */
  MODELS_DIR: optional(z.string().optional()),
  /**
   * A portrait animator as ONNX (its contract: lib/avatar/stage/neural/contract.ts), by its path on this server such as
   * `/animators/one.onnx` in `static/`. Another host's is not taken: pages allow `connect-src 'self'` alone, which is
   * what keeps a call's data from going anywhere else.
   */
  NEURAL_AVATAR_MODEL_URL: optional(
    z.string().regex(
      /^\/[^/\\][^\s\\]*$/,
      "must be a path of this server such as /animators/one.onnx",
    )
      .optional(),
  ),
  LOG_LEVEL: optional(z.enum(LOG_LEVELS).default("info")),
  /** Put the starter characters, stories and spaces into an empty store. */
  SEED_ON_START: optional(z.stringbool().default(true)),
});

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(variables.shape);

const Env = variables.superRefine((env, context) => {
  const missing = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  checkModels(env, missing);
  if (/^https?:/.test(env.KV_URL ?? "") && !env.DENO_KV_ACCESS_TOKEN) {
    missing("DENO_KV_ACCESS_TOKEN", "needed as KV_URL is a KV Connect server");
  }
  if (env.TURN_URLS && !env.TURN_SECRET) missing("TURN_SECRET", "needed as TURN_URLS is set");
  if (env.TURN_SECRET && !env.TURN_URLS) missing("TURN_URLS", "needed as TURN_SECRET is set");
  if (env.TURN_ONLY && !env.TURN_URLS) missing("TURN_URLS", "needed as TURN_ONLY is set");
}).transform(({ DENO_DEPLOYMENT_ID, DENO_KV_ACCESS_TOKEN: _, ...env }) => ({
  ...env,
  // Deno Deploy has no files to keep, and a store of its own.
  KV_URL: env.KV_URL ?? (DENO_DEPLOYMENT_ID ? PLATFORM_STORE : ".data/maru.sqlite"),
}));

export type Env = z.infer<typeof Env>;

/** Every provider that is asked for must be set up, and a server of one's own has no model that we could guess. */
function checkModels(
  env: z.infer<typeof variables>,
  missing: (path: string, message: string) => void,
): void {
  const { AI_PROVIDER, AI_FALLBACK, AI_CHOICES = [], OPENAI_BASE_URL } = env;
  const own = OPENAI_BASE_URL !== undefined && !isOpenAiAddress(OPENAI_BASE_URL);
  const needs = {
    gemini: ["GEMINI_API_KEY", env.GEMINI_API_KEY],
    claude: ["ANTHROPIC_API_KEY", env.ANTHROPIC_API_KEY],
    openai: ["OPENAI_API_KEY", env.OPENAI_API_KEY ?? OPENAI_BASE_URL],
    demo: ["AI_PROVIDER", "demo"],
  } as const;
  const asked = [
    ...AI_PROVIDER ? [["AI_PROVIDER", AI_PROVIDER] as const] : [],
    ...AI_FALLBACK.map(({ provider }) => ["AI_FALLBACK", provider] as const),
    ...AI_CHOICES.map(({ provider }) => ["AI_CHOICES", provider] as const),
  ];
  for (const [by, provider] of asked) {
    const [variable, value] = needs[provider];
    if (!value) {
      missing(variable, `needed as ${by} ${by === "AI_PROVIDER" ? "is" : "has"} ${provider}`);
    }
  }
  const answers = AI_PROVIDER ?? PROVIDERS.find((name) => needs[name][1]);
  const named = env.OPENAI_MODEL ?? (answers === "openai" ? env.AI_CHAT_MODEL : undefined);
  if (own && !named) missing("OPENAI_MODEL", "needed as OPENAI_BASE_URL is a server of your own");
}

/**
 * Checks variables, as `Deno.env.toObject()` gives them.
 *
 * @throws {Error} Naming each variable that is wrong, never its value.
 */
export function parseEnv(environment: Record<string, string | undefined>): Env {
  const parsed = Env.safeParse(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Cannot start as the environment is not right\n${lines.join("\n")}`);
}

/** Reads the process's own environment. */
export function readEnv(): Env {
  return parseEnv(Deno.env.toObject());
}
