/** Reads cases for those who decide them: each with what it is about as it is now, and what was said of it. */
import type { User } from "@/lib/accounts/model.ts";
import { ownNickname } from "@/lib/accounts/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { dropCase } from "@/lib/moderation/cases.ts";
import { textOfCharacter } from "@/lib/moderation/character_text.ts";
import {
  type AboutStory,
  type Case,
  type CasePlace,
  type CharacterReport,
  type Deed,
  partsOf,
  type PersonReport,
  placeOfParts,
  readCase,
  readCharacterReport,
  readDeed,
  readPersonReport,
} from "@/lib/moderation/model.ts";
import {
  type Comment,
  readComment,
  readReport,
  type Report,
} from "@/lib/stories/comments/model.ts";
import { readStory, type Story } from "@/lib/stories/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** Reports of one case that are shown. */
const MAX_REPORTS = 30;

/** Somebody, as far as it takes to name them. */
interface Named {
  id: string;
  nickname: string;
}

interface ReportedPerson extends Named {
  /** What they call themselves, also where others see another name. */
  own: string;
  isGuest: boolean;
}

/** What a case is about, as it is now. */
export type Reported =
  | { kind: "story"; story: Story; author: Named; reports: Report[] }
  | { kind: "comment"; story: Story; comment: Comment; author: Named; reports: Report[] }
  | { kind: "person"; person: ReportedPerson; reports: PersonReport[] }
  | {
    kind: "character";
    character: Character;
    /** How its page begins. */
    text: string;
    author: Named;
    reports: CharacterReport[];
  };

/** A case with all that it takes to decide it; its reports with the latest first. */
export type CaseView = Reported & { case: Case };

/** Lists cases: the open ones, oldest first, or what is hidden, the latest first. Those about nothing go on the way. */
export async function listCases(
  kv: Deno.Kv,
  which: "open" | "hidden",
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<CaseView>> {
  const prefix = which === "open" ? keys.reviewsOpen() : keys.reviewsHidden();
  const { items, nextCursor } = await listPage(kv, prefix, {
    ...page,
    reverse: which === "hidden",
  });
  const found = await Promise.all(
    items.map(({ key }) => viewCase(kv, placeOfParts(String(key[2]), String(key[3])))),
  );
  return { items: found.filter((view) => view !== null), nextCursor };
}

async function viewCase(kv: Deno.Kv, place: CasePlace): Promise<CaseView | null> {
  const { value } = await kv.get(keys.reviewCase(...partsOf(place)));
  if (value === null) return null;
  const found = readCase(value);
  const reported = await viewReported(kv, place);
  // Deleted just now, it may come back as it was: the case waits that long.
  if (reported === "may_return") return null;
  // Its writer deleted it, or whoever reported it has gone: there is nothing left to decide.
  if (!reported || (reported.reports.length === 0 && found.status === "open")) {
    await dropCase(kv, place);
    return null;
  }
  return { ...reported, case: found };
}

async function viewReported(
  kv: Deno.Kv,
  place: CasePlace,
): Promise<Reported | "may_return" | null> {
  if ("personId" in place) return await viewPerson(kv, place.personId);
  if ("characterId" in place) return await viewCharacter(kv, place.characterId);
  return await viewStory(kv, place);
}

async function viewCharacter(kv: Deno.Kv, id: string): Promise<Reported | null> {
  const { value } = await kv.get(keys.character(id));
  if (value === null) return null;
  const character = readCharacter(value);
  return {
    kind: "character",
    character,
    text: await textOfCharacter(kv, character),
    author: await nameOf(kv, character.ownerId),
    reports: await listReports(kv, keys.characterReportsOn(id), readCharacterReport),
  };
}

/** Names somebody; without a name where they are gone. */
async function nameOf(kv: Deno.Kv, id: string): Promise<Named> {
  const { value } = await kv.get(keys.user(id));
  return { id, nickname: value === null ? "" : readUser(value).nickname };
}

async function viewPerson(kv: Deno.Kv, id: string): Promise<Reported | null> {
  const { value } = await kv.get(keys.user(id));
  if (value === null) return null;
  const user = readUser(value);
  const { nickname, kind } = user;
  const person = { id, nickname, own: ownNickname(user), isGuest: kind === "guest" };
  const reports = await listReports(kv, keys.personReportsOn(id), readPersonReport);
  return { kind: "person", person, reports };
}

async function viewStory(
  kv: Deno.Kv,
  { storyId, commentId }: AboutStory,
): Promise<Reported | "may_return" | null> {
  const [stored, said, undo] = await kv.getMany([
    keys.story(storyId),
    keys.storyComment(storyId, commentId),
    keys.storyCommentUndo(storyId, commentId),
  ]);
  if (stored.value === null) return null;
  const story = readStory(stored.value);
  const comment = said.value === null ? null : readComment(said.value);
  if (commentId !== "" && (!comment || comment.deletedAtMs !== null)) {
    return undo.value === null ? null : "may_return";
  }
  const authorId = comment?.authorId ?? story.ownerId;
  const shared = {
    story,
    author: await nameOf(kv, authorId),
    reports: await listReports(kv, keys.storyReportsOn(storyId, commentId), readReport),
  };
  return comment ? { kind: "comment", comment, ...shared } : { kind: "story", ...shared };
}

async function listReports<T extends { atMs: number }>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  read: (stored: unknown) => T,
): Promise<T[]> {
  const reports: T[] = [];
  for await (const { value } of kv.list({ prefix }, { limit: MAX_REPORTS })) {
    reports.push(read(value));
  }
  return reports.toSorted((a, b) => b.atMs - a.atMs);
}

/** A decision with the name of who made it. */
export interface DeedView {
  deed: Deed;
  by: string;
}

/** Lists decisions, the latest first. */
export async function listDeeds(
  kv: Deno.Kv,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<DeedView>> {
  const found = await listPage<Deed>(kv, keys.reviewDeeds(), { ...page, reverse: true });
  const deeds = found.items.map(({ value }) => readDeed(value));
  const users = await getAll<User>(kv, deeds.map(({ byId }) => keys.user(byId)));
  return {
    items: deeds.map((deed, n) => ({ deed, by: users[n]?.value?.nickname ?? "" })),
    nextCursor: found.nextCursor,
  };
}
