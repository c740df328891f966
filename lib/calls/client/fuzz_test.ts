/** Whatever happens to sockets, servers, networks and pages, in the end both see each other. */
import assert from "node:assert/strict";
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { AVATAR, open, type Person, World } from "@/lib/calls/client/world_for_tests.ts";
import { seeded } from "@/lib/rtc/connection_for_tests.ts";

/** Seeds that once found a fault; they stay. */
const KEPT_SEEDS: readonly number[] = [];
const SEEDS = [...KEPT_SEEDS, ...Array.from({ length: 40 }, (_, n) => n + 1)];

async function endure(seed: number): Promise<void> {
  await using world = new World(seed);
  const random = seeded(seed);
  world.network.loss = 0.1;
  const people: [Person, Person] = await world.pair();
  const either = () => random() < 0.5 ? 0 : 1;
  const troubles: (() => void)[] = [
    () => world.server.cut(),
    () => world.server.cut(world.server.call?.seats[either()]?.peerId),
    () => {
      world.server.down = !world.server.down;
      if (world.server.down) world.server.cut();
    },
    () => world.network.setCut(!world.network.cut),
    () => people[either()].call.network(),
    () => {
      // A page is loaded anew.
      const at = either();
      const { call, key } = people[at];
      call.dispose();
      people[at] = world.page(key);
      people[at].call.join(AVATAR);
    },
  ];
  for (let n = 0; n < 12; n++) {
    troubles[Math.floor(random() * troubles.length)]!();
    await world.pass(random() < 0.5 ? 100 : random() * 6_000);
  }
  world.server.down = false;
  world.network.setCut(false);
  for (const [at, { call, key }] of people.entries()) {
    // Who was thrown out by the troubles comes once more.
    if (world.server.call === null || call.phase.value.kind !== "ended") continue;
    people[at] = world.page(key);
    people[at]!.call.join(AVATAR);
  }
  const live = () => world.live(...people);
  // A call that both were gone from for long is over, for both.
  const over = () =>
    world.server.call === null && people.every(({ call }) => call.phase.value.kind === "ended");
  await world.until(() => live() || over(), 100_000);
  if (over()) return;
  const [ann, ben] = people;
  for (const [from, to] of [[ann, ben], [ben, ann]] as const) {
    await world.until(() => {
      from.call.sendPose(open(0.8, Date.now()));
      return to.call.samplePeer(Date.now()).shapes[shapeIndex.jawOpen]! > 0.7;
    }, 10_000);
  }
  assert.equal(world.connections.length, 2, "connections that nobody needs are open");
}

Deno.test("whatever happens, both see each other in the end", async (t) => {
  for (const seed of SEEDS) await t.step(`seed ${seed}`, () => endure(seed));
});
