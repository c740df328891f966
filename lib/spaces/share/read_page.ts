/** Reads what a page says of itself: Open Graph, Twitter cards, its title and description. Takes any HTML, however broken. */
import { Parser } from "htmlparser2";
import { cleanLine } from "@/lib/spaces/share/clean_text.ts";

/** What a card shows of a page. Texts are clean, and may be empty. */
export interface PageFacts {
  title: string;
  description: string;
  site: string;
  /** Address of its picture; null without one, or with one that is no http(s). */
  image: URL | null;
}

export const MAX_TITLE = 140;
export const MAX_DESCRIPTION = 240;
export const MAX_SITE = 60;

/** Of one kind of fact, the first that is there; earlier ones say it on purpose. */
const TITLES = ["og:title", "twitter:title", "title"];
const DESCRIPTIONS = ["og:description", "twitter:description", "description"];
const SITES = ["og:site_name", "application-name"];
const IMAGES = [
  "og:image:secure_url",
  "og:image",
  "og:image:url",
  "twitter:image",
  "twitter:image:src",
];
const WANTED = new Set([...TITLES, ...DESCRIPTIONS, ...SITES, ...IMAGES]);
/** Longest value that is kept while reading. */
const MAX_VALUE = 4096;

/** Reads a page that was fetched from `base`. */
export function readPage(html: string, base: URL): PageFacts {
  const { facts, baseHref } = collect(html);
  const first = (names: readonly string[], max: number) => {
    for (const name of names) {
      const line = cleanLine(facts.get(name) ?? "", max);
      if (line) return line;
    }
    return "";
  };
  const from = URL.parse(baseHref ?? "", base) ?? base;
  return {
    title: first(TITLES, MAX_TITLE),
    description: first(DESCRIPTIONS, MAX_DESCRIPTION),
    site: first(SITES, MAX_SITE),
    image: imageOf(facts, from),
  };
}

/** Facts by their name, the first of each, as they stand in the page. */
function collect(html: string): { facts: Map<string, string>; baseHref: string | null } {
  const facts = new Map<string, string>();
  const keep = (name: string, value: string) => {
    if (WANTED.has(name) && !facts.has(name) && value.trim()) {
      facts.set(name, value.slice(0, MAX_VALUE));
    }
  };
  let baseHref: string | null = null;
  let title: string | null = null;
  // Drawings have titles too.
  let drawings = 0;
  const parser = new Parser({
    onopentag(name, { property, name: called, itemprop, content, href }) {
      if (name === "svg") drawings++;
      else if (name === "title" && drawings === 0 && !facts.has("title")) title = "";
      else if (name === "base") baseHref ??= href ?? null;
      else if (name === "meta" && content !== undefined) {
        for (const key of [property, called, itemprop]) {
          keep(key?.trim().toLowerCase() ?? "", content);
        }
      }
    },
    ontext(text) {
      if (title !== null && title.length < MAX_VALUE) title += text;
    },
    onclosetag(name) {
      if (name === "svg") drawings = Math.max(0, drawings - 1);
      if (name !== "title" || title === null) return;
      keep("title", title);
      title = null;
    },
  }, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  parser.end(html);
  return { facts, baseHref };
}

function imageOf(facts: ReadonlyMap<string, string>, base: URL): URL | null {
  for (const name of IMAGES) {
    const url = URL.parse(facts.get(name)?.trim() ?? "", base);
    if (!facts.has(name) || !url || url.href.length > 2048) continue;
    if (url.protocol !== "https:" && url.protocol !== "http:") continue;
    url.username = url.password = url.hash = "";
    return url;
  }
  return null;
}
