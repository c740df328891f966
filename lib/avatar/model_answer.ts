/** Answers a request for a model: whole or a part, so that a download that was cut goes on where it ended. Deno only. */
import { type ModelFiles, ModelUnreachableError } from "@/lib/avatar/model_files.ts";
import { MODEL_NAMES, MODEL_PINS, type ModelName } from "@/lib/avatar/tracking/model_pins.ts";
import { failure } from "@/lib/errors.ts";
import { readRange } from "@/lib/http/byte_range.ts";

/** How soon an address that gave nothing is worth another try. */
const RETRY_AFTER_S = 30;

/** Which model has this file name; null for none. */
export function modelOfFile(file: string): ModelName | null {
  return MODEL_NAMES.find((name) => MODEL_PINS[name].file === file) ?? null;
}

/**
 * Answers a GET or HEAD for a model.
 *
 * @throws {HttpError} `model_unreachable` if it can be had nowhere.
 */
export async function answerModel(
  request: Request,
  { models, name }: { models: ModelFiles; name: ModelName },
): Promise<Response> {
  const { sizeBytes, sha256 } = MODEL_PINS[name];
  const etag = `"${sha256.slice(0, 32)}"`;
  // Asked again each time, and answered with 304: the address has no version in it.
  const headers = new Headers({
    "cache-control": "public, no-cache",
    "accept-ranges": "bytes",
    etag,
  });
  const { method, headers: asked } = request;
  if (asked.get("if-none-match")?.includes(etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-type", "application/octet-stream");
  const ifRange = asked.get("if-range");
  // A part of what the client has no longer the beginning of would be of no use to it.
  const isCurrent = ifRange === null || ifRange === etag;
  const range = readRange(isCurrent && method === "GET" ? asked.get("range") : null, sizeBytes);
  if (range === "outside") {
    headers.set("content-range", `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { first, last } = range === "whole" ? { first: 0, last: sizeBytes - 1 } : range;
  headers.set("content-length", String(last - first + 1));
  if (method === "HEAD") return new Response(null, { headers });
  if (range !== "whole") headers.set("content-range", `bytes ${first}-${last}/${sizeBytes}`);
  const body = await openOrFail(models, name, { first, last });
  return new Response(body, { status: range === "whole" ? 200 : 206, headers });
}

async function openOrFail(
  models: ModelFiles,
  name: ModelName,
  range: { first: number; last: number },
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  try {
    return await models.open(name, range);
  } catch (error) {
    if (!(error instanceof ModelUnreachableError)) throw error;
    throw failure("model_unreachable", { cause: error, retryAfterS: RETRY_AFTER_S });
  }
}
