/** The form of a space: what it shows, reads and refuses. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { asFailure, type InputError } from "@/lib/errors.ts";
import { readForm } from "@/lib/http/body.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import {
  checkEventForm,
  emptyEvent,
  type EventValues,
  eventValues,
  readEventForm,
} from "@/lib/spaces/events/form.ts";
import { mayHaveEvent } from "@/lib/spaces/events/model.ts";
import {
  applyPatch,
  checkFields,
  DEFAULT_USERS,
  MAX_SPACE_DESCRIPTION,
  MAX_SPACE_NAME,
  MAX_THEME,
  MIN_USERS,
  newFields,
  SpaceInput,
} from "@/lib/spaces/input.ts";
import { MAX_RESIDENTS, MAX_SEATS, type Space } from "@/lib/spaces/model.ts";
import type { SpaceFields } from "@/lib/spaces/store.ts";

/** Pauses that the form offers, in seconds. */
export const SLOW_MODES = ["0", "5", "15", "30", "60", "300"] as const;

/** What the fields show, as people enter it. */
export interface SpaceValues {
  name: string;
  description: string;
  type: string;
  theme: string;
  /** `public` or `private`. */
  visibility: string;
  max_users: string;
  slow_mode: string;
  /** Ids of those who live there. */
  residents: string[];
  /** Words by which to find more of them. */
  q: string;
  /** Whether it has a beginning and an end. */
  scheduled: boolean;
  event: EventValues;
}

export interface SentSpace {
  values: SpaceValues;
  /** `search`: show the form again, with the characters that fit. */
  act: "save" | "search";
}

/** A form that nobody has filled in. */
export function emptySpaceValues(nowMs: number, zone: string): SpaceValues {
  return {
    name: "",
    description: "",
    type: "lounge",
    theme: "maru",
    visibility: "public",
    max_users: String(DEFAULT_USERS),
    slow_mode: "0",
    residents: [],
    q: "",
    scheduled: false,
    event: emptyEvent(nowMs, zone),
  };
}

/** A form filled with what is kept of a space. */
export function spaceValues(
  space: Space,
  { locale, nowMs, zone }: { locale: Locale; nowMs: number; zone: string },
): SpaceValues {
  return {
    name: space.name[locale],
    description: space.description[locale],
    type: space.type,
    theme: space.theme,
    visibility: space.isPublic ? "public" : "private",
    max_users: String(space.maxUsers),
    slow_mode: String(space.slowModeS),
    residents: [...space.residentIds],
    q: "",
    scheduled: space.event !== null,
    event: space.event ? eventValues(space.event, zone) : emptyEvent(nowMs, zone),
  };
}

/** One more than there may be is looked at: too many are told as such. */
const SHOWN_RESIDENTS = MAX_RESIDENTS + 1;

/**
 * Reads the form.
 *
 * @throws {HttpError} `unsupported_type`, `too_large` or `bad_request`.
 */
export async function readSpaceForm(request: Request): Promise<SentSpace> {
  const form = await readForm(request);
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : "";
  };
  const residents = form.getAll("resident").filter((value) => typeof value === "string");
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => typeof value === "string" ? [[name, value]] : []),
  );
  return {
    values: {
      name: text("name"),
      description: text("description"),
      type: text("type"),
      theme: text("theme"),
      visibility: text("visibility"),
      max_users: text("max_users"),
      slow_mode: text("slow_mode") || "0",
      residents: [...new Set(residents)].slice(0, SHOWN_RESIDENTS),
      q: text("q").slice(0, 100),
      scheduled: text("scheduled") !== "",
      event: readEventForm(fields),
    },
    act: searches(text("do"), text("q")) ? "search" : "save",
  };
}

/** Whoever presses Enter after typing a search wants to search. */
function searches(pressed: string, q: string): boolean {
  return pressed === "search" || (pressed === "enter" && q !== "");
}

export type CheckedSpace =
  | { ok: true; fields: SpaceFields }
  | { ok: false; errors: InputError[] };

interface CheckOptions {
  viewer: Pick<Viewer, "id" | "kind">;
  nowMs: number;
  locale: Locale;
  /** The space as it was; null for a new one. */
  before?: Space | null;
}

