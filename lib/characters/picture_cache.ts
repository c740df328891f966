/** How long and by whom a character's picture may be kept. */
import type { Context } from "fresh";
import type { Character } from "@/lib/characters/model.ts";
import type { State } from "@/lib/define.ts";

/**
 * The `Cache-Control` of a picture: for good where the address names this very revision, a minute otherwise. Pictures of
 * private characters, and answers that carry a cookie, stay with the reader.
 */
export function picturePolicy(
  { state }: Pick<Context<State>, "state">,
  { rev, visibility }: Pick<Character, "rev" | "visibility">,
  v: string | undefined,
): string {
  const scope = visibility === "private" || state.cookies.length > 0 ? "private" : "public";
  return v === String(rev) ? `${scope}, max-age=31536000, immutable` : `${scope}, max-age=60`;
}
