/** `/characters/:id/report`: tells those who look after the house what is wrong with a character. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { characterReports } from "@/lib/moderation/character_reports.ts";
import { CharacterReportInput } from "@/lib/moderation/model.ts";
import { reportCharacter } from "@/lib/moderation/report_character.ts";
import { REPORT_RULE } from "@/lib/stories/limits.ts";
import { paths } from "@/components/place.ts";
import { reportFaults } from "@/components/review/faults.ts";
import { ReportCharacterPage } from "@/components/review/ReportCharacterPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const character = await requireCharacter(kv, ctx.params.id ?? "", viewer.id);
    if (character.ownerId === viewer.id) throw failure("forbidden");
    const before = await characterReports.get(kv, character.id, viewer.id);
    const { reason, note = "" } = before ?? {};
    const errors: readonly InputError[] = [];
    return page({ character, again: before !== null, reason, note, errors }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now }, locale } = ctx.state;
    const character = await requireCharacter(kv, ctx.params.id ?? "", viewer.id);
    if (character.ownerId === viewer.id) throw failure("forbidden");
    const fields = formFields(await readForm(ctx.req));
    const report = CharacterReportInput.safeParse(fields);
    if (!report.success) {
      const errors = reportFaults(report.error, locale);
      const again = await characterReports.get(kv, character.id, viewer.id) !== null;
      const data = { character, again, reason: fields.reason, note: fields.note ?? "", errors };
      return page(data, { status: 422, headers: PRIVATE });
    }
    await limit(ctx, REPORT_RULE);
    const pair = { characterId: character.id, reporterId: viewer.id };
    await reportCharacter(kv, { ...pair, report: report.data, nowMs: now() });
    return ctx.redirect(`${paths.character(character.id)}?done=reported`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReportCharacterPage place={place} {...data} />
));
