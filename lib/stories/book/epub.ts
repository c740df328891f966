/**
 * Binds a story as an EPUB 3 book: one file for each chapter, a table of contents, its cover, and nothing from elsewhere.
 *
 * Source: EPUB 3.3 (W3C Recommendation): OCF 4.2 (`mimetype` first, stored, without extra fields; `container.xml`), package
 * document 5, navigation document 7, SVG and XHTML content documents 6.
 */
import { strToU8, type ZipOptions, zipSync } from "fflate";
import { toXhtml } from "@/lib/stories/book/xhtml.ts";
import { escapeXml } from "@/lib/stories/cover.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";

/** What a book is bound of. */
export interface Book {
  story: Pick<Story, "id" | "title" | "synopsis" | "genre" | "tags" | "lang" | "updatedAtMs">;
  chapters: readonly Pick<Chapter, "id" | "title" | "body">[];
  writer: string;
  /** SVG, PNG, JPEG or WebP. */
  cover: { bytes: Uint8Array; type: string };
  /** Where the story is read on the web. */
  url: string;
}

/** What stands in the book beside the story's own words. */
const WORDS = {
  ko: { contents: "차례", cover: "표지" },
  en: { contents: "Contents", cover: "Cover" },
} as const;

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/svg+xml": "svg",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
};

/** Binds the book; the same book has the same bytes. */
export function bindEpub(book: Book): Uint8Array<ArrayBuffer> {
  const { story, chapters, cover } = book;
  const coverName = `cover.${EXTENSIONS[cover.type] ?? "svg"}`;
  const files: Record<string, Uint8Array | [Uint8Array, ZipOptions]> = {
    // First and stored, so that whoever looks at the file's first bytes knows what it is.
    mimetype: [strToU8("application/epub+zip"), { level: 0 }],
    "META-INF/container.xml": strToU8(CONTAINER),
    "EPUB/package.opf": strToU8(packageOf(book, coverName)),
    "EPUB/nav.xhtml": strToU8(navigationOf(book)),
    "EPUB/style.css": strToU8(STYLE),
    [`EPUB/${coverName}`]: cover.bytes,
    "EPUB/cover.xhtml": strToU8(coverPageOf(story, coverName)),
  };
  chapters.forEach((chapter, i) => {
    files[`EPUB/${fileOf(i)}`] = strToU8(chapterPageOf(story, chapter));
  });
  return new Uint8Array(zipSync(files, { level: 6, mtime: zipTime(story.updatedAtMs) }));
}

/** ZIP knows no time before 1980 and none after 2099. */
function zipTime(ms: number): number {
  return Math.min(Math.max(ms, Date.UTC(1980, 0, 2)), Date.UTC(2099, 0, 1));
}

function fileOf(index: number): string {
  return `chapter-${String(index + 1).padStart(3, "0")}.xhtml`;
}

const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
`;

/** Keeps Korean words whole, and begins paragraphs with a step, as the reader on the web does. */
const STYLE = `body { line-height: 1.8; word-break: keep-all; overflow-wrap: anywhere; }
h1 { margin: 2em 0 1.5em; text-align: center; font-size: 1.4em; }
p { margin: 0; }
p + p { text-indent: 1em; }
hr { width: 20%; margin: 2em auto; }
blockquote { margin: 1em 1.5em; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 100%; }
`;

function packageOf({ story, chapters, writer, cover, url }: Book, coverName: string): string {
  const modified = new Date(story.updatedAtMs).toISOString().replace(/\.\d+Z$/, "Z");
  const subjects = [story.genre, ...story.tags].filter(Boolean)
    .map((subject) => `    <dc:subject>${escapeXml(subject)}</dc:subject>\n`).join("");
  const items = chapters.map((_, i) =>
    `    <item id="c${i + 1}" href="${fileOf(i)}" media-type="application/xhtml+xml"/>\n`
  ).join("");
  const spine = chapters.map((_, i) => `    <itemref idref="c${i + 1}"/>\n`).join("");
  const described = story.synopsis
    ? `    <dc:description>${escapeXml(story.synopsis)}</dc:description>\n`
    : "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${story.lang}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:maru:story:${escapeXml(story.id)}</dc:identifier>
    <dc:title>${escapeXml(story.title)}</dc:title>
    <dc:language>${story.lang}</dc:language>
    <dc:creator>${escapeXml(writer)}</dc:creator>
    <dc:source>${escapeXml(url)}</dc:source>
${described}${subjects}    <meta property="dcterms:modified">${modified}</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="style" href="style.css" media-type="text/css"/>
    <item id="cover-image" href="${coverName}" media-type="${cover.type}" properties="cover-image"/>
    <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
${items}  </manifest>
  <spine>
    <itemref idref="cover" linear="no"/>
    <itemref idref="nav"/>
${spine}  </spine>
</package>
`;
}

function documentOf(lang: Story["lang"], title: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${lang}" xml:lang="${lang}">
<head>
<title>${escapeXml(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
${body}
</body>
</html>
`;
}

function navigationOf({ story, chapters }: Book): string {
  const words = WORDS[story.lang];
  const items = chapters.map(({ title }, i) =>
    `<li><a href="${fileOf(i)}">${escapeXml(title)}</a></li>\n`
  ).join("");
  // A list of contents must not be empty.
  const entries = items || `<li><a href="cover.xhtml">${words.cover}</a></li>\n`;
  return documentOf(
    story.lang,
    story.title,
    `<nav epub:type="toc" id="toc"><h1>${words.contents}</h1>
<ol>
${entries}</ol>
</nav>`,
  );
}

function coverPageOf({ lang, title }: Book["story"], coverName: string): string {
  const image = `<img src="${coverName}" alt="${escapeXml(title)}"/>`;
  return documentOf(lang, title, `<section class="cover" epub:type="cover">${image}</section>`);
}

function chapterPageOf(
  { lang }: Book["story"],
  { title, body }: Pick<Chapter, "title" | "body">,
): string {
  return documentOf(
    lang,
    title,
    `<section epub:type="chapter"><h1>${escapeXml(title)}</h1>\n${toXhtml(body)}\n</section>`,
  );
}
