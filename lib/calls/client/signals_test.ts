import assert from "node:assert/strict";
import { decodeFrame, framesOf } from "@/lib/calls/client/signals.ts";
import { ClientMessage } from "@/lib/calls/protocol.ts";

const SDP = "v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n";
const candidate = {
  candidate: "candidate:1 1 udp 1 127.0.0.1 9 typ host ufrag abcd",
  mid: "0",
  line: 0,
  ufrag: "abcd",
};
const WORDS = {
  offer: {
    epoch: 3,
    description: { type: "offer" as const, sdp: SDP, n: 2, re: 0 },
    candidates: [candidate],
  },
  nothing: { epoch: 3, description: null, candidates: [] },
};

Deno.test("the server takes what is said, numbered or not, and it comes out as it went in", () => {
  for (const plain of [true, false]) {
    for (const words of Object.values(WORDS)) {
      for (const frame of framesOf(words, { to: "p1", plain })) {
        assert(ClientMessage.safeParse(frame).success, JSON.stringify(frame));
      }
    }
  }
  const [offer, ice] = framesOf(WORDS.offer, { to: "p1", plain: false });
  assert.deepEqual(decodeFrame({ ...offer, from: "p2" }), {
    type: "words",
    from: "p2",
    words: { ...WORDS.offer, candidates: [] },
  });
  assert.deepEqual(decodeFrame({ ...ice, from: "p2" }), {
    type: "words",
    from: "p2",
    words: { epoch: 3, description: null, candidates: [candidate] },
  });
});

Deno.test("[CS1] a peer that knows no numbers gets none, and nothing that means nothing to it", () => {
  const [offer, ice] = framesOf(WORDS.offer, { to: "p1", plain: true });
  assert.deepEqual(Object.keys(offer!).sort(), ["sdp", "to", "type"]);
  assert.deepEqual(Object.keys(ice!).sort(), ["candidate", "to", "type"]);
  assert.deepEqual(framesOf(WORDS.nothing, { to: "p1", plain: true }), []);
  assert.deepEqual(decodeFrame({ ...offer, from: "p2" }), {
    type: "plain",
    from: "p2",
    words: { type: "offer", sdp: SDP },
  });
});

Deno.test("[CS2] an empty candidate with an epoch carries the epoch alone", () => {
  const [frame] = framesOf(WORDS.nothing, { to: "p1", plain: false });
  assert.deepEqual(decodeFrame({ ...frame, from: "p2" }), {
    type: "words",
    from: "p2",
    words: WORDS.nothing,
  });
  assert.equal(decodeFrame({ type: "ice", from: "p2", candidate: { candidate: "" } }), null);
  assert.equal(decodeFrame({ type: "ice", from: "p2", candidate: null }), null);
});

Deno.test("[CS3] a description with a picture in it is not taken", () => {
  const sdp = `${SDP}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`;
  assert.equal(decodeFrame({ type: "offer", from: "p2", sdp }), null);
  assert.equal(decodeFrame({ type: "answer", from: "p2", sdp, epoch: 1, n: 1, re: 1 }), null);
});

Deno.test("who is there is read whatever they look like", () => {
  const joined = decodeFrame({
    type: "joined",
    peer_id: "me",
    polite: true,
    peers: [{ peer_id: "p2", avatar: "cat" }, { avatar: null }, 7],
  });
  assert(joined?.type === "joined");
  assert.deepEqual(joined.peers.map(({ id }) => id), ["p2"]);
  assert.deepEqual(joined.peers[0]?.avatar, { spec: "", name: "", vrm: null, background: "art" });
  assert.equal(joined.resumed, false);
});

Deno.test("frames that are none of ours are passed over", () => {
  for (const bad of [null, 1, [], {}, { type: "welcome" }, { type: "joined" }, { type: "offer" }]) {
    assert.equal(decodeFrame(bad), null, JSON.stringify(bad));
  }
});
