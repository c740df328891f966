/** How much the gallery and the API's list cost beside bare rendering, and whether their size matters. */
import { join } from "node:path";
import { createLog } from "@/lib/log.ts";
import { seedOnce } from "@/lib/starter/seed.ts";
import { compare, type Comparison, loadContender } from "@/tests/bench/compare.ts";
import { addCharacters } from "@/tests/bench/stores.ts";
import { startServer } from "@/tests/support/server.ts";

const LOAD = { connections: 16, seconds: 2, warmupSeconds: 1 };
const BARE = ["run", "-A", "--no-check", "tests/bench/bare.tsx"];

/** Maru's gallery against the same page on bare ground. */
export async function benchGallery(): Promise<Comparison> {
  return await againstBare("/characters");
}

/** The API's list of characters against the same list on bare ground. */
export async function benchJson(): Promise<Comparison> {
  return await againstBare("/api/v1/characters");
}

async function againstBare(path: string): Promise<Comparison> {
  return await withStore(100, async (store) => {
    await using maru = await startServer({ env: { KV_URL: store, LOG_LEVEL: "warn" } });
    await using bare = await startServer({ args: [...BARE, store] });
    return await compare(
      loadContender("Maru", { url: maru.origin + path, ...LOAD }),
      loadContender("bare", { url: bare.origin + path, ...LOAD }),
    );
  });
}

/** The gallery of a store with 100 characters against that of a store with 20,000. */
export async function benchGallerySize(): Promise<Comparison> {
  return await withStore(100, (few) =>
    withStore(20_000, async (many) => {
      await using small = await startServer({ env: { KV_URL: few, LOG_LEVEL: "warn" } });
      await using large = await startServer({ env: { KV_URL: many, LOG_LEVEL: "warn" } });
      return await compare(
        loadContender("100 characters", { url: `${small.origin}/characters`, ...LOAD }),
        loadContender("20,000 characters", { url: `${large.origin}/characters`, ...LOAD }),
      );
    }));
}

async function withStore<T>(characters: number, run: (store: string) => Promise<T>): Promise<T> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_bench_" });
  const store = join(folderPath, "kv.sqlite");
  try {
    const kv = await Deno.openKv(store);
    await seedOnce({ kv, now: Date.now, log: createLog({ level: "warn" }) });
    await addCharacters(kv, characters - 14);
    kv.close();
    return await run(store);
  } finally {
    await Deno.remove(folderPath, { recursive: true });
  }
}
