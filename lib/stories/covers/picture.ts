/** Reads the picture of a painted cover from the store. */
import type { ReadPicture } from "@/lib/stories/cover_press.ts";
import { getBlob } from "@/lib/store/blob.ts";

export function readCoverPicture(kv: Deno.Kv): ReadPicture {
  return async ({ cover }) => {
    if (cover?.kind !== "image") return null;
    const blob = await getBlob(kv, cover.hash);
    return blob && { bytes: blob.bytes, type: cover.type };
  };
}
