/** Request state for small apps of a few middlewares: only what the test gives is there. */
import { App } from "fresh";
import { define, type Services, type State } from "@/lib/define.ts";
import { parseEnv } from "@/lib/env.ts";
import { createLog, type Log } from "@/lib/log.ts";

export interface StateOptions extends Partial<Pick<Services, "kv" | "now" | "chatModel">> {
  /** Variables as the environment has them. */
  env?: Record<string, string>;
  log?: Log;
  viewer?: State["viewer"];
  locale?: State["locale"];
}

/** An app whose requests carry this state. Add what is under test, then call `handler()`. */
export function smallApp(options: StateOptions = {}): App<State> {
  const { viewer = null, locale = "en" } = options;
  const services = someServices(options);
  return new App<State>().use(define.middleware((ctx) => {
    Object.assign(ctx.state, { services, requestId: "r1", locale, viewer, cookies: [] });
    return ctx.next();
  }));
}

/** Services of which only some are there; to reach for another fails by its name. */
export function someServices(options: StateOptions): Services {
  const { env = {}, kv, now = Date.now, chatModel, log = createLog({ level: "silent" }) } = options;
  const given: Partial<Services> = {
    env: parseEnv(env),
    now,
    log,
    instance: "test",
    startedAtMs: now(),
    ...(kv ? { kv } : {}),
    ...(chatModel ? { chatModel } : {}),
  };
  return new Proxy(given, {
    get(target, name) {
      // A promise asks whatever it resolves to whether it is a promise, too.
      if (name === "then" || Reflect.has(target, name)) return Reflect.get(target, name);
      throw new Error(`This test gave no service "${String(name)}"`);
    },
  }) as Services;
}

/** Says that a request came from an address, as `Deno.serve` does; null: over a Unix socket. */
export function from(address: string | null): Deno.ServeHandlerInfo {
  const remoteAddr: Deno.Addr = address === null
    ? { transport: "unix", path: "/run/maru.sock" }
    : { transport: "tcp", hostname: address, port: 40_000 };
  return { remoteAddr, completed: Promise.resolve() };
}
