import assert from "node:assert/strict";
import { type FontFace, getFonts, readFaces, writeCss } from "@/lib/fonts/fonts.ts";

Deno.test("readFaces() takes the WOFF2 file and the range of every face", () => {
  const css =
    `/* [0] */ @font-face { font-family: 'A'; src: url(./files/a-0.woff2) format('woff2'), url(a-0.woff);
    unicode-range: U+20-22, U+27; }
    @font-face{src:url("b.1.woff2");unicode-range:U+ac00}`;
  assert.deepEqual(readFaces(css), [
    { src: "./files/a-0.woff2", unicodeRange: "U+20-22,U+27" },
    { src: "b.1.woff2", unicodeRange: "U+ac00" },
  ]);
});

Deno.test("readFaces() refuses a sheet without faces", () => {
  assert.throws(() => readFaces("body { color: red }"), /Cannot find any font face/);
});

Deno.test("writeCss() puts faces of one range side by side and swaps them in", () => {
  const face = (family: string, unicodeRange: string): FontFace => ({
    family,
    unicodeRange,
    weight: "400",
    file: `${family}.woff2`,
    path: "",
  });
  const lines = writeCss([face("A", "U+1"), face("A", "U+2"), face("B", "U+1")]).trim().split("\n");
  assert.deepEqual(lines.map((line) => /"(\w)".*U\+(\d)/.exec(line)?.slice(1)), [
    ["A", "1"],
    ["B", "1"],
    ["A", "2"],
  ]);
  assert.ok(lines.every((line) => line.includes("font-display:swap")));
});

Deno.test("every font file of the style sheet lies in its package, under a name of its own", () => {
  const { faces, paths, css } = getFonts();
  assert.equal(paths.size, faces.length);
  for (const [file, path] of paths) {
    assert.match(file, /^[a-z0-9.-]+\.woff2$/);
    assert.ok(Deno.statSync(path).isFile, path);
  }
  const named = [...css.matchAll(/url\(\/fonts\/([^)]+)\)/g)].map(([, file = ""]) => file);
  assert.deepEqual(new Set(named), new Set(paths.keys()));
});

Deno.test("each family covers every syllable of modern Korean and basic Latin", () => {
  const { faces } = getFonts();
  for (const weight of ["45 920", "400", "700"]) {
    const covered = new Set<number>();
    for (const face of faces.filter((f) => f.weight === weight)) {
      for (const range of face.unicodeRange.split(",")) {
        const [first = "", last = first] = range.replace(/^U\+/i, "").split("-");
        for (let c = parseInt(first, 16); c <= parseInt(last, 16); c++) covered.add(c);
      }
    }
    for (let c = 0xac00; c <= 0xd7a3; c++) {
      assert.ok(covered.has(c), `U+${c.toString(16)} ${weight}`);
    }
    for (let c = 0x20; c < 0x7f; c++) assert.ok(covered.has(c), `U+${c.toString(16)} ${weight}`);
  }
});
