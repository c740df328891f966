/** The stage in the store: what changes is announced, and what two instances do at once happens once. */
import assert from "node:assert/strict";
import type { TopicEvent } from "@/lib/realtime/model.ts";
import {
  EVENT,
  fanMeeting,
  keep,
  people,
  seat,
  START_MS,
  tellingHub,
} from "@/lib/spaces/events/events_for_tests.ts";
import { changeStage, getStage, stageTick } from "@/lib/spaces/events/stage_store.ts";
import { keys } from "@/lib/store/keys.ts";

const TURN_MS = EVENT.turnS * 1000;
const IDS = ["a", "b", "c", "d"];

async function openMeeting() {
  const kv = await Deno.openKv(":memory:");
  await people(kv, ...IDS);
  await keep(kv, fanMeeting());
  await seat(kv, "meeting", ...IDS);
  const told: TopicEvent[] = [];
  let nowMs = START_MS;
  const now = () => nowMs;
  const instance = (name: string) => ({ kv, now, hub: tellingHub(name, told) });
  return {
    kv,
    told,
    one: instance("one"),
    two: instance("two"),
    goTo: (ms: number) => void (nowMs = ms),
    [Symbol.dispose]: () => kv.close(),
  };
}
const person = (userId: string) => ({ userId, nickname: userId.toUpperCase() });
const names = (told: TopicEvent[]) =>
  told.map((event) => {
    assert.ok("stage" in event);
    const { current, queue } = event.stage as {
      current: { user_id: string } | null;
      queue: { user_id: string }[];
    };
    return [current?.user_id ?? null, ...queue.map(({ user_id }) => user_id)];
  });

Deno.test("changeStage() keeps the queue and announces each change in its commit", async () => {
  using meeting = await openMeeting();
  for (const id of ["a", "b"]) {
    await changeStage(meeting.one, "meeting", { type: "join", person: person(id) });
  }
  assert.deepEqual(names(meeting.told), [["a"], ["a", "b"]]);
  const stage = await getStage(meeting.kv, fanMeeting());
  assert.equal(stage?.current?.userId, "a");
});

Deno.test("ten people who join at once on two instances all get a place, each their own", async () => {
  using meeting = await openMeeting();
  const ids = Array.from({ length: 10 }, (_, n) => `p${n}`);
  await people(meeting.kv, ...ids);
  await seat(meeting.kv, "meeting", ...ids);
  await Promise.all(
    ids.map((id, n) =>
      changeStage(n % 2 ? meeting.one : meeting.two, "meeting", {
        type: "join",
        person: person(id),
      })
    ),
  );
  // Who is told first of two commits is chance; what was told of each is not.
  const told = names(meeting.told).toSorted((a, b) => a.length - b.length);
  assert.deepEqual(told.map(({ length }) => length), ids.map((_, n) => n + 1));
  assert.deepEqual(told.at(-1)!.toSorted(), ids);
});

Deno.test("two instances whose clocks ring at once begin the next turn once", async () => {
  using meeting = await openMeeting();
  for (const id of IDS) {
    await changeStage(meeting.one, "meeting", { type: "join", person: person(id) });
  }
  const before = meeting.told.length;
  meeting.goTo(START_MS + TURN_MS);
  await Promise.all(
    [meeting.one, meeting.two, meeting.one, meeting.two].map((deps) => stageTick(deps, "meeting")),
  );
  assert.deepEqual(names(meeting.told.slice(before)), [["b", "c", "d"]]);
});

Deno.test("stageTick() does nothing before its time, and tells whether to come again", async () => {
  using meeting = await openMeeting();
  assert.equal(await stageTick(meeting.one, "meeting"), false);
  await changeStage(meeting.one, "meeting", { type: "join", person: person("a") });
  assert.equal(await stageTick(meeting.one, "meeting"), true);
  assert.equal(meeting.told.length, 1);
  meeting.goTo(START_MS + TURN_MS);
  assert.equal(await stageTick(meeting.one, "meeting"), false);
  assert.deepEqual(names(meeting.told), [["a"], [null]]);
});

Deno.test("stageTick() calls up the next when who was on the stage has left the space", async () => {
  using meeting = await openMeeting();
  for (const id of IDS) {
    await changeStage(meeting.one, "meeting", { type: "join", person: person(id) });
  }
  for (const id of ["a", "b"]) await meeting.kv.delete(keys.spaceMember("meeting", id));
  await stageTick(meeting.two, "meeting");
  assert.deepEqual(names(meeting.told).at(-1), ["c", "d"]);
});

Deno.test("stageTick() costs one round trip while nothing is due on an empty stage", async () => {
  using meeting = await openMeeting();
  let reads = 0;
  const kv = new Proxy(meeting.kv, {
    get(target, name) {
      if (name === "get" || name === "getMany" || name === "list") reads++;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await stageTick({ ...meeting.one, kv }, "meeting");
  assert.equal(reads, 1);
});

Deno.test("changeStage() refuses with reasons that a client knows", async () => {
  using meeting = await openMeeting();
  const join = (id: string) =>
    changeStage(meeting.one, "meeting", { type: "join", person: person(id) });
  await assert.rejects(join("stranger"), { status: 409, message: /without being in the space/ });
  await changeStage(meeting.one, "meeting", { type: "close" });
  await assert.rejects(join("a"), { status: 409, message: /takes nobody/ });
  await keep(meeting.kv, fanMeeting({ type: "event" }));
  await assert.rejects(join("a"), { status: 404 });
  assert.equal(await getStage(meeting.kv, fanMeeting({ event: null })), null);
});
