/**
 * A voice for browsers that have none, and for who turned the sound off: it makes no sound and takes the time that words
 * take, so that mouth and captions go on as if it spoke. Browser-safe.
 */
import { estimateMs } from "@/lib/speech/pace.ts";
import type { Synthesis } from "@/lib/speech/speaker.ts";
import type { MachineVoice } from "@/lib/speech/voice.ts";

/** A little silence after each sentence, in milliseconds. */
const BREATH_MS = 160;

export function createSilentVoice<V extends MachineVoice>(
  after: (ms: number, call: () => void) => () => void,
): Synthesis<V> {
  let pending: (() => void) | null = null;
  return {
    voices: () => [],
    onVoices: () => () => {},
    speak({ text, rate }, { onBegan, onEnded }) {
      pending?.();
      // A voice begins after it was asked to, as those of browsers do.
      pending = after(0, () => {
        pending = after(estimateMs(text) / Math.max(0.1, rate) + BREATH_MS, () => {
          pending = null;
          onEnded();
        });
        onBegan();
      });
    },
    cancel() {
      pending?.();
      pending = null;
    },
  };
}

export interface VoiceSwitchDeps {
  /** Null where the browser has nothing of the kind. */
  spoken: Synthesis | null;
  silent: Synthesis;
  /** Whether a sound is wanted. */
  aloud(): boolean;
}

/** Speaks aloud where that is wanted and there are voices, and else in silence; asked anew for each sentence. */
export function createVoiceSwitch({ spoken, silent, aloud }: VoiceSwitchDeps): Synthesis {
  return {
    voices: () => spoken?.voices() ?? [],
    onVoices: (listener) => spoken?.onVoices(listener) ?? (() => {}),
    speak(words, handlers) {
      const isAble = spoken !== null && spoken.voices().length > 0 && aloud();
      (isAble ? spoken : silent).speak(words, handlers);
    },
    cancel() {
      spoken?.cancel();
      silent.cancel();
    },
  };
}
