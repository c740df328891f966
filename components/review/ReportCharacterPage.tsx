/** The form that reports a character. */
import type { Character } from "@/lib/characters/model.ts";
import type { InputError } from "@/lib/errors.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { CHARACTER_REASONS } from "@/lib/moderation/model.ts";
import { characterPaths } from "@/components/characters/paths.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { ReportForm } from "@/components/review/ReportForm.tsx";

export interface ReportCharacterPageProps {
  place: Place;
  character: Character;
  /** Whether they reported this character before: what they send now takes its place. */
  again: boolean;
  reason: string | undefined;
  note: string;
  errors: readonly InputError[];
}

export function ReportCharacterPage(
  { place, character, again, reason, note, errors }: ReportCharacterPageProps,
) {
  const { locale } = place.state;
  const words = reviewWords[locale];
  const { id, rev, name, lang, rating } = character;
  const back = { href: paths.character(id), label: words.backToCharacter(name) };
  return (
    <Page
      place={place}
      title={words.reportCharacterTitle}
      layout="reading"
      noIndex
      styles={["/social.css"]}
    >
      <PageHeading
        title={words.reportCharacterTitle}
        lede={words.reportCharacterWords}
        above={<a href={back.href}>{back.label}</a>}
      />
      {again && <Notice>{words.characterReportedBefore}</Notice>}
      <ReportForm
        locale={locale}
        action={characterPaths.report(id)}
        reasons={CHARACTER_REASONS.map((value) => ({
          value,
          label: words.characterReasons[value],
        }))}
        reason={reason}
        note={note}
        errors={errors}
        back={back}
      >
        <p class="report-person">
          {
            // Nobody was asked for their age here.
            rating !== "mature" && <Portrait id={id} rev={rev} alt="" shape="round" size="medium" />
          }
          <strong lang={lang}>{name}</strong>
        </p>
      </ReportForm>
    </Page>
  );
}
