import assert from "node:assert/strict";
import type { Session } from "@/lib/accounts/model.ts";
import { openSession } from "@/lib/accounts/sessions.ts";
import { createAccount, createGuest } from "@/lib/accounts/store.ts";
import { unwrap } from "@/lib/accounts/outcome.ts";
import { setLike } from "@/lib/characters/likes.ts";
import { make, pictureOf } from "@/lib/characters/characters_for_tests.ts";
import type { Character } from "@/lib/characters/model.ts";
import type { Standing } from "@/lib/characters/standing.ts";
import type { Conversation, Message, Turn } from "@/lib/chat/model.ts";
import { deleteMessage } from "@/lib/chat/branches.ts";
import { createConversation } from "@/lib/chat/store.ts";
import { beginReplyTo } from "@/lib/chat/turn_begin.ts";
import { appendToTurn, holdTurn, settleTurn } from "@/lib/chat/turn_store.ts";
import { newId } from "@/lib/id.ts";
import { createLog } from "@/lib/log.ts";
import { HOUSE_ID } from "@/lib/starter/house.ts";
import { seedOnce } from "@/lib/starter/seed.ts";
import type { User } from "@/lib/accounts/model.ts";
import { decide } from "@/lib/moderation/decide.ts";
import { partsOf } from "@/lib/moderation/model.ts";
import { reportPerson } from "@/lib/moderation/person_reports.ts";
import { reportCharacter } from "@/lib/moderation/report_character.ts";
import type { Comment } from "@/lib/stories/comments/model.ts";
import { addComment, reportComment } from "@/lib/stories/comments/store.ts";
import type { Story } from "@/lib/stories/model.ts";
import { storyRankKeys, type StoryStanding } from "@/lib/stories/standing.ts";
import type { BlobMeta } from "@/lib/store/blob.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { nameKey } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW_MS = Date.now();

/** Ids of what stands in {@link openHealthy}. */
interface Ids {
  user: string;
  session: string;
  character: string;
  conversation: string;
  story: string;
}

let healthy: Promise<{ entries: Deno.KvEntry<unknown>[]; ids: Ids }> | undefined;

/** A store with something of everything in it: seeded, lived in, and in the middle of a reply. */
async function makeHealthy() {
  using kv = await Deno.openKv(":memory:");
  await seedOnce({ kv, now: () => NOW_MS, log: createLog({ level: "silent" }) });
  const user = unwrap(
    await createAccount(kv, {
      email: "haru@example.com",
      nickname: "하루",
      passwordHash: "$argon2id$",
      guestId: null,
      nowMs: NOW_MS,
    }),
  );
  await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const label = { browser: null, os: null };
  const opened = await openSession(kv, {
    userId: user.id,
    label,
    withRefresh: true,
    nowMs: NOW_MS,
  });
  const character = await make(kv, "보리", {
    ownerId: user.id,
    tags: ["tea"],
    portrait: pictureOf("a picture"),
  });
  const like = { kind: "character", userId: user.id, liked: true, nowMs: NOW_MS } as const;
  for (const subjectId of [character.id, "duduri"]) await setLike(kv, { ...like, subjectId });
  const conversation = await talk(kv, user.id, character);
  const story = await firstId(kv, keys.stories());
  const comment = await addComment(kv, {
    storyId: story,
    authorId: user.id,
    text: "좋았어요",
    nowMs: NOW_MS,
  });
  await reportComment(kv, {
    storyId: story,
    id: comment.id,
    viewerId: HOUSE_ID,
    report: { reason: "spam", note: "" },
    nowMs: NOW_MS,
  });
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  const ids = {
    user: user.id,
    session: opened!.session.id,
    character: character.id,
    conversation,
    story,
  };
  return { entries, ids };
}

