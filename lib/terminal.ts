/** Speaks to the person at the terminal. */
import type { Env } from "@/lib/env.ts";

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
