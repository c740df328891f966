import assert from "node:assert/strict";
import { outlineSvg } from "@/lib/avatar/codec.ts";
import { coverVersion, drawCover } from "@/lib/stories/cover.ts";
import { mix, mixInks } from "@/lib/stories/cover_inks.ts";
import type { CoverSubject } from "@/lib/stories/cover.ts";
import { MOTIFS } from "@/lib/stories/model.ts";

const MOST_BYTES = 10 * 1024;

const SUBJECT: CoverSubject = {
  id: "guest-star",
  title: "객성을 적은 밤",
  palette: ["#1F2A44", "#F2E8D5", "#D19A3B"],
  motif: "moon",
};

const HOSTILE_TITLES = [
  `<script>alert("1")</script> & 'more'`,
  `"/><image href="http://evil.example/x.png"/>`,
  "]]>&amp;<!-- --><?xml ?>",
  "zero\0 bell\x07 escape\x1b lone\ud800 end\uffff",
  "  \n\t ",
  "",
  "W".repeat(5000),
  "단어 ".repeat(2000),
  "🌙🦢 달",
];

const sizeOf = (svg: string) => new TextEncoder().encode(svg).length;

/** resvg's XML parser refuses whatever is not well-formed. */
const parse = (svg: string) => outlineSvg(svg, []);

for (const motif of MOTIFS) {
  Deno.test(`drawCover() prints ${motif} as one small well-formed document`, async () => {
    for (const title of [SUBJECT.title, "The Long Way to Heuksan Island"]) {
      const svg = drawCover({ ...SUBJECT, motif, title });
      await parse(svg);
      assert.ok(sizeOf(svg) < MOST_BYTES, `${sizeOf(svg)} bytes`);
      assert.equal(/NaN|undefined|Infinity/.test(svg), false);
    }
  });

  Deno.test(`drawCover() prints ${motif} with presentation attributes alone`, () => {
    const svg = drawCover({ ...SUBJECT, motif });
    assert.equal(/<style|<script|<foreignObject|style=|\son\w+=|<image/i.test(svg), false);
    for (const [, target = ""] of svg.matchAll(/(?:href="|url\()([^")]*)/g)) {
      assert.ok(target.startsWith("#"), target);
      assert.ok(svg.includes(`id="${target.slice(1)}"`), `${target} leads nowhere`);
    }
  });
}

Deno.test("drawCover() draws the same story the same way, and another one differently", () => {
  assert.equal(drawCover(SUBJECT), drawCover({ ...SUBJECT }));
  assert.notEqual(drawCover(SUBJECT), drawCover({ ...SUBJECT, id: "another" }));
});

Deno.test("drawCover() keeps hostile titles text", async () => {
  for (const title of HOSTILE_TITLES) {
    const svg = drawCover({ ...SUBJECT, title });
    await parse(svg);
    assert.equal(/<script|<image|<!--|<\?/.test(svg), false, svg);
    assert.ok(svg.startsWith("<svg ") && svg.endsWith("</svg>"));
  }
});

Deno.test("drawCover() sets the title's letters once, in their order", () => {
  const svg = drawCover({ ...SUBJECT, title: "Tom & <Jerry>" });
  const text = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words).join(" ");
  assert.equal(text, "Tom &amp; &lt;Jerry&gt;");
});

Deno.test("drawCover() takes outlines in place of text", () => {
  const svg = drawCover(SUBJECT, { lettering: "M1 2h3z" });
  assert.equal(svg.includes("<text"), false);
  assert.ok(svg.includes(`d="M1 2h3z"`));
});

Deno.test("mixInks() replaces colours that are none, so that none can leave its attribute", async () => {
  const palette: CoverSubject["palette"] = [`red"/><script>`, "url(http://evil.example)", "#12345"];
  const svg = drawCover({ ...SUBJECT, palette });
  await parse(svg);
  assert.equal(svg.includes("evil"), false);
  assert.equal(svg.includes("<script"), false);
  assert.deepEqual(mixInks(palette), mixInks([]));
});

Deno.test("mixInks() keeps a title readable on its slip whatever the palette", () => {
  for (const ground of ["#000000", "#ffffff", "#ff0000", "#c9b18c", "#00ff88"]) {
    const { paper, ink } = mixInks([ground, ground, ground]);
    assert.ok(contrast(paper, ink) >= 7, `${ground}: ${contrast(paper, ink)}`);
  }
});

Deno.test("mix() goes from one colour to the other", () => {
  assert.equal(mix("#102030", "#ffffff", 0), "#102030");
  assert.equal(mix("#102030", "#ffffff", 1), "#ffffff");
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
});

Deno.test("coverVersion() changes with everything a cover is drawn from", () => {
  const changes: Partial<CoverSubject>[] = [
    { id: "b" },
    { title: "다른 밤" },
    { motif: "wave" },
    { palette: ["#1F2A44", "#F2E8D5", "#D19A3C"] },
  ];
  const versions = changes.map((change) => coverVersion({ ...SUBJECT, ...change }));
  assert.equal(new Set([coverVersion(SUBJECT), ...versions]).size, changes.length + 1);
  assert.match(coverVersion(SUBJECT), /^[0-9a-z]+$/);
});

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = parseInt(color.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}
