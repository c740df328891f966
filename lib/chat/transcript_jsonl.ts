/**
 * Reads and writes conversations as JSON lines in the format of SillyTavern's chat files: a head, then a message a line.
 *
 * Versions of a message are its `swipes`; `mes` is the one that is shown. Where both disagree, `mes` counts, as it is what
 * readers there see. A conversation with several is one of its group chats: the speaker stands in each line's `name`, and
 * heads may hold `unused` for both names; who heard a line is told under `maru`, which nothing else reads. Dates are written as ISO 8601; read are those, milliseconds or seconds since 1970,
 * `2023-9-1@18h30m05s123ms` and `June 19, 2023 2:20pm`. Source: the files of SillyTavern 1.10 to 1.14.
 */
import { z } from "zod";
import { EMOTIONS } from "@/lib/ai/model.ts";
import { MAX_CAST, MAX_REPLY_CHARS, MAX_SWIPES } from "@/lib/chat/model.ts";
import type { Line, Transcript, TranscriptHead, Version } from "@/lib/chat/transcript.ts";

/** Most lines that one file may bring. */
export const MAX_LINES = 10_000;
/** What SillyTavern writes for the names in the head of a group chat. */
const UNUSED = "unused";
/** Longest name of somebody, in characters. */
const MAX_NAME_CHARS = 100;

/** What is wrong with a line: it is left out, but for one that was too long, which is cut. */
export type LineProblem = "not_json" | "not_message" | "empty" | "hidden" | "cut" | "too_many";

export interface LineReport {
  /** Counted from 1, as editors do. */
  line: number;
  problem: LineProblem;
}

export type DecodedTranscript =
  | { ok: true; transcript: Transcript; reports: LineReport[] }
  /** `no_head`: the first line is none of these files; `no_lines`: nothing in it could be read. */
  | { ok: false; reason: "no_head" | "no_lines"; reports: LineReport[] };

/** Writes the first line, without a line's end. */
export function encodeHead({ userName, characterName, createdAtMs }: TranscriptHead): string {
  return JSON.stringify({
    user_name: userName,
    character_name: characterName,
    create_date: humanized(createdAtMs),
    chat_metadata: {},
  });
}

/** Writes one message, without a line's end. */
export function encodeLine({ name, isUser, versions, shown, present }: Line): string {
  const current = versions[shown];
  if (!current) throw new RangeError("Cannot write a line that shows none of its versions");
  return JSON.stringify({
    name,
    is_user: isUser,
    is_system: false,
    send_date: new Date(current.sentAtMs).toISOString(),
    mes: current.text,
    extra: extraOf(current, present),
    swipe_id: shown,
    swipes: versions.map(({ text }) => text),
    swipe_info: versions.map((version) => ({
      send_date: new Date(version.sentAtMs).toISOString(),
      extra: extraOf(version),
    })),
  });
}

function extraOf({ emotion, madeBy }: Version, present?: string[]): Record<string, unknown> {
  const slash = madeBy?.indexOf("/") ?? -1;
  const maru = { ...(emotion === null ? {} : { emotion }), ...(present ? { present } : {}) };
  return {
    ...(madeBy === null
      ? {}
      : slash > 0
      ? { api: madeBy.slice(0, slash), model: madeBy.slice(slash + 1) }
      : { model: madeBy }),
    ...(Object.keys(maru).length === 0 ? {} : { maru }),
  };
}

/** As SillyTavern names files and dates heads: `2023-9-1@18h30m05s123ms`, here in UTC. */
function humanized(ms: number): string {
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()].join("-");
  const time = `${two(date.getUTCHours())}h${two(date.getUTCMinutes())}m` +
    `${two(date.getUTCSeconds())}s${String(date.getUTCMilliseconds()).padStart(3, "0")}ms`;
  return `${day}@${time}`;
}

