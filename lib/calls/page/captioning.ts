/**
 * Turns what one says into captions, by the browser's own recognition. Off until it is asked for; it goes on by itself
 * where the browser stops after a pause. Browser-safe.
 */
import { createModel, signal } from "@preact/signals";

/** What of the browser's recognition is needed. Source: Web Speech API, 4.1. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(): void;
  abort(): void;
  onresult: ((event: RecognitionEvent) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
}

export interface RecognitionEvent {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { isFinal: boolean }>;
}

export interface CaptioningDeps {
  /** Null where the browser has none. */
  create: (() => Recognition) | null;
  lang: string;
  onCaption(text: string, final: boolean): void;
}

export type CaptioningState = "unsupported" | "off" | "on" | "failed";

/** These end by themselves and mean nothing: silence, and a pause that the browser made. */
const PASSING = new Set(["no-speech", "aborted"]);

export const Captioning = createModel((deps: CaptioningDeps) => {
  const state = signal<CaptioningState>(deps.create ? "off" : "unsupported");
  let running: Recognition | null = null;

  function stop(next: CaptioningState): void {
    const one = running;
    running = null;
    one?.abort();
    if (state.value !== "unsupported") state.value = next;
  }

  function start(): void {
    if (!deps.create) return;
    stop("off");
    const one = deps.create();
    running = one;
    one.lang = deps.lang;
    one.continuous = true;
    one.interimResults = true;
    one.onresult = ({ results, resultIndex }) => {
      if (running !== one) return;
      for (let n = resultIndex; n < results.length; n++) {
        const result = results[n]!;
        deps.onCaption(result[0]?.transcript.trim() ?? "", result.isFinal);
      }
    };
    one.onerror = ({ error }) => {
      if (running === one && !PASSING.has(error)) stop("failed");
    };
    // Browsers stop after a while of silence: who asked for captions goes on having them.
    one.onend = () => {
      if (running === one) begin(one);
    };
    if (begin(one)) state.value = "on";
  }

  function begin(one: Recognition): boolean {
    try {
      one.start();
      return true;
    } catch {
      // It is running already, or may not run here.
      stop("failed");
      return false;
    }
  }

  return { state, start, stop: () => stop("off") };
});
export type Captioning = InstanceType<typeof Captioning>;

/** The browser's recognition, under either of its names. */
export function browserRecognition(): (() => Recognition) | null {
  const Made: unknown = Reflect.get(globalThis, "SpeechRecognition") ??
    Reflect.get(globalThis, "webkitSpeechRecognition");
  return typeof Made === "function" ? () => Reflect.construct(Made, []) : null;
}
