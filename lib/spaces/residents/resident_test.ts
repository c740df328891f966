/** Bodies of residents over simulated minutes: on every floor, with many seeds. */
import assert from "node:assert/strict";
import { BODY_RADIUS, heightAt, isFree, type Point } from "@/lib/lounge/scene/ground.ts";
import { FLOORS, THEMES, WALK_SPEED } from "@/lib/spaces/floor.ts";
import {
  type Body,
  type BodyInput,
  createBody,
  distance,
  headingTo,
  type Observation,
  STEP_MS,
} from "@/lib/spaces/residents/body.ts";
import { step } from "@/lib/spaces/residents/resident.ts";

const START = Date.UTC(2026, 5, 1);

interface Acted {
  atMs: number;
  input: BodyInput;
  body: Body;
}

/** Lets a body live for a while, waking when it wants to, and at what happens. */
function live(
  body: Body,
  { forMs, events = [], others = [], from = START }: {
    forMs: number;
    events?: readonly { atMs: number; observation: Observation }[];
    others?: readonly Point[];
    from?: number;
  },
): { acted: Acted[]; body: Body; steps: number } {
  const acted: Acted[] = [];
  const waiting = [...events];
  let steps = 0;
  for (let nowMs = from; nowMs <= from + forMs; steps++) {
    const event = waiting[0] && from + waiting[0].atMs <= nowMs ? waiting.shift() : undefined;
    const next = step(body, event?.observation ?? { type: "tick", others }, nowMs);
    body = next.state;
    for (const input of next.inputs) acted.push({ atMs: nowMs, input, body });
    const eventAt = waiting[0] ? from + waiting[0].atMs : Infinity;
    nowMs = Math.max(nowMs + 1, Math.min(body.wakeAtMs, eventAt));
  }
  return { acted, body, steps };
}

const make = (theme: keyof typeof FLOORS = "maru", seed = 7) =>
  createBody({ characterId: "c", floor: FLOORS[theme], seed, nowMs: START });

const moves = (acted: readonly Acted[]) =>
  acted.flatMap(({ atMs, input }) => input.type === "move" ? [{ atMs, ...input }] : []);
const emotes = (acted: readonly Acted[]) =>
  acted.flatMap(({ input }) => input.type === "emote" ? [input.emote] : []);

for (const theme of THEMES) {
  Deno.test(`step() walks the floor of ${theme} inside its edges, around what stands there, no faster than people`, () => {
    for (let seed = 1; seed <= 12; seed++) {
      const told = moves(live(make(theme, seed), { forMs: 10 * 60_000 }).acted);
      assert(told.length > 50, `seed ${seed} moved ${told.length} times`);
      for (const [n, { position, atMs }] of told.entries()) {
        const where = `seed ${seed}, move ${n}`;
        const { x, y, z } = position;
        assert(isFree(FLOORS[theme], x, z, BODY_RADIUS - 0.01), where);
        assert.equal(y, heightAt(FLOORS[theme], x, z));
        const before = told[n - 1];
        if (!before) continue;
        assert(atMs - before.atMs >= STEP_MS, `${where} came too soon`);
        const speed = distance(position, before.position) / ((atMs - before.atMs) / 1000);
        assert(speed <= WALK_SPEED, `${where}: ${speed} m/s`);
      }
    }
  });
}

Deno.test("step() does the same from the same seed, and other things from another", () => {
  const told = (seed: number) => moves(live(make("maru", seed), { forMs: 120_000 }).acted);
  assert.deepEqual(told(3), told(3));
  assert.notDeepEqual(told(3), told(4));
});

Deno.test("step() leaves the state it was given alone", () => {
  const body = make();
  const copy = structuredClone(body);
  step(body, { type: "heard", at: { x: 0, z: 0 }, toMe: true }, START + 1_000);
  assert.deepEqual(body, copy);
});

Deno.test("step() asks to be woken a few times a minute while it rests, and says nothing then", () => {
  const { body } = live(make(), { forMs: 2_000 });
  const resting = { ...body, doing: { kind: "rest" as const, untilMs: START + 62_000 } };
  const { acted, steps } = live(resting, { forMs: 59_000, from: START + 2_000 });
  assert.deepEqual(acted, []);
  assert(steps <= 2, String(steps));
});

Deno.test("step() sits down on a seat now and then, looking where the seat looks", () => {
  const { acted } = live(make("teahouse"), { forMs: 20 * 60_000 });
  const sat = moves(acted).filter(({ motion }) => motion === "sit");
  assert(sat.length > 0);
  for (const { position, heading } of sat.slice(0, 1)) {
    const seat = FLOORS.teahouse.seats.find((spot) => distance(spot, position) < 0.05);
    assert.equal(seat?.heading, heading);
  }
});

Deno.test("step() takes no seat that is taken", () => {
  const { acted } = live(make("teahouse"), {
    forMs: 20 * 60_000,
    others: FLOORS.teahouse.seats,
  });
  assert.equal(moves(acted).filter(({ motion }) => motion === "sit").length, 0);
});

Deno.test("step() stops before somebody who stands in the way", () => {
  const floor = FLOORS.maru;
  for (let seed = 1; seed < 20; seed++) {
    const body = make("maru", seed);
    const crowd = Array.from({ length: 40 }, (_, n) => ({ x: -13 + n * 0.65, z: -3 }));
    const told = moves(live(body, { forMs: 5 * 60_000, others: crowd }).acted);
    for (const { position } of told) {
      assert(position.z < -3 + 0.1 === floor.haunts[0]!.z < -3, `seed ${seed} went through`);
    }
  }
});

