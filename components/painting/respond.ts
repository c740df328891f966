/** Answers the pages of paintings: as they are, growing until the picture is there, and with what their forms ask for. */
import type { Context } from "fresh";
import { h } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { State } from "@/lib/define.ts";
import { asFailure, failure, REASONS } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { readForm } from "@/lib/http/body.ts";
import { answerGrowing, cutAt } from "@/lib/http/document.ts";
import { paintingWords } from "@/lib/i18n/painting.ts";
import { followPainting } from "@/lib/painting/follow.ts";
import { type PaintedSubject, type Painting, Wish } from "@/lib/painting/model.ts";
import { orderPainting } from "@/lib/painting/order.ts";
import { getPainting } from "@/lib/painting/store.ts";
import { getBlob } from "@/lib/store/blob.ts";
import {
  PaintPage,
  type PaintPageProps,
  PaintPart,
  PICTURE_MARK,
  WAIT_ID,
} from "@/components/painting/PaintPage.tsx";

/** What a page shows of the thing that is painted for. */
export type PaintedThing = Pick<PaintPageProps, "name" | "backHref" | "now" | "wish">;

/** One kind of page. */
export interface PaintPages {
  subject: PaintedSubject;
  /** The page's own path. */
  path: string;
  /** Reads it as its owner sees it. @throws {HttpError} `not_found` or `forbidden`. */
  read: () => Promise<PaintedThing>;
  take: () => Promise<unknown>;
  takeDrawn: () => Promise<unknown>;
}

/** Where the picture stands that was painted, below a page. */
export function paintedSrc(path: string, painting: Painting | null): string {
  return `${path}/painted?v=${painting?.picture?.hash ?? ""}`;
}

/** Renders the page; while a picture is painted, it stays open until that is there. */
export async function showPainting(
  ctx: Context<State>,
  pages: PaintPages,
  { wish, error, status = 200 }: { wish?: string; error?: string; status?: number } = {},
): Promise<Response> {
  const { services } = ctx.state;
  const { kv, now, painter } = services;
  const thing = await pages.read();
  const painting = await getPainting(kv, pages.subject, now());
  const props = (painting: Painting | null) => ({
    kind: pages.subject.kind,
    action: pages.path,
    ...thing,
    painting,
    paintedSrc: paintedSrc(pages.path, painting),
    painter: painter && { madeBy: painter.madeBy, costNano: painter.costNano },
    wish: wish ?? painting?.wish ?? thing.wish,
    error,
  });
  const page = h(PaintPage, { place: ctx, ...props(painting) });
  const rendered = await ctx.render(page, { status, headers: PRIVATE });
  if (painting?.status !== "painting") return rendered;
  const left = new AbortController();
  const pieces = growPage(ctx, await rendered.text(), {
    subject: pages.subject,
    left: left.signal,
    renderPart: async (painting) =>
      await renderToStringAsync(h(PaintPart, { locale: ctx.state.locale, ...props(painting) })),
  });
  return answerGrowing({ rendered, pieces, left });
}

async function* growPage(
  { state: { services, locale } }: Context<State>,
  page: string,
  { subject, left, renderPart }: {
    subject: PaintedSubject;
    left: AbortSignal;
    renderPart: (painting: Painting) => Promise<string>;
  },
): AsyncGenerator<string> {
  const [head = "", tail = ""] = cutAt(page, [PICTURE_MARK]);
  yield head;
  for await (
    const event of followPainting(services.kv, subject, { now: services.now, signal: left })
  ) {
    if (event === null) yield "<!-- -->";
    else if (event.painting) yield await renderPart(event.painting);
    else yield `<p class="painting-part">${paintingWords[locale].gone}</p>`;
  }
  yield tail;
}

/** Does what one of the page's forms asks for. */
export async function answerPainting(
  ctx: Context<State>,
  pages: PaintPages,
  viewer: Viewer,
): Promise<Response> {
  // Whatever is asked for, it is asked of one's own.
  await pages.read();
  const form = await readForm(ctx.req);
  switch (form.get("do")) {
    case "take":
      await pages.take();
      return ctx.redirect(`${pages.path}?done=taken`, 303);
    case "drawn":
      await pages.takeDrawn();
      return ctx.redirect(`${pages.path}?done=drawn`, 303);
    case "paint":
      return await order(ctx, pages, { viewer, wish: String(form.get("wish") ?? "") });
    default:
      throw failure("bad_request");
  }
}

async function order(
  ctx: Context<State>,
  pages: PaintPages,
  { viewer, wish }: { viewer: Viewer; wish: string },
): Promise<Response> {
  const { services, locale } = ctx.state;
  const read = Wish.safeParse(wish);
  if (!read.success) {
    return await showPainting(ctx, pages, {
      wish,
      error: paintingWords[locale].empty,
      status: 422,
    });
  }
  try {
    const address = clientAddress(ctx);
    await orderPainting(services, { ...pages.subject, viewer, address, wish: read.data });
  } catch (error) {
    const { reason } = asFailure(error);
    if (reason !== "rate_limited" && reason !== "quota_used") throw error;
    const spent = reason === "rate_limited"
      ? paintingWords[locale].spent
      : REASONS[reason].words[locale];
    return await showPainting(ctx, pages, { wish, error: spent, status: 429 });
  }
  return ctx.redirect(`${pages.path}#${WAIT_ID}`, 303);
}

/** Sends the picture that was painted: to its owner alone, as it may never be shown to anybody. */
export async function sendPainted(ctx: Context<State>, pages: PaintPages): Promise<Response> {
  await pages.read();
  const { kv, now } = ctx.state.services;
  const painting = await getPainting(kv, pages.subject, now());
  const blob = painting?.picture ? await getBlob(kv, painting.picture.hash) : null;
  if (!blob) throw failure("not_found");
  return new Response(blob.bytes, {
    headers: { "content-type": blob.meta.type, "cache-control": "private, max-age=3600" },
  });
}
