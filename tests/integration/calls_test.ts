/** Avatar calls over real sockets: two people find each other, and nothing of it stays. */
import assert from "node:assert/strict";
import { z } from "zod";
import { GRACE_MS } from "@/lib/calls/model.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { openTestApp, type TestApp, type TestAppOptions } from "@/tests/support/app.ts";
import {
  CANDIDATE,
  enter,
  join,
  KEYS,
  makeCall,
  readRoom,
  SDP,
  traces,
} from "@/tests/integration/calls_client.ts";
import { type Frame, refusedUpgrade, serveApp } from "@/tests/support/socket.ts";

interface Served extends AsyncDisposable {
  app: TestApp;
  origin: string;
}

async function serveCalls(options: TestAppOptions = {}): Promise<Served> {
  const app = await openTestApp(options);
  const server = serveApp((request) => app.send(request));
  return {
    app,
    origin: server.origin,
    async [Symbol.asyncDispose]() {
      // Sockets close before the server waits for them.
      await app.services.calls.dismiss();
      await server[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

Deno.test("two people find each other, and once both have hung up nothing is left", async () => {
  await using served = await serveCalls();
  const { origin, app } = served;
  const { room_id: id, url } = await makeCall(origin, { avatar: "owl" });
  assert.equal(url, `${origin}/calls/${id}`);
  const a = await join(origin, id, { avatar: "owl" });
  assert.deepEqual([a.joined.polite, a.joined.peers], [false, []]);
  const b = await join(origin, id, { avatar: "fox" });
  assert.equal(b.joined.polite, true);
  assert.deepEqual(b.joined.peers, [{ peer_id: a.joined.peer_id, avatar: "owl" }]);
  const met = await a.socket.next("peer_joined");
  assert.deepEqual([met.peer_id, met.avatar], [b.joined.peer_id, "fox"]);
  const { json } = await readRoom(origin, id);
  assert.deepEqual([json.room_id, json.participants, json.capacity], [id, 2, 2]);

  a.socket.send({ type: "offer", sdp: SDP });
  a.socket.send({ type: "ice", to: b.joined.peer_id, candidate: CANDIDATE });
  const offer = await b.socket.next("offer");
  assert.deepEqual([offer.from, offer.sdp], [a.joined.peer_id, SDP]);
  assert.deepEqual((await b.socket.next("ice")).candidate, CANDIDATE);
  b.socket.send({ type: "answer", to: offer.from, sdp: SDP, epoch: 1, n: 2, re: 3 });
  const { from, epoch, n, re } = await a.socket.next("answer");
  assert.deepEqual({ from, epoch, n, re }, { from: b.joined.peer_id, epoch: 1, n: 2, re: 3 });
  b.socket.send({ type: "ice", candidate: null });
  assert.equal((await a.socket.next("ice")).candidate, null);
  assert.deepEqual(await checkStore(app.kv), []);
  assert((await traces(app.kv, [id])).length > 0);

  a.socket.send({ type: "leave" });
  assert.equal((await a.socket.closed).code, 1000);
  assert.equal((await b.socket.next("peer_left")).peer_id, a.joined.peer_id);
  b.socket.send({ type: "leave" });
  await b.socket.closed;
  assert.deepEqual(await traces(app.kv, [id, a.joined.peer_id, b.joined.peer_id, "fox"]), []);
  assert.equal((await readRoom(origin, id)).status, 404);
});

Deno.test("a third person is told that the room is full, and neither of the two hears of it", async () => {
  await using served = await serveCalls();
  const { origin } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id);
  const b = await join(origin, id);
  await a.socket.next("peer_joined");
  const third = await enter(origin, id);
  third.send({ type: "join", avatar: "cat" });
  await third.next("room_full");
  assert.equal((await third.closed).code, 4009);
  for (const { socket } of [a, b]) {
    socket.send({ type: "ping" });
    await socket.next("pong");
    assert(!JSON.stringify(socket.frames).includes("cat"));
  }
});

Deno.test("peers are told an id and an avatar of each other, and nothing else", async () => {
  await using served = await serveCalls();
  const { origin, app } = served;
  const guest = await app.fetch("/api/v1/auth/guest", { method: "POST" });
  const { access_token: token, user } = await guest.json();
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id, { key: KEYS[0]!, query: `?token=${token}` });
  const b = await join(origin, id, { key: KEYS[1]! });
  b.socket.send({ type: "offer", sdp: SDP });
  const frames = [await a.socket.next("peer_joined"), await a.socket.next("offer")];
  assert.deepEqual(frames.map((frame) => Object.keys(frame).sort()), [
    ["avatar", "event_id", "peer_id", "type"],
    ["event_id", "from", "sdp", "to", "type"],
  ]);
  const told = JSON.stringify([...a.socket.frames, ...b.socket.frames]);
  for (const secret of [user.id, user.nickname, ...KEYS]) assert(!told.includes(secret), secret);
  const kept = JSON.stringify((await app.kv.get(keys.call(id))).value);
  for (const secret of [user.id, user.nickname, ...KEYS]) assert(!kept.includes(secret), secret);
});

Deno.test("who reloads comes back to the same seat, and the peer is told to begin anew", async () => {
  await using served = await serveCalls();
  const { origin } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id, { key: KEYS[0]! });
  const b = await join(origin, id, { key: KEYS[1]! });
  await a.socket.next("peer_joined");
  // The older connection is still there: it makes room, without a word to the peer.
  const again = await join(origin, id, { key: KEYS[1]!, avatar: "cat" });
  assert.deepEqual(
    [again.joined.peer_id, again.joined.polite, again.joined.resumed],
    [b.joined.peer_id, true, false],
  );
  assert.deepEqual(again.joined.peers.map((peer: Frame) => peer.peer_id), [a.joined.peer_id]);
  assert.equal((await b.socket.closed).code, 4008);
  const told = await a.socket.next("peer_joined");
  assert.deepEqual([told.peer_id, told.avatar], [b.joined.peer_id, "cat"]);
  a.socket.send({ type: "offer", sdp: SDP });
  assert.equal((await again.socket.next("offer")).from, a.joined.peer_id);
  assert(!a.socket.frames.some(({ type }) => type === "peer_left"));
});

Deno.test("who goes on where the connection broke gets what was said meanwhile, and nobody is told", async () => {
  await using served = await serveCalls();
  const { origin } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id, { key: KEYS[0]! });
  const b = await join(origin, id, { key: KEYS[1]! });
  a.socket.send({ type: "offer", sdp: SDP });
  const seen = await b.socket.next("offer");
  b.socket.close();
  await b.socket.closed;
  a.socket.send({ type: "ice", candidate: CANDIDATE });
  a.socket.send({ type: "ice", candidate: null });
  a.socket.send({ type: "ping" });
  await a.socket.next("pong");
  const query = `?last_event_id=${seen.event_id}`;
  const again = await join(origin, id, { key: KEYS[1]!, query });
  assert.deepEqual([again.joined.peer_id, again.joined.resumed], [b.joined.peer_id, true]);
  assert.deepEqual((await again.socket.next("ice")).candidate, CANDIDATE);
  assert.equal((await again.socket.next("ice")).candidate, null);
  assert(!again.socket.frames.some(({ type }) => type === "offer"), "that was seen before");
  again.socket.send({ type: "answer", sdp: SDP });
  await a.socket.next("answer");
  assert.deepEqual(
    a.socket.frames.filter(({ type }) => type.startsWith("peer_")).length,
    1,
    "only the first arrival was told",
  );
});

