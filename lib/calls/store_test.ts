/** Calls in the store, as several instances change them at once. */
import assert from "node:assert/strict";
import { GRACE_MS, UNUSED_MS } from "@/lib/calls/model.ts";
import {
  type CallDeps,
  createCall,
  getCall,
  joinCall,
  leaveCall,
  listCalls,
  lookAfterCall,
  presentCall,
  readSince,
  relaySignal,
} from "@/lib/calls/store.ts";
import { CHROME_OFFER } from "@/lib/calls/sdp_for_tests.ts";
import { createLog } from "@/lib/log.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const START = Date.UTC(2026, 3, 1);
const ID = "call-of-two";

class Stage implements AsyncDisposable {
  readonly instances: (CallDeps & { instance: string })[] = [];
  nowMs = START;

  private constructor(readonly kv: Deno.Kv) {}

  static async open(count: number): Promise<Stage> {
    const stage = new Stage(await Deno.openKv(":memory:"));
    const now = () => stage.nowMs;
    const log = createLog({ level: "error" });
    for (let n = 0; n < count; n++) {
      const instance = `i${n}`;
      const hub = createHub({ kv: stage.kv, log, now, instance });
      stage.instances.push({ kv: stage.kv, hub, now, instance });
    }
    await createCall(stage.kv, { id: ID, avatar: "owl", nowMs: START });
    return stage;
  }

  join(n: number, name: string, { keyed = true, resumes = false } = {}) {
    const { instance } = this.instances[n]!;
    return joinCall(this.instances[n]!, ID, {
      connection: { id: `${name}@${n}`, instance },
      keyHash: keyed ? `key of ${name}` : null,
      avatar: name,
      peerId: `peer-${name}`,
      resumes,
    });
  }

  say(n: number, name: string, to?: string) {
    return relaySignal(this.instances[n]!, ID, {
      connectionId: `${name}@${n}`,
      signal: { type: "offer", sdp: CHROME_OFFER, ...(to ? { to } : {}) },
    });
  }

  leave(n: number, name: string, how: "leave" | "drop" = "leave") {
    return leaveCall(this.instances[n]!, ID, { connectionId: `${name}@${n}`, how });
  }

  async everything(): Promise<Deno.KvKey[]> {
    return (await Array.fromAsync(this.kv.list({ prefix: [] }))).map(({ key }) => key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { hub } of this.instances) await hub.close();
    this.kv.close();
  }
}

Deno.test("of twelve who come at once on four instances, two get in", async () => {
  await using stage = await Stage.open(4);
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, n) => stage.join(n % 4, `p${n}`, { keyed: n % 3 !== 0 })),
  );
  const got = outcomes.filter(({ ok }) => ok);
  assert.equal(got.length, 2);
  assert(outcomes.every((outcome) => outcome.ok || outcome.reason === "full"));
  const seats = (await getCall(stage.kv, ID, stage.nowMs))!.seats;
  assert.deepEqual(seats.map(({ polite }) => polite).sort(), [false, true]);
  assert.deepEqual(await checkStore(stage.kv), []);
});

Deno.test("once both have hung up at once, the store is as empty as before", async () => {
  await using stage = await Stage.open(2);
  await stage.join(0, "a");
  await stage.join(1, "b");
  for (let n = 0; n < 5; n++) {
    assert.deepEqual(await stage.say(0, "a"), { ok: true });
    assert.deepEqual(await stage.say(1, "b"), { ok: true });
  }
  const kinds = new Set((await stage.everything()).map(([kind]) => kind));
  assert.deepEqual(kinds, new Set(["call", "head", "log"]));
  await Promise.all([stage.leave(0, "a"), stage.leave(1, "b")]);
  assert.deepEqual(await stage.everything(), []);
  assert.deepEqual(await stage.join(0, "a"), { ok: false, reason: "gone" });
});

Deno.test("what is said while the other hangs up does not stay behind", async () => {
  await using stage = await Stage.open(2);
  for (let round = 0; round < 10; round++) {
    await createCall(stage.kv, { id: ID, avatar: null, nowMs: START });
    await stage.join(0, "a");
    await stage.join(1, "b");
    await stage.leave(1, "b");
    const said = await Promise.allSettled([
      stage.say(0, "a"),
      stage.leave(0, "a"),
      stage.say(0, "a"),
      stage.join(1, "c"),
    ]);
    assert(said.every(({ status }) => status === "fulfilled"));
    await stage.leave(1, "c");
    assert.deepEqual(await stage.everything(), [], `round ${round}`);
  }
});

