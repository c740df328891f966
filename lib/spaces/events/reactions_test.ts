/** Applause gathered by the second. */
import assert from "node:assert/strict";
import { dueAtMs, gather, NO_REACTIONS, release } from "@/lib/spaces/events/reactions.ts";

const NOW = 1_000_000;

Deno.test("gather() makes one event of 500 people who clap", () => {
  let state = NO_REACTIONS;
  for (let n = 0; n < 500; n++) {
    state = gather(state, { userId: `u${n}`, reaction: "clap" }, NOW + n);
  }
  assert.equal(dueAtMs(state), NOW + 1000);
  const { state: after, events } = release(state, NOW + 1000);
  assert.deepEqual(events, [{ type: "reaction", user_id: "u0", reaction: "clap", count: 500 }]);
  assert.equal(dueAtMs(after), null);
});

Deno.test("gather() counts somebody once for each kind in a second", () => {
  let state = NO_REACTIONS;
  for (const reaction of ["clap", "heart", "clap", "clap"] as const) {
    state = gather(state, { userId: "a", reaction }, NOW);
  }
  assert.deepEqual(
    release(state, NOW + 1000).events.map(({ reaction, count }) => [reaction, count]),
    [
      ["clap", 1],
      ["heart", 1],
    ],
  );
});

Deno.test("release() gives nothing before the second is over, and then everything once", () => {
  const state = gather(NO_REACTIONS, { userId: "a", reaction: "heart" }, NOW);
  assert.deepEqual(release(state, NOW + 999), { state, events: [] });
  const released = release(state, NOW + 5000);
  assert.equal(released.events.length, 1);
  assert.deepEqual(release(released.state, NOW + 6000).events, []);
});

Deno.test("a new second begins with the first reaction after the last", () => {
  const first = gather(NO_REACTIONS, { userId: "a", reaction: "heart" }, NOW);
  const second = gather(
    release(first, NOW + 1000).state,
    { userId: "a", reaction: "heart" },
    NOW + 7000,
  );
  assert.equal(dueAtMs(second), NOW + 8000);
});
