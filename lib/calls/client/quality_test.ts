import assert from "node:assert/strict";
import { LossMeter, readStats, shareOf } from "@/lib/calls/client/quality.ts";

const report = (entries: Record<string, Record<string, unknown>>) =>
  new Map(Object.entries(entries)) as unknown as RTCStatsReport;

const ENDS = {
  L: { type: "local-candidate", candidateType: "host" },
  R: { type: "remote-candidate", candidateType: "srflx" },
  Y: { type: "local-candidate", candidateType: "relay" },
};

Deno.test("the way that is used is the one that the transport names", () => {
  const read = readStats(report({
    ...ENDS,
    T: { type: "transport", selectedCandidatePairId: "P2", bytesSent: 10, bytesReceived: 20 },
    P1: { type: "candidate-pair", nominated: true, state: "succeeded", localCandidateId: "Y" },
    P2: {
      type: "candidate-pair",
      currentRoundTripTime: 0.05,
      localCandidateId: "L",
      remoteCandidateId: "R",
      bytesSent: 1,
    },
  }));
  assert.deepEqual(read, {
    roundTripMs: 50,
    path: "direct",
    sentBytes: 10,
    receivedBytes: 20,
    soundLost: 0,
    soundReceived: 0,
  });
});

Deno.test("where no transport is told of, the pairs tell themselves", () => {
  const pair = { type: "candidate-pair", remoteCandidateId: "R", bytesSent: 5, bytesReceived: 6 };
  const read = readStats(report({
    ...ENDS,
    P1: { ...pair, localCandidateId: "L" },
    P2: { ...pair, localCandidateId: "Y", selected: true },
  }));
  assert.deepEqual([read.path, read.sentBytes, read.receivedBytes], ["relay", 10, 12]);
});

Deno.test("of a connection that is not there yet, nothing is known", () => {
  const read = readStats(report({}));
  assert.deepEqual([read.path, read.roundTripMs], [null, null]);
});

Deno.test("lost sound is counted, and pictures are not", () => {
  const read = readStats(report({
    A: { type: "inbound-rtp", kind: "audio", packetsLost: 3, packetsReceived: 97 },
    V: { type: "inbound-rtp", kind: "video", packetsLost: 50, packetsReceived: 50 },
  }));
  assert.deepEqual([read.soundLost, read.soundReceived], [3, 97]);
});

Deno.test("loss is that of late, not of the whole call", () => {
  const meter = new LossMeter();
  assert.equal(meter.look({ lost: 0, got: 0 }), null);
  assert.equal(meter.look({ lost: 10, got: 10 }), 0.5);
  let share: number | null = null;
  for (let n = 1; n <= 10; n++) share = meter.look({ lost: 10, got: 10 + 30 * n });
  assert.equal(share, 0);
});

Deno.test("a count that began anew is no negative loss", () => {
  const meter = new LossMeter();
  meter.look({ lost: 50, got: 100 });
  assert.equal(meter.look({ lost: 0, got: 10 }), null);
  assert.equal(meter.look({ lost: 1, got: 19 }), 0.1);
  assert.equal(shareOf({ lost: 0, got: 0 }), null);
});
