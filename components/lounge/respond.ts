/** Answers with a room: as it is, with words that could not be sent, or growing with what is said. */
import type { Context } from "fresh";
import { h } from "preact";
import { RoomPage } from "@/components/lounge/RoomPage.tsx";
import type { State } from "@/lib/define.ts";
import { readRoom } from "@/lib/lounge/page.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";
import { INVITE_PARAMETER } from "@/lib/spaces/events/access.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";

export interface RoomAnswer {
  /** Words that could not be sent, and why; the composer has them again. */
  draft?: LoungeProps["draft"];
  /** Default 200. */
  status?: number;
  growing?: boolean;
}

/**
 * Renders the room that the request names.
 *
 * @throws {HttpError} `not_found`.
 */
export async function respondWithRoom(
  ctx: Context<State>,
  { draft = null, status = 200, growing = false }: RoomAnswer = {},
): Promise<Response> {
  const { services, viewer, locale } = ctx.state;
  const data = await readRoom(services, ctx.params.id ?? "", {
    viewer,
    locale,
    invite: ctx.url.searchParams.get(INVITE_PARAMETER),
    draft,
  });
  return await ctx.render(
    h(RoomPage, { place: ctx, data, zone: zoneOf(ctx), growing }),
    { status, headers: { "cache-control": "private, no-store" } },
  );
}
