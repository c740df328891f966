/** What somebody is told who comes into a space, or comes back. */
import type { Services } from "@/lib/define.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { listPins } from "@/lib/spaces/board.ts";
import { getStage } from "@/lib/spaces/events/stage_store.ts";
import { stageFrame } from "@/lib/spaces/events/stage.ts";
import type { FloorPlan } from "@/lib/spaces/live/floor_plan.ts";
import type { People } from "@/lib/spaces/live/people.ts";
import { listMessages, messageFrame } from "@/lib/spaces/messages.ts";
import { roleOf, type Space } from "@/lib/spaces/model.ts";
import { listMuted } from "@/lib/spaces/moderation.ts";
import type { Place } from "@/lib/spaces/movement.ts";
import {
  type Participant,
  RECENT_MESSAGES,
  type Resident,
  type ServerMessage,
} from "@/lib/spaces/protocol.ts";
import { pendingFrame } from "@/lib/spaces/residents/model.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { residentsOf, spaceInfo } from "@/lib/spaces/wire.ts";

export interface Newcomer {
  userId: string;
  nickname: string;
  seat: number;
  locale: Locale;
}

export interface RoomView {
  space: Space;
  people: People;
  plan: FloorPlan;
  /** What is there already of a reply that is being written. */
  writtenOf(messageId: string, cursor: string): string;
}

/**
 * Builds the welcome.
 *
 * @param cursor The last event that the newcomer's subscription does not bring: messages after it come by themselves.
 */
export async function buildWelcome(
  { kv, now }: Pick<Services, "kv" | "now">,
  room: RoomView,
  { newcomer, cursor, resumed }: { newcomer: Newcomer; cursor: string; resumed: boolean },
): Promise<Extract<ServerMessage, { type: "welcome" }>> {
  const { userId, nickname, seat, locale } = newcomer;
  const { space, people, plan } = room;
  const nowMs = now();
  const participants = people.all();
  const among = new Set(participants.map(({ user_id }) => user_id)).add(userId);
  const [residents, recent, pending, pins, stage, muted] = await Promise.all([
    residentsOf(kv, space),
    resumed ? null : listMessages(kv, space.id, { limit: RECENT_MESSAGES }),
    resumed ? [] : listPendings(kv, space.id),
    listPins(kv, space.id),
    getStage(kv, space),
    listMuted(kv, space.id, { among, nowMs }),
  ]);
  const place = plan.placeOf(seat, nowMs);
  return {
    type: "welcome",
    you: {
      user_id: userId,
      nickname,
      character_id: people.byUser(userId)?.character_id ?? null,
      seat,
      role: roleOf(space, userId),
      ...wherePlaced(place),
      muted_until: muted.find(({ user_id }) => user_id === userId)?.until ?? null,
    },
    space: spaceInfo(space, locale),
    participants: participants.map((person) => placed(person, plan, nowMs)),
    residents: residents.map((resident) => placed(resident, plan, nowMs)),
    muted,
    messages: (recent?.messages ?? [])
      .filter(({ eventId }) => eventId <= cursor)
      .map(messageFrame),
    pending: pending.map((each) => ({
      ...pendingFrame(each),
      content: room.writtenOf(each.id, cursor),
    })),
    pins,
    stage: stage && stageFrame(stage),
    last_event_id: cursor,
    resumed,
    now: nowMs,
  };
}

function placed<T extends Participant | Resident>(body: T, plan: FloorPlan, nowMs: number): T {
  const place = plan.placeOf(body.seat, nowMs);
  return { ...body, ...wherePlaced(place), motion: place.motion };
}

function wherePlaced({ x, y, z, heading }: Place) {
  return { position: { x, y, z }, heading };
}
