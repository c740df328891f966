/** What a negotiation knows, hears and does; `negotiation.ts` has its rules. Browser-safe. */
import type { Candidate, Description } from "@/lib/rtc/description.ts";

/** How the connection is, for those who look at it. */
export type LinkState = "connecting" | "connected" | "trouble";

/** What is put on the wire; whoever carries it adds who it is from and to. */
export interface LinkWords {
  epoch: number;
  description: Description | null;
  candidates: readonly Candidate[];
}

export interface NegotiationState {
  readonly polite: boolean;
  /** The other side knows no numbers: `plain.ts` gives them to what it says. */
  readonly plain: boolean;
  /** What is sent gets through. */
  readonly open: boolean;
  readonly epoch: number;
  readonly sinceMs: number;
  readonly link: LinkState;
  /** The operation that runs. */
  readonly busy: "local" | "remote" | null;
  readonly signaling: "stable" | "offered" | "asked";
  /** An offer is due. */
  readonly needed: boolean;
  /** Number of the newest description made here. */
  readonly n: number;
  /** Newest description made here, as long as it may have to be sent again. */
  readonly own: Description | null;
  /** Number of the newest description that was taken from there. */
  readonly theirs: number;
  /** The description that is being applied. */
  readonly applying: Description | null;
  readonly inbox: readonly Description[];
  /** Candidates of the newest description made here, and how many of them were sent. */
  readonly found: readonly Candidate[];
  readonly sent: number;
  readonly sendAtMs: number | null;
  /** Candidates whose description is not there yet. */
  readonly early: readonly Candidate[];
  /** Text of the description that is applied, to know its candidates by. */
  readonly remoteSdp: string;
  readonly againAtMs: number | null;
  readonly tries: number;
  /** When to restart ICE if nothing changes, and how often that was tried. */
  readonly restartAtMs: number | null;
  readonly restarts: number;
  /** Connections that were made anew in a row. */
  readonly rebuilds: number;
}

export type NegotiationEvent =
  | { type: "needed" }
  /** `setLocalDescription()` made this. */
  | { type: "made"; description: { type: "offer" | "answer"; sdp: string } }
  | { type: "applied" }
  /** The operation that ran did not work. */
  | { type: "failed" }
  | { type: "candidate"; candidate: Candidate }
  | { type: "state"; state: "connecting" | "connected" | "disconnected" | "failed" }
  | { type: "words"; words: LinkWords }
  /** The machine has another network. */
  | { type: "network" }
  /** What carries the words is gone, or is back; what was sent meanwhile may be lost. */
  | { type: "way"; open: boolean }
  /** The other side turned out to know no numbers. */
  | { type: "plain" }
  | { type: "tick" };

export type NegotiationEffect =
  /** Calls `setLocalDescription()`; answers with `made` or `failed`. */
  | { type: "make" }
  /** Calls `setRemoteDescription()`; answers with `applied` or `failed`. */
  | { type: "apply"; description: Description }
  | { type: "add"; candidates: readonly Candidate[] }
  | { type: "send"; words: LinkWords }
  /** Fetches the servers again where they got old, and calls `restartIce()`. */
  | { type: "restart" }
  /** Closes the connection and opens another. */
  | { type: "rebuild" };

export interface NegotiationStep {
  state: NegotiationState;
  effects: NegotiationEffect[];
}

/** How long a new link may take before ICE restarts, in milliseconds. */
export const CONNECT_MS = 10_000;

export interface NewNegotiation {
  polite: boolean;
  epoch?: number;
  rebuilds?: number;
  plain?: boolean;
  open?: boolean;
}

/** A new connection. Its impolite side makes the first offer, as soon as its connection asks for one. */
export function openNegotiation(
  { polite, epoch = 1, rebuilds = 0, plain = false, open = true }: NewNegotiation,
  nowMs: number,
): NegotiationState {
  return {
    polite,
    plain,
    open,
    epoch,
    sinceMs: nowMs,
    link: rebuilds > 0 ? "trouble" : "connecting",
    busy: null,
    signaling: "stable",
    needed: false,
    n: 0,
    own: null,
    theirs: 0,
    applying: null,
    inbox: [],
    found: [],
    sent: 0,
    sendAtMs: null,
    early: [],
    remoteSdp: "",
    againAtMs: null,
    tries: 0,
    restartAtMs: nowMs + CONNECT_MS,
    restarts: 0,
    rebuilds,
  };
}
