import assert from "node:assert/strict";
import { recountOldComments } from "@/lib/stories/comments/count.ts";
import { keys } from "@/lib/store/keys.ts";

const comment = (id: string, more: object = {}) => ({
  v: 1,
  id,
  storyId: "s",
  parentId: null,
  chapterId: null,
  authorId: "u",
  text: "…",
  createdAtMs: 1,
  editedAtMs: null,
  deletedAtMs: null,
  ...more,
});

async function putOld(kv: Deno.Kv): Promise<void> {
  await kv.set(keys.story("s"), {});
  await kv.set(keys.storyComment("s", "a"), comment("a"));
  await kv.set(keys.storyComment("s", "b"), comment("b", { hiddenAtMs: 5 }));
  await kv.set(keys.storyComment("s", "c"), comment("c", { deletedAtMs: 5, text: "" }));
  await kv.set(keys.count("story", "s", "comments"), new Deno.KvU64(2n));
}

const said = async (kv: Deno.Kv) =>
  (await kv.get<Deno.KvU64>(keys.count("story", "s", "comments"))).value?.value;

Deno.test("recountOldComments() counts what can be read where an earlier version counted what is hidden", async () => {
  using kv = await Deno.openKv(":memory:");
  await putOld(kv);
  await kv.set(keys.reviewHidden(5, "s", "b"), null);
  await recountOldComments(kv);
  assert.equal(await said(kv), 1n);
  assert.notEqual((await kv.get(keys.storyStandingDue("s"))).versionstamp, null);
});

Deno.test("recountOldComments() is done once", async () => {
  using kv = await Deno.openKv(":memory:");
  await putOld(kv);
  await kv.set(keys.reviewHidden(5, "s", "b"), null);
  await recountOldComments(kv);
  await kv.set(keys.count("story", "s", "comments"), new Deno.KvU64(9n));
  await recountOldComments(kv);
  assert.equal(await said(kv), 9n);
});

Deno.test("recountOldComments() leaves a store in which nothing is hidden as it is", async () => {
  using kv = await Deno.openKv(":memory:");
  await recountOldComments(kv);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), []);
});
