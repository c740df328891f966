/** The Atom feed of a writer's stories: one entry for each story that is out for everybody, at its latest change. */
import { escapeXml } from "@/lib/stories/cover.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Story } from "@/lib/stories/model.ts";

export interface Feed {
  /** Of the site, without a slash at its end. */
  origin: string;
  writer: { id: string; nickname: string };
  /** Public and out. */
  stories: readonly Story[];
  locale: Locale;
  /** Of a feed without entries. */
  emptyAtMs: number;
}

const WORDS = {
  ko: { title: (name: string) => `${name} 님의 이야기`, chapters: (n: number) => `${n}화` },
  en: {
    title: (name: string) => `Stories of ${name}`,
    chapters: (n: number) => n === 1 ? "1 chapter" : `${n} chapters`,
  },
} as const;

/** Where a writer's feed is. */
export function feedPath(writerId: string): string {
  return `/stories/by/${encodeURIComponent(writerId)}/feed.xml`;
}

/** Writes the feed. Source: RFC 4287; ids are addresses that do not change. */
export function writeFeed({ origin, writer, stories, locale, emptyAtMs }: Feed): string {
  const updatedAtMs = stories.reduce((latest, story) => Math.max(latest, story.updatedAtMs), 0);
  const self = origin + feedPath(writer.id);
  const words = WORDS[locale];
  const iso = (ms: number) => new Date(ms).toISOString();
  const entries = stories.map((story) => {
    const url = `${origin}/stories/${encodeURIComponent(story.id)}`;
    const summary = [words.chapters(story.chapters.length), story.synopsis].filter(Boolean);
    const tags = [story.genre, ...story.tags].filter(Boolean)
      .map((tag) => `    <category term="${escapeXml(tag)}"/>\n`).join("");
    return `  <entry xml:lang="${story.lang}">
    <id>${escapeXml(url)}</id>
    <title>${escapeXml(story.title)}</title>
    <link rel="alternate" type="text/html" href="${escapeXml(url)}"/>
    <published>${iso(story.publishedAtMs ?? story.createdAtMs)}</published>
    <updated>${iso(story.updatedAtMs)}</updated>
    <summary>${escapeXml(summary.join(" · "))}</summary>
${tags}  </entry>
`;
  }).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
  <id>${escapeXml(self)}</id>
  <title>${escapeXml(words.title(writer.nickname))}</title>
  <link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>
  <link rel="alternate" type="text/html" href="${escapeXml(`${origin}/stories`)}"/>
  <updated>${iso(updatedAtMs || emptyAtMs)}</updated>
  <author><name>${escapeXml(writer.nickname)}</name></author>
${entries}</feed>
`;
}
