/** Puts the spaces of the starter set into a store: each once, also those that a later version brings. */
import { putSpace } from "@/lib/spaces/store.ts";
import { STARTER_SPACES } from "@/lib/starter/content/index.ts";
import type { StarterSpace } from "@/lib/starter/content/types.ts";
import { HOUSE_ID, starterId } from "@/lib/starter/house.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Spaces of stores that were seeded before it was noted which ones had been put in. */
const FIRST_SLUGS: readonly string[] = ["persimmon-maru", "rainy-teahouse", "rooftop-two-am"];

/**
 * Puts in the spaces that were never put in: what people deleted or changed stays as it is.
 *
 * @param seededAtMs When the store was seeded first; null while that goes on.
 * @returns How many came.
 */
export async function putStarterSpaces(
  kv: Deno.Kv,
  { seededAtMs, nowMs }: { seededAtMs: number | null; nowMs: number },
): Promise<number> {
  let count = 0;
  for (const [n, starter] of STARTER_SPACES.entries()) {
    // A minute apart, the first one newest: lists show them in this order, later ones below.
    const createdAtMs = (seededAtMs ?? nowMs) - n * 60_000;
    if (await putOnce(kv, starter, { isOld: seededAtMs !== null, createdAtMs })) count++;
  }
  return count;
}

async function putOnce(
  kv: Deno.Kv,
  starter: StarterSpace,
  { isOld, createdAtMs }: { isOld: boolean; createdAtMs: number },
): Promise<boolean> {
  const { slug, name, description, type, theme, max_users, residents } = starter;
  const id = starterId(slug);
  return await commitWithRetry(async () => {
    const [noted, space] = await kv.getMany<[string[], unknown]>([
      keys.meta("starter_spaces"),
      keys.space(id),
    ]);
    const slugs = noted.value ?? (isOld ? FIRST_SLUGS : []);
    if (slugs.includes(slug)) return { write: null, value: false };
    const write = kv.atomic().check(noted, space).set(noted.key, [...slugs, slug]);
    if (space.value !== null) return { write, value: false };
    putSpace(write, {
      v: 2,
      id,
      ownerId: HOUSE_ID,
      name,
      description,
      type,
      theme,
      isPublic: true,
      maxUsers: max_users,
      residentIds: residents.map(starterId),
      moderatorIds: [],
      locked: false,
      slowModeS: 0,
      inviteCode: null,
      event: null,
      createdAtMs,
      updatedAtMs: createdAtMs,
    });
    return { write, value: true };
  });
}
