/** `/chats/import`: brings a conversation from elsewhere. */
import { type Context, page } from "fresh";
import { BringPage, BroughtPage } from "@/components/chat/BringPage.tsx";
import { paths } from "@/components/place.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import {
  importConversation,
  type ImportOutcome,
  listCandidates,
  MAX_TRANSCRIPT_BYTES,
} from "@/lib/chat/import.ts";
import { IMPORT_RULE } from "@/lib/chat/limits.ts";
import type { LineReport } from "@/lib/chat/transcript_jsonl.ts";
import { define, type State } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import { readForm } from "@/lib/http/body.ts";
import { isId } from "@/lib/id.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";

/** A file and the form around it. */
const MAX_FORM_BYTES = MAX_TRANSCRIPT_BYTES + 64 * 1024;

interface Asking {
  chosen: string;
  problem?: string;
  reports?: readonly LineReport[];
  status?: number;
}

/** Shows the form, with what was wrong with it the last time. */
async function ask(
  { state: { services, viewer } }: Context<State>,
  { chosen, problem, reports = [], status = 200 }: Asking,
) {
  const found = viewer ? await listCandidates(services.kv, viewer.id) : [];
  const candidates = found.map(({ id, name }) => ({ id, name }));
  const form = { candidates, chosen, problem: problem ?? null, reports };
  return page({ form, outcome: null }, { status, headers: { "cache-control": "no-store" } });
}

/** The form, or `too_large` where it broke off. */
async function readSent(request: Request): Promise<FormData | "too_large"> {
  try {
    return await readForm(request, MAX_FORM_BYTES);
  } catch (error) {
    if (asFailure(error).reason === "too_large") return "too_large";
    throw error;
  }
}

function explain(
  outcome: Extract<ImportOutcome, { ok: false }>,
  words: typeof conversationWords.en.take,
): string {
  return outcome.reason === "nobody" ? words.nobody(outcome.name) : words.refused[outcome.reason];
}

export const handler = define.handlers({
  async GET(ctx) {
    return await ask(ctx, { chosen: ctx.url.searchParams.get("with") ?? "" });
  },

  async POST(ctx) {
    const words = conversationWords[ctx.state.locale].take;
    const form = await readSent(ctx.req);
    if (form === "too_large") {
      return await ask(ctx, { chosen: "", problem: words.tooLarge, status: 413 });
    }
    const file = form.get("file");
    const field = form.get("character");
    const chosen = typeof field === "string" && isId(field) ? field : "";
    if (!(file instanceof File) || file.size === 0) {
      return await ask(ctx, { chosen, problem: words.missing, status: 422 });
    }
    const viewer = await ensureViewer(ctx);
    await limit(ctx, IMPORT_RULE);
    const outcome = await importConversation(ctx.state.services, {
      viewer,
      characterId: chosen || null,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    if (!outcome.ok) {
      const problem = explain(outcome, words);
      return await ask(ctx, { chosen, problem, reports: outcome.reports, status: 422 });
    }
    // What needs no word leads right into the conversation.
    if (outcome.reports.length === 0 && !outcome.greeted) {
      return ctx.redirect(paths.chat(outcome.conversation.id), 303);
    }
    return page({ form: null, outcome }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(({ data, ...place }) =>
  data.outcome
    ? <BroughtPage place={place} outcome={data.outcome} />
    : <BringPage place={place} {...data.form} />
);
