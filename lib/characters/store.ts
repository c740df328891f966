/** Keeps characters: each write changes record, card, lists and change log in one commit. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { type AvatarSpec, randomAvatar } from "@/lib/avatar/model.ts";
import { isCounted, moveTotal, readTotal, requireRoomFor } from "@/lib/characters/cap.ts";
import {
  type Card,
  type CardData,
  createCard,
  emptyCardData,
} from "@/lib/characters/card/model.ts";
import {
  applyToCard,
  blobsOf,
  type Character,
  type CharacterInput,
  type CharacterPatch,
  chosenVisibility,
  mayRead,
  readCharacter,
  withVisibility,
} from "@/lib/characters/model.ts";
import {
  moveStanding,
  newStanding,
  readStanding,
  scopesOf,
  type Standing,
} from "@/lib/characters/standing.ts";
import { forgetLikesFor } from "@/lib/characters/likes.ts";
import { failure } from "@/lib/errors.ts";
import { characterReports } from "@/lib/moderation/character_reports.ts";
import { forgetPainting } from "@/lib/painting/store.ts";
import { forgetFeedbackOn } from "@/lib/social/feedback.ts";
import { forgetDeeds, publish } from "@/lib/social/notify.ts";
import { isId, newId } from "@/lib/id.ts";
import type { StoryOrigin } from "@/lib/stories/people/model.ts";
import { isVisible } from "@/lib/visible.ts";
import { changeBlobRefs, getBlob, putBlob } from "@/lib/store/blob.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

const CHANGE_LOG_MS = 24 * 60 * 60 * 1000;

/** A picture in its two sizes, as `lib/avatar/portrait.ts` makes them. */
export interface PortraitFiles {
  large: { bytes: Uint8Array; type: string };
  small: { bytes: Uint8Array; type: string };
}

/** What a character is made of. */
export interface NewCharacter {
  ownerId: string;
  card: Card;
  tagline: string;
  tags: string[];
  lang: Character["lang"];
  visibility: Character["visibility"];
  rating: Character["rating"];
  avatar?: AvatarSpec | undefined;
  portrait?: PortraitFiles | null;
  /** ZIP of the files that came inside a CHARX. */
  assets?: Uint8Array | null;
  origin: Character["origin"];
  /** Of somebody who comes out of a story. */
  story?: StoryOrigin;
  /** Given only where it must be found again: by the starter set, and for people of stories. */
  id?: string;
}

/** Reads one character, or null. */
export async function getCharacter(kv: Deno.Kv, id: string): Promise<Character | null> {
  if (!isId(id)) return null;
  const { value } = await kv.get(keys.character(id));
  return value === null ? null : readCharacter(value);
}

/**
 * Reads a character that this person may open.
 *
 * @throws {HttpError} `not_found`, also for a private one of somebody else.
 */
export async function requireCharacter(
  kv: Deno.Kv,
  id: string,
  viewerId: string | null,
): Promise<Character> {
  const character = await getCharacter(kv, id);
  if (!character || !mayRead(character, viewerId)) throw failure("not_found");
  return character;
}

/**
 * Reads a character that this person may change.
 *
 * @throws {HttpError} `not_found`, or `forbidden` where they may only look.
 */
export async function requireOwnCharacter(
  kv: Deno.Kv,
  id: string,
  viewerId: string,
): Promise<Character> {
  const character = await requireCharacter(kv, id, viewerId);
  if (character.ownerId !== viewerId) throw failure("forbidden");
  return character;
}

/** How often a card is looked for that changes while it is read. */
const CARD_TRIES = 5;

/**
 * Reads the whole card of a character, as it was imported or entered. Where the character changed since it was read, that
 * is its newest card.
 *
 * @throws {HttpError} `not_found` where the character is gone by now.
 */
export async function getCard(kv: Deno.Kv, character: Character): Promise<Card> {
  let { cardHash } = character;
  for (let n = 0; n < CARD_TRIES; n++) {
    const card = await getCardOfHash(kv, cardHash);
    if (card) return card;
    const today = await getCharacter(kv, character.id);
    if (!today) throw failure("not_found");
    cardHash = today.cardHash;
  }
  throw new Error(`Cannot read the card of character ${character.id}`);
}

/** Reads a card by its hash; null when nobody has this card any more. */
export async function getCardOfHash(kv: Deno.Kv, cardHash: string): Promise<Card | null> {
  const blob = await getBlob(kv, cardHash);
  return blob && JSON.parse(new TextDecoder().decode(blob.bytes)) as Card;
}

