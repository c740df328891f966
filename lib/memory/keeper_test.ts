import assert from "node:assert/strict";
import type { User } from "@/lib/accounts/model.ts";
import { ChatModelError } from "@/lib/ai/model.ts";
import type { Message, Turn } from "@/lib/chat/model.ts";
import {
  createConversation,
  deleteConversation,
  editMessage,
  putConversation,
  putMessage,
  requireConversation,
} from "@/lib/chat/store.ts";
import { getUsage } from "@/lib/chat/usage.ts";
import { createLog } from "@/lib/log.ts";
import { createMemoryKeeper } from "@/lib/memory/keeper.ts";
import {
  addFact,
  changeFact,
  editSummary,
  forgetFact,
  forgetFrom,
  remember,
  restoreFact,
} from "@/lib/memory/store.ts";
import { keys } from "@/lib/store/keys.ts";
import { scriptedModel } from "@/tests/support/scripted_model.ts";

const NOW = Date.UTC(2026, 0, 2);
const ownerId = "me";
const ANSWER = "SUMMARY:\nThey met.\nFACTS:\n- [2] Min has a dog.\n- [4] Haru sails.";

async function open(kv: Deno.Kv) {
  const user: User = {
    v: 1,
    id: ownerId,
    kind: "guest",
    email: null,
    nickname: "Min",
    createdAtMs: NOW,
    updatedAtMs: NOW,
  };
  await kv.set(keys.user(ownerId), user);
  const { id } = await createConversation(kv, {
    ownerId,
    character: { id: "c", name: "Haru" },
    greetings: ["You came."],
    nowMs: NOW,
  });
  const script = scriptedModel({ remembers: true });
  const lines: string[] = [];
  const keeper = createMemoryKeeper({
    kv,
    log: createLog({ level: "warn", write: (line) => lines.push(line) }),
    now: () => NOW,
  });
  /** Says more on the path, as replies would, and lets memory look at it. */
  const grow = async (count: number, words = "said") => {
    for (let n = 0; n < count; n++) {
      const conversation = await requireConversation(kv, id, ownerId);
      const { leaf } = conversation;
      const depth = leaf.depth + 1;
      const message: Message = {
        v: 1,
        id: `${words}${depth}`,
        parentId: leaf.id,
        depth,
        role: depth % 2 === 0 ? "model" : "user",
        content: `${words} ${depth}`,
        emotion: null,
        finish: "stop",
        failure: null,
        madeBy: null,
        createdAtMs: NOW + depth,
        editedAtMs: null,
      };
      const write = kv.atomic();
      putMessage(write, id, message);
      putConversation(write, conversation, {
        ...conversation,
        leaf: { id: message.id, depth },
      });
      await write.commit();
    }
  };
  const branch = async (leaf: { id: string; depth: number }) => {
    const conversation = await requireConversation(kv, id, ownerId);
    await kv.set(keys.conversation(id), { ...conversation, leaf });
  };
  const turn = { conversationId: id, ownerId, characterId: "c", id: "t" } as Turn;
  const after = () => keeper.after(turn, script.model);
  const remembered = async () => {
    const { leaf } = await requireConversation(kv, id, ownerId);
    return await remember(kv, id, leaf);
  };
  const make = async (answer = ANSWER) => {
    after();
    const asked = await script.asked();
    asked.text(answer);
    asked.end();
    await keeper.idle();
  };
  return { id, keeper, script, lines, grow, branch, after, remembered, make };
}

Deno.test("memory is made once the messages outgrow the window, and counted as what it is", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(14);
  world.after();
  await world.keeper.idle();
  assert.equal(world.script.requests.length, 0);
  await world.grow(1);
  await world.make();
  const { summary, facts } = await world.remembered();
  assert.deepEqual([summary?.text, summary?.at.depth, summary?.by], ["They met.", 9, "model"]);
  assert.deepEqual(facts.map(({ text, source }) => [text, source?.id]), [
    ["Haru sails.", "said3"],
    ["Min has a dog.", "said1"],
  ]);
  const usage = await getUsage(kv, ownerId, NOW);
  assert.equal(usage?.models["test/scripted"]?.promptTokens, 7);
  assert.match(JSON.stringify(world.script.requests[0]?.messages), /> said 9/);
  assert.doesNotMatch(JSON.stringify(world.script.requests[0]?.messages), /said 10/);
});

Deno.test("a summary rolls on: the next piece is told the one before, and facts add up", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15);
  await world.make();
  await world.grow(10);
  await world.make("SUMMARY:\nThey met, and sailed.\nFACTS:\n- [1] The boat is blue.");
  const [, second] = world.script.requests;
  assert.match(JSON.stringify(second?.messages), /> They met\..*> said 10/);
  const { summary, facts } = await world.remembered();
  assert.deepEqual([summary?.text, summary?.from, summary?.at.depth], [
    "They met, and sailed.",
    0,
    19,
  ]);
  assert.deepEqual(facts.length, 3);
});

