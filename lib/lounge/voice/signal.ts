/**
 * What two voices say to each other, as the `signal` of a space's frames. A peer is as untrusted as any client: what it
 * sends is looked at here, once. Browser-safe.
 *
 * - [VO1] A voice is one page of one person. Its `session` begins with its time, so that of two the later is greater,
 *   and everybody agrees which one is meant: the greatest.
 * - [VO2] `here` may be repeated and lost; it holds all there is to know. With `ask`, it wants one back.
 * - [VO3] A `link` belongs to an `epoch`. Who sees a greater one than its own starts anew with it.
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

export interface Here {
  kind: "here";
  session: string;
  /** The sender has the receiver among those it wants to hear. */
  want: boolean;
  /** The sender has no room for one more, unless it wants one itself. */
  full: boolean;
  ask: boolean;
}

export interface Gone {
  kind: "gone";
  session: string;
}

export interface Link {
  kind: "link";
  session: string;
  /** The session that is meant. */
  to: string;
  epoch: number;
  description: Description | null;
  candidates: readonly Candidate[];
}

export type VoiceSignal = Here | Gone | Link;

/** Longest description, in characters: what a frame of 16 KiB holds beside the rest. */
export const MAX_SDP = 12_000;
/** Most candidates in one signal. */
export const MAX_CANDIDATES = 20;

/** Makes the name of a session [VO1]. */
export function newSession(nowMs: number, random: string): string {
  return `${Math.floor(nowMs).toString(36).padStart(9, "0")}-${random}`;
}

/** Reads what came from a peer; null for whatever is none of ours. */
export function decodeSignal(value: unknown): VoiceSignal | null {
  if (!isRecord(value) || !isText(value.session, 64)) return null;
  const { session, kind } = value;
  if (kind === "gone") return { kind, session };
  if (kind === "here") {
    const { want, full, ask } = value;
    return { kind, session, want: want === true, full: full === true, ask: ask === true };
  }
  if (kind !== "link" || !isText(value.to, 64) || !isCount(value.epoch)) return null;
  const { to, epoch } = value;
  const description = decodeDescription(value.description ?? null);
  const listed = value.candidates ?? [];
  if (description === undefined || !Array.isArray(listed)) return null;
  const candidates = listed.slice(0, MAX_CANDIDATES).map(decodeCandidate).filter((c) => c !== null);
  return { kind, session, to, epoch, description, candidates };
}

function decodeDescription(value: unknown): Description | null | undefined {
  if (value === null) return null;
  if (!isRecord(value) || !isText(value.sdp, MAX_SDP)) return undefined;
  const { type, sdp, n, re } = value;
  if ((type !== "offer" && type !== "answer") || !isCount(n) || !isCount(re)) return undefined;
  return { type, sdp, n, re };
}

function decodeCandidate(value: unknown): Candidate | null {
  if (!isRecord(value) || !isText(value.candidate, 512)) return null;
  const { candidate, mid, line, ufrag } = value;
  return {
    candidate,
    mid: isText(mid, 32) ? mid : null,
    line: isCount(line) ? line : null,
    ufrag: isText(ufrag, 256) ? ufrag : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown, max: number): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= max;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
