import assert from "node:assert/strict";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { Prose } from "@/components/Prose.tsx";
import { readMarkdown, safeHref } from "@/lib/markdown.ts";

const html = (markdown: string) =>
  renderToString(<Prose markdown={markdown} />).replace(
    /^<div class="prose is-chat">|<\/div>$/g,
    "",
  );

const SHOWN: Record<string, [markdown: string, html: string]> = {
  "a paragraph with every line break kept": ["one\ntwo", "<p>one<br>two</p>"],
  "emphasis": ["*he nods* **now**", "<p><em>he nods</em> <strong>now</strong></p>"],
  "emphasis inside Korean words": ["*웃으며* 말해요", "<p><em>웃으며</em> 말해요</p>"],
  "a quote": ["> rain", "<blockquote><p>rain</p></blockquote>"],
  "a list": ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
  "a list that starts elsewhere": ["3. c\n4. d", `<ol start="3"><li>c</li><li>d</li></ol>`],
  "code, escaped": ["`<b>`", "<p><code>&lt;b></code></p>"],
  "an escape": ["\\*not\\*", "<p>*not*</p>"],
  "a heading below those of the page": ["# Title", "<h3>Title</h3>"],
  "the deepest heading": ["###### Deep", "<h6>Deep</h6>"],
  "a rule": ["a\n\n---", "<p>a</p><hr>"],
  "nothing": ["", ""],
};

for (const [name, [markdown, expected]] of Object.entries(SHOWN)) {
  Deno.test(`Prose shows ${name}`, () => assert.equal(html(markdown), expected));
}

Deno.test("Prose links to the web and to mail addresses, and tells robots to look away", () => {
  assert.equal(
    html("[tea](https://example.com/?a=1&b=2)"),
    `<p><a href="https://example.com/?a=1&amp;b=2" rel="nofollow ugc noopener noreferrer">tea</a></p>`,
  );
  assert.match(html("https://example.com"), /^<p><a href="https:\/\/example\.com\/" rel=/);
  assert.equal(safeHref("mailto:a@example.com"), "mailto:a@example.com");
});

const REFUSED = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://example.com/1",
  "/logout",
  "//example.com",
  "",
];

for (const href of REFUSED) {
  Deno.test(`Prose shows the words of a link to ${JSON.stringify(href)} without the link`, () => {
    assert.equal(safeHref(href), null);
    assert.doesNotMatch(html(`[words](<${href.replace("\n", "")}>)`), /<a\b/);
  });
}

Deno.test("Prose shows raw HTML as it was typed", () => {
  assert.equal(html("<b onclick=x>hi</b>"), "<p>&lt;b onclick=x>hi&lt;/b></p>");
  assert.equal(
    html("<script>alert(1)</script>"),
    "<p>&lt;script>alert(1)&lt;/script></p>",
  );
  assert.doesNotMatch(html(`a <img src=x onerror="alert(1)"> b`), /<img/);
});

Deno.test("Prose makes a link of a picture, so that nothing is fetched from elsewhere", () => {
  const shown = html("![a cat](https://example.com/cat.png)");
  assert.doesNotMatch(shown, /<img/);
  assert.match(shown, /<a href="https:\/\/example\.com\/cat\.png"[^>]*>a cat<\/a>/);
});

Deno.test("Prose shows a table that scrolls by itself and can be reached by keyboard", () => {
  const shown = html("| a | b |\n|---|---|\n| 1 | *2* |");
  assert.match(shown, /<div class="prose-table" tabindex="0"><table>/);
  assert.match(shown, /<th\s+scope="col">a<\/th>/);
  assert.match(shown, /<td\s*><em>2<\/em><\/td>/);
});

const TANGLED: Record<string, string> = {
  "30,000 quote marks": ">".repeat(30_000),
  "10,000 list marks": "- ".repeat(10_000) + "x",
  "10,000 numbers": "1. ".repeat(10_000),
  "10,000 stars": "_a_".repeat(10_000),
};

for (const [name, markdown] of Object.entries(TANGLED)) {
  Deno.test(`Prose shows ${name} as they were typed`, () => {
    assert.equal(readMarkdown(markdown), null);
    assert.match(html(markdown), /^<p class="prose-plain">/);
  });
}

Deno.test("Prose takes an honest nested list apart", () => {
  assert.ok(readMarkdown("- a\n  - b\n    - c\n> > quoted **twice**"));
});

Deno.test("Prose lets no text become an element it does not make itself", () => {
  const piece = fc.constantFrom(
    "<script>",
    "</div>",
    "<a href='javascript:1'>",
    "[x](javascript:1)",
    "![y](data:z)",
    "`",
    "```\n",
    "*",
    "> ",
    "- ",
    "\n\n",
    "|a|\n|-|\n|",
    "&lt;",
    "<!--",
    '" onmouseover="x',
    "가",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const shown = html(pieces.join(""));
      for (const [, name = ""] of shown.matchAll(/<\/?([a-z][\w-]*)/gi)) {
        assert.match(
          name,
          /^(p|em|strong|s|a|ul|ol|li|blockquote|pre|code|hr|br|h[3-6]|div|table|thead|tbody|tr|th|td)$/,
        );
      }
      for (const [tag] of shown.matchAll(/<[a-z][^>]*>/gi)) {
        assert.doesNotMatch(tag, /javascript:|data:|\son\w+=/i);
      }
    }),
    { numRuns: 300 },
  );
});