/** Makes what people enter into a new character's parts. */
export function newFromInput(
  ownerId: string,
  input: CharacterInput,
  more: Pick<NewCharacter, "portrait"> = {},
): NewCharacter {
  const { tagline, tags, lang, visibility, rating, avatar } = input;
  const card = createCard(applyToCard(emptyCardData(input.name), input));
  return {
    ownerId,
    card,
    tagline,
    tags,
    lang,
    visibility,
    rating,
    avatar,
    origin: "made",
    ...more,
  };
}

/** A name that fits a list and shows something; the card keeps what it has. */
function nameOf({ name }: CardData): string {
  const short = name.slice(0, 200).toWellFormed();
  return isVisible(short) ? short : "?";
}

/**
 * Stores a new character.
 *
 * @throws {HttpError} `unauthorized` when its maker's account is going away, `conflict` where there is one with this id,
 * `too_many` where its maker has as many as can be.
 */
export async function createCharacter(
  kv: Deno.Kv,
  made: NewCharacter,
  nowMs: number,
): Promise<Character> {
  const id = made.id ?? newId();
  return await commitWithRetry(async () => {
    const total = isCounted(made) ? await requireRoomFor(kv, made.ownerId) : null;
    const character: Character = {
      v: 1,
      id,
      ownerId: made.ownerId,
      name: nameOf(made.card.data),
      tagline: made.tagline,
      tags: made.tags,
      lang: made.lang,
      visibility: made.visibility,
      rating: made.rating,
      avatar: made.avatar ?? randomAvatar(id),
      portrait: made.portrait ? await putPortrait(kv, made.portrait, nowMs) : null,
      cardHash: await putCard(kv, made.card, nowMs),
      assetsHash: made.assets
        ? (await putBlob(kv, made.assets, { type: "application/zip", nowMs })).hash
        : null,
      origin: made.origin,
      ...(made.story ? { story: made.story } : {}),
      rev: 1,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    const absent = { key: keys.character(id), versionstamp: null };
    if (made.id && (await kv.get(absent.key)).versionstamp !== null) throw failure("conflict");
    const write = kv.atomic().check(absent, await requireStay(kv, made.ownerId))
      .set(keys.character(id), character)
      .set(keys.characterByOwner(character.ownerId, nowMs, id), id);
    if (total) moveTotal(write, total, 1);
    await changeBlobRefs(kv, write, { add: blobsOf(character) });
    moveStanding(write, id, { from: null, to: newStanding(character) });
    noteChange(kv, write, id);
    if (character.visibility === "public") {
      publish(write, { writerId: made.ownerId, kind: "character", subjectId: id, atMs: nowMs });
    }
    return { write, value: character };
  });
}

/** What may change of a character beside its entered fields. */
export interface CharacterChange {
  patch: CharacterPatch;
  /** A new picture; null goes back to the drawn one; absent keeps what is there. */
  portrait?: PortraitFiles | null | undefined;
  /** Changes what no form field names, such as the lorebook. May throw; runs again when a commit lost its race. */
  editCard?: ((data: CardData) => CardData) | undefined;
}

/**
 * Changes a character of `viewerId`.
 *
 * @throws {HttpError} `not_found` or `forbidden`.
 */
export async function updateCharacter(
  kv: Deno.Kv,
  id: string,
  { viewerId, change, nowMs }: { viewerId: string; change: CharacterChange; nowMs: number },
): Promise<Character> {
  const { patch, portrait, editCard = (data) => data } = change;
  if (!isId(id)) throw failure("not_found");
  return await commitWithRetry(async () => {
    const [entry, standing] = await kv.getMany<[Character, Standing]>(
      [keys.character(id), keys.characterStanding(id)],
    );
    if (!entry.value) throw failure("not_found");
    const old = readCharacter(entry.value);
    if (!mayRead(old, viewerId)) throw failure("not_found");
    if (old.ownerId !== viewerId) throw failure("forbidden");
    const card = await getCard(kv, old);
    const next: Character = {
      ...withVisibility(old, patch.visibility ?? chosenVisibility(old)),
      name: patch.name ?? old.name,
      tagline: patch.tagline ?? old.tagline,
      tags: patch.tags ?? old.tags,
      lang: patch.lang ?? old.lang,
      rating: patch.rating ?? old.rating,
      avatar: patch.avatar ?? old.avatar,
      portrait: portrait === undefined
        ? old.portrait
        : portrait && await putPortrait(kv, portrait, nowMs),
      cardHash: await putCard(
        kv,
        { ...card, data: editCard(applyToCard(card.data, patch)) },
        nowMs,
      ),
      rev: old.rev + 1,
      updatedAtMs: nowMs,
    };
    const write = kv.atomic().check(entry).check(standing).set(entry.key, next);
    await changeBlobRefs(kv, write, { add: blobsOf(next), remove: blobsOf(old) });
    const from = standing.value && readStanding(standing.value);
    const to = { ...(from ?? newStanding(next)), scopes: scopesOf(next) };
    moveStanding(write, id, { from, to });
    noteChange(kv, write, id);
    if (next.visibility === "public" && old.visibility !== "public") {
      write.check(await requireStay(kv, old.ownerId));
      publish(write, { writerId: old.ownerId, kind: "character", subjectId: id, atMs: nowMs });
    }
    return { write, value: next };
  });
}

/** Deletes a character with its card, pictures, lists and counters. Conversations with it stay, as their owners'. */
export async function deleteCharacter(
  kv: Deno.Kv,
  id: string,
  viewerId: string,
): Promise<void> {
  if (!isId(id)) throw failure("not_found");
  await commitWithRetry(async () => {
    const [entry, standing] = await kv.getMany<[Character, Standing]>(
      [keys.character(id), keys.characterStanding(id)],
    );
    if (!entry.value) throw failure("not_found");
    const old = readCharacter(entry.value);
    if (!mayRead(old, viewerId)) throw failure("not_found");
    if (old.ownerId !== viewerId) throw failure("forbidden");
    const write = kv.atomic().check(entry).check(standing)
      .delete(entry.key)
      .delete(keys.characterByOwner(old.ownerId, old.createdAtMs, id))
      .delete(keys.standingDue(id));
    if (isCounted(old)) moveTotal(write, await readTotal(kv, old.ownerId), -1);
    await changeBlobRefs(kv, write, { remove: blobsOf(old) });
    moveStanding(write, id, { from: standing.value && readStanding(standing.value), to: null });
    noteChange(kv, write, id);
    return { write, value: undefined };
  });
  await forgetPainting(kv, { kind: "character", id });
  await forgetLikesFor(kv, "character", id);
  await forgetFeedbackOn(kv, { kind: "character", id });
  await characterReports.forgetOn(kv, id);
  await forgetDeeds(kv, viewerId, { kind: "character", id });
}

/**
 * Makes a private copy of a character for somebody; of a hidden one none, as its maker could show that to everybody.
 *
 * @throws {HttpError} `character_hidden`, and as {@link createCharacter}.
 */
export async function duplicateCharacter(
  kv: Deno.Kv,
  source: Character,
  { ownerId, name, nowMs }: { ownerId: string; name: string; nowMs: number },
): Promise<Character> {
  if (source.hidden) throw failure("character_hidden");
  const card = await getCard(kv, source);
  const copy = await createCharacter(kv, {
    ownerId,
    card: { ...card, data: { ...card.data, name } },
    tagline: source.tagline,
    tags: source.tags,
    lang: source.lang,
    visibility: "private",
    rating: source.rating,
    avatar: source.avatar,
    portrait: source.portrait ? await readPortrait(kv, source.portrait) : null,
    assets: source.assetsHash ? (await getBlob(kv, source.assetsHash))?.bytes ?? null : null,
    origin: "copied",
  }, nowMs);
  return copy;
}

/** Reads the two sizes of an uploaded picture; null when one is gone. */
async function readPortrait(
  kv: Deno.Kv,
  portrait: NonNullable<Character["portrait"]>,
): Promise<PortraitFiles | null> {
  const [large, small] = await Promise.all([
    getBlob(kv, portrait.large),
    getBlob(kv, portrait.small),
  ]);
  if (!large || !small) return null;
  return {
    large: { bytes: large.bytes, type: large.meta.type },
    small: { bytes: small.bytes, type: small.meta.type },
  };
}

async function putPortrait(
  kv: Deno.Kv,
  { large, small }: PortraitFiles,
  nowMs: number,
): Promise<NonNullable<Character["portrait"]>> {
  return {
    large: (await putBlob(kv, large.bytes, { type: large.type, nowMs })).hash,
    small: (await putBlob(kv, small.bytes, { type: small.type, nowMs })).hash,
  };
}

async function putCard(kv: Deno.Kv, card: Card, nowMs: number): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(card));
  return (await putBlob(kv, bytes, { type: "application/json", nowMs })).hash;
}

/** Tells every instance's catalogue that this character changed. */
export function noteChange(kv: Deno.Kv, atomic: Deno.AtomicOperation, id: string): void {
  atomic
    .set([...keys.characterChanges(), kv.commitVersionstamp()], id, { expireIn: CHANGE_LOG_MS })
    .set(keys.characterChangeHead(), null);
}
