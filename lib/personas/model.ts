/** Personas: who somebody is when they talk with a character. `{{user}}` stands for the persona's name. */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";
import { isVisible } from "@/lib/visible.ts";

/** Most personas that one person can make. */
export const MAX_PERSONAS = 20;
export const MAX_NAME_CHARS = 40;
export const MAX_DESCRIPTION_CHARS = 2_000;

/** One line, as it stands before what somebody says. */
const Name = z.string().normalize("NFC").transform((name) => name.replace(/\s+/g, " ").trim())
  .pipe(
    z.string().min(1).max(MAX_NAME_CHARS)
      .regex(/^[^\p{Cc}\p{Cf}<>{}]+$/u, "must be plain words")
      .refine(isVisible, "must show something"),
  );

const Description = z.string().normalize("NFC").transform((text) =>
  text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "").trim()
).pipe(z.string().max(MAX_DESCRIPTION_CHARS));

/** What people enter. */
export const PersonaInput = z.object({ name: Name, description: Description.default("") });
export type PersonaInput = z.infer<typeof PersonaInput>;

export const Persona = z.object({
  v: z.literal(1),
  id: z.string(),
  ownerId: z.string(),
  name: z.string(),
  /** What characters know of them from the start; may hold macros. */
  description: z.string(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type Persona = z.infer<typeof Persona>;

export const readPersona = upgrader<Persona>(1);

/** Somebody's personas in their order. Every change of one checks it, so that there are never too many. */
export const PersonaShelf = z.object({
  v: z.literal(1),
  ids: z.array(z.string()),
  /** Who new conversations begin as; null: under the nickname. */
  defaultId: z.string().nullable(),
  /** What was removed last and can still be brought back, and whether it was the default. */
  removed: z.object({ persona: Persona, at: z.number().int(), wasDefault: z.boolean() }).nullable(),
});
export type PersonaShelf = z.infer<typeof PersonaShelf>;

export const readShelf = upgrader<PersonaShelf>(1);

export const EMPTY_SHELF: PersonaShelf = { v: 1, ids: [], defaultId: null, removed: null };

/** Puts a persona in its place; the first one is who new conversations begin as. */
export function shelve(
  shelf: PersonaShelf,
  id: string,
  { at = shelf.ids.length, asDefault = false }: { at?: number; asDefault?: boolean } = {},
): PersonaShelf {
  const ids = shelf.ids.toSpliced(Math.min(at, shelf.ids.length), 0, id);
  return { ...shelf, ids, defaultId: asDefault || ids.length === 1 ? id : shelf.defaultId };
}

/** Takes a persona away, so that it can be brought back. */
export function unshelve(shelf: PersonaShelf, persona: Persona): PersonaShelf {
  const wasDefault = shelf.defaultId === persona.id;
  return {
    ...shelf,
    ids: shelf.ids.filter((id) => id !== persona.id),
    defaultId: wasDefault ? null : shelf.defaultId,
    removed: { persona, at: Math.max(0, shelf.ids.indexOf(persona.id)), wasDefault },
  };
}
