/**
 * Fills rooms with clients and measures what reaches them: `deno run -A room_load.ts`, a process of its own.
 *
 * Its first line on stdin says whom to connect ({@link PlanSchema}); it answers `{"connected":n}` after the first ones and
 * again after all. Each further line is a {@link TurnSchema}, answered by a {@link TurnResultSchema}.
 *
 * A few clients speak, and read at once: the delay is theirs. All the others look fifty times a second what has come, and
 * only count it, so that the load leaves the processor to the server.
 */
import process from "node:process";
import { TextLineStream } from "@/tests/bench/rooms/lines.ts";
import {
  type Plan,
  PlanSchema,
  type Turn,
  type TurnResult,
  TurnSchema,
} from "@/tests/bench/rooms/load_protocol.ts";
import { openRaw, writeAll } from "@/tests/bench/rooms/raw_client.ts";
import { FrameReader, textFrame } from "@/tests/bench/rooms/raw_frames.ts";

const CONNECTED_AT_ONCE = 16;
const LOOK_EVERY_MS = 20;
const READ_BYTES = 64 * 1024;
/** An event has one closing brace, in every protocol. */
const BRACE = "}".charCodeAt(0);
/** Socket.IO's own frames: a ping and its answer, and joining a namespace. Source: Engine.IO protocol 4. */
const EIO_PING = "2".charCodeAt(0);
const EIO_PONG = textFrame("3");
const SIO_JOIN = textFrame("40");

/** Resolves at the next look; shared by all who wait. */
let nextLook = Promise.withResolvers<void>();
setInterval(() => {
  nextLook.resolve();
  nextLook = Promise.withResolvers();
}, LOOK_EVERY_MS);

/** What is counted of all connections together. */
const count = { events: 0, bytes: 0, closed: 0 };

class Connection {
  readonly #conn: Deno.TcpConn;
  readonly #plan: Plan;
  readonly #speaker: Speaker | null;
  readonly #reader: FrameReader;

  private constructor(conn: Deno.TcpConn, plan: Plan, speaker: Speaker | null) {
    this.#conn = conn;
    this.#plan = plan;
    this.#speaker = speaker;
    this.#reader = new FrameReader({
      onPayload: (payload) => this.#take(payload),
      onAnswer: (frame) => this.write(frame),
      onClose: () => void count.closed++,
    });
  }

  static async open(plan: Plan, path: string, speaker: Speaker | null): Promise<Connection> {
    const { conn, rest } = await openRaw(plan.port, path);
    const connection = new Connection(conn, plan, speaker);
    connection.#reader.push(rest);
    void connection.#read();
    return connection;
  }

  write(bytes: Uint8Array): void {
    writeAll(this.#conn, bytes).catch(() => void count.closed++);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      const size = await this.#conn.read(buffer).catch(() => null);
      if (size === null) return void count.closed++;
      count.bytes += size;
      this.#reader.push(buffer.subarray(0, size));
      if (!this.#speaker && size < READ_BYTES) await nextLook.promise;
    }
  }

  #take(payload: Uint8Array): void {
    if (this.#plan.kind === "socket.io") {
      if (payload[0] === EIO_PING && payload.length === 1) return this.write(EIO_PONG);
      // Its first frame.
      if (payload[0] === "0".charCodeAt(0)) return this.write(SIO_JOIN);
    }
    for (let at = 0; at < payload.length; at++) if (payload[at] === BRACE) count.events++;
    this.#speaker?.hear(payload);
  }
}

/** When each event of each speaker was sent: the n-th that anybody hears of somebody is the n-th they sent. */
const sentMs = new Map<string, number[]>();
let delays: number[] = [];

/** A client that sends events, several on their way at a time or at a given pace, and times all that it hears. */
class Speaker {
  readonly #user: string;
  readonly #heard = new Map<string, number>();
  #connection: Connection | null = null;
  #frame: Uint8Array;
  speaking = false;

  constructor(user: string, frame: string) {
    this.#user = user;
    this.#frame = textFrame(frame);
    sentMs.set(user, []);
  }

