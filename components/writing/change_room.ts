/** What the small forms of a room have in common: whose job it is, how often, and the way back. */
import type { Context } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import type { State } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import type { Named } from "@/lib/stories/writing/actions.ts";
import { CHANGE_RULE } from "@/lib/stories/writing/limits.ts";
import { writingPaths } from "@/components/writing/paths.ts";

/**
 * Changes a job as a form asks for, and leads back to its room. A change that came too late changes nothing: the room
 * shows how it stands.
 */
export async function changeRoom(
  ctx: Context<State>,
  change: (named: Named, fields: Record<string, string>) => Promise<unknown>,
): Promise<Response> {
  const viewer = requireViewer(ctx);
  if (viewer instanceof Response) return viewer;
  const fields = formFields(await readForm(ctx.req));
  const id = ctx.params.job ?? "";
  await limit(ctx, CHANGE_RULE);
  try {
    await change({ id, ownerId: viewer.id }, fields);
  } catch (error) {
    if (asFailure(error).reason !== "conflict") throw error;
  }
  return ctx.redirect(writingPaths.room(id), 303);
}
