/** What is kept beside conversations and accounts: memory, what was sent for replies, and personas. */
import type { PersonaShelf } from "@/lib/personas/model.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkMemories(walk: Walk): Generator<string> {
  for (const prefix of [keys.memories(), keys.anySummaries(), keys.anyPromptRecords()]) {
    for (const { key } of walk.below(prefix)) {
      const conversationId = String(key[1]);
      const isPurging = !walk.below(keys.purgesOf(conversationId))[Symbol.iterator]().next().done;
      if (!isPurging && !walk.has(keys.conversation(conversationId))) {
        yield `${nameKey(key)} is of no conversation`;
      }
    }
  }
  yield* checkPersonas(walk);
}

function* checkPersonas(walk: Walk): Generator<string> {
  const shelved = new Set<string>();
  for (const { key, value } of walk.below(keys.personaShelves())) {
    const ownerId = String(key[1]);
    const { ids, defaultId } = value as PersonaShelf;
    if (!walk.has(keys.user(ownerId))) yield `${nameKey(key)} is of nobody`;
    for (const id of ids) {
      const persona = keys.persona(ownerId, id);
      shelved.add(nameKey(persona));
      if (!walk.has(persona)) yield `${nameKey(persona)} is missing`;
    }
    if (defaultId !== null && !ids.includes(defaultId)) yield `${nameKey(key)} begins as nobody`;
  }
  for (const { key } of walk.below(keys.anyPersonas())) {
    if (!shelved.has(nameKey(key))) yield `${nameKey(key)} is on no shelf`;
  }
}
