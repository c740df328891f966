/**
 * The wire of `WS /api/v1/spatial/spaces/{id}/ws`: what clients send, and what they are sent.
 *
 * Query: `token` (an access token) or `ticket` (of `POST /api/v1/ws-ticket`) where there is no session cookie;
 * `character_id`, whose looks one wears; `last_event_id`, to go on where a connection broke; `positions=binary`.
 *
 * - [SP1] Every frame of a space's log carries `event_id`; ids grow, and all clients see the same ones in the same order.
 * - [SP2] `welcome` comes first. With `resumed: true`, exactly the frames after `last_event_id` follow; otherwise the
 *   welcome holds all there is to know, and replaces whatever the client knew.
 * - [SP3] Of one chat there is one `chat_message`. Where a character answers it, `chat_pending` comes at once,
 *   `character_chunk`s while the reply is written, and the `chat_message` once it is whole.
 * - [SP4] A seat is kept for {@link SEAT_GRACE_MS} after its last socket closed, so that a reload is no farewell.
 * - [SP5] `positions` and `typing` show the latest only; they are in no log, and a slow client gets fewer of them.
 * - [SP6] A chat's `nonce` comes back with it, and a second chat of the same sender and nonce is not said again.
 */
import { z } from "zod";
import type { Emotion } from "@/lib/ai/model.ts";
import { Position, type Role, type Unanswered } from "@/lib/spaces/model.ts";
import { EMOTES, MOTIONS } from "@/lib/spaces/motion.ts";
import type { SpaceType } from "@/lib/spaces/model.ts";
import type { Emote, Motion } from "@/lib/spaces/motion.ts";

/** How long a seat waits for its holder to come back, in milliseconds. */
export const SEAT_GRACE_MS = 10_000;
/** Longest message, in characters as JavaScript counts them. */
export const MAX_MESSAGE = 1000;
/** Messages that a welcome brings along. */
export const RECENT_MESSAGES = 50;

const Id = z.string().min(1).max(64);
const Nonce = z.string().min(1).max(40);
const Coordinate = z.number().min(-1000).max(1000);

/** What can be shared into a space. */
export const ShareRequest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("link"), url: z.url({ protocol: /^https?$/ }).max(2000) }),
  z.object({ kind: z.literal("image"), image: Id, alt: z.string().max(300).default("") }),
  z.object({ kind: z.literal("character"), character_id: Id }),
  z.object({ kind: z.literal("story"), story_id: Id }),
  /** The sender's screen starts or stops to be seen by those near; the picture goes from person to person. */
  z.object({ kind: z.literal("screen"), on: z.boolean() }),
]);
export type ShareRequest = z.infer<typeof ShareRequest>;

