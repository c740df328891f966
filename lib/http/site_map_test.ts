import assert from "node:assert/strict";
import { writeRobots, writeSiteMap } from "@/lib/http/site_map.ts";

Deno.test("writeSiteMap() lists whole addresses, escaped, with the day of their last change", () => {
  const xml = writeSiteMap("https://maru.example", [
    { path: "/" },
    { path: "/characters?tag=a&b='c'", changedAtMs: Date.UTC(2026, 0, 2) },
  ]);
  assert.match(
    xml,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<urlset xmlns="http:\/\/www\.sitemaps/,
  );
  assert.match(xml, /<url><loc>https:\/\/maru\.example\/<\/loc><\/url>/);
  assert.match(xml, /tag=a&amp;b=(?:&apos;|%27)c(?:&apos;|%27)<\/loc><lastmod>2026-01-02T00:00:00/);
});

Deno.test("writeSiteMap() stops at what one file may hold", () => {
  const pages = Array.from({ length: 50_001 }, (_, n) => ({ path: `/characters/${n}` }));
  assert.equal(writeSiteMap("https://maru.example", pages).match(/<url>/g)?.length, 50_000);
});

Deno.test("writeRobots() closes what is private and names the site map", () => {
  assert.equal(
    writeRobots("https://maru.example", ["/chats", "/api/"]),
    "User-agent: *\nDisallow: /chats\nDisallow: /api/\n\nSitemap: https://maru.example/sitemap.xml\n",
  );
});
