import assert from "node:assert/strict";
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { AVATAR, open, type Person, World } from "@/lib/calls/client/world_for_tests.ts";

const kindOf = ({ call }: Person) => call.phase.value.kind;

/** Sends poses until the other side shows them. */
async function sees(world: World, from: Person, to: Person): Promise<void> {
  await world.until(() => {
    from.call.sendPose(open(0.8, Date.now()));
    return to.call.samplePeer(Date.now()).shapes[shapeIndex.jawOpen]! > 0.7;
  }, 10_000);
}

Deno.test("two people who come to a room see each other, and know who the other is", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  assert.equal(ann.call.peer.value?.avatar.name, "Ben");
  assert.equal(ben.call.peer.value?.avatar.name, "Ann");
  await sees(world, ann, ben);
  await sees(world, ben, ann);
});

Deno.test("nothing but signalling goes through the server, and no description has a picture", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  await sees(world, ann, ben);
  ann.call.control.send({ type: "chat", text: "hello" });
  await world.pass(500);
  const types = new Set(world.server.frames.map(({ type }) => type));
  assert.deepEqual([...types].sort(), ["answer", "ice", "join", "offer"]);
  for (const frame of world.server.frames) {
    if ("sdp" in frame) assert.doesNotMatch(frame.sdp, /m=video/);
  }
});

Deno.test("a third person is told that the room is full", async () => {
  await using world = new World();
  await world.pair();
  const third = world.page();
  third.call.join(AVATAR);
  await world.until(() => kindOf(third) === "ended");
  assert.deepEqual(third.call.phase.value, { kind: "ended", reason: "full" });
});

Deno.test("a room that is gone is said to be gone, not waited for", async () => {
  await using world = new World();
  world.server.call = null;
  const { call } = world.page();
  call.join(AVATAR);
  await world.until(() => call.phase.value.kind === "ended");
  assert.deepEqual(call.phase.value, { kind: "ended", reason: "gone" });
});

Deno.test("hanging up ends it for both, and lets everything go", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  ann.call.leave();
  await world.until(() => kindOf(ben) === "ended");
  assert.deepEqual(ann.call.phase.value, { kind: "ended", reason: "left" });
  assert.deepEqual(ben.call.phase.value, { kind: "ended", reason: "peer_left" });
  await world.pass(1_000);
  assert.deepEqual(world.connections, []);
  assert.equal(world.server.call, null);
});

Deno.test("[CC2] a lost socket changes nothing for those who talk, and comes back by itself", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  const made = world.network.all.length;
  world.server.cut();
  for (let n = 0; n < 20; n++) {
    await world.pass(250);
    assert(world.live(ann, ben));
  }
  assert.equal(world.network.all.length, made);
  await sees(world, ann, ben);
  assert.equal(world.server.frames.filter(({ type }) => type === "join").length, 4);
});

Deno.test("[CC2] a room that expires ends nothing while the line holds", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  world.server.expire();
  await world.pass(5_000);
  await sees(world, ann, ben);
  ann.call.leave();
  await world.until(() => kindOf(ben) === "ended");
  assert.deepEqual(ben.call.phase.value, { kind: "ended", reason: "peer_left" });
});

Deno.test("a network that is gone for two seconds is mended, and counted", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  world.network.setCut(true);
  await world.until(() => kindOf(ann) === "trouble" && kindOf(ben) === "trouble");
  await world.pass(1_000);
  world.network.setCut(false);
  const tookMs = await world.until(() => world.live(ann, ben));
  assert(tookMs <= 1_000, String(tookMs));
  assert.equal(ann.call.stats().reconnects, 1);
  await sees(world, ann, ben);
});

Deno.test("a way that failed is found again by a restart, with fresh servers", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  const fetched = world.iceFetched;
  world.network.setCut(true);
  await world.pass(15_000);
  assert.deepEqual([ann, ben].map(kindOf), ["trouble", "trouble"]);
  world.network.setCut(false);
  await world.until(() => world.live(ann, ben));
  assert(world.network.all.some(({ restarts }) => restarts > 0));
  assert(world.iceFetched > fetched);
  await sees(world, ann, ben);
  await sees(world, ben, ann);
});

Deno.test("[CC3] with the server gone as well, nothing restarts before signals get through", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  world.server.down = true;
  world.server.cut();
  world.network.setCut(true);
  await world.pass(12_000);
  assert(world.network.all.every(({ restarts }) => restarts === 0));
  world.network.setCut(false);
  await world.pass(2_000);
  world.server.down = false;
  await world.until(() => world.live(ann, ben));
  await sees(world, ann, ben);
});

Deno.test("a page that is loaded anew is back in its call", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  for (const [stays, goes] of [[ann, ben], [ben, ann]] as const) {
    goes.call.dispose();
    const back = world.page(goes.key);
    await world.pass(300);
    back.call.join(AVATAR);
    await world.until(() => world.live(stays, back), 20_000);
    await sees(world, back, stays);
    await sees(world, stays, back);
    back.call.dispose();
    goes.call.join(AVATAR);
    const again = world.page(goes.key);
    again.call.join(AVATAR);
    await world.until(() => world.live(stays, again), 20_000);
    Object.assign(goes, again);
  }
});

Deno.test("[CC4] whoever is just gone may come back; until then one is alone", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  ben.call.dispose();
  await world.until(() => kindOf(ann) === "alone", 60_000);
  assert.equal(ann.call.peer.peek(), null);
  const other = world.page();
  other.call.join({ ...AVATAR, name: "Cho" });
  await world.until(() => world.live(ann, other));
  assert.equal(ann.call.peer.value?.avatar.name, "Cho");
});

