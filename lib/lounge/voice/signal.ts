/**
 * What two voices say to each other, as the `signal` of a space's frames. A peer is as untrusted as any client: what it
 * sends is looked at here, once. Browser-safe.
 *
 * - [VO1] A voice is one page of one person. Its `session` begins with its time, so that of two the later is greater,
 *   and everybody agrees which one is meant: the greatest.
 * - [VO2] `here` may be repeated and lost; it holds all there is to know. With `ask`, it wants one back.
 * - [VO3] A `link` belongs to an `epoch`. Who sees a greater one than its own starts anew with it.
 */
import {
  type Candidate,
  decodeCandidate,
  decodeDescription,
  type Description,
  isCount,
  isRecord,
  isText,
} from "@/lib/rtc/description.ts";

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
