/** One room, or many, on Maru and on Node with Socket.IO and with ws: who tells more people in a second, and how soon. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "@/tests/bench/compare.ts";
import { TextLineStream } from "@/tests/bench/rooms/lines.ts";
import {
  type Plan,
  type Turn,
  type TurnResult,
  TurnResultSchema,
} from "@/tests/bench/rooms/load_protocol.ts";
import { residentKiB } from "@/tests/bench/rooms/resident.ts";
import { addLounge, addPeople, type Known } from "@/tests/support/people.ts";
import { startServer } from "@/tests/support/server.ts";

/** How people are spread over rooms. */
export interface Shape {
  rooms: number;
  people: number;
  /** In each room. */
  speakers: number;
  /** Events of each speaker that are on their way at a time, to find what a server can bear. */
  onTheWay: number;
  /** Events of all rooms together, for the delay on a server that is not at its limit. */
  perSecond: number;
}

export const SHAPES: Readonly<Record<string, Shape & { title: string }>> = {
  room200: {
    title: "One room of 200",
    rooms: 1,
    people: 200,
    speakers: 40,
    onTheWay: 4,
    perSecond: 50,
  },
  room1000: {
    title: "One room of 1,000",
    rooms: 1,
    people: 1000,
    speakers: 40,
    onTheWay: 1,
    perSecond: 10,
  },
  rooms: {
    title: "100 rooms of 10",
    rooms: 100,
    people: 10,
    speakers: 1,
    onTheWay: 4,
    perSecond: 500,
  },
};

const ROUNDS = 5;
const TURN = { seconds: 2.5, warmupSeconds: 0.7 };
/** Connections whose memory does not count: with the first ones comes the code. */
const FIRST = 50;

export const CONTENDERS = ["Maru, batches", "Maru, single frames", "Socket.IO", "ws"] as const;
export type ContenderName = typeof CONTENDERS[number];

/** What one contender came to, over all rounds. */
export interface Standing {
  /** As many as go. */
  free: TurnResult[];
  /** At the pace of the shape. */
  paced: TurnResult[];
  memoryKiB: number;
}

interface Running extends AsyncDisposable {
  origin: string;
  pid: number;
}

/** Measures all contenders by turns, each with the same people in the same rooms. */
export async function measureRooms(
  shape: Shape,
  wanted: readonly ContenderName[] = CONTENDERS,
  rounds = ROUNDS,
): Promise<Map<ContenderName, Standing>> {
  await using stack = new AsyncDisposableStack();
  const standings = new Map<ContenderName, Standing>();
  const loads = new Map<ContenderName, RoomLoad>();
  for (const name of wanted) {
    const { load, memoryKiB } = await open(stack, name, shape);
    loads.set(name, load);
    standings.set(name, { free: [], paced: [], memoryKiB });
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, load] of loads) {
      const standing = standings.get(name)!;
      const { onTheWay, perSecond } = shape;
      standing.free.push(await load.measure({ ...TURN, onTheWay, perSecond: null }));
      standing.paced.push(await load.measure({ ...TURN, onTheWay, perSecond }));
    }
  }
  return standings;
}

async function open(
  stack: AsyncDisposableStack,
  name: ContenderName,
  shape: Shape,
): Promise<{ load: RoomLoad; memoryKiB: number }> {
  const isNode = name === "Socket.IO" || name === "ws";
  const { server, plan } = isNode
    ? await openNode(stack, name, shape)
    : await openMaru(stack, name, shape);
  const load = stack.use(new RoomLoad(plan));
  await load.connected();
  const before = await residentKiB(server.pid);
  await load.goOn();
  const memoryKiB = (await residentKiB(server.pid) - before) / (plan.clients.length - FIRST);
  return { load, memoryKiB };
}

