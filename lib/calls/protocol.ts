/**
 * The wire of `WS /api/v1/calls/{room_id}/ws`: how two people find each other, and nothing else. What they are to each
 * other, they tell each other without us.
 *
 * Query, all of it optional: `token` or `ticket` for somebody with an account, and `last_event_id`, to go on where a
 * connection broke.
 *
 * - [CP1] A client joins first. It is answered with `joined`, or with `room_full` and 4009.
 * - [CP2] `key` is a secret of the client's own making, one for each visit of a person: who brings it again comes back to
 *   the seat, from a new connection or a reloaded page. Only its hash is kept, and nobody is told it.
 * - [CP3] With the key and `last_event_id`, `joined` says `resumed`, and everything follows that was missed, in order. Who
 *   comes back without the id begins anew: the peer is told `peer_joined` with the same id.
 * - [CP4] Offers, answers and candidates come to the one peer there is, with `from`. They wait for a peer whose
 *   connection is broken, for as long as the seat does.
 * - [CP5] `epoch`, `n` and `re` are passed on as they are: for clients that number what they negotiate.
 * - [CP6] A frame that is not one of these, to the letter, is refused: no face, no voice, no picture comes through here.
 *   Nor does a description with a video section.
 * - [CP7] A seat is one connection's: an older one of the same key is closed with 4008.
 */
import { z } from "zod";
import { Looks } from "@/lib/calls/model.ts";
import { isCandidate, sdpFault } from "@/lib/calls/sdp.ts";
import type { InboxRules } from "@/lib/realtime/inbox.ts";

const MINUTE_MS = 60_000;

/** A random text, of 128 bits or more. */
const Key = z.string().regex(/^[\w-]{22,64}$/, "must be 22 to 64 characters of base64url");
const PeerId = z.string().regex(/^[0-9a-z-]{1,64}$/, "must be the id of a peer");
const Count = z.int().nonnegative();

const Sdp = z.string().superRefine((sdp, { addIssue }) => {
  const message = sdpFault(sdp);
  if (message !== null) addIssue({ code: "custom", message });
});

const CandidateText = z.string().refine(isCandidate, "must be an ICE candidate");

/** As `RTCIceCandidate.toJSON()` has it. */
const CandidateInit = z.strictObject({
  candidate: CandidateText,
  sdpMid: z.string().regex(/^[\w+/.-]{0,32}$/, "must be the name of a section").nullish(),
  sdpMLineIndex: z.int().min(0).max(31).nullish(),
  usernameFragment: z.string().regex(/^[\w+/=-]{0,256}$/, "must be an ICE name").nullish(),
});

const numbered = { epoch: Count.optional(), n: Count.optional(), re: Count.optional() };
const described = { to: PeerId.nullish(), sdp: Sdp, ...numbered };

const SignalMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("offer"), ...described }),
  z.strictObject({ type: z.literal("answer"), ...described }),
  z.strictObject({
    type: z.literal("ice"),
    to: PeerId.nullish(),
    /** Null or an empty text where there are no more. */
    candidate: z.union([CandidateInit, CandidateText, z.null()]),
    ...numbered,
  }),
]);
export type SignalMessage = z.infer<typeof SignalMessage>;

/** Every frame that a client may send. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("join"), avatar: Looks.nullish(), key: Key.optional() }),
  ...SignalMessage.options,
  z.strictObject({ type: z.literal("leave") }),
  z.strictObject({ type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What one connection may send: a call forms with some thirty frames, and again with each change of network. */
export const CALL_RULES: InboxRules<ClientMessage> = {
  schema: ClientMessage,
  limits: {
    join: { burst: 5, windowMs: MINUTE_MS },
    offer: { burst: 30, windowMs: MINUTE_MS },
    answer: { burst: 30, windowMs: MINUTE_MS },
    ice: { burst: 300, windowMs: MINUTE_MS },
    leave: { burst: 5, windowMs: MINUTE_MS },
    ping: { burst: 20, windowMs: MINUTE_MS, silent: true },
  },
};

export interface Peer {
  peer_id: string;
  avatar: Looks | null;
}

/** What happens to seats. `seat` is for instances alone: a connection took the seat over from an older one. */
export type SeatEvent =
  | { type: "peer_joined"; peer_id: string; avatar: Looks | null }
  | { type: "peer_left"; peer_id: string }
  | { type: "seat"; peer_id: string; connection: string };

/** A signal on its way. */
export type RelayedSignal = SignalMessage & { from: string; to: string };

/** What stands in the log of a call. */
export type CallEvent = SeatEvent | RelayedSignal;

/** Why something that was said properly could not be done. */
export type CallErrorCode = "not_joined" | "already_joined" | "no_peer" | "gone" | "internal";

/** Every frame that the server sends. Those of the log have `event_id` beside. */
export type ServerMessage =
  | {
    type: "joined";
    peer_id: string;
    polite: boolean;
    /** Whoever is there already: nobody, or one. */
    peers: Peer[];
    /** What was missed follows [CP3]. */
    resumed: boolean;
    /** What comes after this one is news. */
    last_event_id: string;
  }
  | (Exclude<CallEvent, { type: "seat" }> & { event_id: string })
  | { type: "room_full" }
  | { type: "pong" }
  | {
    type: "error";
    code: CallErrorCode | "bad_frame" | "rate_limited";
    message: string;
    retry_after_s?: number;
  };
