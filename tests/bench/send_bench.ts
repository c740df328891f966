/** Does sending a message cost more in a long conversation? */
import { join } from "node:path";
import { newId } from "@/lib/id.ts";
import { createLog } from "@/lib/log.ts";
import { seedOnce } from "@/lib/starter/seed.ts";
import { compare, type Comparison, type Contender, median } from "@/tests/bench/compare.ts";
import { addConversation, addGuests, type Guest } from "@/tests/bench/stores.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

/** Conversations of each length; every person may ask for 30 replies in five minutes. */
const CONVERSATIONS = 6;
const SENDS_A_ROUND = 12;
const ROUNDS = 7;

interface Open {
  guest: Guest;
  id: string;
}

/** Compares conversations of 10 and of 10,000 messages: milliseconds from the form to the end of the reply. */
export async function benchSending(): Promise<Comparison> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_bench_" });
  const store = join(folderPath, "kv.sqlite");
  try {
    const { short, long } = await fill(store);
    await using server = await startServer({
      env: { KV_URL: store, DEMO_DELAY_MS: "0", LOG_LEVEL: "warn" },
    });
    await measure(server, short);
    await measure(server, long);
    return await compare(
      contender("10,000 messages", server, long),
      contender("10 messages", server, short),
      { rounds: ROUNDS },
    );
  } finally {
    await Deno.remove(folderPath, { recursive: true });
  }
}

async function fill(store: string): Promise<{ short: Open[]; long: Open[] }> {
  using kv = await Deno.openKv(store);
  await seedOnce({ kv, now: Date.now, log: createLog({ level: "warn" }) });
  const open = async (length: number) => {
    const guests = await addGuests(kv, CONVERSATIONS);
    const opened: Open[] = [];
    for (const guest of guests) {
      const of = { ownerId: guest.id, characterId: "duduri", length };
      opened.push({ guest, id: await addConversation(kv, of) });
    }
    return opened;
  };
  return { short: await open(10), long: await open(10_000) };
}

function contender(name: string, server: TestServer, chats: readonly Open[]): Contender {
  return { name, measure: async () => ({ value: await measure(server, chats) }) };
}

/** Sends to each conversation in turn; the median time of one message, its reply read to the end. */
async function measure(server: TestServer, chats: readonly Open[]): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < SENDS_A_ROUND / chats.length; n++) {
    for (const chat of chats) times.push(await send(server, chat));
  }
  return median(times);
}

async function send({ origin }: TestServer, { guest, id }: Open): Promise<number> {
  const headers = { cookie: guest.cookie };
  const startMs = performance.now();
  const sent = await fetch(`${origin}/chats/${id}/send`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ id: newId(), text: "오늘은 뭐 고치세요?" }),
    redirect: "manual",
  });
  await sent.body?.cancel();
  if (sent.status !== 303) throw new Error(`Cannot send: ${sent.status}`);
  const page = await fetch(`${origin}/chats/${id}`, { headers });
  const text = await page.text();
  if (!text.includes("</html>")) throw new Error("The page did not come to its end");
  return performance.now() - startMs;
}
