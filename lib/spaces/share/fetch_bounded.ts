/**
 * Fetches what a link leads to, for as long and as much as is set before. Each hop of a redirect is looked up and judged
 * anew, and the connection goes to the very addresses that were judged, so that a name which changes its mind between
 * (DNS rebinding) leads nowhere else.
 */
import type { IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { findTarget, type Target, type Web } from "@/lib/spaces/share/web.ts";

/** Hops that are followed. */
export const MAX_REDIRECTS = 4;
/** Headers of one answer, in bytes. */
const MAX_HEADER_BYTES = 32 * 1024;

/** Says who is asking, and where to read what for. */
const USER_AGENT =
  "Mozilla/5.0 (compatible; MaruLinkCard/1.0; fetches a page once when somebody shares its link)";

export interface FetchLimits {
  /** What the answer may be, as a test of its media type. */
  accepts: RegExp;
  /** Sent as `Accept`. */
  accept: string;
  /** Bytes that are read, on the wire and again unpacked. */
  maxBytes: number;
  /** Media types of which the beginning is enough; anything else that is longer is refused. */
  mayCut: RegExp;
  /** Ends everything: looking up, connecting, reading. */
  signal: AbortSignal;
}

/**
 * Why there is nothing: somewhere we do not go (`closed`), nobody answers (`unreachable`), an answer that is no success
 * (`status`), of another kind (`type`), too long (`too_large`), unreadable (`broken`), led around in circles
 * (`redirects`), or not in time (`late`).
 */
export type FetchRefusal =
  | "closed"
  | "unreachable"
  | "status"
  | "type"
  | "too_large"
  | "broken"
  | "redirects"
  | "late";

export interface Fetched {
  /** Where the redirects ended. */
  url: URL;
  /** Media type, lower case, without parameters. */
  type: string;
  /** As the header names it; null where it does not. */
  charset: string | null;
  bytes: Uint8Array;
}

export type FetchResult = { ok: true; fetched: Fetched } | { ok: false; reason: FetchRefusal };

/** Fetches by GET, without cookies and without saying where the link was found. Never throws. */
export async function fetchBounded(
  web: Web,
  start: URL,
  limits: FetchLimits,
): Promise<FetchResult> {
  try {
    return await race(followTo(web, start, limits), limits.signal);
  } catch (error) {
    if (limits.signal.aborted) return { ok: false, reason: "late" };
    return { ok: false, reason: refusalOf(error) };
  }
}

/** What Node's parser and its unpackers throw, by the beginning of the code; else the other side went away. */
function refusalOf(error: unknown): FetchRefusal {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(HPE|Z|ERR__?(Z|BROTLI|BUF))/.test(code) ? "broken" : "unreachable";
}

/** Ends waiting with the signal, also where what is waited for cannot be ended. */
async function race<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([work, ended.promise]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

async function followTo(web: Web, start: URL, limits: FetchLimits): Promise<FetchResult> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const found = await findTarget(web, url);
    if (!found.ok) return found;
    const answer = await ask(found.target, limits);
    const next = redirectOf(answer, url);
    if (next === null) return await read(answer, url, limits);
    answer.destroy();
    // A page that was asked for in private is not looked for in public.
    if (next === "nowhere" || (url.protocol === "https:" && next.protocol !== "https:")) {
      return { ok: false, reason: "redirects" };
    }
    url = next;
  }
  return { ok: false, reason: "redirects" };
}

/** Where a redirect leads; null for any other answer. */
function redirectOf(
  { statusCode = 0, headers }: IncomingMessage,
  from: URL,
): URL | "nowhere" | null {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return null;
  const next = headers.location === undefined ? null : URL.parse(headers.location, from);
  if (next === null || next.href.length > 4096) return "nowhere";
  next.username = next.password = next.hash = "";
  return next;
}

/** Sends the request to the judged addresses alone: the name serves as `Host`, and for the certificate. */
function ask(
  { url, port, addresses }: Target,
  { accept, signal }: FetchLimits,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const answer = Promise.withResolvers<IncomingMessage>();
  const sent = send({
    host,
    port,
    path: url.pathname + url.search,
    headers: {
      "host": url.host,
      "accept": accept,
      "accept-encoding": "gzip, deflate, br",
      "accept-language": "ko, en;q=0.8",
      "user-agent": USER_AGENT,
    },
    // A connection of its own, which ends with the answer: none is shared with what was judged otherwise.
    agent: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    signal,
    ...(isIP(host) ? {} : {
      servername: host,
      lookup: (_host, { all }, done) =>
        all ? done(null, [...addresses]) : done(null, addresses[0].address, addresses[0].family),
    }),
  });
  sent.on("response", (message) => {
    // Whoever reads it sees the error too; without a listener, one that nobody reads would end the process.
    message.on("error", () => {});
    answer.resolve(message);
  });
  sent.on("error", answer.reject);
  sent.end();
  return answer.promise;
}

async function read(answer: IncomingMessage, url: URL, limits: FetchLimits): Promise<FetchResult> {
  const { statusCode = 0, headers } = answer;
  const [type = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const refuse = (reason: FetchRefusal): FetchResult => {
    answer.destroy();
    return { ok: false, reason };
  };
  if (statusCode < 200 || statusCode > 299) return refuse("status");
  if (!limits.accepts.test(type.trim())) return refuse("type");
  const cut = limits.mayCut.test(type.trim());
  if (!cut && Number(headers["content-length"] ?? 0) > limits.maxBytes) {
    return refuse("too_large");
  }
  const plain = unpack(answer, headers["content-encoding"], limits.maxBytes);
  if (plain === null) return refuse("broken");
  const bytes = await readUpTo(plain, limits.maxBytes, cut);
  answer.destroy();
  if (bytes === null) return { ok: false, reason: "too_large" };
  const charset = parameters.map((text) => /^\s*charset\s*=\s*"?([\w.:-]+)/.exec(text)?.[1])
    .find((found) => found !== undefined) ?? null;
  return { ok: true, fetched: { url, type: type.trim(), charset, bytes } };
}

/** The body as it was before it was packed; null for a packing that nobody asked for. */
function unpack(
  answer: IncomingMessage,
  encoding: string | undefined,
  maxBytes: number,
): Readable | null {
  const unpacker = unpackerOf(encoding?.trim().toLowerCase() ?? "");
  if (unpacker === "none") return answer;
  if (unpacker === null) return null;
  let onWire = 0;
  answer.on("data", (chunk: Uint8Array) => {
    onWire += chunk.length;
    // What packs badly is no page; what never ends inside its packing is an attack.
    if (onWire > maxBytes) answer.destroy(new Error("More than was promised"));
  });
  return pipeline(answer, unpacker, () => {/* Its reader sees the error. */});
}

function unpackerOf(encoding: string) {
  switch (encoding) {
    case "":
    case "identity":
      return "none";
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return null;
  }
}

/** Reads until the end or the limit; null where there was more and cutting was not allowed. */
async function readUpTo(
  body: Readable,
  maxBytes: number,
  cut: boolean,
): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    const room = maxBytes - length;
    bytes.set(chunk.subarray(0, room), length);
    length += Math.min(chunk.length, room);
    if (chunk.length > room) {
      if (!cut) return null;
      break;
    }
  }
  return bytes.slice(0, length);
}
