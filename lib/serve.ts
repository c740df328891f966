/** Serves until asked to stop, and then lets what runs come to its end. */
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { closeServices } from "@/lib/services.ts";

const SIGNALS: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
/** Requests that are still open this long after everything else ended are cut. */
const LAST_CALL_MS = 2_000;
const encoder = new TextEncoder();

/** Tells the person at the terminal: where the server listens, or one line of theirs to read. */
export function announce(what: string | { hostname: string; port: number }): void {
  const line = typeof what === "string"
    ? what
    : `Maru is open at http://${what.hostname.includes(":") ? `[${what.hostname}]` : what.hostname}:${what.port}`;
  Deno.stdout.writeSync(encoder.encode(`${line}\n`));
}

/**
 * Serves on `HOST` and `PORT` until SIGINT or SIGTERM. Then no new connection is taken, running replies end or are cut
 * with what they have, and the store closes. A second signal ends the process at once.
 */
export async function serveUntilStopped(
  handler: Deno.ServeHandler,
  { env, services }: { env: Env; services: Services },
): Promise<void> {
  const cut = new AbortController();
  const server = Deno.serve({
    hostname: env.HOST,
    port: env.PORT,
    signal: cut.signal,
    onListen: announce,
  }, handler);
  await untilSignal();
  services.log.info("stopping");
  const stopped = server.shutdown();
  await closeServices(services, {
    beforeClose: async () => {
      const timer = setTimeout(() => cut.abort(), LAST_CALL_MS);
      await stopped;
      clearTimeout(timer);
    },
  });
  services.log.info("stopped");
}

function untilSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked = false;
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      if (asked) Deno.exit(1);
      asked = true;
      resolve();
    });
  }
  return promise;
}
