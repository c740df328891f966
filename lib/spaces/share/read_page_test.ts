import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanLine } from "@/lib/spaces/share/clean_text.ts";
import { decodePage } from "@/lib/spaces/share/decode_page.ts";
import { MAX_DESCRIPTION, MAX_TITLE, readPage } from "@/lib/spaces/share/read_page.ts";

const BASE = new URL("https://news.test/2026/page.html");
const read = (html: string) => readPage(html, BASE);
const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("readPage() takes what a page says for cards before what it says to readers", () => {
  const facts = read(`<!doctype html><head><title>Tab &amp; title</title>
    <meta name=description content="For search">
    <meta property="og:title" content="감나무 아래 &quot;마루&quot;">
    <meta name="twitter:description" content="For &#51060; card">
    <meta property="og:site_name" content="News">
    <meta property="og:image" content="/pictures/a.png?x=1&amp;y=2#z">`);
  assert.deepEqual({ ...facts, image: facts.image?.href }, {
    title: '감나무 아래 "마루"',
    description: "For 이 card",
    site: "News",
    image: "https://news.test/pictures/a.png?x=1&y=2",
  });
});

Deno.test("readPage() is content with a title alone, also one in capitals and never closed", () => {
  assert.equal(read("<TITLE>Old\n page").title, "Old page");
  assert.equal(read("<svg><title>Logo</title></svg><title>Page</title>").title, "Page");
  assert.deepEqual(read(""), { title: "", description: "", site: "", image: null });
});

Deno.test("readPage() keeps the first of each, and passes over an empty one", () => {
  const facts = read(`<meta property="og:title" content="  "><meta property=og:title content=One>
    <meta property="og:title" content="Two"><title>Three</title>`);
  assert.equal(facts.title, "One");
});

Deno.test("readPage() does not read what stands in scripts, comments and attributes", () => {
  const facts = read(`<script>"<title>no</title><meta property='og:title' content='no'>"</script>
    <!-- <title>no</title> --><p title="<title>no</title>"><title>yes</title>`);
  assert.equal(facts.title, "yes");
});

Deno.test("readPage() resolves a picture against the base, and wants it from the web", () => {
  const image = (content: string, head = "") =>
    read(`${head}<meta property="og:image" content="${content}">`).image?.href ?? null;
  assert.equal(image("b.png", '<base href="//cdn.test/x/">'), "https://cdn.test/x/b.png");
  assert.equal(image("//cdn.test/c.png"), "https://cdn.test/c.png");
  assert.equal(image("http://u:p@cdn.test/c.png"), "http://cdn.test/c.png");
  for (const odd of ["javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd", ""]) {
    assert.equal(image(odd), null, odd);
  }
  assert.equal(image(`/${"a".repeat(4000)}`), null);
  assert.equal(image("x.png", '<base href="javascript:1">'), null);
});

Deno.test("readPage() bounds every text and survives a page of a million tags", () => {
  const facts = read(
    `<title>${"가".repeat(5000)}</title><meta name=description content="${"나 ".repeat(9000)}">` +
      "<div><meta property=x>".repeat(20_000),
  );
  assert.equal(facts.title.length, MAX_TITLE);
  assert.ok(facts.title.endsWith("…"));
  assert.ok(facts.description.length <= MAX_DESCRIPTION);
});

Deno.test("readPage() never throws, whatever the page", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (html) => {
    const { title } = read(`<title>${html}`);
    assert.ok(title.length <= MAX_TITLE && title.isWellFormed());
  }));
});

const CLEANED: Record<string, readonly [string, string]> = {
  "lines and tabs": ["a\r\n\tb\u0000 c", "a b c"],
  "direction overrides": ["safe\u202egpj.exe\u2066x", "safegpj.exex"],
  "invisible letters": ["a\u200b\ufeff\u2060b", "ab"],
  "tag characters": ["ok\u{e0041}\u{e0042}", "ok"],
  "lone surrogates": ["a\ud800b", "a\ufffdb"],
  "heaped marks": [`z${"\u0300\u0301\u0302\u0303\u0304".repeat(20)}`, "z\u0300\u0301\u0302\u0303"],
  "nothing but blanks": ["\u3164\u115f \u2800", ""],
  "split syllables": ["\u1112\u1161\u11ab", "한"],
};

for (const [kind, [dirty, clean]] of Object.entries(CLEANED)) {
  Deno.test(`cleanLine() clears away ${kind}`, () => assert.equal(cleanLine(dirty, 60), clean));
}

Deno.test("cleanLine() cuts between letters", () => {
  assert.equal(cleanLine("abcdef", 4), "abc…");
  assert.equal(cleanLine("ab😀cd", 4), "ab…");
  assert.equal(cleanLine("abcd", 4), "abcd");
});

/** 마루 in EUC-KR. */
const MARU = Uint8Array.of(0xb8, 0xb6, 0xb7, 0xe7);
const around = (head: string, letters: Uint8Array) =>
  Uint8Array.of(...bytesOf(head), ...bytesOf("<title>"), ...letters, ...bytesOf("</title>"));

Deno.test("decodePage() reads old Korean pages: by header, by declaration, and without either", () => {
  for (
    const [head, charset] of [
      ["", "EUC-KR"],
      ["", "ks_c_5601-1987"],
      ["", "cp949"],
      ['<meta charset="euc-kr">', null],
      ['<META http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987">', null],
      ["", null],
    ] as const
  ) {
    assert.match(
      decodePage(around(head, MARU), charset),
      /<title>마루<\/title>/,
      `${head} ${charset}`,
    );
  }
});

Deno.test("decodePage() falls back where the name of the letters is nonsense", () => {
  const page = around("", bytesOf("마루"));
  for (const charset of ["bogus", "utf-7", "constructor", "__proto__", ""]) {
    assert.match(decodePage(page, charset), /마루/, charset);
  }
  assert.match(decodePage(around('<meta charset="nope">', bytesOf("마루")), null), /마루/);
  assert.match(decodePage(around('<meta charset="utf-16">', bytesOf("마루")), null), /마루/);
});

Deno.test("decodePage() believes a byte order mark, and takes a page that was cut inside a letter", () => {
  const wide = new Uint8Array(
    Uint16Array.of(0xfeff, ..."<title>마루".split("").map((c) => c.charCodeAt(0))).buffer,
  );
  assert.equal(decodePage(wide, "euc-kr"), "<title>마루");
  assert.match(decodePage(bytesOf("<title>마루").slice(0, -1), null), /마/);
});
