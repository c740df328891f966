/** Finds the character to talk with: somebody of a story who has come up by a chapter. */
import { type Character, mayRead } from "@/lib/characters/model.ts";
import { failure } from "@/lib/errors.ts";
import { requirePersonCharacter } from "@/lib/stories/people/make.ts";
import { listPeople } from "@/lib/stories/people/people.ts";
import type { Story } from "@/lib/stories/model.ts";

/**
 * Reads the character, made where nobody talked with them yet.
 *
 * @param options.n The last chapter that is known.
 * @throws {HttpError} `not_found` for somebody who comes up later, and for one whom the writer has closed.
 */
export async function requireOpenPerson(
  kv: Deno.Kv,
  story: Story,
  { who, n, viewerId, nowMs }: { who: string; n: number; viewerId: string; nowMs: number },
): Promise<Character> {
  const { people, cast } = await listPeople(kv, story);
  const person = people.find(({ id, since }) => id === who && since <= Math.max(1, n));
  if (!person) throw failure("not_found");
  const character = await requirePersonCharacter(kv, story, { person, cast, nowMs });
  if (!mayRead(character, viewerId)) throw failure("not_found");
  return character;
}
