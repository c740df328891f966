/** Reads what part of a thing a request wants. Source: RFC 9110, 14. */

/** A part: its first and its last byte, both counted from 0. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * Reads a `Range` header.
 *
 * @returns The one part that is wanted; `"whole"` where none is, or where the header is one that may be ignored
 *   (another unit, several parts, a typing error); `"outside"` where no byte of it is there.
 */
export function readRange(
  header: string | null,
  sizeBytes: number,
): ByteRange | "whole" | "outside" {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return "whole";
  if (from === "") {
    const count = Number(to);
    if (count === 0) return "outside";
    return { first: Math.max(0, sizeBytes - count), last: sizeBytes - 1 };
  }
  const first = Number(from);
  const last = to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== "" && Number(to) < first) return "whole";
  return first >= sizeBytes ? "outside" : { first, last };
}
