/** What one side of a call knows, hears and does; `call_state.ts` has its rules. Browser-safe. */
import type { CallFrame, CallPeer, SignalFrame } from "@/lib/calls/client/signals.ts";
import type { LinkPhase } from "@/lib/realtime/link_state.ts";
import type {
  NegotiationEffect,
  NegotiationEvent,
  NegotiationState,
} from "@/lib/rtc/negotiation_model.ts";

/** Why a call is over; `elsewhere` goes on in another tab. */
export type CallEnd =
  | "left"
  | "peer_left"
  | "elsewhere"
  | "full"
  | "gone"
  | "refused"
  | "failed";

/** How a call stands. Times are of the clock that the call was given. */
export type CallPhase =
  | { kind: "idle" }
  /** On the way to the room. */
  | { kind: "joining" }
  /** In the room, with nobody else there. */
  | { kind: "alone" }
  /** Somebody is there, and no way to them yet. */
  | { kind: "connecting" }
  /** Both see and hear each other, first at `sinceMs`. */
  | { kind: "live"; sinceMs: number }
  /** The way to the other broke at `sinceMs`, and is mended. */
  | { kind: "trouble"; sinceMs: number }
  | { kind: "ended"; reason: CallEnd };

/** The connection to one page of one person. */
export interface CallLine {
  readonly peerId: string;
  /** Counts connections made: what an older one says is not heard. */
  readonly generation: number;
  readonly negotiation: NegotiationState;
  readonly openedAtMs: number;
  /** The peer said anything at all about a connection. */
  readonly heard: boolean;
  /** A data channel is open. */
  readonly channel: boolean;
  readonly liveSinceMs: number | null;
  readonly troubleSinceMs: number | null;
  /** The server says that the peer has left, while the line goes on. */
  readonly awaySinceMs: number | null;
}

export interface CallState {
  readonly phase: CallPhase;
  readonly me: string | null;
  /** The own role, as the server gave it: it stays for as long as the seat. */
  readonly polite: boolean;
  readonly peer: CallPeer | null;
  readonly line: CallLine | null;
  /** What is said to the server gets through. */
  readonly joined: boolean;
  /** Why the server is not asked any more, while the line goes on without it. */
  readonly shut: CallEnd | null;
  /** When the socket may be hurried again. */
  readonly hurryAtMs: number;
  readonly generations: number;
  /** The last epoch with the last peer: a line that is opened again goes on from there. */
  readonly lastEpoch: { readonly peerId: string; readonly epoch: number } | null;
  /** How often a broken way was mended. */
  readonly reconnects: number;
}

export type CallEvent =
  | { type: "join" }
  | { type: "leave" }
  /** The socket to the server. */
  | { type: "link"; phase: LinkPhase }
  | { type: "frame"; frame: CallFrame }
  | { type: "rtc"; generation: number; event: NegotiationEvent }
  /** Whether any data channel is open. */
  | { type: "channel"; generation: number; open: boolean }
  /** Another tab has taken the seat. */
  | { type: "elsewhere" }
  /** The peer hung up. */
  | { type: "bye" }
  /** The machine has another network. */
  | { type: "network" }
  | { type: "tick" };

export type CallEffect =
  | { type: "start" }
  | { type: "stop" }
  /** Lets the socket come back at once. */
  | { type: "hurry" }
  | { type: "send"; frame: SignalFrame }
  /** Opens a peer connection; a caller makes its channels and the first offer. */
  | { type: "open"; generation: number; caller: boolean }
  /** Makes a caller of a connection that waited in vain for an offer. */
  | { type: "call" }
  | { type: "close" }
  | { type: "perform"; effect: NegotiationEffect }
  /** Tells the peer that one hangs up. */
  | { type: "bye" };

export interface CallStep {
  state: CallState;
  effects: CallEffect[];
}

export const NEW_CALL: CallState = {
  phase: { kind: "idle" },
  me: null,
  polite: false,
  peer: null,
  line: null,
  joined: false,
  shut: null,
  hurryAtMs: 0,
  generations: 0,
  lastEpoch: null,
  reconnects: 0,
};