const Dated = z.union([z.string(), z.number()]).nullish().catch(null);
const Extra = z.object({
  api: z.string().max(60).nullish().catch(null),
  model: z.string().max(120).nullish().catch(null),
  maru: z.object({
    emotion: z.enum(EMOTIONS).optional().catch(undefined),
    present: z.array(z.string()).max(MAX_CAST).optional().catch(undefined),
  }).nullish().catch(null),
}).nullish().catch(null);

const HeadLine = z.object({
  user_name: z.string().catch(""),
  character_name: z.string().catch(""),
  create_date: Dated,
  mes: z.never().optional(),
}).refine((head) => head.user_name !== "" || head.character_name !== "");

const MessageLine = z.object({
  name: z.string().catch(""),
  is_user: z.boolean().catch(false),
  is_system: z.boolean().catch(false),
  send_date: Dated,
  mes: z.string(),
  extra: Extra,
  swipe_id: z.number().int().nullish().catch(null),
  swipes: z.array(z.string()).max(1000).nullish().catch(null),
  swipe_info: z.array(z.object({ send_date: Dated, extra: Extra }).catch({ extra: null }))
    .nullish().catch(null),
});
type MessageLine = z.infer<typeof MessageLine>;

/**
 * Reads a file. What cannot be read is reported with the number of its line, and the rest is taken.
 *
 * @param nowMs Stands for dates that are missing at the beginning; later ones follow the line before.
 */
export function decodeJsonl(text: string, nowMs: number): DecodedTranscript {
  const reports: LineReport[] = [];
  const lines: Line[] = [];
  let head: TranscriptHead | null = null;
  let lastMs = nowMs;
  for (const [number, raw] of numbered(text)) {
    const report = (problem: LineProblem) => void reports.push({ line: number, problem });
    const value = parseJson(raw);
    if (head === null) {
      const parsed = HeadLine.safeParse(value);
      if (!parsed.success) return { ok: false, reason: "no_head", reports };
      const { user_name, character_name, create_date } = parsed.data;
      lastMs = readDate(create_date) ?? nowMs;
      head = {
        userName: cleanName(user_name),
        characterName: cleanName(character_name),
        createdAtMs: lastMs,
      };
      continue;
    }
    if (lines.length === MAX_LINES) {
      report("too_many");
      break;
    }
    if (value === undefined) {
      report("not_json");
      continue;
    }
    const parsed = MessageLine.safeParse(value);
    if (!parsed.success) report("not_message");
    else if (parsed.data.is_system) report("hidden");
    else {
      const read = readLine(parsed.data, { head, lastMs });
      if (!read) report("empty");
      else {
        if (read.cut) report("cut");
        lines.push(read.line);
        lastMs = read.line.versions[read.line.shown]!.sentAtMs;
      }
    }
  }
  if (!head || lines.length === 0) {
    return { ok: false, reason: head ? "no_lines" : "no_head", reports };
  }
  return { ok: true, transcript: { ...named(head, lines), lines }, reports };
}

/** Heads of group chats name nobody: whoever speaks first is meant. */
function named(head: TranscriptHead, lines: readonly Line[]): TranscriptHead {
  const { userName, characterName } = head;
  if (userName !== UNUSED && characterName !== UNUSED) return head;
  const first = (isUser: boolean) => lines.find((line) => line.isUser === isUser)?.name ?? "";
  return {
    ...head,
    userName: userName === UNUSED ? first(true) : userName,
    characterName: characterName === UNUSED ? first(false) : characterName,
  };
}

/** The lines that hold something, with their numbers; without the mark that some editors put first. */
function* numbered(text: string): Generator<[number: number, line: string]> {
  let number = 0;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)) {
    number++;
    if (line.trim() !== "") yield [number, line];
  }
}

