import assert from "node:assert/strict";
import { asFailure } from "@/lib/errors.ts";
import type { Board } from "@/lib/spaces/board_model.ts";
import {
  getImage,
  keepImage,
  putImage,
  putPreview,
  releaseImage,
  removeImage,
  removeImagesIn,
  sweepImages,
} from "@/lib/spaces/share/image_store.ts";
import { imageIdIn, imagePath, SHARED_MS, UNSHARED_MS } from "@/lib/spaces/share/model.ts";
import { type BlobMeta, getBlob, putBlob } from "@/lib/store/blob.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW = 1_000_000;

function pictureOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  return { bytes, type: "image/webp" as const, width: 4, height: 3 };
}

const put = (kv: Deno.Kv, text: string, { spaceId = "room", userId = "ann", nowMs = NOW } = {}) =>
  putImage(kv, { spaceId, userId, picture: pictureOf(text), nowMs });

/** A store with two spaces in it. */
async function openSpaces(): Promise<Deno.Kv> {
  const kv = await Deno.openKv(":memory:");
  for (const id of ["room", "other"]) await kv.set(keys.space(id), { v: 2, id });
  return kv;
}

async function refsOf(kv: Deno.Kv, hash: string): Promise<number> {
  return (await kv.get<BlobMeta>(keys.blob(hash))).value?.refs ?? 0;
}

async function everything(kv: Deno.Kv): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of kv.list({ prefix: [] })) found.push(String(key[0]));
  return found.filter((kind) => kind !== "space");
}

Deno.test("putImage() keeps a picture, and removeImage() leaves nothing of it", async () => {
  using kv = await openSpaces();
  const image = await put(kv, "a");
  assert.deepEqual(await getImage(kv, "room", image.id), image);
  assert.equal(await getImage(kv, "other", image.id), null);
  assert.equal((await getBlob(kv, image.hash))?.meta.type, "image/webp");
  await removeImage(kv, "room", image.id);
  await removeImage(kv, "room", image.id);
  assert.deepEqual(await everything(kv), []);
});

Deno.test("the same picture brought twice is two pictures of the same bytes", async () => {
  using kv = await openSpaces();
  const [one, two] = [await put(kv, "same"), await put(kv, "same", { userId: "bob" })];
  assert.notEqual(one.id, two.id);
  assert.equal(await refsOf(kv, one.hash), 2);
  await removeImage(kv, "room", one.id);
  assert.notEqual(await getBlob(kv, two.hash), null);
});

Deno.test("sweepImages() takes what was never shared after an hour, and what was kept later", async () => {
  using kv = await openSpaces();
  const lost = await put(kv, "lost");
  const shared = await put(kv, "shared");
  await keepImage(kv, { spaceId: "room", id: shared.id, untilMs: NOW + SHARED_MS });
  assert.equal(await sweepImages(kv, NOW + UNSHARED_MS - 1, 10), 0);
  assert.equal(await sweepImages(kv, NOW + UNSHARED_MS + 1, 10), 1);
  assert.equal(await getImage(kv, "room", lost.id), null);
  assert.notEqual(await getImage(kv, "room", shared.id), null);
  assert.equal(await sweepImages(kv, NOW + SHARED_MS + 1, 10), 1);
  assert.deepEqual(await everything(kv), []);
});

Deno.test("keepImage() never shortens, and knows what is gone", async () => {
  using kv = await openSpaces();
  const { id } = await put(kv, "a");
  await keepImage(kv, { spaceId: "room", id, untilMs: NOW + SHARED_MS });
  const kept = await keepImage(kv, { spaceId: "room", id, untilMs: NOW });
  assert.equal(kept?.goesAtMs, NOW + SHARED_MS);
  const gone = await keepImage(kv, { spaceId: "room", id: "gone", untilMs: NOW });
  assert.equal(gone, null);
});

Deno.test("sweepImages() leaves what the board shows", async () => {
  using kv = await openSpaces();
  const image = await put(kv, "pinned");
  const { width, height } = image;
  const share = { kind: "image" as const, url: imagePath(image), width, height, alt: "" };
  const pin = { id: "p", userId: "ann", nickname: "Ann", text: "", share, atMs: NOW };
  const board: Board = { v: 1, pins: [pin] };
  await kv.set(keys.spaceBoard("room"), board);
  assert.equal(await sweepImages(kv, NOW + SHARED_MS, 10), 0);
  assert.notEqual(await getImage(kv, "room", image.id), null);
  await kv.delete(keys.spaceBoard("room"));
  assert.equal(await sweepImages(kv, NOW + 2 * SHARED_MS + 1, 10), 1);
});

