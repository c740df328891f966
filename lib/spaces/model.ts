/** Spaces: rooms where characters live and people meet. Schemas, types, and the rules that need no store. */
import { z } from "zod";
import { EMOTIONS } from "@/lib/ai/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const SPACE_TYPES = ["lounge", "event", "fanmeeting"] as const;
export type SpaceType = typeof SPACE_TYPES[number];

/** Most people in one space, whatever its owner wants. */
export const MAX_SEATS = 1000;
/** Characters who may live in one space. */
export const MAX_RESIDENTS = 8;
export const MAX_MODERATORS = 20;
/** Longest pause between two messages of one person that slow mode can ask for, in seconds. */
export const MAX_SLOW_MODE_S = 300;

const Bilingual = z.object({ ko: z.string(), en: z.string() });

/** Who gets into an event: everybody, those on the guest list, or those who hold a ticket. */
export const ENTRY_RULES = ["open", "invited", "ticket"] as const;
export type EntryRule = typeof ENTRY_RULES[number];

/** What an event or a fan meeting has beside its room. */
export const SpaceEvent = z.object({
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  entry: z.enum(ENTRY_RULES),
  /** The character whom a fan meeting is with; null where its owner is the host. */
  hostCharacterId: z.string().nullable(),
  /** How long each guest has on the stage, in seconds. */
  turnS: z.number().int(),
});
export type SpaceEvent = z.infer<typeof SpaceEvent>;

export const Space = z.object({
  v: z.literal(2),
  id: z.string(),
  ownerId: z.string(),
  /** A name given in one language stands in both. */
  name: Bilingual,
  description: Bilingual,
  type: z.enum(SPACE_TYPES),
  /** As its maker wrote it; `floorOf()` and `sceneOf()` know what to draw. */
  theme: z.string(),
  isPublic: z.boolean(),
  maxUsers: z.number().int(),
  /** Ids of the characters who live there. */
  residentIds: z.array(z.string()),
  moderatorIds: z.array(z.string()),
  /** Nobody new gets in, but the owner and moderators. */
  locked: z.boolean(),
  /** Seconds between two messages of one person; 0 is off. */
  slowModeS: z.number().int(),
  /** Secret of the invitation link; a new one makes every older link worthless. Null until it is asked for. */
  inviteCode: z.string().nullable(),
  event: SpaceEvent.nullable(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type Space = z.infer<typeof Space>;

export const readSpace = upgrader<Space>(2, [
  // 1 knew neither moderators nor events.
  (old) => ({
    ...old as Space,
    v: 2,
    moderatorIds: [],
    locked: false,
    slowModeS: 0,
    inviteCode: null,
    event: null,
    updatedAtMs: (old as Space).createdAtMs,
  }),
]);

/** What somebody may do in a space, least first. */
export const ROLES = ["guest", "moderator", "owner"] as const;
export type Role = typeof ROLES[number];

/** The role of a person in a space. */
export function roleOf(space: Pick<Space, "ownerId" | "moderatorIds">, userId: string): Role {
  if (space.ownerId === userId) return "owner";
  return space.moderatorIds.includes(userId) ? "moderator" : "guest";
}

/** Whether somebody of `role` may kick, mute or take a message of somebody of `other`. */
export function outranks(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) > ROLES.indexOf(other);
}

/** Metres; +y is up, the middle of the floor is the origin, and whoever faces +z has heading 0. */
export const Position = z.object({ x: z.number(), y: z.number(), z: z.number() });
export type Position = z.infer<typeof Position>;

/**
 * A place in a space. The number of seats is the capacity: whoever comes takes a free number, and no number has two
 * holders, on however many instances people come at once.
 */
export const Seat = z.object({
  v: z.literal(1),
  spaceId: z.string(),
  /** 0 to `maxUsers - 1`; names the holder in binary position frames. */
  n: z.number().int(),
  userId: z.string(),
  nickname: z.string(),
  /** The character whose looks the person wears. */
  characterId: z.string().nullable(),
  joinedAtMs: z.number(),
  /** Live sockets, and the instance that each is connected to. None where somebody joined by REST alone. */
  connections: z.array(z.object({ id: z.string(), instance: z.string() })),
  /** Without a live socket, the seat is kept until then. */
  keptUntilMs: z.number(),
});
export type Seat = z.infer<typeof Seat>;
export const readSeat = upgrader<Seat>(1);

/** One thing that was said, as it is kept. Values of `space_message` are arrays of these. */
/** Whose replies are used up: those of a guest, a person, a network or a space for today, or anybody's for this hour. */
export const UNANSWERED = ["guest", "user", "address", "room", "often"] as const;
export type Unanswered = typeof UNANSWERED[number];

export const SpaceMessage = z.object({
  v: z.literal(1),
  id: z.string(),
  userId: z.string(),
  nickname: z.string(),
  /** The character who takes part in it, whether it answered or not. */
  characterId: z.string().nullable(),
  characterName: z.string().nullable(),
  message: z.string(),
  characterReply: z.string().nullable(),
  emotion: z.enum(EMOTIONS).nullable(),
  atMs: z.number(),
  /** What came along: a link card, an image, a character, a story. */
  share: z.unknown().nullable(),
  /** Chosen by the sender's client, so that it knows its own message again. */
  nonce: z.string().nullable(),
  /** Taken away by a moderator or its writer; words and share are gone with it. */
  removed: z.boolean(),
  /** Why the character who was spoken to does not answer; absent where nobody was, and where it does. */
  unanswered: z.enum(UNANSWERED).optional(),
});
export type SpaceMessage = z.infer<typeof SpaceMessage>;

/** The topic of a space in the realtime core. */
export function spaceTopic(spaceId: string): string {
  return `space:${spaceId}`;
}
