import assert from "node:assert/strict";
import { isEcho, isMeant } from "@/lib/calls/character/echo.ts";
import { Hearing } from "@/lib/calls/character/hearing.ts";
import { Clock } from "@/lib/speech/clock_for_tests.ts";
import { ReadyEar } from "@/lib/speech/ear_for_tests.ts";

function listen({ has = true } = {}) {
  const clock = new Clock();
  const told: string[] = [];
  const world = { spoken: "", ear: new ReadyEar() };
  const hearing = new Hearing({
    open: () => has ? (world.ear = new ReadyEar()) : null,
    lang: () => "ko-KR",
    spokenLately: () => world.spoken,
    onSaid: (text) => told.push(`said ${text}`),
    onHeard: () => {},
    onSpeaks: () => void (told.at(-1) !== "hush" && told.push("hush")),
    now: () => clock.nowMs,
    after: clock.after,
  });
  return { hearing, told, world, clock };
}

Deno.test("an open microphone takes each thing once a pause follows it", () => {
  const { hearing, told, world, clock } = listen();
  hearing.toggle();
  assert.equal(world.ear.lang, "ko-KR");
  world.ear.hear(["good", false]);
  clock.tick(3_000);
  assert.deepEqual(told, ["hush"]);
  world.ear.hear(["good morning", true]);
  clock.tick(400);
  world.ear.hear(["good morning", true], ["to you", true]);
  clock.tick(400);
  assert.deepEqual(told, ["hush"]);
  clock.tick(400);
  world.ear.hear(["good morning", true], ["to you", true], ["again", true]);
  clock.tick(800);
  assert.deepEqual(told, ["hush", "said good morning to you", "hush", "said again"]);
  assert.equal(hearing.mode.value, "open");
});

Deno.test("a button that is held takes it all when it is let go, and hushes at once", () => {
  const { hearing, told, world, clock } = listen();
  hearing.press();
  assert.deepEqual(told, ["hush"]);
  clock.tick(1_000);
  world.ear.hear(["one", true], ["two", false]);
  clock.tick(2_000);
  assert.deepEqual(told, ["hush"]);
  hearing.letGo();
  assert.deepEqual(told, ["hush", "said one two"]);
  assert.equal(hearing.mode.value, "off");
});

Deno.test("a button that is tapped opens the microphone, and closes it", () => {
  const { hearing, clock } = listen();
  hearing.press();
  clock.tick(100);
  hearing.letGo();
  assert.equal(hearing.mode.value, "open");
  hearing.press();
  hearing.letGo();
  assert.equal(hearing.mode.value, "off");
});

Deno.test("the character's own voice in the microphone is neither taken nor taken for a word of somebody's", () => {
  const { hearing, told, world, clock } = listen();
  hearing.toggle();
  world.spoken = "오늘은 비가 와서 바다가 조용해요.";
  world.ear.hear(["오늘은 비가", false]);
  world.ear.hear(["오늘은 비가 와서 바다가", true]);
  clock.tick(2_000);
  assert.deepEqual(told, []);
  world.ear.hear(["오늘은 비가 와서 바다가", true], ["잠깐만요", false]);
  assert.deepEqual(told, ["hush"]);
  world.spoken = "";
  world.ear.hear(["오늘은 비가 와서 바다가", true], ["잠깐만요", true]);
  clock.tick(800);
  assert.deepEqual(told, ["hush", "said 잠깐만요"]);
});

Deno.test("a cough is nothing that was said", () => {
  const { hearing, told, world, clock } = listen();
  hearing.toggle();
  world.ear.hear(["h", true]);
  clock.tick(1_000);
  assert.deepEqual(told, []);
});

Deno.test("what goes wrong is told, and what was heard until then is said", () => {
  const { hearing, told, world } = listen();
  hearing.toggle();
  world.ear.hear(["hello there", true]);
  world.ear.onerror?.({ error: "audio-capture" });
  world.ear.onend?.();
  assert.equal(hearing.trouble.value, "no_microphone");
  assert.equal(hearing.mode.value, "off");
  assert.deepEqual(told, ["hush", "said hello there"]);
  const deaf = listen({ has: false });
  deaf.hearing.toggle();
  assert.equal(deaf.hearing.trouble.value, "unsupported");
});

Deno.test("after a stop nothing more is taken", () => {
  const { hearing, told, world, clock } = listen();
  hearing.toggle();
  world.ear.hear(["good night", true]);
  hearing.stop();
  clock.tick(5_000);
  assert.deepEqual(told, ["hush"]);
  assert.equal(hearing.mode.value, "off");
});

for (
  const [heard, said, echo] of [
    ["persimmons are ripe", "The persimmons are ripe, today!", true],
    ["the person monster ripe", "The persimmons are ripe today", true],
    ["비가 와서 바다", "오늘은 비가 와서 바다가 조용해요.", true],
    ["wait a moment", "The persimmons are ripe today", false],
    ["잠깐만요", "오늘은 비가 와서 바다가 조용해요.", false],
    ["anything", "", false],
    ["", "The persimmons", false],
  ] as const
) {
  Deno.test(`"${heard}" is ${echo ? "" : "no "}echo of "${said}"`, () => {
    assert.equal(isEcho(heard, said), echo);
  });
}

Deno.test("one syllable is meant, one letter of a cough is not", () => {
  assert.deepEqual(["네", "응", "no", "h", "…", " "].map(isMeant), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
