/** What is read aloud, one piece at a time. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  MAX_REPLIES,
  MAX_WAITING,
  openQueue,
  PATIENCE_MS,
  phaseOf,
  type Piece,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  stepQueue,
} from "@/lib/speech/queue.ts";

const piece = (key: string, text: string): Piece => ({
  key,
  text,
  lang: "ko-KR",
  name: "Yuna",
  pitch: 1,
  rate: 1,
  loudness: 1,
});

/** A queue with a clock, and what it asked for: `+text` to speak, `~text` in another voice, `x` to be silent. */
class Bench {
  state: QueueState = openQueue();
  nowMs = 0;
  asked: string[] = [];

  do(event: QueueEvent): this {
    const { state, effects } = stepQueue(this.state, event, this.nowMs);
    this.state = state;
    this.asked.push(...effects.map(show));
    return this;
  }
  say(key: string, ...texts: string[]): this {
    return this.do({ type: "say", pieces: texts.map((text) => piece(key, text)) });
  }
  get id(): number {
    return this.state.current?.id ?? -1;
  }
  began(): this {
    return this.do({ type: "began", id: this.id });
  }
  ended(): this {
    return this.do({ type: "ended", id: this.id });
  }
  failed(code: string): this {
    return this.do({ type: "failed", id: this.id, code });
  }
  wait(ms: number): this {
    this.nowMs += ms;
    return this.do({ type: "tick" });
  }
  /** What was asked for since the last look. */
  look(): string {
    return this.asked.splice(0).join(" ");
  }
}

function show(effect: QueueEffect): string {
  if (effect.type === "cancel") return "x";
  return `${effect.plain ? "~" : "+"}${effect.text}`;
}

Deno.test("pieces are said one after the other, each once the last has ended", () => {
  const bench = new Bench().say("a", "하나", "둘");
  assert.equal(bench.look(), "+하나");
  assert.equal(phaseOf(bench.state), "speaking");
  assert.equal(bench.began().look(), "");
  assert.equal(bench.ended().look(), "+둘");
  assert.equal(phaseOf(bench.ended().state), "idle");
  assert.equal(bench.say("a", "셋").look(), "+셋");
});

Deno.test("what is told of an attempt that was given up changes nothing", () => {
  const bench = new Bench().say("a", "하나", "둘").began();
  const old = bench.id;
  bench.ended().look();
  for (const type of ["began", "ended"] as const) bench.do({ type, id: old });
  bench.do({ type: "failed", id: old, code: "canceled" });
  assert.equal(bench.look(), "");
  assert.equal(bench.state.current?.piece.text, "둘");
});

Deno.test("[SQ1] replies that grow at the same time do not mix", () => {
  const bench = new Bench().do({ type: "open", key: "a" }).do({ type: "open", key: "b" });
  bench.say("a", "a1").say("b", "b1").began();
  assert.equal(bench.look(), "+a1");
  assert.equal(bench.ended().look(), "", "a may go on");
  assert.equal(bench.say("a", "a2").look(), "+a2");
  bench.ended();
  assert.equal(bench.do({ type: "close", key: "a" }).look(), "+b1");
});

Deno.test("[SQ1] a reply that thinks for long gives the floor up", () => {
  const bench = new Bench().do({ type: "open", key: "a" }).say("a", "a1").say("b", "b1");
  bench.began().ended().look();
  assert.equal(bench.wait(PATIENCE_MS - 1).look(), "");
  assert.equal(bench.wait(1).look(), "+b1");
});

Deno.test("[SQ2] a pause goes on at its word", () => {
  const bench = new Bench().say("a", "하나 둘 셋", "끝").began();
  bench.do({ type: "boundary", id: bench.id, charIndex: 3 });
  bench.look();
  assert.equal(bench.do({ type: "pause" }).look(), "x");
  assert.equal(phaseOf(bench.state), "paused");
  assert.equal(bench.do({ type: "pause" }).say("a", "더").wait(60_000).look(), "");
  assert.equal(bench.do({ type: "resume" }).look(), "+둘 셋");
  bench.began().do({ type: "boundary", id: bench.id, charIndex: 2 }).do({ type: "pause" });
  bench.look();
  assert.equal(bench.do({ type: "resume" }).look(), "+셋", "its words are counted from the whole");
  assert.equal(bench.began().ended().look(), "+끝");
});

Deno.test("[SQ2] what was skipped while it was paused does not shorten the next", () => {
  const bench = new Bench().say("a", "하나 둘 셋").say("b", "다른 이야기").began();
  bench.do({ type: "boundary", id: bench.id, charIndex: 3 }).do({ type: "pause" });
  bench.look();
  bench.do({ type: "skip" }).do({ type: "resume" });
  assert.equal(bench.look(), "+다른 이야기");
});

