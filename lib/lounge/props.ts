/** What the room's page hands to its island: plain data, and the parts that only the server draws. Browser-safe. */
import type { ComponentChildren } from "preact";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Refusal } from "@/lib/lounge/connection.ts";
import type { RoomSnapshot } from "@/lib/lounge/room.ts";
import type { Role } from "@/lib/spaces/model.ts";

export interface LoungeProps {
  locale: Locale;
  snapshot: RoomSnapshot;
  /** Who looks; null for somebody without a session. */
  viewer: {
    userId: string;
    nickname: string;
    role: Role;
    /** Has a seat already, as after a reload. */
    seated: boolean;
    mutedUntilMs: number | null;
  } | null;
  /** Why this reader does not get in; null for one who may. */
  refused: Refusal | null;
  /** Versions of the characters' pictures. */
  faces: Record<string, string | number>;
  /** Invitation that the reader came with. */
  invite: string | null;
  /** Names what is sent by the form, so that a form sent twice is said once. */
  nonce: string;
  /** Words that could not be sent, and why. */
  draft: { text: string; error: string; to?: string | null | undefined } | null;
  /** The page shows messages before this place, and not the newest: a way for readers without a script. */
  before: string | null;
  /** Longest message, in characters as JavaScript counts them. */
  maxMessage: number;
  /** The offline improviser answers. */
  demo: boolean;
  /** Voices go through a relay of this installation, never from person to person. */
  relayed: boolean;
  /** When this was rendered. */
  nowMs: number;
  /** The drawing of the room, shown until the room itself is, and wherever it is not. */
  cover: ComponentChildren;
  /** The stage of a fan meeting as forms, until its script is there; null where there is no stage. */
  stage: ComponentChildren | null;
}
