/** The character's form: what it sends becomes what is kept, and nothing that nobody touched changes. */
import assert from "node:assert/strict";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { make, pictureOf } from "@/lib/characters/characters_for_tests.ts";
import {
  checkChanges,
  checkNew,
  editNotes,
  emptyValues,
  type FormValues,
  readCharacterForm,
  readPicture,
  reshape,
  valuesOf,
} from "@/lib/characters/form.ts";

const EMPTY = emptyValues("ko", "");

function requestOf(fields: [string, string | File][]): Request {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return new Request("http://maru.test/characters/new", { method: "POST", body });
}

async function savedValues(change: Parameters<typeof make>[2] = {}): Promise<FormValues> {
  using kv = await Deno.openKv(":memory:");
  const data = { ...emptyCardData("순덕"), first_mes: "어서 와.\r\n앉아.", creator_notes: "메모" };
  const card = { data, spec: "chara_card_v3" as const, specVersion: "3.0", envelope: {} };
  return valuesOf(await make(kv, "순덕", { card, ...change }), data);
}

Deno.test("readCharacterForm() reads fields, greetings, button and picture", async () => {
  const file = new File(["x"], "a.png", { type: "image/png" });
  const sent = await readCharacterForm(requestOf([
    ["name", "순덕"],
    ["greeting", "안녕\r\n하세요"],
    ["alternate_greetings", "하나"],
    ["alternate_greetings", "둘\r\n셋"],
    ["do", "remove_greeting:1"],
    ["avatar", "h=braid&nonsense=1"],
    ["portrait", file],
  ]));
  assert.equal(sent.values.greeting, "안녕\n하세요");
  assert.deepEqual(sent.values.alternate_greetings, ["하나", "둘\n셋"]);
  assert.deepEqual(sent.act, { kind: "remove_greeting", n: 1 });
  assert.equal(sent.values.avatar, "h=braid");
  assert.equal(sent.portrait?.name, "a.png");
  assert.equal(sent.dropPortrait, false);
});

Deno.test("readCharacterForm() takes a file field that was left alone for no picture", async () => {
  const sent = await readCharacterForm(requestOf([["name", "a"], ["portrait", new File([], "")]]));
  assert.equal(sent.portrait, null);
  assert.deepEqual(sent.act, { kind: "save" });
});

Deno.test("reshape() adds, removes and bounds greetings, and draws another face", () => {
  const values = { ...EMPTY, alternate_greetings: ["a", "b", "c"] };
  const face = () => "h=bob";
  assert.deepEqual(
    reshape(values, { kind: "add_greeting" }, face)?.alternate_greetings,
    ["a", "b", "c", ""],
  );
  assert.deepEqual(
    reshape(values, { kind: "remove_greeting", n: 1 }, face)?.alternate_greetings,
    ["a", "c"],
  );
  const full = { ...EMPTY, alternate_greetings: Array<string>(20).fill("x") };
  assert.equal(reshape(full, { kind: "add_greeting" }, face)?.alternate_greetings.length, 20);
  assert.equal(reshape(values, { kind: "reroll" }, face)?.avatar, "h=bob");
  assert.equal(reshape(values, { kind: "save" }, face), null);
  assert.equal(reshape(values, { kind: "save_and_draw" }, face), null);
});

Deno.test("checkNew() reads tags with any comma and leaves empty greetings out", () => {
  const checked = checkNew({
    ...EMPTY,
    name: "  순덕 ",
    tags: "#바다, 위로，느린 이야기, 바다",
    alternate_greetings: ["", "둘", "  \n"],
    avatar: "h=braid",
  }, "ko");
  assert.ok(checked.ok);
  assert.equal(checked.value.name, "순덕");
  assert.deepEqual(checked.value.tags, ["바다", "위로", "느린 이야기"]);
  assert.deepEqual(checked.value.alternate_greetings, ["둘"]);
  assert.equal(checked.value.avatar?.hair, "braid");
});

Deno.test("a card with more greetings than a form can show keeps them all when something else is changed", async () => {
  const alternate_greetings = Array<string>(5_000).fill("hi");
  const data = { ...emptyCardData("순덕"), alternate_greetings };
  using kv = await Deno.openKv(":memory:");
  const before = valuesOf(await make(kv, "순덕"), data);
  assert.equal(before.alternate_greetings.length, 21);
  const { values } = await readCharacterForm(requestOf([
    ...Object.entries(before).flatMap(([name, value]): [string, string][] =>
      [value].flat().map((text) => [name, text])
    ),
    ["tagline", "해녀"],
  ]));
  const checked = checkChanges({ ...values, tagline: "해녀" }, before, "ko");
  assert.deepEqual(checked, { ok: true, value: { tagline: "해녀" } });
});

