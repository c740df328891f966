/** Blobs: bytes in chunks, named by their SHA-256, counted by what refers to them. */
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Bytes in a chunk: below Deno KV's 64 KiB for a value, its own framing included. */
const CHUNK_BYTES = 60 * 1024;
/** Chunks written in one commit: below Deno KV's 800 KiB. */
const CHUNKS_PER_COMMIT = 12;
/** A blob that nothing refers to is swept when it is older than this. */
const ORPHAN_AGE_MS = 60 * 60 * 1000;

/** A versionstamp that no entry has. */
const NEVER = "f".repeat(20);

export interface BlobMeta {
  v: 1;
  hash: string;
  type: string;
  sizeBytes: number;
  chunks: number;
  /** How many records refer to it. */
  refs: number;
  /** When it was put last before anything referred to it. */
  createdAtMs: number;
  /** Chunks are still being written, or never were: nothing may refer to it. */
  unfinished?: true;
}

/**
 * Stores bytes and returns their meta. The blob lives only once a record refers to it: call this inside the attempt
 * of that record's commit, and put {@link changeBlobRefs} into the same atomic.
 */
export async function putBlob(
  kv: Deno.Kv,
  bytes: Uint8Array,
  { type, nowMs }: { type: string; nowMs: number },
): Promise<BlobMeta> {
  const hash = await hashBytes(bytes);
  const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
  const whole: BlobMeta = {
    v: 1,
    hash,
    type,
    sizeBytes: bytes.length,
    chunks,
    refs: 0,
    createdAtMs: nowMs,
  };
  return await commitWithRetry(async () => {
    const entry = await kv.get<BlobMeta>(keys.blob(hash));
    if (entry.value && !entry.value.unfinished) {
      if (entry.value.refs > 0) return { write: null, value: entry.value };
      const renewed = { ...entry.value, createdAtMs: nowMs };
      return { write: kv.atomic().check(entry).set(entry.key, renewed), value: renewed };
    }
    const groups = Array.from(
      { length: Math.ceil(chunks / CHUNKS_PER_COMMIT) },
      (_, n) => n * CHUNKS_PER_COMMIT,
    );
    // The last chunks come with the meta, so that it never promises more than there is.
    const last = groups.pop() ?? 0;
    const begun = groups.length === 0 ? entry : await begin(kv, entry, whole);
    if (!begun) return { write: failing(kv, entry.key), value: whole };
    for (const first of groups) await putChunks(kv.atomic(), hash, bytes, first).commit();
    const write = putChunks(kv.atomic().check(begun), hash, bytes, last).set(entry.key, whole);
    return { write, value: whole };
  });
}

/**
 * Leaves a meta for the sweep to find, should the put never end. Who comes meanwhile works on the same one.
 *
 * @returns What the end must check; null when somebody else was faster.
 */
async function begin(
  kv: Deno.Kv,
  entry: Deno.KvEntryMaybe<BlobMeta>,
  whole: BlobMeta,
): Promise<Deno.AtomicCheck | null> {
  if (entry.value && whole.createdAtMs - entry.value.createdAtMs < ORPHAN_AGE_MS / 2) return entry;
  const unfinished: BlobMeta = { ...whole, unfinished: true };
  const begun = await kv.atomic().check(entry).set(entry.key, unfinished).commit();
  return begun.ok ? { key: entry.key, versionstamp: begun.versionstamp } : null;
}

/** A commit that must fail, so that the attempt runs again. */
function failing(kv: Deno.Kv, key: Deno.KvKey): Deno.AtomicOperation {
  return kv.atomic().check({ key, versionstamp: NEVER });
}

/** Puts up to as many chunks as one commit takes, from the `first` on. */
function putChunks(
  write: Deno.AtomicOperation,
  hash: string,
  bytes: Uint8Array,
  first: number,
): Deno.AtomicOperation {
  for (let n = first; n < first + CHUNKS_PER_COMMIT && n * CHUNK_BYTES < bytes.length; n++) {
    write.set(keys.blobChunk(hash, n), bytes.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES));
  }
  return write;
}

/** Reads a blob whole; null when it is missing, or not all there. */
export async function getBlob(
  kv: Deno.Kv,
  hash: string,
): Promise<{ meta: BlobMeta; bytes: Uint8Array<ArrayBuffer> } | null> {
  const { value: meta } = await kv.get<BlobMeta>(keys.blob(hash));
  if (!meta || meta.unfinished) return null;
  const wanted = Array.from({ length: meta.chunks }, (_, n) => keys.blobChunk(hash, n));
  const bytes = new Uint8Array(meta.sizeBytes);
  let offset = 0;
  for (const chunk of await getAll<Uint8Array>(kv, wanted)) {
    if (!chunk.value) return null;
    bytes.set(chunk.value, offset);
    offset += chunk.value.length;
  }
  return offset === meta.sizeBytes ? { meta, bytes } : null;
}

/**
 * Puts the change of references into `atomic`: one more for each of `add`, one less for each of `remove`. A blob that
 * nothing refers to any more goes with the same commit. Where a blob to add is gone meanwhile, the commit will fail, and
 * the next attempt puts it again.
 */
export async function changeBlobRefs(
  kv: Deno.Kv,
  atomic: Deno.AtomicOperation,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): Promise<void> {
  const changes = new Map<string, number>();
  for (const hash of add) changes.set(hash, (changes.get(hash) ?? 0) + 1);
  for (const hash of remove) changes.set(hash, (changes.get(hash) ?? 0) - 1);
  for (const [hash, change] of changes) {
    if (change === 0) continue;
    const entry = await kv.get<BlobMeta>(keys.blob(hash));
    if (!entry.value || entry.value.unfinished) {
      if (change > 0) atomic.check({ key: entry.key, versionstamp: NEVER });
      continue;
    }
    const refs = entry.value.refs + change;
    atomic.check(entry);
    if (refs > 0) atomic.set(entry.key, { ...entry.value, refs });
    else deleteBlob(atomic, entry.value);
  }
}

/** Removes blobs that nothing came to refer to, as after a crash between storing and referring. */
export async function sweepOrphanBlobs(kv: Deno.Kv, nowMs: number): Promise<number> {
  let swept = 0;
  for await (const entry of kv.list<BlobMeta>({ prefix: keys.blobs() })) {
    if (entry.value.refs > 0 || nowMs - entry.value.createdAtMs < ORPHAN_AGE_MS) continue;
    const atomic = kv.atomic().check(entry);
    deleteBlob(atomic, entry.value);
    if ((await atomic.commit()).ok) swept++;
  }
  return swept;
}

function deleteBlob(atomic: Deno.AtomicOperation, meta: BlobMeta): void {
  atomic.delete(keys.blob(meta.hash));
  for (let n = 0; n < meta.chunks; n++) atomic.delete(keys.blobChunk(meta.hash, n));
}

async function hashBytes(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}
