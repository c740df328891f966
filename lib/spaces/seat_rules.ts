/** The rules of seats: which numbers are free, how many connections share one, and until when it is kept. Pure. */
import type { Seat } from "@/lib/spaces/model.ts";
import { SEAT_GRACE_MS } from "@/lib/spaces/protocol.ts";

/** Tabs and devices of one person in one space; one more closes the oldest. */
export const MAX_CONNECTIONS = 4;
/** How long the seat of somebody without a socket is kept after the last thing that they did. */
export const REST_SEAT_MS = 10 * 60_000;

/**
 * The lowest free seat numbers, at most `wanted`; none where the space is full.
 *
 * Who sits beyond a capacity that was lowered stays, and takes from what is left for others: a number is free only below
 * the highest `n` for which `n` seats and those taken from `n` on are no more than the capacity. However many people
 * take free numbers at once, and in whatever order others leave, so there are never more than `maxUsers`.
 */
export function freeSeats(
  maxUsers: number,
  taken: ReadonlySet<number>,
  wanted: number,
): number[] {
  let end = maxUsers;
  let beyond = 0;
  for (const n of taken) if (n >= end) beyond++;
  while (end > 0 && end + beyond > maxUsers) {
    end--;
    if (taken.has(end)) beyond++;
  }
  const free: number[] = [];
  for (let n = 0; n < end && free.length < wanted; n++) if (!taken.has(n)) free.push(n);
  return free;
}

/** Whether a seat is somebody's still. `alive` are the living instances; null where all are. */
export function isHeld(
  { connections, keptUntilMs }: Pick<Seat, "connections" | "keptUntilMs">,
  { nowMs, alive }: { nowMs: number; alive: ReadonlySet<string> | null },
): boolean {
  // An instance that has just begun may not be known to be alive yet.
  if (keptUntilMs > nowMs) return true;
  return connections.some(({ instance }) => alive === null || alive.has(instance));
}

type Connection = Seat["connections"][number];

/** The seat with a socket more. */
export function withConnection(seat: Seat, connection: Connection, nowMs: number): Seat {
  const others = seat.connections.filter(({ id }) => id !== connection.id);
  return {
    ...seat,
    connections: [...others, connection].slice(-MAX_CONNECTIONS),
    keptUntilMs: nowMs + SEAT_GRACE_MS,
  };
}

/** The seat with a socket less; kept for a moment where it was the last. */
export function withoutConnection(seat: Seat, connectionId: string, nowMs: number): Seat {
  return {
    ...seat,
    connections: seat.connections.filter(({ id }) => id !== connectionId),
    keptUntilMs: nowMs + SEAT_GRACE_MS,
  };
}
