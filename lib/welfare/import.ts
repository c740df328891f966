/**
 * Reads files of welfare services, CSV or JSON, as UTF-8 (with or without a BOM), UTF-16 or EUC-KR, with Korean or
 * English column names. A bad row is told with its line and left out; the others come in.
 *
 * [WI1] The same file brought twice changes nothing: the key of a row makes its id.
 * [WI2] Where two rows have the same key, the second is told and left out.
 */
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import {
  type Audience,
  AUDIENCE_NAMES,
  AUDIENCES,
  toService,
  WelfareInput,
  type WelfareService,
} from "@/lib/welfare/model.ts";

/** A row that did not come in, by its line in the file, counted from 1; the number of its item in JSON. */
export interface BadRow {
  line: number;
  message: string;
}

export interface ReadServices {
  services: WelfareService[];
  bad: BadRow[];
}

export interface ImportDefaults {
  /** For rows that name no source. */
  source?: string | undefined;
  /** For rows without a day: that of the file, `2025-01-01`. */
  day: string;
}

/** Column names, folded, and the field they fill. The Korean ones are those of the government's open data. */
const COLUMNS: Readonly<Record<string, keyof WelfareInput>> = {
  key: "key",
  id: "key",
  serviceid: "key",
  서비스id: "key",
  서비스아이디: "key",
  관리번호: "key",
  name: "name",
  servicename: "name",
  서비스명: "name",
  사업명: "name",
  이름: "name",
  nameen: "nameEn",
  영문명: "nameEn",
  summary: "summary",
  offers: "summary",
  서비스요약: "summary",
  서비스내용: "summary",
  지원내용: "summary",
  내용: "summary",
  eligibility: "eligibility",
  지원대상: "eligibility",
  대상: "eligibility",
  선정기준: "eligibility",
  howto: "howTo",
  howtoapply: "howTo",
  신청방법: "howTo",
  region: "region",
  지역: "region",
  시도: "region",
  office: "office",
  담당: "office",
  담당부서: "office",
  소관기관: "office",
  소관기관명: "office",
  담당기관: "office",
  phone: "phone",
  연락처: "phone",
  대표문의: "phone",
  문의처: "phone",
  전화번호: "phone",
  link: "link",
  url: "link",
  홈페이지: "link",
  서비스url: "link",
  source: "source",
  출처: "source",
  audiences: "audiences",
  audience: "audiences",
  생애주기: "audiences",
  가구상황: "audiences",
  대상자: "audiences",
  keywords: "keywords",
  키워드: "keywords",
  관심주제: "keywords",
  updatedon: "updatedOn",
  updated: "updatedOn",
  수정일: "updatedOn",
  기준일: "updatedOn",
  최종수정일: "updatedOn",
};

const FOLDED_AUDIENCES: ReadonlyMap<string, Audience> = new Map(
  AUDIENCES.flatMap((audience) =>
    [audience, ...AUDIENCE_NAMES[audience]].map((name) => [fold(name), audience] as const)
  ),
);

/**
 * Reads bytes of a text file. What is no UTF-8 is taken for EUC-KR, as Korean offices save it.
 *
 * @throws {TypeError} If it is neither.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: the other encoding in use says so itself where it does not fit.
    return new TextDecoder("euc-kr", { fatal: true }).decode(bytes);
  }
}

/**
 * Reads a file's services.
 *
 * @throws {Error} If the file as a whole cannot be read: another format, no header, unclosed quotes.
 */
export async function readServices(
  text: string,
  { kind, ...defaults }: ImportDefaults & { kind: "csv" | "json" },
): Promise<ReadServices> {
  const rows = kind === "csv" ? readCsv(text) : readJsonRows(text);
  const services: WelfareService[] = [];
  const bad: BadRow[] = [];
  const seen = new Map<string, number>();
  for (const { line, fields } of rows) {
    const read = WelfareInput.safeParse(toInput(fields, defaults));
    if (!read.success) {
      bad.push({ line, message: messageOf(read.error.issues) });
      continue;
    }
    const service = await toService(read.data);
    const first = seen.get(service.id);
    if (first !== undefined) {
      bad.push({ line, message: `has the key of line ${first}` });
      continue;
    }
    seen.set(service.id, line);
    services.push(service);
  }
  return { services, bad };
}

interface Row {
  line: number;
  fields: Readonly<Record<string, unknown>>;
}

