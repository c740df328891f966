/**
 * The keys of what the whole store stands on, and of bytes that records refer to.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["meta", name]                           anything small        –          –
 * ["secret", name]                         random bytes          –          –
 * ["blob", hash]                           BlobMeta v1           –          whatever refers to it
 * ["blob_chunk", hash, n]                  bytes ≤ 60 KiB        –          –  (after its meta, before a reference)
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const basicKeys = {
  meta: (name: string) => ["meta", name],
  secret: (name: string) => ["secret", name],
  blob: (hash: string) => ["blob", hash],
  blobs: () => ["blob"],
  blobChunk: (hash: string, n: number) => ["blob_chunk", hash, n],
  blobChunks: (hash: string) => ["blob_chunk", hash],
  anyBlobChunks: () => ["blob_chunk"],
} satisfies KeyBuilders;