Deno.test("[ME1] another branch does not know what was remembered on this one", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15);
  const { leaf } = await requireConversation(kv, world.id, ownerId);
  await world.make();
  await addFact(kv, { conversationId: world.id, ownerId }, { text: "By hand.", nowMs: NOW });
  await world.branch({ id: "said4", depth: 4 });
  await world.grow(11, "other");
  const other = await world.remembered();
  assert.equal(other.summary, null);
  assert.deepEqual(other.facts.map(({ text }) => text), ["By hand."]);
  await world.make("SUMMARY:\nElsewhere.\nFACTS:\n- [9] The sky fell.");
  assert.equal((await world.remembered()).summary?.text, "Elsewhere.");
  await world.branch(leaf);
  const back = await world.remembered();
  assert.equal(back.summary?.text, "They met.");
  assert.equal(back.facts.some(({ text }) => text === "The sky fell."), false);
});

Deno.test("a model that fails, or answers something else, is stood in for by picked sentences", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15, "lighthouse keepers");
  world.after();
  (await world.script.asked()).fail(new ChatModelError("quota", "no more"));
  await world.keeper.idle();
  const { summary } = await world.remembered();
  assert.equal(summary?.by, "extract");
  assert.match(summary?.text ?? "", /^(Haru|Min): “lighthouse keepers \d+”/);
  await world.grow(10, "anchors");
  await world.make("I would rather not.");
  assert.equal((await world.remembered()).summary?.by, "extract");
  assert.match(world.lines.join(), /memory_refused.*memory_unreadable/);
});

Deno.test("what is edited while memory is being made is not remembered as it was", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15);
  world.after();
  const asked = await world.script.asked();
  await editMessage(kv, world.id, {
    ownerId,
    place: { id: "said3", depth: 3 },
    content: "Something else.",
    nowMs: NOW,
  });
  asked.text(ANSWER);
  asked.end();
  await world.keeper.idle();
  assert.equal((await world.remembered()).summary, null);
});

Deno.test("forgetFrom() forgets what was made of a corrected message, and it is made again", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15);
  await world.make();
  await forgetFrom(kv, world.id, { id: "said1", depth: 1 });
  const { summary, book } = await world.remembered();
  assert.equal(summary, null);
  assert.deepEqual(book.facts.map(({ text }) => text), ["Haru sails."]);
  await world.make();
  const again = await world.remembered();
  assert.deepEqual(again.facts.map(({ text }) => text), ["Min has a dog.", "Haru sails."]);
  assert.equal(again.book.facts.length, 2);
});

Deno.test("readers change what is remembered, and nobody else does", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const whose = { conversationId: world.id, ownerId };
  await world.grow(15);
  await world.make();
  const { facts: [sails], summary } = await world.remembered();
  await changeFact(kv, whose, { id: sails!.id, text: "Haru sails alone.", nowMs: NOW });
  await changeFact(kv, whose, { id: sails!.id, pinned: true, nowMs: NOW });
  await editSummary(kv, whose, { at: summary!.at, text: "As I tell it.", nowMs: NOW });
  const changed = await world.remembered();
  assert.deepEqual([changed.summary?.text, changed.summary?.by], ["As I tell it.", "reader"]);
  assert.deepEqual([changed.facts[0]?.text, changed.facts[0]?.pinned], ["Haru sails alone.", true]);
  await forgetFact(kv, whose, sails!.id);
  assert.equal((await world.remembered()).facts.length, 1);
  await restoreFact(kv, whose);
  assert.equal((await world.remembered()).facts.length, 2);
  const stranger = { conversationId: world.id, ownerId: "other" };
  const refused = { status: 404 };
  await assert.rejects(addFact(kv, stranger, { text: "x", nowMs: NOW }), refused);
  await assert.rejects(forgetFact(kv, stranger, sails!.id), refused);
  await assert.rejects(forgetFact(kv, whose, "nobody"), refused);
  await assert.rejects(
    editSummary(kv, whose, { at: { id: "x", depth: 1 }, text: "", nowMs: NOW }),
    refused,
  );
});

Deno.test("a conversation that goes takes its memory along, also while it is being made", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15);
  await world.make();
  await world.grow(10);
  world.after();
  const asked = await world.script.asked();
  await deleteConversation(kv, world.id, ownerId);
  asked.text(ANSWER);
  asked.end();
  await world.keeper.idle();
  for (const prefix of [keys.memories(), keys.anySummaries()]) {
    for await (const { key } of kv.list({ prefix })) assert.fail(String(key));
  }
});

Deno.test("close() ends what is being made, and begins nothing more", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  await world.grow(15);
  world.after();
  await world.script.asked();
  await world.keeper.close();
  assert.equal(world.script.aborts.length, 1);
  world.after();
  await world.keeper.idle();
  assert.equal(world.script.requests.length, 1);
  assert.equal((await world.remembered()).summary, null);
  assert.deepEqual(world.lines, []);
});
