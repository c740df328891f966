/** Who somebody is in a call, as the other side gets to know it. Browser-safe. */
import { type Background, BACKGROUNDS } from "@/lib/avatar/stage/renderer.ts";
import { isCount, isRecord } from "@/lib/rtc/description.ts";

export interface CallAvatar {
  /** The face as a query in its shortest form; see `lib/avatar/codec.ts`. */
  readonly spec: string;
  readonly name: string;
  /** A model of one's own that stands above the face; it comes over the `model` channel. */
  readonly vrm: { readonly hash: string; readonly bytes: number } | null;
  readonly background: Background;
}

/** Longest face and name, in characters, as the server takes them; see `lib/calls/model.ts`. */
export const MAX_SPEC = 1_500;
export const MAX_NAME = 40;

/** Largest model that is taken, in bytes. */
export const MAX_MODEL_BYTES = 20 * 1024 * 1024;

/** An SHA-256 in hexadecimal digits. */
export const HASH = /^[0-9a-f]{64}$/;

/** Reads what somebody says about themself. Whatever it is, an avatar comes out: clients of other makes say little. */
export function decodeCallAvatar(value: unknown): CallAvatar {
  const { spec, name, vrm, background } = isRecord(value) ? value : {};
  return {
    spec: typeof spec === "string" && spec.length <= MAX_SPEC ? spec : "",
    name: typeof name === "string" ? oneLine(name) : "",
    vrm: isRecord(vrm) && typeof vrm.hash === "string" && HASH.test(vrm.hash) && isCount(vrm.bytes)
      ? { hash: vrm.hash, bytes: vrm.bytes }
      : null,
    background: BACKGROUNDS.find((one) => one === background) ?? "art",
  };
}

function oneLine(text: string): string {
  const line = text.slice(0, 4 * MAX_NAME).toWellFormed().replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  // Half of a character that needs two is none.
  return line.slice(0, MAX_NAME).replace(/[\uD800-\uDBFF]$/, "").trim();
}
