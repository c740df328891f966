/** Reads what the page of a room shows: the room as a welcome would tell it, and what the reader may do there. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { viewCharacters } from "@/lib/characters/listing.ts";
import type { Services } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";
import { listPins } from "@/lib/spaces/board.ts";
import { mayEnter } from "@/lib/spaces/entry.ts";
import { stageFrame } from "@/lib/spaces/events/stage.ts";
import { getStage } from "@/lib/spaces/events/stage_store.ts";
import { listMessages, messageFrame } from "@/lib/spaces/messages.ts";
import { getMute, listMuted } from "@/lib/spaces/moderation.ts";
import { roleOf, type Seat, type Space } from "@/lib/spaces/model.ts";
import { MAX_MESSAGE, RECENT_MESSAGES } from "@/lib/spaces/protocol.ts";
import { pendingFrame } from "@/lib/spaces/residents/model.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { presentSeats } from "@/lib/spaces/seats.ts";
import { listSpaces, requireSpace } from "@/lib/spaces/store.ts";
import { arrivalPlace, participantOf, residentsOf, spaceInfo } from "@/lib/spaces/wire.ts";
import { viewSpaces } from "@/lib/spaces/view.ts";

/** Rooms shown at the foot of the page. */
const OTHERS = 3;

export interface RoomRequest {
  viewer: Viewer | null;
  locale: Locale;
  /** Invitation code, as the address has it. */
  invite: string | null;
  /** Leads to messages before the newest; null for those. */
  before?: string | null | undefined;
  draft?: LoungeProps["draft"] | undefined;
}

/** What the page shows; cover and stage are drawn by the page itself. */
export interface RoomData {
  space: Space;
  lounge: Omit<LoungeProps, "cover" | "stage">;
  /** Those who live there and whom this reader may meet. */
  residents: CharacterView[];
  others: Space[];
}

/**
 * Reads a room for one reader.
 *
 * @throws {HttpError} `not_found`, also for a private room of others; `bad_cursor`.
 */
export async function readRoom(
  services: Services,
  id: string,
  { viewer, locale, invite, before = null, draft = null }: RoomRequest,
): Promise<RoomData> {
  const { kv, now } = services;
  const space = await requireSpace(kv, id, viewer, { inviteCode: invite });
  const [seats, { messages, nextCursor }, pendings, pins, stage, standing, [view], others] =
    await Promise.all([
      presentSeats(services, id),
      listMessages(kv, id, { limit: RECENT_MESSAGES, before }),
      before === null ? listPendings(kv, id) : [],
      listPins(kv, id),
      getStage(kv, space),
      readStanding(services, space, { viewer, invite }),
      viewSpaces(kv, [space], viewer),
      listSpaces(kv, { limit: OTHERS + 1 }),
    ]);
  const [residents, muted] = await Promise.all([
    residentsOf(kv, space),
    listMuted(kv, id, { among: new Set(seats.map(({ userId }) => userId)), nowMs: now() }),
  ]);
  return {
    space,
    residents: view!.residents,
    others: others.items.filter((other) => other.id !== id).slice(0, OTHERS),
    lounge: {
      locale,
      snapshot: {
        space: spaceInfo(space, locale),
        participants: seats.map((seat) =>
          participantOf(seat, space, arrivalPlace(space.theme, seat.n))
        ),
        residents,
        muted,
        messages: messages.map(messageFrame),
        pending: pendings.map(pendingFrame),
        pins,
        stage: stage && stageFrame(stage),
        cursor: nextCursor,
      },
      ...standing,
      viewer: standing.viewer && { ...standing.viewer, seated: sits(seats, viewer) },
      faces: await facesOf(kv, { seats, ids: residents.map(({ character_id }) => character_id) }),
      invite,
      nonce: newId(),
      draft,
      before,
      maxMessage: MAX_MESSAGE,
      relayed: services.env.TURN_ONLY,
      demo: services.chatModel.provider === "demo",
      nowMs: now(),
    },
  };
}

function sits(seats: readonly Seat[], viewer: Viewer | null): boolean {
  return seats.some(({ userId }) => userId === viewer?.id);
}

/** What the reader may do: whether they get in, and whether they may speak. */
async function readStanding(
  services: Services,
  space: Space,
  { viewer, invite }: { viewer: Viewer | null; invite: string | null },
) {
  // A stranger is asked for what anybody is asked for: nobody has this id.
  const userId = viewer?.id ?? "";
  const [refused, mute] = await Promise.all([
    mayEnter(services, { space, userId, inviteCode: invite }),
    viewer ? getMute(services.kv, space.id, userId, services.now()) : null,
  ]);
  return {
    refused,
    viewer: viewer && {
      userId: viewer.id,
      nickname: viewer.nickname,
      role: roleOf(space, viewer.id),
      seated: false,
      mutedUntilMs: mute ? mute.untilMs ?? Number.MAX_SAFE_INTEGER : null,
    },
  };
}

/** Versions of the pictures of residents and of what people wear, so that browsers may keep them. */
async function facesOf(
  kv: Deno.Kv,
  { seats, ids }: { seats: readonly Seat[]; ids: readonly string[] },
): Promise<LoungeProps["faces"]> {
  const worn = seats.flatMap(({ characterId }) => characterId ?? []);
  const views = await viewCharacters(kv, [...new Set([...ids, ...worn])]);
  return Object.fromEntries(views.map(({ character: { id, rev } }) => [id, rev]));
}
