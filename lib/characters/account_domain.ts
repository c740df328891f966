/** What characters and likes owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { isCounted, moveTotal, readTotal } from "@/lib/characters/cap.ts";
import { forgetLikesOf, setLike } from "@/lib/characters/likes.ts";
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { deleteCharacter, getCard, getCharacter, noteChange } from "@/lib/characters/store.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { exportPainting } from "@/lib/painting/store.ts";
import { getBlob } from "@/lib/store/blob.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const characterDomain: AccountDomain = {
  name: "characters",

  async *exportData(kv, userId) {
    for await (const id of ownIds(kv, userId)) {
      const character = await getCharacter(kv, id);
      if (!character) continue;
      const card = await foundOrNull(getCard(kv, character));
      if (!card) continue;
      yield [`characters/${id}/character.json`, character];
      yield [`characters/${id}/card.json`, card];
      yield* exportPainting(kv, { kind: "character", id });
      for (const [name, hash] of Object.entries(filesOf(character))) {
        const blob = await getBlob(kv, hash);
        if (blob) yield [`characters/${id}/${name}`, blob.bytes];
      }
    }
    const likes: { kind: string; id: string; liked_at: string }[] = [];
    for (const kind of ["character", "story"] as const) {
      for await (const { key, value } of kv.list<number>({ prefix: keys.likedBy(userId, kind) })) {
        likes.push({ kind, id: String(key.at(-1)), liked_at: new Date(value).toISOString() });
      }
    }
    yield ["likes.json", likes];
  },

  async deleteData(kv, userId) {
    // One that is deleted in another window just now is as good as deleted.
    for await (const id of ownIds(kv, userId)) await foundOrNull(deleteCharacter(kv, id, userId));
    await kv.delete(keys.characterTotal(userId));
    await forgetLikesOf(kv, userId, Date.now());
  },

  async moveData(kv, fromId, toId) {
    for await (const id of ownIds(kv, fromId)) await moveCharacter(kv, id, { fromId, toId });
    // Where something stays behind, as its heir goes as well, it is counted anew.
    await kv.delete(keys.characterTotal(fromId));
    for (const kind of ["character", "story"] as const) {
      for await (const { key, value } of kv.list<number>({ prefix: keys.likedBy(fromId, kind) })) {
        const subjectId = String(key.at(-1));
        if (!await getStay(kv, toId)) return;
        await setLike(kv, { kind, subjectId, userId: toId, liked: true, nowMs: value });
        await setLike(kv, { kind, subjectId, userId: fromId, liked: false, nowMs: value });
      }
    }
  },
};

/** Files of a character beside its record and card, by their names in an export. */
function filesOf({ portrait, assetsHash }: Character): Record<string, string> {
  return {
    ...(portrait ? { "portrait.webp": portrait.large } : {}),
    ...(assetsHash ? { "assets.zip": assetsHash } : {}),
  };
}

async function* ownIds(kv: Deno.Kv, userId: string): AsyncGenerator<string> {
  for await (const { value } of kv.list<string>({ prefix: keys.charactersByOwner(userId) })) {
    yield value;
  }
}

async function moveCharacter(
  kv: Deno.Kv,
  id: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get<Character>(keys.character(id));
    const stay = await getStay(kv, toId);
    if (entry.value?.ownerId !== fromId || !stay) return { write: null, value: undefined };
    const character = readCharacter(entry.value);
    const write = kv.atomic().check(entry, stay)
      .delete(keys.characterByOwner(fromId, character.createdAtMs, id))
      .set(keys.character(id), { ...character, ownerId: toId })
      .set(keys.characterByOwner(toId, character.createdAtMs, id), id)
      // Nobody reports their own. One that is sent at this moment checks the character, and loses.
      .delete(keys.characterReport(id, toId))
      .delete(keys.characterReportBy(toId, id));
    if (isCounted(character)) {
      moveTotal(write, await readTotal(kv, fromId), -1);
      moveTotal(write, await readTotal(kv, toId), 1);
    }
    noteChange(kv, write, id);
    return { write, value: undefined };
  });
}