/** Every frame that a client may send. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("chat"),
    message: z.string().trim().min(1).max(MAX_MESSAGE),
    /** Asks this resident to answer. */
    character_id: Id.nullish(),
    nonce: Nonce.optional(),
  }),
  z.object({
    type: z.literal("move"),
    position: Position.extend({ x: Coordinate, y: Coordinate, z: Coordinate }),
    /** Radians; 0 faces +z, and turning left adds. */
    heading: z.number().min(-100).max(100).optional(),
    motion: z.enum(MOTIONS).optional(),
  }),
  z.object({ type: z.literal("emote"), emote: z.enum(EMOTES) }),
  z.object({ type: z.literal("typing"), is_typing: z.boolean() }),
  z.object({ type: z.literal("share"), share: ShareRequest, nonce: Nonce.optional() }),
  z.object({ type: z.literal("signal"), to: Id, signal: z.json() }),
  /** Applause and the like, towards the stage of a fan meeting. */
  z.object({ type: z.literal("react"), reaction: z.enum(EMOTES) }),
  z.object({ type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** A person in a space, as clients see one. */
export interface Participant {
  user_id: string;
  nickname: string;
  character_id: string | null;
  position: { x: number; y: number; z: number };
  heading: number;
  motion: Motion;
  /** Names the person in binary position frames. */
  seat: number;
  role: Role;
  joined_at: string;
  /** False while the seat is kept for somebody whose connection broke. */
  connected: boolean;
}

/** Seats from here on belong to residents, in the order of `Space.residentIds`. */
export const FIRST_RESIDENT_SEAT = 0xf000;

/** A character who lives in a space. */
export interface Resident {
  character_id: string;
  name: string;
  position: { x: number; y: number; z: number };
  heading: number;
  motion: Motion;
  seat: number;
  emotion: Emotion;
}

/** A thing that was shared, as it is shown. */
export type Share =
  | {
    kind: "link";
    url: string;
    title: string;
    description: string;
    site: string;
    /** Path of our own copy of the page's picture. */
    image: string | null;
  }
  | { kind: "image"; url: string; width: number; height: number; alt: string }
  | { kind: "character"; character_id: string; name: string; tagline: string; url: string }
  | { kind: "story"; story_id: string; title: string; synopsis: string; url: string }
  | { kind: "screen"; on: boolean };

/** What was said, and what a character said to it. */
export interface ChatMessage {
  type: "chat_message";
  id: string;
  user_id: string;
  nickname: string;
  message: string;
  character_id: string | null;
  character_name: string | null;
  character_reply: string | null;
  emotion: Emotion | null;
  share: Share | null;
  nonce: string | null;
  removed: boolean;
  /** Why the character who was spoken to does not answer. */
  unanswered?: Unanswered;
  /** ISO 8601. */
  timestamp: string;
}

/** A message that a character is about to answer. */
export interface ChatPending {
  type: "chat_pending";
  id: string;
  user_id: string;
  nickname: string;
  message: string;
  character_id: string;
  character_name: string;
  nonce: string | null;
  timestamp: string;
  /** What of the reply is there already; in a welcome alone. */
  content?: string;
}

/** A thing on the board. */
export interface Pin {
  id: string;
  by: string;
  nickname: string;
  text: string;
  share: Share | null;
  timestamp: string;
}

/** The stage of a fan meeting. */
export interface Stage {
  /** Who is on it, and until when; null while it is empty. */
  current: { user_id: string; nickname: string; until: string } | null;
  queue: { user_id: string; nickname: string }[];
  open: boolean;
}

/** A space as the API shows it. */
export interface SpaceInfo {
  space_id: string;
  name: string;
  description: string;
  type: SpaceType;
  is_public: boolean;
  max_users: number;
  theme: string;
  owner_id: string;
  locked: boolean;
  slow_mode_s: number;
  created_at: string;
  updated_at: string;
  event: {
    starts_at: string;
    ends_at: string;
    entry: "open" | "invited" | "ticket";
    host_character_id: string | null;
    turn_s: number;
  } | null;
}

/** A frame of the log: in order, to everybody, never dropped. */
export type SpaceEventFrame =
  | ChatMessage
  | ChatPending
  | {
    type: "character_chunk";
    id: string;
    character_id: string;
    /** Follows the chunks before it; after another `chat_pending` of the same id, the reply begins anew. */
    content: string;
    /** The face from here on, where it changed. */
    emotion?: Emotion;
  }
  | { type: "participant_joined"; participant: Participant }
  | { type: "participant_left"; user_id: string; nickname: string }
  | { type: "participant_changed"; participant: Participant }
  | { type: "emote"; user_id: string | null; character_id: string | null; emote: Emote }
  /** Applause of one second: `count` people, of whom `user_id` was the first. */
  | { type: "reaction"; user_id: string; reaction: Emote; count: number }
  | {
    type: "share";
    id: string;
    user_id: string;
    nickname: string;
    share: Share;
    nonce: string | null;
    timestamp: string;
  }
  | { type: "signal"; from: string; to: string; signal: unknown }
  | { type: "message_removed"; id: string; by: string }
  | { type: "space_changed"; space: SpaceInfo; residents: Resident[] }
  | { type: "board"; pins: Pin[] }
  | { type: "stage"; stage: Stage }
  /** Somebody was put out of the space; their sockets close with 4003. */
  | { type: "kicked"; user_id: string; by: string }
  | { type: "muted"; user_id: string; until: string | null }
  | { type: "space_closed"; by: string };

/** One line of a `positions` frame. */
export interface PositionRow {
  /** Null for a resident. */
  user_id: string | null;
  character_id: string | null;
  position: { x: number; y: number; z: number };
  heading: number;
  motion: Motion;
}

/** Somebody whom the space keeps from speaking. */
export interface MutedPerson {
  user_id: string;
  /** ISO 8601. */
  until: string;
}

/** Every frame that the server sends. Those of the log have `event_id` beside. */
export type ServerMessage =
  | {
    type: "welcome";
    you: {
      user_id: string;
      nickname: string;
      character_id: string | null;
      seat: number;
      role: Role;
      position: { x: number; y: number; z: number };
      heading: number;
      /** ISO 8601, or null. */
      muted_until: string | null;
    };
    space: SpaceInfo;
    participants: Participant[];
    residents: Resident[];
    /** Those of the participants who may not speak. */
    muted: MutedPerson[];
    messages: ChatMessage[];
    pending: ChatPending[];
    pins: Pin[];
    stage: Stage | null;
    last_event_id: string;
    resumed: boolean;
    /** Where the log starts again, seen from the server's clock: milliseconds since 1970. */
    now: number;
  }
  | (SpaceEventFrame & { event_id: string })
  | { type: "positions"; positions: PositionRow[] }
  | { type: "typing"; user_id: string | null; character_id: string | null; is_typing: boolean }
  | { type: "error"; code: string; message: string; retry_after_s?: number; nonce?: string }
  | { type: "pong" };
