/**
 * Keeps the pictures of spaces. Each is one more reference to its bytes and goes when its time is over: whoever brings a
 * new one takes a few old ones along, so that nothing has to watch the clock.
 */
import { z } from "zod";
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { isId, newId } from "@/lib/id.ts";
import { readBoard } from "@/lib/spaces/board_model.ts";
import {
  imageIdIn,
  readSpaceImage,
  SHARED_MS,
  type SpaceImage,
  UNSHARED_MS,
} from "@/lib/spaces/share/model.ts";
import type { Picture } from "@/lib/spaces/share/picture.ts";
import { type BlobMeta, changeBlobRefs, putBlob } from "@/lib/store/blob.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Old pictures that one new one takes along: more than one, so that none are left over in the end. */
const SWEPT_AT_ONCE = 4;

/** Reads a picture of a space, or null. */
export async function getImage(
  kv: Deno.Kv,
  spaceId: string,
  id: string,
): Promise<SpaceImage | null> {
  if (!isId(id)) return null;
  const { value } = await kv.get(keys.spaceImage(spaceId, id));
  return value === null ? null : readSpaceImage(value);
}

/**
 * Stores a picture that somebody brought. It is gone again in an hour unless it is shared.
 *
 * @throws {HttpError} `not_found` where the space is gone, `unauthorized` when the account is going away.
 */
export async function putImage(
  kv: Deno.Kv,
  { spaceId, userId, picture, nowMs }: {
    spaceId: string;
    userId: string;
    picture: Picture;
    nowMs: number;
  },
): Promise<SpaceImage> {
  const id = newId();
  const made = await commitWithRetry(async () => {
    const { hash } = await putBlob(kv, picture.bytes, { type: picture.type, nowMs });
    const { width, height } = picture;
    const image: SpaceImage = {
      v: 1,
      id,
      spaceId,
      userId,
      hash,
      width,
      height,
      createdAtMs: nowMs,
      goesAtMs: nowMs + UNSHARED_MS,
    };
    const space = await kv.get(keys.space(spaceId));
    if (space.value === null) throw failure("not_found");
    const write = kv.atomic().check(space, await requireStay(kv, userId));
    setImage(write, image);
    await changeBlobRefs(kv, write, { add: [hash] });
    return { write, value: image };
  });
  await sweepImages(kv, nowMs, SWEPT_AT_ONCE);
  return made;
}

/**
 * Gives a space a linked page's picture. The same picture is there once, however often it is linked to.
 *
 * @returns Null where its bytes, or the space, went meanwhile.
 */
export async function putPreview(
  kv: Deno.Kv,
  { spaceId, hash, width, height, nowMs }:
    & Pick<SpaceImage, "spaceId" | "hash" | "width" | "height">
    & { nowMs: number },
): Promise<SpaceImage | null> {
  const id = await previewId(hash);
  const goesAtMs = nowMs + SHARED_MS;
  const kept = await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceImage(spaceId, id));
    if (entry.value !== null) {
      const longer = { ...readSpaceImage(entry.value), goesAtMs };
      const write = kv.atomic().check(entry);
      moveDue(write, readSpaceImage(entry.value), longer);
      return { write, value: longer };
    }
    const [blob, space] = await kv.getMany<[BlobMeta, unknown]>([
      keys.blob(hash),
      keys.space(spaceId),
    ]);
    if (!blob.value || blob.value.unfinished || space.value === null) {
      return { write: null, value: null };
    }
    const createdAtMs = nowMs;
    const image: SpaceImage = {
      v: 1,
      id,
      spaceId,
      userId: null,
      hash,
      width,
      height,
      createdAtMs,
      goesAtMs,
    };
    const write = kv.atomic().check(entry, space);
    setImage(write, image);
    await changeBlobRefs(kv, write, { add: [hash] });
    return { write, value: image };
  });
  await sweepImages(kv, nowMs, SWEPT_AT_ONCE);
  return kept;
}

/** A name that follows from the bytes, in the letters of ids. */
async function previewId(hash: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`preview ${hash}`));
  return `p-${new Uint8Array(digest).toHex().slice(0, 32)}`;
}

/** Keeps a picture until then at least; null where it is gone. */
export async function keepImage(
  kv: Deno.Kv,
  { spaceId, id, untilMs }: { spaceId: string; id: string; untilMs: number },
): Promise<SpaceImage | null> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceImage(spaceId, id));
    if (entry.value === null) return { write: null, value: null };
    const image = readSpaceImage(entry.value);
    if (image.goesAtMs >= untilMs) return { write: null, value: image };
    const kept = { ...image, goesAtMs: untilMs };
    const write = kv.atomic().check(entry);
    moveDue(write, image, kept);
    return { write, value: kept };
  });
}

/** Removes a picture with its reference; a second time it does nothing. */
export async function removeImage(kv: Deno.Kv, spaceId: string, id: string): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceImage(spaceId, id));
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry);
    await deleteImage(kv, write, readSpaceImage(entry.value));
    return { write, value: undefined };
  });
}

/**
 * Lets go of the picture of a message that was taken away, unless the board shows it. Pictures of pages stay: other
 * messages may show the same.
 */
