import assert from "node:assert/strict";
import { seeded } from "@/lib/rtc/connection_for_tests.ts";
import { MOST_LINKS, type Spot, WANTED } from "@/lib/lounge/voice/mesh.ts";
import {
  openPairs,
  type PairsEffect,
  type PairsEvent,
  type PairsState,
  stepPairs,
} from "@/lib/lounge/voice/pairs.ts";
import type { Gone, Here } from "@/lib/lounge/voice/signal.ts";

const NOW_MS = 1_000_000;

function run(
  state: PairsState,
  events: readonly PairsEvent[],
  nowMs = NOW_MS,
): { state: PairsState; effects: PairsEffect[] } {
  const effects: PairsEffect[] = [];
  for (const event of events) {
    const step = stepPairs(state, event, nowMs);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const spots = (xs: Record<string, number>): PairsEvent => ({
  type: "spots",
  me: { x: 0, z: 0 },
  spots: Object.entries(xs).map(([id, x]) => ({ id, x, z: 0 })),
});
const here = (from: string, rest: Partial<Here> = {}): PairsEvent => ({
  type: "heard",
  from,
  signal: { kind: "here", session: `s-${from}`, want: false, full: false, ask: false, ...rest },
});
const kinds = (effects: readonly PairsEffect[]) =>
  effects.map((effect) =>
    effect.type === "tell"
      ? `tell ${effect.to} ${effect.signal.kind}`
      : effect.type === "elsewhere"
      ? effect.type
      : `${effect.type} ${effect.id}`
  );

Deno.test("those around are asked once, and seldom again while they do not answer", () => {
  const first = run(openPairs("me", "s1"), [
    spots({ ann: 2, far: 40 }),
    spots({ ann: 2, far: 40 }),
  ]);
  assert.deepEqual(kinds(first.effects), ["tell ann here"]);
  let { state } = first;
  let asked = 0;
  for (let atMs = NOW_MS; atMs < NOW_MS + 300_000; atMs += 100) {
    const step = run(state, [{ type: "tick" }], atMs);
    state = step.state;
    asked += step.effects.length;
  }
  assert(asked > 3 && asked < 12, String(asked));
});

Deno.test("somebody near who has a voice is linked, also while everybody stands still", () => {
  const { effects } = run(openPairs("me", "s1"), [spots({ ann: 2 }), here("ann")]);
  assert.deepEqual(kinds(effects), ["tell ann here", "open ann", "tell ann here"]);
  const told = effects.at(-1);
  assert(told?.type === "tell" && told.signal.kind === "here" && told.signal.want);
});

Deno.test("a pair is linked while either wants it", () => {
  const { state, effects } = run(openPairs("me", "s1"), [
    spots({ ann: 15 }),
    here("ann", { want: true }),
  ]);
  assert.deepEqual(kinds(effects).slice(1), ["open ann", "tell ann here"]);
  assert.deepEqual(kinds(run(state, [here("ann", { want: false })]).effects), ["close ann"]);
});

Deno.test("who asks is answered though nothing changed", () => {
  const { state } = run(openPairs("me", "s1"), [spots({ ann: 2 }), here("ann")]);
  assert.deepEqual(run(state, [here("ann")]).effects, []);
  assert.deepEqual(kinds(run(state, [here("ann", { ask: true })]).effects), ["tell ann here"]);
});

Deno.test("[VO1] a later page of somebody takes the place of the earlier, and an earlier one is not heard", () => {
  const { state } = run(openPairs("me", "s1"), [spots({ ann: 2 }), here("ann")]);
  const later = run(state, [here("ann", { session: "t-ann" })]);
  assert.deepEqual(kinds(later.effects), ["close ann", "open ann", "tell ann here"]);
  assert.deepEqual(run(later.state, [here("ann")]).effects, []);
  const gone: PairsEvent = {
    type: "heard",
    from: "ann",
    signal: { kind: "gone", session: "s-ann" },
  };
  assert.deepEqual(run(later.state, [gone]).effects, []);
});

Deno.test("[VO1] a later page of one's own ends this one", () => {
  const { state } = run(openPairs("me", "s1"), [spots({ ann: 2 }), here("ann")]);
  const { effects } = run(state, [here("me", { session: "s2" })]);
  assert.deepEqual(kinds(effects), ["close ann", "tell ann gone", "elsewhere"]);
  assert.deepEqual(run(state, [here("me", { session: "s0" })]).effects, []);
});

Deno.test("there are never more links than may be, and those we want come first", () => {
  const near = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`p${n}`, 1 + n * 0.3]));
  const events = Object.keys(near).map((id) => here(id, { want: true }));
  const { state, effects } = run(openPairs("me", "s1"), [spots(near), ...events]);
  assert.equal(state.linked.size, MOST_LINKS);
  assert.equal(state.wanted.size, WANTED);
  for (const id of state.wanted) assert(state.linked.has(id));
  const refused = effects.filter((effect) =>
    effect.type === "tell" && effect.signal.kind === "here" && effect.signal.full
  );
  assert(refused.length >= 30 - MOST_LINKS);
});

