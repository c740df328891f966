/**
 * Gives numbers to what a peer says that sends none, so that one negotiation serves both makes: plain perfect negotiation
 * is the numbered one over a way that neither loses nor doubles. Pure. Browser-safe.
 */
import type { Candidate } from "@/lib/rtc/description.ts";
import type { LinkWords, NegotiationState } from "@/lib/rtc/negotiation_model.ts";

/** A description or a candidate without numbers. */
export type PlainWords =
  | { type: "offer" | "answer"; sdp: string }
  | { type: "candidate"; candidate: Candidate };

/** Makes numbered words of plain ones. An answer is taken for one to the newest offer made here. */
export function numberWords(words: PlainWords, state: NegotiationState): LinkWords {
  const { epoch } = state;
  if (words.type === "candidate") {
    return { epoch, description: null, candidates: [words.candidate] };
  }
  const { type, sdp } = words;
  const waiting = state.inbox.map(({ n }) => n);
  const n = 1 + Math.max(state.theirs, state.applying?.n ?? 0, ...waiting);
  const re = type === "answer" ? state.own?.n ?? 0 : 0;
  return { epoch, description: { type, sdp, n, re }, candidates: [] };
}
