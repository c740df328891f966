import assert from "node:assert/strict";
import { ChatModelError } from "@/lib/ai/model.ts";
import { onlyModel } from "@/lib/ai/provider.ts";
import { spokenTurns } from "@/lib/ai/turn_text.ts";
import { createCard, emptyCardData, type Lorebook } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { createCharacter } from "@/lib/characters/store.ts";
import {
  chooseVersion,
  continueReply,
  regenerate,
  removeMessage,
  reword,
  say,
  stopReply,
} from "@/lib/chat/actions.ts";
import { type FollowEvent, followTurn } from "@/lib/chat/follow.ts";
import type { Message, Turn } from "@/lib/chat/model.ts";
import {
  createConversation,
  deleteConversation,
  readPath,
  requireConversation,
} from "@/lib/chat/store.ts";
import { createTurnRunner, type TurnRunner } from "@/lib/chat/turn.ts";
import { getTurn } from "@/lib/chat/turn_store.ts";
import { getUsage } from "@/lib/chat/usage.ts";
import { newId } from "@/lib/id.ts";
import { createLog } from "@/lib/log.ts";
import { keys } from "@/lib/store/keys.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";

const NOW = Date.UTC(2026, 0, 2);
const ownerId = "me";

interface World {
  kv: Deno.Kv;
  turns: TurnRunner;
  now: () => number;
  id: string;
  model: ScriptedModel;
}

async function open(
  kv: Deno.Kv,
  { lookMs = 60_000, book }: { lookMs?: number; book?: Lorebook } = {},
): Promise<World> {
  let clock = NOW;
  // Time passes by itself, so that what happens later also has a later time.
  const now = () => clock++;
  const model = scriptedModel();
  const data = {
    ...emptyCardData("하루"),
    first_mes: "어서 와요.",
    ...(book ? { character_book: book } : {}),
  };
  const character = await createCharacter(kv, {
    ownerId,
    card: createCard(data),
    tagline: "",
    tags: [],
    lang: "ko",
    visibility: "private",
    rating: "everyone",
    origin: "made",
  }, NOW);
  const { id } = await createConversation(kv, {
    ownerId,
    character,
    greetings: ["어서 와요."],
    nowMs: NOW,
  });
  const turns = createTurnRunner({
    kv,
    log: createLog({ level: "silent" }),
    now,
    instance: "a",
    models: onlyModel(model.model),
    maxOutputTokens: 100,
    pauseMs: 0,
    lookMs,
  });
  return { kv, turns, now, id, model };
}

async function begin(world: World, text = "안녕"): Promise<Turn> {
  await say(world, world.id, { ownerId, sentAs: newId(), content: text });
  return (await getTurn(world.kv, world.id))!;
}

function follow(
  { kv, now }: World,
  turn: Turn,
  signal = new AbortController().signal,
): AsyncGenerator<FollowEvent> {
  return followTurn(kv, turn, { now, signal });
}

/** Reads along to the end. */
async function readAll(events: AsyncGenerator<FollowEvent>) {
  let text = "";
  let message: Message | null = null;
  for await (const event of events) {
    if (event.type === "text") text += event.text;
    if (event.type === "end") message = event.message;
  }
  return { text, message };
}

/** Reads along until so much text has come. */
async function readUntil(events: AsyncGenerator<FollowEvent>, text: string): Promise<void> {
  let seen = "";
  while (seen.length < text.length) {
    const { value, done } = await events.next();
    assert(!done, "the turn ended early");
    if (value.type === "text") seen += value.text;
  }
  assert.equal(seen, text);
}

async function shown({ kv, id }: World): Promise<Message[]> {
  const { leaf } = await requireConversation(kv, id, ownerId);
  return (await readPath(kv, id, { leaf, limit: 50 })).messages.map(({ message }) => message);
}

Deno.test("a reply is read along by two readers, with its emotion kept and its tag never shown", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const turn = await begin(world);
  const readers = [readAll(follow(world, turn)), readAll(follow(world, turn))];
  const reply = await world.model.asked();
  reply.text("[emo");
  reply.text("tion:smile] 반가");
  reply.text("워요.");
  reply.end();
  for (const { text, message } of await Promise.all(readers)) {
    assert.equal(text, "반가워요.");
    assert.equal(message!.content, "반가워요.");
    assert.equal(message!.emotion, "smile");
    assert.equal(message!.madeBy, "test/scripted");
  }
  await world.turns.drain(1000);
  assert.deepEqual(await getUsage(kv, ownerId, NOW), {
    v: 2,
    models: {
      "test/scripted": {
        replies: 1,
        unpriced: 1,
        promptTokens: 7,
        outputTokens: 3,
        cachedTokens: 0,
        costNano: 0,
      },
    },
  });
});

