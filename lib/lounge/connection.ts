/**
 * How a client stands with its room: outside, on the way in, in, or told why not. What the wire and the API say is
 * translated here, once. Browser-safe.
 */

/** Why somebody does not get in, or had to go. */
export const REFUSALS = [
  "full",
  "locked",
  "banned",
  "invitation",
  "ticket",
  "not_open",
  "over",
  "gone",
  "kicked",
  "closed",
  "elsewhere",
  "busy",
  "failed",
] as const;
export type Refusal = typeof REFUSALS[number];

export type Connection =
  /** Looks in from the door. */
  | { kind: "outside" }
  | { kind: "connecting" }
  | { kind: "live" }
  /** Was in, and will be again. `restarting`: the server said that it goes away for a moment. */
  | { kind: "waiting"; retryAtMs: number; restarting: boolean }
  | { kind: "refused"; reason: Refusal };

/** Those for which another try may end otherwise. */
const PASSING: ReadonlySet<Refusal> = new Set<Refusal>([
  "full",
  "locked",
  "not_open",
  "elsewhere",
  "busy",
  "failed",
]);

/** Whether trying once more is worth a button. */
export function mayPass(reason: Refusal): boolean {
  return PASSING.has(reason);
}

/** Reasons of the API whose name is another one. */
const BY_REASON: Readonly<Record<string, Refusal>> = {
  invitation_needed: "invitation",
  ticket_needed: "ticket",
  not_open_yet: "not_open",
  event_over: "over",
  not_found: "gone",
  rate_limited: "busy",
  store_down: "busy",
};

/** The refusal that a reason of the API or a code of the socket stands for: `space-full`, `full`, `event_over`. */
export function refusalOf(code: string): Refusal {
  const name = code.replaceAll("-", "_");
  if (Object.hasOwn(BY_REASON, name)) return BY_REASON[name]!;
  return REFUSALS.find((known) => known === name || `space_${known}` === name) ?? "failed";
}

/** Whole seconds until the next try, at least one. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}