Deno.test("without a key a closed socket is somebody who left, and the next to come gets the seat", async () => {
  await using served = await serveCalls();
  const { origin } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id);
  const b = await join(origin, id);
  b.socket.close();
  assert.equal((await a.socket.next("peer_left")).peer_id, b.joined.peer_id);
  const c = await join(origin, id);
  assert.notEqual(c.joined.peer_id, b.joined.peer_id);
  assert.equal(c.joined.polite, true);
});

Deno.test("a seat whose holder does not come back is free after half a minute", async () => {
  await using served = await serveCalls({ startMs: Date.UTC(2026, 3, 1) });
  const { origin, app } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id, { key: KEYS[0]! });
  const b = await join(origin, id, { key: KEYS[1]! });
  b.socket.close();
  await b.socket.closed;
  a.socket.send({ type: "ping" });
  await a.socket.next("pong");
  assert.equal((await readRoom(origin, id)).json.participants, 2);
  app.wait(GRACE_MS);
  assert.equal((await a.socket.next("peer_left")).peer_id, b.joined.peer_id);
  assert.equal((await readRoom(origin, id)).json.participants, 1);
  a.socket.close();
  await a.socket.closed;
});

Deno.test("what is no signalling is refused, and the tenth such frame closes the connection", async () => {
  await using served = await serveCalls();
  const { origin, app } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id);
  const b = await join(origin, id);
  const hostile: unknown[] = [
    { headRotation: [0.1, -0.05, 0], mouthOpen: 0.61, smile: 0.44, timestamp: 1 },
    { type: "offer", sdp: SDP, mouthOpen: 0.61 },
    { type: "offer", sdp: `${SDP}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n` },
    { type: "answer", sdp: SDP.replaceAll("\r\n", "\n").replace("m=app", "m=VIDEO 9 x\nm=app") },
    { type: "ice", candidate: "eyeBlinkLeft=0.3" },
    { type: "pose", pose: "AAAA" },
    "{",
    `{"type":"offer","sdp":"${"x".repeat(17_000)}"}`,
    { type: "peer_left", peer_id: b.joined.peer_id },
  ];
  for (const frame of hostile) {
    a.socket.send(frame);
    assert.equal((await a.socket.next("error")).code, "bad_frame");
  }
  // The connection is still good.
  a.socket.send({ type: "offer", sdp: SDP });
  await b.socket.next("offer");
  a.socket.send({ type: "pose" });
  assert.equal((await a.socket.closed).code, 1008);
  await b.socket.next("peer_left");
  assert.deepEqual(
    b.socket.frames.map(({ type }) => type),
    ["joined", "offer", "peer_left"],
  );
  assert.deepEqual(await traces(app.kv, ["eyeBlink", "mouthOpen", "m=video", "VIDEO"]), []);
});

