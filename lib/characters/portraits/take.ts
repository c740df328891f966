/** Takes a painted picture for a character's portrait. */
import { decodePortrait } from "@/lib/avatar/portrait.ts";
import type { Character } from "@/lib/characters/model.ts";
import { updateCharacter } from "@/lib/characters/store.ts";
import { failure } from "@/lib/errors.ts";
import { getPainting } from "@/lib/painting/store.ts";
import { getBlob } from "@/lib/store/blob.ts";

/**
 * Cuts the painted picture as an uploaded one is, and shows it.
 *
 * @throws {HttpError} `not_found` where there is none, or the character is another's, hidden or gone; `forbidden`.
 */
export async function takePaintedPortrait(
  kv: Deno.Kv,
  id: string,
  { viewerId, nowMs }: { viewerId: string; nowMs: number },
): Promise<Character> {
  const painting = await getPainting(kv, { kind: "character", id }, nowMs);
  const blob = painting?.picture ? await getBlob(kv, painting.picture.hash) : null;
  const made = blob ? await decodePortrait(blob.bytes) : null;
  if (!made?.ok) throw failure("not_found");
  return await updateCharacter(kv, id, {
    viewerId,
    change: { patch: {}, portrait: made.portrait },
    nowMs,
  });
}
