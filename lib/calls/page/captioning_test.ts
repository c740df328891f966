import assert from "node:assert/strict";
import { Captioning } from "@/lib/calls/page/captioning.ts";
import { Clock } from "@/lib/speech/clock_for_tests.ts";
import { ReadyEar } from "@/lib/speech/ear_for_tests.ts";

function open({ supported = true } = {}) {
  const clock = new Clock();
  const ears: ReadyEar[] = [];
  const told: string[] = [];
  const captioning = new Captioning({
    supported,
    open: () => {
      const ear = new ReadyEar();
      ears.push(ear);
      return ear;
    },
    lang: "ko-KR",
    onCaption: (text, final) => told.push(final ? `${text}.` : text),
    now: () => clock.nowMs,
    after: clock.after,
  });
  return { captioning, clock, ears, told };
}

Deno.test("a caption grows until it is settled, and the next one begins anew", () => {
  const { captioning, ears, told } = open();
  assert.equal(captioning.state.value, "off");
  captioning.start();
  assert.equal(captioning.state.value, "on");
  assert.equal(ears[0]!.lang, "ko-KR");
  ears[0]!.hear(["good", false]);
  ears[0]!.hear(["good morning", true]);
  ears[0]!.hear(["good morning", true], ["how", false]);
  ears[0]!.hear(["good morning", true], ["how are you", true]);
  assert.deepEqual(told, ["good", "good morning.", "how", "how are you."]);
});

Deno.test("it goes on after recognizers that end by themselves, and after a long silence", () => {
  const { captioning, clock, ears, told } = open();
  captioning.start();
  ears[0]!.hear(["one", true]);
  ears[0]!.onend?.();
  clock.tick(1_000);
  ears[1]!.hear(["two", true]);
  for (let n = 1; n <= 4; n++) {
    clock.tick(8_000);
    ears.at(-1)!.end("no-speech");
    clock.tick(1_000);
    assert.equal(captioning.state.value, "on", `after silence ${n}`);
  }
  ears.at(-1)!.hear(["three", true]);
  assert.deepEqual(told, ["one.", "two.", "three."]);
});

Deno.test("what is refused is told, and can be tried again", () => {
  const { captioning, clock, ears, told } = open();
  captioning.start();
  ears[0]!.end("not-allowed");
  clock.tick(60_000);
  assert.equal(captioning.state.value, "failed");
  assert.equal(ears.length, 1);
  captioning.start();
  ears[1]!.hear(["now", true]);
  assert.deepEqual(told, ["now."]);
});

Deno.test("a recognizer that ends at once is not begun without end", () => {
  const { captioning, clock, ears } = open();
  captioning.start();
  for (let n = 0; n < 50; n++) {
    ears.at(-1)!.onend?.();
    clock.tick(200);
  }
  assert.equal(captioning.state.value, "failed");
  assert(ears.length < 6, `${ears.length} recognizers`);
});

Deno.test("after a stop nothing is told any more", () => {
  const { captioning, clock, ears, told } = open();
  captioning.start();
  const ear = ears[0]!;
  captioning.stop();
  ear.hear(["too late", true]);
  clock.tick(10_000);
  assert.deepEqual([told, ears.length, captioning.state.value], [[], 1, "off"]);
});

Deno.test("a browser without recognition says so, and is asked for nothing", () => {
  const { captioning, ears } = open({ supported: false });
  captioning.start();
  assert.deepEqual([captioning.state.value, ears.length], ["unsupported", 0]);
});
