import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CallEffect,
  type CallEvent,
  type CallState,
  NEW_CALL,
} from "@/lib/calls/client/call_model.ts";
import {
  AWAY_UNTIL_MS,
  CALL_AFTER_MS,
  CONNECT_UNTIL_MS,
  MEND_UNTIL_MS,
  stepCall,
} from "@/lib/calls/client/call_state.ts";
import { decodeCallAvatar } from "@/lib/calls/client/avatar.ts";
import type { CallFrame, CallPeer } from "@/lib/calls/client/signals.ts";

const NOW_MS = 1_000;
const peer = (id = "p2"): CallPeer => ({ id, avatar: decodeCallAvatar(null) });
const frame = (frame: CallFrame): CallEvent => ({ type: "frame", frame });
const joined = (rest: Partial<Extract<CallFrame, { type: "joined" }>> = {}): CallEvent =>
  frame({ type: "joined", me: "p1", polite: false, peers: [], resumed: false, ...rest });
const came = (id = "p2") => frame({ type: "peer_joined", peer: peer(id) });
const left = (id = "p2") => frame({ type: "peer_left", id });
const rtc = (state: "connected" | "disconnected" | "failed", generation = 1): CallEvent => ({
  type: "rtc",
  generation,
  event: { type: "state", state },
});
const channel = (open: boolean, generation = 1): CallEvent => ({
  type: "channel",
  generation,
  open,
});
const cut: CallEvent = {
  type: "link",
  phase: { kind: "waiting", retryAtMs: 0, restarting: false },
};
const tick: CallEvent = { type: "tick" };

function run(state: CallState, events: readonly CallEvent[], nowMs = NOW_MS) {
  const effects: CallEffect[] = [];
  for (const event of events) {
    const step = stepCall(state, event, nowMs);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, kinds: effects.map(({ type }) => type) };
}

const live = (polite = false) =>
  run(NEW_CALL, [{ type: "join" }, joined({ polite }), came(), rtc("connected"), channel(true)])
    .state;

Deno.test("a call goes from joining to alone to connecting to live", () => {
  const kinds = [];
  let state = NEW_CALL;
  for (
    const event of [{ type: "join" } as const, joined(), came(), rtc("connected"), channel(true)]
  ) {
    state = run(state, [event]).state;
    kinds.push(state.phase.kind);
  }
  assert.deepEqual(kinds, ["joining", "alone", "connecting", "connecting", "live"]);
});

Deno.test("[CC1] the impolite side calls, the polite side waits, whoever was there first", () => {
  for (const polite of [true, false]) {
    for (const events of [[joined({ polite }), came()], [joined({ polite, peers: [peer()] })]]) {
      const { effects } = run(NEW_CALL, [{ type: "join" }, ...events]);
      assert.deepEqual(effects.filter(({ type }) => type === "open"), [
        { type: "open", generation: 1, caller: !polite },
      ]);
    }
  }
});

Deno.test("[CC1] a page that is loaded anew gets another line, with the next epoch", () => {
  const { state, kinds } = run(live(), [came()]);
  assert.deepEqual(kinds, ["close", "open"]);
  assert.equal(state.line?.negotiation.epoch, 2);
  assert.equal(state.phase.kind, "connecting");
});

Deno.test("a polite side tells a page that came back how far they are", () => {
  const { effects } = run(live(true), [came()]);
  assert.deepEqual(effects.at(-1), {
    type: "send",
    frame: {
      type: "ice",
      to: "p2",
      candidate: { candidate: "", sdpMid: "0", sdpMLineIndex: 0 },
      epoch: 2,
    },
  });
});

Deno.test("a socket that goes on where it broke changes nothing", () => {
  const before = live();
  const { state, effects } = run(before, [cut, joined({ peers: [peer()], resumed: true })]);
  assert.deepEqual(effects, []);
  assert.equal(state.line?.generation, 1);
  assert.equal(state.phase, before.phase);
});

Deno.test("a socket that comes back too late begins anew, as the peer is told", () => {
  const { state, kinds } = run(live(), [cut, joined({ peers: [peer()], resumed: false })]);
  assert.deepEqual(kinds, ["close", "open"]);
  assert.equal(state.line?.negotiation.epoch, 2);
});

