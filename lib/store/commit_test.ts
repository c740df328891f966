import assert from "node:assert/strict";
import { asFailure } from "@/lib/errors.ts";
import { commitWithRetry, deleteAll, deletePrefix } from "@/lib/store/commit.ts";

async function countKeys(kv: Deno.Kv, prefix: Deno.KvKey): Promise<number> {
  let found = 0;
  for await (const _ of kv.list({ prefix })) found++;
  return found;
}

Deno.test("commitWithRetry() brings 200 increments of one value at once to 200", async () => {
  using kv = await Deno.openKv(":memory:");
  const results = await Promise.all(
    Array.from({ length: 200 }, () =>
      commitWithRetry(async () => {
        const entry = await kv.get<number>(["n"]);
        const value = (entry.value ?? 0) + 1;
        return { write: kv.atomic().check(entry).set(["n"], value), value };
      })),
  );
  assert.equal((await kv.get(["n"])).value, 200);
  assert.equal(new Set(results).size, 200, "each was told the value that it wrote");
});

Deno.test("commitWithRetry() gives up as a conflict after its tries", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["n"], 1);
  const stale = { key: ["n"], versionstamp: null };
  let attempts = 0;
  const losing = commitWithRetry(() => {
    attempts++;
    return Promise.resolve({ write: kv.atomic().check(stale).set(["n"], 2), value: null });
  }, { tries: 3, random: () => 0 });
  await assert.rejects(losing, (error) => asFailure(error).reason === "conflict");
  assert.equal(attempts, 3);
  assert.equal((await kv.get(["n"])).value, 1);
});

Deno.test("commitWithRetry() commits nothing where there is nothing to write", async () => {
  let attempts = 0;
  const value = await commitWithRetry(() => {
    attempts++;
    return Promise.resolve({ write: null, value: "as it was" });
  });
  assert.equal(value, "as it was");
  assert.equal(attempts, 1);
});

Deno.test("commitWithRetry() lets an attempt's own error out at once", async () => {
  let attempts = 0;
  const failing = commitWithRetry(() => {
    attempts++;
    return Promise.reject(new RangeError("no"));
  });
  await assert.rejects(failing, RangeError);
  assert.equal(attempts, 1);
});

Deno.test("deleteAll() deletes more keys than one commit takes, and again without harm", async () => {
  using kv = await Deno.openKv(":memory:");
  const doomed = Array.from({ length: 1201 }, (_, n) => ["doomed", n]);
  for (let start = 0; start < doomed.length; start += 500) {
    const write = kv.atomic();
    for (const key of doomed.slice(start, start + 500)) write.set(key, 1);
    await write.commit();
  }
  await kv.set(["kept"], 1);
  await deleteAll(kv, doomed);
  assert.equal(await countKeys(kv, ["doomed"]), 0);
  await deleteAll(kv, doomed);
  await deleteAll(kv, []);
  assert.equal(await countKeys(kv, []), 1);
});

Deno.test("deletePrefix() deletes what is below, and no neighbour", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const key of [["a", 1], ["a", 2, "x"], ["a"], ["ab", 1], ["b", 1]]) await kv.set(key, 1);
  await deletePrefix(kv, ["a"]);
  const left: Deno.KvKey[] = [];
  for await (const { key } of kv.list({ prefix: [] })) left.push(key);
  assert.deepEqual(left, [["a"], ["ab", 1], ["b", 1]]);
});
