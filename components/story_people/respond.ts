/** Answers with the room beside a chapter, and with what its frame shows: as it is, or growing with a reply. */
import type { Context } from "fresh";
import { h } from "preact";
import { asksForAge } from "@/lib/characters/mature.ts";
import { getCard } from "@/lib/characters/store.ts";
import { greetingsOf } from "@/lib/chat/start.ts";
import { viewConversation } from "@/lib/chat/view.ts";
import type { State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { readCookie } from "@/lib/http/cookies.ts";
import { newId } from "@/lib/id.ts";
import { cardAsOf, cardBeforeStory } from "@/lib/stories/people/card.ts";
import { findHorizon, horizonAt, isWithin } from "@/lib/stories/people/horizon.ts";
import { knownTo } from "@/lib/stories/people/known.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import { readSources } from "@/lib/stories/people/sources.ts";
import { findWithin } from "@/lib/stories/people/talk.ts";
import { viewPeopleOf } from "@/lib/stories/people/view.ts";
import type { Story } from "@/lib/stories/model.ts";
import { LOOK_COOKIE, parseLook, type ReaderLook } from "@/lib/stories/reader_look.ts";
import { getChapter, requireStory } from "@/lib/stories/store.ts";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { type Draft, draftInit, streamTurn } from "@/components/chat/respond.ts";
import { type AskedFrom, peoplePaths } from "@/components/story_people/paths.ts";
import { RoomEnd } from "@/components/story_people/RoomEnd.tsx";
import { RoomPage } from "@/components/story_people/RoomPage.tsx";
import { RoomTalkPage } from "@/components/story_people/RoomTalkPage.tsx";

const PRIVATE = { "cache-control": "private, no-store" };

/** The story of a room and its chapter's number. @throws {HttpError} `not_found`. */
export async function requireRoom(ctx: Context<State>): Promise<{ story: Story; n: number }> {
  const { services: { kv, now }, viewer } = ctx.state;
  const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
  const story = await requireStory(kv, ctx.params.id ?? "", asking);
  const n = /^[1-9]\d{0,4}$/.test(ctx.params.n ?? "") ? Number(ctx.params.n) : 0;
  if (n < 1 || n > story.chapters.length) throw failure("not_found");
  return { story, n };
}

/** Lets the answer stand in the room's frame, unless the browser says that it asks for a page. */
export function standInFrame({ req, state }: Context<State>): void {
  state.framed = ["iframe", null].includes(req.headers.get("sec-fetch-dest"));
}

/** The question before what is made for adults, which leads back to the room; null where nobody needs to be asked. */
export async function askAge(
  ctx: Context<State>,
  { story, n }: { story: Story; n: number },
): Promise<Response | null> {
  const { req, url, state } = ctx;
  if (!asksForAge(req, story, state.viewer)) return null;
  const place = { state, url: new URL(peoplePaths.room(story.id, n), url) };
  return await ctx.render(h(MatureAsk, { place }), { headers: PRIVATE });
}

/** Renders the room that the request names. @throws {HttpError} `not_found`. */
export async function respondWithRoom(ctx: Context<State>): Promise<Response> {
  const { story, n } = await requireRoom(ctx);
  const asked = await askAge(ctx, { story, n });
  if (asked) return asked;
  const chapter = await getChapter(ctx.state.services.kv, story, n);
  if (!chapter) throw failure("not_found");
  const who = ctx.url.searchParams.get("who") ?? undefined;
  const page = h(RoomPage, { place: ctx, story, chapter, n, look: lookOf(ctx.req), who });
  return await ctx.render(page, { headers: PRIVATE });
}

function lookOf({ headers }: Request): ReaderLook {
  return parseLook(readCookie(headers.get("cookie"), LOOK_COOKIE));
}

/**
 * Renders the conversation of the room that the request names.
 *
 * @param options.who Who answers; absent or nobody of the room: the first who is there.
 * @param options.askedFrom Where words were sent that come back; absent: none were.
 * @throws {HttpError} `not_found`.
 */
export async function respondWithTalk(
  ctx: Context<State>,
  { who, askedFrom, draft }: { who: string | null; askedFrom?: AskedFrom; draft?: Draft },
): Promise<Response> {
  const { services, viewer } = ctx.state;
  const { kv, now } = services;
  const { story, n } = await requireRoom(ctx);
  const asked = await askAge(ctx, { story, n });
  if (asked) return asked;
  const { people } = await viewPeopleOf(kv, story, { viewer, n });
  const person = people.find(({ id }) => id === who) ?? people[0] ?? null;
  const horizon = horizonAt(story, n);
  const conversation = viewer && person
    ? await findWithin(kv, viewer.id, { characterId: person.id, horizon })
    : null;
  const view = viewer && conversation
    ? await viewConversation(kv, conversation.id, {
      ownerId: viewer.id,
      before: null,
      nowMs: now(),
    })
    : null;
  const known = view && findHorizon(view.conversation.horizons, story.id);
  const rendered = await ctx.render(
    h(RoomTalkPage, {
      place: ctx,
      story,
      n,
      look: lookOf(ctx.req),
      people,
      person,
      view,
      behind: known !== null && !isWithin(horizon, known),
      greeting: person && !view ? await greetingOf(ctx, story, { person, n }) : "",
      nextId: newId(),
      demo: services.chatModel.provider === "demo",
      draft,
      askFrom: askedFrom === "room" || (ctx.state.framed && !viewer) ? "room" : "roomTalk",
    }),
    draftInit(draft),
  );
  return view?.turn
    ? await streamTurn(ctx, rendered, { turn: view.turn, view, End: RoomEnd })
    : rendered;
}

/** What somebody says first, to whom has not said anything to them yet. */
async function greetingOf(
  { state: { services: { kv }, viewer } }: Context<State>,
  story: Story,
  { person, n }: { person: PersonOfStory; n: number },
): Promise<string> {
  const { lang } = story;
  const horizon = horizonAt(story, n);
  const sources = await readSources(kv, story, { person, horizon });
  const data = person.character
    ? (await getCard(kv, person.character)).data
    : cardBeforeStory(person, { cast: sources.cast, lang });
  const [greeting = ""] = greetingsOf(cardAsOf(data, knownTo(person, horizon, sources), { lang }), {
    character: { lang },
    userName: viewer?.nickname ?? "",
  });
  return greeting;
}