/** Checks what was entered; each error stands beside its field. */
export async function checkSpaceForm(
  kv: Deno.Kv,
  values: SpaceValues,
  { viewer, nowMs, locale, before = null }: CheckOptions,
): Promise<CheckedSpace> {
  const errors = fieldErrors(values, locale);
  if (errors.length > 0) return { ok: false, errors };
  const parsed = SpaceInput.safeParse({
    name: values.name,
    description: values.description,
    type: values.type,
    theme: values.theme,
    is_public: values.visibility === "public",
    max_users: Number(values.max_users),
    slow_mode_s: Number(values.slow_mode),
    character_ids: values.residents,
  });
  if (!parsed.success) return { ok: false, errors: schemaErrors(parsed.error.issues, locale) };
  const fields = before
    ? applyPatch(before, { ...parsed.data, event: undefined })
    : newFields(parsed.data);
  if (before) keepTranslations(fields, before, { values, locale });
  const event = readSchedule(values, fields, { nowMs, before, locale });
  if (!event.ok) return event;
  const after = { ...fields, event: event.event };
  const refused = await refusals(kv, after, { viewer, nowMs, before, locale });
  return refused.length > 0 ? { ok: false, errors: refused } : { ok: true, fields: after };
}

/** A name in two languages stays so while nobody changes the one that is shown. */
function keepTranslations(
  fields: SpaceFields,
  before: Space,
  { values, locale }: { values: SpaceValues; locale: Locale },
): void {
  if (values.name === before.name[locale]) fields.name = before.name;
  if (values.description === before.description[locale]) fields.description = before.description;
}

function readSchedule(
  values: SpaceValues,
  fields: SpaceFields,
  { nowMs, before, locale }: { nowMs: number; before: Space | null; locale: Locale },
): { ok: true; event: Space["event"] } | { ok: false; errors: InputError[] } {
  if (!values.scheduled || !mayHaveEvent(fields.type)) return { ok: true, event: null };
  return checkEventForm(values.event, {
    nowMs,
    residentIds: fields.residentIds,
    before: before?.event ?? null,
    locale,
  });
}

function fieldErrors(values: SpaceValues, locale: Locale): InputError[] {
  const words = keepingWords[locale].form.errors;
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, message });
  if (values.name === "") wrong("name", words.name);
  else if (values.name.length > MAX_SPACE_NAME) wrong("name", words.nameLong(MAX_SPACE_NAME));
  if (values.description.length > MAX_SPACE_DESCRIPTION) {
    wrong("description", words.about(MAX_SPACE_DESCRIPTION));
  }
  if (values.theme === "" || values.theme.length > MAX_THEME) wrong("theme", words.theme);
  if (!["public", "private"].includes(values.visibility)) wrong("visibility", words.visibility);
  const seats = /^\d{1,5}$/.test(values.max_users) ? Number(values.max_users) : NaN;
  if (!(seats >= MIN_USERS && seats <= MAX_SEATS)) {
    wrong("max_users", words.maxUsers(MIN_USERS, MAX_SEATS));
  }
  if (!/^\d{1,3}$/.test(values.slow_mode)) wrong("slow_mode", words.slowMode);
  if (values.residents.length > MAX_RESIDENTS) wrong("resident", words.residents(MAX_RESIDENTS));
  return errors;
}

/** What the schema refuses beyond that: names of nothing, types that are none. */
function schemaErrors(
  issues: readonly { path: readonly PropertyKey[] }[],
  locale: Locale,
): InputError[] {
  const words = keepingWords[locale].form.errors;
  const messages: Readonly<Record<string, InputError>> = {
    name: { path: "name", message: words.name },
    type: { path: "type", message: words.type },
    slow_mode_s: { path: "slow_mode", message: words.slowMode },
    character_ids: { path: "resident", message: words.resident },
  };
  const fields = new Set(issues.map(({ path }) => String(path[0])));
  return [...fields].map((field) => messages[field] ?? { path: field, message: words.name });
}

/** What only the store knows to be wrong. The schedule was checked with words of its own. */
async function refusals(
  kv: Deno.Kv,
  after: SpaceFields,
  { viewer, nowMs, before = null, locale }: CheckOptions,
): Promise<InputError[]> {
  const words = keepingWords[locale].form.errors;
  try {
    const errors = await checkFields(kv, after, { viewer, nowMs, before });
    return errors.some(({ path }) => path.startsWith("character_ids"))
      ? [{ path: "resident", message: words.resident }]
      : [];
  } catch (error) {
    if (asFailure(error).reason !== "premium_theme") throw error;
    return [{ path: "theme", message: words.premium }];
  }
}