Deno.test("a signal goes to the peer, and to nobody else", async () => {
  await using stage = await Stage.open(1);
  const refused = (reason: string) => ({ ok: false, reason });
  assert.deepEqual(await stage.say(0, "a"), refused("not_joined"));
  await stage.join(0, "a");
  assert.deepEqual(await stage.say(0, "a"), refused("no_peer"));
  await stage.join(0, "b");
  assert.deepEqual(await stage.say(0, "a", "peer-b"), { ok: true });
  assert.deepEqual(await stage.say(0, "a", "peer-a"), refused("no_peer"));
  assert.deepEqual(await stage.say(0, "a", "peer-x"), refused("no_peer"));
  await stage.leave(0, "b");
  assert.deepEqual(await stage.say(0, "a"), refused("no_peer"));
  assert.deepEqual(await stage.say(0, "b"), refused("not_joined"));
});

Deno.test("what was said while a connection was broken is there for who comes back", async () => {
  await using stage = await Stage.open(2);
  await stage.join(0, "a");
  const first = await stage.join(1, "b");
  assert(first.ok);
  await stage.leave(1, "b", "drop");
  stage.nowMs += GRACE_MS - 1;
  await stage.say(0, "a");
  const again = await stage.join(0, "b", { resumes: true });
  assert(again.ok && again.resumed);
  const missed = await readSince(stage.kv, ID, { after: first.at, through: again.at });
  assert.deepEqual(missed.map(({ event }) => event.type), ["offer"]);
});

Deno.test("the seat of an instance that died is free after a while, and the call when nobody is left", async () => {
  await using stage = await Stage.open(2);
  await stage.join(0, "a");
  await stage.join(1, "b");
  const [living] = stage.instances;
  // Only what subscribes says that it lives: the second never did, and counts as dead once its seat's time is over.
  stage.nowMs += GRACE_MS;
  assert.equal((await lookAfterCall(living!, ID)).call?.seats[1]?.connection, null);
  assert.deepEqual(await stage.join(0, "c"), { ok: false, reason: "full" });
  stage.nowMs += GRACE_MS;
  assert.equal((await presentCall(living!, ID))?.seats.length, 1);
  const third = await stage.join(0, "c");
  assert(third.ok && third.seat.polite);
  await stage.leave(0, "a");
  await stage.leave(0, "c", "drop");
  stage.nowMs += GRACE_MS;
  assert.equal((await lookAfterCall(living!, ID)).call, null);
  assert.deepEqual(await stage.everything(), []);
});

Deno.test("a third who comes just as a seat's time is over gets it", async () => {
  await using stage = await Stage.open(2);
  await stage.join(0, "a");
  await stage.join(1, "b", { keyed: false });
  stage.nowMs += GRACE_MS;
  // The instance of b is not alive, and nobody can come back to a seat without a key.
  assert((await stage.join(0, "c")).ok);
});

Deno.test("a call that nobody used is gone after a day, whether or not the store has noticed", async () => {
  await using stage = await Stage.open(1);
  assert.equal((await getCall(stage.kv, ID, START + UNUSED_MS - 1))?.id, ID);
  assert.equal(await getCall(stage.kv, ID, START + UNUSED_MS), null);
  stage.nowMs = START + UNUSED_MS;
  assert.deepEqual(await stage.join(0, "a"), { ok: false, reason: "gone" });
  assert.deepEqual(await listCalls(stage.kv), []);
});

Deno.test("checkStore() finds two who are not two", async () => {
  await using stage = await Stage.open(1);
  await stage.join(0, "a");
  await stage.join(0, "b");
  const call = (await getCall(stage.kv, ID, stage.nowMs))!;
  const [seat] = call.seats;
  await stage.kv.set(keys.call(ID), { ...call, met: false, seats: [seat, seat] });
  const found = (await checkStore(stage.kv)).join("\n");
  for (const what of ["one peer twice", "two peers of one role", "one key", "have met"]) {
    assert(found.includes(what), what);
  }
  await stage.kv.set(keys.call(ID), { ...call, seats: [seat, seat, seat] });
  assert.match((await checkStore(stage.kv)).join("\n"), /does not fit its schema: seats/);
});
