/** Operations of the API that take or send files: cards and portraits. */
import { z } from "zod";
import { PORTRAIT_LIMITS, type PortraitRefusal } from "@/lib/avatar/portrait.ts";
import { CharacterId, replyOf } from "@/lib/characters/api_reply.ts";
import { CARD_REFUSALS, type CardRefused } from "@/lib/characters/card/refusals.ts";
import { warningWords } from "@/lib/characters/done.ts";
import { sendCard } from "@/lib/characters/download.ts";
import { CARD_FORMATS } from "@/lib/characters/export.ts";
import { readPicture } from "@/lib/characters/form.ts";
import { importCharacter, MAX_CARD_BYTES } from "@/lib/characters/import.ts";
import { CHANGE_RULE, IMPORT_RULE } from "@/lib/characters/limits.ts";
import { CharacterReply } from "@/lib/characters/model.ts";
import { requireOwnCharacter, updateCharacter } from "@/lib/characters/store.ts";
import { failure } from "@/lib/errors.ts";
import { operation } from "@/lib/http/operation.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

const tag = "Characters";

/** What a multipart form adds around its file. */
const FORM_BYTES = 64 * 1024;

export const cardOperation = operation({
  method: "GET",
  path: "/api/v1/characters/{id}/card",
  summary: "Take a character along as a Character Card",
  tag,
  auth: "optional",
  params: CharacterId,
  query: z.object({
    format: z.enum(CARD_FORMATS).default("png"),
    version: z.literal(["2", "3"]).default("3").describe("Of the JSON; a PNG carries both"),
  }),
  produces: ["image/png", "application/json", "application/zip"],
  fails: ["not_found", "rate_limited"],
  async run({ ctx, params: { id }, query: { format, version } }) {
    return await sendCard(ctx, { id, format, version: version === "2" ? 2 : 3 });
  },
});

const ImportWarning = z.object({
  code: z.string(),
  path: z.string(),
  message: z.string(),
});

export const importOperation = operation({
  method: "POST",
  path: "/api/v1/characters/import",
  summary: "Bring a Character Card (PNG, JSON or CHARX, V1 to V3) as a private character",
  tag,
  auth: "required",
  upload: { maxBytes: MAX_CARD_BYTES + FORM_BYTES },
  reply: CharacterReply.extend({ warnings: z.array(ImportWarning) })
    .meta({ id: "ImportedCharacter" }),
  status: 201,
  fails: ["invalid_input", "unsupported_type", "too_large", "too_many"],
  throttle: IMPORT_RULE,
  async run({ form, viewer, state: { services: { kv, now }, locale } }) {
    const bytes = await fileOf(form, locale);
    const read = await importCharacter(kv, { ownerId: viewer.id, bytes, nowMs: now() });
    if (!read.ok) throw cardFailure(read, locale);
    const warnings = read.warnings.map((warning) => ({
      ...warning,
      message: warningWords(warning.code, locale) ?? warning.code,
    }));
    return { ...await replyOf(kv, read.character), warnings };
  },
});

export const portraitOperation = operation({
  method: "PUT",
  path: "/api/v1/characters/{id}/portrait",
  summary: "Show a picture (PNG, JPEG or WebP, up to 5 MiB) in place of the drawn face",
  tag,
  auth: "required",
  params: CharacterId,
  upload: { maxBytes: PORTRAIT_LIMITS.maxBytes + FORM_BYTES },
  reply: CharacterReply,
  fails: ["not_found", "forbidden", "invalid_input", "unsupported_type", "too_large"],
  throttle: CHANGE_RULE,
  async run({ form, params: { id }, viewer, state: { services: { kv, now }, locale } }) {
    await requireOwnCharacter(kv, id, viewer.id);
    const file = form?.get("file");
    if (!(file instanceof File)) throw missingFile(locale);
    const read = await readPicture(file);
    if (!read.ok) throw pictureFailure(read.reason, locale);
    const character = await updateCharacter(kv, id, {
      viewerId: viewer.id,
      change: { patch: {}, portrait: read.picture },
      nowMs: now(),
    });
    return await replyOf(kv, character);
  },
});

export const dropPortraitOperation = operation({
  method: "DELETE",
  path: "/api/v1/characters/{id}/portrait",
  summary: "Go back to the drawn face",
  tag,
  auth: "required",
  params: CharacterId,
  reply: CharacterReply,
  fails: ["not_found", "forbidden"],
  throttle: CHANGE_RULE,
  async run({ params: { id }, viewer, state: { services: { kv, now } } }) {
    const change = { patch: {}, portrait: null };
    return await replyOf(
      kv,
      await updateCharacter(kv, id, { viewerId: viewer.id, change, nowMs: now() }),
    );
  },
});

/** @throws {HttpError} `invalid_input` where there is none. */
async function fileOf(form: FormData | null, locale: Locale): Promise<Uint8Array> {
  const file = form?.get("file");
  if (!(file instanceof File)) throw missingFile(locale);
  return new Uint8Array(await file.arrayBuffer());
}

function missingFile(locale: Locale) {
  const { missing } = characterWords[locale].import;
  return failure("invalid_input", { errors: [{ path: "file", message: missing }] });
}

/** The refusal of a card as a problem: its code in the detail, its sentence beside the field. */
function cardFailure({ reason, detail }: CardRefused, locale: Locale) {
  const kind = reason === "too_large"
    ? "too_large"
    : reason === "unknown_type" || reason === "image_type"
    ? "unsupported_type"
    : "invalid_input";
  return failure(kind, {
    detail: `Cannot read the card (${reason}): ${detail}`,
    errors: [{ path: "file", message: CARD_REFUSALS[reason][locale] }],
  });
}

function pictureFailure(reason: PortraitRefusal, locale: Locale) {
  const kind = reason === "too_large"
    ? "too_large"
    : reason === "unknown_type"
    ? "unsupported_type"
    : "invalid_input";
  return failure(kind, {
    detail: `Cannot take the picture (${reason})`,
    errors: [{ path: "file", message: characterWords[locale].picture[reason] }],
  });
}

export const characterFileOperations = [
  cardOperation,
  importOperation,
  portraitOperation,
  dropPortraitOperation,
];
