/** Somebody who stops reading while others go on talking: what that costs the server, and when it lets go. */
import { join } from "node:path";
import { openRaw, readToEnd } from "@/tests/bench/rooms/raw_client.ts";
import { residentKiB } from "@/tests/bench/rooms/resident.ts";
import { addLounge, addPeople, type Known } from "@/tests/support/people.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

export interface SlowOptions {
  /** Events that are sent, at most; it ends earlier where the server lets the client go. */
  messages: number;
  /** Whether the client reads after all: what the same talk costs without anybody slow. */
  reads?: boolean;
  /** Whether to go on to the last message after the client was let go. */
  toTheEnd?: boolean;
}

export interface SlowResult {
  sent: number;
  /** Messages after which the client was let go; null where it was not. */
  letGoAfter: number | null;
  /** What the server closed with; null where it did not say. */
  code: number | null;
  /** The most memory that the server took, over what it took before. */
  growthMiB: number;
}

/** Events of the speaker that are on their way at a time. */
const ON_THE_WAY = 400;
const LOOK_MS = 100;

/** Runs a server of its own for it. */
export async function measureSlow(options: SlowOptions): Promise<SlowResult> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_slow_" });
  try {
    const store = join(folderPath, "kv.sqlite");
    const { spaceId, people } = await fill(store);
    await using server = await startServer({
      args: ["run", "-A", "--no-check", "tests/bench/rooms/maru_room.ts"],
      env: { KV_URL: store, LOG_LEVEL: "error", SEED_ON_START: "false" },
    });
    return await talk(server, { ...options, spaceId, people });
  } finally {
    await Deno.remove(folderPath, { recursive: true });
  }
}

async function fill(store: string): Promise<{ spaceId: string; people: Known[] }> {
  using kv = await Deno.openKv(store);
  const people = await addPeople(kv, 2);
  return { people, spaceId: await addLounge(kv, people[0]!, { maxUsers: 10 }) };
}

async function talk(
  server: TestServer,
  { spaceId, people, messages, reads = false, toTheEnd = false }: SlowOptions & {
    spaceId: string;
    people: readonly Known[];
  },
): Promise<SlowResult> {
  const [speaker, listener] = people;
  const path = ({ token }: Known) => `/api/v1/spatial/spaces/${spaceId}/ws?token=${token}`;
  const socket = new WebSocket(
    `${server.origin.replace("http", "ws")}${path(speaker!)}&frames=batch`,
  );
  const there = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const result: SlowResult = { sent: 0, letGoAfter: null, code: null, growthMiB: 0 };
  let heard = 0;
  const emote = JSON.stringify({ type: "emote", emote: "wave" });
  const speak = () => {
    if (result.sent === messages || (result.letGoAfter !== null && !toTheEnd)) return;
    result.sent++;
    socket.send(emote);
  };
  socket.onclose = () => over.reject(new Error("The server closed the speaker's connection"));
  socket.onmessage = ({ data }) => {
    for (const frame of [JSON.parse(data)].flat()) {
      if (frame.type === "welcome") there.resolve();
      const { participant } = frame;
      if (participant?.user_id === listener!.id && !participant.connected) {
        result.letGoAfter ??= result.sent;
      }
      if (frame.type !== "emote") continue;
      heard++;
      speak();
    }
    if (heard === result.sent && heard > 0) over.resolve();
  };
  await there.promise;
  const opened = await openRaw(Number(new URL(server.origin).port), path(listener!));
  const ending = reads ? readToEnd(opened) : null;
  const before = await residentKiB(server.pid);
  const looking = setInterval(async () => {
    const grown = (await residentKiB(server.pid) - before) / 1024;
    result.growthMiB = Math.max(result.growthMiB, grown);
  }, LOOK_MS);
  try {
    for (let n = 0; n < ON_THE_WAY; n++) speak();
    await over.promise;
  } finally {
    clearInterval(looking);
    socket.onclose = null;
    socket.close();
  }
  if (ending === null && result.letGoAfter !== null) result.code = await readToEnd(opened);
  opened.conn.close();
  await ending;
  return result;
}
