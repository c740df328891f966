/** Searching: parts of words in Korean and English, initial consonants, and what counts more. */
import assert from "node:assert/strict";
import { make } from "@/lib/characters/characters_for_tests.ts";
import {
  queryWords,
  searchEntries,
  type SearchQuery,
  toSearchEntry,
} from "@/lib/characters/search.ts";

using kv = await Deno.openKv(":memory:");
const people = await Promise.all([
  make(kv, "고순덕", { tags: ["해녀", "제주"], tagline: "숨비소리로 아침을 여는 할망" }),
  make(kv, "해녀 미자", { tags: ["바다"], tagline: "물질을 배우는 중" }),
  make(kv, "Hester Beal", {
    tags: ["lighthouse", "Sea"],
    tagline: "Keeper of a light",
    lang: "en",
  }),
  make(kv, "Ｆｏｌｉｏ", { tags: ["robot"], tagline: "Reads the margins", lang: "en" }),
  make(kv, "밤의 왕", { tags: ["해녀"], rating: "mature" }),
]);
kv.close();
const entries = people.map(toSearchEntry);
const names = new Map(people.map(({ id, name }) => [id, name]));

function find(q: string, more: Omit<SearchQuery, "q"> = {}): (string | undefined)[] {
  return searchEntries(entries, { q, ...more }).map(({ id }) => names.get(id));
}

const FOUND: [q: string, wanted: string[]][] = [
  ["순덕", ["고순덕"]],
  ["고순덕", ["고순덕"]],
  ["숨비", ["고순덕"]],
  ["hest", ["Hester Beal"]],
  ["HESTER", ["Hester Beal"]],
  ["beal", ["Hester Beal"]],
  ["ester", ["Hester Beal"]],
  ["house", ["Hester Beal"]],
  ["hester light", ["Hester Beal"]],
  ["hesterbeal", ["Hester Beal"]],
  ["folio", ["Ｆｏｌｉｏ"]],
  ["ㄱㅅㄷ", ["고순덕"]],
  ["ㅎㄴ", ["해녀 미자"]],
  ["ㅎㄴㅁㅈ", ["해녀 미자"]],
  ["ㅅㄷ", ["고순덕"]],
  ["해녀미자", ["해녀 미자"]],
  ["#제주", ["고순덕"]],
  ["할망 제주", ["고순덕"]],
  ["hester robot", []],
  ["ㅋㅋㅋ", []],
  ["없는이름", []],
  ["", []],
  ["  # , ", []],
];
for (const [q, wanted] of FOUND) {
  Deno.test(`searching ${JSON.stringify(q)} finds ${wanted.join(", ") || "nobody"}`, () => {
    assert.deepEqual(find(q), wanted);
  });
}

Deno.test("a name counts more than a tag, and a tag more than a tagline", () => {
  assert.deepEqual(find("해녀"), ["해녀 미자", "고순덕"]);
  assert.deepEqual(find("sea"), ["Hester Beal"]);
});

Deno.test("language, tag and the mature list narrow what is found", () => {
  assert.deepEqual(find("e", { lang: "ko" }), []);
  assert.deepEqual(find("해녀", { tag: "바다" }), ["해녀 미자"]);
  assert.deepEqual(find("e", { tag: "SEA" }), ["Hester Beal"]);
  assert.deepEqual(find("해녀", { mature: true }), ["밤의 왕"]);
});

Deno.test("queryWords() keeps single Korean letters, and bounds how much it looks at", () => {
  assert.deepEqual(queryWords("ㅎㄴ Ｓｅａ"), ["ㅎㄴ", "sea"]);
  assert.equal(queryWords("a ".repeat(500)).length, 8);
  assert.ok(queryWords("x".repeat(5000))[0]!.length <= 100);
});
