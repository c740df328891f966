/**
 * What two people in a call tell each other beside face and voice: lines, captions, what is off, feelings and gestures.
 * Browser-safe.
 *
 * - [TA1] A line that cannot be sent now is not kept for later: its writer is told, and keeps the words.
 * - [TA2] What is on and off is told again to whoever comes.
 * - [TA3] A caption grows until its sentence is over, and goes some seconds after.
 */
import { batch, createModel, signal } from "@preact/signals";
import type { Emotion, Gesture } from "@/lib/avatar/pose/pose.ts";
import type { Call } from "@/lib/calls/client/connection.ts";

export interface ChatLine {
  key: number;
  mine: boolean;
  text: string;
}

export interface Caption {
  key: number;
  mine: boolean;
  text: string;
  lang: string;
  final: boolean;
}

/** What the other side has turned off; other makes of clients tell nothing. */
export interface Muted {
  microphone: boolean;
  camera: boolean;
}

/** Something to be told in passing; the page has the words. */
export type TalkNews =
  | { type: "said"; text: string }
  | { type: "gesture"; gesture: Gesture }
  | { type: "emotion"; emotion: Emotion };

export interface TalkDeps {
  /** Milliseconds. */
  after(ms: number, call: () => void): () => void;
  onNews(news: TalkNews): void;
}

/** Longest line, in characters as JavaScript counts them. */
export const MAX_LINE = 500;
/** Lines that are kept on the page. */
const MAX_LINES = 200;
/** How long a caption stands once nothing comes to it, in milliseconds. */
const CAPTION_MS = 5_000;

export const Talk = createModel((deps: TalkDeps) => {
  const lines = signal<readonly ChatLine[]>([]);
  const captions = signal<readonly Caption[]>([]);
  const theirs = signal<Muted | null>(null);
  const unread = signal(0);
  let call: Call | null = null;
  let reading = false;
  let keys = 0;
  let mine: Muted = { microphone: true, camera: true };
  const fading = new Map<boolean, () => void>();
  let stops: (() => void)[] = [];

  function add(text: string, isMine: boolean): void {
    batch(() => {
      lines.value = [...lines.value, { key: ++keys, mine: isMine, text }].slice(-MAX_LINES);
      if (!isMine && !reading) unread.value++;
    });
  }

  /** [TA3] */
  function caption(text: string, { isMine, final, lang }: CaptionOptions): void {
    const last = captions.value.find((one) => one.mine === isMine);
    const key = last && !last.final ? last.key : ++keys;
    const others = captions.value.filter((one) => one.mine !== isMine);
    captions.value = text.trim() === ""
      ? others
      : [...others, { key, mine: isMine, text, lang, final }];
    fading.get(isMine)?.();
    fading.set(
      isMine,
      deps.after(CAPTION_MS, () => {
        captions.value = captions.value.filter((one) => one.mine !== isMine);
      }),
    );
  }

  function tellMuted(): void {
    call?.control.send({ type: "muted", ...mine });
  }

  return {
    lines,
    captions,
    theirs,
    unread,
    /** Listens to a call, and to no other. */
    tie(to: Call): void {
      for (const stop of stops) stop();
      call = to;
      const { control } = to;
      stops = [
        control.on("chat", ({ text }) => {
          add(text, false);
          deps.onNews({ type: "said", text });
        }),
        control.on("caption", ({ text, final, lang }) => {
          caption(text, { isMine: false, final, lang });
        }),
        control.on("muted", ({ microphone, camera }) => {
          theirs.value = { microphone, camera };
        }),
        control.on("gesture", ({ gesture }) => deps.onNews({ type: "gesture", gesture })),
        control.on("emotion", ({ emotion }) => deps.onNews({ type: "emotion", emotion })),
      ];
    },
    /** Somebody else is there: of them, nothing is known. */
    meet(): void {
      theirs.value = null;
    },
    /** They can hear us, for the first time or again. */
    greet: tellMuted, // [TA2]
    /** Sends a line; false where it could not go [TA1]. */
    say(text: string): boolean {
      const line = text.trim().slice(0, MAX_LINE);
      if (line === "" || !call?.control.send({ type: "chat", text: line })) return false;
      add(line, true);
      return true;
    },
    /** What one said, as the browser understood it. */
    caption(text: string, { final, lang }: { final: boolean; lang: string }): void {
      caption(text, { isMine: true, final, lang });
      call?.control.send({ type: "caption", text: text.slice(-MAX_LINE), final, lang });
    },
    feel(emotion: Emotion): void {
      call?.control.send({ type: "emotion", emotion });
    },
    gesture(gesture: Gesture): void {
      call?.control.send({ type: "gesture", gesture });
    },
    mute(now: Muted): void {
      if (now.microphone === mine.microphone && now.camera === mine.camera) return;
      mine = now;
      tellMuted();
    },
    /** Whether what is written is in view. */
    read(on: boolean): void {
      reading = on;
      if (on) unread.value = 0;
    },
    close(): void {
      for (const stop of [...stops, ...fading.values()]) stop();
      stops = [];
      call = null;
    },
  };
});
export type Talk = InstanceType<typeof Talk>;

interface CaptionOptions {
  isMine: boolean;
  final: boolean;
  lang: string;
}
