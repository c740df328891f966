import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Engine,
  ENGINE_RULES,
  type EngineEffect,
  type EngineInput,
  nextTickMs,
  openEngine,
  stepEngine,
} from "@/lib/assistant/engine/session.ts";

const NOW_MS = 1_800_000_000_000;
const WELCOME = { sid: "sid", maxPayload: 1000 };

/** Runs inputs through a session and gives every effect. */
class Run {
  engine: Engine;
  effects: EngineEffect[];
  nowMs = NOW_MS;

  constructor(transport: Engine["transport"] = "polling") {
    const opened = openEngine(transport, { welcome: WELCOME, rules: ENGINE_RULES, nowMs: NOW_MS });
    this.engine = opened.engine;
    this.effects = opened.effects;
  }

  step(input: EngineInput): readonly EngineEffect[] {
    const { engine, effects } = stepEngine(this.engine, input, {
      rules: ENGINE_RULES,
      nowMs: this.nowMs,
    });
    this.engine = engine;
    this.effects.push(...effects);
    return effects;
  }

  frame(data: unknown) {
    return this.step({ type: "frame", data });
  }
}

Deno.test("a session over polling begins with its open packet, which offers an upgrade", () => {
  const [first, ...rest] = new Run().effects;
  assert(first?.type === "answer_poll");
  assert.equal(first.body[0], "0");
  assert.deepEqual(JSON.parse(first.body.slice(1)), {
    sid: "sid",
    upgrades: ["websocket"],
    pingInterval: 25_000,
    pingTimeout: 20_000,
    maxPayload: 1000,
  });
  assert.deepEqual(rest, []);
});

Deno.test("a session over a WebSocket offers none, and sends at once", () => {
  const run = new Run("websocket");
  const [first] = run.effects;
  assert(first?.type === "send_frame");
  assert.deepEqual(JSON.parse(first.frame.slice(1)).upgrades, []);
  assert.deepEqual(run.step({ type: "send", message: "2[]" }), [
    { type: "send_frame", frame: "42[]" },
  ]);
});

Deno.test("what is sent waits for a poll, and goes in one body", () => {
  const run = new Run();
  assert.deepEqual(run.step({ type: "send", message: "a" }), []);
  run.step({ type: "send", message: "b" });
  assert.deepEqual(run.step({ type: "poll" }), [{ type: "answer_poll", body: "4a\u001e4b" }]);
  assert.deepEqual(run.step({ type: "poll" }), []);
  assert.deepEqual(run.step({ type: "send", message: "c" }), [{ type: "answer_poll", body: "4c" }]);
});

Deno.test("a post delivers its packets in order", () => {
  const run = new Run();
  assert.deepEqual(run.step({ type: "post", body: "4a\u001e4b\u001e3" }), [
    { type: "answer_post", ok: true },
    { type: "deliver", message: "a" },
    { type: "deliver", message: "b" },
  ]);
});

for (const body of ["", "abc", "4a\u001ez", "bAQIDBA==", "0{}", "2", "5"]) {
  Deno.test(`[EN2] a post of ${JSON.stringify(body)} is refused and ends the session`, () => {
    const run = new Run();
    const [answer] = run.step({ type: "post", body });
    assert.deepEqual(answer, { type: "answer_post", ok: false });
    assert.deepEqual(run.effects.at(-1), { type: "closed", cause: "bad_packet" });
    assert.deepEqual(run.step({ type: "poll" }), [{ type: "refuse_poll" }]);
    assert.deepEqual(run.step({ type: "post", body: "4a" }), [{ type: "answer_post", ok: false }]);
    assert.deepEqual(run.step({ type: "socket_opened" }), [{ type: "refuse_socket" }]);
  });
}

Deno.test("[EN2] a second poll is refused, and the first is told that the session is over", () => {
  const run = new Run();
  run.step({ type: "poll" });
  assert.deepEqual(run.step({ type: "poll" }), [
    { type: "refuse_poll" },
    { type: "answer_poll", body: "1" },
    { type: "closed", cause: "second_poll" },
  ]);
});

Deno.test("[EN1] a client that answers pings stays, and one that does not is gone in time", () => {
  const run = new Run();
  run.step({ type: "poll" });
  for (let n = 0; n < 3; n++) {
    run.nowMs = nextTickMs(run.engine)!;
    assert.deepEqual(run.step({ type: "tick" }), [{ type: "answer_poll", body: "2" }]);
    run.step({ type: "post", body: "3" });
    run.step({ type: "poll" });
  }
  run.nowMs = nextTickMs(run.engine)!;
  run.step({ type: "tick" });
  const pingedMs = run.nowMs;
  run.nowMs = nextTickMs(run.engine)!;
  assert.equal(run.nowMs - pingedMs, ENGINE_RULES.pingTimeoutMs);
  run.step({ type: "tick" });
  assert.deepEqual(run.effects.at(-1), { type: "closed", cause: "ping_timeout" });
  assert.equal(nextTickMs(run.engine), null);
});

