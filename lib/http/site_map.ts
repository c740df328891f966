/** Writes what search engines read: the site map and the rules for robots. */

/** One address of the site map. */
export interface MappedPage {
  /** Path on this site. */
  path: string;
  changedAtMs?: number | undefined;
}

/**
 * Writes a site map.
 *
 * Source: sitemaps.org, protocol 0.9; at most 50,000 addresses a file.
 */
export function writeSiteMap(origin: string, pages: readonly MappedPage[]): string {
  const urls = pages.slice(0, 50_000).map(({ path, changedAtMs }) => {
    const changed = changedAtMs === undefined
      ? ""
      : `<lastmod>${new Date(changedAtMs).toISOString()}</lastmod>`;
    return `<url><loc>${escapeXml(new URL(path, origin).href)}</loc>${changed}</url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`;
}

const XML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => XML[character]!);
}

/** Writes `robots.txt`: everything is open but what belongs to one person, or does something. Source: RFC 9309. */
export function writeRobots(origin: string, closed: readonly string[]): string {
  return [
    "User-agent: *",
    ...closed.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${origin}/sitemap.xml`,
    "",
  ].join("\n");
}