Deno.test("step() turns to who speaks near it, and not to who speaks far away", () => {
  const body = make();
  const near = { x: body.x + 2, z: body.z + 1 };
  let turned = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { state } = step(
      { ...make("maru", seed) },
      { type: "heard", at: near, toMe: false },
      START,
    );
    if (Math.abs(state.heading - headingTo(body, near)) < 0.01) turned++;
    const far = { x: body.x + 12, z: body.z + 8 };
    const still = step(make("maru", seed), { type: "heard", at: far, toMe: false }, START);
    assert.equal(still.state.heading, body.heading);
  }
  assert(turned > 10 && turned < 20, `${turned} of 20 heads`);
});

Deno.test("step() turns to whoever speaks to it, wherever they stand, and nods while it listens", () => {
  const at = { x: 10, z: 8 };
  const { acted, body } = live(make(), {
    forMs: 4_000,
    events: [{ atMs: 1_000, observation: { type: "heard", at, toMe: true } }],
  });
  assert(Math.abs(body.heading - headingTo(body, at)) < 0.01);
  assert(moves(acted).some(({ motion }) => motion === "nod"));
  assert.equal(body.motion, "idle", "and is still again");
});

Deno.test("step() stops walking for who speaks to it", () => {
  let { body } = live(make(), { forMs: 5 * 60_000 });
  let nowMs = START + 5 * 60_000;
  while (body.motion !== "walk") {
    body = step(body, { type: "tick", others: [] }, nowMs).state;
    nowMs = Math.max(nowMs + 1, body.wakeAtMs);
  }
  const stopped = step(body, { type: "heard", at: { x: 0, z: 0 }, toMe: true }, nowMs + STEP_MS);
  assert.equal(stopped.state.motion, "idle");
  const later = live(stopped.state, { forMs: 20_000, from: nowMs + STEP_MS });
  assert(moves(later.acted).every(({ position }) => distance(position, stopped.state) === 0));
});

Deno.test("step() holds still and types while its reply is written, whatever happens around it", () => {
  const to = { x: 1, z: 1 };
  const { acted, body } = live(make(), {
    forMs: 90_000,
    events: [
      { atMs: 500, observation: { type: "replying", to } },
      { atMs: 5_000, observation: { type: "heard", at: { x: -6, z: -5 }, toMe: false } },
      { atMs: 6_000, observation: { type: "arrived", at: { x: -6, z: -5 } } },
    ],
  });
  assert.deepEqual(
    acted.filter(({ input }) => input.type === "typing").map(({ input }) => input),
    [{ type: "typing", is_typing: true }],
  );
  assert.equal(body.doing.kind, "reply");
  assert(Math.abs(body.heading - headingTo(body, to)) < 0.01);
  const done = step(body, { type: "replied", to }, START + 91_000);
  assert.deepEqual(done.inputs.filter(({ type }) => type === "typing"), [
    { type: "typing", is_typing: false },
  ]);
  assert.equal(done.state.doing.kind, "attend");
});

Deno.test("step() waves to most of those who come in, once, a moment later", () => {
  let waved = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const { acted } = live(make("maru", seed), {
      forMs: 3_000,
      events: [
        { atMs: 300, observation: { type: "arrived", at: { x: 0, z: 0 } } },
        { atMs: 400, observation: { type: "arrived", at: { x: 0, z: 1 } } },
      ],
    });
    const given = acted.filter(({ input }) => input.type === "emote");
    assert(given.length <= 1);
    if (given.length === 0) continue;
    waved++;
    assert(given[0]!.atMs >= START + 700);
    assert(moves(acted).some(({ motion }) => motion === "wave"));
  }
  assert(waved > 20 && waved < 40, `${waved} of 40`);
});

for (
  const [emotion, expected] of [
    ["laugh", ["laugh"]],
    ["surprised", ["surprise"]],
    ["shy", ["heart"]],
    ["sad", []],
    ["neutral", []],
  ] as const
) {
  Deno.test(`step() gives ${expected[0] ?? "no sign"} for the emotion ${emotion}`, () => {
    assert.deepEqual(
      emotes(
        live(make(), {
          forMs: 1_000,
          events: [{ atMs: 100, observation: { type: "felt", emotion } }],
        }).acted,
      ),
      expected,
    );
  });
}

Deno.test("createBody() puts residents at different haunts, and goes on where another instance stopped", () => {
  const floor = FLOORS.rooftop;
  const bodies = Array.from(
    { length: 8 },
    (_, index) => createBody({ characterId: `c${index}`, floor, seed: 1, nowMs: START, index }),
  );
  for (const [n, a] of bodies.entries()) {
    assert(isFree(floor, a.x, a.z));
    for (const b of bodies.slice(n + 1)) assert(distance(a, b) > 0.7, `${a.characterId}`);
  }
  const place = { x: 1, z: 2, heading: 0.5, motion: "sit" as const };
  const moved = createBody({ characterId: "c", floor, seed: 1, nowMs: START, place });
  assert.deepEqual([moved.x, moved.z, moved.heading, moved.motion], [1, 2, 0.5, "sit"]);
});
