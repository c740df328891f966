import assert from "node:assert/strict";
import { holds, outlineRuns } from "@/lib/stories/lettering.ts";
import { printCover, printPreview } from "@/lib/stories/cover_press.ts";
import type { TitleRun } from "@/lib/stories/cover_title.ts";
import { drawPreview } from "@/lib/stories/preview.ts";
import { previewVersion } from "@/lib/stories/preview_format.ts";
import { STARTER_STORIES } from "@/lib/starter/content/index.ts";

const run = (text: string): TitleRun => ({ text, x: 100, y: 100, size: 60, anchor: "start" });

const SUBJECTS = STARTER_STORIES.map(({ slug, palette, ...story }) => ({
  ...story,
  id: slug,
  palette: [...palette] as [string, string, string],
}));

Deno.test("outlineRuns() draws Hangul and Latin with our own font", async () => {
  const path = await outlineRuns([run("밤 G17")], { unit: 0.5 });
  assert.match(path ?? "", /^M\d+ \d+[\dMqtlczh -]+z$/);
});

Deno.test("outlineRuns() draws the same letters the same way, at any time", async () => {
  const once = await outlineRuns([run("달")], { unit: 0.5 });
  assert.equal(await outlineRuns([run("달")], { unit: 0.5 }), once);
  assert.notEqual(await outlineRuns([run("별")], { unit: 0.5 }), once);
});

Deno.test("outlineRuns() gives up on letters that the font lacks", async () => {
  assert.equal(await outlineRuns([run("달"), run("🌙")], { unit: 0.5 }), null);
});

Deno.test("outlineRuns() keeps markup in a title text", async () => {
  assert.notEqual(await outlineRuns([run("</text><g>&")], { unit: 0.5 }), null);
});

Deno.test("holds() reads single code points and ranges", () => {
  assert.equal(holds("U+0-FF,U+131", 0x41), true);
  assert.equal(holds("U+0-FF,U+131", 0x131), true);
  assert.equal(holds("U+0-FF,U+131", 0x130), false);
});

Deno.test("printCover() prints every starter story below 10 KiB, without text", async () => {
  for (const subject of SUBJECTS) {
    const svg = await printCover(subject);
    assert.ok(svg.length < 10 * 1024, `${subject.id}: ${svg.length}`);
    assert.equal(svg.includes("<text"), false);
  }
});

Deno.test("printCover() falls back to text for a title that the font lacks", async () => {
  assert.ok((await printCover({ ...SUBJECTS[0]!, title: "🌙" })).includes("<text"));
});

Deno.test("printPreview() gives a PNG of 1200 × 630", async () => {
  const png = await printPreview(SUBJECTS[0]!);
  const view = new DataView(png.buffer, png.byteOffset);
  assert.deepEqual([view.getUint32(0), view.getUint32(16), view.getUint32(20)], [
    0x89504e47,
    1200,
    630,
  ]);
});

Deno.test("drawPreview() takes hostile words", async () => {
  const svg = await drawPreview({
    ...SUBJECTS[0]!,
    title: `"><script>\0`,
    synopsis: "</svg>".repeat(500),
    genre: "",
  });
  assert.equal(svg.includes("<script"), false);
});

Deno.test("previewVersion() changes with the synopsis", () => {
  const subject = SUBJECTS[0]!;
  assert.notEqual(previewVersion(subject), previewVersion({ ...subject, synopsis: "다른 이야기" }));
});
