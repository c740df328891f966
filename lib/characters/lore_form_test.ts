/** The lorebook's form: one entry changes, every other word of every other app stays. */
import assert from "node:assert/strict";
import { type CardData, emptyCardData, type LorebookEntry } from "@/lib/characters/card/model.ts";
import {
  checkLore,
  editLore,
  EMPTY_LORE,
  type LoreFields,
  loreMark,
  loreOf,
  loreTitle,
  loreValues,
  readLoreForm,
  writeEntry,
} from "@/lib/characters/lore_form.ts";
import { asFailure } from "@/lib/errors.ts";

/** As another app writes it, with fields of its own. */
const FOREIGN: LorebookEntry = {
  keys: ["light", "/lamp, oil/i"],
  content: "@@depth 4\r\nThe lamp went out once.",
  extensions: { position: 4, depth: 4, probability: 80 },
  enabled: true,
  insertion_order: 10,
  use_regex: true,
  comment: "The lamp",
  id: 7,
  selective: true,
  secondary_keys: ["night"],
  somebody_elses: { deep: [1, null] },
};

const FIELDS: LoreFields = {
  keys: ["바다"],
  name: "",
  content: "깊다.",
  order: 100,
  constant: false,
  enabled: true,
};

function cardWith(...entries: LorebookEntry[]): CardData {
  const book = { name: "book", extensions: { mine: true }, entries, unknown: 1 };
  return { ...emptyCardData("a"), character_book: book };
}

function failsWith(reason: string) {
  return (error: unknown) => asFailure(error).reason === reason;
}

/** The fields of an entry that nobody touched, as a browser would send them back. */
function resent(entry: LorebookEntry): LoreFields {
  const values = loreValues(entry);
  const sent = readLoreForm({
    keys: values.keys.replaceAll("\n", "\r\n"),
    name: values.name,
    content: values.content.replace(/\r?\n/g, "\r\n"),
    order: values.order,
    ...(values.constant ? { constant: "1" } : {}),
    ...(values.enabled ? { enabled: "1" } : {}),
  });
  const checked = checkLore(sent, values, "en");
  assert.ok(checked.ok);
  return checked.fields;
}

Deno.test("an entry that is saved untouched stays to the letter", () => {
  const data = cardWith(FOREIGN, { ...FOREIGN, keys: [], constant: true, content: "b " });
  let edited = data;
  for (const [n, entry] of loreOf(data).entries()) {
    const change = { kind: "put", n, mark: loreMark(entry), fields: resent(entry) } as const;
    edited = editLore(edited, change);
  }
  assert.deepEqual(edited, data);
});

Deno.test("a changed entry keeps what the form does not show", () => {
  const change = {
    kind: "put",
    n: 0,
    mark: loreMark(FOREIGN),
    fields: { ...FIELDS, name: "등대" },
  } as const;
  const [entry] = loreOf(editLore(cardWith(FOREIGN), change));
  assert.deepEqual(entry, {
    ...FOREIGN,
    keys: ["바다"],
    content: "깊다.",
    comment: "등대",
    insertion_order: 100,
  });
});

Deno.test("adding, changing and removing keep order, neighbours and the book's own fields", () => {
  const added = editLore(cardWith(FOREIGN), { kind: "add", fields: FIELDS });
  assert.deepEqual(loreOf(added).map(loreTitle), ["The lamp", "바다"]);
  assert.equal(added.character_book?.unknown, 1);
  const mark = loreMark(FOREIGN);
  const removed = editLore(added, { kind: "remove", n: 0, mark });
  assert.deepEqual(loreOf(removed), [writeEntry(null, FIELDS)]);
  const first = editLore(emptyCardData("a"), { kind: "add", fields: FIELDS });
  assert.equal(loreOf(first).length, 1);
});

Deno.test("a book that changed in another window refuses the change", () => {
  const data = cardWith(FOREIGN, { ...FOREIGN, content: "other" });
  const mark = loreMark(FOREIGN);
  const fields = FIELDS;
  assert.throws(() => editLore(data, { kind: "remove", n: 1, mark }), failsWith("conflict"));
  assert.throws(() => editLore(data, { kind: "put", n: 1, mark, fields }), failsWith("conflict"));
  assert.throws(() => editLore(data, { kind: "put", n: 9, mark, fields }), failsWith("conflict"));
  assert.throws(() => editLore(data, { kind: "remove", n: -1, mark }), failsWith("conflict"));
});

Deno.test("a book takes another book's entries, and its settings where it has none of its own", () => {
  const book = { name: "theirs", scan_depth: 3, extensions: { x: 1 }, entries: [FOREIGN] };
  const fresh = editLore(emptyCardData("a"), { kind: "append", book });
  assert.deepEqual(fresh.character_book, book);
  const joined = editLore(cardWith(FOREIGN), { kind: "append", book });
  assert.equal(joined.character_book?.name, "book");
  assert.equal(loreOf(joined).length, 2);
});

Deno.test("a book that would outgrow a card is refused, and can still be made smaller", () => {
  const big: LorebookEntry = { ...FOREIGN, content: "가".repeat(20_000) };
  const data = cardWith(...Array.from({ length: 34 }, () => big));
  assert.throws(
    () => editLore(data, { kind: "add", fields: { ...FIELDS, content: big.content } }),
    failsWith("too_large"),
  );
  const smaller = editLore(data, { kind: "remove", n: 0, mark: loreMark(big) });
  assert.equal(loreOf(smaller).length, 33);
  const many = cardWith(...Array.from({ length: 1000 }, () => ({ ...FOREIGN, content: "x" })));
  assert.throws(() => editLore(many, { kind: "add", fields: FIELDS }), failsWith("too_large"));
});

const WRONG: [what: string, fields: Record<string, string>, path: string][] = [
  ["no content", { keys: "a", content: " \n", enabled: "1" }, "content"],
  ["neither key nor constant", { keys: " \n ", content: "x" }, "keys"],
  ["an order that is no number", { keys: "a", content: "x", order: "first" }, "order"],
  ["an order that is no integer", { keys: "a", content: "x", order: "1.5" }, "order"],
  ["too many keys", { keys: "a\n".repeat(101), content: "x" }, "keys"],
  ["too much content", { keys: "a", content: "x".repeat(20_001) }, "content"],
];
for (const [what, fields, path] of WRONG) {
  Deno.test(`checkLore() refuses ${what} beside its field`, () => {
    const checked = checkLore(readLoreForm(fields), EMPTY_LORE, "ko");
    assert.ok(!checked.ok);
    assert.deepEqual(checked.errors.map((error) => error.path), [path]);
    assert.notEqual(checked.errors[0]?.message, "");
  });
}

Deno.test("checkLore() lets an imported entry be what it was", () => {
  const odd: LorebookEntry = { ...FOREIGN, keys: [], content: "", insertion_order: 0.5 };
  const values = loreValues(odd);
  const checked = checkLore({ ...values, enabled: false }, values, "ko");
  assert.ok(checked.ok);
  assert.deepEqual(writeEntry(odd, checked.fields), { ...odd, enabled: false });
});

Deno.test("loreTitle() takes the title, else the comment, else the first keys", () => {
  assert.equal(loreTitle({ ...FOREIGN, name: "Name" }), "Name");
  assert.equal(loreTitle(FOREIGN), "The lamp");
  assert.equal(loreTitle({ ...FOREIGN, comment: " " }), "light, /lamp, oil/i");
});