const WRONG: [what: string, change: Partial<FormValues>, path: string, words: RegExp][] = [
  ["no name", { name: "   " }, "name", /이름/],
  ["a name of 61 letters", { name: "가".repeat(61) }, "name", /60자/],
  ["a long tagline", { name: "a", tagline: "x".repeat(141) }, "tagline", /140자/],
  [
    "a description past 30,000",
    { name: "a", description: "x".repeat(30_001) },
    "description",
    /30,000자/,
  ],
  ["eleven tags", { name: "a", tags: "abcdefghijk".split("").join(",") }, "tags", /10개/],
  ["a tag with angle brackets", { name: "a", tags: "<b>" }, "tags", /30자/],
  ["a language that is none", { name: "a", lang: "xx" }, "lang", /골라/],
  ["a visibility that is none", { name: "a", visibility: "secret" }, "visibility", /골라/],
  ["long notes", { name: "a", notes: "x".repeat(8001) }, "notes", /8,000자/],
  [
    "a long second greeting",
    { name: "a", alternate_greetings: ["ok", "x".repeat(8001)] },
    "alternate_greetings.1",
    /8,000자/,
  ],
];
for (const [what, change, path, words] of WRONG) {
  Deno.test(`checkNew() refuses ${what} beside its field`, () => {
    const checked = checkNew({ ...EMPTY, name: "a", ...change }, "ko");
    assert.ok(!checked.ok);
    assert.deepEqual(checked.errors.map((error) => error.path), [path]);
    assert.match(checked.errors[0]!.message, words);
  });
}

Deno.test("checkNew() names every field at fault at once, in English too", () => {
  const checked = checkNew({ ...EMPTY, tagline: "x".repeat(200), notes: "x".repeat(9000) }, "en");
  assert.ok(!checked.ok);
  assert.deepEqual(checked.errors.map(({ path }) => path), ["name", "tagline", "notes"]);
  assert.match(checked.errors[0]!.message, /name/);
});

Deno.test("checkChanges() sends only what was changed", async () => {
  const before = await savedValues({ tags: ["a, b", "바다"] });
  const checked = checkChanges({ ...before, tagline: "해녀" }, before, "ko");
  assert.deepEqual(checked, { ok: true, value: { tagline: "해녀" } });
});

Deno.test("checkChanges() lets an imported card say more than the form would take", async () => {
  const before = {
    ...await savedValues(),
    name: "x".repeat(150),
    description: "가".repeat(90_000),
    alternate_greetings: Array.from({ length: 40 }, (_, n) => `g${n}`),
    notes: "n".repeat(20_000),
  };
  assert.deepEqual(checkChanges(before, before, "ko"), { ok: true, value: {} });
  const changed = checkChanges({ ...before, description: `${before.description}!` }, before, "ko");
  assert.ok(!changed.ok);
  assert.deepEqual(changed.errors.map(({ path }) => path), ["description"]);
});

Deno.test("checkChanges() takes another line end for no change", async () => {
  const before = await savedValues();
  const sent = { ...before, greeting: before.greeting.replaceAll("\r\n", "\n") };
  assert.deepEqual(checkChanges(sent, before, "ko"), { ok: true, value: {} });
});

Deno.test("editNotes() leaves the card alone where only line ends differ", () => {
  const data = { ...emptyCardData("a"), creator_notes: "a\r\nb" };
  assert.equal(editNotes("a\nb")(data), data);
  assert.equal(editNotes("c")(data).creator_notes, "c");
});

Deno.test("readPicture() says why a file is no picture, and nothing of no file", async () => {
  assert.deepEqual(await readPicture(null), { ok: true, picture: null });
  assert.deepEqual(await readPicture(new File([], "a.png")), { ok: false, reason: "empty" });
  assert.deepEqual(
    await readPicture(new File(["<svg/>"], "a.svg")),
    { ok: false, reason: "unknown_type" },
  );
  const large = new File([new Uint8Array(5 * 1024 * 1024 + 1)], "a.png");
  assert.deepEqual(await readPicture(large), { ok: false, reason: "too_large" });
});

Deno.test("valuesOf() shows what is kept, whether or not a picture hides the face", async () => {
  const values = await savedValues({ portrait: pictureOf("p"), visibility: "unlisted" });
  assert.deepEqual(
    [values.name, values.notes, values.visibility, values.greeting],
    ["순덕", "메모", "unlisted", "어서 와.\r\n앉아."],
  );
});
