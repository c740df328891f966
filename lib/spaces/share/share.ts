/** Turns what somebody wants to share into what the room is shown, or says why not. */
import { getCharacter } from "@/lib/characters/store.ts";
import { mayRead } from "@/lib/characters/model.ts";
import type { Services } from "@/lib/define.ts";
import { takeToken } from "@/lib/http/throttle.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { Share, ShareRequest } from "@/lib/spaces/protocol.ts";
import { cleanLine } from "@/lib/spaces/share/clean_text.ts";
import { getImage, keepImage, putPreview } from "@/lib/spaces/share/image_store.ts";
import { LINK_RULE } from "@/lib/spaces/share/limits.ts";
import { createLinkReader, type LinkReader } from "@/lib/spaces/share/link_reader.ts";
import { imagePath, type LinkCard, SHARED_MS } from "@/lib/spaces/share/model.ts";
import { MAX_TITLE } from "@/lib/spaces/share/read_page.ts";
import { PUBLIC_WEB } from "@/lib/spaces/share/web.ts";
import { mayRead as mayReadStory } from "@/lib/stories/model.ts";
import { getStory } from "@/lib/stories/store.ts";

/**
 * Why nothing is shared: it is not there, or not for the sharer's eyes (`not_found`); it is the sharer's own and nobody
 * else may see it (`private`); it is made for adults, and the room is open to everybody (`mature`); no address of the web
 * (`bad_link`); too many links that had to be fetched (`rate_limited`).
 */
export type ShareRefusal = "not_found" | "private" | "mature" | "bad_link" | "rate_limited";

export type Resolved = { ok: true; share: Share } | { ok: false; reason: ShareRefusal };

export type ShareDeps = Pick<Services, "kv" | "now" | "env">;

export interface Sharing {
  space: Pick<Space, "id" | "isPublic">;
  userId: string;
  request: ShareRequest;
}

/** Readers by their stores: all of one instance wait for the same answers. */
const readers = new WeakMap<Deno.Kv, LinkReader>();

function readerOf({ kv, now }: ShareDeps): LinkReader {
  const known = readers.get(kv);
  if (known) return known;
  const made = createLinkReader({ kv, now, web: PUBLIC_WEB });
  readers.set(kv, made);
  return made;
}

/**
 * Resolves what is shared: looks it up, fetches it, and judges whether the room may see it. A link always becomes a card;
 * where its page does not answer, one of its address alone.
 *
 * @param reader Of links; by default that of the store, over the public web.
 */
export async function resolveShare(
  deps: ShareDeps,
  sharing: Sharing,
  reader: LinkReader = readerOf(deps),
): Promise<Resolved> {
  const { request } = sharing;
  switch (request.kind) {
    case "link":
      return await resolveLink(deps, { ...sharing, text: request.url }, reader);
    case "image":
      return await resolveImage(deps, sharing, request);
    case "character":
      return await resolveCharacter(deps, sharing, request.character_id);
    case "story":
      return await resolveStory(deps, sharing, request.story_id);
    case "screen":
      return { ok: true, share: { kind: "screen", on: request.on } };
  }
}

async function resolveLink(
  deps: ShareDeps,
  { space, userId, text }: Omit<Sharing, "request"> & { text: string },
  reader: LinkReader,
): Promise<Resolved> {
  const url = readLink(text);
  if (!url) return { ok: false, reason: "bad_link" };
  const own = await resolveOwnPage(deps, { space, userId }, url);
  if (own) return own;
  const nowMs = deps.now();
  const card = await reader.read(url, async () => {
    const taken = await takeToken(deps.kv, LINK_RULE, { subject: `u:${userId}`, nowMs });
    return taken.ok;
  });
  if (!card) return { ok: false, reason: "rate_limited" };
  const image = card.picture &&
    await putPreview(deps.kv, { spaceId: space.id, ...card.picture, nowMs });
  return { ok: true, share: linkShare(url, card, image && imagePath(image)) };
}

