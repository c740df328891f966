// Owns starting an HTTP server for an app.

import type { AppHandler } from "./dispatch.ts";
import { logInfo } from "./log.ts";

/** Options of `app.listen()`: those of `Deno.serve()`, with a certificate if wanted. */
export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & {
    /** Address to print besides the local one, for servers behind a tunnel. */
    remoteAddress?: string;
  };

const FIRST_PORT = 8000;
const LAST_PORT = 8019;

/**
 * Starts serving; without a port the first free one of 8000–8019 is taken.
 *
 * @throws {Deno.errors.AddrInUse} If the port, or each of the twenty, is taken.
 */
export function serve(
  handler: AppHandler,
  basePath: string,
  { remoteAddress, ...options }: ListenOptions,
): Deno.HttpServer<Deno.NetAddr> {
  const serveOptions = {
    onListen: (address: Deno.NetAddr) => printBanner(address, basePath, options, remoteAddress),
    ...options,
  };
  // Port 0 asks the system for any free port.
  if (options.port !== undefined) return Deno.serve(serveOptions, handler);
  for (let port = FIRST_PORT;; port++) {
    try {
      return Deno.serve({ ...serveOptions, port }, handler);
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse) || port === LAST_PORT) {
        throw error;
      }
    }
  }
}

function printBanner(
  address: Deno.NetAddr,
  basePath: string,
  options: { cert?: string },
  remoteAddress: string | undefined,
): void {
  const protocol = options.cert === undefined ? "http" : "https";
  const isAny = address.hostname === "0.0.0.0" || address.hostname === "::";
  const hostname = isAny
    ? "localhost"
    : address.hostname.includes(":")
    ? `[${address.hostname}]`
    : address.hostname;
  logInfo(
    `\nFresh ready\n  Local:  ${protocol}://${hostname}:${address.port}${basePath}/`,
  );
  if (remoteAddress !== undefined) logInfo(`  Remote: ${remoteAddress}`);
}
