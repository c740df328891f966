import assert from "node:assert/strict";
import fc from "fast-check";
import { writeCookie } from "@/lib/http/cookies.ts";
import {
  changeLook,
  DEFAULT_LOOK,
  LOOK_COOKIE,
  parseLook,
  READER_FONTS,
  READER_GROUNDS,
  READER_MEASURES,
  READER_SIZES,
  ReaderLook,
  writeLook,
} from "@/lib/stories/reader_look.ts";

Deno.test("parseLook() reads back every look that writeLook() writes into a cookie", () => {
  for (const ground of READER_GROUNDS) {
    for (const size of READER_SIZES) {
      for (const font of READER_FONTS) {
        for (const measure of READER_MEASURES) {
          const value = writeLook({ ground, size, font, measure });
          assert.deepEqual(parseLook(value), { ground, size, font, measure });
          assert.ok(writeCookie(LOOK_COOKIE, value).startsWith(`${LOOK_COOKIE}=${value};`));
        }
      }
    }
  }
});

const hostile: [string, string | undefined][] = [
  ["no cookie", undefined],
  ["an empty value", ""],
  ["dots", "....."],
  ["names from the prototype", "__proto__.constructor.toString"],
  ["markup", `"><script>alert(1)</script>`],
  ["a class that is none of ours", "night-x.Large.SERIF"],
  ["a megabyte", "night".repeat(200_000)],
  ["control characters", "\0.\r\n.\x1b"],
];

for (const [name, value] of hostile) {
  Deno.test(`parseLook() makes the default of ${name}`, () => {
    assert.deepEqual(parseLook(value), DEFAULT_LOOK);
  });
}

Deno.test("parseLook() keeps what is right beside what is wrong", () => {
  assert.deepEqual(parseLook("sepia.huge.sans"), {
    ...DEFAULT_LOOK,
    ground: "sepia",
    font: "sans",
  });
  assert.deepEqual(parseLook("night.large.sans"), {
    ...DEFAULT_LOOK,
    ground: "night",
    size: "large",
    font: "sans",
  }, "a cookie from before lines had a choice");
  assert.deepEqual(parseLook("night"), { ...DEFAULT_LOOK, ground: "night" });
});

Deno.test("parseLook() gives a look for any value at all", () => {
  fc.assert(fc.property(fc.string(), (value) => void ReaderLook.parse(parseLook(value))));
});

Deno.test("changeLook() changes what is named and nothing else", () => {
  assert.deepEqual(changeLook(DEFAULT_LOOK, { size: "large" }), { ...DEFAULT_LOOK, size: "large" });
  assert.deepEqual(changeLook(DEFAULT_LOOK, {}), DEFAULT_LOOK);
});
