/** What readers say below a story: threads of one level, and the forms to join them. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import type { CommentView, ThreadView } from "@/lib/stories/comments/list.ts";
import { MAX_COMMENT } from "@/lib/stories/comments/model.ts";
import type { Story } from "@/lib/stories/model.ts";
import { Button } from "@/components/Button.tsx";
import { TextArea } from "@/components/Field.tsx";
import { Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths, type Place } from "@/components/place.ts";
import { storyPaths } from "@/components/stories/paths.ts";
import { Time } from "@/components/Time.tsx";

/** The fragment of the comments. */
export const COMMENTS_ID = "comments";

export interface CommentsProps {
  place: Place;
  story: Story;
  threads: readonly ThreadView[];
  nextCursor: string | null;
  /** How many there are in all. */
  total: number;
  viewerId: string | null;
  nowMs: number;
  /** A comment that this reader just deleted, and can bring back. */
  undoId: string | null;
}

export function Comments(props: CommentsProps) {
  const { place, story, threads, nextCursor, total, undoId } = props;
  const { locale } = place.state;
  const words = storyCommentWords[locale];
  const done = place.url.searchParams.get("comment");
  return (
    <Section
      id={COMMENTS_ID}
      title={words.title}
      {...(total > 0 ? { lede: words.count(total) } : {})}
    >
      {undoId && (
        <Notice tone="good">
          <form method="post" action={storyPaths.comment(story.id, undoId)} class="undo">
            <p>{words.removed}</p>
            <Button size="small" name="do" value="restore">{words.restore}</Button>
          </form>
        </Notice>
      )}
      {(done === "sent" || done === "saved" || done === "restored" || done === "reported") && (
        <Notice tone="good">{words[done]}</Notice>
      )}
      <CommentForm locale={locale} storyId={story.id} />
      {threads.length === 0 ? <p class="comments-none">{words.none}</p> : (
        <ul class="threads">
          {threads.map((thread) => (
            <li key={thread.comment.id}>
              <Thread {...props} thread={thread} />
            </li>
          ))}
        </ul>
      )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Section>
  );
}

export interface CommentFormProps {
  locale: Locale;
  storyId: string;
  /** Beside which it is written. */
  chapterId?: number | undefined;
  parentId?: string | undefined;
  value?: string | undefined;
  error?: string | undefined;
}

/** A field and a button; whoever has no account becomes a guest by it. */
export function CommentForm(
  { locale, storyId, chapterId, parentId, value, error }: CommentFormProps,
) {
  const words = storyCommentWords[locale];
  return (
    <form class="comment-form" method="post" action={storyPaths.comments(storyId)}>
      {chapterId !== undefined && <input type="hidden" name="chapter_id" value={chapterId} />}
      {parentId !== undefined && <input type="hidden" name="parent_id" value={parentId} />}
      <TextArea
        name="content"
        id={`comment-${parentId ?? "new"}`}
        label={parentId === undefined ? words.label : words.answerLabel}
        hint={parentId === undefined ? words.hint : undefined}
        value={value ?? ""}
        error={error}
        rows={3}
        maxLength={MAX_COMMENT}
        required
      />
      <Button kind="quiet" icon="send">{words.send}</Button>
    </form>
  );
}

function Thread({ thread, ...props }: CommentsProps & { thread: ThreadView }) {
  const words = storyCommentWords[props.place.state.locale];
  const { comment, author, answers } = thread;
  return (
    <article class="thread" id={`c-${comment.id}`}>
      <Said {...props} view={thread} />
      {answers.length > 0 && (
        <ul class="answers" aria-label={words.answers(answers.length)}>
          {answers.map((answer) => (
            <li key={answer.comment.id} id={`c-${answer.comment.id}`}>
              <Said {...props} view={answer} />
            </li>
          ))}
        </ul>
      )}
      {author && (
        <details class="answer">
          <summary aria-label={words.answerTo(author.nickname || words.someone)}>
            {words.answer}
          </summary>
          <CommentForm
            locale={props.place.state.locale}
            storyId={props.story.id}
            parentId={comment.id}
          />
        </details>
      )}
    </article>
  );
}

function Said({ place, story, viewerId, nowMs, view }: CommentsProps & { view: CommentView }) {
  const { locale } = place.state;
  const words = storyCommentWords[locale];
  const { comment, author } = view;
  if (!author) {
    const isHidden = comment.hiddenAtMs !== undefined;
    return <p class="said-gone">{isHidden ? reviewWords[locale].hiddenComment : words.gone}</p>;
  }
  const name = author.nickname || words.someone;
  const path = storyPaths.comment(story.id, comment.id);
  const n = story.chapters.findIndex(({ id }) => id === comment.chapterId) + 1;
  const isOwn = author.id === viewerId;
  return (
    <>
      <p class="said-head">
        <a href={paths.user(author.id)}>{name}</a>
        <span>
          <Time ms={comment.createdAtMs} nowMs={nowMs} locale={locale} />
          {comment.editedAtMs !== null && <>({words.edited})</>}
        </span>
        {n > 0 && <span>{words.onChapter(n)}</span>}
      </p>
      <p class="said">{comment.text}</p>
      <div class="said-deeds">
        {isOwn && <a href={path}>{words.edit}</a>}
        {(isOwn || story.ownerId === viewerId) && (
          <form method="post" action={path}>
            <button type="submit" name="do" value="remove" aria-label={words.removeOf(name)}>
              {words.remove}
            </button>
          </form>
        )}
        {!isOwn && (
          <a href={`${path}?report`} rel="nofollow" aria-label={words.reportOf(name)}>
            {words.report}
          </a>
        )}
      </div>
    </>
  );
}