Deno.test("a peer who never answers is given up", async () => {
  await using world = new World();
  world.network.setCut(true);
  const [ann, ben] = [world.page(), world.page()];
  ann.call.join(AVATAR);
  await world.until(() => kindOf(ann) === "alone");
  ben.call.join(AVATAR);
  await world.until(() => kindOf(ann) === "ended" && kindOf(ben) === "ended");
  assert.deepEqual(ann.call.phase.value, { kind: "ended", reason: "failed" });
});

Deno.test("a call that ended can be joined again", async () => {
  await using world = new World();
  const [ann] = await world.pair();
  ann.call.leave();
  await world.pass(1_000);
  world.server.renew();
  ann.call.join(AVATAR);
  await world.until(() => kindOf(ann) === "alone");
});

Deno.test("both see the same code, and it stays when the way is made anew", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  await world.until(() => ann.call.code.value !== null && ben.call.code.value !== null);
  const code = ann.call.code.value!;
  assert.match(code, /^\d\d \d\d \d\d$/);
  assert.equal(ben.call.code.value, code);
  world.network.setCut(true);
  await world.pass(70_000);
  world.network.setCut(false);
  await world.until(() => world.live(ann, ben));
  assert(world.network.all.length > 2, "the connections were not made anew");
  await world.pass(1_000);
  assert.deepEqual([ann.call.code.value, ben.call.code.value], [code, code]);
  assert.equal(ann.call.codeChanged.value, false);
});

Deno.test("another certificate makes another code, and the reader is told", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  await world.until(() => ann.call.code.value !== null);
  const code = ann.call.code.value;
  ben.call.dispose();
  const back = world.page(ben.key);
  back.call.join(AVATAR);
  await world.until(() => world.live(ann, back));
  await world.until(() => ann.call.codeChanged.value);
  assert.notEqual(ann.call.code.value, code);
  await world.until(() => back.call.code.value === ann.call.code.value);
  ann.call.acceptCode();
  assert.equal(ann.call.codeChanged.value, false);
});

Deno.test("a microphone is sent and taken away without a negotiation", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  await world.until(() => ann.call.code.value !== null && ben.call.code.value !== null);
  const offers = () => world.server.frames.filter(({ type }) => type === "offer").length;
  const before = offers();
  const track = { kind: "audio" } as MediaStreamTrack;
  const sent = () =>
    world.network.all.flatMap((pc) => pc.getTransceivers().map(({ sender }) => sender.track))
      .filter((one) => one !== null);
  await ann.call.setMicrophone(track);
  assert.deepEqual(sent(), [track]);
  await ann.call.setMicrophone(null);
  assert.deepEqual(sent(), []);
  await world.pass(1_000);
  assert.equal(offers(), before);
  assert.deepEqual(world.network.all.map((pc) => pc.getTransceivers().length), [1, 1]);
});

Deno.test("a model of one's own arrives whole, goes on after a break, and is taken back", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  const bytes = new Uint8Array(3_000_000).map((_, i) => i * 31 % 251).buffer;
  await ann.call.sendModel({ bytes, name: "ann.vrm" });
  await world.until(() => (ben.call.peerModel.value?.fraction ?? 0) > 0.3);
  world.network.setCut(true);
  await world.pass(60_000);
  world.network.setCut(false);
  await world.until(() => ben.call.peerModel.value?.bytes !== undefined);
  assert.deepEqual(ben.call.peerModel.value?.bytes, bytes);
  await world.until(() => ann.call.ownModel.value?.kind === "sent");
  await ann.call.sendModel(null);
  await world.until(() => ben.call.peerModel.value === null);
});

Deno.test("what is told reaches those who listen, and nobody else", async () => {
  await using world = new World();
  const [ann, ben] = await world.pair();
  const heard: string[] = [];
  const stop = ben.call.control.on("chat", ({ text }) => void heard.push(text));
  assert(ann.call.control.send({ type: "chat", text: "one" }));
  await world.pass(200);
  stop();
  ann.call.control.send({ type: "chat", text: "two" });
  ann.call.setAvatar({ ...AVATAR, name: "Anna" });
  await world.until(() => ben.call.peer.value?.avatar.name === "Anna");
  assert.deepEqual(heard, ["one"]);
});

Deno.test("the figures of a call tell how long it was, what went and how good the way was", async () => {
  await using world = new World();
  world.network.loss = 0.2;
  const [ann, ben] = await world.pair();
  for (let n = 0; n < 300; n++) {
    ann.call.sendPose(open(n % 2, Date.now()));
    await world.pass(33);
  }
  const [sent, received] = [ann.call.stats(), ben.call.stats()];
  assert(sent.durationMs >= 9_900 && sent.durationMs < 12_000, String(sent.durationMs));
  assert.equal(sent.posesSent, 300);
  assert(sent.meanPoseBytes! > 5 && sent.meanPoseBytes! < 110, String(sent.meanPoseBytes));
  assert(received.loss! > 0.1 && received.loss! < 0.3, String(received.loss));
  assert.equal(ben.call.quality.value.path, "relay");
  assert.equal(ben.call.quality.value.roundTripMs, 40);
  assert(sent.sentBytes > 300 * 5);
  ann.call.leave();
  await world.pass(5_000);
  assert(ann.call.stats().durationMs < 12_500);
});
