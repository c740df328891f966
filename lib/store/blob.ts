/** Blobs: bytes in chunks, named by their SHA-256, counted by what refers to them. */
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
  createdAtMs: number;
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
  const existing = await kv.get<BlobMeta>(keys.blob(hash));
  // Whatever is referred to is complete: a reference is only made after this function.
  if (existing.value && existing.value.refs > 0) return existing.value;
  const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
  const meta: BlobMeta = {
    v: 1,
    hash,
    type,
    sizeBytes: bytes.length,
    chunks,
    refs: 0,
    createdAtMs: nowMs,
  };
  // The meta comes first, and fresh, so that the sweep finds the chunks of a put that never ended, and only those.
  await kv.atomic().check(existing).set(keys.blob(hash), meta).commit();
  for (let first = 0; first < chunks; first += CHUNKS_PER_COMMIT) {
    const atomic = kv.atomic();
    for (let n = first; n < Math.min(chunks, first + CHUNKS_PER_COMMIT); n++) {
      atomic.set(keys.blobChunk(hash, n), bytes.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES));
    }
    await atomic.commit();
  }
  return meta;
}

/** Reads a blob whole; null when it is missing or a chunk of it is. */
export async function getBlob(
  kv: Deno.Kv,
  hash: string,
): Promise<{ meta: BlobMeta; bytes: Uint8Array<ArrayBuffer> } | null> {
  const { value: meta } = await kv.get<BlobMeta>(keys.blob(hash));
  if (!meta) return null;
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
    if (!entry.value) {
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
