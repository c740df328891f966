/**
 * CHARX archives: `card.json` with its assets in one ZIP, also when a JPEG stands before it.
 * Browser-safe.
 */
import { type Zippable, zipSync } from "fflate";
import {
  type CardAssets,
  detectImageExt,
  getAssetPath,
  getMainIcon,
  isLegacyUri,
  listAssets,
  toCharxPath,
  toEmbeddedUri,
} from "@/lib/characters/card/assets.ts";
import { type CardLimits } from "@/lib/characters/card/limits.ts";
import { type CardAsset, type CardData, type JsonObject } from "@/lib/characters/card/model.ts";
import { type CardRefused, refuse } from "@/lib/characters/card/refusals.ts";
import { encodeJsonBytes } from "@/lib/characters/card/text.ts";
import { isSafePath, readZip } from "@/lib/characters/card/zip.ts";

const CARD_PATH = "card.json";
/** Content that is packed already gains nothing from deflate. */
const PACKED_EXT = /\.(png|jpe?g|webp|gif|avif|mp3|ogg|m4a|opus|mp4|webm|woff2)$/i;
/** The earliest moment a ZIP can name; fixed, so that equal cards make equal files. */
const ZIP_EPOCH = "1980-01-02T00:00:00";

/**
 * Opens a CHARX. `assets` holds every file beside `card.json`, other apps' root files included,
 * so that a later export gives them back. `prefix` is what stands before the ZIP (a JPEG), or null.
 */
export function readCharx(
  bytes: Uint8Array,
  limits: CardLimits,
):
  | { ok: true; json: Uint8Array; assets: Map<string, Uint8Array>; prefix: Uint8Array | null }
  | CardRefused {
  const zip = readZip(bytes, limits);
  if (!zip.ok) return zip;
  const json = zip.files.get(CARD_PATH);
  if (json === undefined) return refuse("zip_no_card", "the ZIP has no card.json at its root");
  if (json.length > limits.maxTextBytes) {
    return refuse("text_too_large", "card.json is over the limit");
  }
  zip.files.delete(CARD_PATH);
  const prefix = zip.startAt > 0 ? bytes.subarray(0, zip.startAt) : null;
  return { ok: true, json, assets: zip.files, prefix };
}

/** Places assets for a CHARX: what `card.json` must say and which files go beside it. */
export interface CharxLayout {
  data: CardData;
  files: Map<string, Uint8Array>;
}

/**
 * Lays out a card for a CHARX: older `__asset:` files move to their proper folders, and `image`,
 * when given, becomes the main icon in place of `ccdefault:` or of the icon that was there.
 * Files keep their paths otherwise, unknown ones too; unsafe paths are left out.
 */
export function layOutCharx(
  data: CardData,
  { image, assets }: { image: Uint8Array | null; assets: CardAssets },
): CharxLayout {
  const legacyPaths = new Set(
    listAssets(data).filter(({ uri }) => isLegacyUri(uri)).map(({ uri }) => getAssetPath(uri)),
  );
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of assets) {
    if (!legacyPaths.has(path) && path !== CARD_PATH && isSafePath(path)) files.set(path, bytes);
  }
  const isTaken = (path: string) => files.has(path) || path === CARD_PATH;
  const place = (asset: CardAsset, bytes: Uint8Array): CardAsset => {
    const path = toCharxPath(asset, isTaken);
    files.set(path, bytes);
    return { ...asset, uri: toEmbeddedUri(path) };
  };
  let list = data.assets?.map((asset) => {
    const bytes = isLegacyUri(asset.uri) ? assets.get(getAssetPath(asset.uri) ?? "") : undefined;
    return bytes === undefined ? asset : place(asset, bytes);
  });
  if (image !== null) list = placeIcon({ ...data, assets: list }, { image, files, place });
  return { data: list === undefined ? data : { ...data, assets: list }, files };
}

function placeIcon(
  data: CardData,
  { image, files, place }: {
    image: Uint8Array;
    files: Map<string, Uint8Array>;
    place: (asset: CardAsset, bytes: Uint8Array) => CardAsset;
  },
): CardAsset[] {
  const ext = detectImageExt(image) ?? "unknown";
  const list = listAssets(data);
  const icon = getMainIcon(data);
  if (icon === null) return [...list, place({ type: "icon", name: "main", ext, uri: "" }, image)];
  const path = getAssetPath(icon.uri);
  if (path !== null && isSafePath(path) && sameExt(icon.ext, ext)) {
    files.set(path, image);
    return list;
  }
  const placed = place({ ...icon, ext }, image);
  return list.map((asset) => asset === icon || sameAsset(asset, icon) ? placed : asset);
}

function sameExt(a: string, b: string): boolean {
  return a === b || (a === "jpg" && b === "jpeg");
}

/** The default list is made anew at each call, so identity alone cannot find the icon in it. */
function sameAsset(a: CardAsset, b: CardAsset): boolean {
  return a.type === b.type && a.name === b.name && a.uri === b.uri;
}

/** Packs `card.json` and the files of a layout. The same input gives the same bytes. */
export function packCharx(card: JsonObject, files: CardAssets): Uint8Array<ArrayBuffer> {
  const entries = [...files].map(([path, bytes]) =>
    [path, [bytes, { level: PACKED_EXT.test(path) ? 0 : 6 }]] as const
  );
  const json = [encodeJsonBytes(card), { level: 6 }] as const;
  return zipSync(toZippable([[CARD_PATH, json], ...entries]), { mtime: ZIP_EPOCH });
}

function toZippable(
  entries: readonly (readonly [string, readonly [Uint8Array, { level: 0 | 6 }]])[],
): Zippable {
  return Object.fromEntries(entries.map(([path, [bytes, options]]) => [path, [bytes, options]]));
}
