// Owns what the tests of the package share: asking an app, and catching what it logs.

import type { App } from "fresh";

/** Asks an app for a path, without a network. */
export function request<State>(
  app: App<State>,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  return app.handler()(new Request(`http://localhost${path}`, init));
}

/** Runs something while errors and warnings go to a list instead of the console. */
export async function silenced<T>(
  run: () => Promise<T>,
): Promise<{ value: T; logged: unknown[] }> {
  const logged: unknown[] = [];
  const { console: target } = globalThis;
  const original = { error: target.error, warn: target.warn };
  target.error = target.warn = (...args: unknown[]) => logged.push(...args);
  try {
    return { value: await run(), logged };
  } finally {
    Object.assign(target, original);
  }
}
