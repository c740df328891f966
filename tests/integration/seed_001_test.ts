/** The client of the avatar calls, as plain as the contract has it, against the server as operators start it. */
import assert from "node:assert/strict";
import { SDP } from "@/tests/integration/calls_client.ts";
import { startServer } from "@/tests/support/server.ts";

interface Description {
  type: "offer" | "answer";
  sdp: string;
}

/** What of a browser's peer connection decides whether two of them agree. */
class FakePeerConnection {
  local: Description | null = null;
  remote: Description | null = null;
  readonly candidates: unknown[] = [];

  get state(): "new" | "offering" | "agreed" {
    if (this.local && this.remote) return "agreed";
    return this.local ? "offering" : "new";
  }

  describe(type: Description["type"]): Description {
    this.local = { type, sdp: SDP };
    return this.local;
  }
}

/** What the page does, with its state told apart from its framework. */
function openPage(address: string, { avatar }: { avatar: string }) {
  let me: string | null = null;
  let polite = false;
  const peers = new Map<string, string>();
  let pc = new FakePeerConnection();
  let full = false;
  let look = () => {};
  const ws = new WebSocket(address);
  const closed = Promise.withResolvers<number>();
  const send = (frame: unknown) => ws.send(JSON.stringify(frame));
  const trickle = () => {
    for (const port of [50000, 50001]) {
      const candidate = `candidate:1 1 udp 2113937151 192.0.2.1 ${port} typ host`;
      send({ type: "ice", candidate: { candidate, sdpMid: "0", sdpMLineIndex: 0 } });
    }
  };
  ws.onopen = () => send({ type: "join", avatar });
  ws.onclose = ({ code }) => closed.resolve(code);
  ws.onmessage = (event) => {
    const msg = JSON.parse(event.data);
    if (msg.type === "joined") {
      me = msg.peer_id;
      polite = msg.polite;
      for (const peer of msg.peers) peers.set(peer.peer_id, peer.avatar);
    } else if (msg.type === "peer_joined") {
      peers.set(msg.peer_id, msg.avatar);
      pc = new FakePeerConnection();
      send({ type: "offer", sdp: pc.describe("offer").sdp });
      trickle();
    } else if (msg.type === "offer") {
      if (pc.state === "offering" && !polite) return;
      pc.remote = { type: "offer", sdp: msg.sdp };
      send({ type: "answer", to: msg.from, sdp: pc.describe("answer").sdp });
      trickle();
    } else if (msg.type === "answer") {
      pc.remote = { type: "answer", sdp: msg.sdp };
    } else if (msg.type === "ice") {
      pc.candidates.push(msg.candidate);
    } else if (msg.type === "peer_left") {
      peers.delete(msg.peer_id);
      pc = new FakePeerConnection();
    } else if (msg.type === "room_full") {
      full = true;
    }
    look();
  };
  return {
    peers,
    closed: closed.promise,
    me: () => me,
    polite: () => polite,
    full: () => full,
    connection: () => pc,
    close: () => ws.close(),
    hangUp: () => send({ type: "leave" }),
    async until(isIt: () => boolean) {
      const found = Promise.withResolvers<void>();
      look = () => isIt() && found.resolve();
      look();
      await found.promise;
    },
  };
}

Deno.test("two pages of the first avatar calls meet, one reloads, and both hang up", async () => {
  await using server = await startServer({ env: { LOG_LEVEL: "warn", SEED_ON_START: "false" } });
  const made = await fetch(`${server.origin}/api/v1/calls`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ avatar: "cat-01" }),
  });
  assert.equal(made.status, 201);
  const { room_id: id, url } = await made.json();
  assert(url.endsWith(`/calls/${id}`));
  const room = `${server.origin}/api/v1/calls/${id}`;
  const address = `${room.replace("http", "ws")}/ws`;
  const agreed = (page: ReturnType<typeof openPage>) => () =>
    page.connection().state === "agreed" && page.connection().candidates.length === 2;

  const a = openPage(address, { avatar: "cat-01" });
  await a.until(() => a.me() !== null);
  const b = openPage(address, { avatar: "dog-02" });
  await Promise.all([a.until(agreed(a)), b.until(agreed(b))]);
  assert.deepEqual([a.polite(), b.polite()], [false, true]);
  assert.deepEqual([...a.peers.values(), ...b.peers.values()], ["dog-02", "cat-01"]);
  const { participants, capacity } = await (await fetch(room)).json();
  assert.deepEqual({ participants, capacity }, { participants: 2, capacity: 2 });

  const third = openPage(address, { avatar: "fox-03" });
  await third.until(third.full);

  // A page that is loaded anew closes its socket, and knows nothing of what was.
  b.close();
  await a.until(() => a.peers.size === 0);
  const again = openPage(address, { avatar: "dog-02" });
  await Promise.all([a.until(agreed(a)), again.until(agreed(again))]);
  assert.deepEqual([...a.peers.keys()], [again.me()]);

  a.hangUp();
  again.hangUp();
  assert.deepEqual(await Promise.all([a.closed, again.closed]), [1000, 1000]);
  const gone = await fetch(room);
  assert.equal(gone.status, 404);
  await gone.body?.cancel();
  // Lines of our own are JSON; the runtime may have words of its own.
  assert.deepEqual(server.stderr.split("\n").filter((line) => line.startsWith("{")), []);
});
