import assert from "node:assert/strict";
import { parseEnv as parseDotEnv } from "node:util";
import { parseEnv, VARIABLES } from "@/lib/env.ts";

/** The message with which an environment is refused. */
function refusal(variables: Record<string, string>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    assert(error instanceof Error);
    return error.message;
  }
  assert.fail(`was not refused: ${JSON.stringify(variables)}`);
}

Deno.test("parseEnv() of an empty environment gives the defaults", () => {
  assert.deepEqual(parseEnv({}), {
    PORT: 8000,
    HOST: "127.0.0.1",
    KV_URL: ".data/maru.sqlite",
    TRUST_PROXY: false,
    ALLOWED_ORIGINS: [],
    AI_CHAT_MAX_TOKENS: 1024,
    AI_FALLBACK: [],
    AI_FIRST_BYTE_MS: 30_000,
    AI_IDLE_MS: 20_000,
    AI_GUEST_DAY_TOKENS: 150_000,
    AI_USER_DAY_TOKENS: 1_000_000,
    AI_ADDRESS_DAY_TOKENS: 3_000_000,
    AI_ROOM_DAY_TOKENS: 1_000_000,
    DEMO_DELAY_MS: 35,
    TURN_TTL_S: 3600,
    TURN_ONLY: false,
    LOG_LEVEL: "info",
    MODERATORS: [],
    SEED_ON_START: true,
  });
});

Deno.test("parseEnv() takes what is empty or blank for absent, and cuts blanks off", () => {
  const blank = Object.fromEntries(
    ["PORT", "HOST", "KV_URL", "PUBLIC_URL", "TRUST_PROXY", "AI_PROVIDER", "GEMINI_API_KEY"]
      .flatMap((name, n) => [[name, n % 2 ? "" : " \t"]]),
  );
  const known = Object.entries(parseEnv(blank)).filter(([, value]) => value !== undefined);
  assert.deepEqual(Object.fromEntries(known), parseEnv({}));
  const env = parseEnv({ GEMINI_API_KEY: " key\n", PORT: " 80 " });
  assert.equal(env.GEMINI_API_KEY, "key");
  assert.equal(env.PORT, 80);
});

Deno.test("parseEnv() reads every kind of value", () => {
  const env = parseEnv({
    PORT: "0",
    HOST: "::1",
    TRUST_PROXY: "1",
    SEED_ON_START: "false",
    PUBLIC_URL: "https://Maru.example/",
    LOG_LEVEL: "silent",
    AI_PROVIDER: "demo",
    UNKNOWN: "ignored",
  });
  assert.equal(env.PORT, 0);
  assert.equal(env.HOST, "::1");
  assert.equal(env.TRUST_PROXY, true);
  assert.equal(env.SEED_ON_START, false);
  assert.equal(env.PUBLIC_URL, "https://maru.example");
  assert(!("UNKNOWN" in env));
});

Deno.test("parseEnv() names every variable that is wrong, and shows no value", () => {
  const wrong: Record<string, string> = {
    PORT: "70001",
    HOST: "not a.host!",
    KV_URL: "postgres://maru:hunter2@db/maru",
    PUBLIC_URL: "https://maru:hunter2@maru.example",
    TRUST_PROXY: "perhaps",
    AI_PROVIDER: "oracle",
    AI_CHAT_MAX_TOKENS: "12.5",
    GOOGLE_GEMINI_BASE_URL: "hunter2",
    DEMO_DELAY_MS: "-7",
    JWT_SECRET: "hunter2",
    STUN_URLS: "https://hunter2",
    TURN_URLS: "turn:maru:hunter2@turn.example",
    TURN_SECRET: "hunter2",
    TURN_TTL_S: "59",
    TURN_ONLY: "at times",
    LOG_LEVEL: "loud",
    SEED_ON_START: "sometimes",
  };
  const message = refusal(wrong);
  const lines = message.split("\n");
  assert.equal(lines[0], "Cannot start as the environment is not right");
  assert.equal(lines.length, 1 + Object.keys(wrong).length);
  for (const [name, value] of Object.entries(wrong)) {
    assert(lines.some((line) => line.startsWith(`  ${name}: `)), name);
    assert(!message.includes(value), name);
  }
  assert.doesNotMatch(message, /hunter2/);
});

