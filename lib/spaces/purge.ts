/** Takes spaces away with everything that belongs to them. Survives a crash in the middle. */
import type { Services } from "@/lib/define.ts";
import { removeBoard } from "@/lib/spaces/board.ts";
import { deleteEventData } from "@/lib/spaces/events/account_domain.ts";
import { indexEvent } from "@/lib/spaces/events/listing.ts";
import { readSpace, spaceTopic } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { removeImagesIn } from "@/lib/spaces/share/image_store.ts";
import { spaceIndexKeys } from "@/lib/spaces/store.ts";
import { retentionMs } from "@/lib/realtime/log.ts";
import { deletePrefix, tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = Pick<Services, "kv" | "hub" | "now">;

/**
 * Deletes a space. From its first write on, nobody finds it, and whoever is in it is told; nothing where it is gone.
 *
 * @param by Who deletes it.
 */
export async function deleteSpace({ kv, hub, now }: Deps, id: string, by: string): Promise<void> {
  const went = await tryAgain(async () => {
    const entry = await kv.get(keys.space(id));
    if (entry.value === null) return { value: false };
    const space = readSpace(entry.value);
    const write = kv.atomic().check(entry).delete(entry.key).set(keys.spacePurge(id), now());
    for (const key of spaceIndexKeys(space)) write.delete(key);
    indexEvent(write, space, null);
    const closed: SpaceEventFrame = { type: "space_closed", by };
    return (await hub.appendWith(write, spaceTopic(id), [closed])).ok ? { value: true } : null;
  });
  if (went) await purgeSpace(kv, id);
}

/** Removes what a space leaves behind that is gone itself. Safe to repeat. */
async function purgeSpace(kv: Deno.Kv, id: string): Promise<void> {
  await deleteEventData(kv, id);
  await removeBoard(kv, id);
  await removeImagesIn(kv, id);
  const below = [
    keys.spaceSeats(id),
    keys.spaceMembers(id),
    keys.spaceMessages(id),
    keys.spaceMessagesAt(id),
    keys.spacePendings(id),
    keys.spaceNonces(id),
    keys.spaceBans(id),
    keys.spaceMutes(id),
    keys.spaceDeeds(id),
    keys.spaceMemories(id),
  ];
  for (const prefix of below) await deletePrefix(kv, prefix);
  await kv.atomic().delete(keys.spaceDirector(id)).delete(keys.spaceQueue(id)).commit();
}

/** Finishes what a crash interrupted, and forgets topics that nobody can come back to; for the start of the process. */
export async function resumeSpacePurges(kv: Deno.Kv, nowMs: number): Promise<void> {
  for await (const { key, value } of kv.list<number>({ prefix: keys.spacePurges() })) {
    const id = String(key.at(-1));
    await purgeSpace(kv, id);
    const topic = spaceTopic(id);
    // Until then, whoever missed the end of the space still reads of it in the log.
    if (nowMs - value > retentionMs(topic)) {
      await kv.atomic().delete(key).delete(keys.head(topic)).commit();
    }
  }
}
