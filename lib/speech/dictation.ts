/**
 * Writes down what somebody says, as long as they want: recognizers of browsers end by themselves after a silence or a
 * minute, and are begun again. Browser-safe; the recognizer comes in by a small interface.
 *
 * - [SD1] It listens only while it was asked to; nothing is sent anywhere but where the browser sends it.
 * - [SD2] A recognizer that ends by itself is begun again, but not for somebody who says nothing, nor without end where
 *   it ends at once.
 * - [SD3] What was heard last before a stop is still taken; after an `abort` nothing is.
 */
import { createModel, signal } from "@preact/signals";
import {
  type Heard,
  type HeardResult,
  joinWords,
  NOTHING_HEARD,
  readResults,
} from "@/lib/speech/heard.ts";

/** The part of `SpeechRecognition` that is needed. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  maxAlternatives: number;
  onstart: (() => void) | null;
  onresult: ((event: { results: ArrayLike<HeardResult> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

/** Why nothing is heard. */
export const DICTATION_TROUBLES = [
  "denied",
  "no_microphone",
  "no_speech",
  "network",
  "language",
  "unsupported",
  "failed",
] as const;
export type DictationTrouble = typeof DICTATION_TROUBLES[number];

export type DictationState =
  | { kind: "off" }
  /** The browser may be asking for the microphone. */
  | { kind: "starting" }
  | { kind: "listening" }
  /** No more is taken in; the last words are on their way. */
  | { kind: "ending" }
  | { kind: "failed"; why: DictationTrouble };

export interface DictationDeps {
  /** A fresh recognizer; null where the browser has none. */
  open(): Recognition | null;
  /** Milliseconds. */
  now(): number;
  after(ms: number, call: () => void): () => void;
}

/** A press that is held for longer than this is one to hold, and ends when it is let go. Milliseconds. */
export const HOLD_MS = 500;
/** Silences in a row after which it stops listening. */
const MAX_SILENCES = 2;
/** A session that ends within this time, and hears nothing, has failed; so many of them and it is given up. */
const SHORT_MS = 1_000;
const MAX_SHORT = 3;
/** Before it begins again: some recognizers need a moment. */
const AGAIN_MS = 150;
/** The last words come within this time after a stop. */
const LAST_WORDS_MS = 3_000;

const WHY: Readonly<Record<string, DictationTrouble>> = {
  "not-allowed": "denied",
  "service-not-allowed": "denied",
  "audio-capture": "no_microphone",
  "network": "network",
  "language-not-supported": "language",
  "no-speech": "no_speech",
};

export const Dictation = createModel((deps: DictationDeps) => {
  const state = signal<DictationState>({ kind: "off" });
  /** Everything that was heard since it was turned on. */
  const heard = signal<Heard>(NOTHING_HEARD);
  let recognition: Recognition | null = null;
  let lang = "";
  /** What the sessions before this one heard. */
  let before = "";
  let silences = 0;
  let shorts = 0;
  let sessionMs = 0;
  let why: DictationTrouble | null = null;
  let later: (() => void) | null = null;
  let pressedMs: number | null = null;

  function start(language: string): void {
    if (isOn()) return;
    lang = language;
    before = "";
    silences = shorts = 0;
    heard.value = NOTHING_HEARD;
    state.value = { kind: "starting" };
    begin();
  }

  const isOn = () => state.value.kind === "starting" || state.value.kind === "listening";

  function begin(): void {
    const one = deps.open();
    if (!one) return finish("unsupported");
    recognition = one;
    sessionMs = deps.now();
    why = null;
    one.lang = lang;
    one.continuous = true;
    one.interimResults = true;
    one.maxAlternatives = 1;
    const isThis = () => recognition === one;
    one.onstart = () => {
      if (isThis() && state.value.kind === "starting") state.value = { kind: "listening" };
    };
    one.onresult = ({ results }) => {
      if (isThis()) take(readResults(results));
    };
    one.onerror = ({ error }) => {
      // To be aborted is no trouble, and what it was is told by whoever did it.
      if (isThis() && error !== "aborted") why = WHY[error] ?? "failed";
    };
    one.onend = () => {
      if (isThis()) ended();
    };
    try {
      one.start();
    } catch {
      // Another page's recognizer may hold the only one there is.
      finish("failed");
    }
  }

  function take({ settled, interim }: Heard): void {
    if (settled + interim !== "") silences = shorts = 0;
    if (state.value.kind === "starting") state.value = { kind: "listening" };
    heard.value = { settled: joinWords(before, settled), interim };
  }

  function ended(): void {
    const { settled, interim } = heard.value;
    // Words that never became final are better than none.
    const words = joinWords(settled, interim);
    heard.value = { settled: words, interim: "" };
    recognition = null;
    if (state.value.kind === "ending") return finish(null);
    const silent = words === before;
    before = words;
    if (why !== null && why !== "no_speech") return finish(why);
    if (why === "no_speech" && ++silences >= MAX_SILENCES) return finish("no_speech");
    // [SD2]
    if (silent && why === null && deps.now() - sessionMs < SHORT_MS && ++shorts >= MAX_SHORT) {
      return finish("failed");
    }
    later = deps.after(AGAIN_MS, () => {
      later = null;
      begin();
    });
  }

  function finish(trouble: DictationTrouble | null): void {
    later?.();
    later = null;
    release();
    pressedMs = null;
    state.value = trouble === null ? { kind: "off" } : { kind: "failed", why: trouble };
  }

  /** Lets the recognizer go: nothing that it tells counts any more. */
  function release(): void {
    const one = recognition;
    recognition = null;
    if (!one) return;
    one.onstart =
      one.onresult =
      one.onerror =
      one.onend =
        null;
    try {
      one.abort();
    } catch {
      // It had not begun.
    }
  }

  /** [SD3] */
  function stop(): void {
    if (!isOn()) return;
    if (!recognition) return finish(null);
    state.value = { kind: "ending" };
    later?.();
    later = deps.after(LAST_WORDS_MS, () => {
      later = null;
      release();
      ended();
    });
    recognition.stop();
  }

  return {
    state,
    heard,
    start,
    stop,
    /** Ends at once; what was heard stays, and nothing follows. */
    abort(): void {
      if (state.value.kind !== "off") finish(null);
    },
    /** A pointer goes down on the button: begins, or ends what goes on. */
    press(language: string): void {
      if (isOn()) return stop();
      pressedMs = deps.now();
      start(language);
    },
    /** It is let go: what was held ends, what was tapped goes on. */
    release(): void {
      const held = pressedMs !== null && deps.now() - pressedMs >= HOLD_MS;
      pressedMs = null;
      if (held) stop();
    },
    dispose(): void {
      finish(null);
    },
  };
});
export type Dictation = InstanceType<typeof Dictation>;
