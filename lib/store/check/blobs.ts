/** Blobs: whole, and counted by what refers to them. */
import { createHash } from "node:crypto";
import type { Character } from "@/lib/characters/model.ts";
import { blobsOf } from "@/lib/characters/model.ts";
import { blobsOfPainting, type Painting } from "@/lib/painting/model.ts";
import type { SpaceImage } from "@/lib/spaces/share/model.ts";
import { blobsOfStory, type Story } from "@/lib/stories/model.ts";
import type { BlobMeta } from "@/lib/store/blob.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkBlobs(walk: Walk): Generator<string> {
  const references = countReferences(walk);
  for (const { key, value } of walk.below(keys.blobs())) {
    const { hash, refs, chunks, unfinished } = value as BlobMeta;
    const counted = references.get(hash) ?? 0;
    if (refs !== counted) yield `${nameKey(key)} says ${refs} references, there are ${counted}`;
    references.delete(hash);
    // Nothing refers to a blob that is still being put; the sweep sees to those.
    if (refs === 0) continue;
    if (unfinished) yield `${nameKey(key)} is referred to and unfinished`;
    for (let n = 0; n < chunks; n++) {
      if (!walk.has(keys.blobChunk(hash, n))) yield `${nameKey(key)} lacks chunk ${n}`;
    }
    if (hashOf(walk, hash) !== hash) yield `${nameKey(key)} holds other bytes than its name says`;
  }
  for (const hash of references.keys()) yield `${nameKey(keys.blob(hash))} is missing`;
  for (const { key } of walk.below(keys.anyBlobChunks())) {
    if (!walk.has(keys.blob(String(key[1])))) yield `${nameKey(key)} is of no blob`;
  }
}

function countReferences(walk: Walk): Map<string, number> {
  const references = new Map<string, number>();
  const count = (prefix: Deno.KvKey, hashesOf: (value: unknown) => string[]) => {
    for (const { value } of walk.below(prefix)) {
      for (const hash of hashesOf(value)) references.set(hash, (references.get(hash) ?? 0) + 1);
    }
  };
  count(keys.characters(), (value) => blobsOf(value as Character));
  count(keys.stories(), (value) => blobsOfStory(value as Story));
  count(keys.paintings(), (value) => blobsOfPainting(value as Painting));
  count(keys.anySpaceImages(), (value) => [(value as SpaceImage).hash]);
  return references;
}

function hashOf(walk: Walk, hash: string): string {
  const digest = createHash("sha256");
  // The store's order is that of the numbers.
  for (const { value } of walk.below(keys.blobChunks(hash))) digest.update(value as Uint8Array);
  return digest.digest("base64url");
}
