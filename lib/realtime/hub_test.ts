import assert from "node:assert/strict";
import { createLog } from "@/lib/log.ts";
import { BEFORE_ALL } from "@/lib/realtime/event_id.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { resumableMs } from "@/lib/realtime/log.ts";
import type { Hub, LoggedEvent, Subscriber } from "@/lib/realtime/model.ts";
import { keys } from "@/lib/store/keys.ts";

const log = createLog({ level: "silent" });

interface House {
  kv: Deno.Kv;
  hub(instance: string, now?: () => number): Hub;
}

/** One store, and hubs over it that are closed at the end, as several instances share a KV Connect server. */
async function inHouse(run: (house: House) => Promise<void>): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const hubs: Hub[] = [];
  try {
    await run({
      kv,
      hub(instance, now = Date.now) {
        const hub = createHub({ kv, log, now, instance });
        hubs.push(hub);
        return hub;
      },
    });
  } finally {
    await Promise.all(hubs.map((hub) => hub.close()));
    kv.close();
  }
}

/** Collects what a subscriber gets, and waits until it is enough. */
function collector() {
  const events: LoggedEvent[] = [];
  const states: [string, string | null][] = [];
  let check = () => {};
  const subscriber: Subscriber = {
    onEvents(more) {
      events.push(...more);
      check();
    },
    onState(instance, state) {
      states.push([instance, state && new TextDecoder().decode(state)]);
      check();
    },
  };
  async function until(enough: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    check = () => enough() && resolve();
    check();
    await promise;
  }
  return { subscriber, events, states, until };
}

/** A hub that has its store to itself. */
async function alone(run: (hub: Hub, kv: Deno.Kv) => Promise<void>): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const hub = createHub({ kv, log, now: Date.now, instance: "a", sole: true });
  try {
    await run(hub, kv);
  } finally {
    await hub.close();
    kv.close();
  }
}

const note = (n: number | string) => ({ type: "note", n });
const told = (events: readonly LoggedEvent[]) =>
  events.map(({ event }) => (event as ReturnType<typeof note>).n);

Deno.test("append() reaches subscribers of every instance in one order", () =>
  inHouse(async ({ hub }) => {
    const [a, b] = [hub("a"), hub("b")];
    const [atA, atB] = [collector(), collector()];
    await a.subscribe("t", atA.subscriber);
    await b.subscribe("t", atB.subscriber);
    await Promise.all(Array.from({ length: 60 }, (_, n) => [a, b][n % 2]!.append("t", [note(n)])));
    await atA.until(() => atA.events.length === 60);
    await atB.until(() => atB.events.length === 60);
    assert.deepEqual(told(atA.events), told(atB.events));
    assert.equal(new Set(told(atA.events)).size, 60);
    const ids = atA.events.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  }));

Deno.test("append() puts events of one moment, of all topics, into one commit", () =>
  inHouse(async ({ hub }) => {
    const a = hub("a");
    const ids = await Promise.all([
      a.append("t", [note(1), note(2)]),
      a.append("u", [note(3)]),
      a.append("t", [note(4)]),
    ]);
    assert.equal(new Set(ids.flat().map((id) => id.slice(0, 20))).size, 1);
    assert.deepEqual(ids.flat().map((id) => id.slice(20)), ["0000", "0001", "0000", "0002"]);
  }));

Deno.test("append() of more than a value holds takes several commits, in order", () =>
  inHouse(async ({ hub }) => {
    const a = hub("a");
    const at = collector();
    await a.subscribe("t", at.subscriber);
    const long = "마".repeat(6_000);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => a.append("t", [{ type: "note", n, long } as never])),
    );
    await at.until(() => at.events.length === 20);
    assert.deepEqual(told(at.events), Array.from({ length: 20 }, (_, n) => n));
  }));

Deno.test("append() of an event that no value holds fails, and the next one does not", () =>
  inHouse(async ({ hub }) => {
    const a = hub("a");
    const huge = { type: "note", n: "x".repeat(70_000) };
    await assert.rejects(a.append("t", [huge]));
    assert.equal((await a.append("t", [note(1)])).length, 1);
  }));

Deno.test("a frame is the event with its id", () =>
  inHouse(async ({ hub }) => {
    const a = hub("a");
    const at = collector();
    await a.subscribe("t", at.subscriber);
    const [id] = await a.append("t", [note('"quoted"')]);
    await at.until(() => at.events.length === 1);
    assert.deepEqual(JSON.parse(at.events[0]!.frame), {
      event_id: id,
      type: "note",
      n: '"quoted"',
    });
  }));

Deno.test("subscribe() after an event gets what was missed, then what comes, nothing twice", () =>
  inHouse(async ({ hub }) => {
    const a = hub("a");
    const ids = await a.append("t", [note(0), note(1), note(2)]);
    await a.append("t", [note(3)]);
    const at = collector();
    const { missed } = await a.subscribe("t", at.subscriber, { after: ids[1]! });
    assert.deepEqual(told(missed!), [2, 3]);
    await a.append("t", [note(4)]);
    await at.until(() => at.events.length === 1);
    assert.deepEqual(told(at.events), [4]);
  }));

