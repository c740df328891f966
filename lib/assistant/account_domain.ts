/** What chat sessions owe to accounts: export, deletion, moving. Sessions of nobody in particular are nobody's. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { MAX_LINES } from "@/lib/assistant/model.ts";
import {
  getSession,
  listLines,
  listOwnSessions,
  moveSession,
  removeSession,
} from "@/lib/assistant/store.ts";

export const assistantDomain: AccountDomain = {
  name: "assistant",

  async *exportData(kv, userId) {
    for (const id of await listOwnSessions(kv, userId)) {
      const session = await getSession(kv, id);
      if (session?.viewerId !== userId) continue;
      const messages = await listLines(kv, id, { limit: MAX_LINES + 1 });
      yield [`assistant/${id}.json`, { session, messages }];
    }
  },

  async deleteData(kv, userId) {
    for (const id of await listOwnSessions(kv, userId)) await removeSession(kv, userId, id);
  },

  async moveData(kv, fromId, toId) {
    for (const id of await listOwnSessions(kv, fromId)) await moveSession(kv, id, { fromId, toId });
  },
};
