/** Replies that grow, read aloud as they do; and what a listener chose. */
import assert from "node:assert/strict";
import type { Piece } from "@/lib/speech/queue.ts";
import { createReading, type Manner } from "@/lib/speech/reading.ts";
import { DEFAULT_SPEECH, readSpeechSettings, writeSpeechSettings } from "@/lib/speech/settings.ts";

const MANNER: Manner = { voice: null, lang: "ko", asides: "soft" };
const VOICE = { lang: "ko-KR", name: "Yuna", pitch: 1.2, rate: 0.9 };

function bench() {
  const log: string[] = [];
  const pieces: Piece[] = [];
  const reading = createReading({
    say: (fresh) => {
      pieces.push(...fresh);
      log.push(...fresh.map(({ text }) => text));
    },
    open: (key) => void log.push(`(${key}`),
    close: (key) => void log.push(`${key})`),
    drop: (key) => void log.push(`x${key}`),
  });
  return { reading, pieces, look: () => log.splice(0).join("|") };
}

Deno.test("a reply is read sentence by sentence while it grows, and the rest once it is whole", () => {
  const { reading, look } = bench();
  const take = (text: string, whole = false) => reading.take("a", { text, whole }, MANNER);
  take("안녕하");
  assert.equal(look(), "(a");
  take("안녕하세요. 오늘은");
  assert.equal(look(), "안녕하세요.");
  take("안녕하세요. 오늘은");
  assert.equal(look(), "", "nothing is new");
  take("안녕하세요. 오늘은 맑아요", true);
  assert.equal(look(), "오늘은 맑아요|a)");
  take("안녕하세요. 오늘은 맑아요. 더요.", true);
  assert.equal(look(), "", "what is whole is done");
});

Deno.test("a whole reply that differs from how it grew is not said twice", () => {
  const { reading, look } = bench();
  reading.take("a", { text: "하나예요. 둘이에", whole: false }, MANNER);
  look();
  reading.take("a", { text: "하나예요. 셋이에요.", whole: true }, MANNER);
  assert.equal(look(), "셋이에요.|a)");
});

Deno.test("a sentence that really comes twice is said twice", () => {
  const { reading, look } = bench();
  reading.take("a", { text: "네. 네. 네.", whole: true }, MANNER);
  assert.equal(look(), "(a|네.|네.|네.|a)");
});

Deno.test("a reply that begins anew is dropped and said anew", () => {
  const { reading, look } = bench();
  reading.take("a", { text: "하나예요. 둘", whole: false }, MANNER);
  reading.take("a", { text: null, whole: false }, MANNER);
  reading.take("a", { text: "하나예요. 둘", whole: false }, MANNER);
  assert.equal(look(), "(a|하나예요.|xa|(a|하나예요.");
  reading.take("b", { text: null, whole: true }, MANNER);
  assert.equal(look(), "", "nothing of a reply that never was");
});

Deno.test("a voice speaks its own language; words of another are said by another voice", () => {
  const { reading, pieces } = bench();
  const text = "안녕하세요. Good evening, dear friend. *웃는다.*";
  reading.take("a", { text, whole: true }, { ...MANNER, voice: VOICE });
  const [own, foreign, aside] = pieces;
  assert.deepEqual([own?.lang, own?.name, own?.rate], ["ko-KR", "Yuna", 0.9]);
  assert.deepEqual([foreign?.lang, foreign?.name], ["en", null]);
  assert.ok(aside!.loudness < 1 && aside!.pitch < 1.2);
});

Deno.test("what was chosen is kept, and what is unreadable is as it comes", () => {
  const kept = new Map<string, string>();
  const drawer = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const chosen = {
    ...DEFAULT_SPEECH,
    aloud: true,
    volume: 0.3,
    voice: "urn:a",
    asides: "skip" as const,
    silent: ["a"],
    dictation: "en-US",
  };
  writeSpeechSettings(() => drawer, chosen);
  assert.deepEqual(readSpeechSettings(() => drawer), chosen);
  const key = [...kept.keys()][0]!;
  const wrong = { aloud: 1, volume: 7, voice: 3, asides: "?", silent: "a", dictation: {} };
  for (const text of ["", "null", "[]", "{", "3", JSON.stringify(wrong)]) {
    kept.set(key, text);
    assert.deepEqual(readSpeechSettings(() => drawer), DEFAULT_SPEECH, text);
  }
  const locked = () => {
    throw new DOMException("denied", "SecurityError");
  };
  assert.deepEqual(readSpeechSettings(locked), DEFAULT_SPEECH);
  writeSpeechSettings(locked, chosen);
});
