import assert from "node:assert/strict";

const STATIC = new URL("../static/", import.meta.url);
const sheets = [...Deno.readDirSync(STATIC)].filter(({ name }) => name.endsWith(".css"))
  .map(({ name }) => [name, Deno.readTextFileSync(new URL(name, STATIC))] as const);
const tokens = Object.fromEntries(
  [
    ...Deno.readTextFileSync(new URL("maru.css", STATIC)).matchAll(
      /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
    ),
  ].map(([, name = "", light = "", dark = ""]) => [name, { light, dark }]),
);

/** Source of the formula: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS: readonly [over: string, ground: string, least: number][] = [
  ["ink", "paper", 7],
  ["ink", "card", 7],
  ["muted", "paper", 4.5],
  ["muted", "card", 4.5],
  ["celadon", "paper", 4.5],
  ["celadon", "card", 4.5],
  ["persimmon", "paper", 4.5],
  ["persimmon", "card", 4.5],
  ["on-accent", "celadon", 4.5],
  ["on-accent", "persimmon", 4.5],
  ["edge", "paper", 3],
  ["edge", "card", 3],
];

for (const scheme of ["light", "dark"] as const) {
  for (const [over, ground, least] of PAIRS) {
    Deno.test(`${over} on ${ground} has a contrast of ${least} or more when it is ${scheme}`, () => {
      const [a, b] = [tokens[over]?.[scheme], tokens[ground]?.[scheme]];
      assert.ok(a && b);
      assert.ok(contrast(a, b) >= least, `${contrast(a, b).toFixed(2)}`);
    });
  }
}

for (const [name, css] of sheets) {
  Deno.test(`${name} names only files that are there, and none from elsewhere`, () => {
    assert.doesNotMatch(css, /@import|url\(["']?(?:https?:)?\/\//);
    for (const [, path = ""] of css.matchAll(/url\(["']?\/([^"')]+)["']?\)/g)) {
      assert.ok(Deno.statSync(new URL(path, STATIC)).isFile, path);
    }
  });

  Deno.test(`${name} uses only tokens that maru.css sets, or that it sets itself`, () => {
    const set = new Set(
      sheets.filter(([other]) => other === "maru.css" || other === name)
        .flatMap(([, text]) => [...text.matchAll(/--([\w-]+):/g)].map(([, token]) => token)),
    );
    for (const [, token = ""] of css.matchAll(/var\(--([\w-]+)\)/g)) {
      assert.ok(set.has(token), token);
    }
  });
}
