/** Answers with a room: as it is, growing with what is said, or with an answer of its AI as it is written. */
import type { Context } from "fresh";
import { h } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import { ANSWER_MARK, AnswerFoot, AnswerPage, FOOT_MARK } from "@/components/rooms/AnswerPage.tsx";
import { roomPaths } from "@/components/rooms/paths.ts";
import { NEXT_MARK, RoomLine, RoomPage } from "@/components/rooms/RoomPage.tsx";
import { createMarkupReader, markupToHtml } from "@/lib/chat/markup.ts";
import type { State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { answerGrowing, cutAt } from "@/lib/http/document.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import { answerQuestion, type Question } from "@/lib/rooms/answer.ts";
import { type FollowedRoom, followRoom } from "@/lib/rooms/growing.ts";
import { decodeRoomId } from "@/lib/rooms/model.ts";
import type { HistoryTurn } from "@/lib/rooms/protocol.ts";

/** So long one document grows; then the reader is offered the next. */
const GROWING_MS = 30 * 60_000;
const HEADERS = { "cache-control": "private, no-store" };

/** @throws {HttpError} `not_found` for a name that is none. */
export function requireRoomId(ctx: Context<State>): string {
  const id = decodeRoomId(ctx.params["id"] ?? "");
  if (id === null) throw failure("not_found");
  return id;
}

/** Renders a room as it is. */
export async function respondWithRoom(
  ctx: Context<State>,
  { draft, status = 200 }: { draft?: { text: string; error: string }; status?: number } = {},
): Promise<Response> {
  const roomId = requireRoomId(ctx);
  const { state } = ctx;
  const { services } = state;
  const room = await followRoom(services, roomId);
  room.close();
  // Words that could not be sent come back under the form's address, which nothing must lead back to.
  const place = { url: new URL(roomPaths.room(roomId), ctx.url), state };
  const { recent } = room;
  const page = h(RoomPage, { place, roomId, recent, nowMs: services.now(), draft });
  return await ctx.render(page, { status, headers: HEADERS });
}

/** Renders a room as a document that stays open and grows. */
export async function respondWithGrowingRoom(ctx: Context<State>): Promise<Response> {
  const roomId = requireRoomId(ctx);
  const { services } = ctx.state;
  const room = await followRoom(services, roomId);
  try {
    const { recent } = room;
    const nowMs = services.now();
    const page = h(RoomPage, { place: ctx, roomId, recent, nowMs, growing: true });
    const rendered = await ctx.render(page, { headers: HEADERS });
    const left = new AbortController();
    const pieces = growRoom(ctx, await rendered.text(), { room, roomId, left: left.signal });
    return answerGrowing({ rendered, pieces, left });
  } catch (error) {
    room.close();
    throw error;
  }
}

async function* growRoom(
  { state: { services, locale } }: Context<State>,
  page: string,
  { room, roomId, left }: { room: FollowedRoom; roomId: string; left: AbortSignal },
): AsyncGenerator<string> {
  const [head = "", tail = ""] = cutAt(page, [NEXT_MARK]);
  const signal = AbortSignal.any([left, AbortSignal.timeout(GROWING_MS)]);
  yield head;
  for await (const event of room.follow(signal)) {
    yield event === null
      ? "<!-- -->"
      : await renderToStringAsync(h(RoomLine, { event, locale, nowMs: services.now() }));
  }
  const more = h("li", { class: "chatroom-note" }, [
    h("a", { href: roomPaths.live(roomId) }, roomWords[locale].growingEnd),
  ]);
  yield await renderToStringAsync(more) + tail;
}

/**
 * Renders a question with its answer as it comes. It answers a form itself, where others answer 303: a question and its
 * answer are kept nowhere, so there is no address that could show them again.
 */
export async function respondWithAnswer(
  ctx: Context<State>,
  { content, history }: { content: string; history: readonly HistoryTurn[] },
): Promise<Response> {
  const roomId = requireRoomId(ctx);
  const { services, viewer } = ctx.state;
  const demo = services.chatModel.provider === "demo";
  const place = { url: new URL(roomPaths.room(roomId), ctx.url), state: ctx.state };
  const page = h(AnswerPage, { place, roomId, history, question: content, demo });
  const rendered = await ctx.render(page, { headers: HEADERS });
  const left = new AbortController();
  const question = { roomId, viewer, address: clientAddress(ctx), content, history };
  const pieces = growAnswer(ctx, await rendered.text(), { question, left: left.signal });
  return answerGrowing({ rendered, pieces, left });
}

async function* growAnswer(
  { state: { services, locale } }: Context<State>,
  page: string,
  { question, left }: { question: Question; left: AbortSignal },
): AsyncGenerator<string> {
  const { roomId, content, history } = question;
  const [head = "", middle = "", tail = ""] = cutAt(page, [ANSWER_MARK, FOOT_MARK]);
  const markup = createMarkupReader();
  let text = "";
  let trouble: string | null = null;
  yield head;
  for await (const frame of answerQuestion(services, question, left)) {
    if (frame.type === "ai_error") trouble = frame.content;
    if (frame.type !== "ai_chunk") continue;
    text += frame.content;
    yield markupToHtml(markup.push(frame.content));
  }
  const asked: HistoryTurn[] = [...history, { role: "user", content }];
  const answered: HistoryTurn[] = text.trim() === ""
    ? [...history]
    : [...asked, { role: "model", content: text.trim() }];
  const foot = h(AnswerFoot, { locale, roomId, history: answered.slice(-10), trouble });
  yield markupToHtml(markup.end()) + middle + await renderToStringAsync(foot) + tail;
}
