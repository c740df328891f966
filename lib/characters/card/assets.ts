/**
 * The assets a card points to: which bytes a URI means, which one is the portrait, and where a
 * file belongs in a CHARX. Browser-safe.
 */
import { type Card, type CardAsset, type CardData } from "@/lib/characters/card/model.ts";
import { decodeBase64 } from "@/lib/characters/card/text.ts";

/** Files that came with a card: path in the CHARX, or name of an older PNG asset → bytes. */
export type CardAssets = ReadonlyMap<string, Uint8Array>;

/** The spec's own spelling. */
const EMBEDDED = "embeded://";
const LEGACY = "__asset:";
/** "The picture that carries the card" as an asset URI. */
export const DEFAULT_URI = "ccdefault:";

/** The asset list of a card; one without a list has the default icon. */
export function listAssets(data: CardData): CardAsset[] {
  return data.assets ?? [{ type: "icon", uri: DEFAULT_URI, name: "main", ext: "png" }];
}

/** The main icon: the one named `main`, else the first; null when the card has no icon. */
export function getMainIcon(data: CardData): CardAsset | null {
  const icons = listAssets(data).filter((asset) => asset.type === "icon");
  return icons.find((icon) => icon.name === "main") ?? icons[0] ?? null;
}

/** The path inside the card's own files that a URI names; null for other kinds of URI. */
export function getAssetPath(uri: string): string | null {
  if (uri.startsWith(EMBEDDED)) return uri.slice(EMBEDDED.length);
  if (uri.startsWith(LEGACY)) return uri.slice(LEGACY.length);
  return null;
}

/** Whether the URI is of the older PNG form, which is read but never written. */
export function isLegacyUri(uri: string): boolean {
  return uri.startsWith(LEGACY);
}

/** The URI of a file inside a CHARX. */
export function toEmbeddedUri(path: string): string {
  return EMBEDDED + path;
}

/**
 * The bytes a URI means: an embedded file or a base64 data URL. Null for a missing file, for
 * `ccdefault:` and for web addresses, which Maru never fetches.
 */
export function getAssetBytes(uri: string, assets: CardAssets): Uint8Array | null {
  const path = getAssetPath(uri);
  if (path !== null) return assets.get(path) ?? null;
  const match = /^data:[^,]{0,200};base64,/i.exec(uri);
  return match === null ? null : decodeBase64(uri.slice(match[0].length));
}

/** Extension by the first bytes of a picture; null when it is none of the known kinds. */
export function detectImageExt(bytes: Uint8Array): "png" | "jpeg" | "webp" | "gif" | "avif" | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "webp";
  if (head.startsWith("GIF8")) return "gif";
  if (head.slice(4) === "ftypavif") return "avif";
  return null;
}

const KINDS: readonly { folder: string; exts: ReadonlySet<string> }[] = [
  { folder: "images", exts: new Set(["png", "jpg", "jpeg", "webp", "gif", "avif", "apng", "svg"]) },
  { folder: "audio", exts: new Set(["mp3", "ogg", "wav", "flac", "m4a", "opus"]) },
  { folder: "video", exts: new Set(["mp4", "webm", "mov", "mkv"]) },
  { folder: "l2d", exts: new Set(["moc3", "model3"]) },
  { folder: "3d", exts: new Set(["vrm", "glb", "gltf", "mmd", "obj", "pmx"]) },
  { folder: "ai", exts: new Set(["safetensors", "ckpt", "onnx", "pt"]) },
  { folder: "fonts", exts: new Set(["ttf", "otf", "woff", "woff2"]) },
  { folder: "code", exts: new Set(["lua", "js", "py"]) },
];

const TYPES: ReadonlySet<string> = new Set(["icon", "background", "emotion", "user_icon"]);

/**
 * A free path for an asset in a CHARX, in the folder the specification names for its type and
 * kind. Names become ASCII, as the specification asks.
 */
export function toCharxPath(asset: CardAsset, isTaken: (path: string) => boolean): string {
  const ext = /^[a-z0-9]{1,12}$/.test(asset.ext) ? asset.ext : "unknown";
  const type = TYPES.has(asset.type) || /^x_[a-z0-9_]{1,40}$/.test(asset.type)
    ? asset.type
    : "other";
  const kind = KINDS.find(({ exts }) => exts.has(ext))?.folder ?? "other";
  const name = asset.name.replaceAll(/[^A-Za-z0-9_-]+/g, "_").slice(0, 60) || "asset";
  const stem = `assets/${type}/${kind}/${name}`;
  let path = `${stem}.${ext}`;
  for (let n = 2; isTaken(path); n++) path = `${stem}_${n}.${ext}`;
  return path;
}

/**
 * Turns assets that lie beside the card into data URLs, for containers that cannot hold files
 * (PNG, JSON). With `carriesIcon` the main icon becomes `ccdefault:` instead, as the picture that
 * carries the card shows it. Stops before the base64 passes `maxBytes`; `left` names the assets
 * that stayed as they are and will be missing, so that the reader can be told.
 */
export function inlineAssets(
  card: Card,
  { assets, maxBytes, carriesIcon }: { assets: CardAssets; maxBytes: number; carriesIcon: boolean },
): { card: Card; left: string[] } {
  if (card.data.assets === undefined) return { card, left: [] };
  const icon = carriesIcon ? getMainIcon(card.data) : null;
  let leftBytes = maxBytes;
  const left: string[] = [];
  const inlined = card.data.assets.map((asset) => {
    if (getAssetPath(asset.uri) === null) return asset;
    if (asset === icon) return { ...asset, uri: DEFAULT_URI };
    const bytes = getAssetBytes(asset.uri, assets);
    const costBytes = bytes === null ? Infinity : Math.ceil(bytes.length / 3) * 4;
    if (bytes === null || costBytes > leftBytes) {
      left.push(asset.name);
      return asset;
    }
    leftBytes -= costBytes;
    const ext = detectImageExt(bytes);
    const mime = ext === null ? "application/octet-stream" : `image/${ext}`;
    return { ...asset, uri: `data:${mime};base64,${bytes.toBase64()}` };
  });
  return { card: { ...card, data: { ...card.data, assets: inlined } }, left };
}