/** Two turns; the second answer was deleted and could come back, and a third is being written. */
async function talk(kv: Deno.Kv, ownerId: string, character: Character): Promise<string> {
  const { id } = await createConversation(kv, {
    ownerId,
    character,
    greetings: ["어서 와요.", "왔어요?"],
    nowMs: NOW_MS,
  });
  const writer = { instance: "a", madeBy: "test/model", nowMs: NOW_MS };
  const say = async (content: string) => {
    const turn = await beginReplyTo(kv, id, { ownerId, sentAs: newId(), content, writer });
    const held = await holdTurn(kv, turn!);
    return (await appendToTurn(kv, held!, { text: "네.", emotion: null, nowMs: NOW_MS }))!.turn;
  };
  const ended = { finish: "stop", nowMs: NOW_MS } as const;
  const first = await say("안녕");
  await settleTurn(kv, { conversationId: id, turnId: first.id }, ended);
  const second = await say("또 안녕");
  await settleTurn(kv, { conversationId: id, turnId: second.id }, ended);
  await say("거기 있어요?");
  return id;
}

async function firstId(kv: Deno.Kv, prefix: Deno.KvKey): Promise<string> {
  for await (const { key } of kv.list({ prefix }, { limit: 1 })) return String(key[1]);
  throw new Error(`Nothing below ${nameKey(prefix)}`);
}

/** Opens a healthy store of one's own. */
async function openHealthy(): Promise<{ kv: Deno.Kv; ids: Ids }> {
  const { entries, ids } = await (healthy ??= makeHealthy());
  const kv = await Deno.openKv(":memory:");
  for (let start = 0; start < entries.length; start += 100) {
    const write = kv.atomic();
    for (const { key, value } of entries.slice(start, start + 100)) write.set(key, value);
    await write.commit();
  }
  return { kv, ids };
}

/** A damage, and what the checker must say of it: some of it, by its end. */
type Damage = (kv: Deno.Kv, ids: Ids) => Promise<unknown>;

/** Tests that the checker finds each damage, by a sentence that ends like this. */
function finds(rule: string, damages: Record<string, [damage: Damage, ...said: RegExp[]]>): void {
  for (const [name, [damage, ...said]] of Object.entries(damages)) {
    Deno.test(`checkStore() finds ${rule}: ${name}`, async () => {
      const { kv, ids } = await openHealthy();
      using _ = kv;
      await damage(kv, ids);
      const found = await checkStore(kv);
      for (const pattern of said) {
        assert(found.some((line) => pattern.test(line)), `${pattern} in:\n${found.join("\n")}`);
      }
      assert(found.length <= said.length, `more than was damaged:\n${found.join("\n")}`);
    });
  }
}

async function change<T extends object>(kv: Deno.Kv, key: Deno.KvKey, changes: Partial<T>) {
  const { value } = await kv.get<T>(key);
  assert(value, nameKey(key));
  await kv.set(key, { ...value, ...changes });
}

async function requireEntry<T>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  fits: (entry: Deno.KvEntry<T>) => boolean = () => true,
): Promise<Deno.KvEntry<T>> {
  for await (const entry of kv.list<T>({ prefix })) if (fits(entry)) return entry;
  throw new Error(`Nothing fits below ${nameKey(prefix)}`);
}

const deleteFirst = (prefix: Deno.KvKey): Damage => async (kv) =>
  await kv.delete((await requireEntry(kv, prefix)).key);

Deno.test("checkStore() finds nothing in an empty store, nor in one that is lived in", async () => {
  using empty = await Deno.openKv(":memory:");
  assert.deepEqual(await checkStore(empty), []);
  const { kv } = await openHealthy();
  using _ = kv;
  assert.deepEqual(await checkStore(kv), []);
  const kinds = new Set<unknown>();
  for await (const { key } of kv.list({ prefix: [] })) kinds.add(key[0]);
  for (
    const kind of ["user", "session", "refresh", "character_rank", "like", "count", "blob_chunk"]
      .concat(["conversation", "message", "turn", "turn_part", "chapter", "space"])
  ) assert(kinds.has(kind), `there is no ${kind} to damage`);
});

Deno.test("checkStore() finds nothing where a message was deleted and can come back", async () => {
  const { kv, ids } = await openHealthy();
  using _ = kv;
  const turn = (await kv.get<Turn>(keys.turn(ids.conversation))).value!;
  const place = { conversationId: ids.conversation, turnId: turn.id };
  await settleTurn(kv, place, { finish: "stop", nowMs: NOW_MS });
  const { leaf } = (await kv.get<Conversation>(keys.conversation(ids.conversation))).value!;
  await deleteMessage(kv, ids.conversation, { ownerId: ids.user, place: leaf });
  assert.deepEqual(await checkStore(kv), []);
  await kv.delete(keys.message(ids.conversation, leaf.depth, leaf.id));
  const found = await checkStore(kv);
  assert.equal(found.length, 1);
  assert.match(found[0]!, /^"conversation" ".*" cannot bring back what is in its trash$/);
});

