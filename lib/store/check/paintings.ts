/** Paintings: each is of a story or a character that is there. */
import type { Painting } from "@/lib/painting/model.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkPaintings(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.paintings())) {
    const { kind, id } = value as Painting;
    const subject = kind === "story" ? keys.story(id) : keys.character(id);
    if (!walk.has(subject)) yield `${nameKey(key)} is of nothing`;
  }
}
