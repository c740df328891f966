/** Owns the shape that every provider wants a conversation in: it begins with the user, roles alternate, nothing is empty. */
import type { ChatRequest, ChatTurn, ToolTurn } from "@/lib/ai/model.ts";

const OPENING = { ko: "(대화를 시작한다)", en: "(The conversation begins)" } as const;
const CONTINUE = {
  ko: "(방금 하던 말을 끊긴 바로 그 자리부터 이어 간다. 이미 한 말은 되풀이하지 않는다.)",
  en: "(Go on from exactly where your last message stopped. Repeat nothing of it.)",
} as const;

/** Turns of one role in a row, as one. */
export type JoinedTurn = { role: "user"; texts: string[] } | {
  role: "model";
  texts: string[];
  toolCalls: NonNullable<ChatTurn["toolCalls"]>;
} | ToolTurn;

/**
 * Joins what one role says in a row. A reply to be continued is followed by a turn that asks for the rest, which also
 * works on models that refuse to end on a turn of their own. A conversation that begins otherwise gets an opening.
 */
export function joinTurns(request: ChatRequest): JoinedTurn[] {
  const { locale } = request.speaker;
  const joined: JoinedTurn[] = [];
  const say = (role: "user" | "model", content: string) => {
    const last = joined.at(-1);
    // What follows a call belongs to another turn: the result stands between.
    const open = last?.role === role && !(last.role === "model" && last.toolCalls.length > 0);
    if (open) last.texts.push(content);
    else if (role === "user") joined.push({ role, texts: [content] });
    else joined.push({ role, texts: [content], toolCalls: [] });
  };
  for (const turn of request.messages) {
    if (turn.role === "tool") {
      if (turn.results.length > 0) joined.push(turn);
      continue;
    }
    if (turn.content.trim() !== "") say(turn.role, turn.content);
    const { toolCalls = [] } = turn;
    if (turn.role !== "model" || toolCalls.length === 0) continue;
    const last = joined.at(-1);
    if (turn.content.trim() !== "" && last?.role === "model") last.toolCalls = toolCalls;
    else joined.push({ role: "model", texts: [], toolCalls });
  }
  if (joined.at(0)?.role !== "user") joined.unshift({ role: "user", texts: [OPENING[locale]] });
  const last = joined.at(-1);
  if (request.continueLast === true && last?.role === "model") say("user", CONTINUE[locale]);
  return joined;
}
