/** The stage among instances: one transition whoever's clock rings, and whom the words on it are for. */
import assert from "node:assert/strict";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import { createModels } from "@/lib/ai/provider.ts";
import { parseEnv } from "@/lib/env.ts";
import { createLog } from "@/lib/log.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { EVENT, fanMeeting, keep, seat, START_MS } from "@/lib/spaces/events/events_for_tests.ts";
import { changeStage, stageTick } from "@/lib/spaces/events/stage_store.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import { say } from "@/lib/spaces/say.ts";

const log = createLog({ level: "silent" });
const GUESTS = ["a", "b", "c"];

/** Collects what a hub tells of a topic, and waits for the first so many. */
async function listen(hub: ReturnType<typeof createHub>) {
  const seen: string[] = [];
  let check = () => {};
  await hub.subscribe(spaceTopic("meeting"), {
    onEvents(events) {
      seen.push(...events.map(({ frame }) => frame));
      check();
    },
  });
  const first = (count: number) =>
    new Promise<string[]>((resolve) => {
      check = () => seen.length >= count && resolve(seen.slice(0, count));
      check();
    });
  return { seen, first };
}

Deno.test("two instances that tick at once tell one transition, in the same order on both", async () => {
  using kv = await Deno.openKv(":memory:");
  let nowMs = START_MS;
  const instances = ["one", "two"].map((instance) => {
    const now = () => nowMs;
    return { kv, now, hub: createHub({ kv, log, now, instance }) };
  });
  const [one, two] = instances;
  assert.ok(one && two);
  try {
    await keep(kv, fanMeeting());
    await seat(kv, "meeting", ...GUESTS);
    const heard = await Promise.all(instances.map(({ hub }) => listen(hub)));
    for (const [n, userId] of GUESTS.entries()) {
      const person = { userId, nickname: userId };
      await changeStage(n % 2 ? one : two, "meeting", { type: "join", person });
    }
    for (let turn = 1; turn <= 3; turn++) {
      nowMs = START_MS + turn * EVENT.turnS * 1000;
      await Promise.all([one, two, one, two].map((deps) => stageTick(deps, "meeting")));
    }
    // Marks the end: whatever was told twice would come before it.
    await one.hub.append(spaceTopic("meeting"), [{ type: "end" }]);
    const [first, second] = await Promise.all(heard.map(({ first }) => first(7)));
    assert.deepEqual(first, second);
    assert.match(first!.at(-1)!, /"type":"end"/);
    const onStage = first!.slice(0, -1).map((frame) =>
      /"current":\{"user_id":"(\w)"/.exec(frame)?.[1]
    );
    assert.deepEqual(onStage, ["a", "a", "a", "b", "c", undefined]);
  } finally {
    await Promise.all(instances.map(({ hub }) => hub.close()));
  }
});

Deno.test("what somebody on the stage says is for the host, and what others say is not", async () => {
  using kv = await openKvWith("owner", ...GUESTS);
  const quiet = createCard({ ...emptyCardData("하루"), extensions: { talkativeness: 0 } });
  const { id: hostCharacterId } = await make(kv, "하루", { card: quiet });
  const now = () => START_MS;
  const hub = createHub({ kv, log, now, instance: "one" });
  try {
    const space = fanMeeting({
      residentIds: [hostCharacterId],
      event: { ...EVENT, hostCharacterId },
    });
    await keep(kv, space);
    await seat(kv, "meeting", ...GUESTS);
    const deps = { kv, hub, now, env: parseEnv({}), models: createModels({}) };
    const person = { userId: "a", nickname: "A" };
    await changeStage({ kv, hub, now }, "meeting", { type: "join", person });
    const says = async (userId: string) => {
      const speaker = { userId, nickname: userId.toUpperCase() };
      const words = {
        message: "오늘은 바람이 부네요",
        characterId: null,
        nonce: null,
        share: null,
      };
      const payer = { kind: "full" as const, address: "local" };
      const said = await say(deps, { space, speaker, payer, ...words });
      assert.ok(said.ok);
      return [said.message.type, said.message.character_id];
    };
    assert.deepEqual(await says("b"), ["chat_message", null]);
    assert.deepEqual(await says("a"), ["chat_pending", hostCharacterId]);
    await changeStage({ kv, hub, now }, "meeting", { type: "leave", userId: "a" });
    assert.deepEqual(await says("b"), ["chat_message", null]);
  } finally {
    await hub.close();
  }
});
