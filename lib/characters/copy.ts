/** Names copies, so that two of one name can be told apart. */
import type { Character } from "@/lib/characters/model.ts";

const MAX_NAME = 60;

/** `순덕` → `순덕 (2)` → `순덕 (3)`; stays within the length of a name. */
export function copyName({ name }: Pick<Character, "name">): string {
  const [, stem = name, number] = /^(.*?) \((\d{1,3})\)$/s.exec(name) ?? [];
  const suffix = ` (${number === undefined ? 2 : Number(number) + 1})`;
  const room = MAX_NAME - suffix.length;
  return stem.slice(0, room).replace(/[\ud800-\udbff]$/, "").trimEnd() + suffix;
}