/** Undefined for what is no JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readLine(
  { name, is_user: isUser, mes, swipes, swipe_id, swipe_info, send_date, extra }: MessageLine,
  { head, lastMs }: { head: TranscriptHead; lastMs: number },
): { line: Line; cut: boolean } | null {
  let cut = false;
  const clean = (text: string) => {
    const plain = cleanText(text);
    cut ||= plain.length > MAX_REPLY_CHARS;
    return plain.slice(0, MAX_REPLY_CHARS).toWellFormed();
  };
  const sentAtMs = readDate(send_date) ?? lastMs;
  const shownText = clean(mes);
  if (shownText.trim() === "") return null;
  const shown: Version = { text: shownText, sentAtMs, ...readExtra(extra) };
  const versions: Version[] = [];
  const at = swipe_id != null && swipes?.[swipe_id] !== undefined ? swipe_id : -1;
  let shownAt = -1;
  for (const [n, swipe] of (swipes ?? []).entries()) {
    if (versions.length >= MAX_SWIPES - (shownAt === -1 ? 1 : 0) && n !== at) {
      cut = true;
      continue;
    }
    if (n === at) shownAt = versions.push(shown) - 1;
    else {
      const text = clean(swipe);
      if (text.trim() === "") continue;
      const info = swipe_info?.[n];
      versions.push({
        text,
        sentAtMs: readDate(info?.send_date) ?? sentAtMs,
        ...readExtra(info?.extra),
      });
    }
  }
  // Without a number, or with a wrong one, what is shown may be one of the versions all the same.
  if (shownAt === -1) shownAt = versions.findIndex(({ text }) => text === shownText);
  if (shownAt === -1) shownAt = versions.push(shown) - 1;
  const fallback = isUser ? head.userName : head.characterName;
  const present = extra?.maru?.present?.map(cleanName);
  const line: Line = {
    name: cleanName(name) || fallback,
    isUser,
    versions,
    shown: shownAt,
    ...(present ? { present } : {}),
  };
  return { line, cut };
}

function readExtra(extra: z.infer<typeof Extra>): Pick<Version, "emotion" | "madeBy"> {
  const { api, model, maru } = extra ?? {};
  const madeBy = model ? (api ? `${api}/${model}` : model) : null;
  return { emotion: maru?.emotion ?? null, madeBy };
}

/** What may stand in the store: composed, `\n` for a line's end, and no control character but a tab. */
function cleanText(text: string): string {
  return text.toWellFormed().normalize("NFC").replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

function cleanName(name: string): string {
  return cleanText(name).replace(/\s+/g, " ").trim().slice(0, MAX_NAME_CHARS).toWellFormed();
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** Milliseconds since 1970, or null for what is no date. Dates without a zone are taken for UTC. */
function readDate(value: string | number | null | undefined): number | null {
  if (typeof value === "number") return plausible(value < 1e11 ? value * 1000 : value);
  const text = value?.trim() ?? "";
  if (/^\d{9,14}(\.\d+)?$/.test(text)) return readDate(Number(text));
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return plausible(Date.parse(text));
  const own =
    /^(\d{4})-(\d{1,2})-(\d{1,2}) ?@ ?(\d{1,2})h ?(\d{1,2})m ?(\d{1,2})s(?: ?(\d{1,3})ms)?$/
      .exec(text);
  if (own) {
    const [y, mo, d, h, mi, s, ms = 0] = own.slice(1).map((part) => Number(part ?? 0));
    return plausible(Date.UTC(y!, mo! - 1, d!, h!, mi!, s!, ms));
  }
  const words = /^([a-z]+) (\d{1,2}), (\d{4}) (\d{1,2}):(\d\d) ?([ap])m$/i.exec(text);
  const month = MONTHS.indexOf(words?.[1]?.toLowerCase() ?? "");
  if (!words || month === -1) return null;
  const hour = Number(words[4]) % 12 + (words[6]!.toLowerCase() === "p" ? 12 : 0);
  return plausible(Date.UTC(Number(words[3]), month, Number(words[2]), hour, Number(words[5])));
}

/** Between 1970 and 2100. */
function plausible(ms: number): number | null {
  return Number.isFinite(ms) && ms >= 0 && ms < 4_102_444_800_000 ? Math.floor(ms) : null;
}
