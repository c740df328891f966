/** Operations of the API about events: `/api/v1/spatial/spaces/{id}/event` and `/stage`. Guest lists are in `api_guests.ts`. */
import { z } from "zod";
import { listOf, operation } from "@/lib/http/operation.ts";
import { INVITE_PARAMETER, requireEvent } from "@/lib/spaces/events/access.ts";
import { eventPhase } from "@/lib/spaces/events/entry.ts";
import { REMIND_RULE, STAGE_RULE } from "@/lib/spaces/events/limits.ts";
import { listUpcomingEvents, type ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import { REMIND_MINUTES } from "@/lib/spaces/events/model.ts";
import { cancelReminder, getReminder, setReminder } from "@/lib/spaces/events/reminders.ts";
import { actOnStage, StageActInput } from "@/lib/spaces/events/stage_act.ts";
import { stageFrame } from "@/lib/spaces/events/stage.ts";
import { getStage } from "@/lib/spaces/events/stage_store.ts";
import { viewEvent } from "@/lib/spaces/events/view.ts";
import { failure } from "@/lib/errors.ts";
import { ENTRY_RULES, SPACE_TYPES } from "@/lib/spaces/model.ts";

const tag = "Events";
const base = "/api/v1/spatial/spaces/{id}";

export const EventSpaceId = z.object({ id: z.string().max(64) });
const InviteQuery = z.object({
  [INVITE_PARAMETER]: z.string().max(64).optional()
    .describe("The invitation code of a private space"),
});

const EventSummary = z.object({
  space_id: z.string(),
  name: z.string(),
  type: z.enum(SPACE_TYPES),
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  phase: z.enum(["before", "doors", "live", "over"])
    .describe("Doors open for guests ten minutes before the start"),
  entry: z.enum(ENTRY_RULES),
  host_character_id: z.string().nullable(),
  turn_s: z.number().int(),
  max_users: z.number().int(),
});

const EventReply = EventSummary.extend({
  host_name: z.string().nullable(),
  coming: z.number().int().describe("People on the guest list, and who want to be reminded"),
  you: z.object({
    invited: z.boolean(),
    has_ticket: z.boolean(),
    remind_minutes: z.literal(REMIND_MINUTES).nullable(),
  }).nullable(),
}).meta({ id: "Event" });

function summaryOf(space: ScheduledSpace, nowMs: number, locale: "ko" | "en") {
  const { event } = space;
  return {
    space_id: space.id,
    name: space.name[locale],
    type: space.type,
    starts_at: new Date(event.startsAtMs).toISOString(),
    ends_at: new Date(event.endsAtMs).toISOString(),
    phase: eventPhase(event, nowMs),
    entry: event.entry,
    host_character_id: event.hostCharacterId,
    turn_s: event.turnS,
    max_users: space.maxUsers,
  };
}

export const listEventsOperation = operation({
  method: "GET",
  path: "/api/v1/spatial/events",
  summary: "List public events that are on or to come, by their start",
  tag,
  auth: "optional",
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  reply: listOf(EventSummary),
  async run({ query: { limit }, state: { services: { kv, now }, locale } }) {
    const events = await listUpcomingEvents(kv, { nowMs: now(), limit });
    return { items: events.map((space) => summaryOf(space, now(), locale)), next_cursor: null };
  },
});

export const getEventOperation = operation({
  method: "GET",
  path: `${base}/event`,
  summary: "Read the event of a space",
  tag,
  auth: "optional",
  params: EventSpaceId,
  query: InviteQuery,
  reply: EventReply,
  fails: ["not_found"],
  async run({ params: { id }, query, viewer, state: { services: { kv, now }, locale } }) {
    const code = query[INVITE_PARAMETER] ?? null;
    const { space, invited, hasTicket } = await requireEvent(kv, id, { viewer, code });
    const view = await viewEvent(kv, space, viewer);
    const reminder = viewer && await getReminder(kv, id, viewer.id);
    return {
      ...summaryOf(space, now(), locale),
      host_name: view.hostCharacter?.character.name ?? view.ownerName,
      coming: view.coming,
      you: viewer &&
        { invited, has_ticket: hasTicket, remind_minutes: reminder?.minutes ?? null },
    };
  },
});

export const setReminderOperation = operation({
  method: "PUT",
  path: `${base}/event/reminder`,
  summary: "Be reminded of an event on the pages here",
  tag,
  auth: "required",
  params: EventSpaceId,
  query: InviteQuery,
  body: z.object({ minutes: z.literal(REMIND_MINUTES) }),
  fails: ["not_found", "too_many"],
  throttle: REMIND_RULE,
  async run({ params: { id }, query, body: { minutes }, viewer, state }) {
    const { kv, now } = state.services;
    await requireEvent(kv, id, { viewer, code: query[INVITE_PARAMETER] ?? null });
    await setReminder(kv, { spaceId: id, userId: viewer.id, minutes, nowMs: now() });
  },
});

export const cancelReminderOperation = operation({
  method: "DELETE",
  path: `${base}/event/reminder`,
  summary: "Be reminded no more",
  tag,
  auth: "required",
  params: EventSpaceId,
  async run({ params: { id }, viewer, state: { services: { kv } } }) {
    await cancelReminder(kv, id, viewer.id);
  },
});

const StagePerson = z.object({ user_id: z.string(), nickname: z.string() });
const StageReply = z.object({
  open: z.boolean(),
  current: StagePerson.extend({ until: z.iso.datetime() }).nullable(),
  queue: z.array(StagePerson),
}).meta({ id: "Stage" });

export const getStageOperation = operation({
  method: "GET",
  path: `${base}/stage`,
  summary: "See who is on the stage of a fan meeting, and who waits",
  tag,
  auth: "optional",
  params: EventSpaceId,
  query: InviteQuery,
  reply: StageReply,
  fails: ["not_found"],
  async run({ params: { id }, query, viewer, state: { services: { kv } } }) {
    const code = query[INVITE_PARAMETER] ?? null;
    const { space } = await requireEvent(kv, id, { viewer, code });
    const stage = await getStage(kv, space);
    if (!stage) throw failure("not_found");
    return stageFrame(stage);
  },
});

export const actOnStageOperation = operation({
  method: "POST",
  path: `${base}/stage`,
  summary: "Queue up or leave; owner and moderators run the stage",
  tag,
  auth: "required",
  params: EventSpaceId,
  query: InviteQuery,
  body: StageActInput,
  reply: StageReply,
  fails: ["not_found", "forbidden", "stage_closed", "stage_full", "not_in_space", "conflict"],
  throttle: STAGE_RULE,
  async run({ params: { id }, query, body: input, viewer, state: { services } }) {
    const code = query[INVITE_PARAMETER] ?? null;
    const visit = await requireEvent(services.kv, id, { viewer, code });
    return stageFrame(await actOnStage(services, visit, { viewer, input }));
  },
});
