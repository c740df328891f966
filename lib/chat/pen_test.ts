import assert from "node:assert/strict";
import { startPen } from "@/lib/chat/pen.ts";
import { createConversation } from "@/lib/chat/store.ts";
import { beginReplyTo } from "@/lib/chat/turn_begin.ts";
import { getTurn, holdTurn, settleTurn } from "@/lib/chat/turn_store.ts";
import { newId } from "@/lib/id.ts";

const ownerId = "me";
const writer = { instance: "a", madeBy: "test/model", nowMs: 2000 };

async function openPen(kv: Deno.Kv, room: number) {
  const character = { id: "haru", name: "하루" };
  const greetings = ["hello"];
  const { id } = await createConversation(kv, { ownerId, character, greetings, nowMs: 1000 });
  const said = { ownerId, sentAs: newId(), content: "hi", writer };
  const turn = (await beginReplyTo(kv, id, said))!;
  const pen = startPen(kv, (await holdTurn(kv, turn))!, { now: () => 2000, room, pauseMs: 0 });
  const settle = () =>
    settleTurn(kv, { conversationId: id, turnId: turn.id }, { finish: "stop", nowMs: 3000 });
  return { id, pen, settle };
}

Deno.test("a pen takes as much as there is room for, and says when that is used up", async () => {
  using kv = await Deno.openKv(":memory:");
  const { pen, settle } = await openPen(kv, 10);
  assert.equal(pen.write("12345"), true);
  assert.equal(pen.write("67890more"), false);
  assert.equal(await pen.finish(), true);
  assert.equal(pen.chars, 10);
  assert.equal((await settle())!.content, "1234567890");
});

Deno.test("a reply that comes in endless small parts is full before it could not be settled", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, pen, settle } = await openPen(kv, 18_000);
  let written = 1;
  for (; pen.write("x"); written++) {
    // Each piece is stored before the next one comes, as from a slow model.
    while ((await getTurn(kv, id))!.chars < written);
    assert(written < 1500, "it never was full");
  }
  assert.equal(await pen.finish(), true);
  assert.equal((await settle())!.content, "x".repeat(written));
  assert.equal(await getTurn(kv, id), null);
});
