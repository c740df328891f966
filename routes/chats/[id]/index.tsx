/** One conversation. While a reply is being written, the page stays open and grows with it. */
import { h } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { ConversationPage } from "@/components/chat/ConversationPage.tsx";
import { ReplyEnd } from "@/components/chat/ReplyEnd.tsx";
import { escapeText } from "@/lib/chat/markup.ts";
import { followTurn } from "@/lib/chat/follow.ts";
import type { Turn } from "@/lib/chat/model.ts";
import { streamPage } from "@/lib/chat/stream_page.ts";
import { decodePlace, viewConversation } from "@/lib/chat/view.ts";
import { define, type State } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { Context } from "fresh";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const before = decodePlace(ctx.url.searchParams.get("before"));
    const view = await viewConversation(services.kv, ctx.params.id!, {
      ownerId: viewer.id,
      before,
      nowMs: services.now(),
    });
    const rendered = await ctx.render(
      h(ConversationPage, {
        place: ctx,
        view,
        editing: ctx.url.searchParams.get("edit"),
        before: before && ctx.url.searchParams.get("before"),
        nextId: newId(),
        demo: services.chatModel.provider === "demo",
      }),
      { headers: { "cache-control": "private, no-store" } },
    );
    return view.turn ? await streamTurn(ctx, rendered, view.turn) : rendered;
  },
});

/** Sends what is rendered, with the reply in its place as it comes. */
async function streamTurn(
  ctx: Context<State>,
  rendered: Response,
  turn: Turn,
): Promise<Response> {
  const { services, locale } = ctx.state;
  const left = new AbortController();
  const document = streamPage(await rendered.text(), turn.id, {
    events: followTurn(services.kv, turn, { now: services.now, signal: left.signal }),
    parts: {
      late: `<span class="late">${escapeText(chatWords[locale].late)}</span>`,
      foot: async () => {
        const view = await viewConversation(services.kv, turn.conversationId, {
          ownerId: turn.ownerId,
          before: null,
          nowMs: services.now(),
        });
        return await renderToStringAsync(h(ReplyEnd, { locale, view, turn }));
      },
    },
  });
  const bytes = ReadableStream.from(document).pipeThrough(new TextEncoderStream());
  const headers = new Headers(rendered.headers);
  headers.delete("content-length");
  // Asks a proxy in front to pass each piece on at once. Source: nginx, X-Accel-Buffering.
  headers.set("x-accel-buffering", "no");
  return new Response(untilLeft(bytes, left), { status: rendered.status, headers });
}

/** Tells the reading of the turn when the reader has gone. */
function untilLeft(bytes: ReadableStream<Uint8Array>, left: AbortController) {
  const reader = bytes.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      left.abort(reason);
      await reader.cancel(reason);
    },
  });
}