  use(connection: Connection): void {
    this.#connection = connection;
  }

  speak(): void {
    sentMs.get(this.#user)!.push(performance.now());
    this.#connection!.write(this.#frame);
  }

  hear(payload: Uint8Array): void {
    const nowMs = performance.now();
    const text = new TextDecoder().decode(payload);
    if (!text.includes('"emote"')) return;
    for (const [, user] of text.matchAll(/"user_id":"([^"]+)"/g)) {
      const n = this.#heard.get(user!) ?? 0;
      this.#heard.set(user!, n + 1);
      const atMs = sentMs.get(user!)?.[n];
      if (atMs !== undefined) delays.push(nowMs - atMs);
      if (this.speaking && user === this.#user) this.speak();
    }
  }
}

async function connectAll(plan: Plan): Promise<Speaker[]> {
  const speakers: Speaker[] = [];
  const connect = async ({ path, user, speaks }: Plan["clients"][number]) => {
    const speaker = speaks ? new Speaker(user, plan.frame) : null;
    const connection = await Connection.open(plan, path, speaker);
    if (!speaker) return;
    speaker.use(connection);
    speakers.push(speaker);
  };
  const connectSome = async (clients: Plan["clients"]) => {
    const queue = clients.values();
    const worker = async () => {
      for (const client of queue) await connect(client);
    };
    await Promise.all(Array.from({ length: CONNECTED_AT_ONCE }, worker));
    await settle();
    answer({ connected: clients.length });
  };
  await connectSome(plan.clients.slice(0, plan.first));
  await nextLine();
  await connectSome(plan.clients.slice(plan.first));
  return speakers;
}

/** Waits until nothing comes any more: what joining causes is over. */
async function settle(): Promise<void> {
  for (let before = -1; before !== count.bytes;) {
    before = count.bytes;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function measure(speakers: readonly Speaker[], turn: Turn): Promise<TurnResult> {
  const stop = turn.perSecond === null
    ? speakFreely(speakers, turn.onTheWay)
    : speakAtPace(speakers, turn.perSecond);
  await sleep(turn.warmupSeconds);
  delays = [];
  const [before, cpu, startMs] = [{ ...count }, process.cpuUsage(), performance.now()];
  await sleep(turn.seconds);
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - startMs) / 1000;
  const after = { ...count };
  stop();
  const sorted = delays.toSorted((a, b) => a - b);
  await settle();
  return {
    deliveriesPerSecond: (after.events - before.events) / seconds,
    bytesPerDelivery: (after.bytes - before.bytes) / Math.max(1, after.events - before.events),
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    loadCores: (used.user + used.system) / 1e6 / seconds,
    closed: count.closed,
  };
}

function speakFreely(speakers: readonly Speaker[], onTheWay: number): () => void {
  for (const speaker of speakers) {
    speaker.speaking = true;
    for (let n = 0; n < onTheWay; n++) speaker.speak();
  }
  return () => {
    for (const speaker of speakers) speaker.speaking = false;
  };
}

function speakAtPace(speakers: readonly Speaker[], perSecond: number): () => void {
  let n = 0;
  const startMs = performance.now();
  const timer = setInterval(() => {
    const due = (performance.now() - startMs) / 1000 * perSecond;
    for (; n < due; n++) speakers[n % speakers.length]!.speak();
  }, 5);
  return () => clearInterval(timer);
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function answer(value: unknown): void {
  // deno-lint-ignore no-console -- its caller reads stdout
  console.log(JSON.stringify(value));
}

const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
  .pipeThrough(new TextLineStream()).getReader();
async function nextLine(): Promise<string | null> {
  return (await lines.read()).value ?? null;
}

const plan = PlanSchema.parse(JSON.parse(await nextLine() ?? "null"));
const speakers = await connectAll(plan);
for (let line = await nextLine(); line !== null; line = await nextLine()) {
  answer(await measure(speakers, TurnSchema.parse(JSON.parse(line))));
}
Deno.exit(0);
