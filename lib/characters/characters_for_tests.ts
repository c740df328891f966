/** Characters made in one line, for tests. */
import type { User } from "@/lib/accounts/model.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { createCharacter, type NewCharacter } from "@/lib/characters/store.ts";
import { keys } from "@/lib/store/keys.ts";

export const START_MS = Date.UTC(2026, 2, 1, 9);

/** Stores a public character of `owner`, or whatever `change` says of it. */
export async function make(
  kv: Deno.Kv,
  name: string,
  { nowMs = START_MS, ...change }: Partial<NewCharacter> & { nowMs?: number } = {},
): Promise<Character> {
  return await createCharacter(kv, {
    ownerId: "owner",
    card: createCard(emptyCardData(name)),
    tagline: "",
    tags: [],
    lang: "ko",
    visibility: "public",
    rating: "everyone",
    origin: "made",
    ...change,
  }, nowMs);
}

/** Opens an empty store in which these people are. */
export async function openKvWith(...userIds: string[]): Promise<Deno.Kv> {
  const kv = await Deno.openKv(":memory:");
  for (const id of userIds) {
    const user: User = {
      v: 1,
      id,
      kind: "full",
      email: null,
      nickname: id,
      createdAtMs: START_MS,
      updatedAtMs: START_MS,
    };
    await kv.set(keys.user(id), user);
  }
  return kv;
}

/** A picture of a few bytes, which the store does not look into. */
export function pictureOf(text: string): NonNullable<NewCharacter["portrait"]> {
  const bytes = new TextEncoder().encode(text);
  return { large: { bytes, type: "image/webp" }, small: { bytes, type: "image/webp" } };
}
