/** Reads request bodies: bounded in size, and through a schema before anyone sees them. */
import { Buffer } from "node:buffer";
import { z } from "zod";
import { failure, type InputError } from "@/lib/errors.ts";

/** Largest JSON body or urlencoded form. */
export const MAX_JSON_BYTES = 64 * 1024;

/** Beside the file itself, an upload holds its other fields, and what multipart puts around each. */
const MAX_AROUND_FILE_BYTES = 64 * 1024;

/** Bytes of all bodies that are on their way just now: many slow uploads at once must not fill the memory. */
let arrivingBytes = 0;
const MAX_ARRIVING_BYTES = 128 * 1024 * 1024;
const CROWDED_RETRY_S = 5;

/**
 * Reads a body into memory. What its `Content-Length` says may end it early, and is never trusted to.
 *
 * @throws {HttpError} `too_large` as soon as more than `maxBytes` came, `bad_request` when the client went away,
 * `rate_limited` while the bodies of others take what memory there is for them.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLargeFor(maxBytes);
  if (request.bodyUsed) throw new TypeError("Cannot read a body twice");
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  let isCrowded = false;
  try {
    for await (const piece of request.body ?? []) {
      sizeBytes += piece.length;
      arrivingBytes += piece.length;
      isCrowded = arrivingBytes > MAX_ARRIVING_BYTES;
      if (sizeBytes > maxBytes || isCrowded) break;
      pieces.push(piece);
    }
  } catch (cause) {
    throw failure("bad_request", { detail: "Cannot read the body to its end", cause });
  } finally {
    arrivingBytes -= sizeBytes;
  }
  if (sizeBytes > maxBytes) throw tooLargeFor(maxBytes);
  if (isCrowded) throw failure("rate_limited", { retryAfterS: CROWDED_RETRY_S });
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

function tooLargeFor(maxBytes: number) {
  return failure("too_large", {
    detail: `Cannot take more than ${Math.floor(maxBytes / 1024)} KiB`,
  });
}

/**
 * Reads a JSON body.
 *
 * @throws {HttpError} `unsupported_type`, `too_large`, `bad_request` (not JSON) or `invalid_input`.
 */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T,
  maxBytes = MAX_JSON_BYTES,
): Promise<z.output<T>> {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw failure("unsupported_type", { detail: "Cannot read a body that is not JSON" });
  }
  const bytes = await readBytes(request, maxBytes);
  let value: unknown;
  try {
    value = parseText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw failure("bad_request", { detail: "Cannot parse the body as JSON", cause });
  }
  return parseInput(schema, value);
}

/**
 * Parses JSON whose every string is Unicode: half a surrogate pair, which JSON can escape, becomes U+FFFD. No address, key
 * or file could hold it.
 */
function parseText(text: string): unknown {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return JSON.parse(text);
  return JSON.parse(
    text,
    (_, value: unknown) => typeof value === "string" ? value.toWellFormed() : value,
  );
}

/** Fields of a form: far more than any page has, and few enough to be shown again. */
const MAX_FIELDS = 500;

/** Counts the fields before they are taken apart, each of which costs a hundred times its bytes. */
function hasTooManyFields(bytes: Uint8Array<ArrayBuffer>, type: string): boolean {
  const isMultipart = /^multipart\//i.test(type);
  const between = isMultipart ? `--${/;\s*boundary="?([^";]+)/i.exec(type)?.[1] ?? ""}` : "&";
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let fields = 0;
  for (let at = body.indexOf(between); at !== -1; at = body.indexOf(between, at + between.length)) {
    // A multipart form has one boundary more than it has fields.
    if (++fields > MAX_FIELDS) return true;
  }
  return false;
}

/**
 * Reads a form, urlencoded or multipart.
 *
 * @throws {HttpError} `unsupported_type`, `too_large` or `bad_request`.
 */
export async function readForm(request: Request, maxBytes = MAX_JSON_BYTES): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw failure("unsupported_type", { detail: "Cannot read a body that is not a form" });
  }
  const bytes = await readBytes(request, maxBytes);
  if (hasTooManyFields(bytes, type)) {
    throw failure("too_large", { detail: `Cannot take more than ${MAX_FIELDS} fields` });
  }
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw failure("bad_request", { detail: "Cannot parse the body as a form", cause });
  }
}

/**
 * Reads a multipart form that brings a file in the field `file`.
 *
 * @throws {HttpError} As {@link readForm}, `invalid_input` where there is no file, `too_large` where it is too large.
 */
export async function readUpload(
  request: Request,
  maxBytes: number,
): Promise<{ form: FormData; file: File }> {
  const form = await readForm(request, maxBytes + MAX_AROUND_FILE_BYTES);
  const file = form.get("file");
  if (!(file instanceof File) || (file.size === 0 && file.name === "")) {
    throw failure("invalid_input", { errors: [{ path: "file", message: "needed" }] });
  }
  if (file.size > maxBytes) throw tooLargeFor(maxBytes);
  return { form, file };
}

/** The text fields of a form as an object; of a field that comes several times, the last. Files are left out. */
export function formFields(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") fields[name] = value;
  return fields;
}

/** Puts zod's findings into the shape of a problem document. */
export function inputErrors(error: z.ZodError): InputError[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}

/** @throws {HttpError} `invalid_input` (422) that lists each field at fault. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw failure("invalid_input", { errors: inputErrors(parsed.error) });
  return parsed.data;
}