async function openMaru(
  stack: AsyncDisposableStack,
  name: ContenderName,
  shape: Shape,
): Promise<{ server: Running; plan: Plan }> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_bench_" });
  stack.defer(() => Deno.remove(folderPath, { recursive: true }));
  const store = join(folderPath, "kv.sqlite");
  const { spaces, people } = await fill(store, shape);
  const server = stack.use(
    await startServer({
      args: ["run", "-A", "--no-check", "tests/bench/rooms/maru_room.ts"],
      env: { KV_URL: store, LOG_LEVEL: "error", SEED_ON_START: "false" },
    }),
  );
  const frames = name === "Maru, batches" ? "&frames=batch" : "";
  const clients = people.map(({ id, token }, n) => ({
    path: `/api/v1/spatial/spaces/${spaces[n % spaces.length]}/ws` +
      `?token=${token}&positions=binary${frames}`,
    user: id,
    speaks: speaks(shape, n),
  }));
  const frame = JSON.stringify({ type: "emote", emote: "wave" });
  return {
    server,
    plan: { port: portOf(server), kind: "websocket", clients, frame, first: FIRST },
  };
}

async function fill(store: string, shape: Shape): Promise<{ spaces: string[]; people: Known[] }> {
  using kv = await Deno.openKv(store);
  const people = await addPeople(kv, shape.rooms * shape.people);
  const spaces: string[] = [];
  for (let n = 0; n < shape.rooms; n++) {
    spaces.push(await addLounge(kv, people[n]!, { maxUsers: Math.max(2, shape.people) }));
  }
  return { spaces, people };
}

async function openNode(
  stack: AsyncDisposableStack,
  name: "Socket.IO" | "ws",
  shape: Shape,
): Promise<{ server: Running; plan: Plan }> {
  const kind = name === "ws" ? "websocket" : "socket.io";
  const server = stack.use(await startNode(name === "ws" ? "ws" : "socket.io"));
  const clients = Array.from({ length: shape.rooms * shape.people }, (_, n) => {
    // As long as our own ids.
    const user = `user${n}`.padEnd(20, "0");
    const query = `room=${n % shape.rooms}&user=${user}`;
    const path = name === "ws" ? `/?${query}` : `/socket.io/?EIO=4&transport=websocket&${query}`;
    return { path, user, speaks: speaks(shape, n) };
  });
  const emote = JSON.stringify({ type: "emote", emote: "wave" });
  const frame = name === "ws" ? emote : `42["emote",{"emote":"wave"}]`;
  return { server, plan: { port: portOf(server), kind, clients, frame, first: FIRST } };
}

/** Speakers stand evenly among the others, so that what they hear is as late as it is for everybody. */
function speaks({ rooms, people, speakers }: Shape, n: number): boolean {
  const place = Math.floor(n / rooms);
  return Math.floor(place * speakers / people) !== Math.floor((place + 1) * speakers / people);
}

function portOf({ origin }: Running): number {
  return Number(new URL(origin).port);
}

async function startNode(kind: "ws" | "socket.io"): Promise<Running> {
  const program = fileURLToPath(new URL("node_room.mjs", import.meta.url));
  const child = new Deno.Command("node", {
    args: [program, kind],
    env: { NODE_ENV: "production" },
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
  const reader = lines.getReader();
  const { value: origin } = await reader.read();
  if (!origin) throw new Error(`Node did not start the room of ${kind}`);
  return {
    origin,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await reader.cancel();
    },
  };
}

/** The load as a process of its own. */
class RoomLoad implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

  constructor(plan: Plan) {
    const program = fileURLToPath(new URL("room_load.ts", import.meta.url));
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", program],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#lines = this.#child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream()).getReader();
    void this.#tell(plan);
  }

  async #tell(value: unknown): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(JSON.stringify(value) + "\n"));
  }

  async #answer(): Promise<unknown> {
    const { value } = await this.#lines.read();
    if (value === undefined) throw new Error("The load ended before it answered");
    return JSON.parse(value);
  }

  async connected(): Promise<void> {
    await this.#answer();
  }

  /** Lets the others in, after the first. */
  async goOn(): Promise<void> {
    await this.#tell("go on");
    await this.#answer();
  }

  async measure(turn: Turn): Promise<TurnResult> {
    await this.#tell(turn);
    const result = TurnResultSchema.parse(await this.#answer());
    if (result.closed > 0) throw new Error(`${result.closed} connections closed under the load`);
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
    await this.#lines.cancel();
    await this.#stdin.abort();
  }
}

/** Deliveries per second of one contender against another, round by round. */
export function ratioOf(a: Standing, b: Standing): { median: number; min: number; max: number } {
  const ratios = a.free.map(({ deliveriesPerSecond }, n) =>
    deliveriesPerSecond / b.free[n]!.deliveriesPerSecond
  );
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
