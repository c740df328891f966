/** The form that reports a story. */
import type { InputError } from "@/lib/errors.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { REPORT_REASONS } from "@/lib/stories/comments/model.ts";
import type { Story } from "@/lib/stories/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { TextArea } from "@/components/Field.tsx";
import { errorOf } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { RadioCards } from "@/components/RadioCards.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

export interface ReportStoryPageProps {
  place: Place;
  story: Story;
  note: string;
  errors: readonly InputError[];
}

export function ReportStoryPage({ place, story, note, errors }: ReportStoryPageProps) {
  const { locale } = place.state;
  const words = reviewWords[locale];
  const shared = storyCommentWords[locale];
  const back = paths.story(story.id);
  return (
    <Page
      place={place}
      title={words.reportTitle}
      layout="reading"
      noIndex
      styles={["/stories.css"]}
    >
      <PageHeading
        title={words.reportTitle}
        lede={words.reportWords}
        above={<a href={back} lang={story.lang}>{story.title}</a>}
      />
      <form class="form" method="post" action={storyPaths.report(story.id)} novalidate>
        <RadioCards
          name="reason"
          legend={shared.reason}
          options={REPORT_REASONS.map((reason) => ({
            value: reason,
            label: shared.reasons[reason],
          }))}
          error={errorOf(errors, "reason")}
        />
        <TextArea name="note" label={shared.note} value={note} rows={3} maxLength={500} />
        <div class="actions">
          <Button kind="danger">{shared.report}</Button>
          <LinkButton kind="plain" href={back}>{shared.back}</LinkButton>
        </div>
      </form>
    </Page>
  );
}
