/** Answers with a writing room: as it is, or growing while the job in it goes on. */
import type { Context } from "fresh";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { escapeText } from "@/lib/chat/markup.ts";
import type { State } from "@/lib/define.ts";
import { answerGrowing, cutAt } from "@/lib/http/document.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { followJob, type JobNews } from "@/lib/stories/writing/follow_job.ts";
import { isOpen, type Job } from "@/lib/stories/writing/job.ts";
import { requireJob } from "@/lib/stories/writing/job_store.ts";
import { STAGES } from "@/lib/stories/writing/model.ts";
import { type OutputCache, type RoomView, viewRoom } from "@/lib/stories/writing/room.ts";
import { writingPaths } from "@/components/writing/paths.ts";
import { growthMark, roomParts, type RoomProps } from "@/components/writing/Room.tsx";
import { RoomPage } from "@/components/writing/RoomPage.tsx";

/**
 * Renders the room of the job that the request names.
 *
 * @throws {HttpError} `not_found`.
 */
export async function respondWithRoom(ctx: Context<State>, viewer: Viewer): Promise<Response> {
  const { kv, now, writing } = ctx.state.services;
  const job = await requireJob(kv, ctx.params.job ?? "", viewer.id);
  const cache: OutputCache = new Map();
  const view = await viewRoom(kv, job, cache);
  const props = { view, nowMs: now(), madeBy: writing.madeBy, zone: zoneOf(ctx) };
  const page = h(RoomPage, { place: ctx, ...props });
  const rendered = await ctx.render(page, { headers: PRIVATE });
  if (!isOpen(job)) return rendered;
  const left = new AbortController();
  const news = followJob(kv, job.id, { signal: left.signal, closing: writing.closing });
  const pieces = growRoom(await rendered.text(), {
    news,
    props: { locale: ctx.state.locale, ...props },
    look: async (present) => ({
      view: present ? await viewRoom(kv, present, cache) : null,
      nowMs: now(),
    }),
  });
  return answerGrowing({ rendered, pieces, left });
}

interface Growth {
  news: AsyncIterable<JobNews>;
  /** The room as the page was rendered. */
  props: RoomProps;
  /** Looks at a job again. */
  look(job: Job | null): Promise<{ view: RoomView | null; nowMs: number }>;
}

/**
 * Yields the page, with the parts of its room that change as they do: each as a whole, for its slot.
 *
 * @throws {Error} If the page has no room to grow in.
 */
export async function* growRoom(
  page: string,
  { news, props, look }: Growth,
): AsyncGenerator<string> {
  const { locale } = props;
  const [head = "", tail = ""] = cutAt(page, [growthMark(props.view.job.id)]);
  yield head;
  const shown = new Map(roomParts(props).map(({ slot, part }) => [slot, renderToString(part)]));
  let present = props;
  for await (const { type, ...item } of news) {
    if (type === "break") yield broken(props.view.job.id, locale);
    const { view, nowMs } = await look("job" in item ? item.job : present.view.job);
    // Thrown away meanwhile, in another window.
    if (!view) {
      yield said(writingWords[locale].jobs.removed);
      break;
    }
    for (const words of newlyDone(present.view, view, locale)) yield said(words);
    present = { ...props, view, nowMs };
    if (type !== "break") yield* changed(shown, present);
  }
  yield tail;
}

function* changed(shown: Map<string, string>, props: RoomProps): Generator<string> {
  for (const { slot, part } of roomParts(props)) {
    const html = renderToString(part);
    if (shown.get(slot) === html) continue;
    shown.set(slot, html);
    yield html;
  }
}

/** What a screen reader is told: pieces that were done since. */
function newlyDone(before: RoomView, after: RoomView, locale: Locale): string[] {
  const words = writingWords[locale].room;
  const fresh = after.job.done.filter((name) => !before.job.done.includes(name));
  const done = fresh.flatMap((name) => {
    const [stage, chapter] = name.split(":");
    const key = STAGES.find((one) => one === stage);
    if (!key) return [];
    const title = writingJobWords[locale].stages[key];
    const where = chapter
      ? `${writingFieldWords[locale].chapter(Number(chapter))} ${title}`
      : title;
    return [words.saidDone(where)];
  });
  const isOver = after.job.status === "done" && before.job.status !== "done";
  return isOver ? [...done, words.ended(after.title)] : done;
}

function said(words: string): string {
  return `<p class="visually-hidden" slot="said">${escapeText(words)}</p>`;
}

/** In the place of what can be done: the way to follow it again. */
function broken(jobId: string, locale: Locale): string {
  const { broke, reload } = writingWords[locale].room;
  return `<div class="room-actions" slot="actions"><p class="room-note">${escapeText(broke)} ` +
    `<a href="${escapeText(writingPaths.room(jobId))}">${escapeText(reload)}</a></p></div>`;
}
