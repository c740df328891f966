/** The form of feedback, for replies and chapters alike: read, kept, taken back; sent back with what is wrong. */
import { type Context, page } from "fresh";
import { z } from "zod";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import type { State } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { getFeedback, giveFeedback, takeBackFeedback } from "@/lib/social/feedback.ts";
import { type Feedback, FeedbackInput, MAX_SHOWN_CHARS } from "@/lib/social/feedback_model.ts";
import { FEEDBACK_RULE } from "@/lib/social/limits.ts";
import type { Subject } from "@/lib/social/model.ts";

/** What feedback is given on, as the form shows it. */
export interface FeedbackTarget {
  subject: Subject;
  part: string;
  /** Name of the character, or title of the chapter. */
  name: string;
  /** The reply, which is shown to its author only where the reader says so; null for a chapter. */
  reply: string | null;
  /** Where the form was opened. */
  back: string;
}

/** A form, as its page shows it. */
export interface FeedbackForm {
  target: FeedbackTarget;
  /** What was said before, or what was just typed. */
  reason: string;
  words: string;
  shows: boolean;
  /** Something was said of it before. */
  isGiven: boolean;
  error: "missing" | "tooLong" | null;
  done: "saved" | "takenBack" | null;
}

const Sent = z.object({
  do: z.enum(["give", "take_back"]).default("give"),
  reason: z.string().max(40).default(""),
  words: z.string().max(30_000).default(""),
  show: z.string().max(10).optional(),
});

/** The page with the form, as the address asks for it. */
export async function showFeedback(ctx: Context<State>, target: FeedbackTarget) {
  const { viewer, services: { kv } } = ctx.state;
  const { subject, part } = target;
  const given = viewer ? await getFeedback(kv, { subject, part, byId: viewer.id }) : null;
  const asked = ctx.url.searchParams.get("done");
  const done = asked === "saved" || asked === "takenBack" ? asked : null;
  return answer({ target, ...filled(given), error: null, done });
}

function filled(given: Feedback | null) {
  const { reason = "", words = "", shown = null } = given ?? {};
  return { reason, words, shows: shown !== null, isGiven: given !== null };
}

function answer(form: FeedbackForm) {
  return page({ form }, { status: form.error ? 422 : 200, headers: PRIVATE });
}

/** Does what the form says. Whoever has no account becomes a guest by it. */
export async function takeFeedback(ctx: Context<State>, target: FeedbackTarget) {
  const { kv, now } = ctx.state.services;
  const { subject, part } = target;
  const sent = parseInput(Sent, formFields(await readForm(ctx.req)));
  const { pathname } = ctx.url;
  if (sent.do === "take_back") {
    const { viewer } = ctx.state;
    if (viewer) await takeBackFeedback(kv, { subject, part, byId: viewer.id });
    return ctx.redirect(`${pathname}?done=takenBack`, 303);
  }
  const parsed = FeedbackInput.safeParse(sent);
  if (!parsed.success) {
    const isReason = parsed.error.issues.some(({ path }) => path[0] === "reason");
    const { reason, words } = sent;
    const error = isReason ? "missing" : "tooLong";
    const shows = sent.show !== undefined;
    return answer({ target, reason, words, shows, isGiven: false, error, done: null });
  }
  const viewer = await ensureViewer(ctx);
  await limit(ctx, FEEDBACK_RULE);
  const shown = sent.show === undefined ? null : target.reply?.slice(0, MAX_SHOWN_CHARS) ?? null;
  const place = { subject, part, byId: viewer.id };
  await giveFeedback(kv, place, { ...parsed.data, shown, nowMs: now() });
  return ctx.redirect(`${pathname}?done=saved`, 303);
}
