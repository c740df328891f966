import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import { exportConversation } from "@/lib/chat/export.ts";
import { importConversation } from "@/lib/chat/import.ts";
import { readPath } from "@/lib/chat/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const viewer = { id: "me", kind: "full", nickname: "Ann", sessionId: "s" } as const;
const now = () => Date.UTC(2026, 10, 21);
const bytesOf = (...lines: unknown[]) =>
  new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join("\n"));

const HEAD = { user_name: "Ann", character_name: "하루", create_date: "2026-1-2@03h04m05s006ms" };
const FILE = bytesOf(
  HEAD,
  { name: "하루", mes: "안녕", swipes: ["안녕", "{{user}}, 왔어?"], swipe_id: 0 },
  { name: "Ann", is_user: true, mes: "응" },
  { name: "소라", mes: "나도 왔어" },
  { name: "하루", mes: "둘", swipes: ["하나", "둘", "셋"], swipe_id: 1 },
);

async function exported(kv: Deno.Kv, id: string): Promise<string> {
  const { value } = await kv.get(keys.conversation(id));
  const pieces = exportConversation(kv, value as Parameters<typeof exportConversation>[1], {
    format: "jsonl",
    user: viewer,
  });
  return (await Array.fromAsync(pieces)).join("");
}

Deno.test("a file becomes a conversation with its versions, and others keep their names", async () => {
  using kv = await openKvWith("me", "owner");
  const character = await make(kv, "하루");
  const done = await importConversation({ kv, now }, {
    viewer,
    characterId: character.id,
    bytes: FILE,
  });
  assert(done.ok && !done.greeted);
  const { id, leaf } = done.conversation;
  const { messages } = await readPath(kv, id, { leaf, limit: 50 });
  assert.deepEqual(
    messages.map(({ message: { role, content, speaker }, siblings }) => [
      role,
      content,
      speaker?.name,
      siblings.length,
    ]),
    [
      ["model", "안녕", undefined, 2],
      ["user", "응", undefined, 1],
      ["model", "나도 왔어", "소라", 1],
      ["model", "둘", undefined, 3],
    ],
  );
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("what is written out and brought in again is written out the same", async () => {
  using kv = await openKvWith("me", "owner");
  const character = await make(kv, "하루");
  const bring = async (bytes: Uint8Array) => {
    const done = await importConversation({ kv, now }, {
      viewer,
      characterId: character.id,
      bytes,
    });
    assert(done.ok);
    return await exported(kv, done.conversation.id);
  };
  const first = await bring(FILE);
  const withoutHead = (text: string) => text.slice(text.indexOf("\n"));
  const second = await bring(new TextEncoder().encode(first));
  assert.equal(withoutHead(second), withoutHead(first));
  assert(first.includes("Ann, 왔어?"));
});

Deno.test("a file that begins with the reader's words gets the character's greeting first", async () => {
  using kv = await openKvWith("me", "owner");
  const character = await make(kv, "하루");
  const done = await importConversation({ kv, now }, {
    viewer,
    characterId: character.id,
    bytes: bytesOf(HEAD, { name: "Ann", is_user: true, mes: "Hi" }),
  });
  assert(done.ok && done.greeted);
  assert.equal(done.conversation.leaf.depth, 1);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("a long conversation of long messages is taken whole", async () => {
  using kv = await openKvWith("me", "owner");
  const character = await make(kv, "하루");
  const lines = Array.from({ length: 120 }, (_, n) => ({
    is_user: n % 2 === 1,
    mes: `${n} ${"가".repeat(17_000)}`,
  }));
  const done = await importConversation({ kv, now }, {
    viewer,
    characterId: character.id,
    bytes: bytesOf(HEAD, ...lines),
  });
  assert(done.ok);
  assert.equal((await exported(kv, done.conversation.id)).trim().split("\n").length, 121);
});

Deno.test("what cannot be read, or is for nobody, leaves nothing in the store", async () => {
  using kv = await openKvWith("me", "owner");
  const character = await make(kv, "하루", { visibility: "private" });
  const open = await make(kv, "소라");
  const bring = (characterId: string, bytes: Uint8Array) =>
    importConversation({ kv, now }, { viewer, characterId, bytes });
  const utf16 = await bring(open.id, new Uint8Array([0xff, 0xfe, 0x7b, 0]));
  assert.equal(!utf16.ok && utf16.reason, "not_text");
  const empty = await bring(open.id, bytesOf(HEAD));
  assert.equal(!empty.ok && empty.reason, "no_lines");
  await assert.rejects(
    bring(character.id, FILE),
    (error) => error instanceof HttpError && error.status === 404,
  );
  await kv.set(keys.gone("me"), 1);
  await assert.rejects(
    bring(open.id, FILE),
    (error) => error instanceof HttpError && error.status === 401,
  );
  await kv.delete(keys.gone("me"));
  assert.deepEqual(await checkStore(kv), []);
  for await (const { key } of kv.list({ prefix: [] })) {
    assert(!["message", "conversation", "purge"].includes(String(key[0])), String(key));
  }
});
