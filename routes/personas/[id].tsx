/** `/personas/{id}`: changes a persona. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import { readPersonaForm } from "@/lib/personas/forms.ts";
import { getPersona, updatePersona } from "@/lib/personas/store.ts";
import { PersonaForm } from "@/components/personas/PersonaForm.tsx";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const persona = await getPersona(ctx.state.services.kv, viewer.id, ctx.params.id!);
    if (!persona) throw failure("not_found");
    return page({ name: persona.name, values: persona, errors: [] }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const id = ctx.params.id!;
    const persona = await getPersona(kv, viewer.id, id);
    if (!persona) throw failure("not_found");
    const sent = readPersonaForm(formFields(await readForm(ctx.req)));
    if (!sent.ok) {
      const { values, errors } = sent;
      return page({ name: persona.name, values, errors }, { status: 422, headers: PRIVATE });
    }
    await updatePersona(kv, { ownerId: viewer.id, id, input: sent.input, nowMs: now() });
    return ctx.redirect(`${paths.personas}?done=saved`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <PersonaForm
    place={place}
    title={personaWords[place.state.locale].editTitle(data.name)}
    values={data.values}
    errors={data.errors}
  />
));
