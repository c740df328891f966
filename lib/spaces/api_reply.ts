/** A space in the API's shape, with who is there. */
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import {
  ENTRY_RULES,
  Position,
  roleOf,
  ROLES,
  type Space,
  SPACE_TYPES,
} from "@/lib/spaces/model.ts";
import { MOTIONS } from "@/lib/spaces/motion.ts";
import { presentSeats } from "@/lib/spaces/seats.ts";
import { arrivalPlace, participantOf, residentsOf, spaceInfo } from "@/lib/spaces/wire.ts";

export const SpaceId = z.object({ id: z.string().min(1).max(64) });

/** People whom a list shows of each space; the space itself shows all. */
const LISTED_PEOPLE = 20;

const BodyReply = {
  position: Position,
  heading: z.number().describe("Radians; 0 faces +z"),
  motion: z.enum(MOTIONS),
  seat: z.int(),
};

const ParticipantReply = z.object({
  user_id: z.string(),
  nickname: z.string(),
  character_id: z.string().nullable(),
  ...BodyReply,
  role: z.enum(ROLES),
  joined_at: z.iso.datetime(),
  connected: z.boolean().describe("Whether a socket is open; false for who joined without one"),
}).meta({ id: "Participant" });

const ResidentReply = z.object({ character_id: z.string(), name: z.string(), ...BodyReply });

export const SpaceReply = z.object({
  space_id: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.enum(SPACE_TYPES),
  is_public: z.boolean(),
  max_users: z.int(),
  theme: z.string(),
  owner_id: z.string(),
  locked: z.boolean(),
  slow_mode_s: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  event: z.object({
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    entry: z.enum(ENTRY_RULES),
    host_character_id: z.string().nullable(),
    turn_s: z.int(),
  }).nullable(),
  participants: z.array(ParticipantReply),
  participant_count: z.int().describe(`Lists name ${LISTED_PEOPLE} people of each space at most`),
  residents: z.array(ResidentReply),
  your_role: z.enum(ROLES).nullable(),
}).meta({ id: "Space" });
export type SpaceReply = z.input<typeof SpaceReply>;

interface Reader {
  viewer: Pick<Viewer, "id"> | null;
  locale: Locale;
  /** One of many in a list. */
  listed?: boolean;
}

/** A space with who is there now. */
export async function spaceReply(
  services: Services,
  space: Space,
  { viewer, locale, listed = false }: Reader,
): Promise<SpaceReply> {
  const [seats, residents] = await Promise.all([
    presentSeats(services, space.id),
    residentsOf(services.kv, space),
  ]);
  const shown = listed ? seats.slice(0, LISTED_PEOPLE) : seats;
  const placeOf = (seat: number) => services.spaces.placeOf(space.id, seat);
  return {
    ...spaceInfo(space, locale),
    participants: shown.map((seat) =>
      participantOf(seat, space, placeOf(seat.n) ?? arrivalPlace(space.theme, seat.n))
    ),
    participant_count: seats.length,
    residents: residents.map((resident) => ({ ...resident, ...placeOf(resident.seat) })),
    your_role: viewer && roleOf(space, viewer.id),
  };
}
