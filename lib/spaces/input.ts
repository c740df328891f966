/** What people enter to make or change a space, and the rules for it. */
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import { mayRead, readCharacter } from "@/lib/characters/model.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import {
  checkEvent,
  EventInput,
  eventInputErrors,
  mayHaveEvent,
  toSpaceEvent,
} from "@/lib/spaces/events/model.ts";
import { PREMIUM_THEMES, themeOf } from "@/lib/spaces/floor.ts";
import {
  MAX_RESIDENTS,
  MAX_SEATS,
  MAX_SLOW_MODE_S,
  type Space,
  SPACE_TYPES,
} from "@/lib/spaces/model.ts";
import type { SpaceFields } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { isVisible } from "@/lib/visible.ts";

export const MAX_SPACE_NAME = 60;
export const MAX_SPACE_DESCRIPTION = 500;
export const MAX_THEME = 40;
export const MIN_USERS = 2;
export const DEFAULT_USERS = 20;

const fields = {
  name: z.string().trim().normalize("NFC").min(1, { abort: true }).max(MAX_SPACE_NAME)
    .regex(/^[^\p{Cc}]+$/u, "must be one line")
    .refine(isVisible, "must show something"),
  description: z.string().trim().normalize("NFC").max(MAX_SPACE_DESCRIPTION),
  type: z.enum(SPACE_TYPES),
  is_public: z.boolean(),
  max_users: z.number().int().min(MIN_USERS).max(MAX_SEATS),
  theme: z.string().trim().normalize("NFC").max(MAX_THEME)
    .describe(
      "maru, teahouse, rooftop, seaside or theatre; any other word is drawn as one of them",
    ),
  character_ids: z.array(z.string().min(1).max(64)).max(MAX_RESIDENTS)
    .describe("Characters who live there: public ones, or one's own"),
  slow_mode_s: z.number().int().min(0).max(MAX_SLOW_MODE_S)
    .describe("Seconds between two messages of one person; 0 is off"),
  event: EventInput.nullable().describe("Of events and fan meetings; null: always open"),
};

/** A new space. Only its name is needed. */
export const SpaceInput = z.object({
  name: fields.name,
  description: fields.description.default(""),
  type: fields.type.default("lounge"),
  is_public: fields.is_public.default(true),
  max_users: fields.max_users.default(DEFAULT_USERS),
  theme: fields.theme.default("maru"),
  character_ids: fields.character_ids.default([]),
  slow_mode_s: fields.slow_mode_s.default(0),
  event: fields.event.default(null),
});
export type SpaceInput = z.output<typeof SpaceInput>;

/** What is to change of a space; what is absent stays. */
export const SpacePatch = z.object(fields).partial();
export type SpacePatch = z.output<typeof SpacePatch>;

/** Puts what was entered over what is there. Whoever names a space gives it one name in both languages. */
export function applyPatch(before: SpaceFields, patch: SpacePatch): SpaceFields {
  const type = patch.type ?? before.type;
  const event = patch.event === undefined ? before.event : patch.event && toSpaceEvent(patch.event);
  return {
    name: patch.name === undefined ? before.name : { ko: patch.name, en: patch.name },
    description: patch.description === undefined
      ? before.description
      : { ko: patch.description, en: patch.description },
    type,
    theme: patch.theme === undefined ? before.theme : patch.theme || "maru",
    isPublic: patch.is_public ?? before.isPublic,
    maxUsers: patch.max_users ?? before.maxUsers,
    residentIds: patch.character_ids ? [...new Set(patch.character_ids)] : before.residentIds,
    slowModeS: patch.slow_mode_s ?? before.slowModeS,
    // An event goes with its type; one that is given to a lounge is refused.
    event: patch.event === undefined && !mayHaveEvent(type) ? null : event,
  };
}

const NEW: SpaceFields = {
  name: { ko: "", en: "" },
  description: { ko: "", en: "" },
  type: "lounge",
  theme: "maru",
  isPublic: true,
  maxUsers: DEFAULT_USERS,
  residentIds: [],
  slowModeS: 0,
  event: null,
};

/** The fields of a new space. */
export function newFields(input: SpaceInput): SpaceFields {
  return applyPatch(NEW, input);
}

/** Whether a theme is one of those that come with an account. */
export function isPremium(theme: string): boolean {
  return PREMIUM_THEMES.includes(themeOf(theme));
}

interface CheckOptions {
  viewer: Pick<Viewer, "id" | "kind">;
  nowMs: number;
  /** The space as it was: what was allowed once and stays the same is no mistake. */
  before?: Space | null;
}

/**
 * Finds what is wrong with the fields of a space, as the API names them.
 *
 * @throws {HttpError} `premium_theme` where a guest wants a room that comes with an account.
 */
export async function checkFields(
  kv: Deno.Kv,
  after: SpaceFields,
  { viewer, nowMs, before = null }: CheckOptions,
): Promise<InputError[]> {
  if (viewer.kind === "guest" && isPremium(after.theme) && after.theme !== before?.theme) {
    throw failure("premium_theme");
  }
  const errors = await checkResidents(kv, after, { viewer, before });
  if (after.event && !mayHaveEvent(after.type)) {
    errors.push({ path: "event", message: "must be null, as a lounge is always open" });
  } else if (after.event && !isSameEvent(after, before)) {
    const { residentIds } = after;
    const problems = checkEvent(after.event, { nowMs, residentIds, before: before?.event ?? null });
    errors.push(...eventInputErrors(problems));
  }
  return errors;
}

function isSameEvent(after: SpaceFields, before: Space | null): boolean {
  return JSON.stringify(after.event) === JSON.stringify(before?.event) &&
    JSON.stringify(after.residentIds) === JSON.stringify(before?.residentIds);
}

/** Those who live there already stay, whatever has become of them. */
async function checkResidents(
  kv: Deno.Kv,
  { residentIds }: SpaceFields,
  { viewer, before }: Pick<CheckOptions, "viewer"> & { before: Space | null },
): Promise<InputError[]> {
  const entries = await getAll(kv, residentIds.map((id) => keys.character(id)));
  return entries.flatMap(({ value }, n): InputError[] => {
    if (before?.residentIds.includes(residentIds[n]!)) return [];
    const path = `character_ids.${n}`;
    const character = value === null ? null : readCharacter(value);
    if (!character || !mayLive(character, viewer.id)) {
      return [{ path, message: "must be a public character, or one of your own" }];
    }
    return character.rating === "everyone"
      ? []
      : [{ path, message: "must be a character for everyone" }];
  });
}

function mayLive(
  character: Parameters<typeof mayRead>[0],
  viewerId: string,
): boolean {
  if (character.hidden) return false;
  return character.visibility === "public" || character.ownerId === viewerId;
}
