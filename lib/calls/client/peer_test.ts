import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { type ChannelData, Channels, type Label } from "@/lib/calls/client/channels.ts";
import { createCallPeer, fingerprintsOf } from "@/lib/calls/client/peer.ts";
import { FakeChannel } from "@/lib/calls/client/channel_for_tests.ts";
import { FakeNetwork } from "@/lib/calls/client/rtc_for_tests.ts";

const print = (hex: string) => `a=fingerprint:SHA-256 ${hex}`;

Deno.test("fingerprints are read in one order and one case, each once", () => {
  const [a, b] = [print("AA:BB"), print("00:11")];
  const one = ["v=0", a, "m=audio", b, "m=application", a, ""].join("\r\n");
  const other = ["v=0", b.toLowerCase(), a, ""].join("\r\n");
  assert.equal(fingerprintsOf(one), "sha-256 00:11 sha-256 aa:bb");
  assert.equal(fingerprintsOf(one), fingerprintsOf(other));
  assert.equal(fingerprintsOf("v=0\r\n"), "");
});

/** Channels that note what they say, and the test's way to give them some. */
function open() {
  const said: string[] = [];
  const heard: [Label, ChannelData][] = [];
  const channels = new Channels({
    onMessage: (label, data) => void heard.push([label, data]),
    onOpen: (label, on) => void said.push(`${label} ${on ? "open" : "closed"}`),
    onLow: () => {},
  });
  const network = new FakeNetwork();
  const give = (label: string, state = "open") => {
    const channel = new FakeChannel(network, label, true);
    channel.readyState = state;
    // What of a channel is used, it has.
    channels.take(channel as unknown as RTCDataChannel);
    return channel;
  };
  return { said, heard, channels, give };
}

Deno.test("a channel is known by its label, and one of no label of ours is closed", () => {
  const clock = FakeTimers.install({ toFake: ["setTimeout"] });
  try {
    const { said, give, channels } = open();
    give("pose");
    const strange = give("video");
    clock.runAll();
    assert.deepEqual(said, ["pose open"]);
    assert.equal(strange.readyState, "closed");
    assert.deepEqual([channels.isOpen("pose"), channels.isOpen("control")], [true, false]);
    assert.equal(channels.send("control", "lost"), false);
  } finally {
    clock.uninstall();
  }
});

Deno.test("many channels of one label are no more than a few", () => {
  const clock = FakeTimers.install({ toFake: ["setTimeout"] });
  try {
    const { give } = open();
    const all = Array.from({ length: 50 }, () => give("pose"));
    clock.runAll();
    assert.equal(all.filter(({ readyState }) => readyState === "open").length, 4);
  } finally {
    clock.uninstall();
  }
});

Deno.test("text and bytes are heard, and nothing else", () => {
  const { heard, give } = open();
  const channel = give("pose");
  for (const data of ["text", new Uint8Array([1, 2]).buffer, new Blob(["x"]), 7, null]) {
    channel.arrive(data);
  }
  assert.deepEqual(heard, [["pose", "text"], ["pose", new Uint8Array([1, 2])]]);
});

Deno.test("a channel that is closed is not sent by any more, and another takes its place", () => {
  const clock = FakeTimers.install({ toFake: ["setTimeout"] });
  try {
    const { said, give, channels } = open();
    const first = give("control");
    const second = give("control");
    assert(channels.send("control", "one"));
    assert.equal(second.sentBytes, 3);
    second.end();
    clock.runAll();
    assert(channels.send("control", "two"));
    assert.equal(first.sentBytes, 3);
    first.end();
    clock.runAll();
    assert.deepEqual(said, ["control open", "control closed"]);
  } finally {
    clock.uninstall();
  }
});

Deno.test("a section for pictures that got into a connection is stopped", async () => {
  const clock = FakeTimers.install({ toFake: ["setTimeout"] });
  try {
    const network = new FakeNetwork();
    const voices: string[] = [];
    const peer = createCallPeer({
      connect: network.connect,
      config: {},
      freshConfig: () => Promise.resolve({}),
      caller: false,
      onEvent: () => {},
      onVoice: ({ kind }) => void voices.push(kind),
      onMessage: () => {},
      onOpen: () => {},
      onLow: () => {},
    });
    const sdp =
      "v=0\r\nm=audio 9 x\r\nm=video 9 x\r\na=ice-ufrag:x\r\na=fingerprint:sha-256 AA\r\n";
    peer.perform({ type: "apply", description: { type: "offer", sdp, n: 1, re: 0 } });
    await clock.runAllAsync();
    peer.perform({ type: "make" });
    await clock.runAllAsync();
    const [pc] = network.all;
    assert.deepEqual(
      pc!.getTransceivers().map(({ receiver, stopped }) => [receiver.track.kind, stopped]),
      [["audio", false], ["video", true]],
    );
    assert.deepEqual(voices, ["audio"]);
    peer.close();
  } finally {
    clock.uninstall();
  }
});
