/** Reading aloud by voices that behave as those of browsers do. */
import assert from "node:assert/strict";
import { createMouth, followSpeaker } from "@/lib/speech/mouth.ts";
import type { Piece } from "@/lib/speech/queue.ts";
import { Speaker, type SpokenEvent, type VoiceHandlers, type Words } from "@/lib/speech/speaker.ts";
import type { MachineVoice } from "@/lib/speech/voice.ts";
import { Clock } from "@/lib/speech/clock_for_tests.ts";

const voice = (name: string, lang: string): MachineVoice => ({
  voiceURI: `urn:${name}`,
  name,
  lang,
  localService: true,
  default: false,
});
const YUNA = voice("Yuna", "ko-KR");
const SUN = voice("SunHi", "ko-KR");

const piece = (text: string, rest: Partial<Piece> = {}): Piece => ({
  key: "a",
  text,
  lang: "ko",
  name: null,
  pitch: 1,
  rate: 1,
  loudness: 1,
  ...rest,
});

class Bench {
  readonly clock = new Clock();
  readonly said: Words[] = [];
  readonly events: string[] = [];
  cancels = 0;
  /** Of what was said last. */
  handlers: VoiceHandlers | null = null;
  #arrive: (() => void) | null = null;
  readonly speaker: Speaker;

  #open(): Speaker {
    return new Speaker({
      synthesis: {
        voices: () => this.voices,
        onVoices: (listener) => {
          this.#arrive = listener;
          return () => void (this.#arrive = null);
        },
        speak: (words, handlers) => {
          this.said.push(words);
          this.handlers = handlers;
        },
        cancel: () => void this.cancels++,
      },
      now: () => this.clock.nowMs,
      after: this.clock.after,
    });
  }

  constructor(public voices: MachineVoice[] = [YUNA, SUN]) {
    this.speaker = this.#open();
    this.speaker.on((event: SpokenEvent) => {
      this.events.push(event.type === "boundary" ? `@${event.charIndex}` : event.type);
    });
  }
  arrive(...voices: MachineVoice[]): void {
    this.voices = voices;
    this.#arrive?.();
  }
  get listens(): boolean {
    return this.#arrive !== null;
  }
  texts(): string[] {
    return this.said.map(({ text }) => text);
  }
}

Deno.test("a piece is said in the voice that fits, as loud as both want it", () => {
  const bench = new Bench();
  bench.speaker.volume.value = 0.5;
  bench.speaker.say([piece("안녕", { name: "sunhi", pitch: 1.2, rate: 0.8, loudness: 0.5 })]);
  assert.deepEqual(bench.said, [{
    text: "안녕",
    lang: "ko-KR",
    voice: SUN,
    pitch: 1.2,
    rate: 0.8,
    volume: 0.25,
  }]);
  assert.equal(bench.speaker.saying.value, "a");
});

Deno.test("the listener's own voice comes before the character's, in its language", () => {
  const bench = new Bench();
  bench.speaker.voiceUri.value = YUNA.voiceURI;
  bench.speaker.say([piece("안녕", { name: "SunHi" }), piece("Hello", { lang: "en" })]);
  bench.handlers?.onEnded();
  assert.deepEqual(bench.said.map(({ voice }) => voice), [YUNA, null]);
  assert.equal(bench.said[1]?.lang, "en-US");
});

Deno.test("voices that come late are found by their event", () => {
  const bench = new Bench([]);
  const { voices } = bench.speaker;
  assert.equal(voices.value, null, "nobody knows yet");
  bench.arrive(YUNA);
  assert.deepEqual(voices.value, [YUNA]);
  bench.arrive();
  assert.deepEqual(voices.value, [YUNA], "none for a moment is not none");
});

Deno.test("voices that come late are found without an event, and none are none after a while", () => {
  const late = new Bench([]);
  late.voices = [SUN];
  late.clock.tick(250);
  assert.deepEqual(late.speaker.voices.value, [SUN]);
  const never = new Bench([]);
  never.clock.tick(2_900);
  assert.equal(never.speaker.voices.value, null);
  never.clock.tick(200);
  assert.deepEqual(never.speaker.voices.value, []);
  assert.equal(never.clock.waiting, 0);
  never.arrive(YUNA);
  assert.deepEqual(never.speaker.voices.value, [YUNA], "better late than never");
});

