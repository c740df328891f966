/** One comment by itself: to be edited, sent again, or reported. */
import type { InputError } from "@/lib/errors.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { type Comment, MAX_COMMENT, REPORT_REASONS } from "@/lib/stories/comments/model.ts";
import type { Story } from "@/lib/stories/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { TextArea } from "@/components/Field.tsx";
import { errorOf } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { ReportForm } from "@/components/review/ReportForm.tsx";
import { CommentForm, COMMENTS_ID } from "@/components/stories/Comments.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

export interface CommentPageProps {
  place: Place;
  story: Story;
  /** Null for one that was refused before it was there. */
  comment: Comment | null;
  mode: "add" | "edit" | "report";
  /** What was typed. */
  value: string;
  /** What a refused comment answers, and where it stands. */
  parentId?: string | undefined;
  chapterId?: number | undefined;
  errors: readonly InputError[];
}

export function CommentPage(props: CommentPageProps) {
  const { place, story, mode } = props;
  const words = storyCommentWords[place.state.locale];
  const title = mode === "add"
    ? words.label
    : mode === "edit"
    ? words.editTitle
    : words.reportTitle;
  const back = `${paths.story(story.id)}#${COMMENTS_ID}`;
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/stories.css"]}>
      <PageHeading
        title={title}
        above={<a href={back}>{words.back}</a>}
        {...(mode === "report" ? { lede: words.reportWords } : {})}
      />
      {mode === "add"
        ? (
          <CommentForm
            locale={place.state.locale}
            storyId={story.id}
            parentId={props.parentId}
            chapterId={props.chapterId}
            value={props.value}
            error={errorOf(props.errors, "content")}
          />
        )
        : mode === "edit"
        ? <EditForm {...props} back={back} />
        : <ReportComment {...props} back={back} />}
    </Page>
  );
}

function EditForm({ place, story, comment, value, errors, back }: CommentPageProps & {
  back: string;
}) {
  const words = storyCommentWords[place.state.locale];
  return (
    <form
      class="form"
      method="post"
      action={storyPaths.comment(story.id, comment?.id ?? "")}
      novalidate
    >
      <TextArea
        name="content"
        label={words.label}
        value={value}
        error={errorOf(errors, "content")}
        rows={5}
        maxLength={MAX_COMMENT}
      />
      <div class="actions">
        <Button kind="primary" name="do" value="edit">{words.save}</Button>
        <LinkButton kind="plain" href={back}>{words.back}</LinkButton>
      </div>
    </form>
  );
}

function ReportComment({ place, story, comment, value, errors, back }: CommentPageProps & {
  back: string;
}) {
  const { locale } = place.state;
  const words = storyCommentWords[locale];
  return (
    <ReportForm
      locale={locale}
      action={storyPaths.comment(story.id, comment?.id ?? "")}
      reasons={REPORT_REASONS.map((reason) => ({ value: reason, label: words.reasons[reason] }))}
      note={value}
      errors={errors}
      back={{ href: back, label: words.back }}
    >
      <blockquote class="said">{comment?.text}</blockquote>
    </ReportForm>
  );
}
