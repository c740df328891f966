import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { chooseAlternative, deleteMessage, undoDelete } from "@/lib/chat/branches.ts";
import { goForward, goTo, pageAround, wayForward } from "@/lib/chat/go_to.ts";
import type { Message, Place } from "@/lib/chat/model.ts";
import { createConversation, putMessage, readPath, requireConversation } from "@/lib/chat/store.ts";
import { keys } from "@/lib/store/keys.ts";

const ownerId = "me";

/** Two greetings, `a` and `b`, and below `a` a tree whose messages are named by their way: `a0`, `a01`, … */
async function grow(kv: Deno.Kv, ways: readonly string[]) {
  const { id, leaf } = await createConversation(kv, {
    ownerId,
    character: { id: "haru", name: "Haru" },
    greetings: ["a", "b"],
    nowMs: 1000,
  });
  const b = (await Array.fromAsync(kv.list<Message>({ prefix: keys.messagesAt(id, 0) })))
    .find(({ value }) => value.content === "b")!.value;
  const idOf = (way: string) => way === "a" ? leaf.id : way === "b" ? b.id : `m${way}`;
  const place = (way: string): Place => ({ id: idOf(way), depth: way.length - 1 });
  for (const way of ways) {
    const write = kv.atomic();
    putMessage(write, id, {
      v: 1,
      ...place(way),
      parentId: idOf(way.slice(0, -1)),
      role: way.length % 2 === 0 ? "user" : "model",
      content: way,
      emotion: null,
      finish: "stop",
      failure: null,
      madeBy: null,
      createdAtMs: 2000,
      editedAtMs: null,
    });
    await write.commit();
  }
  const path = async () => {
    const { leaf } = await requireConversation(kv, id, ownerId);
    return (await readPath(kv, id, { leaf, limit: 100 })).messages
      .map(({ message }) => message.content);
  };
  const go = (way: string, follow = false) => goTo(kv, id, { ownerId, place: place(way), follow });
  return { id, place, path, go };
}

Deno.test("goTo() leads back up the path, and goForward() to where it went", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, path, go } = await grow(kv, ["a0", "a00", "a000"]);
  await go("a000");
  await go("a0");
  assert.deepEqual(await path(), ["a", "a0"]);
  assert(await wayForward(kv, await requireConversation(kv, id, ownerId)));
  await goForward(kv, id, ownerId);
  assert.deepEqual(await path(), ["a", "a0", "a00", "a000"]);
  assert.equal(await wayForward(kv, await requireConversation(kv, id, ownerId)), null);
});

Deno.test("what followed the message one went back to is the first version beside what is said next", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, path, go, place } = await grow(kv, ["a0", "a00", "a000", "a01"]);
  await go("a000");
  await go("a0");
  await go("a01");
  await chooseAlternative(kv, id, { ownerId, from: place("a01").id, to: place("a00") });
  assert.deepEqual(await path(), ["a", "a0", "a00", "a000"]);
});

Deno.test("goTo() leads to another branch, and both can be chosen from then on", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, path, go, place } = await grow(kv, ["a0", "a00", "a1", "a10", "a100", "b0"]);
  await go("a00");
  await go("a10");
  assert.deepEqual(await path(), ["a", "a1", "a10"]);
  await chooseAlternative(kv, id, { ownerId, from: place("a1").id, to: place("a0") });
  assert.deepEqual(await path(), ["a", "a0", "a00"]);
  await go("b0");
  assert.deepEqual(await path(), ["b", "b0"]);
  assert.equal((await requireConversation(kv, id, ownerId)).greeting, 1);
  await go("a1", true);
  assert.deepEqual(await path(), ["a", "a1", "a10"]);
});

Deno.test("goTo() with `follow` leaves a path that leads there as it is", async () => {
  using kv = await Deno.openKv(":memory:");
  const { path, go } = await grow(kv, ["a0", "a00"]);
  await go("a00");
  await go("a0", true);
  assert.deepEqual(await path(), ["a", "a0", "a00"]);
});

Deno.test("going back empties the trash, and never leads forward into it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, path, go, place } = await grow(kv, ["a0", "a00", "a000"]);
  await go("a000");
  await go("a00");
  await goForward(kv, id, ownerId);
  await deleteMessage(kv, id, { ownerId, place: place("a000") });
  assert.deepEqual(await path(), ["a", "a0", "a00"]);
  assert.equal(await wayForward(kv, await requireConversation(kv, id, ownerId)), null);
  await undoDelete(kv, id, ownerId);
  await deleteMessage(kv, id, { ownerId, place: place("a000") });
  await go("a0");
  await goForward(kv, id, ownerId);
  assert.deepEqual(await path(), ["a", "a0", "a00"]);
  assert.equal((await kv.get(keys.message(id, 3, place("a000").id))).value, null);
});

Deno.test("a message that is not there, or somebody else's, is not found", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, place } = await grow(kv, ["a0"]);
  const missing = (error: unknown) => error instanceof HttpError && error.status === 404;
  await assert.rejects(
    goTo(kv, id, { ownerId, place: { id: "nobody", depth: 1 }, follow: false }),
    missing,
  );
  await assert.rejects(
    goTo(kv, id, { ownerId: "you", place: place("a0"), follow: false }),
    missing,
  );
});

Deno.test("pageAround() ends some messages further down, at the newest, or on the other branch", async () => {
  using kv = await Deno.openKv(":memory:");
  const ways = Array.from({ length: 20 }, (_, n) => `a${"0".repeat(n + 1)}`);
  const { id, go, place } = await grow(kv, [...ways, "a1"]);
  await go(ways.at(-1)!);
  const conversation = await requireConversation(kv, id, ownerId);
  assert.deepEqual(await pageAround(kv, conversation, place(ways[4]!)), place(ways[12]!));
  assert.equal(await pageAround(kv, conversation, place(ways[15]!)), null);
  assert.deepEqual(await pageAround(kv, conversation, place("a1")), place("a1"));
});