export async function releaseImage(
  kv: Deno.Kv,
  spaceId: string,
  { share, nowMs }: { share: unknown; nowMs: number },
): Promise<void> {
  const shown = SharedImage.safeParse(share);
  const id = shown.success ? imageIdIn(spaceId, shown.data.url) : null;
  if (id === null) return;
  const released = await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceImage(spaceId, id));
    const image = entry.value === null ? null : readSpaceImage(entry.value);
    if (!image?.userId || image.goesAtMs < nowMs) return { write: null, value: false };
    const write = kv.atomic().check(entry);
    moveDue(write, image, { ...image, goesAtMs: nowMs - 1 });
    return { write, value: true };
  });
  if (released) await letGo(kv, { spaceId, id, nowMs });
}

const SharedImage = z.object({ kind: z.literal("image"), url: z.string() });

/** Removes every picture of a space, as when the space goes. */
export async function removeImagesIn(kv: Deno.Kv, spaceId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.spaceImages(spaceId) })) {
    await removeImage(kv, spaceId, String(key.at(-1)));
  }
}

/** Lists what a person brought to any space. */
export async function listImagesOf(kv: Deno.Kv, userId: string): Promise<SpaceImage[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: keys.spaceImagesByUser(userId) }));
  const found = await Promise.all(
    entries.map(({ key }) => getImage(kv, String(key.at(-2)), String(key.at(-1)))),
  );
  return found.filter((image) => image !== null);
}

/** Makes a picture another person's; nothing where that account is going away. */
export async function moveImage(
  kv: Deno.Kv,
  { spaceId, id }: Pick<SpaceImage, "spaceId" | "id">,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, stay] = await Promise.all([
      kv.get(keys.spaceImage(spaceId, id)),
      getStay(kv, toId),
    ]);
    const image = entry.value === null ? null : readSpaceImage(entry.value);
    if (image?.userId !== fromId || !stay) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, stay)
      .delete(keys.spaceImageByUser(fromId, spaceId, id));
    setImage(write, { ...image, userId: toId });
    return { write, value: undefined };
  });
}

/**
 * Removes pictures whose time is over, oldest first. What the board shows stays for another while.
 *
 * @returns How many went.
 */
export async function sweepImages(kv: Deno.Kv, nowMs: number, atMost: number): Promise<number> {
  const due: Deno.KvKey[] = [];
  const over = { start: keys.spaceImagesDue(), end: [...keys.spaceImagesDue(), nowMs] };
  for await (const { key } of kv.list(over, { limit: atMost })) due.push(key);
  let gone = 0;
  for (const key of due) {
    const [spaceId, id] = [String(key.at(-2)), String(key.at(-1))];
    if (await letGo(kv, { spaceId, id, nowMs })) gone++;
  }
  return gone;
}

async function letGo(
  kv: Deno.Kv,
  { spaceId, id, nowMs }: { spaceId: string; id: string; nowMs: number },
): Promise<boolean> {
  return await commitWithRetry(async () => {
    const [entry, board] = await kv.getMany([
      keys.spaceImage(spaceId, id),
      keys.spaceBoard(spaceId),
    ]);
    if (entry.value === null) return { write: null, value: false };
    const image = readSpaceImage(entry.value);
    if (image.goesAtMs >= nowMs) return { write: null, value: false };
    const write = kv.atomic().check(entry, board);
    const pinned = board.value !== null &&
      readBoard(board.value).pins.some(({ share }) => imageOf(spaceId, share) === id);
    if (pinned) moveDue(write, image, { ...image, goesAtMs: nowMs + SHARED_MS });
    else await deleteImage(kv, write, image);
    return { write, value: !pinned };
  });
}

/** The id of the space's own picture that a share shows. */
export function imageOf(
  spaceId: string,
  share: { kind: string; url?: string; image?: string | null } | null,
): string | null {
  if (share?.kind === "image") return imageIdIn(spaceId, share.url ?? "");
  return share?.kind === "link" ? imageIdIn(spaceId, share.image ?? "") : null;
}

function setImage(write: Deno.AtomicOperation, image: SpaceImage): void {
  const { spaceId, id, userId, goesAtMs } = image;
  write.set(keys.spaceImage(spaceId, id), image)
    .set(keys.spaceImageDue(goesAtMs, spaceId, id), id);
  if (userId !== null) write.set(keys.spaceImageByUser(userId, spaceId, id), id);
}

function moveDue(write: Deno.AtomicOperation, from: SpaceImage, to: SpaceImage): void {
  write.delete(keys.spaceImageDue(from.goesAtMs, from.spaceId, from.id));
  setImage(write, to);
}

async function deleteImage(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { spaceId, id, userId, goesAtMs, hash }: SpaceImage,
): Promise<void> {
  write.delete(keys.spaceImage(spaceId, id)).delete(keys.spaceImageDue(goesAtMs, spaceId, id));
  if (userId !== null) write.delete(keys.spaceImageByUser(userId, spaceId, id));
  await changeBlobRefs(kv, write, { remove: [hash] });
}
