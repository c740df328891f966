/** The stage: its rules one by one, and all of them under whatever may happen. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  EMPTY_STAGE,
  EXTEND_MS,
  isTickDue,
  MAX_LEFT_MS,
  MAX_QUEUE,
  placeOf,
  stageAddressee,
  type StageEvent,
  stageFrame,
  type StageHouse,
  type StageState,
  step,
} from "@/lib/spaces/events/stage.ts";

const START = Date.UTC(2026, 7, 1, 10);
const END = START + 3_600_000;
const TURN = 90_000;

const everybody = () => true;
const at = (nowMs: number, isHere: StageHouse["isHere"] = everybody): StageHouse => ({
  nowMs,
  startsAtMs: START,
  endsAtMs: END,
  turnMs: TURN,
  isHere,
});
const person = (userId: string) => ({ userId, nickname: userId.toUpperCase() });
const join = (userId: string): StageEvent => ({ type: "join", person: person(userId) });

/** Goes through events at their times. */
function run(events: readonly (readonly [number, StageEvent])[], isHere = everybody): StageState {
  return events.reduce(
    (state, [ms, event]) => step(state, event, at(ms, isHere)).state,
    EMPTY_STAGE,
  );
}
const names = ({ current, queue }: StageState) => [
  current?.userId ?? null,
  ...queue.map(({ userId }) => userId),
];

Deno.test("step() puts the first who joins on the stage and lets the others wait in order", () => {
  const state = run([[START, join("a")], [START + 1, join("b")], [START + 2, join("c")]]);
  assert.deepEqual(names(state), ["a", "b", "c"]);
  assert.equal(state.current?.untilMs, START + TURN);
  assert.deepEqual(["a", "b", "c", "d"].map((id) => placeOf(state, id)), [0, 1, 2, null]);
});

Deno.test("step() lets the queue form before the start, and calls the first up on time", () => {
  const waiting = run([[START - 60_000, join("a")], [START - 1, { type: "tick" }]]);
  assert.deepEqual(names(waiting), [null, "a"]);
  assert.deepEqual(names(step(waiting, { type: "tick" }, at(START)).state), ["a"]);
});

Deno.test("step() calls the next up when a turn is over, and gives them a whole turn", () => {
  const state = run([[START, join("a")], [START, join("b")], [START + TURN + 700, {
    type: "tick",
  }]]);
  assert.deepEqual(names(state), ["b"]);
  assert.equal(state.current?.untilMs, START + TURN + 700 + TURN);
});

Deno.test("step() does nothing while a turn lasts, and nothing twice", () => {
  const state = run([[START, join("a")], [START, join("b")]]);
  assert.deepEqual(step(state, { type: "tick" }, at(START + TURN - 1)).effects, []);
  const once = step(state, { type: "tick" }, at(START + TURN)).state;
  const again = step(once, { type: "tick" }, at(START + TURN));
  assert.deepEqual([again.state, again.effects], [once, []]);
});

Deno.test("step() passes over those who left the space", () => {
  const state = run([[START, join("a")], [START, join("b")], [START, join("c")], [
    START,
    join("d"),
  ]]);
  const gone = new Set(["a", "b"]);
  const next = step(state, { type: "tick" }, at(START + 5, (id) => !gone.has(id))).state;
  assert.deepEqual(names(next), ["c", "d"]);
});

Deno.test("step() empties the stage when nobody of the queue is left", () => {
  const state = run([[START, join("a")], [START, join("b")]]);
  assert.deepEqual(names(step(state, { type: "next" }, at(START + 5, () => false)).state), [null]);
});

Deno.test("step() takes a second wish to join as the first", () => {
  const state = run([[START, join("a")], [START, join("b")]]);
  for (const id of ["a", "b"]) assert.deepEqual(step(state, join(id), at(START + 1)).effects, []);
});

Deno.test("step() lets somebody who had a turn wait again at the end", () => {
  const state = run([
    [START, join("a")],
    [START, join("b")],
    [START + TURN, { type: "tick" }],
    [START + TURN, join("a")],
  ]);
  assert.deepEqual(names(state), ["b", "a"]);
});

const refused = (state: StageState, house: StageHouse) => step(state, join("z"), house).effects;
const REFUSALS: readonly [string, StageState, StageHouse, string][] = [
  ["when it is closed", { ...EMPTY_STAGE, open: false }, at(START), "stage_closed"],
  ["when the event is over", EMPTY_STAGE, at(END), "stage_closed"],
  ["somebody who is elsewhere", EMPTY_STAGE, at(START, () => false), "not_in_space"],
  [
    "past the longest queue",
    { ...EMPTY_STAGE, queue: Array.from({ length: MAX_QUEUE }, (_, n) => person(`p${n}`)) },
    at(START - 1),
    "stage_full",
  ],
];
for (const [name, state, house, reason] of REFUSALS) {
  Deno.test(`step() takes nobody ${name}`, () => {
    assert.deepEqual(refused(state, house), [{ type: "refuse", reason }]);
  });
}

Deno.test("step() lets those who wait have their turn after the stage was closed", () => {
  const state = run([
    [START, join("a")],
    [START, join("b")],
    [START, { type: "close" }],
    [START + TURN, { type: "tick" }],
  ]);
  assert.deepEqual([state.open, ...names(state)], [false, "b"]);
});

