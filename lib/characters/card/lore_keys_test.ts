import assert from "node:assert/strict";
import {
  Haystack,
  isPatternKey,
  KeyMatcher,
  type KeyOptions,
} from "@/lib/characters/card/lore_keys.ts";

const plain: KeyOptions = { caseSensitive: false, wholeWords: false };
const words: KeyOptions = { caseSensitive: false, wholeWords: true };
const exact: KeyOptions = { caseSensitive: true, wholeWords: false };

function matches(key: string, text: string, options = plain): boolean {
  return new KeyMatcher().matches(key, new Haystack(text), options);
}

const ROWS: [string, string, string, KeyOptions, boolean][] = [
  ["a substring", "cat", "concatenate", plain, true],
  ["another case", "CAT", "a cat", plain, true],
  ["another case when case counts", "CAT", "a cat", exact, false],
  ["a whole word", "cat", "a cat!", words, true],
  ["a part of a word", "cat", "concatenate", words, false],
  ["a later whole word", "cat", "cats and a cat", words, true],
  ["a word before an emoji", "cat", "cat👍", words, true],
  ["two words as substring", "red cat", "bored cats", words, true],
  ["Korean with a particle, even as a whole word", "빵집", "빵집에서 만나", words, true],
  ["Japanese inside a sentence", "猫", "黒猫がいる", words, true],
  ["decomposed Hangul", "한글", "한글".normalize("NFD"), plain, true],
  ["a blank key", "  ", "anything", plain, false],
  ["a key with blanks around", " cat ", "a cat", plain, true],
  ["a pattern", "/c[ao]t/", "a cot", plain, true],
  ["a pattern with its flag", "/CAT/i", "a cat", plain, true],
  ["a pattern without its flag", "/CAT/", "a cat", plain, false],
  ["a pattern across lines", "/a.b/s", "a\nb", plain, true],
  ["a pattern at a line start", "/^b/m", "a\nb", plain, true],
  ["a pattern with a slash", "/a\\/b/", "a/b", plain, true],
  [
    "a pattern for one speaker",
    "/\\x01Mina: [^\\x01]*cat/",
    "\x01Jun: no\n\x01Mina: a cat",
    plain,
    true,
  ],
  [
    "a pattern for another speaker",
    "/\\x01Jun: [^\\x01]*cat/",
    "\x01Jun: no\n\x01Mina: a cat",
    plain,
    false,
  ],
  ["a Korean pattern", "/[가-힣]+집/", "작은 빵집", plain, true],
  ["an invalid pattern", "/(/", "(", plain, false],
  ["a back-reference", "/(a)\\1/", "aa", plain, false],
  ["look-ahead", "/a(?=b)/", "ab", plain, false],
  ["an unknown flag", "/a/q", "a", plain, false],
  ["a pattern that is too long", `/${"a".repeat(600)}/`, "a".repeat(700), plain, false],
  ["a lone slash", "/", "a/b", plain, true],
];

for (const [name, key, text, options, expected] of ROWS) {
  Deno.test(`KeyMatcher ${expected ? "finds" : "does not find"} ${name}`, () => {
    assert.equal(matches(key, text, options), expected);
  });
}

Deno.test("KeyMatcher finishes with patterns that make backtracking explode", () => {
  const evil = [
    "/(a+)+$/",
    "/(a|aa)+$/",
    "/(x+x+)+y/",
    "/^(([a-z])+.)+[A-Z]([a-z])+$/",
    "/(.*a){20}/",
  ];
  const text = "a".repeat(30_000) + "!";
  for (const key of evil.slice(0, 4)) assert.equal(matches(key, text), false, key);
  assert.equal(typeof matches("/(.*a){20}/", text), "boolean");
});

Deno.test("KeyMatcher spends steps and then finds nothing more", () => {
  const text = new Haystack("a".repeat(1000));
  const matcher = new KeyMatcher(20_000);
  const results = Array.from({ length: 20 }, () => matcher.matches("/a/", text, plain));
  assert.equal(results[0], true);
  assert.equal(results.at(-1), false);
  assert.equal(matcher.matches("a", text, plain), false);
});

Deno.test("KeyMatcher refuses a pattern whose repetitions would take a second to compile", () => {
  assert.equal(matches(`/${"x{0,1000}".repeat(50)}/`, "x"), false);
  assert.equal(matches("/^x{2,1000}$/", "xx"), true);
});

Deno.test("KeyMatcher spends steps on compiling too, so that a book of patterns stays within them", () => {
  const matcher = new KeyMatcher();
  const text = new Haystack("a");
  const found = Array.from(
    { length: 4000 },
    (_, n) => matcher.matches(`/(a|b${n}){0,40}$/`, text, plain),
  );
  assert.equal(found[0], true);
  assert.equal(found.at(-1), false);
  const ordinary = new KeyMatcher();
  for (let n = 0; n < 300; n++) {
    assert.equal(ordinary.matches(`/\\b(a|b|colou?r ${n})\\b/i`, text, plain), true, String(n));
  }
});

Deno.test("isPatternKey() goes by the form alone", () => {
  assert.deepEqual(["/a/", "/a/gi", " /a/ ", "//", "a/b/c", "and/or"].map(isPatternKey), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
