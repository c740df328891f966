import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import {
  type BlobMeta,
  changeBlobRefs,
  getBlob,
  putBlob,
  sweepOrphanBlobs,
} from "@/lib/store/blob.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { mortal } from "@/tests/support/mortal_kv.ts";

const CHUNK = 60 * 1024;
const HOUR_MS = 60 * 60 * 1000;
const NOW_MS = Date.UTC(2026, 0, 1);
const PUT = { type: "image/png", nowMs: NOW_MS };

/** Bytes that differ from place to place, and by seed. */
function bytesOf(sizeBytes: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  for (let n = 0, x = seed; n < sizeBytes; n++) bytes[n] = x = (x * 31 + n) & 255;
  return bytes;
}

async function changeRefs(kv: Deno.Kv, change: { add?: string[]; remove?: string[] }) {
  await commitWithRetry(async () => {
    const write = kv.atomic();
    await changeBlobRefs(kv, write, change);
    return { write, value: null };
  });
}

/** Puts bytes and refers to them, as a record does. */
async function putWithRef(kv: Deno.Kv, bytes: Uint8Array, nowMs = NOW_MS): Promise<string> {
  return await commitWithRetry(async () => {
    const { hash } = await putBlob(kv, bytes, { type: "image/png", nowMs });
    const write = kv.atomic();
    await changeBlobRefs(kv, write, { add: [hash] });
    return { write, value: hash };
  });
}

async function metaOf(kv: Deno.Kv, hash: string): Promise<BlobMeta | null> {
  return (await kv.get<BlobMeta>(keys.blob(hash))).value;
}

async function countEntries(kv: Deno.Kv): Promise<number> {
  let found = 0;
  for await (const _ of kv.list({ prefix: [] })) found++;
  return found;
}

Deno.test("putBlob() keeps bytes of every size, to the last one", async () => {
  using kv = await Deno.openKv(":memory:");
  const sizes = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 12 * CHUNK, 12 * CHUNK + 1, 5 * 1024 * 1024];
  for (const size of sizes) {
    const bytes = bytesOf(size);
    const { hash, chunks } = await putBlob(kv, bytes, PUT);
    assert.equal(chunks, Math.ceil(size / CHUNK));
    const blob = await getBlob(kv, hash);
    assert.deepEqual(blob?.meta, {
      v: 1,
      hash,
      type: "image/png",
      sizeBytes: size,
      chunks,
      refs: 0,
      createdAtMs: NOW_MS,
    });
    assert.equal(Buffer.compare(blob.bytes, bytes), 0, String(size));
  }
});

Deno.test("putBlob() names a blob by its SHA-256, and keeps the same bytes once", async () => {
  using kv = await Deno.openKv(":memory:");
  const { hash } = await putBlob(kv, new TextEncoder().encode("abc"), PUT);
  // Source: FIPS 180-4, the example of "abc".
  const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(Uint8Array.fromBase64(hash, { alphabet: "base64url" }).toHex(), digest);
  await putBlob(kv, new TextEncoder().encode("abc"), PUT);
  assert.equal(await countEntries(kv), 2);
});

Deno.test("putBlob() stores the part that a view shows, not what lies behind it", async () => {
  using kv = await Deno.openKv(":memory:");
  const behind = bytesOf(3 * CHUNK);
  const { hash, sizeBytes } = await putBlob(kv, behind.subarray(10, CHUNK + 20), PUT);
  assert.equal(sizeBytes, CHUNK + 10);
  const blob = await getBlob(kv, hash);
  assert.equal(Buffer.compare(blob!.bytes, behind.slice(10, CHUNK + 20)), 0);
});

Deno.test("putBlob() by many at once stores one whole blob", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const size of [100, 14 * CHUNK]) {
    const bytes = bytesOf(size, size);
    const hashes = await Promise.all(Array.from({ length: 20 }, () => putWithRef(kv, bytes)));
    assert.equal(new Set(hashes).size, 1);
    assert.equal((await metaOf(kv, hashes[0]!))?.refs, 20);
    assert.equal(Buffer.compare((await getBlob(kv, hashes[0]!))!.bytes, bytes), 0);
  }
});