Deno.test("what cannot be done just now is told, and counts for nothing", async () => {
  await using served = await serveCalls();
  const { origin } = served;
  const { room_id: id } = await makeCall(origin);
  const socket = await enter(origin, id);
  const codes: string[] = [];
  const say = async (frame: unknown) => {
    socket.send(frame);
    codes.push((await socket.next("error")).code);
  };
  for (let n = 0; n < 6; n++) await say({ type: "offer", sdp: SDP });
  await say({ type: "leave" });
  socket.send({ type: "join" });
  const { peer_id: me } = await socket.next("joined");
  await say({ type: "join" });
  await say({ type: "offer", sdp: SDP });
  await say({ type: "ice", to: me, candidate: null });
  assert.deepEqual(codes, [
    ...Array(7).fill("not_joined"),
    "already_joined",
    "no_peer",
    "no_peer",
  ]);
});

Deno.test("somebody who floods is held back", async () => {
  await using served = await serveCalls({ startMs: Date.UTC(2026, 3, 1) });
  const { origin } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id);
  const b = await join(origin, id);
  for (let n = 0; n < 31; n++) a.socket.send({ type: "offer", sdp: SDP, n });
  assert.equal((await a.socket.next("error")).code, "rate_limited");
  a.socket.send({ type: "leave" });
  await b.socket.next("peer_left");
  const offers = b.socket.frames.filter(({ type }) => type === "offer");
  assert.deepEqual(offers.map(({ n }) => n), Array.from({ length: 30 }, (_, n) => n));
});

Deno.test("the door is open to whoever has the link, and closed to bad credentials", async () => {
  await using served = await serveCalls();
  const { origin, app } = served;
  const { room_id: id } = await makeCall(origin);
  const path = `${origin}/api/v1/calls/${id}/ws`;
  assert.deepEqual(await refusedUpgrade(`${path}?token=x`), {
    status: 401,
    type: "urn:maru:problem:unauthorized",
  });
  assert.equal((await refusedUpgrade(`${path}?ticket=x`)).status, 401);
  for (const wrong of ["x", "a".repeat(20), "..%2f..", "A_B"]) {
    assert.equal((await refusedUpgrade(`${origin}/api/v1/calls/${wrong}/ws`)).status, 404);
    assert.equal((await readRoom(origin, wrong)).status, 404);
  }
  const plain = await fetch(path);
  assert.equal(plain.status, 400);
  await plain.body?.cancel();

  const { access_token: token } = await (await app.fetch("/api/v1/auth/guest", { method: "POST" }))
    .json();
  const issued = await app.fetch("/api/v1/ws-ticket", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ topic: `call:${id}` }),
  });
  const { ticket } = await issued.json();
  const { socket } = await join(origin, id, { query: `?ticket=${ticket}` });
  assert.equal((await refusedUpgrade(`${path}?ticket=${ticket}`)).status, 401);
  socket.close();
  await socket.closed;
});

