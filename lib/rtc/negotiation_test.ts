import assert from "node:assert/strict";
import {
  type LinkWords,
  type NegotiationEffect,
  type NegotiationEvent,
  type NegotiationState,
  openNegotiation,
} from "@/lib/rtc/negotiation_model.ts";
import { stepNegotiation } from "@/lib/rtc/negotiation.ts";
import { FakeConnection, type FakeNet, seeded } from "@/lib/rtc/connection_for_tests.ts";

const NOW_MS = 1_000_000;

/** Steps through events and gathers what they cause. */
function run(
  state: NegotiationState,
  events: readonly NegotiationEvent[],
  nowMs = NOW_MS,
): { state: NegotiationState; effects: NegotiationEffect[] } {
  const effects: NegotiationEffect[] = [];
  for (const event of events) {
    const step = stepNegotiation(state, event, nowMs);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const SDP = "v=0\r\na=ice-ufrag:aaaa\r\n";
const THEIRS = "v=0\r\na=ice-ufrag:bbbb\r\n";
const offerMade: NegotiationEvent = { type: "made", description: { type: "offer", sdp: SDP } };
const words = (rest: Partial<LinkWords> = {}): NegotiationEvent => ({
  type: "words",
  words: { epoch: 1, description: null, candidates: [], ...rest },
});
const offer = (n = 1) => ({ type: "offer" as const, sdp: THEIRS, n, re: 0 });
const answer = (re = 1) => ({ type: "answer" as const, sdp: THEIRS, n: 1, re });
const candidate = (ufrag: string, name = "c") => ({
  candidate: `candidate:${name}`,
  mid: "0",
  line: 0,
  ufrag,
});
const offering = () =>
  run(openNegotiation({ polite: false }, NOW_MS), [{ type: "needed" }, offerMade]).state;

Deno.test("an offer is made when one is needed, and one at a time", () => {
  const { state, effects } = run(openNegotiation({ polite: false }, NOW_MS), [
    { type: "needed" },
    { type: "needed" },
  ]);
  assert.deepEqual(effects, [{ type: "make" }]);
  const after = run(state, [offerMade]);
  assert.equal(after.effects.length, 1);
  assert.equal(after.effects[0]?.type, "send");
  assert.equal(after.state.signaling, "offered");
});

Deno.test("[PN1] of two offers that cross, the impolite side ignores theirs and the polite side takes it", () => {
  for (const polite of [false, true]) {
    const { state } = run(openNegotiation({ polite }, NOW_MS), [{ type: "needed" }, offerMade]);
    const { effects } = run(state, [words({ description: offer() })]);
    assert.deepEqual(effects.map(({ type }) => type), polite ? ["apply"] : []);
  }
});

Deno.test("an answer to an older offer is not taken", () => {
  const { effects } = run(offering(), [words({ description: answer(7) })]);
  assert.deepEqual(effects, []);
  assert.equal(run(offering(), [words({ description: answer(1) })]).effects[0]?.type, "apply");
});

Deno.test("candidates wait for the description that they belong to", () => {
  const { state, effects } = run(offering(), [words({ candidates: [candidate("bbbb")] })]);
  assert.deepEqual(effects, []);
  const after = run(state, [words({ description: answer() }), { type: "applied" }]);
  assert.deepEqual(after.effects.at(-1), { type: "add", candidates: [candidate("bbbb")] });
});

Deno.test("own candidates go together, some time after the first", () => {
  const found = (name: string): NegotiationEvent => ({
    type: "candidate",
    candidate: candidate("aaaa", name),
  });
  const { state, effects } = run(offering(), [found("1"), found("2"), { type: "tick" }]);
  assert.deepEqual(effects, []);
  const later = run(state, [{ type: "tick" }], NOW_MS + 200).effects[0];
  assert(later?.type === "send");
  assert.deepEqual(later.words.candidates.map((c) => c.candidate), ["candidate:1", "candidate:2"]);
});

Deno.test("[PN2] an offer without an answer is sent again, and in the end all starts anew", () => {
  let state = offering();
  const kinds: string[] = [];
  for (let atMs = NOW_MS; atMs < NOW_MS + 60_000; atMs += 500) {
    const step = run(state, [{ type: "tick" }], atMs);
    state = step.state;
    for (const effect of step.effects) {
      kinds.push(effect.type === "send" ? `send ${effect.words.epoch}` : effect.type);
    }
    if (kinds.includes("rebuild")) break;
  }
  assert.deepEqual(kinds.at(-1), "rebuild");
  assert.equal(state.epoch, 2);
  assert(kinds.filter((kind) => kind === "send 1").length >= 3, kinds.join());
});

Deno.test("[PN2] an offer that comes twice gets the same answer twice", () => {
  const made: NegotiationEvent = { type: "made", description: { type: "answer", sdp: SDP } };
  const { state } = run(openNegotiation({ polite: true }, NOW_MS), [
    words({ description: offer() }),
    { type: "applied" },
    made,
  ]);
  const { effects } = run(state, [words({ description: offer() })]);
  assert(effects[0]?.type === "send");
  assert.equal(effects[0].words.description?.re, 1);
});

Deno.test("[PN3] a broken link may come back by itself, a failed one restarts at once", () => {
  const { state } = run(offering(), [
    words({ description: answer() }),
    { type: "applied" },
    { type: "state", state: "connected" },
  ]);
  const broken = run(state, [{ type: "state", state: "disconnected" }, { type: "tick" }]);
  assert.deepEqual(broken.effects, []);
  assert.equal(broken.state.link, "trouble");
  const back = run(broken.state, [{ type: "state", state: "connected" }, { type: "tick" }], 9e6);
  assert.deepEqual([back.effects, back.state.link], [[], "connected"]);
  const late = run(broken.state, [{ type: "tick" }], NOW_MS + 2_500);
  assert.deepEqual(late.effects, [{ type: "restart" }]);
  assert.deepEqual(run(state, [{ type: "state", state: "failed" }]).effects, [{ type: "restart" }]);
});

Deno.test("[PN4] whoever sees a greater epoch starts anew with it, and a smaller one is not heard", () => {
  const { state, effects } = run(openNegotiation({ polite: true }, NOW_MS), [
    words({ epoch: 4, description: offer() }),
  ]);
  assert.equal(state.epoch, 4);
  assert.deepEqual(effects.map(({ type }) => type), ["rebuild", "send", "apply"]);
  assert.deepEqual(
    run(state, [words({ epoch: 3, description: offer(9) })]).effects.map(({ type }) => type),
    ["send"],
  );
});

Deno.test("a description that cannot be applied does not make us start anew all the time", () => {
  let state = openNegotiation({ polite: true }, NOW_MS);
  let rebuilds = 0;
  for (let atMs = NOW_MS; atMs < NOW_MS + 10_000; atMs += 100) {
    const bad = words({ epoch: state.epoch, description: offer() });
    const step = run(state, [{ type: "tick" }, bad], atMs);
    rebuilds += step.effects.filter(({ type }) => type === "rebuild").length;
    state = step.state.busy === "remote"
      ? run(step.state, [{ type: "failed" }], atMs).state
      : step.state;
  }
  assert(rebuilds >= 1 && rebuilds <= 5, String(rebuilds));
});

/** Two peers over a way that loses, doubles and reorders; tells how long it took them to hear each other. */
function meet(seed: number, { loss, troubles }: { loss: number; troubles: boolean }): number {
  const random = seeded(seed);
  const net: FakeNet = { random };
  let nowMs = NOW_MS;
  const wires: { atMs: number; to: number; words: LinkWords }[] = [];
  const peers = [0, 1].map((index) => {
    const side = { state: openNegotiation({ polite: index === 1 }, nowMs), pc: connect() };
    function connect(): FakeConnection {
      const pc: FakeConnection = new FakeConnection(net, (event) => {
        if (side.pc === pc) take(event);
      });
      if (index === 0) pc.addTrack();
      return pc;
    }
    function take(event: NegotiationEvent): void {
      const step = stepNegotiation(side.state, event, nowMs);
      side.state = step.state;
      for (const effect of step.effects) perform(effect);
    }
    function perform(effect: NegotiationEffect): void {
      if (effect.type === "send") {
        const copies = random() < loss ? 0 : random() < loss / 2 ? 2 : 1;
        for (let n = 0; n < copies; n++) {
          wires.push({ atMs: nowMs + 20 + random() * 600, to: 1 - index, words: effect.words });
        }
      } else if (effect.type === "rebuild") {
        side.pc.close();
        side.pc = connect();
      } else side.pc.perform(effect);
    }
    return { side, take };
  });
  const [a, b] = [peers[0]!, peers[1]!];
  const connected = () =>
    a.side.state.link === "connected" && b.side.state.link === "connected" &&
    FakeConnection.joined(a.side.pc, b.side.pc);
  const quietFromMs = NOW_MS + (troubles ? 15_000 : 0);
  for (; nowMs < NOW_MS + 300_000; nowMs += 50) {
    for (const wire of wires.filter(({ atMs }) => atMs <= nowMs)) {
      wires.splice(wires.indexOf(wire), 1);
      peers[wire.to]!.take({ type: "words", words: wire.words });
    }
    if (troubles && nowMs < quietFromMs) {
      if (random() < 0.01) peers[random() < 0.5 ? 0 : 1]!.side.pc.addTrack();
      if (random() < 0.01) FakeConnection.breakBetween(a.side.pc, b.side.pc);
      if (random() < 0.005) peers[random() < 0.5 ? 0 : 1]!.take({ type: "network" });
    }
    for (const { side, take } of peers) {
      side.pc.run();
      take({ type: "tick" });
    }
    FakeConnection.check(a.side.pc, b.side.pc);
    const calm = nowMs >= quietFromMs && wires.length === 0;
    if (calm && connected() && [a, b].every(({ side }) => side.pc.settled)) return nowMs - NOW_MS;
  }
  assert.fail(
    `seed ${seed}: not connected; ${JSON.stringify([a.side.state, b.side.state], null, 1)}`,
  );
}

Deno.test("two peers connect at once where nothing is lost", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const tookMs = meet(seed, { loss: 0, troubles: false });
    assert(tookMs < 4_000, `seed ${seed} took ${tookMs} ms`);
  }
});

