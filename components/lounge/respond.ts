/** Answers with a room: as it is, with words that could not be sent, or growing with what is said. */
import type { Context } from "fresh";
import { h } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import { LineItem, Reply } from "@/components/lounge/Line.tsx";
import { RoomPage, stillInside } from "@/components/lounge/RoomPage.tsx";
import { answerGrowing } from "@/lib/http/document.ts";
import { BEFORE_PARAMETER } from "@/lib/lounge/addresses.ts";
import { paths } from "@/components/place.ts";
import type { State } from "@/lib/define.ts";
import { followTopic, GROWING_MS, growPage, type Growth } from "@/lib/lounge/growing.ts";
import { readRoom, type RoomData } from "@/lib/lounge/page.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";
import { INVITE_PARAMETER } from "@/lib/spaces/events/access.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";

export interface RoomAnswer {
  /** Words that could not be sent, and why; the composer has them again. */
  draft?: LoungeProps["draft"];
  /** Default 200. */
  status?: number;
  /** Invitation code that came with a form; default the one in the address. */
  invite?: string | null | undefined;
}

const HEADERS = { "cache-control": "private, no-store" };

/**
 * Renders the room that the request names.
 *
 * @throws {HttpError} `not_found`.
 */
export async function respondWithRoom(
  ctx: Context<State>,
  { draft = null, status = 200, invite = inviteOf(ctx) }: RoomAnswer = {},
): Promise<Response> {
  const before = ctx.req.method === "GET" ? ctx.url.searchParams.get(BEFORE_PARAMETER) : null;
  const data = await readFor(ctx, { draft, invite, before });
  // Words that could not be sent come back under the form's address, which nothing must lead back to.
  const url = draft ? new URL(paths.space(data.space.id), ctx.url) : ctx.url;
  const page = h(RoomPage, { place: { url, state: ctx.state }, data, zone: zoneOf(ctx) });
  return await ctx.render(page, { status, headers: HEADERS });
}

/**
 * Renders the room as a document that stays open and grows, for readers without a script.
 *
 * @throws {HttpError} `not_found`.
 */
export async function respondWithGrowingRoom(ctx: Context<State>): Promise<Response> {
  // Who may not know of the room is told so before anything of it is listened to.
  await readFor(ctx);
  const followed = await followTopic(ctx.state.services.hub, spaceTopic(ctx.params.id!));
  const left = new AbortController();
  try {
    const data = await readFor(ctx);
    const page = h(RoomPage, { place: ctx, data, zone: zoneOf(ctx), growing: true });
    const rendered = await ctx.render(page, { headers: HEADERS });
    const growth = followed.grow({
      shown: shownIn(data),
      signal: AbortSignal.any([left.signal, AbortSignal.timeout(GROWING_MS)]),
    });
    const pieces = growPage(await rendered.text(), { growth, render: rendererOf(data) });
    return answerGrowing({ rendered, pieces, left });
  } catch (error) {
    followed.close();
    throw error;
  }
}

function inviteOf(ctx: Context<State>): string | null {
  return ctx.url.searchParams.get(INVITE_PARAMETER);
}

function readFor(
  ctx: Context<State>,
  { draft = null, invite = inviteOf(ctx), before = null }: RoomAnswer & { before?: string | null } =
    {},
): Promise<RoomData> {
  const { services, viewer, locale } = ctx.state;
  return readRoom(services, ctx.params.id ?? "", { viewer, locale, invite, before, draft });
}

function shownIn({ lounge: { snapshot } }: RoomData): Map<string, boolean> {
  return new Map([
    ...snapshot.pending.map(({ id }): [string, boolean] => [id, false]),
    ...snapshot.messages.map(({ id }): [string, boolean] => [id, true]),
  ]);
}

function rendererOf({ lounge }: RoomData): (growth: Growth) => Promise<string> {
  const inside = stillInside({ ...lounge, cover: null, stage: null });
  return async (growth) => {
    if (growth.type === "pulse") return "";
    const { line } = growth;
    if (growth.type === "line") {
      const item = h(LineItem, { line, follows: false, firstUnread: false, inside });
      return await renderToStringAsync(item);
    }
    return await renderToStringAsync(h("li", { class: "line" }, h(Reply, { line, inside })));
  };
}