Deno.test("step() makes a turn longer, up to ten minutes from now and to the end of the event", () => {
  const state = run([[START, join("a")]]);
  const longer = step(state, { type: "extend" }, at(START + 1)).state;
  assert.equal(longer.current?.untilMs, START + TURN + EXTEND_MS);
  const pressed = Array.from({ length: 100 }).reduce<StageState>(
    (state) => step(state, { type: "extend" }, at(START + 1)).state,
    state,
  );
  assert.equal(pressed.current?.untilMs, START + 1 + MAX_LEFT_MS);
  const last = run([[END - 20_000, join("a")]]);
  assert.equal(last.current?.untilMs, END);
  assert.deepEqual(step(last, { type: "extend" }, at(END - 10_000)).effects, []);
});

Deno.test("step() ends everything with the event, and stays dark", () => {
  const state = run([[START, join("a")], [START, join("b")], [END, { type: "tick" }]]);
  assert.deepEqual([state.open, ...names(state)], [false, null]);
  assert.deepEqual(step(state, { type: "open" }, at(END + 1)).effects, []);
});

Deno.test("stageAddressee() is the host's character for whoever is on the stage, and nobody's else", () => {
  const event = {
    startsAtMs: START,
    endsAtMs: END,
    entry: "open" as const,
    hostCharacterId: "haru",
    turnS: 90,
  };
  const state = run([[START, join("a")], [START, join("b")]]);
  const meeting = { type: "fanmeeting" as const, event };
  assert.equal(stageAddressee(state, meeting, "a"), "haru");
  assert.equal(stageAddressee(state, meeting, "b"), null);
  assert.equal(stageAddressee(null, meeting, "a"), null);
  assert.equal(stageAddressee(state, { ...meeting, type: "event" }, "a"), null);
  const human = { ...meeting, event: { ...event, hostCharacterId: null } };
  assert.equal(stageAddressee(state, human, "a"), null);
});

Deno.test("stageFrame() tells times as ISO 8601 and nothing of the store", () => {
  assert.deepEqual(stageFrame(run([[START, join("a")], [START, join("b")]])), {
    open: true,
    current: { user_id: "a", nickname: "A", until: "2026-08-01T10:01:30.000Z" },
    queue: [{ user_id: "b", nickname: "B" }],
  });
});

const anyId = fc.constantFrom("a", "b", "c", "d", "e");
const anyEvent: fc.Arbitrary<StageEvent> = fc.oneof(
  { weight: 5, arbitrary: anyId.map(join) },
  { weight: 5, arbitrary: fc.constant<StageEvent>({ type: "tick" }) },
  { weight: 1, arbitrary: anyId.map((userId): StageEvent => ({ type: "leave", userId })) },
  { weight: 1, arbitrary: anyId.map((userId): StageEvent => ({ type: "skip", userId })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<StageEvent>(
      { type: "next" },
      { type: "extend" },
      { type: "open" },
      { type: "close" },
      { type: "clear" },
    ),
  },
);
const anyMoment = fc.record({
  event: anyEvent,
  /** Up to two turns at once, so that ticks come early, on time and late. */
  laterMs: fc.integer({ min: 0, max: 2 * TURN }),
  absent: fc.subarray(["a", "b", "c", "d", "e"]),
});

Deno.test("whatever happens: nobody twice, turns apart and in order, and an idle tick changes nothing", () => {
  fc.assert(
    fc.property(fc.array(anyMoment, { maxLength: 80 }), (moments) => {
      let state = EMPTY_STAGE;
      let nowMs = START - 60_000;
      for (const { event, laterMs, absent } of moments) {
        nowMs += laterMs;
        const before = state;
        const house = at(nowMs, (id) => !absent.includes(id));
        const stepped = step(before, event, house);
        if (stepped.effects.some(({ type }) => type === "refuse")) {
          assert.equal(stepped.state, before, "a refusal changes nothing");
          continue;
        }
        state = stepped.state;
        const ids = names(state).filter((id) => id !== null);
        assert.equal(new Set(ids).size, ids.length, "nobody stands twice");
        assert.equal(state === before, !stepped.effects.some(({ type }) => type === "announce"));
        checkTurn(before, state, nowMs);
        if (state.current) {
          assert.ok(house.isHere(state.current.userId) || nowMs >= END);
          assert.ok(state.current.sinceMs >= START && state.current.untilMs <= END);
          assert.ok(state.current.untilMs > nowMs, "no turn is over and still on");
        }
        // Those who wait keep their order: what is left of the queue is a part of what it was, then who came.
        const kept = state.queue.map(({ userId }) => userId);
        const order = [...before.queue.map(({ userId }) => userId), ...kept].filter((id, n, all) =>
          all.indexOf(id) === n
        );
        assert.deepEqual(kept, order.filter((id) => kept.includes(id)));
        if (!isTickDue(before, house) && before.current && house.isHere(before.current.userId)) {
          assert.deepEqual(step(before, { type: "tick" }, house).effects, []);
        }
        assert.deepEqual(step(state, { type: "tick" }, house).effects, [], "a tick is idempotent");
      }
    }),
    { numRuns: 500 },
  );
});

/** A turn begins at the moment it is announced, with whoever was first of those who are here. */
function checkTurn(before: StageState, after: StageState, nowMs: number): void {
  const { current } = after;
  if (!current || current === before.current || current.userId === before.current?.userId) return;
  assert.equal(current.sinceMs, nowMs);
  assert.ok(!after.queue.some(({ userId }) => userId === current.userId));
}
