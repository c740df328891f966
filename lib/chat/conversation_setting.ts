/** What a reader sets for one conversation: who they are in it, and a note on how it should go. */
import { z } from "zod";
import { putConversation, requireEntry } from "@/lib/chat/store.ts";
import { AuthorNote, type Conversation, MAX_NOTE_DEPTH } from "@/lib/chat/model.ts";
import { failure } from "@/lib/errors.ts";
import { getPersona } from "@/lib/personas/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";

interface Whose {
  conversationId: string;
  ownerId: string;
}

/** What the form of a note sends. A note without words is none. */
export const NoteForm = z.object({
  text: z.string().normalize("NFC").transform((text) =>
    text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "").trim()
  ).pipe(AuthorNote.shape.text),
  depth: z.coerce.number().int().min(1).max(MAX_NOTE_DEPTH),
});

/**
 * Chooses who the reader is from the next reply on; null: known by the nickname alone.
 *
 * @throws {HttpError} `not_found`, also for a persona that is not theirs.
 */
export async function setPersona(
  kv: Deno.Kv,
  whose: Whose,
  personaId: string | null,
): Promise<void> {
  if (personaId !== null && !await getPersona(kv, whose.ownerId, personaId)) {
    throw failure("not_found");
  }
  await change(kv, whose, { personaId });
}

/** Sets or (null) removes the note. @throws {HttpError} `not_found`. */
export async function setNote(kv: Deno.Kv, whose: Whose, note: AuthorNote | null): Promise<void> {
  await change(kv, whose, { note });
}

async function change(
  kv: Deno.Kv,
  { conversationId, ownerId }: Whose,
  setting: Partial<Pick<Conversation, "personaId" | "note">>,
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const write = kv.atomic().check(check);
    putConversation(write, conversation, { ...conversation, ...setting });
    return { write, value: undefined };
  });
}
