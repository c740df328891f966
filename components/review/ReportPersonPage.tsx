/** The form that reports a person. */
import type { InputError } from "@/lib/errors.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { PERSON_REASONS } from "@/lib/moderation/model.ts";
import type { Person } from "@/lib/social/person.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { ReportForm } from "@/components/review/ReportForm.tsx";
import { Face } from "@/components/social/Face.tsx";
import { socialPaths } from "@/components/social/paths.ts";

export interface ReportPersonPageProps {
  place: Place;
  person: Person;
  /** Whether they reported this person before: what they send now takes its place. */
  again: boolean;
  reason: string | undefined;
  note: string;
  errors: readonly InputError[];
}

export function ReportPersonPage(
  { place, person, again, reason, note, errors }: ReportPersonPageProps,
) {
  const { locale } = place.state;
  const words = reviewWords[locale];
  const back = paths.user(person.id);
  return (
    <Page
      place={place}
      title={words.reportPersonTitle}
      layout="reading"
      noIndex
      styles={["/social.css"]}
    >
      <PageHeading
        title={words.reportPersonTitle}
        lede={words.reportPersonWords}
        above={<a href={back}>{words.backToPerson(person.nickname)}</a>}
      />
      {again && <Notice>{words.reportedBefore}</Notice>}
      <ReportForm
        locale={locale}
        action={socialPaths.report(person.id)}
        reasons={PERSON_REASONS.map((value) => ({ value, label: words.personReasons[value] }))}
        reason={reason}
        note={note}
        errors={errors}
        back={{ href: back, label: words.backToPerson(person.nickname) }}
      >
        <p class="report-person">
          <Face id={person.id} size="small" />
          <strong>{person.nickname}</strong>
        </p>
      </ReportForm>
    </Page>
  );
}
