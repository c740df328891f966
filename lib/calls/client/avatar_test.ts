import assert from "node:assert/strict";
import { decodeCallAvatar, MAX_NAME, MAX_SPEC } from "@/lib/calls/client/avatar.ts";
import { CallAvatar } from "@/lib/calls/model.ts";

const NOBODY = { spec: "", name: "", vrm: null, background: "art" };

Deno.test("an avatar comes out as it went in", () => {
  const vrm = { hash: "0a".repeat(32), bytes: 10 };
  const avatar = { spec: "hair=bob", name: "안나", vrm, background: "sea" };
  assert.deepEqual(decodeCallAvatar(avatar), avatar);
});

Deno.test("whatever somebody says of themself, an avatar comes out that the server takes", () => {
  const odd: unknown[] = [
    null,
    "cat",
    [],
    { name: 7, spec: {}, vrm: { hash: "x", bytes: -1 }, background: "space" },
    { name: "a\u0007\n b".repeat(99) },
    { name: "🙂".repeat(MAX_NAME) },
    { name: "\ud83d" },
    { spec: "x".repeat(MAX_SPEC + 1) },
  ];
  for (const value of odd) {
    assert(CallAvatar.safeParse(decodeCallAvatar(value)).success, JSON.stringify(value));
  }
  assert.deepEqual(decodeCallAvatar("cat"), NOBODY);
});
