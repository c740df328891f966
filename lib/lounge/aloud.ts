/**
 * Replies of a room's characters, read aloud while they are written. Ties the session to the speaker, and to what the
 * listener chose. Browser-safe.
 *
 * - [AL1] Off until somebody turns it on; then only what comes from that moment on is read.
 * - [AL2] Who leaves, turns it off or closes the page hears nothing more.
 * - [AL3] A character's own voice is asked for once, when it first has something to say; without an answer it speaks as
 *   voices come.
 */
import { createModel, effect, signal } from "@preact/signals";
import type { RoomEffect } from "@/lib/lounge/step.ts";
import { readBody } from "@/lib/lounge/room.ts";
import type { Session } from "@/lib/lounge/session.ts";
import { listening } from "@/lib/speech/microphone.ts";
import { createReading } from "@/lib/speech/reading.ts";
import {
  type OpenDrawer,
  readSpeechSettings,
  type SpeechSettings,
  writeSpeechSettings,
} from "@/lib/speech/settings.ts";
import { Speaker, type Synthesis } from "@/lib/speech/speaker.ts";
import { PLAIN_VOICE, readLang, type SpokenVoice, toStep } from "@/lib/speech/voice.ts";

/** How a character speaks. */
export interface CharacterSound {
  voice: SpokenVoice | null;
  lang: string;
}

export interface AloudDeps {
  session: Session;
  synthesis: Synthesis;
  /** The page's language, for characters of whom nothing is known. */
  locale: string;
  drawer: OpenDrawer;
  /** What the server tells of a character; rejects where it tells nothing. */
  fetchCharacter(id: string): Promise<unknown>;
  now(): number;
  after(ms: number, call: () => void): () => void;
}

/** Replies of which it is remembered who says them. */
const MAX_REPLIES = 50;

type Speech = Extract<RoomEffect, { type: "speech" }>;

export const Aloud = createModel((deps: AloudDeps) => {
  const { session, synthesis, now, after } = deps;
  const speaker = new Speaker({ synthesis, now, after });
  const reading = createReading(speaker);
  const settings = signal<SpeechSettings>(readSpeechSettings(deps.drawer));
  const sounds = new Map<string, CharacterSound>();
  /** What characters began to say of whose voices nothing is known yet, by reply. */
  const asking = new Map<string, Map<string, Speech>>();
  const speakers = new Map<string, string>();
  let hushed = false;

  function take({ body, text, key }: Speech): void {
    const who = readBody(body);
    if (who.kind !== "resident" || !settings.value.aloud) return;
    const { characterId } = who;
    if (settings.value.silent.includes(characterId)) return;
    const sound = sounds.get(characterId);
    if (!sound) return void ask(characterId, { type: "speech", body, text, key });
    speakers.set(key, characterId);
    if (speakers.size > MAX_REPLIES) speakers.delete(speakers.keys().next().value!);
    const line = lineOf(key);
    const { asides } = settings.value;
    reading.take(key, { text, whole: line?.replying === false }, { ...sound, asides });
  }

  const lineOf = (key: string) => {
    const id = key.replace(/:reply$/, "");
    return session.lines.peek().findLast((line) => line.id === id);
  };

  /** [AL3] What is said meanwhile grows: it is taken as it is once the answer is there. */
  async function ask(id: string, speech: Speech): Promise<void> {
    const waiting = asking.get(id);
    if (waiting) return void waiting.set(speech.key, speech);
    const first = new Map([[speech.key, speech]]);
    asking.set(id, first);
    const sound = await deps.fetchCharacter(id).then(soundOf, () => null);
    sounds.set(id, sound ?? { voice: null, lang: deps.locale });
    asking.delete(id);
    for (const [key, one] of first) {
      const text = lineOf(key)?.reply;
      if (text) take({ ...one, text });
    }
  }

  const stops = [
    session.onEffects((effects) => {
      for (const one of effects) if (one.type === "speech") take(one);
    }),
    effect(() => {
      const { aloud, volume, voice } = settings.value;
      speaker.volume.value = volume;
      speaker.voiceUri.value = voice;
      // [AL2]
      if (!aloud || !session.me.value) speaker.drop();
    }),
    effect(() => {
      // Words that were taken away are not read on.
      const key = speaker.saying.value;
      if (key === null) return;
      const id = key.replace(/:reply$/, "");
      if (session.lines.value.find((line) => line.id === id)?.removed) reading.forget(key);
    }),
    effect(() => {
      // A microphone would write down what is read. Who paused it by hand finds it paused.
      const hush = listening.value && speaker.phase.peek() !== "paused";
      if (hush) speaker.pause();
      else if (hushed && !listening.value) speaker.resume();
      hushed = listening.value && (hushed || hush);
    }),
  ];

  return {
    speaker,
    settings,
    /** The character whose reply is being read. */
    speakingOf: (key: string | null) => key === null ? null : speakers.get(key) ?? null,
    set(change: Partial<SpeechSettings>): void {
      settings.value = { ...settings.value, ...change };
      writeSpeechSettings(deps.drawer, settings.value);
    },
    setSilent(characterId: string, on: boolean): void {
      const others = settings.value.silent.filter((id) => id !== characterId);
      this.set({ silent: on ? [...others, characterId] : others });
      if (!on) return;
      for (const [key, id] of speakers) if (id === characterId) reading.forget(key);
    },
    dispose(): void {
      for (const stop of stops) stop();
      speaker.dispose();
    },
  };
});
export type Aloud = InstanceType<typeof Aloud>;

/** What an answer about a character says of how it sounds; what is missing is as it comes. */
export function soundOf(answer: unknown): CharacterSound | null {
  const lang = field(answer, "lang");
  if (typeof lang !== "string") return null;
  const voice = field(answer, "voice");
  if (typeof voice !== "object" || voice === null) return { voice: null, lang };
  const [wished, name] = [field(voice, "lang"), field(voice, "name")];
  const step = (part: "pitch" | "rate") => {
    const value = field(voice, part);
    return typeof value === "number" ? toStep(value) : PLAIN_VOICE[part];
  };
  return {
    voice: {
      lang: typeof wished === "string" ? readLang(wished) : null,
      name: typeof name === "string" ? name : null,
      pitch: step("pitch"),
      rate: step("rate"),
    },
    lang,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
