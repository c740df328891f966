/**
 * Makes cards of links: from what is known since a while, else by asking the page. Those who share the same link at one
 * moment wait for one answer, and an instance asks few pages at once.
 */
import { fetchBounded, type Fetched, type FetchRefusal } from "@/lib/spaces/share/fetch_bounded.ts";
import { decodePage } from "@/lib/spaces/share/decode_page.ts";
import { CARD_MS, type LinkCard, readLinkCard, SILENT_MS } from "@/lib/spaces/share/model.ts";
import { PREVIEW_LIMITS, takePicture } from "@/lib/spaces/share/picture.ts";
import { type PageFacts, readPage } from "@/lib/spaces/share/read_page.ts";
import type { Web } from "@/lib/spaces/share/web.ts";
import { asFailure } from "@/lib/errors.ts";
import { putBlob } from "@/lib/store/blob.ts";
import { keys } from "@/lib/store/keys.ts";

/** For a page and its picture together. */
const WITHIN_MS = 5_000;
const MAX_PAGE_BYTES = 512 * 1024;
/** Pages that an instance asks at once; as many again and again as many may wait, and who comes then gets a plain card. */
const ASKED_AT_ONCE = 8;
const WAITING_AT_MOST = 32;

const PAGES = /^(text\/html|application\/xhtml\+xml)$/;
const PICTURES = /^image\/(png|jpeg|webp)$/;
const PAGES_OR_PICTURES = new RegExp(`${PAGES.source}|${PICTURES.source}`);

/** Refusals that another try in a while may not meet. */
const PASSING: ReadonlySet<FetchRefusal> = new Set(["unreachable", "late", "status"]);

export interface LinkReader {
  /**
   * The card of a link, its texts empty where nothing is known of it. `admit` is asked before a page is: false leaves
   * it alone, and there is no card.
   */
  read(url: URL, admit: () => Promise<boolean>): Promise<LinkCard | null>;
}

/** Makes a reader over a store and a web. */
export function createLinkReader(
  { kv, now, web }: { kv: Deno.Kv; now: () => number; web: Web },
): LinkReader {
  const running = new Map<string, Promise<LinkCard>>();
  const desk = createDesk();

  async function ask(url: URL, hash: string): Promise<LinkCard> {
    const seat = await desk.sit();
    // Nothing is kept of a page that nobody had time for.
    if (!seat) return emptyCard(now());
    try {
      const card = await askPage(web, url, { kv, nowMs: now() });
      await kv.set(keys.linkCard(hash), card, { expireIn: card.expiresAtMs - now() });
      return card;
    } finally {
      seat.leave();
    }
  }

  return {
    async read(url, admit) {
      const hash = await hashOf(url);
      const { value } = await kv.get(keys.linkCard(hash));
      const known = value === null ? null : readLinkCard(value);
      if (known && known.expiresAtMs > now()) return known;
      if (!running.has(hash) && !await admit()) return null;
      // Somebody may have begun while this one was admitted.
      const asked = running.get(hash) ?? ask(url, hash).finally(() => running.delete(hash));
      running.set(hash, asked);
      return await asked;
    },
  };
}

/** What is the same page is asked once: the part after `#` never reaches it. */
async function hashOf({ href, hash }: URL): Promise<string> {
  const page = hash ? href.slice(0, -hash.length) : href;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(page));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** A few seats, and a short bench before them. */
function createDesk() {
  let free = ASKED_AT_ONCE;
  const bench: (() => void)[] = [];
  const seat = {
    leave() {
      const next = bench.shift();
      if (next) next();
      else free++;
    },
  };
  return {
    /** A seat when there is one; null where the bench is full too. */
    async sit(): Promise<typeof seat | null> {
      if (free > 0) {
        free--;
        return seat;
      }
      if (bench.length >= WAITING_AT_MOST) return null;
      await new Promise<void>((resolve) => bench.push(resolve));
      return seat;
    },
  };
}

function emptyCard(expiresAtMs: number): LinkCard {
  return { v: 1, title: "", description: "", site: "", picture: null, expiresAtMs };
}

/** Asks a page and then for its picture. A page that cannot be read gives an empty card. */
async function askPage(
  web: Web,
  url: URL,
  { kv, nowMs }: { kv: Deno.Kv; nowMs: number },
): Promise<LinkCard> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), WITHIN_MS);
  try {
    const answer = await fetchBounded(web, url, {
      accepts: PAGES_OR_PICTURES,
      accept: "text/html, application/xhtml+xml, image/webp;q=0.9, image/*;q=0.8",
      maxBytes: MAX_PAGE_BYTES,
      mayCut: PAGES,
      signal: late.signal,
    });
    if (!answer.ok) {
      return emptyCard(nowMs + (PASSING.has(answer.reason) ? SILENT_MS : CARD_MS));
    }
    const { fetched } = answer;
    const facts = PAGES.test(fetched.type)
      ? readPage(decodePage(fetched.bytes, fetched.charset), fetched.url)
      : null;
    const file = facts ? await fetchPicture(web, facts, late.signal) : fetched;
    const picture = file && await keepPicture(kv, file, nowMs);
    const { title = "", description = "", site = "" } = facts ?? {};
    return { v: 1, title, description, site, picture, expiresAtMs: nowMs + CARD_MS };
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing that goes wrong with a picture spoils the card. */
async function fetchPicture(
  web: Web,
  { image }: PageFacts,
  signal: AbortSignal,
): Promise<Fetched | null> {
  if (!image) return null;
  const answer = await fetchBounded(web, image, {
    accepts: PICTURES,
    accept: "image/webp, image/png, image/jpeg",
    maxBytes: PREVIEW_LIMITS.maxBytes,
    mayCut: /^$/,
    signal,
  });
  return answer.ok ? answer.fetched : null;
}

async function keepPicture(
  kv: Deno.Kv,
  { bytes }: Fetched,
  nowMs: number,
): Promise<LinkCard["picture"]> {
  try {
    const taken = await takePicture(bytes, PREVIEW_LIMITS);
    if (!taken.ok) return null;
    const { picture: { bytes: webp, type, width, height } } = taken;
    const { hash } = await putBlob(kv, webp, { type, nowMs });
    return { hash, width, height };
  } catch (error) {
    // The painters are busy; anything else is a fault of ours.
    if (asFailure(error).reason === "rate_limited") return null;
    throw error;
  }
}