Deno.test("parseEnv() refuses what would silently become something else", () => {
  const cases: [string, string][] = [
    ["PORT", "abc"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["KV_URL", "file:///data/maru.sqlite"],
    ["KV_URL", "htps://kv.example"],
    ["PUBLIC_URL", "maru.example"],
    ["PUBLIC_URL", "ftp://maru.example"],
    ["PUBLIC_URL", "https://maru.example/house"],
    ["PUBLIC_URL", "https://maru.example?x=1"],
  ];
  for (const [name, value] of cases) {
    assert.match(refusal({ [name]: value }), new RegExp(`\n  ${name}: `), value);
  }
});

Deno.test("parseEnv() takes every kind of store address", () => {
  const token = { DENO_KV_ACCESS_TOKEN: "t" };
  const urls = [":memory:", "a.sqlite", "/data/a.sqlite", "C:\\data\\a.sqlite", "platform"];
  for (const url of urls) assert.equal(parseEnv({ KV_URL: url }).KV_URL, url);
  const remote = "https://kv.example:4512";
  assert.equal(parseEnv({ KV_URL: remote, ...token }).KV_URL, remote);
});

Deno.test("parseEnv() reads lists of models, and takes no provider that there is not", () => {
  const env = parseEnv({
    AI_FALLBACK: "claude, openai/org/model demo",
    ANTHROPIC_API_KEY: "k",
    OPENAI_API_KEY: "k",
  });
  assert.deepEqual(env.AI_FALLBACK, [
    { provider: "claude", model: null },
    { provider: "openai", model: "org/model" },
    { provider: "demo", model: null },
  ]);
  assert.equal(env.AI_CHOICES, undefined);
  assert.match(refusal({ AI_FALLBACK: "demo, oracle/x" }), /AI_FALLBACK: must be models/);
});

Deno.test("parseEnv() takes a server of one's own without a key, but not without a model", () => {
  const OPENAI_BASE_URL = "http://127.0.0.1:11434/v1";
  const env = parseEnv({ AI_PROVIDER: "openai", OPENAI_BASE_URL, AI_CHAT_MODEL: "llama3.2" });
  assert.equal(env.AI_CHAT_MODEL, "llama3.2");
  assert.ok(parseEnv({ OPENAI_BASE_URL, OPENAI_MODEL: "llama3.2", GEMINI_API_KEY: "k" }));
  assert.match(
    refusal({ OPENAI_BASE_URL, AI_CHAT_MODEL: "gemini-2.5-pro", GEMINI_API_KEY: "k" }),
    /OPENAI_MODEL: needed/,
  );
});

Deno.test("parseEnv() misses what another variable needs", () => {
  assert.match(refusal({ AI_PROVIDER: "gemini" }), /GEMINI_API_KEY: needed/);
  assert.match(refusal({ AI_PROVIDER: "gemini", GEMINI_API_KEY: "" }), /GEMINI_API_KEY: needed/);
  assert.match(refusal({ AI_PROVIDER: "claude" }), /ANTHROPIC_API_KEY: needed as AI_PROVIDER is/);
  assert.match(refusal({ AI_FALLBACK: "openai" }), /OPENAI_API_KEY: needed as AI_FALLBACK has/);
  assert.match(refusal({ AI_CHOICES: "demo, gemini" }), /GEMINI_API_KEY: needed as AI_CHOICES has/);
  assert.match(refusal({ OPENAI_BASE_URL: "http://127.0.0.1:11434/v1" }), /OPENAI_MODEL: needed/);
  assert.match(refusal({ KV_URL: "http://127.0.0.1:4512" }), /DENO_KV_ACCESS_TOKEN: needed/);
  assert.match(refusal({ TURN_URLS: "turn:turn.example" }), /TURN_SECRET: needed/);
  assert.match(refusal({ TURN_SECRET: "0123456789abcdef" }), /TURN_URLS: needed/);
  assert.match(refusal({ TURN_ONLY: "true" }), /TURN_URLS: needed/);
});

Deno.test("parseEnv() takes the servers of voice parted by commas or blanks", () => {
  const env = parseEnv({
    STUN_URLS: "stun:stun.example:3478",
    TURN_URLS: " turn:turn.example?transport=udp, turns:[2001:db8::1]:443?transport=tcp ",
    TURN_SECRET: "0123456789abcdef",
  });
  assert.deepEqual(env.STUN_URLS, ["stun:stun.example:3478"]);
  assert.deepEqual(env.TURN_URLS, [
    "turn:turn.example?transport=udp",
    "turns:[2001:db8::1]:443?transport=tcp",
  ]);
  assert.match(refusal({ STUN_URLS: "turn:turn.example" }), /STUN_URLS/);
});

Deno.test("parseEnv() uses the platform's own store on Deno Deploy, unless told otherwise", () => {
  const deployed = { DENO_DEPLOYMENT_ID: "abc" };
  assert.equal(parseEnv(deployed).KV_URL, "platform");
  assert.equal(parseEnv({ ...deployed, KV_URL: ":memory:" }).KV_URL, ":memory:");
});

Deno.test("parseEnv() keeps no token that only Deno itself needs", () => {
  const env = parseEnv({ DENO_KV_ACCESS_TOKEN: "hunter2" });
  assert.doesNotMatch(JSON.stringify(env), /hunter2/);
});

Deno.test(".env.example names every variable with its default", async () => {
  const example = parseDotEnv(
    await Deno.readTextFile(new URL("../.env.example", import.meta.url)),
  );
  // Deno Deploy sets that one itself.
  const named = VARIABLES.filter((name) => name !== "DENO_DEPLOYMENT_ID");
  assert.deepEqual(Object.keys(example).sort(), named.toSorted());
  const known = Object.entries(parseEnv(example)).filter(([, value]) => value !== undefined);
  assert.deepEqual(Object.fromEntries(known), parseEnv({}));
});
