import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Link,
  type LinkFrame,
  type LinkInput,
  NEW_LINK,
  PING_MS,
  STEADY_MS,
  stepLink,
} from "@/lib/realtime/link_state.ts";

const half = () => 0.5;

function run(inputs: readonly (LinkInput | [nowMs: number, input: LinkInput])[], link = NEW_LINK) {
  let current: Link = link;
  const effects: string[] = [];
  for (const each of inputs) {
    const [nowMs, input] = Array.isArray(each) ? each : [0, each];
    const stepped = stepLink(current, input, { nowMs, random: half });
    current = stepped.link;
    effects.push(...stepped.effects.map(({ type }) => type));
  }
  return { link: current, effects };
}

const WELCOME: LinkInput = {
  type: "frame",
  frame: { type: "welcome", last_event_id: "05", resumed: false },
};
const event = (id: string): LinkInput => ({ type: "frame", frame: { type: "note", event_id: id } });
const closed = (code: number): LinkInput => ({ type: "closed", code, reason: "" });
const START: LinkInput = { type: "start" };

Deno.test("a link connects, is welcome, and takes events once and in order", () => {
  const { link, effects } = run([
    START,
    WELCOME,
    event("06"),
    event("06"),
    event("05"),
    event("08"),
  ]);
  assert.equal(link.lastEventId, "08");
  assert.deepEqual(effects, ["connect", "deliver", "tick_in", "deliver", "deliver"]);
});

Deno.test("a link comes back with the last event it took", () => {
  const { link } = run([START, WELCOME, event("06"), closed(1006)]);
  assert.equal(link.phase.kind, "waiting");
  const { effects } = stepLink(link, { type: "hurry" }, { nowMs: 0, random: half });
  assert.deepEqual(effects, [{ type: "connect", lastEventId: "06" }]);
});

Deno.test("a resumed welcome keeps the place; another one starts from its own", () => {
  const again: LinkInput[] = [START, WELCOME, event("06"), closed(1006), { type: "hurry" }];
  const resumed: LinkInput = {
    type: "frame",
    frame: { type: "welcome", last_event_id: "09", resumed: true },
  };
  assert.equal(run([...again, resumed]).link.lastEventId, "06");
  assert.equal(run([...again, resumed, event("07")]).link.lastEventId, "07");
  assert.equal(run([...again, WELCOME]).link.lastEventId, "05");
});

for (const code of [1000, 1008, 4001, 4003, 4004, 4008]) {
  Deno.test(`a link does not come back after ${code}`, () => {
    const { link, effects } = run([START, WELCOME, closed(code)]);
    assert.deepEqual(link.phase, { kind: "ended", code, reason: "" });
    assert.equal(effects.at(-1), "tick_in");
    assert.equal(run([{ type: "hurry" }, { type: "tick" }], link).effects.length, 0);
  });
}

for (const code of [1001, 1006, 1011, 1012, 1013]) {
  Deno.test(`a link comes back after ${code}`, () => {
    const { link } = run([START, WELCOME, closed(code)]);
    assert.ok(link.phase.kind === "waiting" && link.phase.restarting === (code === 1012));
  });
}

Deno.test("a link waits longer after each failure, up to fifteen seconds, and less after a steady time", () => {
  let link = run([START]).link;
  const waits: number[] = [];
  for (let n = 0; n < 9; n++) {
    link = stepLink(link, closed(1006), { nowMs: 0, random: () => 1 }).link;
    assert.ok(link.phase.kind === "waiting");
    waits.push(link.phase.retryAtMs);
    link = stepLink(link, { type: "hurry" }, { nowMs: 0, random: half }).link;
  }
  assert.deepEqual(waits, [300, 600, 1200, 2400, 4800, 9600, 15000, 15000, 15000]);
  const { link: after } = run([WELCOME, [STEADY_MS, closed(1006)]], link);
  assert.ok(after.phase.kind === "waiting");
  assert.ok(after.phase.retryAtMs - STEADY_MS <= 300);
});

Deno.test("a link pings while all is well, and takes silence for the end of the connection", () => {
  const { link } = run([START, WELCOME]);
  const alive = run([[PING_MS, { type: "tick" }]], link);
  assert.deepEqual(alive.effects, ["ping", "tick_in"]);
  const silent = run([[2 * PING_MS, { type: "tick" }]], link);
  assert.deepEqual(silent.effects, ["disconnect", "tick_in"]);
  assert.equal(silent.link.phase.kind, "waiting");
  const heard = run([[PING_MS, { type: "frame", frame: { type: "pong" } }], [2 * PING_MS, {
    type: "tick",
  }]], link);
  assert.equal(heard.effects.at(-2), "ping");
});

Deno.test("a link that the door refused stays outside until it is started again", () => {
  const { link } = run([START, { type: "refused", code: 409, reason: "full" }]);
  assert.deepEqual(link.phase, { kind: "ended", code: 409, reason: "full" });
  assert.deepEqual(run([START], link).effects, ["connect"]);
});

Deno.test("a link never connects twice at once, nor takes an event twice, whatever comes", () => {
  const frame = fc.record<LinkFrame>({
    type: fc.constantFrom("welcome", "note"),
    event_id: fc.constantFrom("01", "02", "03", "04", "05"),
    last_event_id: fc.constantFrom("01", "03"),
    resumed: fc.boolean(),
  });
  const input: fc.Arbitrary<LinkInput> = fc.oneof(
    fc.constantFrom<LinkInput>(START, { type: "tick" }, { type: "hurry" }, { type: "stop" }),
    fc.constantFrom(1000, 1006, 1012).map(closed),
    frame.map((of): LinkInput => ({ type: "frame", frame: of })),
  );
  fc.assert(fc.property(fc.array(input, { maxLength: 80 }), (inputs) => {
    let link = NEW_LINK;
    let taken = null as string | null;
    for (const each of inputs) {
      const before = link.phase.kind;
      const { link: next, effects } = stepLink(link, each, { nowMs: 0, random: half });
      const connects = effects.filter(({ type }) => type === "connect").length;
      assert.ok(connects === 0 || before !== "connecting" && before !== "live");
      if (each.type === "frame" && effects.some(({ type }) => type === "deliver")) {
        assert.ok(before === "connecting" || before === "live");
        if (each.frame.type === "welcome") taken = next.lastEventId;
        else {
          assert.ok(taken === null || each.frame.event_id! > taken);
          taken = each.frame.event_id!;
        }
      }
      link = next;
    }
  }));
});
