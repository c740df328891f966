/** People who walk about: what each client is sent, and what two instances write to tell each other. */
import type { Services } from "@/lib/define.ts";
import { parseEnv } from "@/lib/env.ts";
import { createLog } from "@/lib/log.ts";
import type { RawSocket } from "@/lib/realtime/socket.ts";
import { openServices } from "@/lib/services.ts";
import { floorOf } from "@/lib/spaces/floor.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { keepOnFloor } from "@/lib/spaces/movement.ts";
import { getSpace } from "@/lib/spaces/store.ts";
import { countWrites } from "@/tests/bench/rooms/counted_kv.ts";
import { addLounge, addPeople, type Known } from "@/tests/support/people.ts";

/** Moves of one person a second. */
const HZ = 10;
const SPEED = 1.6;
const SECONDS = 5;
const THEME = "maru";

/** Bytes a second to one client, with the heads of the frames. */
export interface Moving {
  people: number;
  /** Moves of each person a second, as far as this one process got. */
  hz: number;
  binaryBytes: number;
  jsonBytes: number;
  /** One message for each move to everybody, as JSON. */
  naiveBytes: number;
  /** Commits a second of both instances together, over those while everybody stands. */
  writes: number;
  writesAtRest: number;
}

/** The server's end of a connection on which only bytes are counted. */
class Counter implements RawSocket {
  readyState = 1;
  readonly bufferedAmount = 0;
  bytes = 0;
  onmessage: RawSocket["onmessage"] = null;
  onclose: RawSocket["onclose"] = null;
  onerror: RawSocket["onerror"] = null;
  readonly welcome = Promise.withResolvers<void>();

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data === "string" && data.startsWith('{"type":"welcome"')) this.welcome.resolve();
    this.bytes += frameBytes(data);
  }

  close(): void {
    this.readyState = 3;
    this.onclose?.(new CloseEvent("close"));
  }
}

/** Bytes of a frame on the wire. Source: RFC 6455, 5.2. */
function frameBytes(data: string | Uint8Array): number {
  const size = typeof data === "string" ? new TextEncoder().encode(data).length : data.length;
  return size + (size < 126 ? 2 : size < 0x10000 ? 4 : 10);
}

/** Somebody who walks in curves, and turns at walls. */
class Walker {
  readonly socket = new Counter();
  #x = 0;
  #z = 0;
  #heading = Math.random() * 2 * Math.PI;

  constructor(readonly person: Known, readonly binary: boolean) {}

  stand({ x, z }: { x: number; z: number }): void {
    [this.#x, this.#z] = [x, z];
  }

  /** Walks on, says so, and tells what a naive server would send on. */
  step(): number {
    this.#heading += (Math.random() - 0.5) * 0.6;
    const far = SPEED / HZ;
    const wanted = {
      x: this.#x + Math.sin(this.#heading) * far,
      z: this.#z + Math.cos(this.#heading) * far,
    };
    const spot = keepOnFloor(floorOf(THEME), wanted);
    if (spot.x !== wanted.x || spot.z !== wanted.z) this.#heading += Math.PI / 2;
    this.stand(spot);
    const move = { position: { ...spot, y: 0 }, heading: this.#heading, motion: "walk" };
    const data = JSON.stringify({ type: "move", ...move });
    this.socket.onmessage?.(new MessageEvent("message", { data }));
    return frameBytes(JSON.stringify({ type: "move", user_id: this.person.id, ...move }));
  }
}

/** Lets people walk in one space, half of them on each of two instances, half of them with binary positions. */
export async function measureMoving(people: number): Promise<Moving> {
  using store = await Deno.openKv(":memory:");
  const { kv, writes } = countWrites(store);
  const known = await addPeople(store, people);
  const spaceId = await addLounge(store, known[0]!, { maxUsers: Math.max(2, people) });
  const space = (await getSpace(store, spaceId))!;
  const instances = [await openInstance(kv), await openInstance(kv)];
  try {
    const walkers = known.map((person, n) => new Walker(person, n % 4 < 2));
    for (const [n, walker] of walkers.entries()) await enter(instances[n % 2]!, space, walker);
    // Rounds of both instances that have nothing to do with moving.
    const restFrom = writes();
    await sleep(SECONDS);
    const writesAtRest = (writes() - restFrom) / SECONDS;
    await walk(walkers, 1);
    const before = { writes: writes(), bytes: walkers.map(({ socket }) => socket.bytes) };
    const { naive, seconds } = await walk(walkers, SECONDS);
    const sent = (binary: boolean) => {
      const of = walkers.map(({ socket }, n) => socket.bytes - before.bytes[n]!)
        .filter((_, n) => walkers[n]!.binary === binary);
      return of.reduce((sum, bytes) => sum + bytes, 0) / of.length / seconds;
    };
    return {
      people,
      hz: SECONDS * HZ / seconds,
      binaryBytes: sent(true),
      jsonBytes: sent(false),
      naiveBytes: naive / seconds,
      writes: (writes() - before.writes) / seconds - writesAtRest,
      writesAtRest,
    };
  } finally {
    // The store is ours to close.
    for (const { spaces, hub } of instances) {
      await spaces.close();
      await hub.close();
    }
  }
}

async function openInstance(kv: Deno.Kv): Promise<Services> {
  const env = parseEnv({ KV_URL: ":memory:", SEED_ON_START: "false", LOG_LEVEL: "error" });
  return await openServices(env, { kv, log: createLog({ level: "error" }) });
}

async function enter(services: Services, space: Space, walker: Walker): Promise<void> {
  const { person: { id }, binary, socket } = walker;
  const door = await services.spaces.admit({
    space,
    viewer: { id, kind: "guest", nickname: id, sessionId: id },
    locale: "en",
    characterId: undefined,
    inviteCode: null,
    lastEventId: null,
    binary,
    batch: true,
    address: "127.0.0.1",
  });
  door.enter(socket);
  await socket.welcome.promise;
  const { halfWidth, halfDepth } = floorOf(THEME);
  // They come in at the entrance, and are told to walk from there.
  walker.stand({ x: (Math.random() - 0.5) * halfWidth, z: (Math.random() - 0.5) * halfDepth });
}

/**
 * Returns the bytes that a naive server would have sent to each, and how long it took: both instances, and all who walk,
 * are this one process, which falls behind where there are many.
 */
async function walk(
  walkers: readonly Walker[],
  forSeconds: number,
): Promise<{ naive: number; seconds: number }> {
  let naive = 0;
  const startMs = performance.now();
  for (let step = 0; step < forSeconds * HZ; step++) {
    // Spread over the time between two moves, as people are.
    for (let part = 0; part < HZ; part++) {
      const dueMs = startMs + (step + part / HZ) * 1000 / HZ;
      await sleep(Math.max(0, dueMs - performance.now()) / 1000);
      for (let n = part; n < walkers.length; n += HZ) naive += walkers[n]!.step();
    }
  }
  return { naive, seconds: (performance.now() - startMs) / 1000 };
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
