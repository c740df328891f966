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

/** The refusal that a code of the API or of the socket stands for. */
export function refusalOf(code: string): Refusal {
  const known = REFUSALS.find((name) => name === code || `space_${name}` === code);
  return known ?? "failed";
}

/** Whole seconds until the next try, at least one. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}
