/**
 * Owns what keeps words of people data in a prompt: nothing unseen in them, nothing that a model or a server's chat
 * template takes for the border of a turn, and a frame for what stands among the turns without having been said.
 *
 * Browser-safe.
 */

/** What a block beside the conversation tells. */
export type AsideKind = "persona" | "memory" | "lore" | "note" | "call" | "reminder";

/** Seen by nobody, read by models: bidirectional controls, blanks without width, letters that fonts leave empty. */
const UNSEEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu;
/** A flag of three countries is drawn by these; anywhere else they spell words in secret. Source: Unicode TS 51, 3.9. */
const TAGS =
  /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;
/** One joiner or variation selector shapes what stands before it; a row of them can only carry something. */
const ROW =
  /([\u200c\u200d]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;
/** Control characters but tab and line feed. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;

/**
 * Marks that chat templates put between turns (ChatML, Llama 2 and 3, Gemma, Mistral, DeepSeek, Phi), and our own frame.
 * Servers that run models themselves read them in the middle of a message as well.
 */
const BORDER =
  /<(?=[|｜])|<(?=(?:\/\s*)?(?:aside|start_of_turn|end_of_turn|bos|eos|s|unk|pad|tool_call|tool_response|think)(?![\p{L}\p{N}_])[^<>\n]{0,80}>)|<(?=<\/?SYS>>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])/giu;

/** Words of people as a model may read them: all that can be seen stays, and no mark of a border is one any more. */
export function asData(text: string): string {
  return text.replace(CONTROLS, "").replace(TAGS, "$1").replace(UNSEEN, "").replace(ROW, "$1")
    .replace(BORDER, (mark) => `${mark} `);
}

/** A block that stands among the turns and was said by nobody. No content can end it. */
export function aside(kind: AsideKind, content: string): string {
  return `<aside kind="${kind}">\n${asData(content).trim()}\n</aside>`;
}