Deno.test("two peers end connected over a way that loses, doubles and reorders", () => {
  for (let seed = 1; seed <= 300; seed++) meet(seed, { loss: 0.3, troubles: false });
});

Deno.test("two peers end connected after tracks, breaks and other networks on both sides", () => {
  for (let seed = 1; seed <= 300; seed++) meet(seed, { loss: 0.25, troubles: true });
});

Deno.test("[PN5] while nothing gets through nothing is tried, and ICE restarts once the way is back", () => {
  const { state } = run(offering(), [
    words({ description: answer() }),
    { type: "applied" },
    { type: "state", state: "connected" },
    { type: "way", open: false },
  ]);
  const broken = run(state, [{ type: "state", state: "failed" }, { type: "tick" }], NOW_MS + 5_000);
  assert.equal(broken.state.link, "trouble");
  assert.deepEqual(broken.effects, []);
  const back = run(broken.state, [{ type: "way", open: true }], NOW_MS + 6_000);
  assert.deepEqual(back.effects, [{ type: "restart" }]);
});

Deno.test("[PN5] an offer that was made while nothing got through is sent once the way is back", () => {
  const { state } = run(offering(), [{ type: "way", open: false }]);
  const back = run(state, [{ type: "way", open: true }], NOW_MS + 100);
  assert(back.effects[0]?.type === "send");
  assert.equal(back.effects[0].words.description?.type, "offer");
});

Deno.test("[PN6] a plain peer gets an answered offer once", () => {
  for (const plain of [true, false]) {
    const { state } = run(offering(), [
      ...(plain ? [{ type: "plain" } as const] : []),
      words({ description: answer() }),
      { type: "applied" },
    ]);
    const { effects } = run(state, [{ type: "tick" }], NOW_MS + 5_000);
    assert.deepEqual(effects.map(({ type }) => type), plain ? [] : ["send"]);
  }
});