Deno.test("checkStore() changes nothing", async () => {
  const { kv } = await openHealthy();
  using _ = kv;
  const before = await Array.fromAsync(kv.list({ prefix: [] }));
  await checkStore(kv);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), before);
});

finds("a record that is not what it should be", {
  "a key of no known kind": [
    (kv) => kv.set(["charactr", "x"], 1),
    /^"charactr" "x" is of no known kind$/,
  ],
  "a record without a field": [
    (kv, { user }) => change(kv, keys.user(user), { nickname: undefined }),
    /^"user" ".*" does not fit its schema: nickname$/,
  ],
  "a record that is no object": [
    (kv, { story }) => kv.set(keys.story(story), "text"),
    /does not fit its schema: the whole$/,
  ],
  "a record of a version to come": [
    (kv, { character }) => change(kv, keys.character(character), { v: 2 }),
    /does not fit its schema: v$/,
  ],
  "a record under another's key": [
    (kv, { user }) => change(kv, keys.user(user), { id: "another" }),
    /stands under another's name$/,
  ],
  "a message at another depth than its key's": [
    async (kv, { conversation }) => {
      const { key } = await requireEntry<Message>(kv, keys.messagesAt(conversation, 1));
      await change<Message>(kv, key, { depth: 3 });
    },
    /stands under another's name$/,
  ],
});

finds("accounts that do not agree", {
  "an e-mail that leads nowhere": [
    (kv) => kv.set(keys.userByEmail("nobody@example.com"), "nobody"),
    /^"user_by_email" "nobody@example.com" stands for nothing$/,
  ],
  "an e-mail that leads to another": [
    (kv) => kv.set(keys.userByEmail("haru@example.com"), "maru"),
    /names another record$/,
  ],
  "an account that its e-mail does not find": [
    (kv) => kv.delete(keys.userByEmail("haru@example.com")),
    /^"user_by_email" "haru@example.com" is missing$/,
  ],
  "an e-mail without a password": [
    (kv, { user }) => kv.delete(keys.credential(user)),
    /^"user" ".*" has an e-mail or a password alone$/,
  ],
  "a password of nobody": [
    async (kv, { user }) => {
      const { value } = await kv.get(keys.credential(user));
      await kv.set(keys.credential("nobody"), value);
    },
    /^"credential" "nobody" is of nobody$/,
  ],
  "a session that is in no list": [
    (kv, { user, session }) => kv.delete(keys.sessionByUser(user, session)),
    /^"session_by_user" .* is missing$/,
  ],
  "a session of nobody": [
    async (kv, { user, session }) => {
      await change<Session>(kv, keys.session(session), { userId: "nobody" });
      await kv.delete(keys.sessionByUser(user, session));
      await kv.set(keys.sessionByUser("nobody", session), session);
    },
    /^"session" ".*" is of nobody$/,
  ],
  "a refresh token of no session": [
    async (kv, { user, session }) => {
      await kv.delete(keys.session(session));
      await kv.delete(keys.sessionByUser(user, session));
    },
    /^"refresh" ".*" is of no session$/,
  ],
});

