/** By which name the reader is known in a conversation. */
import type { User } from "@/lib/accounts/model.ts";
import type { Conversation } from "@/lib/chat/model.ts";
import { getPersona } from "@/lib/personas/store.ts";

/** The name of the persona that the reader is there; else the nickname. */
export async function readerName(
  kv: Deno.Kv,
  { personaId }: Pick<Conversation, "personaId">,
  { id, nickname }: Pick<User, "id" | "nickname">,
): Promise<string> {
  const persona = personaId ? await getPersona(kv, id, personaId) : null;
  return persona?.name ?? nickname;
}
