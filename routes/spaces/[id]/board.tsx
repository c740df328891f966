/** `/spaces/:id/board`: what hangs on the board of a space, and a form to hang up more. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import {
  addPin,
  getBoard,
  getUnpinned,
  removePin,
  replacePin,
  restorePin,
} from "@/lib/spaces/board.ts";
import { actorOf, unwrap } from "@/lib/spaces/board_api.ts";
import type { BoardActor } from "@/lib/spaces/board_model.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { type BoardAct, checkPin, readBoardAct } from "@/lib/spaces/share/form.ts";
import { BOARD_RULE } from "@/lib/spaces/share/limits.ts";
import { resolveShare } from "@/lib/spaces/share/share.ts";
import { requireSharer, sharerRefusal } from "@/lib/spaces/share/sharer.ts";
import { requireSpace } from "@/lib/spaces/store.ts";
import { BoardPage } from "@/components/spaces/share/BoardPage.tsx";
import { sharePaths } from "@/components/spaces/share/paths.ts";

const NOTHING_SENT = { text: "", url: "", errors: [] as readonly InputError[] };

async function show(ctx: ApiContext, space: Space, sent = NOTHING_SENT) {
  const { services, viewer } = ctx.state;
  const { kv, now } = services;
  const nowMs = now();
  const actor = viewer && actorOf(space, viewer);
  const taken = ctx.url.searchParams.get("unpinned") ?? "";
  const [board, refusal, unpinned] = await Promise.all([
    getBoard(kv, space.id),
    viewer && sharerRefusal(kv, space, { userId: viewer.id, nowMs }),
    actor && getUnpinned(services, space.id, { id: taken, actor }),
  ]);
  return page({
    space,
    board,
    actor,
    mayPin: viewer !== null && refusal === null,
    nowMs,
    unpinned: unpinned ? unpinned.pin.id : null,
    sent,
  }, { status: sent.errors.length > 0 ? 422 : 200 });
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    return await show(ctx, await requireSpace(kv, ctx.params.id ?? "", viewer));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const space = await requireSpace(services.kv, ctx.params.id ?? "", viewer);
    const act = readBoardAct(await readForm(ctx.req));
    if (!act) throw failure("bad_request");
    await limit(ctx, BOARD_RULE);
    const here = sharePaths.board(space.id);
    if (act.kind === "pin") {
      const by = { userId: viewer.id, nickname: viewer.nickname };
      const errors = await pin(ctx, space, { act, by });
      if (errors.length > 0) return await show(ctx, space, { ...act, errors });
      return ctx.redirect(here, 303);
    }
    await changePin(ctx, space, { act, actor: actorOf(space, viewer) });
    const undo = act.kind === "remove" ? `?unpinned=${encodeURIComponent(act.id)}` : "";
    return ctx.redirect(here + undo, 303);
  },
});

/** Pins what was sent; gives what is wrong with it. */
async function pin(
  ctx: ApiContext,
  space: Space,
  { act, by }: {
    act: BoardAct & { kind: "pin" };
    by: { userId: string; nickname: string };
  },
): Promise<readonly InputError[]> {
  const { services, locale } = ctx.state;
  const { refusals, board: words } = shareWords[locale];
  await requireSharer(services.kv, space, { id: by.userId }, services.now());
  const checked = checkPin(act, refusals);
  if (!checked.ok) return checked.errors;
  const { text, link } = checked.value;
  const resolved = link === null ? null : await resolveShare(services, {
    space,
    userId: by.userId,
    request: { kind: "link", url: link },
  });
  if (resolved?.ok === false) return [{ path: "url", message: refusals[resolved.reason] }];
  const share = resolved?.share ?? null;
  const pinned = await addPin(services, space, { by, text, share });
  if (pinned.ok) return [];
  if (pinned.reason === "board_full") return [{ path: "text", message: words.full }];
  throw failure(pinned.reason);
}

async function changePin(
  ctx: ApiContext,
  space: Space,
  { act: { kind, id }, actor }: { act: Exclude<BoardAct, { kind: "pin" }>; actor: BoardActor },
): Promise<void> {
  const { services } = ctx.state;
  switch (kind) {
    case "remove":
      return void unwrap(await removePin(services, space, { id, actor }));
    case "restore":
      return void unwrap(await restorePin(services, space, { id, actor }));
    case "up":
    case "down": {
      const { pins } = await getBoard(services.kv, space.id);
      const at = pins.findIndex((pin) => pin.id === id);
      const place = Math.max(0, at + (kind === "up" ? -1 : 1));
      unwrap(await replacePin(services, space, { id, place, actor }));
    }
  }
}

export default define.page<typeof handler>(({ data, ...place }) => (
  <BoardPage place={place} {...data} />
));
