/** What happens to words that are to be answered and cannot be: they come back in their form, with the reason beside it. */
import type { Context } from "fresh";
import type { Viewer } from "@/lib/accounts/model.ts";
import { takeReply } from "@/lib/chat/asking.ts";
import type { State } from "@/lib/define.ts";
import { asFailure, REASONS } from "@/lib/errors.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { Draft } from "@/components/chat/respond.ts";

/** Why words were not sent. */
export type Hindrance = Pick<Draft, "error" | "status" | "retryAfterS">;

/** What may be otherwise in a moment: somebody else was faster, or it was too often. */
const PASSING: readonly number[] = [409, 429];

/**
 * Asks for a reply to words that somebody wrote.
 *
 * @param asked.keep Answers with the form and the words in it.
 * @throws {HttpError} What a moment's wait does not mend, such as `not_found`.
 */
export async function replyOrKeep(
  ctx: Context<State>,
  viewer: Viewer,
  { reply, keep }: {
    reply: () => Promise<Response>;
    keep: (hindrance: Hindrance) => Promise<Response>;
  },
): Promise<Response> {
  const { locale } = ctx.state;
  const words = chatWords[locale];
  const taken = await takeReply(ctx, viewer);
  if (!taken.ok) {
    const { why, retryAfterS } = taken;
    const error = why === "often"
      ? `${words.often} ${words.retryAfter(retryAfterS)}`
      : words.spent[why];
    return await keep({ error, status: 429, retryAfterS });
  }
  try {
    return await reply();
  } catch (thrown) {
    const { reason, retryAfterS } = asFailure(thrown);
    const { status, words } = REASONS[reason];
    if (!PASSING.includes(status)) throw thrown;
    return await keep({ error: words[locale], status, retryAfterS });
  }
}