Deno.test("[CC2] a peer whom the server has lost stays while the line holds, and no longer", () => {
  const away = run(live(), [left()]);
  assert.equal(away.state.phase.kind, "live");
  const closed = run(away.state, [channel(false)]);
  assert.deepEqual([closed.state.phase.kind, closed.state.peer], ["alone", null]);
  const broken = run(away.state, [rtc("disconnected"), tick]).state;
  assert.equal(broken.phase.kind, "trouble");
  assert.equal(run(broken, [tick], NOW_MS + AWAY_UNTIL_MS).state.phase.kind, "alone");
});

Deno.test("[CC2] the server's last word ends a call only once its line breaks", () => {
  const over: CallEvent = { type: "link", phase: { kind: "ended", code: 4004, reason: "gone" } };
  const { state } = run(live(), [over]);
  assert.equal(state.phase.kind, "live");
  const broken = run(state, [rtc("disconnected")]).state;
  assert.equal(run(broken, [tick], NOW_MS + AWAY_UNTIL_MS - 1).state.phase.kind, "trouble");
  assert.deepEqual(run(broken, [tick], NOW_MS + AWAY_UNTIL_MS).state.phase, {
    kind: "ended",
    reason: "gone",
  });
});

Deno.test("a seat that was taken over elsewhere ends the call here at once", () => {
  const { state } = run(live(), [
    { type: "link", phase: { kind: "ended", code: 4008, reason: "connected elsewhere" } },
  ]);
  assert.deepEqual(state.phase, { kind: "ended", reason: "elsewhere" });
});

Deno.test("[CC6] who gives way to another tab says nothing to anybody, and does not come back", () => {
  const { state, effects } = run(live(), [{ type: "elsewhere" }]);
  assert.deepEqual(state.phase, { kind: "ended", reason: "elsewhere" });
  assert.deepEqual(effects.map(({ type }) => type), ["close", "stop"]);
});

Deno.test("[CC3] a broken line hurries the socket, and waits for it", () => {
  const sdp = "v=0\r\na=ice-ufrag:x\r\n";
  const does = (event: Extract<CallEvent, { type: "rtc" }>["event"]): CallEvent => (
    { type: "rtc", generation: 1, event }
  );
  const agreed = run(live(), [
    does({ type: "needed" }),
    does({ type: "made", description: { type: "offer", sdp } }),
    frame({
      type: "words",
      from: "p2",
      words: { epoch: 1, description: { type: "answer", sdp, n: 1, re: 1 }, candidates: [] },
    }),
    does({ type: "applied" }),
  ]).state;
  const broken = run(agreed, [cut, rtc("failed")]);
  assert.deepEqual(broken.kinds, []);
  const waits = run(broken.state, [tick, tick]);
  assert.deepEqual(waits.kinds, ["hurry"]);
  const back = run(waits.state, [joined({ peers: [peer()], resumed: true })]);
  assert.deepEqual(back.effects, [{ type: "perform", effect: { type: "restart" } }]);
});

Deno.test("[CC4] a farewell ends the call for whoever hears it", () => {
  const { state, kinds } = run(live(), [{ type: "bye" }]);
  assert.deepEqual(state.phase, { kind: "ended", reason: "peer_left" });
  assert.deepEqual(kinds, ["send", "close", "stop"]);
});

Deno.test("[CC5] whoever waits in vain for a call calls once", () => {
  const start = run(NEW_CALL, [{ type: "join" }, joined({ polite: true, peers: [peer()] })]).state;
  const later = NOW_MS + CALL_AFTER_MS;
  assert.deepEqual(run(start, [tick], later - 1).kinds, []);
  assert.deepEqual(run(start, [tick, tick], later).kinds, ["call"]);
});

