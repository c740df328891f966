/** What shared pictures and pins owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { eventId } from "@/lib/realtime/event_id.ts";
import { putEvents } from "@/lib/realtime/log.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import { forgetPinsOf, getBoard, movePinsOf } from "@/lib/spaces/board.ts";
import { listImagesOf, moveImage, removeImage } from "@/lib/spaces/share/image_store.ts";
import { getBlob } from "@/lib/store/blob.ts";
import { keys } from "@/lib/store/keys.ts";

export const shareDomain: AccountDomain = {
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
      await forgetPinsOf(quietly(kv), spaceId, userId);
    }
    for (const { spaceId, id } of await listImagesOf(kv, userId)) {
      await removeImage(kv, spaceId, id);
    }
  },

  async moveData(kv, fromId, toId) {
    for (const spaceId of await boardsOf(kv, fromId)) {
      await movePinsOf(quietly(kv), spaceId, { fromId, toId });
    }
    for (const image of await listImagesOf(kv, fromId)) {
      await moveImage(kv, image, { fromId, toId });
    }
  },
};

/** Spaces on whose boards somebody pinned something. */
async function boardsOf(kv: Deno.Kv, userId: string): Promise<string[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: keys.spacesPinnedIn(userId) }));
  return entries.map(({ key }) => String(key.at(-1)));
}

/** The store alone: its watchers hear of what is appended, if a moment later than from a hub. */
function quietly(kv: Deno.Kv): { kv: Deno.Kv; now: () => number; hub: Pick<Hub, "appendWith"> } {
  const hub: Pick<Hub, "appendWith"> = {
    async appendWith(write, topic, events) {
      const told = events.map((event) => JSON.stringify(event));
      putEvents(kv, write, { topic, events: told, atMs: Date.now() });
      const committed = await write.commit();
      return committed.ok ? { ok: true, id: eventId(committed.versionstamp, 0) } : { ok: false };
    },
  };
  return { kv, now: Date.now, hub };
}
