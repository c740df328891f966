/**
 * Listens to whoever calls a character, by the browser's recognition: while a button is held, or all the time. Cuts what it
 * hears into things that were said. Browser-safe.
 *
 * - [HE1] A button that is held takes what is said until it is let go, and hushes the character at once.
 * - [HE2] An open microphone takes each thing that was said once a pause follows it.
 * - [HE3] Who speaks over the character hushes it. What its own voice says into the microphone does not, and is not taken.
 */
import { computed, createModel, effect, signal, untracked } from "@preact/signals";
import { isEcho, isMeant } from "@/lib/calls/character/echo.ts";
import { Dictation, type DictationTrouble, type Recognition } from "@/lib/speech/dictation.ts";
import { joinWords } from "@/lib/speech/heard.ts";

export interface HearingDeps {
  /** Null where the browser has none. */
  open(): Recognition | null;
  lang(): string;
  /** What the character said aloud lately, and may be heard from the loudspeaker. */
  spokenLately(): string;
  /** Somebody said something. */
  onSaid(text: string): void;
  /** Somebody is saying something: what is heard so far. */
  onHeard(text: string): void;
  /** Somebody speaks, and the character is to be silent. */
  onSpeaks(): void;
  now(): number;
  after(ms: number, call: () => void): () => void;
}

export type HearingMode = "off" | "held" | "open";

/** So long a pause ends what is said, in milliseconds. */
const PAUSE_MS = 700;
/** A button that is let go sooner was tapped, and leaves the microphone open. Milliseconds. */
const TAP_MS = 400;

export const Hearing = createModel((deps: HearingDeps) => {
  const mode = signal<HearingMode>("off");
  const trouble = signal<DictationTrouble | null>(null);
  /** Words are coming in at this moment. */
  const speaking = signal(false);
  const dictation = new Dictation({ open: deps.open, now: deps.now, after: deps.after });
  /** Letters of what was heard that are done with. */
  let taken = 0;
  let pausing: (() => void) | null = null;
  let pressedMs = 0;

  function begin(next: "held" | "open"): void {
    trouble.value = null;
    taken = 0;
    mode.value = next;
    dictation.start(deps.lang());
  }

  function stopWaiting(): void {
    pausing?.();
    pausing = null;
  }

  function take(): void {
    const { settled, interim } = dictation.heard.value;
    const isOwn = (words: string) => mode.value === "open" && isEcho(words, deps.spokenLately());
    // [HE3] What is settled is done with, whatever follows it.
    if (isOwn(settled.slice(taken))) taken = settled.length;
    const fresh = joinWords(settled.slice(taken), interim).trim();
    if (fresh === "" || isOwn(fresh)) return;
    stopWaiting();
    speaking.value = true;
    if (isMeant(fresh)) deps.onSpeaks();
    deps.onHeard(fresh);
    if (mode.value === "open" && interim === "") pausing = deps.after(PAUSE_MS, finish); // [HE2]
  }

  /** Hands over what was said. */
  function finish(): void {
    stopWaiting();
    const { settled, interim } = dictation.heard.value;
    const said = joinWords(settled.slice(taken), interim).trim();
    taken = settled.length;
    speaking.value = false;
    if (isMeant(said)) deps.onSaid(said);
  }

  const stops = [
    effect(() => {
      void dictation.heard.value;
      untracked(take);
    }),
    effect(() => {
      const state = dictation.state.value;
      untracked(() => {
        if (state.kind !== "off" && state.kind !== "failed") return;
        if (mode.value === "off") return;
        finish();
        mode.value = "off";
        if (state.kind === "failed") trouble.value = state.why;
      });
    }),
  ];

  return {
    mode,
    trouble,
    speaking,
    /** The microphone listens. */
    listening: computed(() => dictation.state.value.kind === "listening"),
    /** A pointer goes down on the button: listens, or closes a microphone that is open. */
    press(): void {
      if (mode.value !== "off") return dictation.stop();
      pressedMs = deps.now();
      deps.onSpeaks(); // [HE1]
      begin("held");
    },
    /** It is let go: what was held ends, what was tapped goes on. */
    letGo(): void {
      if (mode.value !== "held") return;
      if (deps.now() - pressedMs < TAP_MS) mode.value = "open";
      else dictation.stop();
    },
    /** The same by a key. */
    toggle(): void {
      if (mode.value !== "off") return dictation.stop();
      begin("open");
    },
    /** Nothing more is taken. */
    stop(): void {
      stopWaiting();
      mode.value = "off";
      speaking.value = false;
      dictation.abort();
    },
    dispose(): void {
      stopWaiting();
      for (const stop of stops) stop();
      dictation.dispose();
    },
  };
});
export type Hearing = InstanceType<typeof Hearing>;
