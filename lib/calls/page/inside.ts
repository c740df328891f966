/** What every part of a call's page is given. Browser-safe. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { CallPageProps } from "@/lib/calls/page/props.ts";
import type { CallSession, News } from "@/lib/calls/page/session.ts";
import type { ShownFace } from "@/lib/calls/page/shown.ts";
import type { OwnModel } from "@/lib/calls/page/own_model.ts";
import type { CharacterSeat } from "@/lib/calls/character/seat.ts";
import type { Desk } from "@/lib/calls/recording/desk.ts";
import type { Captioning } from "@/lib/calls/page/captioning.ts";
import type { CallWords } from "@/lib/i18n/calls.ts";

/** What every part of a call is given. */
export interface Inside {
  session: CallSession;
  props: CallPageProps;
  words: CallWords;
  self: ShownFace;
  peer: ShownFace;
  model: OwnModel;
  captioning: Captioning;
  /** Said in passing: shown, and read out. */
  told: Signal<{ key: number; text: string; kind: News["type"] } | null>;
  /** The other person's name, or a word for somebody without one. */
  peerName: ReadonlySignal<string>;
  /** False while the browser keeps their voice back. */
  audible: Signal<boolean>;
  playVoice(): void;
  playTone(): void;
  /** A character sits on the other side; null for a person. */
  character: CharacterSeat | null;
  /** Records the call, where all want that. */
  desk: Desk;
}
