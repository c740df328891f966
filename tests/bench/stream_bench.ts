/** What does Maru add between a provider's chunk and the frame that a client gets, with 200 streams at once? */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare, type Comparison, median, type Sample } from "@/tests/bench/compare.ts";
import { make } from "@/lib/characters/characters_for_tests.ts";
import { addConversation, addGuests } from "@/tests/bench/stores.ts";
import { type StreamPlan, StreamResult } from "@/tests/bench/streams/stream_load.ts";
import { measureWire, TOKEN } from "@/tests/bench/streams/wire.ts";
import { startServer } from "@/tests/support/server.ts";

const STREAMS = 200;
const ROUNDS = 5;
/** As fast as a large model speaks: some 20 tokens eight times a second, for five seconds. */
const CHUNKS = 40;
const PAUSE_MS = 120;

const STREAMS_FOLDER = fileURLToPath(new URL("streams/", import.meta.url));

function envOf(
  store: string,
  { protocol, provider }: { protocol: string; provider: { origin: string } },
): Record<string, string> {
  return {
    KV_URL: store,
    LOG_LEVEL: "warn",
    SEED_ON_START: "false",
    AI_PROVIDER: protocol,
    GEMINI_API_KEY: "key-of-the-bench",
    GOOGLE_GEMINI_BASE_URL: provider.origin,
    OPENAI_BASE_URL: `${provider.origin}/v1`,
    OPENAI_MODEL: "bench",
    // 200 streams, again and again, are far more than a day's quota.
    AI_GUEST_DAY_TOKENS: "0",
    AI_CHAT_MAX_TOKENS: "4000",
  };
}

/** Compares the median age of a chunk as its frame arrives: through Maru, and through a bare proxy of the same stream. */
export async function benchStreams(protocol: "gemini" | "openai"): Promise<Comparison> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_bench_" });
  const store = join(folderPath, "kv.sqlite");
  try {
    const cookies = await addReaders(store);
    await using provider = await startProgram("provider.ts", [String(CHUNKS), String(PAUSE_MS)]);
    await using bare = await startProgram("bare_proxy.ts", [provider.origin, protocol]);
    await using server = await startServer({ env: envOf(store, { protocol, provider }) });
    // Rooms of their own: who comes and goes is no part of this.
    const visits = (origin: string, run: number) =>
      cookies.map((cookie, n) => (
        { url: `${origin}/api/v1/ws/chat/bench-${run}-${n}`, cookie }
      ));
    await load({ visits: visits(server.origin, 0) });
    await load({ visits: visits(bare.origin, 0) });
    const maru = measuring((run) => ({ visits: visits(server.origin, run) }));
    const proxy = measuring((run) => ({ visits: visits(bare.origin, run) }));
    const compared = await compare(
      { name: `Maru, ${STREAMS} streams`, measure: maru.measure },
      { name: "bare proxy", measure: proxy.measure },
      { rounds: ROUNDS },
    );
    const wire = await benchWire(protocol);
    return { ...compared, notes: [maru.note("Maru"), proxy.note("bare proxy"), wire] };
  } finally {
    await Deno.remove(folderPath, { recursive: true });
  }
}

/** Counts bytes of single replies, from a provider that speaks token by token, 50 in a second. */
export async function benchWire(protocol: "gemini" | "openai"): Promise<string> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_bench_" });
  const store = join(folderPath, "kv.sqlite");
  try {
    const reader = await addTalk(store);
    await using provider = await startProgram("provider.ts", ["1000", "20", TOKEN]);
    await using server = await startServer({ env: envOf(store, { protocol, provider }) });
    return await measureWire(server.origin, reader);
  } finally {
    await Deno.remove(folderPath, { recursive: true });
  }
}

/** A guest who has begun to talk with a character. */
async function addTalk(store: string): Promise<{ cookie: string; conversation: string }> {
  using kv = await Deno.openKv(store);
  const [guest] = await addGuests(kv, 1);
  const character = await make(kv, "하루", { ownerId: guest!.id });
  const conversation = await addConversation(kv, {
    ownerId: guest!.id,
    characterId: character.id,
    length: 2,
  });
  return { cookie: guest!.cookie, conversation };
}

async function addReaders(store: string): Promise<string[]> {
  using kv = await Deno.openKv(store);
  return (await addGuests(kv, STREAMS)).map(({ cookie }) => cookie);
}

/** Measures again and again, and remembers what a reader should know beside the median. */
function measuring(plan: (run: number) => StreamPlan) {
  const results: StreamResult[] = [];
  return {
    async measure(): Promise<Sample> {
      const result = await load(plan(results.length + 1));
      if (result.chunks !== STREAMS * CHUNKS) {
        throw new Error(`Only ${result.chunks} of ${STREAMS * CHUNKS} chunks arrived`);
      }
      results.push(result);
      return { value: result.p50Ms };
    },
    note(name: string): string {
      const of = (pick: (result: StreamResult) => number) => median(results.map(pick));
      return `${name}: 99th percentile ${of(({ p99Ms }) => p99Ms).toFixed(1)} ms; ` +
        `bytes of frames to bytes of text ${of(({ bytesToText }) => bytesToText).toFixed(2)}`;
    },
  };
}

/** Runs `stream_load.ts` as a process of its own. */
async function load(plan: StreamPlan): Promise<StreamResult> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", join(STREAMS_FOLDER, "stream_load.ts")],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(plan)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`The load did not run: ${decoder.decode(stderr).trim()}`);
  return StreamResult.parse(JSON.parse(decoder.decode(stdout)));
}

/** Starts a program of `streams/`, whose first line says where it listens. */
async function startProgram(file: string, args: readonly string[]) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", join(STREAMS_FOLDER, file), ...args],
    stdout: "piped",
    stderr: "inherit",
    env: { NO_COLOR: "1" },
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let line = "";
  while (!line.includes("\n")) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`${file} ended before it listened`);
    line += value;
  }
  return {
    origin: line.trim(),
    async [Symbol.asyncDispose]() {
      child.kill();
      await reader.cancel();
      await child.status;
    },
  };
}
