import assert from "node:assert/strict";
import { join } from "node:path";
import { getAll, isSharedStore, openStore } from "@/lib/store/kv.ts";

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openStore() keeps what was written, and makes the folders on the way", () =>
  withFolder(async (folder) => {
    const path = join(folder, "deep", "er", "maru.sqlite");
    {
      using kv = await openStore(path);
      await kv.set(["a"], 1);
    }
    using kv = await openStore(path);
    assert.equal((await kv.get(["a"])).value, 1);
  }));

Deno.test("openStore() gives each opener of :memory: a store of its own", async () => {
  using one = await openStore(":memory:");
  using two = await openStore(":memory:");
  await one.set(["a"], 1);
  assert.equal((await two.get(["a"])).value, null);
});

Deno.test("openStore() names the variable when the store cannot be opened", () =>
  withFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "not a folder");
    const refused = /^Error: Cannot open the store that KV_URL names: /;
    await assert.rejects(openStore(join(file, "maru.sqlite")), refused);
    await assert.rejects(openStore(folder), refused);
  }));

Deno.test("isSharedStore() knows which stores several instances may use", () => {
  for (const url of ["https://kv.example", "http://127.0.0.1:4512", "platform"]) {
    assert(isSharedStore(url), url);
  }
  for (const url of [":memory:", "a.sqlite", "/data/a.sqlite", "https.sqlite"]) {
    assert(!isSharedStore(url), url);
  }
});

Deno.test("getAll() reads any number of keys, in their order, gaps and repeats included", async () => {
  using kv = await Deno.openKv(":memory:");
  for (let n = 0; n < 25; n += 2) await kv.set(["n", n], n);
  const wanted = [...Array.from({ length: 25 }, (_, n) => 24 - n), 4, 4];
  const entries = await getAll<number>(kv, wanted.map((n) => ["n", n]));
  assert.deepEqual(entries.map(({ key }) => key[1]), wanted);
  assert.deepEqual(entries.map(({ value }) => value), wanted.map((n) => n % 2 ? null : n));
});

Deno.test("getAll() of no keys asks nothing", async () => {
  const kv = await Deno.openKv(":memory:");
  kv.close();
  assert.deepEqual(await getAll(kv, []), []);
});