Deno.test("a call takes an avatar that is none no more than a frame does", async () => {
  await using served = await serveCalls();
  const { origin } = served;
  for (const avatar of [{ mouthOpen: 0.6 }, "x".repeat(513), 7, ["fox"]]) {
    const response = await fetch(`${origin}/api/v1/calls`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ avatar }),
    });
    assert.equal(response.status, 422);
    const problem = await response.json();
    assert.equal(problem.errors[0].path, "avatar");
  }
  const ours = { spec: "v=1", name: "감", vrm: null, background: "maru" };
  const { room_id: id } = await makeCall(origin, { avatar: ours });
  assert.deepEqual((await readRoom(origin, id)).json.avatar, ours);
});

Deno.test("nobody makes calls without end", async () => {
  await using app = await openTestApp({ startMs: Date.UTC(2026, 3, 1) });
  const statuses: number[] = [];
  for (let n = 0; n < 61; n++) {
    const response = await app.fetch("/api/v1/calls", { method: "POST" });
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assert.deepEqual([statuses[59], statuses[60]], [201, 429]);
});

Deno.test("a connection that is opened again and again has to wait, whoever else is at the address", async () => {
  await using served = await serveCalls({ startMs: Date.UTC(2026, 3, 1) });
  const { origin, app } = served;
  const { room_id: id } = await makeCall(origin);
  const knock = async (query = "") => {
    const response = await fetch(`${origin}/api/v1/calls/${id}/ws${query}`);
    await response.body?.cancel();
    return response.status;
  };
  const statuses: number[] = [];
  for (let n = 0; n < 61; n++) statuses.push(await knock());
  assert.deepEqual([statuses[59], statuses[60]], [400, 429]);
  const guest = await app.fetch("/api/v1/auth/guest", { method: "POST" });
  const { access_token: token } = await guest.json();
  assert.equal(await knock(`?token=${token}`), 400);
});

Deno.test("a guest without an account gets ICE servers for a call there is, and for no other", async () => {
  await using app = await openTestApp({
    startMs: Date.UTC(2026, 3, 1),
    env: { TURN_URLS: "turn:127.0.0.1:3478", TURN_SECRET: "a-secret-of-the-relay" },
  });
  const ask = async (query: string, address?: string) => {
    const response = await app.send(new Request(`http://maru.test/api/v1/ice${query}`), address);
    return { status: response.status, json: await response.json() };
  };
  const made = await app.fetch("/api/v1/calls", { method: "POST" });
  const { room_id: id } = await made.json();
  for (const query of ["", "?room_id=", "?room_id=x", `?room_id=${"a".repeat(20)}`]) {
    assert.equal((await ask(query)).status, 401, query);
  }
  const { status, json } = await ask(`?room_id=${id}`);
  assert.equal(status, 200);
  const [{ username }] = json.iceServers;
  assert(!username.includes(id));
  // From ever other addresses, the call has its own limit.
  const statuses: number[] = [];
  for (let n = 0; n < 60; n++) {
    statuses.push((await ask(`?room_id=${id}`, `198.51.100.${n}`)).status);
  }
  assert.deepEqual([statuses[58], statuses[59]], [200, 429]);
});

Deno.test("a server that stops asks everybody to come back, to seats that are kept", async () => {
  await using served = await serveCalls();
  const { origin, app } = served;
  const { room_id: id } = await makeCall(origin);
  const a = await join(origin, id, { key: KEYS[0]! });
  const b = await join(origin, id, { key: KEYS[1]! });
  await app.services.calls.dismiss();
  assert.equal((await a.socket.closed).code, 1012);
  assert.equal((await b.socket.closed).code, 1012);
  const { seats } = z.object({
    seats: z.array(z.object({ connection: z.null(), peerId: z.string() })),
  }).parse((await app.kv.get(keys.call(id))).value);
  assert.deepEqual(seats.map(({ peerId }) => peerId), [a.joined.peer_id, b.joined.peer_id]);
  assert.equal((await refusedUpgrade(`${origin}/api/v1/calls/${id}/ws`)).status, 503);
});

Deno.test("the document of the API tells of calls", async () => {
  await using app = await openTestApp();
  const { paths } = await (await app.fetch("/api/openapi.json")).json();
  assert.equal(paths["/api/v1/calls"].post.responses["201"] !== undefined, true);
  assert(paths["/api/v1/calls/{room_id}"].get);
  assert(paths["/api/v1/calls/{room_id}/ws"].get.responses["101"]);
});