Deno.test("changeBlobRefs() keeps a blob while something refers to it, and removes it with the last", async () => {
  using kv = await Deno.openKv(":memory:");
  const hash = await putWithRef(kv, bytesOf(2 * CHUNK));
  await changeRefs(kv, { add: [hash, hash] });
  assert.equal((await metaOf(kv, hash))?.refs, 3);
  await changeRefs(kv, { add: [hash], remove: [hash] });
  assert.equal((await metaOf(kv, hash))?.refs, 3);
  await changeRefs(kv, { remove: [hash, hash] });
  assert.notEqual(await getBlob(kv, hash), null);
  await changeRefs(kv, { remove: [hash] });
  assert.equal(await getBlob(kv, hash), null);
  assert.equal(await countEntries(kv), 0);
});

Deno.test("changeBlobRefs() counts exactly what 50 add and 30 remove at once", async () => {
  using kv = await Deno.openKv(":memory:");
  const hash = await putWithRef(kv, bytesOf(10));
  await Promise.all(Array.from({ length: 50 }, () => changeRefs(kv, { add: [hash] })));
  await Promise.all([
    ...Array.from({ length: 30 }, () => changeRefs(kv, { remove: [hash] })),
    ...Array.from({ length: 10 }, () => changeRefs(kv, { add: [hash] })),
  ]);
  assert.equal((await metaOf(kv, hash))?.refs, 31);
});

Deno.test("changeBlobRefs() never refers to a blob that is not there", async () => {
  using kv = await Deno.openKv(":memory:");
  const write = kv.atomic().set(["record"], "refers");
  await changeBlobRefs(kv, write, { add: ["gone"] });
  assert.equal((await write.commit()).ok, false);
  assert.equal(await countEntries(kv), 0);
  // To take back what is gone already is done.
  await changeRefs(kv, { remove: ["gone"] });
});

Deno.test("a blob that went between put and reference is put again", async () => {
  using kv = await Deno.openKv(":memory:");
  const bytes = bytesOf(14 * CHUNK);
  const hash = await putWithRef(kv, bytes);
  // The last reference goes just before the commit that would have added another.
  let gone = false;
  const racing = mortal(kv, {
    before: async () => {
      if (gone) return;
      gone = true;
      await changeRefs(kv, { remove: [hash] });
    },
  });
  assert.equal(await putWithRef(racing, bytes), hash);
  assert.equal((await metaOf(kv, hash))?.refs, 1);
  assert.equal(Buffer.compare((await getBlob(kv, hash))!.bytes, bytes), 0);
});

Deno.test("a put that died leaves nothing that anybody could refer to, and the sweep takes it", async () => {
  const bytes = bytesOf(30 * CHUNK);
  // Begin, two groups of chunks, and the last with the meta: four commits.
  for (let diesAt = 1; diesAt <= 4; diesAt++) {
    using kv = await Deno.openKv(":memory:");
    await assert.rejects(putBlob(mortal(kv, { diesAt }), bytes, PUT), /the process died/);
    const hash = await hashOf(bytes);
    assert.equal(await getBlob(kv, hash), null);
    const write = kv.atomic();
    await changeBlobRefs(kv, write, { add: [hash] });
    assert.equal((await write.commit()).ok, false);
    assert.equal(await sweepOrphanBlobs(kv, NOW_MS + 2 * HOUR_MS), diesAt === 1 ? 0 : 1);
    assert.equal(await countEntries(kv), 0);
  }
});

Deno.test("putBlob() finishes what a put that died had begun, at once or long after", async () => {
  const bytes = bytesOf(30 * CHUNK);
  for (const laterMs of [0, 45 * 60_000, 48 * HOUR_MS]) {
    using kv = await Deno.openKv(":memory:");
    await assert.rejects(putBlob(mortal(kv, { diesAt: 3 }), bytes, PUT));
    const hash = await putWithRef(kv, bytes, NOW_MS + laterMs);
    assert.equal(Buffer.compare((await getBlob(kv, hash))!.bytes, bytes), 0);
    assert.equal(await sweepOrphanBlobs(kv, NOW_MS + 100 * HOUR_MS), 0);
  }
});

