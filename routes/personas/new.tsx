/** `/personas/new`: makes a persona. Whoever comes without a session becomes a guest by it. */
import { HttpError, page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import type { ThrottleRule } from "@/lib/http/throttle.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import { readPersonaForm, type SentPersona } from "@/lib/personas/forms.ts";
import { MAX_PERSONAS } from "@/lib/personas/model.ts";
import { createPersona } from "@/lib/personas/store.ts";
import { PersonaForm } from "@/components/personas/PersonaForm.tsx";
import { paths } from "@/components/place.ts";

const MAKE_RULE: ThrottleRule = { name: "persona_make", burst: 60, windowMs: 60 * 60_000 };
const EMPTY = readPersonaForm({});

function show(sent: SentPersona, { status = 200, isFull = false, isNew = false } = {}) {
  return page({ sent, isFull, isNew }, { status, headers: PRIVATE });
}

export const handler = define.handlers({
  GET: () => show(EMPTY, { isNew: true }),

  async POST(ctx) {
    const sent = readPersonaForm(formFields(await readForm(ctx.req)));
    if (!sent.ok) return show(sent, { status: 422 });
    const viewer = await ensureViewer(ctx);
    await limit(ctx, MAKE_RULE);
    const { kv, now } = ctx.state.services;
    try {
      await createPersona(kv, { ownerId: viewer.id, input: sent.input, nowMs: now() });
    } catch (error) {
      const isFull = error instanceof HttpError && asFailure(error).reason === "conflict";
      if (!isFull) throw error;
      return show(sent, { status: 409, isFull });
    }
    return ctx.redirect(`${paths.personas}?done=saved`, 303);
  },
});

export default define.page<typeof handler>(function NewPersona({ data, ...place }) {
  const { sent, isFull, isNew } = data;
  const words = personaWords[place.state.locale];
  return (
    <PersonaForm
      place={place}
      title={words.makeTitle}
      values={sent.values}
      errors={sent.ok || isNew ? [] : sent.errors}
      problem={isFull ? words.full(MAX_PERSONAS) : undefined}
    />
  );
});
