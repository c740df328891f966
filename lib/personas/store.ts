/** Keeps personas. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { isId, newId } from "@/lib/id.ts";
import {
  EMPTY_SHELF,
  MAX_PERSONAS,
  type Persona,
  type PersonaInput,
  type PersonaShelf,
  readPersona,
  readShelf,
  shelve,
  unshelve,
} from "@/lib/personas/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Somebody's personas, in their order. */
export interface PersonaList {
  personas: Persona[];
  defaultId: string | null;
  /** What was removed last and can still be brought back. */
  removed: Persona | null;
}

export async function listPersonas(kv: Deno.Kv, ownerId: string): Promise<PersonaList> {
  const { value } = await kv.get(keys.personaShelf(ownerId));
  const shelf = value === null ? EMPTY_SHELF : readShelf(value);
  const entries = await getAll(kv, shelf.ids.map((id) => keys.persona(ownerId, id)));
  return {
    personas: entries.flatMap(({ value }) => value === null ? [] : [readPersona(value)]),
    defaultId: shelf.defaultId,
    removed: shelf.removed?.persona ?? null,
  };
}

/** Reads one; null where there is none (any more). */
export async function getPersona(
  kv: Deno.Kv,
  ownerId: string,
  id: string,
): Promise<Persona | null> {
  if (!isId(id)) return null;
  const { value } = await kv.get(keys.persona(ownerId, id));
  return value === null ? null : readPersona(value);
}

/** Who new conversations begin as; null: under the nickname. */
export async function getDefaultPersona(kv: Deno.Kv, ownerId: string): Promise<Persona | null> {
  const { value } = await kv.get(keys.personaShelf(ownerId));
  const id = value === null ? null : readShelf(value).defaultId;
  return id === null ? null : await getPersona(kv, ownerId, id);
}

/**
 * Makes a persona. The first one is who new conversations begin as.
 *
 * @throws {HttpError} `conflict` where there are as many as there may be, `unauthorized` for an account that is going away.
 */
export async function createPersona(
  kv: Deno.Kv,
  { ownerId, input, nowMs }: { ownerId: string; input: PersonaInput; nowMs: number },
): Promise<Persona> {
  const persona: Persona = {
    v: 1,
    id: newId(),
    ownerId,
    ...input,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  await changeShelf(kv, ownerId, (shelf, write) => {
    requireRoom(shelf);
    write.set(keys.persona(ownerId, persona.id), persona);
    return shelve(shelf, persona.id);
  });
  return persona;
}

/** Changes what a persona is. @throws {HttpError} `not_found`. */
export async function updatePersona(
  kv: Deno.Kv,
  { ownerId, id, input, nowMs }: {
    ownerId: string;
    id: string;
    input: PersonaInput;
    nowMs: number;
  },
): Promise<void> {
  await changeOne(kv, { ownerId, id }, (shelf, persona, write) => {
    write.set(keys.persona(ownerId, id), { ...persona, ...input, updatedAtMs: nowMs });
    return shelf;
  });
}

/**
 * Removes a persona, so that it can be brought back until another one is. Conversations with it go on under the nickname.
 *
 * @throws {HttpError} `not_found`.
 */
export async function removePersona(kv: Deno.Kv, ownerId: string, id: string): Promise<void> {
  await changeOne(kv, { ownerId, id }, (shelf, persona, write) => {
    write.delete(keys.persona(ownerId, id));
    return unshelve(shelf, persona);
  });
}

/**
 * Brings back what was removed last; does nothing where there is nothing.
 *
 * @throws {HttpError} `conflict` where there are as many as there may be.
 */
export async function restorePersona(kv: Deno.Kv, ownerId: string): Promise<void> {
  await changeShelf(kv, ownerId, (shelf, write) => {
    const { removed } = shelf;
    if (!removed) return null;
    requireRoom(shelf);
    const { persona, at, wasDefault } = removed;
    write.set(keys.persona(ownerId, persona.id), { ...persona, ownerId });
    return { ...shelve(shelf, persona.id, { at, asDefault: wasDefault }), removed: null };
  });
}

/**
 * Chooses who new conversations begin as; null: under the nickname. Those that have begun stay as they are.
 *
 * @throws {HttpError} `not_found`.
 */
export async function setDefaultPersona(
  kv: Deno.Kv,
  ownerId: string,
  id: string | null,
): Promise<void> {
  await changeShelf(kv, ownerId, (shelf) => {
    if (id !== null && !shelf.ids.includes(id)) throw failure("not_found");
    return { ...shelf, defaultId: id };
  });
}

function requireRoom({ ids }: PersonaShelf): void {
  if (ids.length < MAX_PERSONAS) return;
  throw failure("conflict", { detail: `Cannot keep more than ${MAX_PERSONAS} personas` });
}

async function changeOne(
  kv: Deno.Kv,
  { ownerId, id }: { ownerId: string; id: string },
  change: (shelf: PersonaShelf, persona: Persona, write: Deno.AtomicOperation) => PersonaShelf,
): Promise<void> {
  await changeShelf(kv, ownerId, async (shelf, write) => {
    const persona = shelf.ids.includes(id) ? await getPersona(kv, ownerId, id) : null;
    if (!persona) throw failure("not_found");
    return change(shelf, persona, write);
  });
}

/** Commits what `change` makes of the shelf; null: nothing. */
async function changeShelf(
  kv: Deno.Kv,
  ownerId: string,
  change: (
    shelf: PersonaShelf,
    write: Deno.AtomicOperation,
  ) => PersonaShelf | null | Promise<PersonaShelf>,
): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.personaShelf(ownerId));
    const write = kv.atomic().check(entry, await requireStay(kv, ownerId));
    const next = await change(entry.value === null ? EMPTY_SHELF : readShelf(entry.value), write);
    return { write: next && write.set(entry.key, next), value: undefined };
  });
}
