/** A chapter, and the form that chooses how it looks. */
import { page } from "fresh";
import { asksForAge } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { putCookie, readCookie, writeCookie } from "@/lib/http/cookies.ts";
import {
  changeLook,
  LOOK_COOKIE,
  LookChange,
  parseLook,
  type ReaderLook,
  writeLook,
} from "@/lib/stories/reader_look.ts";
import { rememberPlace } from "@/lib/stories/place.ts";
import { getChapter, requireStory } from "@/lib/stories/store.ts";
import { viewPeopleOf } from "@/lib/stories/people/view.ts";
import { viewPeople } from "@/lib/characters/people.ts";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { LOOK_ID } from "@/components/stories/LookForm.tsx";
import { previewImage } from "@/components/stories/preview_image.ts";
import { ReaderPage } from "@/components/stories/ReaderPage.tsx";

const YEAR_S = 365 * 86_400;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer, locale } = ctx.state;
    const n = chapterNumber(ctx.params.n!);
    const story = await requireStory(kv, ctx.params.id!, {
      viewerId: viewer?.id ?? null,
      nowMs: now(),
    });
    if (asksForAge(ctx.req, story, viewer)) return page(null);
    const chapter = await getChapter(kv, story, n);
    if (!chapter) throw failure("not_found");
    if (viewer) {
      const place = { userId: viewer.id, storyId: story.id, chapterId: chapter.id };
      await rememberPlace(kv, { ...place, nowMs: now() });
    }
    const isLast = n >= story.chapters.length;
    const { people: talkers } = await viewPeopleOf(kv, story, { viewer, n });
    return page({
      story,
      chapter,
      n,
      look: lookOf(ctx.req),
      people: isLast ? await viewPeople(kv, story.characterIds, viewer) : [],
      talkers,
      image: previewImage(story, locale),
    });
  },

  async POST(ctx) {
    const n = chapterNumber(ctx.params.n!);
    const change = parseInput(LookChange, formFields(await readForm(ctx.req)));
    const look = changeLook(lookOf(ctx.req), change);
    putCookie(
      ctx.state.cookies,
      writeCookie(LOOK_COOKIE, writeLook(look), {
        maxAgeS: YEAR_S,
        secure: ctx.url.protocol === "https:",
      }),
    );
    return ctx.redirect(`${chapterPath(ctx.params.id!, n)}#${LOOK_ID}`, 303);
  },
});

/** @throws {HttpError} `not_found`, for whatever is no number of a chapter. */
function chapterNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw failure("not_found");
  return Number(text);
}

function lookOf(request: Request): ReaderLook {
  return parseLook(readCookie(request.headers.get("cookie"), LOOK_COOKIE));
}

export default define.page<typeof handler>(({ data, ...place }) =>
  data ? <ReaderPage place={place} {...data} /> : <MatureAsk place={place} />
);