Deno.test("sweepOrphanBlobs() takes what nothing referred to for an hour, and that alone", async () => {
  using kv = await Deno.openKv(":memory:");
  const kept = await putWithRef(kv, bytesOf(10, 1));
  const orphan = (await putBlob(kv, bytesOf(20 * CHUNK, 2), PUT)).hash;
  const fresh = (await putBlob(kv, bytesOf(10, 3), { ...PUT, nowMs: NOW_MS + HOUR_MS })).hash;
  assert.equal(await sweepOrphanBlobs(kv, NOW_MS + HOUR_MS - 1), 0);
  assert.equal(await sweepOrphanBlobs(kv, NOW_MS + HOUR_MS), 1);
  assert.equal(await getBlob(kv, orphan), null);
  assert.notEqual(await getBlob(kv, kept), null);
  assert.notEqual(await getBlob(kv, fresh), null);
  assert.equal(await countEntries(kv), 4);
});

Deno.test("sweepOrphanBlobs() leaves an old orphan that is put again just then", async () => {
  using kv = await Deno.openKv(":memory:");
  const bytes = bytesOf(14 * CHUNK);
  const { hash } = await putBlob(kv, bytes, PUT);
  const laterMs = NOW_MS + 2 * HOUR_MS;
  const racing = mortal(kv, { before: async () => void await putWithRef(kv, bytes, laterMs) });
  assert.equal(await sweepOrphanBlobs(racing, laterMs), 0);
  assert.equal(Buffer.compare((await getBlob(kv, hash))!.bytes, bytes), 0);
  // And put again before the sweep, an hour counts from then.
  const again = await putBlob(kv, bytesOf(5), PUT);
  await putBlob(kv, bytesOf(5), { ...PUT, nowMs: laterMs });
  assert.equal(await sweepOrphanBlobs(kv, laterMs + 1), 0);
  assert.notEqual(await getBlob(kv, again.hash), null);
});

Deno.test("getBlob() gives nothing rather than a part", async () => {
  using kv = await Deno.openKv(":memory:");
  const hash = await putWithRef(kv, bytesOf(3 * CHUNK));
  assert.equal(await getBlob(kv, "unknown"), null);
  await kv.set(keys.blobChunk(hash, 1), new Uint8Array(5));
  assert.equal(await getBlob(kv, hash), null);
  await kv.delete(keys.blobChunk(hash, 1));
  assert.equal(await getBlob(kv, hash), null);
});

Deno.test("puts, references and removals in any order end with each blob whole and counted, or gone", async () => {
  const step = fc.record({ blob: fc.nat(2), add: fc.boolean(), at: fc.nat(3) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
      using kv = await Deno.openKv(":memory:");
      const blobs = [bytesOf(50, 1), bytesOf(13 * CHUNK, 2), bytesOf(0)];
      const hashes = await Promise.all(blobs.map(hashOf));
      const refs = [0, 0, 0];
      // Those of one moment run at once; nothing is taken back that was not given before.
      for (let at = 0; at < 4; at++) {
        const now = steps.filter((each) => each.at === at);
        const held = [...refs];
        await Promise.all(now.map(({ blob, add }) => {
          if (add) {
            refs[blob]!++;
            return putWithRef(kv, blobs[blob]!);
          }
          if (held[blob]! === 0) return null;
          held[blob]!--;
          refs[blob]!--;
          return changeRefs(kv, { remove: [hashes[blob]!] });
        }));
      }
      for (const [n, hash] of hashes.entries()) {
        const blob = await getBlob(kv, hash);
        assert.equal(blob?.meta.refs ?? 0, refs[n]);
        if (refs[n]! > 0) assert.equal(Buffer.compare(blob!.bytes, blobs[n]!), 0);
      }
    }),
    { numRuns: 40 },
  );
});

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return digest.toBase64({ alphabet: "base64url", omitPadding: true });
}
