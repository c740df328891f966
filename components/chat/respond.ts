/** Answers with a conversation: as it is, or growing with the reply that is being written. */
import type { Context } from "fresh";
import { h, type VNode } from "preact";
import { renderToString, renderToStringAsync } from "preact-render-to-string";
import type { Viewer } from "@/lib/accounts/model.ts";
import { ConversationPage } from "@/components/chat/ConversationPage.tsx";
import { FeltFace } from "@/components/chat/MessageItem.tsx";
import { ReplyEnd, type ReplyEndProps } from "@/components/chat/ReplyEnd.tsx";
import { followTurn } from "@/lib/chat/follow.ts";
import { castOf } from "@/lib/chat/group.ts";
import type { Character } from "@/lib/characters/model.ts";
import { chainOf } from "@/lib/chat/turn_store.ts";
import { escapeText } from "@/lib/chat/markup.ts";
import type { Turn } from "@/lib/chat/model.ts";
import { streamPage } from "@/lib/chat/stream_page.ts";
import {
  type ConversationView,
  decodePlace,
  resumedMessage,
  viewConversation,
} from "@/lib/chat/view.ts";
import type { State } from "@/lib/define.ts";
import { failure, foundOrNull } from "@/lib/errors.ts";
import { answerGrowing } from "@/lib/http/document.ts";
import { newId } from "@/lib/id.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { listPersonas } from "@/lib/personas/store.ts";
import { viewHorizons } from "@/lib/stories/people/view.ts";

/** Words that were not sent, and why. */
export interface Draft {
  text: string;
  error: string;
  /** Of the answer. */
  status: number;
  /** Seconds until it may be tried again; null or absent where nobody knows. */
  retryAfterS?: number | null;
  /** Id of the message that they were to stand in the place of; absent: they were to be said. */
  of?: string;
}

/** Head of an answer with words that were not sent, or of a page without any. */
export function draftInit(draft: Draft | undefined): { status: number; headers: Headers } {
  const headers = new Headers({ "cache-control": "private, no-store" });
  const wait = draft?.retryAfterS ?? null;
  if (wait !== null) headers.set("retry-after", String(wait));
  return { status: draft?.status ?? 200, headers };
}

/**
 * Renders the conversation that the request names.
 *
 * @param shown.before The page of it, where the address does not say.
 * @throws {HttpError} `not_found`.
 */
export async function respondWithConversation(
  ctx: Context<State>,
  viewer: Viewer,
  { draft, before: sent }: { draft?: Draft; before?: string | undefined } = {},
): Promise<Response> {
  const { services } = ctx.state;
  const { searchParams } = ctx.url;
  const given = sent ?? searchParams.get("before");
  const before = decodePlace(given);
  if (given !== null && !before) throw failure("not_found");
  const view = await viewConversation(services.kv, ctx.params.id ?? "", {
    ownerId: viewer.id,
    before,
    nowMs: services.now(),
  });
  const [{ personas }, horizons] = await Promise.all([
    listPersonas(services.kv, viewer.id),
    viewHorizons(services.kv, {
      characters: castOf(view.conversation).flatMap(({ id }) => view.people.get(id) ?? []),
      horizons: view.conversation.horizons,
      viewerId: viewer.id,
      nowMs: services.now(),
    }),
  ]);
  const rendered = await ctx.render(
    h(ConversationPage, {
      place: ctx,
      view,
      editing: draft?.of ?? searchParams.get("edit"),
      before: given,
      nextId: newId(),
      demo: services.chatModel.provider === "demo",
      choices: services.models.choices,
      personas,
      horizons,
      draft,
    }),
    draftInit(draft),
  );
  return view.turn ? await streamTurn(ctx, rendered, { turn: view.turn, view }) : rendered;
}

/** Renders what stands below a reply that has ended. */
type ReplyEndPart = (props: ReplyEndProps) => VNode | null;

/**
 * Sends what is rendered, with the reply in its place as it comes.
 */
export async function streamTurn(
  ctx: Context<State>,
  rendered: Response,
  { turn, view, End = ReplyEnd }: {
    turn: Turn;
    view: ConversationView;
    End?: ReplyEndPart;
  },
): Promise<Response> {
  const { services, locale } = ctx.state;
  const left = new AbortController();
  const base = resumedMessage(view)?.content.length ?? 0;
  const stream = (
    page: string,
    [turn, ...later]: readonly Turn[],
    shownChars: number,
  ): AsyncGenerator<string> =>
    streamPage(page, turn!.id, {
      events: followTurn(services.kv, turn!, {
        now: services.now,
        signal: left.signal,
        shownChars,
      }),
      parts: {
        face: (emotion) => renderToString(h(FeltFace, { character: faceOf(view, turn!), emotion })),
        late: `<span class="late" lang="${locale}">${escapeText(chatWords[locale].late)}</span>`,
        foot: async () =>
          await renderFoot(services, { locale, turn: turn!, last: later.length === 0, End }),
        ...(later.length > 0 ? { then: (below: string) => stream(below, later, 0) } : {}),
      },
    });
  const pieces = stream(await rendered.text(), chainOf(turn), base);
  return answerGrowing({ rendered, pieces, left });
}

/** Whose face stands beside a reply. */
function faceOf({ people, conversation }: ConversationView, { speaker }: Turn): Character | null {
  return people.get(speaker?.id ?? conversation.characterId) ?? null;
}

/** What stands below a reply that has ended. */
async function renderFoot(
  { kv, now }: State["services"],
  { End, ...told }: Omit<ReplyEndProps, "view"> & { End: ReplyEndPart },
): Promise<string> {
  const { turn } = told;
  // Nothing to say of a conversation that was deleted, or became another's, in the meantime.
  const view = await foundOrNull(
    viewConversation(kv, turn.conversationId, {
      ownerId: turn.ownerId,
      before: null,
      nowMs: now(),
    }),
  );
  return view ? await renderToStringAsync(h(End, { ...told, view })) : "";
}
