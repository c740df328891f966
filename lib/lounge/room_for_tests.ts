/** A room with people in it, and the frames that reach one: for tests of this folder alone. */
import type {
  ChatMessage,
  Participant,
  Resident,
  ServerMessage,
  SpaceInfo,
} from "@/lib/spaces/protocol.ts";
import type { RoomSnapshot } from "@/lib/lounge/room.ts";

export const NOW_MS = Date.UTC(2026, 10, 21, 12);

export const SPACE: SpaceInfo = {
  space_id: "maru",
  name: "The maru",
  description: "A floor",
  type: "lounge",
  is_public: true,
  max_users: 20,
  theme: "maru",
  owner_id: "owner",
  locked: false,
  slow_mode_s: 0,
  created_at: "2026-11-01T00:00:00.000Z",
  updated_at: "2026-11-01T00:00:00.000Z",
  event: null,
};

export function person(userId: string, seat: number, rest: Partial<Participant> = {}): Participant {
  return {
    user_id: userId,
    nickname: userId.toUpperCase(),
    character_id: null,
    position: { x: seat, y: 0, z: 0 },
    heading: 0,
    motion: "idle",
    seat,
    role: "guest",
    joined_at: "2026-11-21T11:00:00.000Z",
    connected: true,
    ...rest,
  };
}

export const RESIDENT: Resident = {
  character_id: "soha",
  name: "Soha",
  position: { x: -3, y: 0, z: -3 },
  heading: 1,
  motion: "idle",
  seat: 0xf000,
  emotion: "neutral",
};

/** What Ann asked, before it is answered. */
export const PENDING = {
  type: "chat_pending",
  id: "m1",
  user_id: "ann",
  nickname: "ANN",
  message: "Soha?",
  character_id: "soha",
  character_name: "Soha",
  nonce: null,
  timestamp: new Date(NOW_MS).toISOString(),
} as const;

export function message(id: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  return {
    type: "chat_message",
    id,
    user_id: "ann",
    nickname: "ANN",
    message: `words of ${id}`,
    character_id: null,
    character_name: null,
    character_reply: null,
    emotion: null,
    share: null,
    nonce: null,
    removed: false,
    timestamp: new Date(NOW_MS).toISOString(),
    ...rest,
  };
}

export function snapshot(rest: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return {
    space: SPACE,
    participants: [person("ann", 0)],
    residents: [RESIDENT],
    muted: [],
    messages: [],
    pending: [],
    pins: [],
    stage: null,
    cursor: null,
    ...rest,
  };
}

/** The id of the `n`th event of a log. */
export function eventId(n: number): string {
  return n.toString(16).padStart(24, "0");
}

type Welcome = Extract<ServerMessage, { type: "welcome" }>;

/** The welcome of "me", who sits on seat 1. */
export function welcome(rest: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    you: {
      user_id: "me",
      nickname: "ME",
      character_id: null,
      seat: 1,
      role: "guest",
      position: { x: 0, y: 0, z: 8 },
      heading: 3,
      muted_until: null,
    },
    space: SPACE,
    participants: [person("ann", 0), person("me", 1)],
    residents: [RESIDENT],
    muted: [],
    messages: [],
    pending: [],
    pins: [],
    stage: null,
    last_event_id: eventId(0),
    resumed: false,
    now: NOW_MS + 500,
    ...rest,
  };
}
