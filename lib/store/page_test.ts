import assert from "node:assert/strict";
import fc from "fast-check";
import { asFailure } from "@/lib/errors.ts";
import { listPage, listValues, type PageOptions } from "@/lib/store/page.ts";

/** A store with two lists of 25 numbers, one beside the other. */
async function openLists(): Promise<Deno.Kv> {
  const kv = await Deno.openKv(":memory:");
  const write = kv.atomic();
  for (let n = 0; n < 25; n++) write.set(["list", "a", n], n).set(["list", "b", n], 100 + n);
  await write.set(["list"], -1).set(["list", "a"], -1).set(["lists", 1], -1).commit();
  return kv;
}

async function valuesOf(kv: Deno.Kv, options: PageOptions, prefix: Deno.KvKey = ["list", "a"]) {
  const { items, nextCursor } = await listPage<number>(kv, prefix, options);
  return { values: items.map(({ value }) => value), nextCursor };
}

async function isRefused(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading;
    return false;
  } catch (error) {
    assert.equal(asFailure(error).reason, "bad_cursor");
    return true;
  }
}

const count = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) }, (_, n) => from + n * Math.sign(to - from));

Deno.test("listPage() walks a list page by page, each entry once, in both directions", async () => {
  using kv = await openLists();
  for (const reverse of [false, true]) {
    for (const limit of [1, 7, 24, 25, 26, 100]) {
      const walked: number[] = [];
      let cursor: string | undefined;
      for (let pages = 1;; pages++) {
        const { values, nextCursor } = await valuesOf(kv, { limit, reverse, cursor });
        walked.push(...values);
        assert(values.length <= limit);
        if (nextCursor === null) {
          assert.equal(pages, Math.ceil(25 / limit));
          break;
        }
        assert.match(nextCursor, /^[\w.-]+$/);
        cursor = nextCursor;
      }
      assert.deepEqual(walked, reverse ? count(24, -1) : count(0, 25), `${limit} ${reverse}`);
    }
  }
});

Deno.test("listPage() goes on where it was when entries come and go meanwhile", async () => {
  using kv = await openLists();
  const first = await valuesOf(kv, { limit: 5 });
  await kv.atomic().delete(["list", "a", 4]).delete(["list", "a", 5]).set(["list", "a", 2.5], 0)
    .commit();
  const cursor = first.nextCursor ?? undefined;
  assert.deepEqual((await valuesOf(kv, { limit: 3, cursor })).values, [6, 7, 8]);
});

Deno.test("listPage() of nothing is empty and has no next page", async () => {
  using kv = await openLists();
  assert.deepEqual(await valuesOf(kv, { limit: 5 }, ["nothing"]), { values: [], nextCursor: null });
});

Deno.test("listPage() begins at the start where the cursor is empty", async () => {
  using kv = await openLists();
  assert.deepEqual((await valuesOf(kv, { limit: 2, cursor: "" })).values, [0, 1]);
});

Deno.test("listPage() refuses a cursor of another list, or of the other direction", async () => {
  using kv = await openLists();
  const other = await valuesOf(kv, { limit: 5 }, ["list", "b"]);
  assert(other.nextCursor);
  assert(await isRefused(valuesOf(kv, { limit: 5, cursor: other.nextCursor })));
  const own = await valuesOf(kv, { limit: 5 });
  assert(own.nextCursor);
  assert(await isRefused(valuesOf(kv, { limit: 5, cursor: own.nextCursor, reverse: true })));
});

Deno.test("listPage() refuses a cursor that is none", async () => {
  using kv = await openLists();
  const { nextCursor } = await valuesOf(kv, { limit: 5 });
  assert(nextCursor);
  const hostile = [
    "x",
    ".",
    "%00",
    "한글",
    "../../etc/passwd",
    `${nextCursor} `,
    `${nextCursor}=`,
    nextCursor.split(".")[0]!,
    nextCursor.split(".")[1]!,
    `${nextCursor.split(".")[0]}.${"A".repeat(5000)}B`,
  ];
  for (const cursor of hostile) {
    assert(await isRefused(valuesOf(kv, { limit: 5, cursor })), cursor);
  }
});

Deno.test("listPage() shows nothing beside its list, whatever a forged cursor says", async () => {
  using kv = await openLists();
  const tag = (await valuesOf(kv, { limit: 5 })).nextCursor!.split(".")[0];
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
    const forged = bytes.toBase64({ alphabet: "base64url", omitPadding: true });
    const cursor = `${tag}.${forged}`;
    const page = await listPage<number>(kv, ["list", "a"], { limit: 5, cursor })
      .catch((error) => {
        assert.equal(asFailure(error).reason, "bad_cursor");
        return { items: [] };
      });
    for (const { key, value } of page.items) assert.deepEqual(key, ["list", "a", value]);
  }));
});

Deno.test("listValues() reads all values below a prefix, in order", async () => {
  using kv = await openLists();
  assert.deepEqual(await listValues<number>(kv, ["list", "b"]), count(100, 125));
  assert.deepEqual(await listValues(kv, ["nothing"]), []);
});
