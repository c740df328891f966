/** `/users/:id/report`: tells those who look after the house what is wrong with a person. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { PersonReportInput } from "@/lib/moderation/model.ts";
import { personReports, reportPerson } from "@/lib/moderation/person_reports.ts";
import { requirePerson } from "@/lib/social/person.ts";
import { REPORT_RULE } from "@/lib/stories/limits.ts";
import { paths } from "@/components/place.ts";
import { reportFaults } from "@/components/review/faults.ts";
import { ReportPersonPage } from "@/components/review/ReportPersonPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const person = await requirePerson(kv, ctx.params.id ?? "");
    if (person.id === viewer.id) throw failure("forbidden");
    const before = await personReports.get(kv, person.id, viewer.id);
    const { reason, note = "" } = before ?? {};
    const errors: readonly InputError[] = [];
    return page({ person, again: before !== null, reason, note, errors }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now }, locale } = ctx.state;
    const person = await requirePerson(kv, ctx.params.id ?? "");
    if (person.id === viewer.id) throw failure("forbidden");
    const fields = formFields(await readForm(ctx.req));
    const report = PersonReportInput.safeParse(fields);
    if (!report.success) {
      const errors = reportFaults(report.error, locale);
      const again = await personReports.get(kv, person.id, viewer.id) !== null;
      const data = { person, again, reason: fields.reason, note: fields.note ?? "", errors };
      return page(data, { status: 422, headers: PRIVATE });
    }
    await limit(ctx, REPORT_RULE);
    const pair = { personId: person.id, reporterId: viewer.id };
    await reportPerson(kv, { ...pair, report: report.data, nowMs: now() });
    return ctx.redirect(`${paths.user(person.id)}?done=reported`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReportPersonPage place={place} {...data} />
));