Deno.test("what is said right after a cancel waits for a breath", () => {
  const bench = new Bench();
  bench.speaker.say([piece("하나"), piece("둘", { key: "b" })]);
  bench.handlers?.onBegan();
  bench.speaker.skip();
  assert.equal(bench.cancels, 1);
  assert.deepEqual(bench.texts(), ["하나"]);
  bench.clock.tick(60);
  assert.deepEqual(bench.texts(), ["하나", "둘"]);
});

Deno.test("what was to be said after a breath is not said any more when it is dropped", () => {
  const bench = new Bench();
  bench.speaker.say([piece("하나"), piece("둘", { key: "b" })]);
  bench.speaker.skip();
  bench.speaker.drop();
  bench.clock.tick(10_000);
  assert.deepEqual(bench.texts(), ["하나"]);
  assert.equal(bench.speaker.phase.value, "idle");
});

Deno.test("a voice that dies in the middle is noticed without any event", () => {
  const bench = new Bench();
  bench.speaker.say([piece("하나"), piece("둘")]);
  bench.handlers?.onBegan();
  bench.clock.tick(8_000);
  assert.deepEqual(bench.texts(), ["하나", "둘"]);
  assert.equal(bench.cancels, 1);
});

Deno.test("a pause goes on at its word, and places stay those of the whole", () => {
  const bench = new Bench();
  bench.speaker.say([piece("하나 둘 셋")]);
  bench.handlers?.onBegan();
  bench.handlers?.onBoundary(3);
  bench.speaker.pause();
  bench.clock.tick(5_000);
  assert.equal(bench.speaker.phase.value, "paused");
  bench.speaker.resume();
  assert.deepEqual(bench.texts(), ["하나 둘 셋", "둘 셋"]);
  bench.handlers?.onBegan();
  bench.handlers?.onBoundary(2);
  bench.handlers?.onEnded();
  assert.deepEqual(bench.events, ["began", "@3", "silent", "began", "@5", "silent"]);
});

Deno.test("late words of a voice that was given up are not believed", () => {
  const bench = new Bench();
  bench.speaker.say([piece("하나"), piece("둘", { key: "b" })]);
  const old = bench.handlers;
  bench.speaker.skip();
  bench.clock.tick(60);
  old?.onFailed("canceled");
  old?.onEnded();
  old?.onBegan();
  old?.onBoundary(1);
  assert.deepEqual(bench.events, []);
  assert.equal(bench.speaker.saying.value, "b");
});

Deno.test("a mouth follows the voice, from where it goes on, and falls shut with it", () => {
  const bench = new Bench();
  const mouth = createMouth();
  const stop = followSpeaker(mouth, bench.speaker);
  bench.speaker.say([piece("아아 아아")]);
  bench.handlers?.onBegan();
  bench.clock.tick(100);
  assert.ok(mouth.sample(bench.clock.nowMs).jawOpen > 0.3);
  bench.handlers?.onEnded();
  bench.clock.tick(200);
  assert.equal(mouth.sample(bench.clock.nowMs).jawOpen, 0);
  stop();
  bench.speaker.say([piece("아")]);
  bench.handlers?.onBegan();
  bench.clock.tick(100);
  assert.equal(mouth.sample(bench.clock.nowMs).jawOpen, 0);
});

Deno.test("a speaker that is disposed is silent, and leaves nothing behind", () => {
  const bench = new Bench();
  bench.speaker.say([piece("하나"), piece("둘")]);
  bench.handlers?.onBegan();
  bench.speaker.dispose();
  assert.ok(bench.cancels > 0);
  bench.handlers?.onEnded();
  bench.speaker.say([piece("셋")]);
  bench.clock.tick(60_000);
  assert.deepEqual(bench.texts(), ["하나"]);
  assert.equal(bench.listens, false);
  assert.equal(bench.clock.waiting, 0);
});
