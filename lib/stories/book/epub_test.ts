import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { bindEpub, type Book } from "@/lib/stories/book/epub.ts";
import { type Element, readXml } from "@/lib/stories/book/well_formed_for_tests.ts";
import { toXhtml } from "@/lib/stories/book/xhtml.ts";

const BOOK: Book = {
  story: {
    id: "tale",
    title: "A & <B> \u0007",
    synopsis: "“Why?” & more",
    genre: "fantasy",
    tags: ["sea & sky"],
    lang: "ko",
    updatedAtMs: Date.UTC(2026, 3, 1, 9),
  },
  chapters: [
    {
      id: 7,
      title: "하나 <1>",
      body: "## 작은 제목\n\n배가 **왔다** & *갔다*.\n줄\n\n---\n\n> 말\n\n- 하나\n- [ ] 둘\n\n" +
        "3. 셋\n\n|a|b|\n|-|-|\n|1|2|\n\n```\n<x>&\n```\n\n<script>alert(1)</script>\n\n" +
        "[web](https://example.com/?a=1&b=2) [bad](javascript:alert(1)) ![pic](https://example.com/p.png)",
    },
    { id: 3, title: "둘", body: "`코드` ~~지움~~ \\* a < b" },
  ],
  writer: "안나 & 벤",
  cover: { bytes: new TextEncoder().encode("<svg/>"), type: "image/svg+xml" },
  url: "https://maru.test/stories/tale",
};

const named = (elements: readonly Element[], name: string) =>
  elements.filter((element) => element.name === name);
const valuesOf = (elements: readonly Element[], attribute: string) =>
  elements.map(({ attributes }) => attributes.get(attribute));

Deno.test("the archive begins with its stored mimetype, without extra fields", () => {
  const bytes = bindEpub(BOOK);
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(0, true), 0x04034b50);
  assert.equal(view.getUint16(8, true), 0, "stored");
  assert.equal(view.getUint16(26, true), 8, "name length");
  assert.equal(view.getUint16(28, true), 0, "extra field length");
  assert.equal(strFromU8(bytes.slice(30, 58)), "mimetypeapplication/epub+zip");
});

Deno.test("every part is well-formed XML, and the container leads to the package", () => {
  const files = unzipSync(bindEpub(BOOK));
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.(xml|opf|xhtml)$/.test(name)) assert.ok(readXml(strFromU8(bytes)).length > 0, name);
  }
  const container = readXml(strFromU8(files["META-INF/container.xml"]!));
  const [rootfile] = named(container, "rootfile");
  assert.equal(rootfile?.attributes.get("media-type"), "application/oebps-package+xml");
  assert.ok(files[rootfile.attributes.get("full-path")!]);
});

Deno.test("the look at XML is strict", () => {
  for (
    const broken of [
      "<a>",
      "<a></b>",
      "<a/><b/>",
      "<a b=1/>",
      '<a b="1" b="2"/>',
      "<a>&nbsp;</a>",
      "<a>\u0007</a>",
      "x<a/>",
      "<a><b></a></b>",
      "<a",
      '<a b="<"/>',
    ]
  ) assert.throws(() => readXml(broken), broken);
});

Deno.test("the package names its metadata, and every file once, and all in the spine are there", () => {
  const files = unzipSync(bindEpub(BOOK));
  const opf = readXml(strFromU8(files["EPUB/package.opf"]!));
  const textOf = (name: string) => named(opf, name).map(({ text }) => text);
  const root = opf[0]!.attributes;
  assert.deepEqual([opf[0]?.name, root.get("version")], ["package", "3.0"]);
  assert.deepEqual(valuesOf(named(opf, "dc:identifier"), "id"), [root.get("unique-identifier")]);
  assert.deepEqual(textOf("dc:language"), ["ko"]);
  assert.deepEqual(textOf("dc:title"), ["A &amp; &lt;B&gt; "]);
  assert.deepEqual(textOf("dc:creator"), ["안나 &amp; 벤"]);
  const [modified, ...more] = named(opf, "meta");
  assert.equal(more.length, 0);
  assert.equal(modified?.attributes.get("property"), "dcterms:modified");
  assert.match(modified.text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const items = named(opf, "item");
  const hrefs = valuesOf(items, "href").map((href) => `EPUB/${href}`);
  const packed = Object.keys(files).filter((name) =>
    !["mimetype", "META-INF/container.xml", "EPUB/package.opf"].includes(name)
  );
  assert.deepEqual(hrefs.toSorted(), packed.toSorted());
  const properties = valuesOf(items, "properties").filter(Boolean);
  assert.deepEqual(properties, ["nav", "cover-image"]);
  const ids = valuesOf(items, "id");
  assert.equal(new Set(ids).size, ids.length);
  const spine = valuesOf(named(opf, "itemref"), "idref");
  assert.deepEqual(spine, ["cover", "nav", "c1", "c2"]);
  for (const id of spine) assert.ok(ids.includes(id));
});

Deno.test("the contents name every chapter in order, by files that are there", () => {
  const files = unzipSync(bindEpub(BOOK));
  const nav = strFromU8(files["EPUB/nav.xhtml"]!);
  assert.match(nav, /<nav epub:type="toc"/);
  const links = [...nav.matchAll(/<a href="([^"]+)">([^<]*)<\/a>/g)].map(([, href, title]) => [
    href,
    title,
  ]);
  assert.deepEqual(links, [["chapter-001.xhtml", "하나 &lt;1&gt;"], ["chapter-002.xhtml", "둘"]]);
  for (const [href] of links) assert.ok(files[`EPUB/${href}`]);
  const empty = unzipSync(bindEpub({ ...BOOK, chapters: [] }));
  assert.match(strFromU8(empty["EPUB/nav.xhtml"]!), /<li><a href="cover.xhtml">/);
});

Deno.test("chapters say their language, keep raw HTML as text, and fetch nothing", () => {
  const page = strFromU8(unzipSync(bindEpub(BOOK))["EPUB/chapter-001.xhtml"]!);
  assert.match(page, /<html [^>]*lang="ko" xml:lang="ko"/);
  assert.match(page, /<strong>왔다<\/strong> &amp; <em>갔다<\/em>\.<br\/>줄/);
  assert.match(page, /&lt;script&gt;/);
  assert.match(page, /<a href="https:\/\/example\.com\/\?a=1&amp;b=2">web<\/a> bad/);
  assert.doesNotMatch(page, /<script|<img|javascript:/);
});

Deno.test("the same book has the same bytes", () => {
  assert.deepEqual(bindEpub(BOOK), bindEpub(BOOK));
});

Deno.test("text that would tangle the lexer is written as it was typed", () => {
  const xml = `<div>${toXhtml(`${"> ".repeat(40)}deep & <low>`)}</div>`;
  assert.ok(readXml(xml).length > 1);
  assert.match(xml, /deep &amp; &lt;low&gt;/);
});
