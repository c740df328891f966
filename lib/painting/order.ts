/** Orders a picture: who may, what it takes from their day, and what the painter is told. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { portraitPrompt } from "@/lib/characters/portraits/prompt.ts";
import { requireOwnCharacter } from "@/lib/characters/store.ts";
import { checkQuota, type QuotaDeps } from "@/lib/chat/quota.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { returnToken, takeToken } from "@/lib/http/throttle.ts";
import { newId } from "@/lib/id.ts";
import { PAINT_RULES, PAINT_WITHIN_MS } from "@/lib/painting/limits.ts";
import type { PaintedSubject, Painting } from "@/lib/painting/model.ts";
import type { PaintOrder } from "@/lib/painting/painter.ts";
import { beginPainting } from "@/lib/painting/store.ts";
import { coverPrompt } from "@/lib/stories/covers/prompt.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";

type Deps = QuotaDeps & Pick<Services, "painter">;

export interface Ordering extends PaintedSubject {
  viewer: Viewer;
  address: string | null;
  /** As `Wish` checked it. */
  wish: string;
}

/**
 * Lets a picture be painted; how it goes on stands in the painting. Where one is being painted already, nothing happens.
 *
 * @throws {HttpError} `not_found` where nobody paints, or the subject is hidden or gone; `forbidden` where it is
 * another's; `quota_used` or `rate_limited` where there is nothing left of the day.
 */
export async function orderPainting(
  deps: Deps,
  { kind, id, viewer, address, wish }: Ordering,
): Promise<Painting | null> {
  const { kv, painter } = deps;
  if (!painter) throw failure("not_found");
  const nowMs = deps.now();
  const subject = { kind, id };
  const told = await promptOf(kv, subject, { viewerId: viewer.id, nowMs, wish });
  const payer = { viewer, address };
  const quota = await checkQuota(deps, payer);
  if (!quota.ok) throw failure("quota_used", { retryAfterS: quota.retryAfterS });
  const rule = PAINT_RULES[viewer.kind];
  const taken = await takeToken(kv, rule, { subject: `u:${viewer.id}`, nowMs });
  if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
  const unbilled = () => returnToken(kv, rule, `u:${viewer.id}`);
  const painting = await beginPainting(kv, {
    ...subject,
    ownerId: viewer.id,
    attempt: newId(),
    wish,
    madeBy: painter.madeBy,
    nowMs,
    withinMs: PAINT_WITHIN_MS,
  });
  if (painting) painter.paint({ painting, ...told, payer, unbilled });
  else await unbilled();
  return painting;
}

async function promptOf(
  kv: Deno.Kv,
  { kind, id }: PaintedSubject,
  { viewerId, nowMs, wish }: { viewerId: string; nowMs: number; wish: string },
): Promise<Pick<PaintOrder, "prompt" | "aspect">> {
  if (kind === "character") {
    const character = await requireOwnCharacter(kv, id, viewerId);
    return { prompt: portraitPrompt(character, wish), aspect: "4:5" };
  }
  const story = await requireOwnStory(kv, id, { viewerId, nowMs });
  return { prompt: coverPrompt(story, wish), aspect: "2:3" };
}
