/** Which model answers in one conversation, where its reader chose one. */
import type { ModelChoice } from "@/lib/ai/model_choice.ts";
import { putConversation, requireEntry } from "@/lib/chat/store.ts";
import { failure } from "@/lib/errors.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";

/**
 * Lets a model answer from the next reply on; null: whatever answers here.
 *
 * @throws {HttpError} `not_found`, or `invalid_input` for a model that is not offered.
 */
export async function setConversationModel(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, model, choices }: {
    ownerId: string;
    model: string | null;
    choices: readonly ModelChoice[];
  },
): Promise<void> {
  if (model !== null && !choices.some(({ id }) => id === model)) {
    throw failure("invalid_input", {
      errors: [{ path: "model", message: "must be offered here" }],
    });
  }
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const write = kv.atomic().check(check);
    putConversation(write, conversation, { ...conversation, model });
    return { write, value: undefined };
  });
}
