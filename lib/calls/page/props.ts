/** What the pages of calls hand to their islands: plain data. Browser-safe. */
import type { FaceGroup } from "@/lib/calls/page/face.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { SpokenVoice } from "@/lib/speech/voice.ts";

/** A character on the other side. */
export interface CharacterSide {
  id: string;
  name: string;
  /** Its face, as `lib/avatar/spec.ts` writes it. */
  face: string;
  lang: Locale;
  voice: SpokenVoice | null;
  /** A conversation to go on with; null for the one had last, or a new one. */
  conversationId: string | null;
}

export interface CallPageProps {
  locale: Locale;
  roomId: string;
  /** `ended` is the page that is left when a call is over. */
  view: "lobby" | "ended";
  /** The invitation: whole, as it is sent to the other person. */
  invitation: string;
  /** Who the reader is at first. */
  me: { name: string; face: string };
  faces: readonly FaceGroup[];
  /** Has a session already; others become guests by joining. */
  signedIn: boolean;
  /** The address of this house's portrait animator; null where it has none. */
  animator: string | null;
  /** How many were in the call when the page was made. */
  present: number;
  /** Absent where two people call each other. */
  character?: CharacterSide;
}
