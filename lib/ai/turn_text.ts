/**
 * Owns reading the turns of a request as text, whoever wrote them.
 *
 * Browser-safe.
 */
import type { ChatRequest, ChatTurn } from "@/lib/ai/model.ts";

type Turn = ChatRequest["messages"][number];

/** Everything a turn says to a model, for counting it. */
export function textOfTurn(turn: Turn): string {
  if (turn.role === "tool") return turn.results.map(({ content }) => content).join("\n");
  const calls = turn.toolCalls?.map((call) => `${call.name} ${JSON.stringify(call.arguments)}`);
  return [turn.content, ...(calls ?? [])].join("\n");
}

/** The turns that somebody spoke: not those of tools, those that only ask for tools, and what the prompt put beside. */
export function spokenTurns(messages: readonly Turn[]): ChatTurn[] {
  return messages.flatMap((turn) =>
    turn.role === "tool" || turn.aside || (turn.toolCalls && turn.content.trim() === "")
      ? []
      : [turn]
  );
}
