/** Makes a call with a character of what a browser has: its voices, its ears, its network. Browser-safe. */
import { type CalledCharacter, CharacterCall } from "@/lib/calls/character/call.ts";
import { Hearing } from "@/lib/calls/character/hearing.ts";
import { createCharacterLine } from "@/lib/calls/character/line.ts";
import { createSilentVoice, createVoiceSwitch } from "@/lib/calls/character/silent_voice.ts";
import { openRecognition, openSynthesis } from "@/lib/speech/browser.ts";
import { effect, type ReadonlySignal } from "@preact/signals";

export interface OpenedCharacterCall {
  call: CharacterCall;
  hearing: Hearing;
}

export interface BrowserCallOptions {
  character: CalledCharacter;
  conversationId: string | null;
  /** BCP 47, what is listened for. */
  listenLang: string;
  aloud: ReadonlySignal<boolean>;
  volume: ReadonlySignal<number>;
  camera(): boolean;
  onSaid(text: string): void;
  onHeard(text: string): void;
}

/** Voices come a moment after the page in most browsers. Milliseconds. */
const VOICES_WAIT_MS = 1_200;
const ID_LENGTH = 20;

export function openCharacterCall(options: BrowserCallOptions): OpenedCharacterCall {
  const { character, conversationId, aloud, volume, camera, onSaid, onHeard } = options;
  const spoken = openSynthesis();
  const call: CharacterCall = new CharacterCall({
    character,
    conversationId,
    line: createCharacterLine({
      characterId: character.id,
      fetch: (path, init) => fetch(path, init),
      wait,
      onTrouble: (on) => call.away(on),
    }),
    synthesis: createVoiceSwitch({
      spoken,
      silent: createSilentVoice(callLater),
      // A voice that could say nothing is not asked again.
      aloud: () => aloud.peek() && call.speaker.trouble.peek() !== "failed",
    }),
    voicesReady: () => voicesOf(spoken),
    newId,
    now: () => performance.now(),
    after: callLater,
    random: Math.random,
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
    camera,
  });
  const stop = effect(() => void (call.speaker.volume.value = volume.value));
  const hearing = new Hearing({
    open: openRecognition,
    lang: () => options.listenLang,
    spokenLately: () => call.spokenLately(),
    onSaid,
    onHeard,
    onSpeaks: () => call.hush(),
    now: () => performance.now(),
    after: callLater,
  });
  const listening = effect(() => void (call.hears.value = hearing.speaking.value));
  const dispose = call.dispose.bind(call);
  return {
    hearing,
    call: Object.assign(call, {
      dispose() {
        stop();
        listening();
        hearing.dispose();
        dispose();
      },
    }),
  };
}

async function voicesOf(spoken: ReturnType<typeof openSynthesis>): Promise<void> {
  if (!spoken || spoken.voices().length > 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = spoken.onVoices(resolve);
  const giveUp = callLater(VOICES_WAIT_MS, resolve);
  await promise;
  giveUp();
  stop();
}

/** A name that the server takes; see `lib/id.ts`. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join("");
}

function callLater(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
  return promise;
}