finds("characters that do not agree", {
  "one that is not among its owner's": [
    deleteFirst(keys.charactersByAnyOwner()),
    /^"character_by_owner" .* is missing$/,
  ],
  "one of nobody": [
    async (kv, { user, character }) => {
      const { value } = await kv.get<Character>(keys.character(character));
      await change<Character>(kv, keys.character(character), { ownerId: "nobody" });
      await kv.delete(keys.characterByOwner(user, value!.createdAtMs, character));
      await kv.set(keys.characterByOwner("nobody", value!.createdAtMs, character), character);
    },
    /^"character" ".*" is of nobody$/,
    /^"character_total" ".*" says 1, there are 0$/,
  ],
  "a number of them that is not theirs": [
    (kv, { user }) => kv.set(keys.characterTotal(user), 7),
    /^"character_total" ".*" says 7, there are 1$/,
  ],
  "a number of them that is none": [
    (kv, { user }) => kv.set(keys.characterTotal(user), -1),
    /^"character_total" ".*" does not fit its schema: the whole$/,
  ],
  "a number of nobody's": [
    (kv) => kv.set(keys.characterTotal("nobody"), 0),
    /^"character_total" "nobody" is of nobody$/,
  ],
  "one that is missing from a list": [
    deleteFirst(keys.characterRanks()),
    /^"character_rank" .* is missing$/,
  ],
  "a list with one that is not": [
    (kv) => kv.set(keys.characterRank("new", "", 7, "nobody"), "nobody"),
    /^"character_rank" "new" "" 7 "nobody" stands for nothing$/,
  ],
  "one that stands in lists of tags it has not": [
    (kv, { character }) => change<Character>(kv, keys.character(character), { tags: ["coffee"] }),
    /stands in other lists than its own$/,
  ],
  "one that stands nowhere": [
    async (kv, { character }) => {
      const ranked = kv.list<string>({ prefix: keys.characterRanks() });
      for await (const { key, value } of ranked) if (value === character) await kv.delete(key);
      await kv.delete(keys.characterStanding(character));
    },
    /^"character" ".*" has no standing$/,
  ],
  "a standing of no character": [
    async (kv, { character }) => {
      const { value } = await kv.get<Standing>(keys.characterStanding(character));
      await kv.set(keys.characterStanding("nobody"), { ...value, scopes: [] });
    },
    /^"character_standing" "nobody" is of no character$/,
  ],
});

finds("likes and counters that do not agree", {
  "a like that its person does not know of": [
    (kv, { user }) => kv.delete(keys.liked(user, "character", "duduri")),
    /^"like" .* is one-sided$/,
  ],
  "a like that its character does not know of": [
    (kv, { user }) => kv.set(keys.liked(user, "character", "folio"), NOW_MS),
    /^"liked" .* is one-sided$/,
  ],
  "a count that is too high": [
    (kv) => kv.set(keys.count("character", "duduri", "likes"), new Deno.KvU64(5n)),
    /^"count" "character" "duduri" "likes" says 5, there are 1$/,
    /stands with 1 likes, it has 5$/,
  ],
  "a count that is missing": [
    (kv) => kv.delete(keys.count("character", "duduri", "likes")),
    /^"count" "character" "duduri" "likes" is missing, there are 1$/,
    /stands with 1 likes, it has 0$/,
  ],
  "a count of what nobody likes": [
    (kv) => kv.set(keys.count("story", "seat-g17", "likes"), new Deno.KvU64(2n)),
    /says 2, there are 0$/,
    /stands with 0 likes, it has 2$/,
  ],
  "chats that the standing does not know of": [
    async (kv, { character }) => {
      await kv.delete(keys.standingDue(character));
      await kv.set(keys.count("character", character, "chats"), new Deno.KvU64(9n));
    },
    /stands with 0 chats, it has 9$/,
  ],
  "a like by nobody, for nothing": [
    async (kv) => {
      await kv.set(keys.like("character", "gone", "nobody"), NOW_MS);
      await kv.set(keys.liked("nobody", "character", "gone"), NOW_MS);
      await kv.set(keys.count("character", "gone", "likes"), new Deno.KvU64(1n));
    },
    /is of nobody$/,
    /is for nothing$/,
  ],
});

