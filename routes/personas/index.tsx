/** `/personas`: who one is when one talks with a character. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { ListAct } from "@/lib/personas/forms.ts";
import {
  listPersonas,
  type PersonaList,
  removePersona,
  restorePersona,
  setDefaultPersona,
} from "@/lib/personas/store.ts";
import { PersonasPage } from "@/components/personas/PersonasPage.tsx";
import { paths } from "@/components/place.ts";

const NOBODYS: PersonaList = { personas: [], defaultId: null, removed: null };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const list = viewer ? await listPersonas(kv, viewer.id) : NOBODYS;
    return page({ list }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const asked = parseInput(ListAct, formFields(await readForm(ctx.req)));
    if (asked.act === "remove") await removePersona(kv, viewer.id, asked.id);
    else if (asked.act === "restore") await restorePersona(kv, viewer.id);
    else await setDefaultPersona(kv, viewer.id, asked.id === "" ? null : asked.id);
    const done = asked.act === "remove" ? "removed" : "saved";
    return ctx.redirect(`${paths.personas}?done=${done}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <PersonasPage place={place} list={data.list} />
));
