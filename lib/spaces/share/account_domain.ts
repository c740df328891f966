/** What shared pictures and pins owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import type { Services } from "@/lib/define.ts";
import { forgetPinsOf, getBoard, movePinsOf } from "@/lib/spaces/board.ts";
import { listImagesOf, moveImage, removeImage } from "@/lib/spaces/share/image_store.ts";
import { getBlob } from "@/lib/store/blob.ts";
import { keys } from "@/lib/store/keys.ts";

/** What is taken off a board, or changes hands on it, is told to those who look at it. */
export function shareDomain(deps: Pick<Services, "hub" | "now">): AccountDomain {
  return {
    name: "shares",

    async *exportData(kv, userId) {
      for (const image of await listImagesOf(kv, userId)) {
        const { id, spaceId, hash, width, height, createdAtMs } = image;
        const blob = await getBlob(kv, hash);
        if (blob) yield [`shares/${spaceId}/${id}.webp`, blob.bytes];
        const created_at = new Date(createdAtMs).toISOString();
        yield [`shares/${spaceId}/${id}.json`, { space_id: spaceId, width, height, created_at }];
      }
      for (const spaceId of await boardsOf(kv, userId)) {
        const { pins } = await getBoard(kv, spaceId);
        const own = pins.filter((pin) => pin.userId === userId);
        yield [`shares/${spaceId}/pins.json`, own];
      }
    },

    async deleteData(kv, userId) {
      // Pins first: a board keeps the pictures that it shows.
      for (const spaceId of await boardsOf(kv, userId)) {
        await forgetPinsOf({ kv, ...deps }, spaceId, userId);
      }
      for (const { spaceId, id } of await listImagesOf(kv, userId)) {
        await removeImage(kv, spaceId, id);
      }
    },

    async moveData(kv, fromId, toId) {
      for (const spaceId of await boardsOf(kv, fromId)) {
        await movePinsOf({ kv, ...deps }, spaceId, { fromId, toId });
      }
      for (const image of await listImagesOf(kv, fromId)) {
        await moveImage(kv, image, { fromId, toId });
      }
    },
  };
}

/** Spaces on whose boards somebody pinned something. */
async function boardsOf(kv: Deno.Kv, userId: string): Promise<string[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: keys.spacesPinnedIn(userId) }));
  return entries.map(({ key }) => String(key.at(-1)));
}
