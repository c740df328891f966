/** Where a form of a space leads: to the page of that space which sent it. */
import { pageOf, safeBack } from "@/lib/http/back.ts";

/** Path and query of the space's own page that sent the form; the room itself where it was none. */
export function backInSpace(request: Request, url: URL, spaceId: string): string {
  const room = `/spaces/${spaceId}`;
  const page = pageOf(request, url);
  const isOwn = page?.pathname === room || page?.pathname.startsWith(`${room}/`);
  return isOwn ? safeBack(page!.pathname + page!.search, room) : room;
}
