/** Voices and ears for pages in Chromium, as the tests want them: nothing sounds, and what is said is noted. */
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";

const Said = z.object({
  text: z.string(),
  lang: z.string(),
  voice: z.string().nullable(),
  pitch: z.number(),
  rate: z.number(),
  volume: z.number(),
});
export type Said = z.infer<typeof Said>;

export interface FakeOptions {
  /** When voices are there: at once, after the page asks for them again, or never. */
  voices?: "now" | "late" | "never";
  /** The browser wants a gesture before it speaks. */
  shy?: boolean;
}

/** Gives a visitor's pages voices and a recognizer that do what the test tells them. */
export async function fakeSpeech(context: BrowserContext, options: FakeOptions = {}) {
  const chosen: Required<FakeOptions> = { voices: "now", shy: false, ...options };
  await context.addInitScript(install, chosen);
}

/** Takes away all that browsers have of speech. */
export async function withoutSpeech(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    for (const name of ["speechSynthesis", "SpeechRecognition", "webkitSpeechRecognition"]) {
      // What stands on the prototype cannot be deleted, and counts as missing without a value.
      Reflect.deleteProperty(globalThis, name);
      if (name in globalThis) Object.defineProperty(globalThis, name, { value: undefined });
    }
  });
}

/** Everything that was said so far. */
export async function saidOn(page: Page): Promise<Said[]> {
  return z.array(Said).parse(await page.evaluate("fake.said"));
}

/** Waits for the nth thing that is said, from 1, and gives it. */
export async function hears(page: Page, nth: number): Promise<Said> {
  // A function, as the page's policy lets no text be run while it waits.
  await page.waitForFunction((n) => {
    const fake: unknown = Reflect.get(globalThis, "fake");
    return typeof fake === "object" && fake !== null && Reflect.get(fake, "said").length >= n;
  }, nth);
  return (await saidOn(page))[nth - 1]!;
}

/** Ends what is being said. */
export async function ends(page: Page): Promise<void> {
  await page.evaluate("fake.end()");
}

/** Runs in the page. */
function install({ voices, shy }: Required<FakeOptions>): void {
  interface Words {
    text: string;
    lang: string;
    voice: { name: string } | null;
    pitch: number;
    rate: number;
    volume: number;
    onstart?: (() => void) | null;
    onend?: (() => void) | null;
    onerror?: ((event: { error: string }) => void) | null;
  }
  const machine = [
    { name: "Google 한국의", lang: "ko-KR", localService: false },
    { name: "Yuna", lang: "ko-KR", localService: true },
    { name: "Samantha", lang: "en-US", localService: true },
  ].map((one) => ({ ...one, voiceURI: `urn:${one.name}`, default: false }));
  let there = voices === "now" ? machine : [];
  const events = new EventTarget();
  let current: Words | null = null;
  let gestured = !shy;
  addEventListener("pointerdown", () => gestured = true, { capture: true });
  const fake = {
    said: [] as unknown[],
    cancels: 0,
    ears: [] as Ear[],
    end() {
      const words = current;
      current = null;
      words?.onend?.();
    },
    arrive() {
      there = machine;
      events.dispatchEvent(new Event("voiceschanged"));
    },
    /** Lets the ear that listens hear: words that may change, or that stay. */
    hear(...results: [words: string, isFinal: boolean][]) {
      const list = results.map(([transcript, isFinal]) =>
        Object.assign([{ transcript, confidence: 0.9 }], { isFinal })
      );
      this.ear().onresult?.({ results: list });
    },
    ear: () => fake.ears.at(-1)!,
    fail(error: string) {
      this.ear().onerror?.({ error });
      this.ear().onend?.();
    },
  };
  const synthesis = {
    paused: false,
    getVoices: () => there,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    speak(words: Words) {
      if (!gestured) return void queueMicrotask(() => words.onerror?.({ error: "not-allowed" }));
      const { text, lang, voice, pitch, rate, volume } = words;
      fake.said.push({ text, lang, voice: voice?.name ?? null, pitch, rate, volume });
      current = words;
      queueMicrotask(() => words.onstart?.());
    },
    cancel() {
      fake.cancels++;
      const words = current;
      current = null;
      queueMicrotask(() => words?.onerror?.({ error: "canceled" }));
    },
    resume() {},
  };
  class Utterance {
    constructor(readonly text: string) {}
  }
  class Ear {
    lang = "";
    onstart: (() => void) | null = null;
    onresult: ((event: { results: unknown[] }) => void) | null = null;
    onerror: ((event: { error: string }) => void) | null = null;
    onend: (() => void) | null = null;
    constructor() {
      fake.ears.push(this);
    }
    start() {
      queueMicrotask(() => this.onstart?.());
    }
    stop() {
      queueMicrotask(() => this.onend?.());
    }
    abort() {
      queueMicrotask(() => this.onend?.());
    }
  }
  const put = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true });
  put("fake", fake);
  put("speechSynthesis", synthesis);
  put("SpeechSynthesisUtterance", Utterance);
  put("SpeechRecognition", undefined);
  put("webkitSpeechRecognition", Ear);
}
