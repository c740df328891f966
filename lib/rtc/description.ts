/**
 * Session descriptions and candidates as two peers exchange them. A peer is as untrusted as any client: what it sends is
 * looked at here, once. Pure. Browser-safe.
 */

/** A session description, numbered by its sender; an answer names the offer that it is `re`. */
export interface Description {
  type: "offer" | "answer";
  sdp: string;
  n: number;
  re: number;
}

/** As `RTCIceCandidate.toJSON()` has it; `ufrag` tells which description it belongs to. */
export interface Candidate {
  candidate: string;
  mid: string | null;
  line: number | null;
  ufrag: string | null;
}

/** Longest description, in characters: what a frame of 16 KiB holds beside the rest. */
export const MAX_SDP = 12_000;
const MAX_CANDIDATE = 512;
const MAX_UFRAG = 256;
const MAX_MID = 32;

/** Reads a numbered description; null is null, undefined is none of ours. */
export function decodeDescription(value: unknown): Description | null | undefined {
  if (value === null) return null;
  if (!isRecord(value) || !isText(value.sdp, MAX_SDP)) return undefined;
  const { type, sdp, n, re } = value;
  if ((type !== "offer" && type !== "answer") || !isCount(n) || !isCount(re)) return undefined;
  return { type, sdp, n, re };
}

/** Reads a candidate in our own short names. */
export function decodeCandidate(value: unknown): Candidate | null {
  if (!isRecord(value)) return null;
  const { candidate, mid, line, ufrag } = value;
  return candidateOf(candidate, { mid, line, ufrag });
}

/** Reads a candidate in a browser's names. The end of candidates is an empty one, and none to us. */
export function decodeInit(value: unknown): Candidate | null {
  if (!isRecord(value)) return null;
  const { candidate, sdpMid: mid, sdpMLineIndex: line, usernameFragment: ufrag } = value;
  return candidateOf(candidate, { mid, line, ufrag });
}

/** A candidate in a browser's names. */
export function initOf({ candidate, mid, line, ufrag }: Candidate): RTCIceCandidateInit {
  return { candidate, sdpMid: mid, sdpMLineIndex: line, usernameFragment: ufrag };
}

function candidateOf(
  candidate: unknown,
  { mid, line, ufrag }: { mid: unknown; line: unknown; ufrag: unknown },
): Candidate | null {
  if (!isText(candidate, MAX_CANDIDATE)) return null;
  return {
    candidate,
    mid: isText(mid, MAX_MID) ? mid : null,
    line: isCount(line) ? line : null,
    // Firefox tells the name in the text alone.
    ufrag: isText(ufrag, MAX_UFRAG) ? ufrag : / ufrag (\S+)/.exec(candidate)?.[1] ?? null,
  };
}

/** An object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text of at least one and at most `max` characters. */
export function isText(value: unknown, max: number): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= max;
}

/** A whole number from 0 up. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
