/** The addresses of one room: its page, its forms, its calls. Browser-safe. */

export interface Addresses {
  page: string;
  /** The page that grows with what is said, for readers without a script. */
  live: string;
  say: string;
  join: string;
  leave: string;
  moderation: string;
  settings: string;
  share: string;
  board: string;
  event: string;
  stage: string;
  /** Where calls of the API begin. */
  api: string;
  socket: string;
}

export function addressesOf(spaceId: string): Addresses {
  const page = `/spaces/${encodeURIComponent(spaceId)}`;
  const api = `/api/v1/spatial${page}`;
  return {
    page,
    live: `${page}/live`,
    say: `${page}/say`,
    join: `${page}/join`,
    leave: `${page}/leave`,
    moderation: `${page}/moderation`,
    settings: `${page}/settings`,
    share: `${page}/share`,
    board: `${page}/board`,
    event: `${page}/event`,
    stage: `${page}/stage`,
    api,
    socket: `${api}/ws`,
  };
}

/** The query by which the room's page shows messages before a place in its log. */
export const BEFORE_PARAMETER = "before";

/** A page of the room as this reader has it: with their invitation, at the newest messages or before a place. */
export function withQuery(
  path: string,
  { invite, before = null }: { invite: string | null; before?: string | null },
): string {
  const query = new URLSearchParams({
    ...(invite ? { invite } : {}),
    ...(before ? { [BEFORE_PARAMETER]: before } : {}),
  });
  return query.size > 0 ? `${path}?${query}` : path;
}

/** A character's page. */
export function characterPage(id: string): string {
  return `/characters/${encodeURIComponent(id)}`;
}

/** The square picture of a character's head; `rev` changes with the picture, so that browsers may keep it. */
export function facePicture(
  id: string,
  { emotion, rev, size = "face" }: FaceOptions = {},
): string {
  const face = emotion && emotion !== "neutral" ? `&face=${emotion}` : "";
  const version = rev === undefined ? "" : `&v=${encodeURIComponent(rev)}`;
  return `${characterPage(id)}/portrait?size=${size}${version}${face}`;
}

export interface FaceOptions {
  emotion?: string | null | undefined;
  rev?: string | number | undefined;
  /** `head` is cut out on nothing, for the room; default `face`. */
  size?: "face" | "head" | undefined;
}