Deno.test("somebody who is blocked is told goodbye, and heard no more", () => {
  const { state } = run(openPairs("me", "s1"), [spots({ ann: 2 }), here("ann")]);
  const { state: after, effects } = run(state, [{ type: "blocked", ids: new Set(["ann"]) }]);
  assert.deepEqual(kinds(effects), ["tell ann gone", "close ann"]);
  assert.deepEqual(
    run(after, [here("ann", { want: true, ask: true }), spots({ ann: 1 })]).effects,
    [],
  );
  const back = run(after, [{ type: "blocked", ids: new Set() }, spots({ ann: 1 })]);
  assert.deepEqual(kinds(back.effects), ["tell ann here"]);
});

Deno.test("somebody who closed the page without a word is forgotten", () => {
  let { state } = run(openPairs("me", "s1"), [
    spots({ ann: 2 }),
    here("ann"),
    { type: "connected", id: "ann", on: true },
    { type: "connected", id: "ann", on: false },
  ]);
  const seen: string[] = [];
  for (let atMs = NOW_MS; atMs < NOW_MS + 60_000; atMs += 500) {
    const step = run(state, [{ type: "tick" }], atMs);
    state = step.state;
    seen.push(...kinds(step.effects));
  }
  assert(seen.includes("close ann"));
  assert.equal(state.linked.size, 0);
});

/** Many people who walk about and lose signals; in the end, both sides of every pair think the same. */
function walk(seed: number): void {
  const random = seeded(seed);
  const count = 3 + Math.floor(random() * 20);
  const ids = Array.from({ length: count }, (_, n) => `p${String(n).padStart(2, "0")}`);
  const places = new Map(ids.map((id) => [id, { x: random() * 30, z: random() * 30 }]));
  const states = new Map<string, PairsState>();
  const wires: { atMs: number; from: string; to: string; signal: Here | Gone }[] = [];
  let nowMs = NOW_MS;
  let lossy = true;
  const take = (id: string, event: PairsEvent) => {
    const state = states.get(id);
    if (!state) return;
    const step = stepPairs(state, event, nowMs);
    states.set(id, step.state);
    for (const effect of step.effects) {
      if (effect.type === "tell" && !(lossy && random() < 0.2)) {
        wires.push({ atMs: nowMs + 50, from: id, to: effect.to, signal: effect.signal });
      }
    }
  };
  const look = (id: string) => {
    const all: Spot[] = ids.map((other) => ({ id: other, ...places.get(other)! }));
    take(id, { type: "spots", me: places.get(id)!, spots: all.filter((one) => one.id !== id) });
  };
  const agree = (a: string, b: string) =>
    states.get(a)?.linked.get(b) === states.get(b)?.session &&
    states.get(b)?.linked.get(a) === states.get(a)?.session;
  for (const endMs = nowMs + 140_000; nowMs < endMs; nowMs += 250) {
    lossy = nowMs < NOW_MS + 20_000;
    if (lossy) {
      for (const id of ids) {
        if (random() < 0.02) {
          const { me, session } = states.get(id) ?? { me: id, session: "" };
          if (session !== "" && random() < 0.5) take(id, { type: "leave" }), states.delete(id);
          else states.set(me, openPairs(id, `${nowMs}-${id}`));
        }
        const place = places.get(id)!;
        places.set(id, { x: place.x + random() * 2 - 1, z: place.z + random() * 2 - 1 });
      }
    }
    for (const wire of wires.filter(({ atMs }) => atMs <= nowMs)) {
      wires.splice(wires.indexOf(wire), 1);
      take(wire.to, { type: "heard", from: wire.from, signal: wire.signal });
    }
    for (const id of states.keys()) {
      look(id);
      take(id, { type: "tick" });
      // A link is there as soon as both sides have it.
      for (const other of states.get(id)!.linked.keys()) {
        const on = agree(id, other);
        if (on !== states.get(id)!.connected.has(other)) {
          take(id, { type: "connected", id: other, on });
        }
      }
    }
  }
  for (const [id, state] of states) {
    assert(state.linked.size <= MOST_LINKS, `seed ${seed}`);
    for (const other of state.linked.keys()) {
      assert(agree(id, other), `seed ${seed}: ${id} has ${other}, who does not agree`);
    }
    for (const other of state.wanted) {
      const linked = state.linked.has(other) || states.get(other)!.linked.size >= MOST_LINKS;
      assert(linked, `seed ${seed}: ${id} wants ${other} in vain`);
    }
    const near = [...states.keys()].filter((other) => {
      const [a, b] = [places.get(id)!, places.get(other)!];
      return other !== id && Math.hypot(a.x - b.x, a.z - b.z) < 11;
    });
    assert(state.wanted.size >= Math.min(WANTED, near.length), `seed ${seed}: ${id} misses some`);
  }
}

Deno.test("a crowd that walks about and loses signals ends with pairs that agree", () => {
  for (let seed = 1; seed <= 15; seed++) walk(seed);
});