finds("conversations that do not agree", {
  "one that is not in its owner's list": [
    deleteFirst(keys.conversationsByAnyOwner()),
    /^"conversation_by_owner" .* is missing$/,
  ],
  "one that is not among those with its character": [
    deleteFirst(keys.conversationsWithAny()),
    /^"conversation_with" .* is missing$/,
  ],
  "a place in the list that it left": [
    (kv, { user, conversation }) =>
      kv.set(keys.conversationByOwner(user, 5, conversation), conversation),
    /^"conversation_by_owner" .* 5 .* stands for nothing$/,
  ],
  "one of nobody": [
    async (kv, { conversation }) => {
      for (const prefix of [keys.conversationsByAnyOwner(), keys.conversationsWithAny()]) {
        const { key, value } = await requireEntry<string>(kv, prefix);
        await kv.delete(key);
        await kv.set([key[0]!, "nobody", ...key.slice(2)], value);
      }
      await change<Conversation>(kv, keys.conversation(conversation), { ownerId: "nobody" });
    },
    /^"conversation" ".*" is of nobody$/,
  ],
  "one that ends nowhere": [
    (kv, { conversation }) =>
      change<Conversation>(kv, keys.conversation(conversation), { leaf: { id: "x", depth: 1 } }),
    /^"conversation" ".*" ends nowhere$/,
  ],
  "a message that answers nothing": [
    async (kv, { conversation }) => {
      const { key } = await requireEntry(kv, keys.messagesAt(conversation, 1));
      await kv.delete(key);
    },
    /has no parent$/,
  ],
  "a message without a parent in the middle": [
    async (kv, { conversation }) => {
      const { key } = await requireEntry(kv, keys.messagesAt(conversation, 2));
      await change<Message>(kv, key, { parentId: null });
    },
    /stands at the wrong depth$/,
  ],
  "a message of no conversation": [
    async (kv, { conversation }) => {
      const { value } = await requireEntry<Message>(kv, keys.messagesAt(conversation, 0));
      await kv.set(keys.message("gone", 0, value.id), value);
    },
    /is of no conversation$/,
  ],
});

finds("memory and personas that do not agree", {
  "facts of no conversation": [
    (kv) => kv.set(keys.memory("gone"), { v: 1, facts: [], forgotten: [], removed: null }),
    /^"memory" "gone" is of no conversation$/,
  ],
  "facts that are none": [
    (kv, { conversation }) => kv.set(keys.memory(conversation), { v: 1, facts: [{}] }),
    /^"memory" ".*" does not fit its schema/,
  ],
  "a persona that is gone": [
    (kv, { user }) =>
      kv.set(keys.personaShelf(user), { v: 1, ids: ["x"], defaultId: "y", removed: null }),
    /^"persona" ".*" "x" is missing$/,
    /begins as nobody$/,
  ],
  "a persona on no shelf": [
    (kv, { user }) =>
      kv.set(keys.persona(user, "x"), {
        v: 1,
        id: "x",
        ownerId: user,
        name: "Min",
        description: "",
        createdAtMs: NOW_MS,
        updatedAtMs: NOW_MS,
      }),
    /is on no shelf$/,
  ],
});

finds("replies that do not agree", {
  "a part that was lost": [deleteFirst(keys.anyTurnParts()), /says 1 parts, there are 0$/],
  "a part too many": [
    async (kv, { conversation }) => {
      const { value } = await kv.get<Turn>(keys.turn(conversation));
      await kv.set(keys.turnPart(value!.id, 1), "…");
    },
    /says 1 parts, there are 2$/,
  ],
  "a part of no reply": [
    (kv) => kv.set(keys.turnPart("gone", 0), "…"),
    /^"turn_part" "gone" 0 is of no reply$/,
  ],
  "a reply in no conversation": [
    async (kv, { conversation }) => {
      const { value } = await kv.get<Turn>(keys.turn(conversation));
      const turn = { ...value!, id: newId(), conversationId: "gone", parts: 0 };
      await kv.set(keys.turn("gone"), turn);
    },
    /^"turn" "gone" is of no conversation$/,
    /^"turn" "gone" answers nothing$/,
  ],
  "a reply to nothing": [
    (kv, { conversation }) => change<Turn>(kv, keys.turn(conversation), { parentId: "gone" }),
    /^"turn" ".*" answers nothing$/,
  ],
});

/** The meta of the one picture in the store. */
const picture = (kv: Deno.Kv) =>
  requireEntry<BlobMeta>(kv, keys.blobs(), ({ value }) => value.type === "image/webp");