Deno.test("[EN3] a client moves from polling to its WebSocket, and nothing that was sent gets lost", () => {
  const run = new Run();
  run.step({ type: "poll" });
  run.step({ type: "socket_opened" });
  assert.deepEqual(run.frame("2probe"), [
    { type: "send_frame", frame: "3probe" },
    { type: "answer_poll", body: "6" },
  ]);
  run.step({ type: "send", message: "waits" });
  assert.deepEqual(run.frame("5"), [{ type: "send_frame", frame: "4waits" }]);
  assert.deepEqual(run.step({ type: "poll" }), [{ type: "refuse_poll" }]);
  assert.deepEqual(run.step({ type: "post", body: "4a" }), [{ type: "answer_post", ok: false }]);
  assert.deepEqual(run.step({ type: "socket_opened" }), [{ type: "refuse_socket" }]);
  assert.deepEqual(run.frame("4b"), [{ type: "deliver", message: "b" }]);
  run.step({ type: "socket_closed" });
  assert.deepEqual(run.effects.at(-1), { type: "closed", cause: "socket_closed" });
});

Deno.test("[EN3] polls are answered at once while a WebSocket waits to take over", () => {
  const run = new Run();
  run.step({ type: "socket_opened" });
  run.frame("2probe");
  assert.deepEqual(run.step({ type: "poll" }), [{ type: "answer_poll", body: "6" }]);
});

for (
  const frames of [["5"], ["4hi"], ["2"], ["2probe", "4hi"], ["2probe", "2probe"], [
    new Uint8Array([1]),
  ]]
) {
  Deno.test(`a WebSocket that probes with ${JSON.stringify(frames)} is closed, and polling goes on`, () => {
    const run = new Run();
    run.step({ type: "socket_opened" });
    for (const frame of frames) run.frame(frame);
    assert.deepEqual(run.effects.at(-1), { type: "close_socket" });
    run.step({ type: "send", message: "a" });
    assert.deepEqual(run.step({ type: "poll" }), [{ type: "answer_poll", body: "4a" }]);
    assert.deepEqual(run.step({ type: "socket_opened" }), [], "it may try again");
  });
}

Deno.test("a probe that takes too long is given up, and polling goes on", () => {
  const run = new Run();
  run.step({ type: "socket_opened" });
  run.nowMs = nextTickMs(run.engine)!;
  assert.deepEqual(run.step({ type: "tick" }), [{ type: "close_socket" }]);
  assert.equal(run.engine.closed, false);
});

Deno.test("a client that says goodbye is told nothing more", () => {
  const run = new Run();
  run.step({ type: "poll" });
  assert.deepEqual(run.step({ type: "post", body: "1" }), [
    { type: "answer_post", ok: true },
    { type: "answer_poll", body: "6" },
    { type: "closed", cause: "by_client" },
  ]);
});

Deno.test("[EN4] a client that fetches nothing loses its session before it fills the memory", () => {
  const run = new Run();
  const message = "가".repeat(10_000);
  let sent = 0;
  while (!run.engine.closed) {
    run.step({ type: "send", message });
    sent++;
  }
  assert(sent * message.length <= ENGINE_RULES.maxWaitingChars + message.length);
  assert.deepEqual(run.effects.at(-1), { type: "closed", cause: "too_slow" });
  const many = new Run();
  for (let n = 0; n <= ENGINE_RULES.maxWaiting; n++) many.step({ type: "send", message: "" });
  assert.equal(many.engine.closed, true);
});

const someInput = fc.oneof(
  fc.constantFrom<EngineInput>(
    { type: "poll" },
    { type: "socket_opened" },
    { type: "socket_closed" },
    { type: "tick" },
    { type: "close" },
    { type: "frame", data: "2probe" },
    { type: "frame", data: "5" },
    { type: "post", body: "3" },
    { type: "post", body: "1" },
  ),
  fc.record({ type: fc.constant("send" as const), message: fc.string() }),
  fc.record({
    type: fc.constant("post" as const),
    body: fc.oneof(fc.string(), fc.string().map((text) => `4${text}`)),
  }),
  fc.record({
    type: fc.constant("frame" as const),
    data: fc.oneof(fc.string(), fc.string().map((text) => `4${text}`), fc.uint8Array()),
  }),
);
const someInputs = fc.array(fc.tuple(someInput, fc.integer({ min: 0, max: 30_000 })), {
  maxLength: 60,
});

Deno.test("whatever comes in whichever order, each poll and post is answered once and a session ends once", () => {
  fc.assert(
    fc.property(fc.constantFrom("polling", "websocket"), someInputs, (transport, inputs) => {
      const run = new Run(transport);
      let polls = transport === "polling" ? 1 : 0;
      let posts = 0;
      for (const [input, laterMs] of inputs) {
        run.nowMs += laterMs;
        run.step(input);
        if (input.type === "poll") polls++;
        if (input.type === "post") posts++;
      }
      const count = (...types: EngineEffect["type"][]) =>
        run.effects.filter(({ type }) => types.includes(type)).length;
      assert.equal(count("answer_poll", "refuse_poll"), polls - (run.engine.polled ? 1 : 0));
      assert.equal(count("answer_post"), posts);
      assert.equal(count("closed"), run.engine.closed ? 1 : 0);
      if (run.engine.transport === "websocket" && !run.engine.closed) {
        assert.deepEqual(run.engine.waiting, []);
      }
    }),
  );
});
