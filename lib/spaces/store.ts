/** Keeps spaces. */
import { failure } from "@/lib/errors.ts";
import { readSpace, type Space } from "@/lib/spaces/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

const MAX_ID = 64;

/** Reads one space, or null. */
export async function getSpace(kv: Deno.Kv, id: string): Promise<Space | null> {
  const { value } = await kv.get(keys.space(id));
  return value === null ? null : readSpace(value);
}

/**
 * Reads a space that everybody may see.
 *
 * @throws {HttpError} `not_found`.
 */
export async function requirePublicSpace(kv: Deno.Kv, id: string): Promise<Space> {
  // Longer than any id, and perhaps than any key may be.
  const space = id.length <= MAX_ID ? await getSpace(kv, id) : null;
  if (!space?.isPublic) throw failure("not_found");
  return space;
}

/** Lists public spaces. */
export async function listSpaces(
  kv: Deno.Kv,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Space>> {
  const { items, nextCursor } = await listPage(kv, keys.spaces(), page);
  const spaces = items.map(({ value }) => readSpace(value)).filter(({ isPublic }) => isPublic);
  return { items: spaces, nextCursor };
}

/** Puts a space into a commit. */
export function putSpace(write: Deno.AtomicOperation, space: Space): void {
  write.set(keys.space(space.id), space);
}