Deno.test("subscribe() after the very last event has missed nothing, also when the log has expired", () =>
  inHouse(async ({ kv, hub }) => {
    const a = hub("a");
    const [id] = await a.append("t", [note(0)]);
    await kv.delete(keys.log("t", id!.slice(0, 20)));
    const { missed } = await a.subscribe("t", collector().subscriber, { after: id! });
    assert.deepEqual(missed, []);
  }));

const STALE = [
  { name: "whose entry has expired", after: (id: string) => id, expire: true, laterMs: 0 },
  {
    name: "older than what is surely kept",
    after: (id: string) => id,
    expire: false,
    laterMs: resumableMs("t"),
  },
  { name: "that never was", after: () => BEFORE_ALL, expire: false, laterMs: 0 },
];
for (const { name, after, expire, laterMs } of STALE) {
  Deno.test(`subscribe() after an event ${name} asks for a snapshot`, () =>
    inHouse(async ({ kv, hub }) => {
      let nowMs = Date.now();
      const a = hub("a", () => nowMs);
      const [id] = await a.append("t", [note(0)]);
      await a.append("t", [note(1)]);
      if (expire) await kv.delete(keys.log("t", id!.slice(0, 20)));
      nowMs += laterMs;
      const { missed } = await a.subscribe("t", collector().subscriber, { after: after(id!) });
      assert.equal(missed, null);
    }));
}

Deno.test("subscribe() with an id that this instance has not read yet gets only what follows it", () =>
  inHouse(async ({ hub }) => {
    const [a, b] = [hub("a"), hub("b")];
    const at = collector();
    // b reads the topic since before the events, and may not have heard of them.
    await b.subscribe("t", collector().subscriber);
    const ids = await a.append("t", [note(0), note(1)]);
    const { missed } = await b.subscribe("t", at.subscriber, { after: ids[1]! });
    assert.deepEqual(missed, []);
    await a.append("t", [note(2)]);
    await at.until(() => at.events.length >= 1);
    assert.deepEqual(told(at.events), [2]);
  }));

Deno.test("appendWith() stores the events with the caller's writes, or neither", () =>
  inHouse(async ({ kv, hub }) => {
    const a = hub("a");
    const at = collector();
    await a.subscribe("t", at.subscriber);
    const free = { key: ["seat"], versionstamp: null };
    const first = await a.appendWith(kv.atomic().check(free).set(["seat"], 1), "t", [note(1)]);
    const second = await a.appendWith(kv.atomic().check(free).set(["seat"], 2), "t", [note(2)]);
    assert.equal(first.ok, true);
    assert.deepEqual(second, { ok: false });
    await a.append("t", [note(3)]);
    await at.until(() => at.events.length === 2);
    assert.deepEqual(told(at.events), [1, 3]);
    assert.equal((await kv.get(["seat"])).value, 1);
  }));

Deno.test("publishState() reaches other instances that follow the topic, the latest alone, and no log", () =>
  inHouse(async ({ kv, hub }) => {
    const [a, b] = [hub("a"), hub("b")];
    const [atA, atB] = [collector(), collector()];
    await a.subscribe("t", atA.subscriber);
    await b.subscribe("t", atB.subscriber);
    for (let n = 0; n < 50; n++) a.publishState("t", new TextEncoder().encode(`s${n}`));
    await atB.until(() => atB.states.at(-1)?.[1] === "s49");
    assert.ok(atB.states.length <= 3, `${atB.states.length}`);
    assert.deepEqual(atA.states, []);
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.logs("t") })), []);
  }));

Deno.test("publishState() writes nothing while nobody else follows the topic", () =>
  inHouse(async ({ kv, hub }) => {
    const [a, b] = [hub("a"), hub("b")];
    await a.subscribe("t", collector().subscriber);
    await b.subscribe("other", collector().subscriber);
    a.publishState("t", new Uint8Array([1]));
    // Once b is known to a, a knows as well that b does not follow the topic.
    const at = collector();
    await b.subscribe("u", at.subscriber);
    await a.subscribe("u", collector().subscriber);
    a.publishState("u", new Uint8Array([65]));
    await at.until(() => at.states.length > 0);
    assert.equal((await kv.get(keys.topicState("t", "a"))).value, null);
  }));

Deno.test("an instance that closes takes its state along", () =>
  inHouse(async ({ hub }) => {
    const [a, b] = [hub("a"), hub("b")];
    const atB = collector();
    await a.subscribe("t", collector().subscriber);
    await b.subscribe("t", atB.subscriber);
    a.publishState("t", new TextEncoder().encode("here"));
    await atB.until(() => atB.states.length > 0);
    await a.close();
    await atB.until(() => atB.states.at(-1)?.[1] === null);
    assert.deepEqual([...await b.instances()], ["b"]);
  }));