finds("blobs that do not agree", {
  "references that nobody made": [
    async (kv) => {
      const { key } = await picture(kv);
      await change<BlobMeta>(kv, key, { refs: 5 });
    },
    /says 5 references, there are 2$/,
  ],
  "a blob that is gone while it is referred to": [
    async (kv) => {
      const { key, value } = await picture(kv);
      await kv.delete(key);
      await kv.delete(keys.blobChunk(value.hash, 0));
    },
    /^"blob" ".*" is missing$/,
  ],
  "a chunk that was lost": [
    async (kv) => {
      const { value } = await picture(kv);
      await kv.delete(keys.blobChunk(value.hash, 0));
    },
    /lacks chunk 0$/,
    /holds other bytes than its name says$/,
  ],
  "a bit that turned": [
    async (kv) => {
      const { value } = await picture(kv);
      await kv.set(keys.blobChunk(value.hash, 0), new TextEncoder().encode("a picturf"));
    },
    /holds other bytes than its name says$/,
  ],
  "a reference to what never got finished": [
    async (kv) => {
      const { key } = await picture(kv);
      await change<BlobMeta>(kv, key, { unfinished: true });
    },
    /is referred to and unfinished$/,
  ],
  "a chunk of no blob": [
    (kv) => kv.set(keys.blobChunk("gone", 0), new Uint8Array(3)),
    /^"blob_chunk" "gone" 0 is of no blob$/,
  ],
});

finds("stories that do not agree", {
  "one that is in no list": [deleteFirst(keys.storyRanks()), /^"story_rank" .* is missing$/],
  "one that its owner does not see": [
    deleteFirst(keys.storiesByAnyOwner()),
    /^"story_by_owner" .* is missing$/,
  ],
  "one that stands nowhere": [
    async (kv, { story }) => {
      const { value } = await kv.get<StoryStanding>(keys.storyStanding(story));
      for (const key of storyRankKeys(story, value!).values()) await kv.delete(key);
      await kv.delete(keys.storyStanding(story));
    },
    /^"story" ".*" has no standing$/,
  ],
  "a draft that is listed": [
    (kv, { story }) => change<Story>(kv, keys.story(story), { status: "draft" }),
    /stands in other lists than its own$/,
  ],
  "a time to come out that nobody keeps": [
    (kv, { story }) => kv.set(keys.storyOutAt(1, story), story),
    /^"story_out_at" 1 .* stands for nothing$/,
  ],
  "a comment that is in no thread": [
    deleteFirst(keys.anyStoryThreads()),
    /^"story_thread" .* is missing$/,
  ],
  "a comment that its writer does not see": [
    deleteFirst(keys.storyCommentsByAny()),
    /^"story_comment_by" .* is missing$/,
  ],
  "comments that are counted wrong": [
    (kv, { story }) => kv.set(keys.count("story", story, "comments"), new Deno.KvU64(7n)),
    /counts 7 comments, there are 1$/,
    /stands with 1 comments, it has 7$/,
  ],
  "a hidden comment that is counted": [
    async (kv, { story }) => {
      const { key } = await requireEntry<Comment>(kv, keys.storyComments(story), () => true);
      await change<Comment>(kv, key, { hiddenAtMs: NOW_MS });
    },
    /counts 1 comments, there are 0$/,
  ],
  "a report that its writer does not see": [
    deleteFirst(keys.storyReportsByAny()),
    /^"story_report" .* is one-sided$/,
  ],
  "a chapter that was lost": [
    (kv, { story }) => kv.delete(keys.chapter(story, 1)),
    /^"story" ".*" lacks chapter 1$/,
  ],
  "a chapter of no story": [
    async (kv, { story }) => {
      const { value } = await kv.get<object>(keys.chapter(story, 1));
      await kv.set(keys.chapter("gone", 1), { ...value, storyId: "gone" });
    },
    /^"chapter" "gone" 1 is of no story$/,
  ],
  "a chapter that its story does not have": [
    async (kv, { story }) => {
      const { value } = await kv.get<Story>(keys.story(story));
      await change<Story>(kv, keys.story(story), {
        chapters: value!.chapters.slice(0, -1),
      });
    },
    /is of no story$/,
  ],
});

/** The house is reported by the user. */
const reportHouse = (kv: Deno.Kv, { user }: Ids) =>
  reportPerson(kv, {
    personId: HOUSE_ID,
    reporterId: user,
    report: { reason: "name", note: "" },
    nowMs: NOW_MS,
  });

