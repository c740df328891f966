/** Keeps the benchmarks on this machine: they load a server as hard as they can, so it has to be our own. */

/** Where a load goes, checked. */
export interface LoopbackTarget {
  url: URL;
  /** An address, never a name: no resolver is asked. */
  hostname: string;
  port: number;
}

/**
 * Accepts `http:` URLs of 127.0.0.0/8, `[::1]` and `localhost` (taken as 127.0.0.1).
 *
 * @throws {RangeError} If the URL is of another kind or leads anywhere else.
 */
export function requireLoopback(address: string): LoopbackTarget {
  if (!URL.canParse(address)) throw new RangeError(`Cannot load "${address}" as it is not a URL`);
  const url = new URL(address);
  if (url.protocol !== "http:") {
    throw new RangeError(`Cannot load "${address}" as only http is supported`);
  }
  const port = url.port === "" ? 80 : Number(url.port);
  // The URL parser has brought every spelling of an IPv4 address into the dotted form.
  if (/^127\.\d+\.\d+\.\d+$/.test(url.hostname)) return { url, hostname: url.hostname, port };
  if (url.hostname === "[::1]") return { url, hostname: "::1", port };
  if (url.hostname === "localhost") return { url, hostname: "127.0.0.1", port };
  throw new RangeError(`Cannot load "${address}" as it is not on this machine`);
}
