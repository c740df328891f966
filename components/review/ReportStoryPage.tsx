/** The form that reports a story. */
import type { InputError } from "@/lib/errors.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { REPORT_REASONS } from "@/lib/stories/comments/model.ts";
import type { Story } from "@/lib/stories/model.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { ReportForm } from "@/components/review/ReportForm.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

export interface ReportStoryPageProps {
  place: Place;
  story: Story;
  reason: string | undefined;
  note: string;
  errors: readonly InputError[];
}

export function ReportStoryPage({ place, story, reason, note, errors }: ReportStoryPageProps) {
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
      <ReportForm
        locale={locale}
        action={storyPaths.report(story.id)}
        reasons={REPORT_REASONS.map((value) => ({ value, label: shared.reasons[value] }))}
        reason={reason}
        note={note}
        errors={errors}
        back={{ href: back, label: shared.back }}
      />
    </Page>
  );
}
