/** Brings a card file from elsewhere into the store: as a private character, with its picture and its files. */
import { type Zippable, zipSync } from "fflate";
import { type AvatarSpec, decodeAvatarSpec } from "@/lib/avatar/model.ts";
import { decodePortrait, PORTRAIT_LIMITS } from "@/lib/avatar/portrait.ts";
import { requireRoomFor } from "@/lib/characters/cap.ts";
import type { CardAssets } from "@/lib/characters/card/assets.ts";
import { decodeCard, type DecodedCard } from "@/lib/characters/card/decode.ts";
import { DEFAULT_CARD_LIMITS } from "@/lib/characters/card/limits.ts";
import type { CardData } from "@/lib/characters/card/model.ts";
import type { CardRefused, CardWarningCode } from "@/lib/characters/card/refusals.ts";
import { AVATAR_EXTENSION } from "@/lib/characters/export.ts";
import { type Character, MAX_TAGS, Tag } from "@/lib/characters/model.ts";
import { createCharacter, type NewCharacter, type PortraitFiles } from "@/lib/characters/store.ts";

/** Largest card file, in bytes. */
export const MAX_CARD_BYTES = DEFAULT_CARD_LIMITS.maxFileBytes;

/** What was mended or left aside; beside the reader's own, a picture that could not be shown. */
export interface ImportWarning {
  code: CardWarningCode | "picture_unusable";
  /** Dotted (`data.tags.3`), or empty when it concerns the whole file. */
  path: string;
}

export type Imported =
  | { ok: true; character: Character; warnings: ImportWarning[] }
  | CardRefused;

/**
 * Reads a PNG, JSON or CHARX and stores what is in it as a private character of `ownerId`.
 *
 * @throws {HttpError} As {@link createCharacter}.
 */
export async function importCharacter(
  kv: Deno.Kv,
  { ownerId, bytes, nowMs }: { ownerId: string; bytes: Uint8Array; nowMs: number },
): Promise<Imported> {
  // Before the work of reading it.
  await requireRoomFor(kv, ownerId);
  const decoded = decodeCard(bytes);
  if (!decoded.ok) return decoded;
  const warnings: ImportWarning[] = [...decoded.warnings];
  const look = await lookOf(decoded, warnings);
  const made: NewCharacter = {
    ownerId,
    card: decoded.card,
    ...guessFrom(decoded.card.data),
    visibility: "private",
    ...look,
    assets: packAssets(decoded.assets),
    origin: "imported",
  };
  return { ok: true, character: await createCharacter(kv, made, nowMs), warnings };
}

/** The face that Maru drew for this card when it left, or else the picture that came with it. */
async function lookOf(
  { card, image }: DecodedCard,
  warnings: ImportWarning[],
): Promise<{ avatar?: AvatarSpec; portrait: PortraitFiles | null }> {
  const drawn = card.data.extensions[AVATAR_EXTENSION];
  if (typeof drawn === "object" && drawn !== null) {
    return { avatar: decodeAvatarSpec(drawn), portrait: null };
  }
  if (image === null) return { portrait: null };
  const made = await decodePortrait(image, { ...PORTRAIT_LIMITS, maxBytes: MAX_CARD_BYTES });
  if (made.ok) return { portrait: made.portrait };
  warnings.push({ code: "picture_unusable", path: "" });
  return { portrait: null };
}

/** What Maru keeps beside a card, as far as the card tells. */
export function guessFrom(
  data: CardData,
): Pick<NewCharacter, "tagline" | "tags" | "lang" | "rating"> {
  return {
    tagline: guessTagline(data.creator_notes),
    tags: guessTags(data.tags),
    lang: guessLang([data.description, data.first_mes, data.personality, data.name].join("\n")),
    rating: data.tags.some((tag) => MATURE_TAG.test(tag.trim())) ? "mature" : "everyone",
  };
}

const MATURE_TAG = /^(nsfw|18\+?|r-?18|adult|mature|explicit|성인|19금|18금)$/i;
const MAX_TAGLINE = 140;

/** The first line of the maker's notes that has words, without markup. */
export function guessTagline(notes: string): string {
  for (const line of notes.slice(0, 20_000).split(/\r?\n|<br\s*\/?>/i)) {
    const words = line.replace(/<[^<>]*>/g, " ").replace(/!?\[([^\[\]]*)\]\([^()]*\)/g, "$1")
      .replace(/[*_#>`~]+/g, "").replace(/\s+/g, " ").trim();
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const short = words.normalize("NFC");
    return short.length <= MAX_TAGLINE ? short : `${cut(short, MAX_TAGLINE - 1)}…`;
  }
  return "";
}

/** Cuts without leaving half a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "").trimEnd();
}

function guessTags(tags: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const tag of tags.slice(0, 100)) {
    const read = Tag.safeParse(tag);
    if (read.success) found.set(read.data.toLowerCase(), read.data);
    if (found.size === MAX_TAGS) break;
  }
  return [...found.values()];
}

/** Korean where at least a fifth of the letters are Hangul: names and quotes alone do not make a Korean card. */
export function guessLang(text: string): Character["lang"] {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const hangul = sample.match(/[가-힣ㄱ-ㅎㅏ-ㅣ]/g)?.length ?? 0;
  return letters > 0 && hangul / letters >= 0.2 ? "ko" : "en";
}

/** Files that are packed already gain nothing from being packed again. */
const PACKED = /\.(png|jpe?g|webp|gif|avif|mp3|ogg|m4a|opus|mp4|webm|woff2)$/i;

/** One ZIP of a card's files, for `Character.assetsHash`; null without any. */
export function packAssets(assets: CardAssets): Uint8Array | null {
  if (assets.size === 0) return null;
  const files: Zippable = Object.fromEntries(
    [...assets].map(([path, bytes]) => [path, [bytes, { level: PACKED.test(path) ? 0 : 1 }]]),
  );
  return zipSync(files, { mtime: "1980-01-02T00:00:00" });
}