Deno.test("[SQ3] a voice that falls silent in the middle is given up, and the next piece begins", () => {
  const bench = new Bench().say("a", "가".repeat(20), "둘").began();
  bench.look();
  assert.equal(bench.wait(4_000).look(), "", "as long as its words take");
  assert.equal(bench.wait(60_000).look(), "x +둘");
});

Deno.test("[SQ3] a voice that never begins is tried once more as the machine's own", () => {
  const bench = new Bench().say("a", "하나", "둘");
  bench.look();
  assert.equal(bench.wait(7_000).look(), "x ~하나");
  assert.equal(bench.wait(7_000).look(), "x +둘");
});

Deno.test("[SQ4] three pieces in a row that fail end the reading, and it can begin again", () => {
  const bench = new Bench().say("a", "1", "2", "3", "4");
  for (let n = 0; n < 6; n++) bench.failed("synthesis-failed");
  assert.equal(bench.look(), "+1 ~1 +2 ~2 +3 ~3");
  assert.equal(bench.state.trouble, "failed");
  assert.equal(phaseOf(bench.state), "idle");
  bench.do({ type: "resume" });
  assert.equal(bench.state.trouble, null);
  assert.equal(bench.say("b", "5").look(), "+5");
});

Deno.test("[SQ4] a piece that is said forgets those that failed", () => {
  const bench = new Bench().say("a", "1", "2", "3", "4");
  for (let n = 0; n < 4; n++) bench.failed("network");
  bench.began().ended();
  assert.equal(bench.state.failures, 0);
  assert.equal(bench.state.current?.piece.text, "4");
});

Deno.test("a voice that somebody else silenced does not count as failed", () => {
  const bench = new Bench().say("a", "1", "2").began();
  bench.look();
  assert.equal(bench.failed("interrupted").look(), "+2");
  assert.equal(bench.state.failures, 0);
});

Deno.test("[SQ5] where the browser waits for a gesture, the piece waits too", () => {
  const bench = new Bench().say("a", "하나");
  bench.look();
  assert.equal(bench.failed("not-allowed").look(), "");
  assert.equal(bench.state.trouble, "gesture");
  assert.equal(bench.do({ type: "resume" }).look(), "+하나");
  assert.equal(bench.state.trouble, null);
});

Deno.test("[SQ6] of many replies that wait, the earliest go", () => {
  const bench = new Bench().say("now", "지금");
  for (let n = 0; n < 10; n++) bench.say(`r${n}`, String(n));
  const keys = bench.state.waiting.map(({ key }) => key);
  assert.deepEqual(keys, ["r6", "r7", "r8", "r9"]);
  assert.equal(keys.length, MAX_REPLIES);
  bench.say("r9", ...Array.from({ length: 200 }, () => "가"));
  assert.equal(bench.state.waiting.length, MAX_WAITING);
});

Deno.test("skip ends one reply; drop ends all", () => {
  const bench = new Bench().say("a", "a1", "a2").say("b", "b1", "b2").began();
  bench.look();
  assert.equal(bench.do({ type: "skip" }).look(), "x +b1");
  assert.equal(bench.do({ type: "drop", key: "b" }).look(), "x");
  bench.say("c", "c1", "c2");
  bench.look();
  assert.equal(bench.do({ type: "drop" }).look(), "x");
  assert.equal(phaseOf(bench.state), "idle");
  assert.equal(bench.do({ type: "skip" }).do({ type: "drop" }).look(), "");
});

Deno.test("a queue is never stuck, whatever happens in which order", () => {
  const key = fc.constantFrom("a", "b");
  const id = fc.integer({ min: -1, max: 12 });
  const event: fc.Arbitrary<QueueEvent> = fc.oneof(
    key.map((key): QueueEvent => ({ type: "say", pieces: [piece(key, "하나 둘")] })),
    fc.record({ type: fc.constantFrom("open" as const, "close" as const), key }),
    key.map((key): QueueEvent => ({ type: "drop", key })),
    fc.constantFrom<QueueEvent>({ type: "skip" }, { type: "pause" }, { type: "resume" }, {
      type: "drop",
    }),
    fc.record({ type: fc.constantFrom("began" as const, "ended" as const), id }),
    fc.record({ type: fc.constant("boundary" as const), id, charIndex: fc.integer() }),
    fc.record({
      type: fc.constant("failed" as const),
      id,
      code: fc.constantFrom("not-allowed", "canceled", "network"),
    }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const bench = new Bench();
      for (const one of events) bench.do(one).nowMs += 100;
      bench.do({ type: "resume" });
      for (let n = 0; n < 200 && phaseOf(bench.state) !== "idle"; n++) bench.wait(10_000);
      assert.equal(phaseOf(bench.state), "idle");
    }),
    { seed: 8, numRuns: 500 },
  );
});
