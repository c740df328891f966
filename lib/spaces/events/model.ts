/** What people enter to schedule an event, the rules for it, and what is kept beside its space. */
import { z } from "zod";
import type { InputError } from "@/lib/errors.ts";
import { ENTRY_RULES, type Space, type SpaceEvent, type SpaceType } from "@/lib/spaces/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const MAX_EVENT_HOURS = 12;
export const MIN_EVENT_MINUTES = 5;
/** How far ahead an event can be planned. */
export const MAX_AHEAD_DAYS = 366;
/** Who fills in a form for "now" sends it some minutes later. */
const LATE_MS = 10 * MINUTE_MS;

export const MIN_TURN_S = 30;
export const MAX_TURN_S = 600;
export const DEFAULT_TURN_S = 90;

const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** An event as the API takes it. */
export const EventInput = z.object({
  starts_at: Moment.describe("ISO 8601 with an offset"),
  ends_at: Moment.describe("ISO 8601 with an offset; at most 12 hours after the start"),
  entry: z.enum(ENTRY_RULES).default("open"),
  host_character_id: z.string().min(1).max(64).nullish()
    .describe("A resident of the space; without one, its owner is the host"),
  turn_s: z.number().int().min(MIN_TURN_S).max(MAX_TURN_S).default(DEFAULT_TURN_S)
    .describe("Seconds that each guest of a fan meeting has on the stage"),
});
export type EventInput = z.output<typeof EventInput>;

/** Puts what the API took into the shape that is kept. */
export function toSpaceEvent(input: EventInput): SpaceEvent {
  return {
    startsAtMs: input.starts_at,
    endsAtMs: input.ends_at,
    entry: input.entry,
    hostCharacterId: input.host_character_id ?? null,
    turnS: input.turn_s,
  };
}

/** Whether a space of this type may have an event. */
export function mayHaveEvent(type: SpaceType): boolean {
  return type !== "lounge";
}

/** What is wrong with an event: its field, as the API names it, and why. */
export interface EventProblem {
  field: "starts_at" | "ends_at" | "host_character_id";
  problem: "past" | "far" | "order" | "short" | "long" | "host";
}

/**
 * Finds what is wrong with an event.
 *
 * @param before The event as it was: a start that has come is no mistake while it stays the same.
 */
export function checkEvent(
  event: SpaceEvent,
  { nowMs, residentIds, before = null }: {
    nowMs: number;
    residentIds: readonly string[];
    before?: SpaceEvent | null;
  },
): EventProblem[] {
  const { startsAtMs, endsAtMs, hostCharacterId } = event;
  const problems: EventProblem[] = [];
  const lengthMs = endsAtMs - startsAtMs;
  if (startsAtMs < nowMs - LATE_MS && startsAtMs !== before?.startsAtMs) {
    problems.push({ field: "starts_at", problem: "past" });
  } else if (startsAtMs > nowMs + MAX_AHEAD_DAYS * 24 * HOUR_MS) {
    problems.push({ field: "starts_at", problem: "far" });
  }
  if (lengthMs <= 0) problems.push({ field: "ends_at", problem: "order" });
  else if (lengthMs < MIN_EVENT_MINUTES * MINUTE_MS) {
    problems.push({ field: "ends_at", problem: "short" });
  } else if (lengthMs > MAX_EVENT_HOURS * HOUR_MS) {
    problems.push({ field: "ends_at", problem: "long" });
  } else if (endsAtMs <= nowMs && endsAtMs !== before?.endsAtMs && problems.length === 0) {
    problems.push({ field: "ends_at", problem: "past" });
  }
  if (hostCharacterId !== null && !residentIds.includes(hostCharacterId)) {
    problems.push({ field: "host_character_id", problem: "host" });
  }
  return problems;
}

const MESSAGES: Readonly<Record<EventProblem["problem"], string>> = {
  past: "must not be in the past",
  far: `must not be more than ${MAX_AHEAD_DAYS} days ahead`,
  order: "must come after the start",
  short: `must be at least ${MIN_EVENT_MINUTES} minutes after the start`,
  long: `must be at most ${MAX_EVENT_HOURS} hours after the start`,
  host: "must live in the space",
};

/** The problems as the API's documents list them, below `event`. */
export function eventInputErrors(problems: readonly EventProblem[]): InputError[] {
  return problems.map(({ field, problem }) => ({
    path: `event.${field}`,
    message: MESSAGES[problem],
  }));
}

/** How somebody came onto the guest list, or to a ticket. */
export const PASS_WAYS = ["host", "claim", "link"] as const;

/**
 * A place on the guest list of a space.
 *
 * `host`: put there by one; `claim`: by a link for one person; `link`: by the space's invitation link.
 */
export const Guest = z.object({
  v: z.literal(1),
  how: z.enum(PASS_WAYS),
  atMs: z.number(),
});
export type Guest = z.infer<typeof Guest>;
export const readGuest = upgrader<Guest>(1);

export const Ticket = z.object({
  v: z.literal(1),
  how: z.enum(PASS_WAYS),
  atMs: z.number(),
});
export type Ticket = z.infer<typeof Ticket>;
export const readTicket = upgrader<Ticket>(1);

/** What a person can hold: a place on the guest list or a ticket. */
export const PASS_KINDS = ["invitation", "ticket"] as const;
export type PassKind = typeof PASS_KINDS[number];

/** A link that lets one person in, once. */
export const Claim = z.object({
  v: z.literal(1),
  /** The secret in the link. */
  code: z.string(),
  kind: z.enum(PASS_KINDS),
  /** For whom, in the host's own words; may be empty. */
  note: z.string(),
  createdAtMs: z.number(),
  /** Who took it; null while nobody has. */
  usedBy: z.string().nullable(),
});
export type Claim = z.infer<typeof Claim>;
export const readClaim = upgrader<Claim>(1);

/** How long before an event somebody can be reminded of it, in minutes. */
export const REMIND_MINUTES = [10, 60, 1440] as const;
export type RemindMinutes = typeof REMIND_MINUTES[number];

/** A person's wish to be told. When it is due follows from the event, which may be moved. */
export const Reminder = z.object({
  v: z.literal(1),
  spaceId: z.string(),
  userId: z.string(),
  minutes: z.literal(REMIND_MINUTES),
  /** As the index has it: when it was due as the event stood then. */
  dueAtMs: z.number(),
});
export type Reminder = z.infer<typeof Reminder>;
export const readReminder = upgrader<Reminder>(1);

/** The space with its event; null where it has none. */
export function eventOf(space: Space): Space & { event: SpaceEvent } | null {
  return space.event === null ? null : { ...space, event: space.event };
}
