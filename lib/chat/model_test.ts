import assert from "node:assert/strict";
import { type Message, pathTo, previewOf } from "@/lib/chat/model.ts";

const message = (id: string, parentId: string | null, depth: number): Message => ({
  v: 1,
  id,
  parentId,
  depth,
  role: "user",
  content: `${id} at ${depth}`,
  emotion: null,
  finish: "stop",
  failure: null,
  madeBy: null,
  createdAtMs: depth,
  editedAtMs: null,
});

Deno.test("pathTo() walks up to the start, whatever the order", () => {
  const messages = [message("c", "b", 2), message("a", null, 0), message("b", "a", 1)];
  const path = pathTo({ id: "c", depth: 2 }, messages);
  assert.deepEqual(path.map(({ message: { id } }) => id), ["a", "b", "c"]);
});

Deno.test("pathTo() comes to an end where messages name each other as parents", () => {
  const messages = [message("a", null, 0), message("b", "a", 1), message("a", "b", 2)];
  const path = pathTo({ id: "a", depth: 2 }, messages);
  assert(path.length <= 3);
  const circle = [message("x", "y", 5), message("y", "x", 4)];
  assert(pathTo({ id: "x", depth: 5 }, circle).length <= 2);
});

Deno.test("previewOf() is one line of bare words, cut where it is long", () => {
  const content = "*waves*, then\n\n**Hello** 2 * 3 there";
  assert.deepEqual(previewOf({ role: "model", content }), {
    role: "model",
    text: "waves, then Hello 2 * 3 there",
  });
  const { text } = previewOf({ role: "user", content: "가".repeat(500) });
  assert.equal(text, `${"가".repeat(119)}…`);
});

Deno.test("previewOf() cuts between characters, not through one", () => {
  const family = "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}";
  for (let n = 0; n < 12; n++) {
    const content = "a".repeat(n) + family.repeat(60);
    const { text } = previewOf({ role: "user", content });
    assert.match(text, /^a*(\u{1F469}\u200D\u{1F469}\u200D\u{1F467})*…$/u);
    assert.ok(text.isWellFormed());
  }
});
