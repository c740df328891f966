import assert from "node:assert/strict";
import type { LoggedEvent, Subscriber, TopicEvent } from "@/lib/realtime/model.ts";
import { followTopic, growPage, type Growth, growthOf } from "@/lib/lounge/growing.ts";
import { GROWING_MARK } from "@/lib/lounge/growing_mark.ts";
import { message, PENDING } from "@/lib/lounge/room_for_tests.ts";

const answered = message("m1", { character_id: "soha", character_reply: "Welcome." });

Deno.test("growthOf() shows a question once, then its answer once", () => {
  const shown = new Map<string, boolean>();
  const grow = () => [...growthOf(PENDING, shown), ...growthOf(answered, shown)];
  assert.deepEqual(grow().map(({ type }) => type), ["line", "reply"]);
  assert.deepEqual(grow(), []);
});

Deno.test("growthOf() adds nothing that the page shows already", () => {
  assert.deepEqual([...growthOf(answered, new Map([["m1", true]]))], []);
  assert.deepEqual([...growthOf(answered, new Map([["m1", false]]))].map(({ type }) => type), [
    "reply",
  ]);
  const silent = message("m1", { character_id: "soha" });
  assert.deepEqual([...growthOf(silent, new Map([["m1", false]]))], [], "no answer came of it");
  const chunk = { type: "character_chunk", id: "m1", character_id: "soha", content: "W" } as const;
  assert.deepEqual([...growthOf(chunk, new Map())], []);
});

/** A hub with one topic. */
function fakeHub() {
  const state = { subscriber: null as Subscriber | null, closed: 0 };
  return {
    state,
    hub: {
      subscribe(_topic: string, subscriber: Subscriber) {
        state.subscriber = subscriber;
        return Promise.resolve({ cursor: "", missed: null, close: () => void state.closed++ });
      },
    },
    publish: (...events: TopicEvent[]) =>
      state.subscriber!.onEvents(
        events.map((event): LoggedEvent => ({ id: "", event, frame: "" })),
      ),
  };
}

Deno.test("a page grows with what came before it was read, and after, until its reader leaves", async () => {
  const { hub, publish, state } = fakeHub();
  const followed = await followTopic(hub, "space:maru");
  publish(message("m1"));
  const left = new AbortController();
  const growth = followed.grow({ shown: new Map(), signal: left.signal, pulseMs: 60_000 });
  const first = await growth.next();
  assert.equal(first.value?.type === "line" && first.value.line.id, "m1");
  const second = growth.next();
  publish(message("m1"), message("m2"));
  const { value } = await second;
  assert.equal(value?.type === "line" && value.line.id, "m2");
  const last = growth.next();
  left.abort();
  assert.deepEqual(await last, { done: true, value: undefined });
  assert.equal(state.closed, 1);
});

Deno.test("a silent room says that it is still there", async () => {
  const { hub } = fakeHub();
  const followed = await followTopic(hub, "space:maru");
  const growth = followed.grow({
    shown: new Map(),
    signal: new AbortController().signal,
    pulseMs: 1,
  });
  assert.deepEqual((await growth.next()).value, { type: "pulse" });
  await growth.return(undefined);
});

Deno.test("growPage() puts what follows in the place of the mark", async () => {
  async function* growth(): AsyncGenerator<Growth> {
    yield { type: "pulse" };
    yield* growthOf(message("m1"), new Map());
  }
  const render = (one: Growth) => Promise.resolve(one.type === "line" ? `<li>${one.line.id}` : "?");
  const pieces = await Array.fromAsync(
    growPage(`<ol>${GROWING_MARK}</ol>`, { growth: growth(), render }),
  );
  assert.deepEqual(pieces, ["<ol>", "<!-- -->", "<li>m1", "</ol>"]);
  await assert.rejects(
    Array.fromAsync(growPage("<ol></ol>", { growth: growth(), render })),
    /without a place/,
  );
});
