/** Serves until asked to stop, and then lets what runs come to its end. */
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { closeServices } from "@/lib/services.ts";
import { announceAddress, explainListening } from "@/lib/terminal.ts";

const SIGNALS: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
/** Requests that are still open this long after everything else ended are cut. */
const LAST_CALL_MS = 2_000;
/** A terminal's Ctrl-C reaches a task and what it started: signals this close together are one wish. */
const ONE_WISH_MS = 500;

/**
 * Serves on `HOST` and `PORT` until SIGINT or SIGTERM. Then no new connection is taken, running replies end or are cut
 * with what they have, and the store closes. A second signal ends the process at once.
 *
 * @throws {Error} If it cannot listen there.
 */
export async function serveUntilStopped(
  handler: Deno.ServeHandler,
  { env, services }: { env: Env; services: Services },
): Promise<void> {
  const cut = new AbortController();
  // Listened for before anyone can know that the server is there: whoever read its address may stop it.
  const signal = untilSignal();
  const server = listen(handler, env, cut.signal);
  await signal;
  services.log.info("stopping");
  // Shutting down closes every socket with 1001, which says nothing of when to come back.
  const { spaces, rooms, calls, assistant } = services;
  await Promise.all([
    spaces.dismiss(),
    rooms.dismiss(),
    calls.dismiss(),
    assistant.dismiss(),
  ]);
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

function listen(handler: Deno.ServeHandler, env: Env, signal: AbortSignal): Deno.HttpServer {
  try {
    const { HOST: hostname, PORT: port } = env;
    return Deno.serve({ hostname, port, signal, onListen: announceAddress }, handler);
  } catch (error) {
    throw explainListening(error, env);
  }
}

function untilSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAtMs: number | null = null;
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      if (askedAtMs !== null && performance.now() - askedAtMs > ONE_WISH_MS) Deno.exit(1);
      askedAtMs ??= performance.now();
      resolve();
    });
  }
  return promise;
}
