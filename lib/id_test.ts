import assert from "node:assert/strict";
import { isId, newId, newSecret } from "@/lib/id.ts";

Deno.test("newId() makes 20 characters that fit every URL, and never the same twice", () => {
  const ids = new Set(Array.from({ length: 10_000 }, newId));
  assert.equal(ids.size, 10_000);
  for (const id of ids) assert.match(id, /^[0-9a-z]{20}$/);
});

Deno.test("newId() favours no character", () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 10_000; n++) {
    for (const character of newId()) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  assert.equal(counts.size, 36);
  // 200,000 draws of 36: 5,556 each, and a deviation of 6 sigma is ± 441.
  for (const [character, count] of counts) assert(Math.abs(count - 5556) < 441, character);
});

Deno.test("newSecret() is 256 bits as base64url", () => {
  const secret = newSecret();
  assert.equal(Uint8Array.fromBase64(secret, { alphabet: "base64url" }).length, 32);
  assert.notEqual(secret, newSecret());
});

Deno.test("isId() takes ids of ours and of the starter set, and nothing that is none", () => {
  for (const id of [newId(), "duduri", "go-sundeok", "0"]) assert(isId(id), id);
  for (const text of ["", "A", "a b", "a/b", "../a", "한글", "a\n", "a".repeat(65)]) {
    assert(!isId(text), text);
  }
});
