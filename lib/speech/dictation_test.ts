/** Writing down what somebody says, by recognizers that behave as those of browsers do. */
import assert from "node:assert/strict";
import { Clock } from "@/lib/speech/clock_for_tests.ts";
import { Dictation, HOLD_MS, type Recognition } from "@/lib/speech/dictation.ts";
import { Ear, heardAs } from "@/lib/speech/ear_for_tests.ts";
import { type HeardResult, joinWords, placeWords, readResults } from "@/lib/speech/heard.ts";

function bench(open?: () => Recognition | null) {
  const clock = new Clock();
  const ears: Ear[] = [];
  const dictation = new Dictation({
    open: open ?? (() => {
      const ear = new Ear();
      ears.push(ear);
      return ear;
    }),
    now: () => clock.nowMs,
    after: clock.after,
  });
  const ear = () => ears.at(-1)!;
  const words = () => joinWords(dictation.heard.value.settled, dictation.heard.value.interim);
  const kind = () => dictation.state.value.kind;
  const why = () => dictation.state.value.kind === "failed" ? dictation.state.value.why : null;
  return { clock, ears, ear, dictation, words, kind, why };
}

Deno.test("it listens in the wanted language, and shows words while they are still changing", () => {
  const { dictation, ear, words, kind } = bench();
  dictation.start("ko-KR");
  assert.equal(kind(), "starting");
  assert.deepEqual([ear().lang, ear().continuous, ear().interimResults], ["ko-KR", true, true]);
  ear().onstart?.();
  assert.equal(kind(), "listening");
  ear().hear(["안녕", false]);
  assert.equal(words(), "안녕");
  ear().hear(["안녕하세요", true], ["반가", false]);
  assert.equal(words(), "안녕하세요 반가");
});

Deno.test("[SD2] a recognizer that ends by itself is begun again, and goes on after what it heard", () => {
  const { dictation, clock, ear, ears, words, kind } = bench();
  dictation.start("ko-KR");
  ear().hear(["하나", true]);
  clock.tick(60_000);
  ear().end();
  assert.equal(kind() === "off", false);
  clock.tick(200);
  assert.equal(ears.length, 2);
  ear().hear(["둘", true]);
  assert.equal(words(), "하나 둘");
});

Deno.test("[SD2] words that never became final are kept when it ends", () => {
  const { dictation, ear, words } = bench();
  dictation.start("ko-KR");
  ear().hear(["거의 다", false]);
  ear().end();
  assert.equal(words(), "거의 다");
});

Deno.test("[SD2] who says nothing is not listened to for ever", () => {
  const { dictation, clock, ear, why } = bench();
  dictation.start("ko-KR");
  clock.tick(8_000);
  ear().end("no-speech");
  clock.tick(200);
  assert.equal(why(), null);
  clock.tick(8_000);
  ear().end("no-speech");
  assert.equal(why(), "no_speech");
  assert.equal(clock.waiting, 0);
});

Deno.test("[SD2] one that ends at once is tried three times", () => {
  const { dictation, clock, ear, ears, why } = bench();
  dictation.start("ko-KR");
  for (let n = 0; n < 3; n++) {
    ear().end();
    clock.tick(200);
  }
  assert.equal(why(), "failed");
  assert.equal(ears.length, 3);
});

for (
  const [error, why] of [
    ["not-allowed", "denied"],
    ["service-not-allowed", "denied"],
    ["audio-capture", "no_microphone"],
    ["network", "network"],
    ["language-not-supported", "language"],
    ["something new", "failed"],
  ] as const
) {
  Deno.test(`an error "${error}" ends it, and is told as ${why}`, () => {
    const one = bench();
    one.dictation.start("ko-KR");
    one.ear().end(error);
    assert.equal(one.why(), why);
    one.dictation.start("ko-KR");
    assert.equal(one.kind(), "starting", "and it can be tried again");
  });
}

