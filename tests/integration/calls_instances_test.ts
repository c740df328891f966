/** A call whose people are on two instances of one store, one of which is killed: they stay two, and nothing stays. */
import assert from "node:assert/strict";
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
import { type Denokv, findDenokv, startDenokv } from "@/tests/support/denokv.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";
import { openSocket } from "@/tests/support/socket.ts";

const denokvPath = await findDenokv();
if (denokvPath === null) {
  // deno-lint-ignore no-console -- a test that does not run must say so
  console.warn("denokv is not installed, so nothing is shown of calls on two instances");
}

async function startInstance(denokv: Denokv): Promise<TestServer> {
  const env = { KV_URL: denokv.url, DENO_KV_ACCESS_TOKEN: denokv.token, LOG_LEVEL: "error" };
  return await startServer({ env: { ...env, SEED_ON_START: "false" } });
}

/** The keys that name a call. The list of instances names it for as long as one of them has not said otherwise. */
const lasting = (found: readonly string[]) => found.filter((text) => !text.includes('"instance",'));

Deno.test({
  name:
    "two people on two instances find each other, one instance dies, and in the end nothing is left",
  ignore: denokvPath === null,
  async fn(test) {
    await using denokv = await startDenokv(denokvPath!);
    Deno.env.set("DENO_KV_ACCESS_TOKEN", denokv.token);
    using kv = await Deno.openKv(denokv.url);
    await using doomed = await startInstance(denokv);
    await using other = await startInstance(denokv);
    const { room_id: id } = await makeCall(doomed.origin);
    const a = await join(other.origin, id, { key: KEYS[0]!, avatar: "owl" });
    const b = await join(doomed.origin, id, { key: KEYS[1]!, avatar: "fox" });
    assert.deepEqual([a.joined.polite, b.joined.polite], [false, true]);
    const back: { socket: Awaited<ReturnType<typeof openSocket>> }[] = [];

    await test.step("signals go from one to the other, in order", async () => {
      assert.equal((await a.socket.next("peer_joined")).peer_id, b.joined.peer_id);
      a.socket.send({ type: "offer", sdp: SDP });
      for (let n = 0; n < 20; n++) a.socket.send({ type: "ice", candidate: CANDIDATE, n });
      assert.equal((await b.socket.next("offer")).sdp, SDP);
      for (let n = 0; n < 20; n++) assert.equal((await b.socket.next("ice")).n, n);
      b.socket.send({ type: "answer", sdp: SDP });
      assert.equal((await a.socket.next("answer")).from, b.joined.peer_id);
    });

    await test.step("a third is told on either instance that the room is full", async () => {
      for (const { origin } of [doomed, other]) {
        const third = await enter(origin, id);
        third.send({ type: "join", avatar: "cat" });
        await third.next("room_full");
        assert.equal((await third.closed).code, 4009);
      }
    });

    await test.step("of many who come to a call at once on both, two get in", async () => {
      const { room_id: busy } = await makeCall(other.origin);
      const sockets = await Promise.all(
        Array.from({ length: 10 }, (_, n) => enter([doomed, other][n % 2]!.origin, busy)),
      );
      for (const socket of sockets) socket.send({ type: "join" });
      const answers = await Promise.all(
        sockets.map((socket) =>
          socket.next(({ type }) => type === "joined" || type === "room_full")
        ),
      );
      const joined = answers.flatMap(({ type }, n) => type === "joined" ? [sockets[n]!] : []);
      assert.equal(joined.length, 2);
      for (const socket of joined) {
        socket.send({ type: "leave" });
        await socket.closed;
      }
      assert.deepEqual(lasting(await traces(kv, [busy])), []);
    });

    await test.step("who was on the instance that is killed comes back on the other, and misses nothing", async () => {
      const seen = b.socket.frames.at(-1)!.event_id;
      await doomed.kill("SIGKILL");
      await b.socket.closed;
      a.socket.send({ type: "offer", sdp: SDP, n: 7 });
      a.socket.send({ type: "ping" });
      await a.socket.next("pong");
      const query = `?last_event_id=${seen}`;
      const again = await join(other.origin, id, { key: KEYS[1]!, avatar: "fox", query });
      assert.deepEqual(
        [again.joined.peer_id, again.joined.polite, again.joined.resumed],
        [b.joined.peer_id, true, true],
      );
      assert.equal((await again.socket.next("offer")).n, 7);
      again.socket.send({ type: "answer", sdp: SDP, re: 7 });
      assert.equal((await a.socket.next("answer")).re, 7);
      assert.equal((await readRoom(other.origin, id)).json.participants, 2);
      back.push(again);
    });

    await test.step("once both have hung up nothing is left", async () => {
      for (const { socket } of [a, ...back]) {
        socket.send({ type: "leave" });
        assert.equal((await socket.closed).code, 1000);
      }
      const names = [id, a.joined.peer_id, b.joined.peer_id, "owl", "fox"];
      assert.deepEqual(lasting(await traces(kv, names)), []);
      assert.equal((await readRoom(other.origin, id)).status, 404);
    });
    assert.deepEqual(other.stderr.split("\n").filter((line) => line.startsWith("{")), []);
  },
});
