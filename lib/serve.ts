/** Serves until asked to stop, and then lets what runs come to its end. */
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { closeServices } from "@/lib/services.ts";

const SIGNALS: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
/** Requests that are still open this long after everything else ended are cut. */
const LAST_CALL_MS = 2_000;
/** A terminal's Ctrl-C reaches a task and what it started: signals this close together are one wish. */
const ONE_WISH_MS = 500;
const encoder = new TextEncoder();

/** Tells the person at the terminal one line. */
export function announce(line: string): void {
  Deno.stdout.writeSync(encoder.encode(`${line}\n`));
}

/** Tells the person at the terminal why it did not work: what to change, without a stack. */
export function announceFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  Deno.stderr.writeSync(encoder.encode(`${message}\n`));
}

/** Tells the person at the terminal where to go. */
export function announceAddress({ hostname, port }: { hostname: string; port: number }): void {
  announce(`Maru is open at ${addressOf(hostname, port)}`);
}

/** An address to open on this machine, of a server that may listen on all of its addresses. */
export function addressOf(hostname: string, port: number): string {
  const host = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Words for whoever starts a server that cannot listen, in place of the system's. */
export function explainListening(error: unknown, { HOST, PORT }: Env): unknown {
  const refused = (why: string) =>
    new Error(`Cannot listen on ${addressOf(HOST, PORT)} ${why}`, { cause: error });
  if (error instanceof Deno.errors.AddrInUse) {
    return refused("as something else does; stop that, or set PORT to another port");
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return refused("as this user may not; set PORT to 1024 or more");
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return refused("as HOST is no address of this machine");
  }
  return error;
}

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