Deno.test("no recognizer, and one that cannot begin, are told of", () => {
  const none = bench(() => null);
  none.dictation.start("ko-KR");
  assert.equal(none.why(), "unsupported");
  const held = bench(() => {
    const ear = new Ear();
    ear.start = () => {
      throw new DOMException("already started", "InvalidStateError");
    };
    return ear;
  });
  held.dictation.start("ko-KR");
  assert.equal(held.why(), "failed");
});

Deno.test("[SD3] the last words still come after a stop, and nothing after an abort", () => {
  const one = bench();
  one.dictation.start("ko-KR");
  one.dictation.stop();
  assert.equal(one.kind(), "ending");
  one.ear().hear(["마지막", true]);
  one.ear().end();
  assert.deepEqual([one.kind(), one.words()], ["off", "마지막"]);

  const two = bench();
  two.dictation.start("ko-KR");
  const { onresult } = two.ear();
  two.dictation.abort();
  onresult?.({ results: [heardAs(["늦은 말", true])] });
  assert.deepEqual([two.kind(), two.words(), two.ear().calls.at(-1)], ["off", "", "abort"]);
});

Deno.test("[SD3] a recognizer that never says that it ended is let go", () => {
  const { dictation, clock, ear, kind, words } = bench();
  dictation.start("ko-KR");
  ear().hear(["말", false]);
  dictation.stop();
  clock.tick(3_000);
  assert.deepEqual([kind(), words(), ear().calls.at(-1)], ["off", "말", "abort"]);
});

Deno.test("a stop between two sessions ends it, and no third begins", () => {
  const { dictation, clock, ear, ears, kind } = bench();
  dictation.start("ko-KR");
  ear().hear(["하나", true]);
  ear().end();
  dictation.stop();
  clock.tick(10_000);
  assert.deepEqual([kind(), ears.length], ["off", 1]);
});

Deno.test("a tap turns it on and off; what is held ends when it is let go", () => {
  const { dictation, clock, ear, kind } = bench();
  dictation.press("ko-KR");
  clock.tick(HOLD_MS - 1);
  dictation.release();
  assert.equal(kind(), "starting");
  dictation.press("ko-KR");
  dictation.release();
  assert.equal(kind(), "ending");
  ear().end();
  dictation.press("ko-KR");
  clock.tick(HOLD_MS);
  dictation.release();
  assert.equal(kind(), "ending");
  ear().end();
  dictation.release();
  assert.equal(kind(), "off");
});

for (
  const [name, results, settled, interim] of [
    ["one after the other", [["하나", true], ["둘", true], ["세", false]], "하나 둘", "세"],
    ["each with all before it, as on Android", [["하나", true], ["하나 둘", true]], "하나 둘", ""],
    ["with empty ones between", [["", true], ["하나", true], [" ", false]], "하나", ""],
    [
      "changing ones with what is final in them",
      [["하나", true], ["하나 두", false]],
      "하나",
      "두",
    ],
    ["none", [], "", ""],
  ] as const
) {
  Deno.test(`readResults() reads results ${name}`, () => {
    const list = results.map(([text, isFinal]) => heardAs([text, isFinal]));
    assert.deepEqual(readResults(list), { settled, interim });
  });
}

Deno.test("readResults() survives results that are none", () => {
  const empty: HeardResult = { isFinal: true, length: 0 } as unknown as HeardResult;
  assert.deepEqual(readResults({ length: 2, 0: empty }), { settled: "", interim: "" });
});

Deno.test("placeWords() puts words where the caret was, and no more than there is room", () => {
  assert.deepEqual(placeWords({ before: "그래서", after: "" }, "왔어요", 100), {
    text: "그래서 왔어요",
    caret: 7,
  });
  assert.deepEqual(placeWords({ before: "", after: "." }, "네", 100), { text: "네.", caret: 1 });
  assert.deepEqual(placeWords({ before: "a", after: "b" }, "", 100), { text: "ab", caret: 1 });
  const { text } = placeWords({ before: "a".repeat(90), after: "b" }, "c".repeat(50), 100);
  assert.ok(text.length <= 100 && text.endsWith("b"));
  const full = "a".repeat(100);
  assert.equal(placeWords({ before: full, after: "" }, "c", 100).text, full);
});