Deno.test("who comes in the middle of a reply sees what has come, and goes on", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const turn = await begin(world);
  const first = follow(world, turn);
  const reply = await world.model.asked();
  reply.text("하나 둘 ");
  await readUntil(first, "하나 둘 ");
  const late = readAll(follow(world, turn));
  reply.text("셋");
  reply.end();
  assert.equal((await late).text, "하나 둘 셋");
  await first.return(undefined);
  await world.turns.drain(1000);
});

Deno.test("stop ends the reply at once, keeps what has come, and reaches the provider", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const turn = await begin(world);
  const reading = follow(world, turn);
  const reply = await world.model.asked();
  reply.text("하나 ");
  await readUntil(reading, "하나 ");
  const rest = readAll(reading);
  await stopReply(world, world.id, { ownerId, turnId: turn.id });
  assert.equal((await rest).message!.finish, "stopped");
  await world.turns.drain(5000);
  assert.equal(world.model.aborts.length, 1);
  assert.equal((await getUsage(kv, ownerId, NOW))!.models["test/scripted"]!.replies, 1);
  assert.deepEqual((await shown(world)).map(({ content }) => content), [
    "어서 와요.",
    "안녕",
    "하나",
  ]);
});

Deno.test("what the reader says while a reply is written interrupts it", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const turn = await begin(world);
  const reading = follow(world, turn);
  const reply = await world.model.asked();
  reply.text("하나 ");
  await readUntil(reading, "하나 ");
  await begin(world, "잠깐만요");
  const contents = (await shown(world)).map(({ content }) => content);
  assert.deepEqual(contents, ["어서 와요.", "안녕", "하나", "잠깐만요"]);
  await reading.return(undefined);
  await deleteConversation(kv, world.id, ownerId);
  await world.turns.drain(0);
});

Deno.test("deleting a message ends the reply that is being written below it, and keeps the path whole", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const turn = await begin(world);
  const reading = follow(world, turn);
  (await world.model.asked()).text("하나 ");
  await readUntil(reading, "하나 ");
  const said = (await shown(world)).at(-1)!;
  await removeMessage(world, world.id, { ownerId, place: said });
  assert.equal(await getTurn(kv, world.id), null);
  assert.deepEqual((await shown(world)).map(({ content }) => content), ["어서 와요."]);
  await reading.return(undefined);
  await world.turns.drain(5000);
  // Going on makes the deletion final: nothing that is shown may go with it.
  await begin(world, "다시");
  const contents = (await shown(world)).map(({ content }) => content);
  assert.deepEqual(contents, ["어서 와요.", "다시"]);
  await world.turns.drain(0);
});

Deno.test("choosing another version ends the reply that is being written below the one shown", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const greetings = ["어서 와요.", "왔어요?"];
  const character = { id: "haru", name: "하루" };
  world.id = (await createConversation(kv, { ownerId, character, greetings, nowMs: NOW })).id;
  await begin(world);
  const [greeting] = (await readPath(kv, world.id, {
    leaf: (await requireConversation(kv, world.id, ownerId)).leaf,
    limit: 10,
  })).messages;
  const to = { id: greeting!.siblings[1]!, depth: 0 };
  await chooseVersion(world, world.id, { ownerId, from: greeting!.message.id, to });
  assert.deepEqual((await shown(world)).map(({ content }) => content), ["왔어요?"]);
  await world.turns.drain(0);
  assert.deepEqual((await shown(world)).map(({ content }) => content), ["왔어요?"]);
});

Deno.test("another reply, other words and going on each ask the model for just that", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const finish = async (text: string) => {
    const turn = (await getTurn(kv, world.id))!;
    const all = readAll(follow(world, turn));
    const reply = await world.model.asked();
    reply.text(text);
    reply.end();
    return (await all).message!;
  };
  await begin(world);
  await finish("하나.");
  await regenerate(world, world.id, ownerId);
  await finish("둘.");
  await continueReply(world, world.id, ownerId);
  assert.equal((await finish("그리고 셋.")).content, "둘. 그리고 셋.");
  const said = (await shown(world))[1]!;
  await reword(world, world.id, { ownerId, place: said, sentAs: newId(), content: "좋은 밤" });
  await finish("넷.");
  const [, again, further, other] = world.model.requests;
  assert.deepEqual(spokenTurns(again!.messages).map(({ content }) => content), [
    "어서 와요.",
    "안녕",
  ]);
  assert.equal(further!.continueLast, true);
  assert.deepEqual(further!.messages.at(-1), { role: "model", content: "둘." });
  assert.equal(spokenTurns(other!.messages).at(-1)?.content, "좋은 밤");
  assert.notEqual(world.model.requests[0]!.seed, again!.seed);
  await world.turns.drain(1000);
});

