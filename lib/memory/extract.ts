/**
 * Makes memory without a model: picks the sentences that tell most, word for word. It adds nothing, and so says nothing
 * that was not said.
 */
import { readFacts } from "@/lib/ai/demo/memory.ts";
import { createWeights, keywords, splitSentences, withoutActions } from "@/lib/ai/demo/words.ts";
import { MAX_FACT_CHARS, MAX_SUMMARY_CHARS } from "@/lib/memory/model.ts";
import { isAlike, sketchOf } from "@/lib/memory/sketch.ts";
import { clip, MAX_READ_CHARS, type PieceInput, type PieceOutput } from "@/lib/memory/piece.ts";

/** Sentences that are picked out of one piece. */
const PICKED = 3;
/** Longest sentence that is picked, in characters. */
const MAX_SENTENCE = 160;

interface Sentence {
  /** Its place among all, so that they stay in their order. */
  n: number;
  speaker: string;
  text: string;
  weight: number;
}

/** Picks what tells most out of the messages, and facts that the reader told of themselves. */
export function extractPiece(input: PieceInput): PieceOutput {
  return { summary: rollOn(input), facts: pickFacts(input) };
}

/** The lines before and the new ones, but for what stands there already; the oldest lines go where they become too many. */
function rollOn(input: PieceInput): string {
  const lines = input.before.split("\n").filter((line) => line.trim() !== "");
  const sketches = lines.map(sketchOf);
  for (const { speaker, text } of pickSentences(input)) {
    const line = `${speaker}: “${text}”`;
    const sketch = sketchOf(line);
    if (sketches.some((other) => isAlike(other, sketch))) continue;
    sketches.push(sketch);
    lines.push(line);
  }
  while (lines.join("\n").length > MAX_SUMMARY_CHARS && lines.length > 1) lines.shift();
  return clip(lines.join("\n"), MAX_SUMMARY_CHARS);
}

function pickSentences({ messages, userName, characterName }: PieceInput): Sentence[] {
  const said = messages.flatMap(({ role, content }) =>
    splitSentences(withoutActions(content.slice(0, MAX_READ_CHARS))).map((text) => ({
      speaker: role === "user" ? userName : characterName,
      text: clip(text.replace(/\s+/g, " ").trim(), MAX_SENTENCE),
      keys: keywords(text),
    }))
  ).filter(({ text, keys }) => text !== "" && keys.size > 0);
  const weights = createWeights(said.map(({ keys }) => keys));
  const weighed = said.map(({ speaker, text, keys }, n): Sentence => {
    const words = [...keys].reduce((sum, key) => sum + weights(key), 0);
    // A question tells little, and what readers tell of themselves is what they want remembered.
    const told = /[?？]$/.test(text) ? 0.4 : 1;
    return { n, speaker, text, weight: words * told * (speaker === userName ? 1.5 : 1) };
  });
  const heaviest = weighed.toSorted((a, b) => b.weight - a.weight || a.n - b.n);
  const best = [...new Map(heaviest.map((one) => [one.text, one])).values()].slice(0, PICKED);
  return best.sort((a, b) => a.n - b.n);
}

/** The sentences in which the reader told something of themselves, in their words. */
function pickFacts({ messages, userName }: PieceInput): PieceOutput["facts"] {
  const turns = messages.map(({ role, content }) => ({ role, content }));
  return readFacts(turns).flatMap(({ turn, value }) => {
    const { id, depth, content } = messages[turn]!;
    const sentence = splitSentences(content.slice(0, MAX_READ_CHARS))
      .find((text) => text.includes(value)) ?? value;
    const text = clip(`${userName}: “${sentence.replace(/\s+/g, " ").trim()}”`, MAX_FACT_CHARS);
    return [{ text, source: { id, depth } }];
  });
}
