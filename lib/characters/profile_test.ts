/** What a visitor reads of a card. */
import assert from "node:assert/strict";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { copyName } from "@/lib/characters/copy.ts";
import { shorten, toParagraphs, toProfile } from "@/lib/characters/profile.ts";

const read = (change: Partial<ReturnType<typeof emptyCardData>>, userName: string | null = null) =>
  toProfile({ ...emptyCardData("순덕"), ...change }, { character: { lang: "ko" }, userName });

Deno.test("names are filled in, with the particle that fits", () => {
  const card = { description: "{{char}}이(가) {{user}}을(를) 본다.", first_mes: "{{user}}, 왔어?" };
  assert.deepEqual(read(card).description, ["순덕이 당신을 본다."]);
  assert.deepEqual(read(card, "하루").description, ["순덕이 하루를 본다."]);
  assert.equal(read(card, "하루").greeting, "하루, 왔어?");
});

Deno.test("chance is the same for every look at a page", () => {
  const card = { first_mes: "{{random:a,b,c}} {{roll:d20}}" };
  assert.equal(read(card).greeting, read(card).greeting);
});

Deno.test("what the prompt alone should know is not told", () => {
  const card = {
    system_prompt: "SECRET",
    post_history_instructions: "SECRET",
    mes_example: "SECRET",
    description: "{{// SECRET}}seen{{hidden_key:SECRET}}",
  };
  assert.equal(JSON.stringify(read(card)).includes("SECRET"), false);
});

Deno.test("greetings and lore are counted, the empty and sleeping ones not", () => {
  const entry = {
    keys: [],
    content: "",
    extensions: {},
    enabled: true,
    insertion_order: 0,
    use_regex: false,
  };
  const profile = read({
    alternate_greetings: ["a", " ", "b"],
    character_book: { extensions: {}, entries: [entry, { ...entry, enabled: false }] },
  });
  assert.deepEqual([profile.moreGreetings, profile.loreEntries], [2, 1]);
});

Deno.test("toParagraphs() splits at empty lines alone", () => {
  assert.deepEqual(toParagraphs("a\nb\n\n \n c \n\n"), ["a\nb", "c"]);
});

Deno.test("shorten() ends at a sentence where one is near, and never inside a letter", () => {
  assert.equal(shorten("short", 10), "short");
  assert.equal(shorten("One two. Three four five.", 15), "One two. …");
  assert.equal(shorten("abcdefgh ijkl", 6), "abcdef…");
  assert.equal(shorten("abcde😀😀", 6), "abcde…");
});

Deno.test("copyName() counts copies and stays within a name's length", () => {
  assert.equal(copyName({ name: "순덕" }), "순덕 (2)");
  assert.equal(copyName({ name: "순덕 (2)" }), "순덕 (3)");
  assert.equal(copyName({ name: "가".repeat(60) }).length, 60);
});
