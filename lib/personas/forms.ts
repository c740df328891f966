/** Forms of personas: what they send, and what is wrong with it. */
import { z } from "zod";
import type { InputError } from "@/lib/errors.ts";
import { PersonaInput } from "@/lib/personas/model.ts";

/** A sent form: what was typed, and what that is, or what is wrong with it. */
export type SentPersona =
  & { values: { name: string; description: string } }
  & ({ ok: true; input: PersonaInput } | { ok: false; errors: InputError[] });

/** Reads what was typed. */
export function readPersonaForm(fields: Readonly<Record<string, string>>): SentPersona {
  const values = { name: fields.name ?? "", description: fields.description ?? "" };
  const parsed = PersonaInput.safeParse(values);
  if (parsed.success) return { values, ok: true, input: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  return { values, ok: false, errors };
}

/** What a button of the list asks for. */
export const ListAct = z.discriminatedUnion("act", [
  z.object({ act: z.literal("remove"), id: z.string().min(1).max(64) }),
  z.object({ act: z.literal("restore") }),
  z.object({ act: z.literal("default"), id: z.string().max(64) }),
]);
