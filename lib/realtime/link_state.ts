/**
 * A client's side of a topic's socket, as a pure machine: connects, takes frames once and in order, and comes back where
 * it was when the connection breaks. `link.ts` performs its effects. Browser-safe.
 */
import { isRetried } from "@/lib/realtime/close_codes.ts";

/** First pause before coming back, in milliseconds; it doubles up to the last. */
const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 15_000;
/** A server that restarts tells everybody at once: they come back spread over this time. */
const RESTART_SPREAD_MS = 1_500;
/** A connection that held for so long makes the next pause short again. */
export const STEADY_MS = 10_000;
/** Says "ping" this often, and takes a connection for dead on which nothing came for twice that. */
export const PING_MS = 15_000;

const RESTARTING = 1012;
/** Frames that say that one is in: a space's, and a call's. */
const WELCOMES: ReadonlySet<string> = new Set(["welcome", "joined"]);

export type LinkPhase =
  | { kind: "idle" }
  /** Waits for a ticket, or for the socket to open. */
  | { kind: "connecting" }
  /** Open, and welcome. */
  | { kind: "live"; sinceMs: number }
  | { kind: "waiting"; retryAtMs: number; restarting: boolean }
  /** It is no use to come back; the code of the close, or the reason that the door gave. */
  | { kind: "ended"; code: number; reason: string };

export interface Link {
  readonly phase: LinkPhase;
  /** The last event that was taken; null before the first welcome. */
  readonly lastEventId: string | null;
  readonly failures: number;
  readonly heardAtMs: number;
}

export type LinkInput =
  | { type: "start" }
  | { type: "frame"; frame: LinkFrame }
  /** The socket closed, or never opened. */
  | { type: "closed"; code: number; reason: string }
  /** The door was asked for a ticket and said no for good. */
  | { type: "refused"; code: number; reason: string }
  /** A timer that was asked for. */
  | { type: "tick" }
  /** The machine came back to the network, or the page to the front. */
  | { type: "hurry" }
  | { type: "stop" };

/** What the machine reads of a frame. */
export interface LinkFrame {
  type: string;
  event_id?: string;
  last_event_id?: string;
  resumed?: boolean;
}

export type LinkEffect =
  | { type: "connect"; lastEventId: string | null }
  | { type: "disconnect" }
  | { type: "deliver" }
  | { type: "ping" }
  | { type: "tick_in"; ms: number };

interface Stepped {
  link: Link;
  effects: LinkEffect[];
}

export const NEW_LINK: Link = {
  phase: { kind: "idle" },
  lastEventId: null,
  failures: 0,
  heardAtMs: 0,
};

/** @param random 0 to 1. */
export function stepLink(
  link: Link,
  input: LinkInput,
  { nowMs, random }: { nowMs: number; random: () => number },
): Stepped {
  const { phase } = link;
  switch (input.type) {
    case "start":
      return phase.kind === "idle" || phase.kind === "ended"
        ? connect({ ...link, failures: 0 })
        : same(link);
    case "stop":
      return { link: { ...link, phase: { kind: "idle" } }, effects: [{ type: "disconnect" }] };
    case "frame":
      return take(link, input.frame, nowMs);
    case "closed":
      return close(link, input, { nowMs, random });
    case "refused": {
      const { code, reason } = input;
      return { link: { ...link, phase: { kind: "ended", code, reason } }, effects: [] };
    }
    case "hurry":
      return phase.kind === "waiting" ? connect(link) : same(link);
    case "tick":
      return tick(link, nowMs);
  }
}

function same(link: Link): Stepped {
  return { link, effects: [] };
}

function connect(link: Link): Stepped {
  return {
    link: { ...link, phase: { kind: "connecting" } },
    effects: [{ type: "connect", lastEventId: link.lastEventId }],
  };
}

function take(link: Link, frame: LinkFrame, nowMs: number): Stepped {
  if (link.phase.kind !== "connecting" && link.phase.kind !== "live") return same(link);
  const heard = { ...link, heardAtMs: nowMs };
  if (WELCOMES.has(frame.type)) {
    const live: Link = {
      ...heard,
      phase: { kind: "live", sinceMs: nowMs },
      // What a resumed connection has missed comes as frames of its own.
      lastEventId: frame.resumed ? link.lastEventId : frame.last_event_id ?? null,
    };
    return { link: live, effects: [{ type: "deliver" }, { type: "tick_in", ms: PING_MS }] };
  }
  const { event_id: id } = frame;
  if (id === undefined) return { link: heard, effects: [{ type: "deliver" }] };
  // Ids grow: one that does not was taken before.
  if (link.lastEventId !== null && id <= link.lastEventId) return same(heard);
  return { link: { ...heard, lastEventId: id }, effects: [{ type: "deliver" }] };
}

function close(
  link: Link,
  { code, reason }: { code: number; reason: string },
  { nowMs, random }: { nowMs: number; random: () => number },
): Stepped {
  const { phase } = link;
  if (phase.kind !== "connecting" && phase.kind !== "live") return same(link);
  if (!isRetried(code)) {
    return { link: { ...link, phase: { kind: "ended", code, reason } }, effects: [] };
  }
  const steady = phase.kind === "live" && nowMs - phase.sinceMs >= STEADY_MS;
  const failures = steady ? 0 : link.failures;
  const restarting = code === RESTARTING;
  const longest = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
  // Between half and all of it, so that those who fell together do not come together.
  const ms = Math.round(
    restarting ? random() * RESTART_SPREAD_MS : longest * (0.5 + random() / 2),
  );
  return {
    link: {
      ...link,
      failures: failures + 1,
      phase: { kind: "waiting", retryAtMs: nowMs + ms, restarting },
    },
    effects: [{ type: "tick_in", ms }],
  };
}

function tick(link: Link, nowMs: number): Stepped {
  const { phase } = link;
  if (phase.kind === "waiting") {
    const leftMs = phase.retryAtMs - nowMs;
    return leftMs > 0 ? { link, effects: [{ type: "tick_in", ms: leftMs }] } : connect(link);
  }
  if (phase.kind !== "live") return same(link);
  if (nowMs - link.heardAtMs < 2 * PING_MS) {
    return { link, effects: [{ type: "ping" }, { type: "tick_in", ms: PING_MS }] };
  }
  const waiting: Link = {
    ...link,
    phase: { kind: "waiting", retryAtMs: nowMs, restarting: false },
  };
  return { link: waiting, effects: [{ type: "disconnect" }, { type: "tick_in", ms: 0 }] };
}
