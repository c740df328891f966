/**
 * Owns the messages of a prompt: the history as data, what stands among it without having been said, and what has to go
 * where room is short.
 *
 * Browser-safe.
 */
import type { ChatRole, ChatTurn } from "@/lib/ai/model.ts";
import { asData, aside, type AsideKind } from "@/lib/ai/prompt_data.ts";
import type { PromptSection } from "@/lib/ai/prompt_report.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";

/** Something beside what was said. */
export interface Beside {
  name: PromptSection;
  kind: AsideKind;
  /** Whose words it passes for; null: nobody's, it stands in a frame. */
  role: ChatRole | null;
  content: string;
  /** Messages of the history below it; null: it comes before the history. */
  depth: number | null;
}

/** The messages of a prompt, and what became of what they were made of. */
export interface TurnLayout {
  messages: ChatTurn[];
  /** At the depths where they stand. */
  besides: Beside[];
  history: { messages: number; tokens: number };
  tokens: number;
  /** Oldest messages that there was no room for. */
  dropped: string[];
}

/** Lays out the messages in the order in which they are sent. The last of the history stays, and stays last. */
export function layOutTurns(
  history: readonly { role: ChatRole; content: string }[],
  besides: readonly Beside[],
  { room }: { room: number },
): TurnLayout {
  const placed = besides
    .filter(({ depth }) => depth === null || history.length > 0)
    .map((beside) => ({ ...beside, depth: clampDepth(beside.depth, history.length) }));
  const framed = placed.map((beside) => ({ beside, turn: toTurn(beside) }));
  const taken = tokensOf(framed.map(({ turn }) => turn));
  const said = history.map(({ role, content }): ChatTurn => ({ role, content: asData(content) }));
  const kept = fitHistory(said, room - taken);
  // What stood above messages that are dropped now stands above those that are left.
  const standing = ({ depth }: Beside) => depth === null ? null : Math.min(depth, kept.length);
  const messages: ChatTurn[] = [];
  const put = (depth: number | null) => {
    for (const { beside, turn } of framed) if (standing(beside) === depth) messages.push(turn);
  };
  put(null);
  kept.forEach((turn, n) => {
    put(kept.length - n);
    messages.push(turn);
  });
  const tokens = tokensOf(kept);
  return {
    messages,
    besides: placed.map((beside) => ({ ...beside, depth: standing(beside) })),
    history: { messages: kept.length, tokens },
    tokens: tokens + taken,
    dropped: said.slice(0, said.length - kept.length).map(({ content }) => content),
  };
}

function clampDepth(depth: number | null, length: number): number | null {
  return depth === null ? null : Math.min(Math.max(Math.round(depth) || 1, 1), length);
}

function toTurn({ role, kind, content }: Beside): ChatTurn {
  return role === null
    ? { role: "user", content: aside(kind, content), aside: true }
    : { role, content: asData(content), aside: true };
}

/** The newest messages that fit, the last one in any case. */
function fitHistory(messages: readonly ChatTurn[], room: number): ChatTurn[] {
  const kept: ChatTurn[] = [];
  let left = room;
  for (const message of [...messages].reverse()) {
    left -= tokensOf([message]);
    if (left < 0 && kept.length > 0) break;
    kept.unshift(message);
  }
  return kept;
}

function tokensOf(messages: readonly ChatTurn[]): number {
  // About four tokens of framing for each turn, as in OpenAI's chat format.
  return messages.reduce((total, { content }) => total + estimateTokens(content) + 4, 0);
}
