/** Owns which picture of a character is sent: the uploaded one, or the drawn face with the wanted expression. */
import { LRUCache } from "lru-cache";
import { avatarQuery } from "@/lib/avatar/builder.ts";
import { type AvatarExpression, type AvatarSpec } from "@/lib/avatar/model.ts";
import { drawPicture, renderAvatarPng, toPng } from "@/lib/avatar/raster.ts";
import { renderAvatarSvg } from "@/lib/avatar/svg.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getBlob } from "@/lib/store/blob.ts";

/**
 * `large` and `small` are 4:5; `face` is a square around a drawn head, and the small picture of an uploaded one; `head`
 * is a drawn head on nothing, as the lounge's bodies wear it.
 */
export type PortraitSize = "large" | "small" | "face" | "head";

/** Drawn faces that were asked for lately, some 12 KB each. */
const drawn = new LRUCache<string, string>({
  maxSize: 16 * 1024 * 1024,
  sizeCalculation: (svg) => svg.length,
});
/** Pictures for link previews, some 200 KB each. */
const previews = new LRUCache<string, Uint8Array<ArrayBuffer>>({
  maxSize: 24 * 1024 * 1024,
  sizeCalculation: (png) => png.length,
});

/** Draws a face as SVG, or gives the drawing of a moment ago. */
export function drawFace(spec: AvatarSpec, crop: "portrait" | "face" | "head"): string {
  const name = `${crop}?${avatarQuery(spec)}`;
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const svg = renderAvatarSvg(spec, { crop });
  drawn.set(name, svg);
  return svg;
}

/** A picture to send. `hash` names the bytes of an uploaded one. */
export interface PortraitFile {
  body: string | Uint8Array<ArrayBuffer>;
  type: string;
  hash: string | null;
}

/** Hash of the uploaded picture that fits a size; null where the face is drawn. */
export function portraitHash({ portrait }: Character, size: PortraitSize): string | null {
  if (!portrait) return null;
  return size === "large" ? portrait.large : portrait.small;
}

/** Reads or draws a character's picture. `expression` changes the drawn face alone. */
export async function getPortrait(
  kv: Deno.Kv,
  character: Character,
  { size, expression }: { size: PortraitSize; expression: AvatarExpression | null },
): Promise<PortraitFile> {
  const hash = portraitHash(character, size);
  const blob = hash && await getBlob(kv, hash);
  if (blob) return { body: blob.bytes, type: blob.meta.type, hash };
  const { avatar } = character;
  const spec = expression ? { ...avatar, expression } : avatar;
  const body = drawFace(spec, size === "face" || size === "head" ? size : "portrait");
  return { body, type: "image/svg+xml", hash: null };
}

/** The portrait as PNG, as card files carry it: 640×800 where the picture is ours. */
export async function getPortraitPng(
  kv: Deno.Kv,
  { portrait, avatar }: Pick<Character, "portrait" | "avatar">,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = portrait && await getBlob(kv, portrait.large);
  const png = blob && await toPng(blob.bytes);
  return png?.ok ? png.bytes : await renderAvatarPng(avatar);
}

/** What a preview of this character is remembered by. */
function previewName({ portrait, avatar }: Character): string {
  return portrait ? portrait.large : `?${avatarQuery(avatar)}`;
}

/** A preview that needs no drawing, or null. */
export function getKnownPreview(character: Character): Uint8Array<ArrayBuffer> | null {
  return previews.get(previewName(character)) ?? null;
}

/** Draws the picture for link previews, a PNG of 1200×630. Takes a quarter of a second. */
export async function drawPreview(
  kv: Deno.Kv,
  character: Character,
): Promise<Uint8Array<ArrayBuffer>> {
  const known = getKnownPreview(character);
  if (known) return known;
  const blob = character.portrait && await getBlob(kv, character.portrait.large);
  const picture = blob && await toPng(blob.bytes);
  const png = picture?.ok
    ? await drawPicture(framePicture(picture.bytes), 1200)
    : await renderAvatarPng(character.avatar, { crop: "social" });
  previews.set(previewName(character), png);
  return png;
}

/** A portrait of 4:5 in the middle of a wide card, before itself, large and faint. */
function framePicture(png: Uint8Array): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1200" height="630" viewBox="0 0 1200 630">` +
    `<defs><image id="p" width="504" height="630" xlink:href="data:image/png;base64,${png.toBase64()}"/>` +
    `<filter id="b" x="0" y="0" width="1" height="1"><feGaussianBlur stdDeviation="10"/></filter></defs>` +
    `<rect width="1200" height="630" fill="#f3ece1"/>` +
    `<g transform="translate(-40 -480) scale(2.54)" opacity=".32"><use xlink:href="#p" filter="url(#b)"/></g>` +
    `<use xlink:href="#p" x="348"/>` +
    `<path d="M348 0V630M852 0V630" stroke="#c9a27a" stroke-width="2"/></svg>`;
}
