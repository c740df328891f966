/**
 * What a call says to the server and hears from it: who is there, and what two peers need to find each other. Nothing of
 * a face passes here. Browser-safe.
 *
 * - [CS1] Descriptions and candidates carry `epoch`, `n` and `re` (see `lib/rtc/negotiation.ts`); a client of another make
 *   sends and reads none of them.
 * - [CS2] A candidate without text carries an epoch alone: it asks for an offer, and is the end of candidates to others.
 * - [CS3] A description with a section for pictures is not taken, whoever sends it.
 */
import { type CallAvatar, decodeCallAvatar } from "@/lib/calls/client/avatar.ts";
import {
  type Candidate,
  decodeInit,
  initOf,
  isCount,
  isRecord,
  isText,
  MAX_SDP,
} from "@/lib/rtc/description.ts";
import type { LinkWords } from "@/lib/rtc/negotiation_model.ts";
import type { PlainWords } from "@/lib/rtc/plain.ts";

/** What the server says, read. */
export type CallFrame =
  /** `resumed`: nothing was missed, and the peer was told nothing. */
  | { type: "joined"; me: string; polite: boolean; peers: readonly CallPeer[]; resumed: boolean }
  | { type: "peer_joined"; peer: CallPeer }
  | { type: "peer_left"; id: string }
  /** Numbered words [CS1]. */
  | { type: "words"; from: string; words: LinkWords }
  | { type: "plain"; from: string; words: PlainWords }
  | { type: "room_full" }
  | { type: "error"; code: string };

export interface CallPeer {
  readonly id: string;
  readonly avatar: CallAvatar;
}

/** A frame to the server. */
export type SignalFrame =
  /** `key` is the secret by which one comes back to the same seat. */
  | { type: "join"; avatar: CallAvatar; key: string }
  | {
    type: "offer" | "answer";
    to: string;
    sdp: string;
    epoch?: number;
    n?: number;
    re?: number;
  }
  | { type: "ice"; to: string; candidate: RTCIceCandidateInit; epoch?: number }
  | { type: "leave" };

const MAX_ID = 128;
const NOTHING: RTCIceCandidateInit = { candidate: "", sdpMid: "0", sdpMLineIndex: 0 };

/** Whether a description has a section for pictures [CS3]. */
export function hasVideo(sdp: string): boolean {
  return /^m=video/im.test(sdp);
}

/** Writes a peer's words as frames; a plain peer gets no numbers, and nothing that means nothing to it. */
export function framesOf(
  { epoch, description, candidates }: LinkWords,
  { to, plain }: { to: string; plain: boolean },
): SignalFrame[] {
  const frames: SignalFrame[] = [];
  const era = plain ? {} : { epoch };
  if (description) {
    const { type, sdp, n, re } = description;
    frames.push({ type, to, sdp, ...(plain ? {} : { epoch, n, re }) });
  }
  for (const candidate of candidates) {
    frames.push({ type: "ice", to, candidate: initOf(candidate), ...era });
  }
  if (frames.length === 0 && !plain) frames.push({ type: "ice", to, candidate: NOTHING, ...era });
  return frames;
}

/** Reads a frame; null for one that is none of ours. */
export function decodeFrame(value: unknown): CallFrame | null {
  if (!isRecord(value)) return null;
  switch (value.type) {
    case "joined": {
      const { peer_id: me, polite, peers, resumed } = value;
      if (!isText(me, MAX_ID)) return null;
      const others = Array.isArray(peers)
        ? peers.map(decodePeer).filter((one) => one !== null)
        : [];
      const is = { polite: polite === true, resumed: resumed === true };
      return { type: "joined", me, peers: others, ...is };
    }
    case "peer_joined": {
      const peer = decodePeer(value);
      return peer && { type: "peer_joined", peer };
    }
    case "peer_left":
      return isText(value.peer_id, MAX_ID) ? { type: "peer_left", id: value.peer_id } : null;
    case "offer":
    case "answer":
      return decodeDescriptionFrame(value.type, value);
    case "ice":
      return decodeIce(value);
    case "room_full":
      return { type: "room_full" };
    case "error":
      return { type: "error", code: typeof value.code === "string" ? value.code : "" };
    default:
      return null;
  }
}

/** A peer in a list is an object, or its id alone. */
function decodePeer(value: unknown): CallPeer | null {
  if (isText(value, MAX_ID)) return { id: value, avatar: decodeCallAvatar(null) };
  if (!isRecord(value) || !isText(value.peer_id, MAX_ID)) return null;
  return { id: value.peer_id, avatar: decodeCallAvatar(value.avatar) };
}

function decodeDescriptionFrame(
  type: "offer" | "answer",
  { from, sdp, epoch, n, re }: Record<string, unknown>,
): CallFrame | null {
  if (!isText(from, MAX_ID) || !isText(sdp, MAX_SDP) || hasVideo(sdp)) return null;
  if (isCount(epoch) && isCount(n) && isCount(re)) {
    const description = { type, sdp, n, re };
    return { type: "words", from, words: { epoch, description, candidates: [] } };
  }
  return { type: "plain", from, words: { type, sdp } };
}

function decodeIce({ from, candidate, epoch }: Record<string, unknown>): CallFrame | null {
  if (!isText(from, MAX_ID)) return null;
  const read: Candidate | null = decodeInit(candidate);
  if (isCount(epoch)) {
    const candidates = read ? [read] : [];
    return { type: "words", from, words: { epoch, description: null, candidates } };
  }
  return read && { type: "plain", from, words: { type: "candidate", candidate: read } };
}
