import assert from "node:assert/strict";
import { decodeSignal, MAX_CANDIDATES, newSession } from "@/lib/lounge/voice/signal.ts";
import { MAX_SDP } from "@/lib/rtc/description.ts";

const link = {
  kind: "link",
  session: "a",
  to: "b",
  epoch: 1,
  description: { type: "offer", sdp: "v=0", n: 1, re: 0 },
  candidates: [{ candidate: "candidate:1", mid: "0", line: 0, ufrag: "x" }],
};

Deno.test("decodeSignal() gives back what was sent", () => {
  assert.deepEqual(decodeSignal(JSON.parse(JSON.stringify(link))), link);
  const here = { kind: "here", session: "a", want: true, full: false, ask: true };
  assert.deepEqual(decodeSignal(here), here);
  assert.deepEqual(decodeSignal({ kind: "gone", session: "a" }), { kind: "gone", session: "a" });
});

Deno.test("decodeSignal() refuses what is none of ours", () => {
  const sdp = "x".repeat(MAX_SDP + 1);
  const cases: unknown[] = [
    null,
    undefined,
    7,
    "here",
    [],
    {},
    { kind: "here" },
    { kind: "here", session: "" },
    { kind: "here", session: "x".repeat(65) },
    { kind: "shout", session: "a" },
    { ...link, to: 5 },
    { ...link, epoch: -1 },
    { ...link, epoch: 1.5 },
    { ...link, description: { ...link.description, type: "rollback" } },
    { ...link, description: { ...link.description, sdp } },
    { ...link, description: { ...link.description, n: "1" } },
    { ...link, candidates: "many" },
  ];
  for (const value of cases) assert.equal(decodeSignal(value), null, JSON.stringify(value));
});

Deno.test("decodeSignal() drops candidates that cannot be any, and those beyond the limit", () => {
  const one = link.candidates[0];
  const decoded = decodeSignal({
    ...link,
    description: null,
    candidates: [null, { candidate: 5 }, ...Array(MAX_CANDIDATES + 5).fill(one)],
  });
  assert(decoded?.kind === "link");
  assert.equal(decoded.candidates.length, MAX_CANDIDATES - 2);
});

Deno.test("[VO1] a later session is the greater one", () => {
  assert(newSession(Date.UTC(2026, 0), "z") < newSession(Date.UTC(2026, 0) + 1, "a"));
  assert(newSession(Date.UTC(2026, 0), "z") < newSession(Date.UTC(2100, 0), "a"));
});
