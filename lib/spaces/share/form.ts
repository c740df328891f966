/** The forms by which people share without script: what they send, and what that asks for. */
import type { InputError } from "@/lib/errors.ts";
import { formFields } from "@/lib/http/body.ts";
import type { ShareWords } from "@/lib/i18n/share.ts";
import { MAX_PIN_TEXT } from "@/lib/spaces/board_model.ts";
import { MAX_MESSAGE, type ShareRequest } from "@/lib/spaces/protocol.ts";
import { readLink } from "@/lib/spaces/share/share.ts";

export const SHARE_KINDS = ["link", "image", "character", "story"] as const;
export type ShareKind = typeof SHARE_KINDS[number];

/** More than any field takes, so that too long is told as such; and little enough to be shown again. */
const MAX_FIELD = 4000;

/** What the fields show again where a form is sent back. */
export interface ShareValues {
  kind: ShareKind;
  url: string;
  alt: string;
  character: string;
  story: string;
  caption: string;
}

export type ReadForm<T> = { ok: true; value: T } | { ok: false; errors: InputError[] };

export function emptyShare(kind: ShareKind = "link"): ShareValues {
  return { kind, url: "", alt: "", character: "", story: "", caption: "" };
}

/** Reads the fields; what is unknown is a link, which then lacks its address. */
export function readShareValues(form: FormData): ShareValues {
  const fields = formFields(form);
  const text = (name: string) =>
    (Object.hasOwn(fields, name) ? fields[name]! : "").slice(0, MAX_FIELD).trim();
  return {
    kind: SHARE_KINDS.find((kind) => kind === text("kind")) ?? "link",
    url: text("url"),
    alt: text("alt"),
    character: text("character"),
    story: text("story"),
    caption: text("caption"),
  };
}

/** People write addresses as they say them. */
export function completeLink(text: string): string {
  return /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(text) ? `https://${text}` : text;
}

/** What a form asks for; null for a picture, which comes as a file. */
export function readShareRequest(
  values: ShareValues,
  words: ShareWords["refusals"],
): ReadForm<ShareRequest | null> {
  const errors: InputError[] = [];
  if (values.caption.length > MAX_MESSAGE) {
    errors.push({ path: `${values.kind}.caption`, message: words.too_long(MAX_MESSAGE) });
  }
  const request = requestOf(values);
  if (request === "missing") {
    const message = values.kind === "link" ? words.bad_link : words.not_found;
    errors.push({ path: FIELDS[values.kind], message });
  }
  return errors.length > 0 || request === "missing"
    ? { ok: false, errors }
    : { ok: true, value: request };
}

/** The field of each kind that a refusal is shown at. */
export const FIELDS: Readonly<Record<ShareKind, string>> = {
  link: "url",
  image: "file",
  character: "character",
  story: "story",
};

function requestOf({ kind, url, character, story }: ShareValues): ShareRequest | null | "missing" {
  switch (kind) {
    case "link": {
      const link = readLink(completeLink(url));
      return link ? { kind, url: link.href } : "missing";
    }
    case "image":
      return null;
    case "character":
      return character ? { kind, character_id: character } : "missing";
    case "story":
      return story ? { kind, story_id: story } : "missing";
  }
}

/** What the board's page is asked for. */
export type BoardAct =
  | { kind: "pin"; text: string; url: string }
  | { kind: "remove" | "restore" | "up" | "down"; id: string };

/** Reads a form of the board; null for one that it does not have. */
export function readBoardAct(form: FormData): BoardAct | null {
  const fields = formFields(form);
  const { do: act = "", pin: id = "" } = fields;
  if (act === "pin") {
    const { text = "", url = "" } = fields;
    const words = text.slice(0, MAX_FIELD).replace(/\r\n?/g, "\n").trim();
    return { kind: act, text: words, url: url.slice(0, MAX_FIELD).trim() };
  }
  const known = (["remove", "restore", "up", "down"] as const).find((kind) => kind === act);
  return known && id ? { kind: known, id } : null;
}

/** Checks what is to be pinned; the link is complete then, or null without one. */
export function checkPin(
  { text, url }: { text: string; url: string },
  words: ShareWords["refusals"],
): ReadForm<{ text: string; link: string | null }> {
  const errors: InputError[] = [];
  const link = url === "" ? null : readLink(completeLink(url))?.href;
  if (text === "" && url === "") errors.push({ path: "text", message: words.nothing });
  if (text.length > MAX_PIN_TEXT) {
    errors.push({ path: "text", message: words.too_long(MAX_PIN_TEXT) });
  }
  if (link === undefined) errors.push({ path: "url", message: words.bad_link });
  return errors.length > 0 || link === undefined
    ? { ok: false, errors }
    : { ok: true, value: { text, link } };
}
