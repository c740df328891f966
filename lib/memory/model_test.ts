import assert from "node:assert/strict";
import {
  dueMessages,
  EMPTY_BOOK,
  factsAt,
  forget,
  learn,
  MAX_FACTS,
  type MemoryBook,
  recollect,
  sendable,
} from "@/lib/memory/model.ts";
import { isAlike, sketchOf } from "@/lib/memory/sketch.ts";

const NOW = Date.UTC(2026, 0, 2);

function learning(book: MemoryBook, texts: readonly string[], from = "m") {
  let n = book.facts.length;
  const found = texts.map((text, at) => ({ text, source: { id: `${from}${at}`, depth: at } }));
  const known = book.facts.map(({ id }) => id);
  return learn(book, found, { known, newId: () => `f${n++}`, nowMs: NOW });
}

Deno.test("sketchOf() tells the same sentence in other clothes, and another one", () => {
  const sketch = sketchOf("Min has a dog called Bori.");
  assert.equal(sketch.length, 128);
  const alike = [
    "min has a dog called bori",
    "Min has a dog, called Bori!",
    "Min has a dog called  Bori",
  ];
  for (const text of alike) assert(isAlike(sketch, sketchOf(text)), text);
  const others = ["Min works at the harbour.", "Haru hates rain.", "", "민은 강아지를 키워요."];
  for (const text of others) assert(!isAlike(sketch, sketchOf(text)), text);
  assert(
    isAlike(sketchOf("민지는 강아지 보리를 키워요."), sketchOf("민지는 강아지 보리를 키워요!")),
  );
});

Deno.test("dueMessages() is due before the first message leaves the window", () => {
  assert.equal(dueMessages({ total: 15, told: 0 }), 0);
  assert.equal(dueMessages({ total: 16, told: 0 }), 10);
  assert.equal(dueMessages({ total: 25, told: 10 }), 0);
  assert.equal(dueMessages({ total: 26, told: 10 }), 10);
});

Deno.test("learn() takes a fact once", () => {
  const first = learning(EMPTY_BOOK, ["Min has a dog called Bori.", "Min has a dog called Bori"]);
  assert.deepEqual(first.ids, ["f0"]);
  assert.deepEqual(learning(first.book, ["min has a dog called BORI"]).ids, []);
});

Deno.test("[ME3] a fact that was forgotten does not come back, in whatever words its message says it", () => {
  const { book } = learning(EMPTY_BOOK, ["Min has a dog called Bori."]);
  const without = forget(book, "f0")!;
  assert.equal(JSON.stringify({ ...without, removed: null }).includes("Bori"), false);
  assert.deepEqual(learning(without, ["A dog lives with Min."]).ids, [], "the same message");
  assert.deepEqual(learning(without, ["Min has a dog called Bori!"], "other").ids, []);
  assert.equal(learning(without, ["Min works at night."], "other").ids.length, 1);
  const again = recollect(without);
  assert.deepEqual(again.facts, book.facts);
  assert.deepEqual(again.forgotten, []);
  assert.equal(forget(book, "nobody"), null);
});

Deno.test("learn() lets the oldest go that nobody cares for, and never what the reader does", () => {
  const texts = Array.from(
    { length: MAX_FACTS },
    (_, n) => `${"가나다라마바사아"[n % 8]!.repeat(5)}${n} ${n * 7919}`,
  );
  const { book } = learning(EMPTY_BOOK, texts);
  assert.equal(book.facts.length, MAX_FACTS);
  const kept: MemoryBook = {
    ...book,
    facts: book.facts.map((fact, n) => n === 0 ? { ...fact, pinned: true } : fact),
  };
  const { book: after } = learning(kept, ["Something entirely new happened here"], "x");
  assert.equal(after.facts.length, MAX_FACTS);
  assert.equal(after.facts[0]?.id, "f0");
  assert.equal(after.facts.some(({ id }) => id === "f1"), false);
});

Deno.test("factsAt() knows those of the branch and those added by hand, pinned ones first", () => {
  const { book } = learning(EMPTY_BOOK, [
    "One is red",
    "Two is green and tall",
    "Three sails at dawn",
  ]);
  const byHand = { ...book.facts[0]!, id: "hand", source: null };
  const pinned = { ...book.facts[2]!, pinned: true };
  const all: MemoryBook = { ...book, facts: [book.facts[0]!, book.facts[1]!, pinned, byHand] };
  const ids = (factIds: string[]) => factsAt(all, { factIds }).map(({ id }) => id);
  assert.deepEqual(ids(["f0", "f2"]), ["f2", "hand", "f0"]);
  assert.deepEqual(factsAt(all, null).map(({ id }) => id), ["hand"]);
});

Deno.test("sendable() sends as many facts as there is room for", () => {
  const { book } = learning(EMPTY_BOOK, ["x"]);
  const facts = Array.from({ length: 60 }, () => ({ ...book.facts[0]!, text: "y".repeat(200) }));
  assert.equal(sendable({ summary: { text: "So far." }, facts }).facts.length, 15);
  assert.deepEqual(sendable({ summary: null, facts: [] }), { summary: "", facts: [] });
});
