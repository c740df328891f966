/**
 * Turns what one says into captions, by the browser's own recognition. Browser-safe.
 *
 * - [CP1] Off until it is asked for, and then on until it is not: silence ends nothing.
 * - [CP2] A caption is what was said since the last pause of the recognizer, and never said twice.
 */
import { computed, createModel, effect, signal, untracked } from "@preact/signals";
import { Dictation, type Recognition } from "@/lib/speech/dictation.ts";
import { joinWords } from "@/lib/speech/heard.ts";

export interface CaptioningDeps {
  /** Whether this browser can write down what it hears. */
  supported: boolean;
  open(): Recognition | null;
  /** BCP 47. */
  lang: string;
  onCaption(text: string, final: boolean): void;
  /** Milliseconds. */
  now(): number;
  after(ms: number, call: () => void): () => void;
}

export type CaptioningState = "unsupported" | "off" | "on" | "failed";

/** After a long silence it begins again, and not sooner than this. Milliseconds. */
const AGAIN_MS = 500;

export const Captioning = createModel((deps: CaptioningDeps) => {
  const dictation = new Dictation({ open: deps.open, now: deps.now, after: deps.after });
  const wanted = signal(false);
  /** Letters of what was heard that are shown already. */
  let shown = 0;
  let later: (() => void) | null = null;

  function begin(): void {
    shown = 0;
    dictation.start(deps.lang);
  }

  /** [CP2] */
  function take(): void {
    const { settled, interim } = dictation.heard.value;
    const fresh = joinWords(settled.slice(shown), interim).trim();
    if (interim === "") shown = settled.length;
    if (fresh !== "" && wanted.value) deps.onCaption(fresh, interim === "");
  }

  const stops = [
    effect(() => {
      void dictation.heard.value;
      untracked(take);
    }),
    effect(() => {
      const state = dictation.state.value;
      untracked(() => {
        // [CP1]
        if (!wanted.value || state.kind !== "failed" || state.why !== "no_speech") return;
        later = deps.after(AGAIN_MS, () => {
          later = null;
          begin();
        });
      });
    }),
  ];

  function stop(): void {
    later?.();
    later = null;
    wanted.value = false;
    dictation.abort();
  }

  return {
    state: computed<CaptioningState>(() => {
      if (!deps.supported) return "unsupported";
      if (!wanted.value) return "off";
      const state = dictation.state.value;
      return state.kind === "failed" && state.why !== "no_speech" ? "failed" : "on";
    }),
    start(): void {
      if (!deps.supported) return;
      stop();
      wanted.value = true;
      begin();
    },
    stop,
    dispose(): void {
      stop();
      for (const end of stops) end();
      dictation.dispose();
    },
  };
});
export type Captioning = InstanceType<typeof Captioning>;
