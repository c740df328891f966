/** The real app for a test: every middleware and every route, over services of the test's own, without a socket. */
import { fileURLToPath } from "node:url";
import type { App } from "fresh";
import { Builder } from "fresh/dev";
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import type { ChatModel } from "@/lib/ai/model.ts";
import type { Services, State } from "@/lib/define.ts";
import { parseEnv } from "@/lib/env.ts";
import { createLog, type LogLevel } from "@/lib/log.ts";
import { closeServices, openServices } from "@/lib/services.ts";
import { createApp } from "@/main.ts";
import { from } from "@/tests/support/state.ts";

export const ORIGIN = "http://maru.test";

export interface TestAppOptions {
  /** Over `KV_URL=:memory:`, an empty store, and a demo model that does not pause. */
  env?: Record<string, string>;
  /** Where the app's clock stands at first; it moves with `wait()` alone. Default: it runs. */
  startMs?: number;
  chatModel?: ChatModel;
  accountDomains?: readonly AccountDomain[];
  /** More routes, for what no page does. */
  routes?: (app: App<State>) => void;
  /** From which level on `logged` is filled. Default `"warn"`. */
  logLevel?: LogLevel;
}

export interface TestApp extends AsyncDisposable {
  services: Services;
  kv: Deno.Kv;
  /** Every line of the log so far. */
  logged: readonly string[];
  nowMs(): number;
  /** Moves the clock on. */
  wait(ms: number): void;
  /** Sends a request as it would come from `address`; by itself it follows no redirect. */
  send(request: Request, address?: string): Promise<Response>;
  /** Sends a request to a path of the app. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

let built: Promise<(app: App<State>) => void> | undefined;

/** Opens the app; use it with `await using`. The routes are looked up once for all apps of a test file. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  built ??= new Builder({ root: fileURLToPath(new URL("../..", import.meta.url)) })
    .build({ snapshot: "memory" });
  const attach = await built;
  const env = parseEnv({
    KV_URL: ":memory:",
    SEED_ON_START: "false",
    DEMO_DELAY_MS: "0",
    ...options.env,
  });
  let waitedMs = 0;
  const now = options.startMs === undefined ? Date.now : () => options.startMs!;
  const nowMs = () => now() + waitedMs;
  const logged: string[] = [];
  const services = await openServices(env, {
    now: nowMs,
    log: createLog({ level: options.logLevel ?? "warn", write: (line) => logged.push(line) }),
    ...(options.chatModel ? { chatModel: options.chatModel } : {}),
    ...(options.accountDomains ? { accountDomains: options.accountDomains } : {}),
  });
  const app = createApp(() => Promise.resolve(services), { trustProxy: env.TRUST_PROXY });
  attach(app);
  options.routes?.(app);
  const handler = app.handler();
  const send = (request: Request, address = "203.0.113.1") => handler(request, from(address));
  return {
    services,
    kv: services.kv,
    logged,
    nowMs,
    wait: (ms) => void (waitedMs += ms),
    send,
    fetch: (path, init) => send(new Request(ORIGIN + path, init)),
    [Symbol.asyncDispose]: () => closeServices(services),
  };
}
