/** Takes a painted picture for a story's cover, or goes back to the drawn one. */
import { failure } from "@/lib/errors.ts";
import { getPainting } from "@/lib/painting/store.ts";
import { type PictureLimits, takePicture } from "@/lib/spaces/share/picture.ts";
import { changeStory, type Changing } from "@/lib/stories/change_story.ts";
import { dressStory } from "@/lib/stories/edit.ts";
import { blobsOfStory, type Story } from "@/lib/stories/model.ts";
import { changeBlobRefs, getBlob, putBlob } from "@/lib/store/blob.ts";

/** Twice as wide as a cover is shown in the gallery: a page of it stays light. */
const COVER_LIMITS: PictureLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxPixels: 24_000_000,
  minSide: 64,
  maxSide: 840,
};

/**
 * Puts the painted picture on the cover.
 *
 * @throws {HttpError} `not_found` where there is none, or the story is another's, hidden or gone; `forbidden`.
 */
export async function takePaintedCover(
  kv: Deno.Kv,
  id: string,
  changing: Changing,
): Promise<Story> {
  const painting = await getPainting(kv, { kind: "story", id }, changing.nowMs);
  const blob = painting?.picture ? await getBlob(kv, painting.picture.hash) : null;
  const taken = blob ? await takePicture(blob.bytes, COVER_LIMITS) : null;
  if (!painting?.picture || !taken?.ok) throw failure("not_found");
  const from = painting.picture.hash;
  const { bytes, type } = taken.picture;
  return await changeStory(kv, id, changing, async (old, write) => {
    const { hash } = await putBlob(kv, bytes, { type, nowMs: changing.nowMs });
    const next: Story = { ...old, cover: { kind: "image", hash, type, from } };
    await changeBlobRefs(kv, write, { add: blobsOfStory(next), remove: blobsOfStory(old) });
    return next;
  });
}

/** Shows the drawn cover again. The painted picture stays, so that its owner can go back to it. */
export async function takeDrawnCover(kv: Deno.Kv, id: string, changing: Changing): Promise<Story> {
  return await dressStory(kv, id, { ...changing, cover: { kind: "drawn" } });
}
