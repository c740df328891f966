/** Reads what the pages of a call show: who is there, and who their reader would be. */
import { cleanName, readChosenFace } from "@/lib/calls/page/chosen.ts";
import { drawnFace, listFaces } from "@/lib/calls/page/faces.ts";
import type { CallPageProps } from "@/lib/calls/page/props.ts";
import { presentCall } from "@/lib/calls/store.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { newId } from "@/lib/id.ts";

/**
 * Reads the lobby of a call for whoever has its link; null where there is no such call, or none any more. A full one has a
 * lobby too: a tab that was in it and reloads comes back to its seat by a key that only the tab has.
 */
export async function readLobby(ctx: ApiContext, roomId: string): Promise<CallPageProps | null> {
  const call = await presentCall(ctx.state.services, roomId);
  return call && await propsOf(ctx, { roomId, view: "lobby", present: call.seats.length });
}

/** What the page of an ended call needs: nothing of the call, which may be gone. */
export async function readEnded(ctx: ApiContext, roomId: string): Promise<CallPageProps> {
  return await propsOf(ctx, { roomId, view: "ended", present: 0 });
}

/** What all pages of calls have. */
export async function propsOf(
  ctx: ApiContext,
  rest: Pick<CallPageProps, "roomId" | "view" | "present">,
): Promise<CallPageProps> {
  const { services, viewer, locale } = ctx.state;
  // What runs an animator is compiled by the page.
  if (services.env.NEURAL_AVATAR_MODEL_URL) ctx.state.wasm = true;
  const chosen = readChosenFace(ctx.req.headers.get("cookie"));
  const seed = newId();
  const origin = services.env.PUBLIC_URL?.replace(/\/+$/, "") ?? ctx.url.origin;
  return {
    ...rest,
    locale,
    invitation: `${origin}/calls/${encodeURIComponent(rest.roomId)}`,
    me: {
      face: chosen?.face ?? drawnFace(seed),
      name: cleanName(chosen?.name || viewer?.nickname),
    },
    faces: rest.view === "ended"
      ? []
      : await listFaces(services, { viewer, locale, seed, chosen: chosen?.face ?? null }),
    signedIn: viewer !== null,
    animator: services.env.NEURAL_AVATAR_MODEL_URL ?? null,
  };
}
