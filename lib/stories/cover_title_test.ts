import assert from "node:assert/strict";
import fc from "fast-check";
import { COVER_HEIGHT } from "@/lib/stories/cover_format.ts";
import { breakLines, cleanTitle, cutLines, setTitle, widthOf } from "@/lib/stories/cover_title.ts";

const SPINE_X = 556;

const textOf = (title: string) => setTitle(title).runs.map(({ text }) => text);

Deno.test("setTitle() sets short Hangul from top to bottom, a letter a run", () => {
  const { runs, slip } = setTitle("두고 내린 라디오");
  assert.deepEqual(runs.map(({ text }) => text).join(""), "두고내린라디오");
  assert.ok(runs.every(({ anchor, x }) => anchor === "middle" && x === runs[0]?.x));
  assert.ok(runs.every(({ y }, i) => i === 0 || y > runs[i - 1]!.y));
  assert.ok(slip.height > slip.width);
});

Deno.test("setTitle() leaves more room between words than between letters", () => {
  const [first, second, third] = setTitle("가 나다").runs.map(({ y }) => y);
  assert.ok(second! - first! > third! - second!);
});

Deno.test("setTitle() sets Latin, mixed and long titles in lines", () => {
  assert.deepEqual(textOf("Seat G17"), ["Seat G17"]);
  assert.deepEqual(textOf("사랑, 그리고 AI"), ["사랑,", "그리고 AI"]);
  assert.ok(textOf("아주 오래전에 멀리 떠난 사람들이 돌아오는 길").length > 1);
});

Deno.test("setTitle() cuts what fits no size, and says so", () => {
  const lines = textOf("word ".repeat(400));
  assert.ok(lines.length <= 5);
  assert.ok(lines.at(-1)!.endsWith("…"));
});

Deno.test("setTitle() keeps any title on its slip, and the slip on the cover", () => {
  const title = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 120 }),
    fc.string({ maxLength: 300 }),
  );
  fc.assert(fc.property(title, (title) => {
    const { runs, slip } = setTitle(title);
    assert.ok(runs.length > 0);
    assert.ok(slip.x + slip.width < SPINE_X && slip.y + slip.height < COVER_HEIGHT);
    for (const { text, x, y, size } of runs) {
      assert.ok(y > slip.y && y < slip.y + slip.height);
      assert.ok(x > slip.x && x + (runs.length > 1 ? 0 : 1) < slip.x + slip.width);
      assert.ok(widthOf(text) * size <= slip.width);
    }
  }));
});

Deno.test("cleanTitle() drops control characters, mends lone surrogates and never ends empty", () => {
  assert.equal(cleanTitle(" a\0\n b\ud800 "), "a b\ufffd");
  assert.equal(cleanTitle(" \n "), "·");
});

Deno.test("breakLines() breaks inside a word only where it is longer than a line", () => {
  assert.deepEqual(breakLines("하나 둘 셋", 3), ["하나", "둘 셋"]);
  assert.deepEqual(breakLines("가나다라마", 2), ["가나", "다라", "마"]);
});

Deno.test("cutLines() leaves as many lines as asked and marks the cut", () => {
  assert.deepEqual(cutLines(["a", "b"], 2, 9), ["a", "b"]);
  assert.deepEqual(cutLines(["a", "b", "c"], 2, 9), ["a", "b…"]);
});