/** An address of the web without name and password, which would only disguise where it leads; null for any other. */
export function readLink(text: string): URL | null {
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  url.username = url.password = "";
  return url.hostname === "" || url.href.length > 2000 ? null : url;
}

/** A page of ours needs no fetching; null for the pages of others. */
async function resolveOwnPage(
  deps: ShareDeps,
  { space, userId }: Omit<Sharing, "request">,
  url: URL,
): Promise<Resolved | null> {
  const { PUBLIC_URL } = deps.env;
  if (!PUBLIC_URL || url.origin !== new URL(PUBLIC_URL).origin) return null;
  const [, kind, id = ""] = /^\/(characters|stories)\/([0-9a-z-]{1,64})\/?$/.exec(url.pathname) ??
    [];
  const found = kind === "characters"
    ? await resolveCharacter(deps, { space, userId }, id)
    : kind === "stories"
    ? await resolveStory(deps, { space, userId }, id)
    : null;
  return found?.ok ? found : { ok: true, share: linkShare(url, null, null) };
}

/** A card of what a page said; of its address alone where it said nothing. */
function linkShare(
  url: URL,
  card: Pick<LinkCard, "title" | "description" | "site"> | null,
  image: string | null,
): Share {
  return {
    kind: "link",
    url: url.href,
    title: card?.title || plainTitle(url),
    description: card?.description ?? "",
    site: card?.site || url.host,
    image,
  };
}

/** Host and path as one reads them. The host stays as the network knows it: `xn--…` hides no look-alike letters. */
function plainTitle({ host, pathname }: URL): string {
  let path = pathname === "/" ? "" : pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // No letters in UTF-8 then; it stays as it is written.
  }
  return cleanLine(host + path, MAX_TITLE) || host;
}

async function resolveImage(
  { kv, now }: ShareDeps,
  { space, userId }: Sharing,
  { image: id, alt }: { image: string; alt: string },
): Promise<Resolved> {
  const image = await getImage(kv, space.id, id);
  // Others' pictures are shared by those who brought them.
  if (image?.userId !== userId) return { ok: false, reason: "not_found" };
  const kept = await keepImage(kv, { spaceId: space.id, id, untilMs: now() + SHARED_MS });
  if (!kept) return { ok: false, reason: "not_found" };
  const { width, height } = kept;
  const share: Share = {
    kind: "image",
    url: imagePath(kept),
    width,
    height,
    alt: cleanLine(alt, 300),
  };
  return { ok: true, share };
}

async function resolveCharacter(
  { kv }: ShareDeps,
  { space, userId }: Omit<Sharing, "request">,
  id: string,
): Promise<Resolved> {
  const character = await getCharacter(kv, id);
  if (!character || !mayRead(character, userId)) return { ok: false, reason: "not_found" };
  if (!mayRead(character, null)) return { ok: false, reason: "private" };
  // Its page asks a reader first; a room that anybody can walk into asks nobody.
  if (character.rating === "mature" && space.isPublic) return { ok: false, reason: "mature" };
  const { name, tagline } = character;
  const url = `/characters/${id}`;
  return { ok: true, share: { kind: "character", character_id: id, name, tagline, url } };
}

async function resolveStory(
  { kv, now }: ShareDeps,
  { space, userId }: Omit<Sharing, "request">,
  id: string,
): Promise<Resolved> {
  const story = await getStory(kv, id);
  if (!story || !mayReadStory(story, userId, now())) return { ok: false, reason: "not_found" };
  if (!mayReadStory(story, null, now())) return { ok: false, reason: "private" };
  if (story.rating === "mature" && space.isPublic) return { ok: false, reason: "mature" };
  const { title, synopsis } = story;
  const url = `/stories/${id}`;
  return {
    ok: true,
    share: { kind: "story", story_id: id, title, synopsis: cleanLine(synopsis, 240), url },
  };
}
