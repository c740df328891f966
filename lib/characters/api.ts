/** Operations of the API about characters: `/api/v1/characters`. Those that take or send files are in `api_files.ts`. */
import { z } from "zod";
import { characterFileOperations } from "@/lib/characters/api_files.ts";
import { CharacterId, replyOf } from "@/lib/characters/api_reply.ts";
import { copyName } from "@/lib/characters/copy.ts";
import { isSearch } from "@/lib/characters/gallery.ts";
import { setLike } from "@/lib/characters/likes.ts";
import { CHANGE_RULE, LIKE_RULE, MAKE_RULE } from "@/lib/characters/limits.ts";
import { CharacterInput, CharacterPatch, CharacterReply, toReply } from "@/lib/characters/model.ts";
import { getCardTexts, listedTexts, sizeOf } from "@/lib/characters/card_texts.ts";
import { RANK_SORTS } from "@/lib/characters/standing.ts";
import { listCharacters } from "@/lib/characters/listing.ts";
import {
  createCharacter,
  deleteCharacter,
  duplicateCharacter,
  newFromInput,
  requireCharacter,
  updateCharacter,
} from "@/lib/characters/store.ts";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";

const tag = "Characters";

const CharacterListQuery = ListQuery.extend({
  q: z.string().max(200).optional()
    .describe("Words, parts of words or Korean initial consonants; best matches first"),
  tag: z.string().max(30).optional(),
  sort: z.enum(RANK_SORTS).default("new").describe("Without effect where `q` searches"),
  lang: z.enum(LOCALES).optional(),
  rating: z.literal("mature").optional()
    .describe("Lists those made for adults, who are in no other list"),
});

/** A page of the list ends early, with a cursor, once its texts are as large as this in memory. */
const MAX_LIST_BYTES = 4 * 1024 * 1024;
const LISTED_AT_ONCE = 20;

export const listCharactersOperation = operation({
  method: "GET",
  path: "/api/v1/characters",
  summary: "List or search public characters",
  tag,
  auth: "optional",
  query: CharacterListQuery,
  reply: listOf(CharacterReply),
  fails: ["bad_cursor"],
  async run({ query, state: { services: { kv, catalogue } } }) {
    const { q, tag, sort, lang, rating, limit } = query;
    const find = (page: { limit: number; cursor: string | undefined }) => {
      const filter = { tag, lang, mature: rating === "mature", ...page };
      return isSearch(q)
        ? catalogue.search({ q, ...filter })
        : listCharacters(kv, { sort, ...filter });
    };
    const items: CharacterReply[] = [];
    let sizeBytes = 0;
    let next: string | null = query.cursor ?? null;
    for (;;) {
      const wanted = Math.min(LISTED_AT_ONCE, limit - items.length);
      const { items: views, nextCursor } = await find({ limit: wanted, cursor: next ?? undefined });
      // One after the other: many large cards at once would be much to hold.
      for (const view of views) {
        const texts = listedTexts(await getCardTexts(kv, view.character));
        sizeBytes += sizeOf(texts);
        items.push(toReply(view, texts));
      }
      next = nextCursor;
      const isFull = items.length >= limit || sizeBytes >= MAX_LIST_BYTES;
      if (next === null || isFull || views.length < wanted) break;
    }
    return { items, next_cursor: next };
  },
});

export const createCharacterOperation = operation({
  method: "POST",
  path: "/api/v1/characters",
  summary: "Make a character; only its name is needed, and it is private unless said otherwise",
  tag,
  auth: "required",
  body: CharacterInput,
  reply: CharacterReply,
  status: 201,
  fails: ["too_many"],
  throttle: MAKE_RULE,
  async run({ body, viewer, state: { services: { kv, now } } }) {
    const character = await createCharacter(kv, newFromInput(viewer.id, body), now());
    return await replyOf(kv, character);
  },
});

export const getCharacterOperation = operation({
  method: "GET",
  path: "/api/v1/characters/{id}",
  summary: "Read a character; unlisted ones open to whoever has the link",
  tag,
  auth: "optional",
  params: CharacterId,
  reply: CharacterReply,
  fails: ["not_found"],
  async run({ params: { id }, viewer, state: { services: { kv } } }) {
    return await replyOf(kv, await requireCharacter(kv, id, viewer?.id ?? null));
  },
});

export const changeCharacterOperation = operation({
  method: "PATCH",
  path: "/api/v1/characters/{id}",
  summary: "Change some fields of one's own character; what is absent stays",
  tag,
  auth: "required",
  params: CharacterId,
  body: CharacterPatch,
  reply: CharacterReply,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: CHANGE_RULE,
  async run({ params: { id }, body: patch, viewer, state: { services: { kv, now } } }) {
    const character = await updateCharacter(kv, id, {
      viewerId: viewer.id,
      change: { patch },
      nowMs: now(),
    });
    return await replyOf(kv, character);
  },
});

export const deleteCharacterOperation = operation({
  method: "DELETE",
  path: "/api/v1/characters/{id}",
  summary: "Delete one's own character; conversations with it stay with whoever had them",
  tag,
  auth: "required",
  params: CharacterId,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: CHANGE_RULE,
  async run({ params: { id }, viewer, state: { services: { kv } } }) {
    await deleteCharacter(kv, id, viewer.id);
  },
});

export const duplicateCharacterOperation = operation({
  method: "POST",
  path: "/api/v1/characters/{id}/duplicate",
  summary: "Make a private copy of a character",
  tag,
  auth: "required",
  params: CharacterId,
  reply: CharacterReply,
  status: 201,
  fails: ["not_found", "character_hidden", "too_many"],
  throttle: MAKE_RULE,
  async run({ params: { id }, viewer, state: { services: { kv, now } } }) {
    const source = await requireCharacter(kv, id, viewer.id);
    const copy = await duplicateCharacter(kv, source, {
      ownerId: viewer.id,
      name: copyName(source),
      nowMs: now(),
    });
    return await replyOf(kv, copy);
  },
});

const LikeReply = z.object({ liked: z.boolean(), likes: z.int() });

function likeOperation(method: "PUT" | "DELETE", summary: string) {
  const liked = method === "PUT";
  return operation({
    method,
    path: "/api/v1/characters/{id}/like",
    summary,
    tag,
    auth: "required",
    params: CharacterId,
    reply: LikeReply,
    fails: ["not_found"],
    throttle: LIKE_RULE,
    async run({ params: { id }, viewer, state: { services: { kv, now } } }) {
      await requireCharacter(kv, id, viewer.id);
      return await setLike(kv, {
        kind: "character",
        subjectId: id,
        userId: viewer.id,
        liked,
        nowMs: now(),
      });
    },
  });
}

export const likeCharacterOperation = likeOperation("PUT", "Like a character");
export const unlikeCharacterOperation = likeOperation("DELETE", "Take a like back");

/** Every operation of characters, for the OpenAPI document. */
export const characterOperations = [
  listCharactersOperation,
  createCharacterOperation,
  getCharacterOperation,
  changeCharacterOperation,
  deleteCharacterOperation,
  duplicateCharacterOperation,
  likeCharacterOperation,
  unlikeCharacterOperation,
  ...characterFileOperations,
];
