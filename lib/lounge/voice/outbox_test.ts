import assert from "node:assert/strict";
import { openOutbox, post, SIGNAL_BURST, SIGNALS_PER_S, take } from "@/lib/lounge/voice/outbox.ts";
import type { Link, VoiceSignal } from "@/lib/lounge/voice/signal.ts";

const here = (want: boolean): VoiceSignal => ({
  kind: "here",
  session: "s",
  want,
  full: false,
  ask: false,
});
const link = (epoch: number): Link => ({
  kind: "link",
  session: "s",
  to: "t",
  epoch,
  description: null,
  candidates: [],
});

Deno.test("no more signals go than the room takes, and none is lost", () => {
  let outbox = openOutbox(0);
  for (let n = 0; n < 130; n++) outbox = post(outbox, { to: "ann", signal: link(n) });
  const sent: number[] = [];
  for (let atMs = 0; atMs <= 10_000; atMs += 100) {
    const step = take(outbox, atMs);
    outbox = step.outbox;
    for (const { signal } of step.out) if (signal.kind === "link") sent.push(signal.epoch);
    assert(sent.length <= SIGNAL_BURST + SIGNALS_PER_S * atMs / 1000);
  }
  assert.deepEqual(sent, Array.from({ length: 130 }, (_, n) => n));
});

Deno.test("of what one person is told, only the latest goes", () => {
  let outbox = openOutbox(0);
  outbox = post(outbox, { to: "ann", signal: here(true) });
  outbox = post(outbox, { to: "ben", signal: here(true) });
  outbox = post(outbox, { to: "ann", signal: link(1) });
  outbox = post(outbox, { to: "ann", signal: here(false) });
  assert.deepEqual(take(outbox, 0).out, [
    { to: "ben", signal: here(true) },
    { to: "ann", signal: link(1) },
    { to: "ann", signal: here(false) },
  ]);
});
