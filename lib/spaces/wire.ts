/** Puts what is kept of a space into the shapes of its wire. */
import { readCharacter } from "@/lib/characters/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { floorOf, type Spot } from "@/lib/spaces/floor.ts";

import { type Position, roleOf, type Seat, type Space } from "@/lib/spaces/model.ts";
import type { Motion } from "@/lib/spaces/motion.ts";
import { hauntOf, spawnOf } from "@/lib/spaces/movement.ts";
import {
  FIRST_RESIDENT_SEAT,
  type Participant,
  type Resident,
  type SpaceInfo,
} from "@/lib/spaces/protocol.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** A space as the API shows it. A name in two languages is shown in the reader's. */
export function spaceInfo(space: Space, locale: Locale): SpaceInfo {
  const { event } = space;
  return {
    space_id: space.id,
    name: space.name[locale],
    description: space.description[locale],
    type: space.type,
    is_public: space.isPublic,
    max_users: space.maxUsers,
    theme: space.theme,
    owner_id: space.ownerId,
    locked: space.locked,
    slow_mode_s: space.slowModeS,
    created_at: iso(space.createdAtMs),
    updated_at: iso(space.updatedAtMs),
    event: event && {
      starts_at: iso(event.startsAtMs),
      ends_at: iso(event.endsAtMs),
      entry: event.entry,
      host_character_id: event.hostCharacterId,
      turn_s: event.turnS,
    },
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Where a body is, and what it does. */
export interface BodyPlace {
  position: Position;
  heading: number;
  motion: Motion;
}

/** Where the holder of seat `n` stands who has not moved yet. */
export function arrivalPlace(theme: string, n: number): BodyPlace {
  return standingAt(spawnOf(floorOf(theme), n));
}

/** Where the `n`th resident stands before it walks anywhere. */
export function hauntPlace(theme: string, n: number): BodyPlace {
  return standingAt(hauntOf(floorOf(theme), n));
}

function standingAt({ x, z, heading }: Spot): BodyPlace {
  return { position: { x, y: 0, z }, heading, motion: "idle" };
}

/** A person as clients see one. */
export function participantOf(seat: Seat, space: Space, place: BodyPlace): Participant {
  return {
    user_id: seat.userId,
    nickname: seat.nickname,
    character_id: seat.characterId,
    position: place.position,
    heading: place.heading,
    motion: place.motion,
    seat: seat.n,
    role: roleOf(space, seat.userId),
    joined_at: iso(seat.joinedAtMs),
    // Who joined without a socket reads along by other means.
    connected: seat.connections.length > 0,
  };
}

/** The residents whose characters are there and not hidden, each at its haunt and calm. */
export async function residentsOf(
  kv: Deno.Kv,
  space: Pick<Space, "residentIds" | "theme">,
): Promise<Resident[]> {
  const entries = await getAll(kv, space.residentIds.map((id) => keys.character(id)));
  return entries.flatMap(({ value }, n): Resident[] => {
    if (value === null) return [];
    const { id, name, hidden } = readCharacter(value);
    if (hidden) return [];
    const place = hauntPlace(space.theme, n);
    return [{
      character_id: id,
      name,
      ...place,
      seat: FIRST_RESIDENT_SEAT + n,
      emotion: "neutral",
    }];
  });
}
