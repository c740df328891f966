import assert from "node:assert/strict";
import { createLog } from "@/lib/log.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import { LiveRoom } from "@/lib/spaces/live/room.ts";
import { decodePositions } from "@/lib/spaces/position_frame.ts";
import { House } from "@/lib/spaces/spaces_for_tests.ts";

/** A hub that tells what state it was given, and waits until that was so often. */
function listening(hub: Hub) {
  const states: (Uint8Array | null)[] = [];
  let check = () => {};
  const proxy: Hub = {
    instance: hub.instance,
    subscribe: hub.subscribe.bind(hub),
    append: hub.append.bind(hub),
    appendWith: hub.appendWith.bind(hub),
    instances: hub.instances.bind(hub),
    close: hub.close.bind(hub),
    publishState(topic, state) {
      states.push(state);
      hub.publishState(topic, state);
      check();
    },
  };
  async function until(times: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    check = () => states.length >= times && resolve();
    check();
    await promise;
  }
  return { hub: proxy, states, until };
}

Deno.test("a room tells other instances of the first move at once, and of all others of a tick together", async () => {
  await using house = await House.open();
  const space = await house.space();
  const { kv, hub, now } = house.instance();
  const heard = listening(hub);
  const room = await LiveRoom.open(
    { kv, hub: heard.hub, now, log: createLog({ level: "silent" }) },
    space,
  );
  try {
    for (let seat = 0; seat < 50; seat++) {
      room.move(seat, { position: { x: 0, y: 0, z: 0 }, motion: "walk" });
    }
    const seats = () => decodePositions(heard.states.at(-1)!)!.map(({ seat }) => seat);
    assert.deepEqual([heard.states.length, seats()], [1, [0]]);
    await heard.until(2);
    assert.deepEqual([heard.states.length, seats().length], [2, 50]);
  } finally {
    room.close();
  }
});
