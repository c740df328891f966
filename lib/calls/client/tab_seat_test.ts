import assert from "node:assert/strict";
import { FakeLocks } from "@/lib/calls/client/locks_for_tests.ts";
import { RELOAD_MS, seatKey, TabSeat } from "@/lib/calls/client/tab_seat.ts";

/** A tab with what it keeps; a copy begins with the same. */
class Tab {
  readonly kept: Map<string, string>;
  readonly lost: true[] = [];
  readonly timers: { ms: number; call(): void }[] = [];
  readonly seat: TabSeat;
  readonly die: () => void;

  constructor(locks: FakeLocks | null, kept: Iterable<readonly [string, string]> = []) {
    this.kept = new Map(kept);
    const view = locks?.tab();
    this.die = () => view?.die();
    this.seat = new TabSeat({
      roomId: "room",
      tab: () => this.drawer(),
      locks: () => view?.manager,
      after: (ms, call) => {
        const timer = { ms, call };
        this.timers.push(timer);
        return () => void this.timers.splice(this.timers.indexOf(timer), 1);
      },
    });
  }

  drawer() {
    return {
      getItem: (name: string) => this.kept.get(name) ?? null,
      setItem: (name: string, value: string) => void this.kept.set(name, value),
    };
  }

  take(how: Parameters<TabSeat["take"]>[0] = "if_free"): Promise<boolean> {
    return this.seat.take(how, () => void this.lost.push(true));
  }
}

/** Lets what was promised come about. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

Deno.test("[TS1] of two tabs with one key, the first sits, and the copy is told", async () => {
  const locks = new FakeLocks();
  const first = new Tab(locks);
  assert.equal(await first.take(), true);
  const copy = new Tab(locks, first.kept);
  assert.equal(await copy.seat.isElsewhere(), true);
  assert.equal(await first.seat.isElsewhere(), false);
  assert.equal(await copy.take(), false);
  assert.deepEqual(first.lost, []);
});

Deno.test("[TS1] a copy that is told to takes the seat over, and the first may take it back", async () => {
  const locks = new FakeLocks();
  const first = new Tab(locks);
  await first.take();
  const copy = new Tab(locks, first.kept);
  assert.equal(await copy.take("from_another"), true);
  await settled();
  assert.deepEqual(first.lost, [true]);
  assert.equal(await first.seat.isElsewhere(), true);
  // What it lost is not its own to let go of.
  first.seat.letGo();
  assert.equal(await first.take(), false);
  assert.equal(await first.take("from_another"), true);
  await settled();
  assert.deepEqual(copy.lost, [true]);
});

Deno.test("another tab that came by the link has a key, and so a seat, of its own", async () => {
  const locks = new FakeLocks();
  const [ann, bo] = [new Tab(locks), new Tab(locks)];
  assert.equal(await ann.take(), true);
  assert.equal(await bo.seat.isElsewhere(), false);
  assert.equal(await bo.take(), true);
  assert.deepEqual([ann.lost, bo.lost], [[], []]);
});

Deno.test("who hangs up lets go, for all tabs", async () => {
  const locks = new FakeLocks();
  const first = new Tab(locks);
  await first.take();
  const copy = new Tab(locks, first.kept);
  first.seat.letGo();
  await settled();
  assert.equal(await copy.seat.isElsewhere(), false);
  assert.equal(await copy.take(), true);
  assert.deepEqual(first.lost, []);
});

Deno.test("[TS2] a reload waits for the page that it was, and no longer than it takes to go", async () => {
  const locks = new FakeLocks();
  const before = new Tab(locks);
  await before.take();
  const after = new Tab(locks, before.kept);
  const taking = after.take("soon");
  await settled();
  assert.deepEqual(after.timers.map(({ ms }) => ms), [RELOAD_MS]);
  before.die();
  assert.equal(await taking, true);
  assert.deepEqual(after.timers, []);
});

Deno.test("[TS2] a copy that is loaded anew does not wait for ever", async () => {
  const locks = new FakeLocks();
  const first = new Tab(locks);
  await first.take();
  const copy = new Tab(locks, first.kept);
  const taking = copy.take("soon");
  await settled();
  copy.timers[0]!.call();
  assert.equal(await taking, false);
  assert.deepEqual(first.lost, []);
  // It does not stand in line any more.
  first.die();
  assert.equal(await copy.seat.isElsewhere(), false);
});

Deno.test("[TS2] a tab that crashed holds nothing", async () => {
  const locks = new FakeLocks();
  const first = new Tab(locks);
  await first.take();
  const copy = new Tab(locks, first.kept);
  first.die();
  assert.equal(await copy.seat.isElsewhere(), false);
  assert.equal(await copy.take(), true);
});

Deno.test("[TS3] without locks every tab may try, and the server decides", async () => {
  const first = new Tab(null);
  assert.equal(await first.take(), true);
  const copy = new Tab(null, first.kept);
  assert.equal(await copy.seat.isElsewhere(), false);
  assert.equal(await copy.take("soon"), true);
});

Deno.test("[TS3] locks that a page is refused keep nobody out", async () => {
  const refused = () => Promise.reject(new DOMException("opaque origin", "SecurityError"));
  const seat = new TabSeat({
    roomId: "room",
    tab: () => new Tab(null).drawer(),
    locks: () => ({ request: refused, query: refused }),
    after: () => () => {},
  });
  assert.equal(await seat.isElsewhere(), false);
  assert.equal(await seat.take("if_free", () => assert.fail("lost what it never had")), true);
});

Deno.test("a key is kept with its tab, is one the server takes, and is another in each", () => {
  const [one, other] = [new Tab(null), new Tab(null)];
  const tab = () => one.drawer();
  const key = seatKey({ roomId: "room", tab });
  assert.match(key, /^[\w-]{22,64}$/);
  assert.equal(seatKey({ roomId: "room", tab }), key);
  assert.notEqual(seatKey({ roomId: "garden", tab }), key);
  assert.notEqual(seatKey({ roomId: "room", tab: () => other.drawer() }), key);
  const forbidden = () => {
    throw new DOMException("no", "SecurityError");
  };
  assert.match(seatKey({ roomId: "room", tab: forbidden }), /^[\w-]{22,64}$/);
});
