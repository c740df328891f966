/** Who gets into an event, and when. Pure. */
import type { EntryRule, Role, Space } from "@/lib/spaces/model.ts";

/** How long before its start an event lets its guests in, in milliseconds. */
export const DOORS_OPEN_MS = 10 * 60_000;

/** Why an event does not let somebody in. `not_open` passes by itself; `over` never does. */
export type EventRefusal = "invitation" | "ticket" | "not_open" | "over";

export interface EventVisitor {
  nowMs: number;
  role: Role;
  /** On the guest list. */
  invited: boolean;
  hasTicket: boolean;
}

export type EventPhase = "before" | "doors" | "live" | "over";

/** Where an event stands at `nowMs`: the start is part of it, the end is not. */
export function eventPhase(
  event: { startsAtMs: number; endsAtMs: number },
  nowMs: number,
): EventPhase {
  if (nowMs >= event.endsAtMs) return "over";
  if (nowMs >= event.startsAtMs) return "live";
  return nowMs >= event.startsAtMs - DOORS_OPEN_MS ? "doors" : "before";
}

/**
 * Why somebody cannot enter a space because of its event; null where nothing of the event stands in the way.
 *
 * Owner and moderators come and go as they like: they prepare the room, and tidy it up. What somebody lacks is told
 * before the time is, so that they can get it while they wait.
 */
export function eventEntry(
  space: Pick<Space, "event">,
  { nowMs, role, invited, hasTicket }: EventVisitor,
): EventRefusal | null {
  if (space.event === null || role !== "guest") return null;
  const phase = eventPhase(space.event, nowMs);
  if (phase === "over") return "over";
  return missing(space.event.entry, { invited, hasTicket }) ??
    (phase === "before" ? "not_open" : null);
}

function missing(
  rule: EntryRule,
  { invited, hasTicket }: Pick<EventVisitor, "invited" | "hasTicket">,
): EventRefusal | null {
  switch (rule) {
    case "open":
      return null;
    case "invited":
      return invited ? null : "invitation";
    case "ticket":
      return hasTicket ? null : "ticket";
  }
}