Deno.test("what was never connected and what stays broken is given up in time", () => {
  const start = run(NEW_CALL, [{ type: "join" }, joined(), came()]).state;
  assert.equal(run(start, [tick], NOW_MS + CONNECT_UNTIL_MS - 1).state.phase.kind, "connecting");
  const failed = { kind: "ended", reason: "failed" };
  assert.deepEqual(run(start, [tick], NOW_MS + CONNECT_UNTIL_MS).state.phase, failed);
  const broken = run(live(), [rtc("disconnected")]).state;
  assert.equal(run(broken, [tick], NOW_MS + MEND_UNTIL_MS - 1).state.phase.kind, "trouble");
  assert.deepEqual(run(broken, [tick], NOW_MS + MEND_UNTIL_MS).state.phase, failed);
});

Deno.test("a mended line is live since it first was, and counted", () => {
  const before = live();
  const mended = run(before, [rtc("disconnected"), rtc("connected")], NOW_MS + 9_000).state;
  assert.deepEqual(mended.phase, before.phase);
  assert.equal(mended.reconnects, 1);
});

Deno.test("what is late, of a stranger or of an older connection is not heard", () => {
  const state = live();
  const words = { epoch: 9, description: null, candidates: [] };
  for (
    const late of [
      left("p9"),
      frame({ type: "words", from: "p9", words }),
      rtc("failed", 0),
      channel(false, 0),
      frame({ type: "error", code: "no_peer" }),
    ]
  ) {
    assert.equal(run(state, [late]).state.phase, state.phase, JSON.stringify(late));
    assert.deepEqual(run(state, [late]).effects, []);
  }
});

Deno.test("an ended call hears nothing, and can be joined again", () => {
  const { state } = run(live(), [{ type: "leave" }]);
  const after = run(state, [came(), rtc("connected"), tick, { type: "bye" }, { type: "network" }]);
  assert.deepEqual([after.state, after.effects], [state, []]);
  assert.deepEqual(run(state, [{ type: "join" }]).kinds, ["start"]);
});

Deno.test("whatever happens in whatever order, a line has a peer and an open connection", () => {
  const sdp = "v=0\r\na=ice-ufrag:x\r\n";
  const generation = fc.integer({ min: 0, max: 6 });
  const id = fc.constantFrom("p1", "p2", "p3");
  const event: fc.Arbitrary<CallEvent> = fc.oneof(
    fc.constantFrom<CallEvent>({ type: "join" }, { type: "leave" }, { type: "bye" }, tick, cut, {
      type: "network",
    }),
    fc.record({ polite: fc.boolean(), resumed: fc.boolean(), there: fc.option(id) })
      .map(({ there, ...rest }) => joined({ ...rest, peers: there ? [peer(there)] : [] })),
    id.map(came),
    id.map(left),
    fc.tuple(fc.constantFrom("connected", "disconnected", "failed"), generation)
      .map(([state, at]) => rtc(state as "failed", at)),
    fc.tuple(fc.boolean(), generation).map(([open, at]) => channel(open, at)),
    fc.tuple(id, fc.constantFrom("offer", "answer"), fc.nat(4), fc.nat(4), fc.nat(4)).map(
      ([from, type, epoch, n, re]) =>
        frame({
          type: "words",
          from,
          words: {
            epoch,
            description: { type: type as "offer", sdp, n, re },
            candidates: [],
          },
        }),
    ),
    id.map((from) => frame({ type: "plain", from, words: { type: "offer", sdp } })),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(20_000)), { maxLength: 60 }), (events) => {
      let state = NEW_CALL;
      let nowMs = NOW_MS;
      let open: number | null = null;
      for (const [event, passMs] of events) {
        nowMs += passMs;
        const step = stepCall(state, event, nowMs);
        state = step.state;
        for (const effect of step.effects) {
          if (effect.type === "open") {
            assert.equal(open, null, "a connection is opened beside another");
            open = effect.generation;
          } else if (effect.type === "close") open = null;
          else if (effect.type === "perform") assert.notEqual(open, null);
        }
        assert.equal(state.line?.generation ?? null, open);
        assert.equal(state.line !== null && state.peer === null, false);
        if (state.line) assert.equal(state.line.peerId, state.peer?.id);
      }
    }),
    { numRuns: 500 },
  );
});
