import assert from "node:assert/strict";
import {
  clockOf,
  type Figures,
  keepFigures,
  percentOf,
  readFigures,
  sizeOf,
} from "@/lib/calls/page/figures.ts";

const FIGURES: Figures = {
  reason: "peer_left",
  withName: "서연",
  durationMs: 61_000,
  reconnects: 2,
  loss: 0.004,
  roundTripMs: null,
  sentBytes: 120_000,
  receivedBytes: 130_000,
  posesSent: 1800,
};

function drawerOf(things = new Map<string, string>()) {
  return () => ({
    getItem: (key: string) => things.get(key) ?? null,
    setItem: (key: string, value: string) => void things.set(key, value),
    removeItem: (key: string) => void things.delete(key),
  });
}

Deno.test("figures are kept for their own call", () => {
  const drawer = drawerOf();
  keepFigures(drawer, "a", FIGURES);
  assert.deepEqual(readFigures(drawer, "a"), FIGURES);
  assert.equal(readFigures(drawer, "b"), null);
});

Deno.test("figures that nobody could have kept are none", () => {
  const text = JSON.stringify({ ...FIGURES, durationMs: -3, loss: "much", reconnects: null });
  const drawer = drawerOf(new Map([["maru-call-figures:a", text]]));
  assert.deepEqual(readFigures(drawer, "a"), {
    ...FIGURES,
    durationMs: 0,
    loss: null,
    reconnects: 0,
  });
  assert.equal(readFigures(drawerOf(new Map([["maru-call-figures:a", "{}"]])), "a"), null);
});

Deno.test("figures are read by people", () => {
  assert.deepEqual([0, 5_900, 65_000, 3_723_000].map(clockOf), ["0:00", "0:05", "1:05", "1:02:03"]);
  assert.deepEqual([512, 840_000, 3_600_000].map((n) => sizeOf(n, "en")), [
    "0.5 KB",
    "820 KB",
    "3.4 MB",
  ]);
  assert.deepEqual([0, 0.004, 0.5].map((n) => percentOf(n, "en")), ["0%", "0.4%", "50%"]);
});