finds("reports of people that do not agree", {
  "one that its writer does not see": [
    async (kv, ids) => {
      await reportHouse(kv, ids);
      await deleteFirst(keys.personReportsByAny())(kv, ids);
    },
    /^"person_report_by" .* is missing$/,
  ],
  "one that is there for its writer alone": [
    async (kv, ids) => {
      await reportHouse(kv, ids);
      await deleteFirst(keys.personReports())(kv, ids);
    },
    /^"person_report_by" .* stands for nothing$/,
  ],
  "a case of nobody": [
    async (kv, ids) => {
      await reportHouse(kv, ids);
      const key = keys.reviewCase(...partsOf({ personId: HOUSE_ID }));
      const { value } = await kv.get<object>(key);
      await kv.set(keys.reviewCase("", "gone"), {
        ...value,
        personId: "gone",
        status: "dismissed",
      });
    },
    /^"review_case" "" "gone" is of nobody$/,
  ],
  "a case under another's name": [
    async (kv, ids) => {
      await reportHouse(kv, ids);
      const key = keys.reviewCase(...partsOf({ personId: HOUSE_ID }));
      await change(kv, key, { personId: ids.user });
    },
    /stands under another's name$/,
    /^"review_open" .* stands for nothing$/,
    /^"review_open" .* is missing$/,
  ],
  "a name that nobody decided to hide": [
    (kv, { user }) =>
      change<User>(kv, keys.user(user), { hidden: { nickname: "하루", atMs: NOW_MS } }),
    /^"user" ".*" is hidden without a decision$/,
  ],
  "a name that is shown in spite of a decision": [
    async (kv, ids) => {
      await reportHouse(kv, ids);
      const about = { personId: HOUSE_ID };
      await decide(kv, { about, act: "hide", byId: ids.user, nowMs: NOW_MS });
      const { value } = await kv.get<User>(keys.user(HOUSE_ID));
      const { hidden: _, ...shown } = value!;
      await kv.set(keys.user(HOUSE_ID), shown);
    },
    /is shown in spite of a decision$/,
  ],
});

/** The user's character is reported by the house. */
const reportBori = (kv: Deno.Kv, { character }: Ids) =>
  reportCharacter(kv, {
    characterId: character,
    reporterId: HOUSE_ID,
    report: { reason: "rights", note: "" },
    nowMs: NOW_MS,
  });

finds("reports of characters that do not agree", {
  "one that its writer does not see": [
    async (kv, ids) => {
      await reportBori(kv, ids);
      await deleteFirst(keys.characterReportsByAny())(kv, ids);
    },
    /^"character_report_by" .* is missing$/,
  ],
  "one that is there for its writer alone": [
    async (kv, ids) => {
      await reportBori(kv, ids);
      await deleteFirst(keys.characterReports())(kv, ids);
    },
    /^"character_report_by" .* stands for nothing$/,
  ],
  "one of one's own": [
    async (kv, ids) => {
      await reportBori(kv, ids);
      await change<Character>(kv, keys.character(ids.character), { ownerId: HOUSE_ID });
    },
    /^"character_report" .* is of its maker$/,
    /^"character_by_owner" .*$/,
    /^"character_by_owner" .*$/,
    new RegExp(`^"character_total" "${HOUSE_ID}" says `),
    /^"character_total" ".*" says 1, there are 0$/,
  ],
  "a case of no character": [
    async (kv, ids) => {
      await reportBori(kv, ids);
      const key = keys.reviewCase(...partsOf({ characterId: ids.character }));
      const { value } = await kv.get<object>(key);
      await kv.set(keys.reviewCase(":character", "gone"), {
        ...value,
        characterId: "gone",
        status: "dismissed",
      });
    },
    /^"review_case" ":character" "gone" is of no character$/,
  ],
  "a character that nobody decided to hide": [
    async (kv, { character }) => {
      const { value } = await kv.get<Character>(keys.character(character));
      await kv.set(keys.character(character), {
        ...value,
        hidden: { visibility: "public", atMs: NOW_MS },
      });
    },
    /^"character" ".*" is hidden without a decision$/,
    /^"character" ".*" is hidden and public$/,
  ],
  "a character that is shown in spite of a decision": [
    async (kv, ids) => {
      await reportBori(kv, ids);
      const about = { characterId: ids.character };
      await decide(kv, { about, act: "hide", byId: HOUSE_ID, nowMs: NOW_MS });
      const { value } = await kv.get<Character>(keys.character(ids.character));
      const { hidden: _, ...shown } = value!;
      await kv.set(keys.character(ids.character), shown);
    },
    /is shown in spite of a decision$/,
  ],
});
