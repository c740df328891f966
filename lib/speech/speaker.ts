/**
 * Reads aloud by a browser's voices: the queue of `queue.ts`, tied to `speechSynthesis`. All of the browser comes in by
 * a small interface. Browser-safe.
 */
import { computed, createModel, signal } from "@preact/signals";
import {
  openQueue,
  phaseOf,
  type Piece,
  type QueueEffect,
  type QueueEvent,
  stepQueue,
} from "@/lib/speech/queue.ts";
import { chooseVoice, type MachineVoice, withRegion } from "@/lib/speech/voice.ts";

/** What a browser speaks with, as `browser.ts` makes it. */
export interface Synthesis<V extends MachineVoice = MachineVoice> {
  voices(): readonly V[];
  /** Calls back when there may be other voices; returns how to take that back. */
  onVoices(listener: () => void): () => void;
  /** Says one thing; the handlers are called as they come, possibly late. */
  speak(words: Words<V>, handlers: VoiceHandlers): void;
  /** Ends what is being said and what waits. */
  cancel(): void;
}

export interface Words<V extends MachineVoice = MachineVoice> {
  text: string;
  lang: string;
  /** Null is the machine's own choice for the language. */
  voice: V | null;
  pitch: number;
  rate: number;
  volume: number;
}

export interface VoiceHandlers {
  onBegan(): void;
  onBoundary(charIndex: number): void;
  onEnded(): void;
  onFailed(code: string): void;
}

/** What a mouth that moves along wants to know. Places are in the text of the piece. */
export type SpokenEvent =
  /** The voice begins at the character `from` of the piece. */
  | { type: "began"; piece: Piece; from: number; atMs: number }
  | { type: "boundary"; piece: Piece; charIndex: number; atMs: number }
  /** The voice is silent, for whatever reason. */
  | { type: "silent"; piece: Piece; atMs: number };

export interface SpeakerDeps {
  synthesis: Synthesis;
  /** Milliseconds. */
  now(): number;
  /** Calls back later; returns how to take that back. */
  after(ms: number, call: () => void): () => void;
}

/** Some browsers have no voices at first, and tell of them late or, on old Androids, not at all. Milliseconds. */
const VOICES_LOOK_MS = 250;
const VOICES_WAIT_MS = 3_000;
/** After a cancel, Firefox and Safari swallow what is said in the same moment. Milliseconds. */
const BREATH_MS = 60;
const TICK_MS = 500;

export const Speaker = createModel((deps: SpeakerDeps) => {
  const { synthesis } = deps;
  const queue = signal(openQueue());
  /** Null while it is not known whether there are any. */
  const voices = signal<readonly MachineVoice[] | null>(null);
  const volume = signal(1);
  /** The voice that the listener wants whatever a character would like; its address. */
  const voiceUri = signal<string | null>(null);
  const listeners = new Set<(event: SpokenEvent) => void>();
  let saying: Piece | null = null;
  let beginning: (() => void) | null = null;
  let ticking: (() => void) | null = null;
  let cancelledAtMs = -Infinity;
  let disposed = false;

  // ── Voices, which may come late

  const startedMs = deps.now();
  let looking: (() => void) | null = null;
  function lookForVoices(): void {
    looking = null;
    const found = synthesis.voices();
    if (found.length > 0) voices.value = [...found];
    else if (deps.now() - startedMs >= VOICES_WAIT_MS) voices.value = [];
    else looking = deps.after(VOICES_LOOK_MS, lookForVoices);
  }
  const stopVoices = synthesis.onVoices(() => {
    const found = synthesis.voices();
    // While voices are exchanged, some browsers have none for a moment.
    if (found.length > 0) voices.value = [...found];
  });
  lookForVoices();

  // ── What is said

  function take(event: QueueEvent): void {
    if (disposed) return;
    const { state, effects } = stepQueue(queue.value, event, deps.now());
    queue.value = state;
    if (!state.current) hush();
    for (const effect of effects) perform(effect);
    tickLater();
  }

  function perform(effect: QueueEffect): void {
    if (effect.type === "cancel") {
      hush();
      cancel();
      return;
    }
    hush();
    beginning?.();
    const waitMs = cancelledAtMs + BREATH_MS - deps.now();
    if (waitMs <= 0) return begin(effect);
    beginning = deps.after(waitMs, () => {
      beginning = null;
      begin(effect);
    });
  }

  function cancel(): void {
    beginning?.();
    beginning = null;
    cancelledAtMs = deps.now();
    synthesis.cancel();
  }

  function begin({ id, piece, text, plain }: Extract<QueueEffect, { type: "speak" }>): void {
    const from = piece.text.length - text.length;
    const isCurrent = () => queue.value.current?.id === id;
    const wish = { lang: piece.lang, name: piece.name, uri: voiceUri.value };
    const voice = plain ? null : chooseVoice(voices.value ?? synthesis.voices(), wish);
    synthesis.speak({
      text,
      lang: voice?.lang ?? withRegion(piece.lang),
      voice,
      pitch: piece.pitch,
      rate: piece.rate,
      volume: volume.value * piece.loudness,
    }, {
      onBegan() {
        take({ type: "began", id });
        if (!isCurrent()) return;
        saying = piece;
        tell({ type: "began", piece, from, atMs: deps.now() });
      },
      onBoundary(charIndex) {
        if (isCurrent()) {
          tell({ type: "boundary", piece, charIndex: from + charIndex, atMs: deps.now() });
        }
        take({ type: "boundary", id, charIndex });
      },
      onEnded: () => take({ type: "ended", id }),
      onFailed: (code) => take({ type: "failed", id, code }),
    });
  }

  function hush(): void {
    if (!saying) return;
    const piece = saying;
    saying = null;
    tell({ type: "silent", piece, atMs: deps.now() });
  }

  function tell(event: SpokenEvent): void {
    for (const listener of listeners) listener(event);
  }

  function tickLater(): void {
    if (ticking || phaseOf(queue.value) !== "speaking") return;
    ticking = deps.after(TICK_MS, () => {
      ticking = null;
      take({ type: "tick" });
    });
  }

  return {
    voices,
    volume,
    voiceUri,
    phase: computed(() => phaseOf(queue.value)),
    trouble: computed(() => queue.value.trouble),
    /** The reply that is being said. */
    saying: computed(() => queue.value.current?.piece.key ?? null),
    say(pieces: readonly Piece[]): void {
      if (pieces.length > 0) take({ type: "say", pieces });
    },
    open: (key: string) => take({ type: "open", key }),
    close: (key: string) => take({ type: "close", key }),
    /** Takes one reply back, or all. */
    drop: (key?: string) => take({ type: "drop", ...(key === undefined ? {} : { key }) }),
    skip: () => take({ type: "skip" }),
    pause: () => take({ type: "pause" }),
    /** In a gesture, where the browser waits for one. */
    resume: () => take({ type: "resume" }),
    on(listener: (event: SpokenEvent) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose(): void {
      if (disposed) return;
      const spoke = queue.value.current !== null;
      take({ type: "drop" });
      disposed = true;
      // Voices outlive the page in some browsers: they are silenced once more on the way out.
      if (spoke || phaseOf(queue.value) !== "idle") synthesis.cancel();
      beginning?.();
      ticking?.();
      looking?.();
      stopVoices();
      listeners.clear();
    },
  };
});
export type Speaker = InstanceType<typeof Speaker>;
