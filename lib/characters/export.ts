/** Writes a character as a card file that other apps read: PNG, JSON or CHARX. */
import { unzipSync } from "fflate";
import { decodePortrait, PORTRAIT_LIMITS } from "@/lib/avatar/portrait.ts";
import {
  type CardAssets,
  getAssetBytes,
  getMainIcon,
  inlineAssets,
} from "@/lib/characters/card/assets.ts";
import { encodeCardJson, encodeCardPng, encodeCharx } from "@/lib/characters/card/encode.ts";
import { DEFAULT_CARD_LIMITS } from "@/lib/characters/card/limits.ts";
import type { Card } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getPortraitPng } from "@/lib/characters/portrait_file.ts";
import { getCard } from "@/lib/characters/store.ts";
import { getBlob } from "@/lib/store/blob.ts";

export const CARD_FORMATS = ["png", "json", "charx"] as const;
export type CardFormat = typeof CARD_FORMATS[number];

/** Where a drawn face travels in a card, so that another Maru draws it again. */
export const AVATAR_EXTENSION = "maru/avatar";

const TYPES: Readonly<Record<CardFormat, string>> = {
  png: "image/png",
  json: "application/json",
  charx: "application/zip",
};

/** Room for base64 of files inside a PNG or JSON, so that the file can be read again within the limits. */
const MAX_INLINE_BYTES = DEFAULT_CARD_LIMITS.maxTextBytes / 2;

export interface CardFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  /** The character's own name with an extension; any letters. */
  name: string;
}

/**
 * Writes the card of a character. What came with an imported card goes out with it; nothing is changed in a card that
 * nobody edited.
 *
 * @param version Of the JSON: 3, or 2 for older readers. A PNG carries both.
 */
export async function exportCharacter(
  kv: Deno.Kv,
  character: Character,
  form: { format: CardFormat; version?: 2 | 3 },
): Promise<CardFile> {
  return await exportCard(kv, character, { ...form, card: await getCard(kv, character) });
}

/** Writes a card with the picture and the files of a character: its own, or one that was made of it. */
export async function exportCard(
  kv: Deno.Kv,
  character: Character,
  { format, version = 3, card: given }: { format: CardFormat; version?: 2 | 3; card: Card },
): Promise<CardFile> {
  const card = withFace(given, character);
  const assets = await readAssets(kv, character);
  const options = character.rev === 1 && character.origin !== "made"
    ? {}
    : { nowMs: character.updatedAtMs };
  const bytes = await write();
  return { bytes, type: TYPES[format], name: `${fileStem(character.name)}.${format}` };

  async function write(): Promise<Uint8Array<ArrayBuffer>> {
    if (format === "charx") {
      const icon = await newIcon(kv, character, { card, assets });
      return encodeCharx(card, icon, assets, options);
    }
    const carriesIcon = format === "png";
    const inlined = inlineAssets(card, { assets, maxBytes: MAX_INLINE_BYTES, carriesIcon }).card;
    return carriesIcon
      ? encodeCardPng(inlined, await getPortraitPng(kv, character), options)
      : encodeCardJson(inlined, version, options);
  }
}

/** Imported cards leave as they came; those made here take the drawn face along, where there is no picture. */
function withFace(card: Card, { portrait, origin, avatar }: Character): Card {
  if (portrait || origin === "imported") return card;
  const extensions = { ...card.data.extensions, [AVATAR_EXTENSION]: avatar };
  return { ...card, data: { ...card.data, extensions } };
}

/** The files that came with a card, by path. */
export async function readAssets(kv: Deno.Kv, { assetsHash }: Character): Promise<CardAssets> {
  const blob = assetsHash && await getBlob(kv, assetsHash);
  return new Map(blob ? Object.entries(unzipSync(blob.bytes)) : []);
}

/** The picture to put into a CHARX; null where the card's own icon is still the one that is shown. */
async function newIcon(
  kv: Deno.Kv,
  character: Character,
  { card, assets }: { card: Card; assets: CardAssets },
): Promise<Uint8Array | null> {
  const icon = getMainIcon(card.data);
  const bytes = icon && getAssetBytes(icon.uri, assets);
  if (bytes) {
    // Pictures are written the same way each time, so equal pixels are an equal hash.
    const made = await decodePortrait(bytes, {
      ...PORTRAIT_LIMITS,
      maxBytes: DEFAULT_CARD_LIMITS.maxFileBytes,
    });
    const shown = made.ok ? await hashOf(made.portrait.large.bytes) : null;
    if (shown === (character.portrait?.large ?? null)) return null;
  }
  return await getPortraitPng(kv, character);
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return digest.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** A name that every file system takes. */
export function fileStem(name: string): string {
  const stem = name.normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ").replace(/^[. ]+|[. ]+$/g, "");
  return [...stem].slice(0, 60).join("").trim() || "character";
}

/** `Content-Disposition` of a download; any letters. Source: RFC 6266 and RFC 8187. */
export function asAttachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]+/g, "_").replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(fileName)
    .replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