Deno.test("close() waits until the state of a topic that was just left is out of the store", () =>
  inHouse(async ({ kv, hub }) => {
    const gate = Promise.withResolvers<void>();
    const slow = new Proxy(kv, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name, target);
        if (typeof found !== "function") return found;
        return async (...args: unknown[]) => {
          if (name === "delete") await gate.promise;
          return await found.apply(target, args);
        };
      },
    });
    // What does not answer with a promise must not be made to.
    const store = Object.assign(Object.create(slow), {
      watch: kv.watch.bind(kv),
      list: kv.list.bind(kv),
      atomic: kv.atomic.bind(kv),
      commitVersionstamp: kv.commitVersionstamp.bind(kv),
    });
    const a = createHub({ kv: store, log, now: Date.now, instance: "a" });
    const b = hub("b");
    const at = collector();
    const subscription = await a.subscribe("t", collector().subscriber);
    await b.subscribe("t", at.subscriber);
    a.publishState("t", new Uint8Array([1]));
    await at.until(() => at.states.length > 0);
    subscription.close();
    let isClosed = false;
    const closing = a.close().then(() => isClosed = true);
    // Whatever else it does is one commit or none.
    for (let n = 0; n < 5; n++) await kv.get(["nothing"]);
    assert.equal(isClosed, false);
    gate.resolve();
    await closing;
    assert.equal((await kv.get(keys.topicState("t", "a"))).value, null);
  }));

Deno.test("a subscriber that throws keeps nothing from the next, and is logged", async () => {
  const kv = await Deno.openKv(":memory:");
  const lines: string[] = [];
  const hub = createHub({
    kv,
    log: createLog({ level: "error", write: (line) => void lines.push(line) }),
    now: Date.now,
    instance: "a",
  });
  const at = collector();
  await hub.subscribe("t", {
    onEvents: () => {
      throw new Error("mine");
    },
  });
  await hub.subscribe("t", at.subscriber);
  await hub.append("t", [note(1)]);
  await at.until(() => at.events.length === 1);
  assert.match(lines.join(), /subscriber_failed.*mine/);
  await hub.close();
  kv.close();
});

Deno.test("a hub without subscribers leaves no trace of itself", () =>
  inHouse(async ({ kv, hub }) => {
    const a = hub("a");
    const subscription = await a.subscribe("t", collector().subscriber);
    subscription.close();
    await a.append("t", [note(1)]);
    await a.close();
    const kinds = (await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key[0]);
    assert.deepEqual(kinds.filter((kind) => kind === "instance" || kind === "state"), []);
  }));

Deno.test("subscribe() to a closed hub fails", () =>
  inHouse(async ({ hub }) => {
    const a = hub("a");
    await a.close();
    await assert.rejects(a.subscribe("t", collector().subscriber), /closed/);
  }));

Deno.test("a sole writer's subscribers get what is added by either way, in the log's order", () =>
  alone(async (hub, kv) => {
    const [first, second] = [collector(), collector()];
    await hub.subscribe("t", first.subscriber);
    await Promise.all(Array.from({ length: 200 }, async (_, n) => {
      if (n === 100) await hub.subscribe("t", second.subscriber, { after: BEFORE_ALL });
      if (n % 3 === 0) await hub.appendWith(kv.atomic().set(["x", n], n), "t", [note(n)]);
      else await hub.append(n % 7 === 0 ? "u" : "t", [note(n)]);
    }));
    const [last] = await hub.append("t", [note("last")]);
    await first.until(() => first.events.at(-1)?.id === last);
    await second.until(() => second.events.at(-1)?.id === last);
    const logged =
      (await Array.fromAsync(kv.list<{ events: string[] }>({ prefix: keys.logs("t") })))
        .flatMap(({ value }) => value.events.map((json) => JSON.parse(json).n));
    assert.deepEqual(told(first.events), logged);
    const ids = first.events.map(({ id }) => id);
    const from = ids.indexOf(second.events[0]!.id);
    assert.deepEqual(second.events.map(({ id }) => id), ids.slice(from));
  }));

Deno.test("a sole writer resumes, refuses what its checks refuse, and says of nobody that they live", () =>
  alone(async (hub, kv) => {
    const [id] = await hub.append("t", [note(1), note(2)]);
    const at = collector();
    const { missed } = await hub.subscribe("t", at.subscriber, { after: id! });
    assert.deepEqual(told(missed!), [2]);
    await kv.set(["seat"], "taken");
    const taken = { key: ["seat"], versionstamp: null };
    assert.deepEqual(await hub.appendWith(kv.atomic().check(taken), "t", [note(3)]), { ok: false });
    await assert.rejects(hub.append("t", [{ type: "note", n: "x".repeat(70_000) } as never]));
    await hub.append("t", [note(4)]);
    await at.until(() => at.events.length === 1);
    assert.deepEqual(told(at.events), [4]);
    assert.deepEqual([...await hub.instances()], ["a"]);
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.instances() })), []);
  }));
