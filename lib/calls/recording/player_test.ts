import assert from "node:assert/strict";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { readRecording } from "@/lib/calls/recording/container.ts";
import { Player } from "@/lib/calls/recording/player.ts";
import { Recorder } from "@/lib/calls/recording/recorder.ts";
import { fileNameOf } from "@/lib/calls/recording/save_file.ts";

/** Ten seconds in which the first one opens the mouth more and more, and the second changes their face at the middle. */
async function open() {
  const recorder = new Recorder(0);
  for (let atMs = 0; atMs <= 10_000; atMs += 50) {
    const pose = restPose(atMs);
    pose.shapes[shapeIndex.jawOpen] = atMs / 10_000;
    recorder.pose(0, { ...pose, source: "camera" }, atMs);
    if (atMs === 2_000) recorder.note({ type: "line", side: 1, text: "Hello" }, atMs);
    if (atMs === 3_000) {
      recorder.note({ type: "caption", side: 0, text: "Hi", final: true, lang: "en" }, atMs);
    }
    if (atMs === 5_000) {
      const person = { name: "Min", face: "hair=bun", background: "sea" } as const;
      recorder.note({ type: "person", side: 1, person }, atMs);
    }
  }
  const file = recorder.finish({
    startedAtMs: 0,
    with: "person",
    people: [
      { name: "Haru", face: "", background: "maru" },
      { name: "Min", face: "", background: "art" },
    ],
  });
  const recording = readRecording(new Uint8Array(await file.arrayBuffer()))!;
  const clock = { nowMs: 1_000, ticks: [] as (() => void)[] };
  const player = new Player({
    recording,
    now: () => clock.nowMs,
    every(_, call) {
      clock.ticks.push(call);
      return () => void (clock.ticks = clock.ticks.filter((one) => one !== call));
    },
  });
  const wait = (ms: number) => {
    clock.nowMs += ms;
    for (const tick of [...clock.ticks]) tick();
  };
  const jaw = () => player.sample(0, clock.nowMs).shapes[shapeIndex.jawOpen]!;
  return { player, clock, wait, jaw };
}

Deno.test("a recording plays, pauses where it is, and goes on there", async () => {
  const { player, wait, jaw } = await open();
  wait(500);
  assert.equal(jaw(), 0);
  player.play();
  wait(4_000);
  assert.equal(player.atMs.value, 4_000);
  assert(Math.abs(jaw() - 0.4) < 0.02);
  player.toggle();
  wait(3_000);
  assert.equal(player.atMs.value, 4_000);
  player.toggle();
  wait(1_000);
  assert.equal(player.atMs.value, 5_000);
});

Deno.test("a change of speed holds from where it is", async () => {
  const { player, wait } = await open();
  player.play();
  wait(2_000);
  player.go(2);
  wait(1_000);
  assert.equal(player.atMs.value, 4_000);
  player.go(0.5);
  wait(1_000);
  assert.equal(player.atMs.value, 4_500);
});

Deno.test("it stops at its end, and begins anew from there", async () => {
  const { player, clock, wait } = await open();
  player.play();
  wait(60_000);
  assert.equal(player.playing.value, false);
  assert.equal(player.atMs.value, 10_000);
  assert.equal(clock.ticks.length, 0);
  player.play();
  assert.equal(player.atMs.value, 0);
});

Deno.test("no place is outside of it", async () => {
  const { player } = await open();
  for (const [asked, place] of [[-5, 0], [1e9, 10_000], [NaN, 0], [1_234, 1_234]] as const) {
    player.seek(asked);
    assert.equal(player.atMs.value, place);
  }
  player.by(5_000);
  player.by(5_000);
  assert.equal(player.atMs.value, 10_000);
});

Deno.test("words stand for a while after they were said, of each the last", async () => {
  const { player } = await open();
  const at = (ms: number) => {
    player.seek(ms);
    return player.said.value.map(({ side, text }) => `${side}: ${text}`);
  };
  assert.deepEqual(at(1_000), []);
  assert.deepEqual(at(3_500), ["1: Hello", "0: Hi"]);
  assert.deepEqual(at(7_500), ["0: Hi"]);
  assert.deepEqual(at(9_900), []);
});

Deno.test("anybody may be seen in the place of either, and each is who they were then", async () => {
  const { player } = await open();
  assert.equal(player.looks[1]!.value.background, "art");
  player.seek(6_000);
  assert.equal(player.looks[1]!.value.background, "sea");
  assert.equal(player.looks[1]!.value.spec.hair, "bun");
  player.worn[1].value = "hair=bob";
  assert.equal(player.looks[1]!.value.spec.hair, "bob");
  const file = new ArrayBuffer(4);
  player.vrms[0].value = file;
  assert.equal(player.looks[0]!.value.vrm, file);
});

Deno.test("a file is called after its day and its people, in signs that every system takes", () => {
  const day = Date.UTC(2026, 4, 1);
  assert.equal(
    fileNameOf({ startedAtMs: day, names: ["백여운", "Min / <b>"] }),
    "2026-05-01-백여운-Min-b.maru-call",
  );
  assert.equal(fileNameOf({ startedAtMs: day, names: ["", "…"] }), "2026-05-01.maru-call");
});