function readCsv(text: string): Row[] {
  let header: string[] = [];
  try {
    const records = parse(text, {
      bom: true,
      columns: (names: string[]) => header = names.map((name) => name.trim()),
      info: true,
      // Excel in Korea saves tabs as well.
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    if (!header.some((name) => COLUMNS[fold(name)] === "name")) {
      throw new Error("Cannot find a column of names, such as `name` or `서비스명`, in the CSV");
    }
    return rowsOf(records);
  } catch (error) {
    if (error instanceof CsvError) {
      throw new Error(`Cannot read the CSV: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** What csv-parse gives with `info`: a record, and the line on which it ended. */
const Parsed = z.array(z.object({
  record: z.record(z.string(), z.string()),
  info: z.object({ lines: z.int() }),
}));

function rowsOf(records: unknown): Row[] {
  return Parsed.parse(records).map(({ record, info }) => ({
    // A quoted field may hold lines; a row is told by the one on which it begins.
    line: info.lines - linesWithin(record),
    fields: record,
  }));
}

function linesWithin(record: Record<string, string>): number {
  return Object.values(record).reduce(
    (sum, value) => sum + (value.match(/\r\n|\r|\n/g)?.length ?? 0),
    0,
  );
}

function delimiterOf(text: string): string {
  const header = text.slice(0, 4_000).split(/\r?\n/, 1)[0] ?? "";
  const count = (mark: string) => header.split(mark).length;
  return count("\t") > count(",") ? "\t" : count(";") > count(",") ? ";" : ",";
}

function readJsonRows(text: string): Row[] {
  const read: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
  const list = Array.isArray(read) ? read : listWithin(read);
  if (!list) throw new Error("Cannot find a list of services in the JSON");
  return list.map((item: unknown, n) => ({
    line: n + 1,
    fields: typeof item === "object" && item !== null ? { ...item } : {},
  }));
}

/** `{items: […]}`, `{data: […]}` and the like: the first list in an object. */
function listWithin(read: unknown): unknown[] | null {
  if (typeof read !== "object" || read === null) return null;
  return Object.values(read).find((value) => Array.isArray(value)) ?? null;
}

function fold(name: string): string {
  return name.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Puts a row's columns into fields; the first column that says something wins. */
function toInput(
  fields: Readonly<Record<string, unknown>>,
  { source, day }: ImportDefaults,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(fields)) {
    const field = COLUMNS[fold(column)];
    const isEmpty = value === null || value === undefined || value === "";
    if (!field || isEmpty || (input[field] !== undefined && field !== "audiences")) continue;
    input[field] = field === "audiences"
      ? [...audiencesOf(input.audiences), ...audiencesOf(value)]
      : field === "keywords"
      ? listOf(value)
      : typeof value === "number"
      ? String(value)
      : value;
  }
  const { key, name, region = "", office = "" } = input;
  return {
    ...input,
    audiences: input.audiences ?? ["everyone"],
    source: input.source ?? source,
    updatedOn: dayOf(input.updatedOn) ?? day,
    // Without a key of its own, a service is known by what it is called, where, and by whom.
    key: key ?? (typeof name === "string" ? `${name}|${region}|${office}` : undefined),
  };
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return String(value).split(/[,;|·]/).map((part) => part.trim()).filter(Boolean);
}

/** Audiences by any of their names; what is none stays, so that the schema tells it. */
function audiencesOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  const whole = typeof value === "string" ? FOLDED_AUDIENCES.get(fold(value)) : undefined;
  if (whole) return [whole];
  return listOf(value).map((name) => FOLDED_AUDIENCES.get(fold(String(name))) ?? name);
}

/** `20250101`, `2025.1.1` and `2025-01-01 10:00` as a day; anything else as it is, for the schema to refuse. */
function dayOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const [, year, month, date] =
    /^(\d{4})[-./]?\s?(\d{1,2})[-./]?\s?(\d{1,2})(?:\D.*)?$/.exec(value.trim()) ?? [];
  if (!year || !month || !date) return value;
  return `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
}

/** What is wrong with a row, without its values: a file may hold anything. */
function messageOf(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): string {
  return issues.slice(0, 4).map(({ path, message }) => {
    const what = message.endsWith("received undefined") ? "is missing" : message;
    return `${path.map(String).join(".")} ${what}`;
  }).join("; ");
}