Deno.test("whoever brings a new picture takes old ones along", async () => {
  using kv = await openSpaces();
  for (let n = 0; n < 6; n++) await put(kv, `old ${n}`);
  const later = NOW + UNSHARED_MS + 1;
  await put(kv, "new", { nowMs: later });
  await put(kv, "newer", { nowMs: later });
  const left = (await everything(kv)).filter((kind) => kind === "space_image");
  assert.equal(left.length, 2);
});

Deno.test("putPreview() has each picture once in a space, and none whose bytes went", async () => {
  using kv = await openSpaces();
  const { hash } = await putBlob(kv, new Uint8Array([1, 2]), { type: "image/webp", nowMs: NOW });
  const preview = { spaceId: "room", hash, width: 4, height: 3 };
  const one = await putPreview(kv, { ...preview, nowMs: NOW });
  const two = await putPreview(kv, { ...preview, nowMs: NOW + 5 });
  assert.equal(one?.id, two?.id);
  assert.equal(two?.goesAtMs, NOW + 5 + SHARED_MS);
  assert.equal(await refsOf(kv, hash), 1);
  await putPreview(kv, { ...preview, spaceId: "other", nowMs: NOW });
  assert.equal(await refsOf(kv, hash), 2);
  assert.equal(await putPreview(kv, { ...preview, hash: "gone", nowMs: NOW }), null);
});

Deno.test("removeImagesIn() takes a space's pictures alone", async () => {
  using kv = await openSpaces();
  await put(kv, "a");
  await put(kv, "b");
  const other = await put(kv, "a", { spaceId: "other" });
  await removeImagesIn(kv, "room");
  assert.deepEqual((await everything(kv)).filter((kind) => kind === "space_image").length, 1);
  assert.equal(await refsOf(kv, other.hash), 1);
});

Deno.test("putImage() keeps nothing for an account that is going away", async () => {
  using kv = await openSpaces();
  await kv.set(keys.gone("ann"), NOW);
  await assert.rejects(put(kv, "late"), (error) => asFailure(error).reason === "unauthorized");
  const kinds = await everything(kv);
  assert.equal(kinds.includes("space_image"), false);
});

Deno.test("imageIdIn() reads paths of the very space, and nothing else", () => {
  assert.equal(imageIdIn("room", "/spaces/room/images/p-1a"), "p-1a");
  const others = [
    "/spaces/other/images/p-1a",
    "/spaces/room/images/",
    "/spaces/room/images/../x",
    "https://evil.test/spaces/room/images/a",
    "/spaces/room/images/a/b",
    `/spaces/room/images/${"a".repeat(65)}`,
  ];
  for (const path of others) assert.equal(imageIdIn("room", path), null, path);
});

Deno.test("releaseImage() takes a removed message's picture away, unless the board shows it", async () => {
  using kv = await openSpaces();
  const [gone, pinned] = [await put(kv, "gone"), await put(kv, "pinned")];
  const shareOf = (image: typeof gone) => ({
    kind: "image" as const,
    url: imagePath(image),
    width: 4,
    height: 3,
    alt: "",
  });
  const share = shareOf(pinned);
  const pin = { id: "p", userId: "ann", nickname: "Ann", text: "", share, atMs: NOW };
  await kv.set(keys.spaceBoard("room"), { v: 1, pins: [pin] });
  await releaseImage(kv, "room", { share: shareOf(gone), nowMs: NOW });
  await releaseImage(kv, "room", { share: shareOf(pinned), nowMs: NOW });
  await releaseImage(kv, "room", { share: { kind: "link", url: "https://a.test/" }, nowMs: NOW });
  await releaseImage(kv, "room", { share: null, nowMs: NOW });
  assert.equal(await getImage(kv, "room", gone.id), null);
  assert.notEqual(await getImage(kv, "room", pinned.id), null);
});

Deno.test("no picture comes to a space that is gone", async () => {
  using kv = await openSpaces();
  await assert.rejects(
    put(kv, "late", { spaceId: "gone" }),
    (error) => asFailure(error).reason === "not_found",
  );
  const { hash } = await putBlob(kv, new Uint8Array([1]), { type: "image/webp", nowMs: NOW });
  const preview = { spaceId: "gone", hash, width: 1, height: 1, nowMs: NOW };
  assert.equal(await putPreview(kv, preview), null);
});
