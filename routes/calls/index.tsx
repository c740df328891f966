/** `/calls`: what a call is, who one will be in it, and the form that opens one. Nobody needs an account for it. */
import { page } from "fresh";
import { CREATE_RULE } from "@/lib/calls/limits.ts";
import {
  cleanFace,
  cleanName,
  MAX_CALL_NAME,
  readChosenFace,
  writeChosenFace,
} from "@/lib/calls/page/chosen.ts";
import { drawnFace, listFaces } from "@/lib/calls/page/faces.ts";
import { createCall } from "@/lib/calls/store.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { putCookie } from "@/lib/http/cookies.ts";
import { newId } from "@/lib/id.ts";
import { callPaths } from "@/components/call/paths.ts";
import { StartPage } from "@/components/call/StartPage.tsx";

const MAX_SEED = 64;

export const handler = define.handlers({
  async GET(ctx) {
    const { services, viewer, locale } = ctx.state;
    const query = ctx.url.searchParams;
    const before = readChosenFace(ctx.req.headers.get("cookie"));
    const seed = query.get("seed")?.slice(0, MAX_SEED);
    const drawn = seed || newId();
    // A wish for another face goes before one that is brought along, and that before the last one.
    const asked = query.get("face");
    const chosen = asked !== null && !seed ? cleanFace(asked) : before?.face ?? null;
    const another = drawnFace(drawn);
    return page({
      groups: await listFaces(services, { viewer, locale, seed: drawn, chosen }),
      me: {
        face: seed ? another : chosen ?? another,
        name: cleanName(query.get("name") ?? (before?.name || viewer?.nickname)),
      },
      seed: newId(),
      maxName: MAX_CALL_NAME,
    }, { headers: { "cache-control": "private, no-store" } });
  },

  async POST(ctx) {
    const { services, viewer, cookies } = ctx.state;
    const fields = formFields(await readForm(ctx.req));
    const chosen = {
      face: cleanFace(fields.face),
      name: cleanName(fields.name || viewer?.nickname),
    };
    await limit(ctx, CREATE_RULE);
    const { id } = await createCall(services.kv, {
      id: newId(),
      avatar: { spec: chosen.face, name: chosen.name, vrm: null, background: "art" },
      nowMs: services.now(),
    });
    putCookie(cookies, writeChosenFace(chosen, { secure: ctx.url.protocol === "https:" }));
    return ctx.redirect(callPaths.call(id), 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <StartPage place={place} {...data} />
));
