import assert from "node:assert/strict";
import { z } from "zod";
import { DRAIN_MS, EVENT_BUDGET, STATE_BUDGET } from "@/lib/realtime/outbox.ts";
import { createSocket, type RawSocket } from "@/lib/realtime/socket.ts";

/** A socket whose other end reads when the test says so. */
class Pipe implements RawSocket {
  readyState = 1;
  bufferedAmount = 0;
  sent: unknown[] = [];
  closed: { code?: number | undefined; reason?: string | undefined } | null = null;
  onmessage: RawSocket["onmessage"] = null;
  onclose: RawSocket["onclose"] = null;
  onerror: RawSocket["onerror"] = null;

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.sent.push(data);
    this.bufferedAmount += data.length;
  }

  close(code?: number, reason?: string): void {
    this.closed = { code, reason };
    this.readyState = 2;
  }

  drain(): void {
    this.bufferedAmount = 0;
  }

  bring(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }
}

function connect() {
  const pipe = new Pipe();
  const world = { nowMs: 0, messages: [] as unknown[], closes: 0 };
  const socket = createSocket(pipe, {
    rules: {
      schema: z.discriminatedUnion("type", [z.object({ type: z.literal("hi") })]),
      limits: { hi: { burst: 1, windowMs: 1_000 } },
    },
    now: () => world.nowMs,
    onMessage: (message) => void world.messages.push(message),
    onClose: () => void world.closes++,
  });
  return { pipe, world, socket };
}

const heavy = "x".repeat(STATE_BUDGET + 1);

Deno.test("a socket hands over messages and answers bad frames", () => {
  const { pipe, world } = connect();
  pipe.bring('{"type":"hi"}');
  pipe.bring('{"type":"hi"}');
  pipe.bring("nonsense");
  assert.deepEqual(world.messages, [{ type: "hi" }]);
  const codes = pipe.sent.map((frame) => JSON.parse(String(frame)).code);
  assert.deepEqual(codes, ["rate_limited", "bad_frame"]);
});

Deno.test("a socket closes with 1008 at the tenth bad frame, once", () => {
  const { pipe, world } = connect();
  for (let n = 0; n < 12; n++) pipe.bring("nonsense");
  assert.equal(pipe.closed?.code, 1008);
  assert.equal(world.closes, 1);
  assert.equal(pipe.sent.length, 9);
});

Deno.test("a socket holds state back while much waits, the latest of each key, and sends it when it drained", () => {
  const { pipe, socket } = connect();
  socket.send(heavy);
  assert.equal(socket.behind, true);
  socket.sendState("a", "a1");
  socket.sendState("b", "b1");
  socket.sendState("a", "a2");
  assert.equal(pipe.sent.length, 1);
  socket.send("event");
  assert.equal(pipe.sent.at(-1), "event");
  pipe.drain();
  socket.tick();
  assert.deepEqual(pipe.sent.slice(2), ["a2", "b1"]);
  assert.equal(socket.behind, false);
});

Deno.test("a socket closes with 1013 when more waits than may", () => {
  const { pipe, world, socket } = connect();
  socket.send("x".repeat(EVENT_BUDGET + 1));
  assert.equal(pipe.closed?.code, 1013);
  assert.equal(world.closes, 1);
  socket.send("after");
  assert.equal(pipe.sent.length, 1);
});

Deno.test("a socket closes with 1013 when something waits for too long, and not when it drained in between", () => {
  const { pipe, world, socket } = connect();
  socket.send(heavy);
  world.nowMs = DRAIN_MS - 1;
  pipe.drain();
  socket.tick();
  socket.send(heavy);
  world.nowMs += DRAIN_MS - 1;
  socket.tick();
  assert.equal(pipe.readyState, 1);
  world.nowMs += 1;
  socket.tick();
  assert.equal(pipe.closed?.code, 1013);
});

Deno.test("a socket that its client closed says so once and sends nothing more", () => {
  const { pipe, world, socket } = connect();
  pipe.onclose?.({} as CloseEvent);
  socket.send("late");
  socket.sendState("k", "late");
  socket.close("restart");
  pipe.bring('{"type":"hi"}');
  assert.deepEqual([world.closes, pipe.sent, world.messages], [1, [], []]);
});

Deno.test("a socket is closed once the other end is gone too, not when it was told to go", async () => {
  const { pipe, world, socket } = connect();
  let gone = false;
  void socket.closed.then(() => gone = true);
  socket.close("restart");
  await Promise.resolve();
  assert.deepEqual([pipe.closed?.code, world.closes, gone], [1012, 1, false]);
  pipe.onclose?.(new CloseEvent("close"));
  await socket.closed;
  assert.deepEqual([world.closes, gone], [1, true]);
});