Deno.test("a failure before the first word shows its trouble; one after it keeps the words", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const early = readAll(follow(world, await begin(world)));
  (await world.model.asked()).fail(new ChatModelError("quota", "too many", 30));
  assert.equal((await early).message, null);
  const { trouble } = await requireConversation(kv, world.id, ownerId);
  assert.equal(trouble!.failure, "quota");
  assert.equal(trouble!.retryAfterS, 30);
  await regenerate(world, world.id, ownerId);
  const turn = (await getTurn(kv, world.id))!;
  const reading = follow(world, turn);
  const reply = await world.model.asked();
  reply.text("하나");
  await readUntil(reading, "하나");
  reply.fail(new ChatModelError("network", "cut"));
  const { message } = await readAll(reading);
  assert.equal(message!.content, "하나");
  assert.equal(message!.finish, "failed");
  assert.equal(message!.failure, "network");
  await world.turns.drain(1000);
});

Deno.test("a fault of the model's own code ends in words too", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const reading = readAll(follow(world, await begin(world)));
  (await world.model.asked()).fail(new TypeError("x is not a function"));
  await reading;
  const { trouble } = await requireConversation(kv, world.id, ownerId);
  assert.equal(trouble!.failure, "bad_response");
  await world.turns.drain(1000);
});

Deno.test("a reply to a character that is gone ends in words", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const { characterId } = await requireConversation(kv, world.id, ownerId);
  await kv.delete(keys.character(characterId));
  await say(world, world.id, { ownerId, sentAs: newId(), content: "안녕" });
  await world.turns.drain(1000);
  assert.equal(await getTurn(kv, world.id), null);
  assert.equal((await requireConversation(kv, world.id, ownerId)).trouble!.failure, "bad_response");
});

Deno.test("a character that its maker made private is asked nothing more by others, nor is its card read", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const [entry] = await Array.fromAsync(kv.list<Character>({ prefix: keys.characters() }));
  await kv.set(entry!.key, { ...entry!.value, ownerId: "its maker" });
  const turn = await begin(world);
  const { text } = await readAll(follow(world, turn));
  assert.equal(text, "");
  const { trouble } = await requireConversation(kv, world.id, ownerId);
  assert.equal(trouble?.failure, "bad_response");
  assert.equal(world.model.requests.length, 0);
});

Deno.test("lore that remembers more than fits beside a conversation forgets, and loses no reply", async () => {
  using kv = await Deno.openKv(":memory:");
  const entries = Array.from({ length: 4000 }, (_, id) => ({
    id,
    keys: [],
    content: "",
    constant: true,
    extensions: { sticky: 1000 },
    enabled: true,
    insertion_order: 1,
    use_regex: false,
  }));
  const world = await open(kv, { book: { extensions: {}, entries } });
  const turn = await begin(world);
  const all = readAll(follow(world, turn));
  const reply = await world.model.asked();
  reply.text("네.");
  reply.end();
  assert.equal((await all).message?.finish, "stop");
  const { lore } = await requireConversation(kv, world.id, ownerId);
  assert(Object.keys(lore!.sticky).length > 100);
});

Deno.test("a reply that nobody reads any more is cut, and says so", async () => {
  using kv = await Deno.openKv(":memory:");
  // Looks all the time; the clock of the test moves on by an hour when the reader has gone.
  const world = await open(kv, { lookMs: 1 });
  const turn = await begin(world);
  const reading = follow(world, turn);
  const reply = await world.model.asked();
  reply.text("하나");
  await readUntil(reading, "하나");
  await reading.return(undefined);
  const later = world.now();
  const cut = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      // Each look and each of these moves the clock by a millisecond: 8,000 of them are 8 seconds.
      for (let n = 0; n < 500; n++) world.now();
      if (world.model.aborts.length > 0) {
        clearInterval(timer);
        resolve();
      }
    }, 1);
  });
  await cut;
  await world.turns.drain(1000);
  assert.deepEqual(world.model.aborts, ["left"]);
  assert(world.now() - later >= 8000);
  const last = (await shown(world)).at(-1)!;
  assert.equal(last.content, "하나");
  assert.equal(last.finish, "left");
});

Deno.test("a server that stops keeps what its replies have, and lets nobody wait", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const turn = await begin(world);
  const reading = follow(world, turn);
  const reply = await world.model.asked();
  reply.text("하나");
  await readUntil(reading, "하나");
  const rest = readAll(reading);
  await world.turns.drain(0);
  assert.equal((await rest).message!.finish, "lost");
  assert.equal((await shown(world)).at(-1)!.content, "하나");
});

Deno.test("a reply that never ends is cut at its longest length", async () => {
  using kv = await Deno.openKv(":memory:");
  const world = await open(kv);
  const reading = readAll(follow(world, await begin(world)));
  const reply = await world.model.asked();
  reply.text("가".repeat(17_990));
  reply.text("나".repeat(20));
  const { message } = await reading;
  assert.equal(message!.content.length, 18_000);
  assert.equal(message!.finish, "length");
  await world.turns.drain(1000);
  for await (const { key } of kv.list({ prefix: keys.anyTurnParts() })) assert.fail(String(key));
});
