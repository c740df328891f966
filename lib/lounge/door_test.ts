import assert from "node:assert/strict";
import type { Connection } from "@/lib/lounge/connection.ts";
import { type Glance, GLANCE_MS, takeGlance, watchDoor } from "@/lib/lounge/door.ts";
import { openRoom } from "@/lib/lounge/room.ts";
import {
  message,
  NOW_MS,
  PENDING,
  person,
  RESIDENT,
  snapshot,
  SPACE,
} from "@/lib/lounge/room_for_tests.ts";

function glance(rest: Partial<Glance> = {}): Glance {
  const { emotion: _, ...resident } = RESIDENT;
  return {
    space: SPACE,
    participants: [person("ann", 0), person("bo", 3)],
    residents: [resident],
    messages: [],
    hasEarlier: false,
    ...rest,
  };
}

Deno.test("a glance shows who is here now and where, with the faces that residents had", () => {
  const smiling = { ...RESIDENT, emotion: "smile" } as const;
  const before = openRoom(snapshot({ residents: [smiling] }));
  const moved = person("ann", 0, { position: { x: 4, y: 0, z: 5 } });
  const { state, effects } = takeGlance(
    before,
    glance({ participants: [moved, person("bo", 3)], space: { ...SPACE, locked: true } }),
    NOW_MS,
  );
  assert.deepEqual([...state.people.keys()], ["ann", "bo"]);
  assert.deepEqual([state.places.get("u:ann")?.x, state.places.get("u:ann")?.z], [4, 5]);
  assert.equal(state.residents.get("soha")?.emotion, "smile");
  assert.equal(state.space.locked, true);
  assert.deepEqual(effects, [{ type: "moved", bodies: ["u:ann", "c:soha"] }]);
  const gone = takeGlance(state, glance({ participants: [] }), NOW_MS);
  assert.deepEqual([...gone.state.people], []);
});

Deno.test("a glance brings new words after those that are there, and tells each once", () => {
  const before = openRoom(snapshot({ messages: ["m1", "m2"].map((id) => message(id)) }));
  const seen = glance({ messages: [message("m2"), message("m3")], hasEarlier: true });
  const { state, effects } = takeGlance(before, seen, NOW_MS);
  assert.deepEqual(state.lines.map(({ id }) => id), ["m1", "m2", "m3"]);
  assert.equal(state.hasEarlier, false, "what was known of the beginning holds");
  assert.deepEqual(effects.slice(1), [
    { type: "said", name: "ANN", text: "words of m3", mine: false },
  ]);
  assert.equal(takeGlance(state, seen, NOW_MS).effects.length, 1);
  const later = takeGlance(state, glance({ messages: [message("m9")], hasEarlier: true }), NOW_MS);
  assert.deepEqual(later.state.lines.map(({ id }) => id), ["m9"], "nothing is shown past a gap");
  assert.equal(later.state.hasEarlier, true);
});

Deno.test("an answer that is being written stays for a while, until it is whole", () => {
  const pending = { ...PENDING, id: "m2" };
  const before = openRoom(snapshot({ messages: [message("m1")], pending: [pending] }));
  const seen = glance({ messages: [message("m1")] });
  const ids = (at: number, shown = seen) =>
    takeGlance(before, shown, at).state.lines.map(({ id, replying }) => [id, replying]);
  assert.deepEqual(ids(NOW_MS + 60_000), [["m1", false], ["m2", true]]);
  assert.deepEqual(ids(NOW_MS + 130_000), [["m1", false]]);
  assert.deepEqual(
    ids(NOW_MS, glance({ messages: [message("m1"), message("m2", { character_reply: "Yes" })] })),
    [["m1", false], ["m2", false]],
  );
});

/** A door whose clock and connection are in the test's hands. */
function stand() {
  const world = {
    nowMs: NOW_MS,
    connection: { kind: "outside" } as Connection,
    isLookedAt: true,
    asked: 0,
    taken: 0,
    answer: () => Promise.resolve(glance()),
  };
  const timers = new Set<{ atMs: number; call: () => void }>();
  const watch = watchDoor({
    connection: () => world.connection,
    look() {
      world.asked++;
      return world.answer();
    },
    take: () => void world.taken++,
    isLookedAt: () => world.isLookedAt,
    after(ms, call) {
      const timer = { atMs: world.nowMs + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    now: () => world.nowMs,
  });
  /** Lets time pass, and all answers come. */
  async function wait(ms: number): Promise<void> {
    const untilMs = world.nowMs + ms;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      timers.delete(timer);
      world.nowMs = timer.atMs;
      timer.call();
      await settled();
    }
    world.nowMs = untilMs;
  }
  return { world, watch, wait, timers };
}

/** All promises that wait for nothing but each other are done. */
async function settled(): Promise<void> {
  for (let n = 0; n < 10; n++) await Promise.resolve();
}

Deno.test("who stands at the door looks in again and again, while they look at the page", async () => {
  const { world, wait, watch } = stand();
  await wait(3 * GLANCE_MS);
  assert.deepEqual([world.asked, world.taken], [3, 3]);
  world.isLookedAt = false;
  await wait(2 * GLANCE_MS);
  assert.equal(world.asked, 3);
  world.isLookedAt = true;
  watch.wake();
  watch.wake();
  await settled();
  assert.deepEqual([world.asked, world.taken], [4, 4], "at once, and once");
});

Deno.test("who is in, or was sent away for good, does not look in; who waits does", async () => {
  const { world, wait } = stand();
  world.connection = { kind: "live" };
  await wait(GLANCE_MS);
  world.connection = { kind: "refused", reason: "kicked" };
  await wait(GLANCE_MS);
  assert.equal(world.asked, 0);
  world.connection = { kind: "refused", reason: "full" };
  await wait(GLANCE_MS);
  assert.equal(world.taken, 1);
});

Deno.test("a glance that comes after one went in is let be; one that fails is tried again", async () => {
  const { world, wait, watch, timers } = stand();
  world.answer = () => {
    world.connection = { kind: "connecting" };
    return Promise.resolve(glance());
  };
  await wait(GLANCE_MS);
  assert.deepEqual([world.asked, world.taken], [1, 0]);
  world.connection = { kind: "outside" };
  world.answer = () => Promise.reject(new Error("offline"));
  await wait(GLANCE_MS);
  world.answer = () => Promise.resolve(glance());
  await wait(GLANCE_MS);
  assert.deepEqual([world.asked, world.taken], [3, 1]);
  watch.stop();
  assert.equal(timers.size, 0);
});
