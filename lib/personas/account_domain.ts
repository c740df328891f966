/** What personas owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { EMPTY_SHELF, readPersona, readShelf } from "@/lib/personas/model.ts";
import { listPersonas } from "@/lib/personas/store.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const personaDomain: AccountDomain = {
  name: "personas",

  async *exportData(kv, userId) {
    const { personas, defaultId } = await listPersonas(kv, userId);
    if (personas.length > 0) yield ["personas.json", { personas, defaultId }];
  },

  async deleteData(kv, userId) {
    await deletePrefix(kv, keys.personas(userId));
    await kv.delete(keys.personaShelf(userId));
  },

  /** Together they may be more than one can make; none is lost by that. The other's default stays, where there is one. */
  async moveData(kv, fromId, toId) {
    await commitWithRetry(async () => {
      const [from, to] = await kv.getMany([keys.personaShelf(fromId), keys.personaShelf(toId)]);
      const stay = await getStay(kv, toId);
      if (from.value === null || !stay) return { write: null, value: undefined };
      const moving = readShelf(from.value);
      const shelf = to.value === null ? EMPTY_SHELF : readShelf(to.value);
      const write = kv.atomic().check(from, to, stay).delete(from.key);
      for await (const { key, value } of kv.list({ prefix: keys.personas(fromId) })) {
        const persona = readPersona(value);
        write.delete(key).set(keys.persona(toId, persona.id), { ...persona, ownerId: toId });
      }
      write.set(to.key, {
        ...shelf,
        ids: [...shelf.ids, ...moving.ids],
        defaultId: shelf.defaultId ?? moving.defaultId,
      });
      return { write, value: undefined };
    });
  },
};
