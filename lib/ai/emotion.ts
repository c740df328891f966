/**
 * Owns emotion tags in streamed text: a tag becomes an event, is never shown, and is never lost
 * where a chunk border falls inside it.
 *
 * The canonical tag is `[emotion:smile]`. Models drift, so these are read as well: spaces and any
 * case, `=` or a space for the colon, `(…)` or `<…>` for the brackets, `<emotion>smile</emotion>`,
 * the Korean word 감정, a bare `[smile]`, and common synonyms in both languages. A tag whose word
 * is unknown disappears without an event.
 *
 * Browser-safe.
 */
import { type ChatDelta, type Emotion, EMOTIONS } from "@/lib/ai/model.ts";

/** What the parser makes of text: text to show, and faces to put on. */
export type EmotionEvent = { type: "text"; text: string } | { type: "emotion"; emotion: Emotion };

/** Options of the parser. */
export interface EmotionParserOptions {
  /** The text continues something already shown, so its leading blank is not trimmed after a tag. */
  continues?: boolean;
}

/** A tag longer than this many UTF-16 units is ordinary text. */
const MAX_TAG = 48;

const CLOSER: Readonly<Record<string, string>> = { "[": "]", "<": ">", "(": ")" };

const KEYWORDS = ["emotion", "감정"] as const;

const SYNONYMS: Readonly<Record<string, Emotion>> = {
  happy: "smile",
  joy: "smile",
  smiling: "smile",
  warm: "smile",
  laughing: "laugh",
  amused: "laugh",
  crying: "sad",
  sorrow: "sad",
  mad: "angry",
  annoyed: "angry",
  anger: "angry",
  shocked: "surprised",
  surprise: "surprised",
  blush: "shy",
  embarrassed: "shy",
  curious: "thinking",
  thoughtful: "thinking",
  calm: "neutral",
  무표정: "neutral",
  평온: "neutral",
  미소: "smile",
  기쁨: "smile",
  웃음: "laugh",
  폭소: "laugh",
  슬픔: "sad",
  눈물: "sad",
  분노: "angry",
  화남: "angry",
  놀람: "surprised",
  부끄러움: "shy",
  수줍음: "shy",
  생각: "thinking",
  고민: "thinking",
};

/** Formats the canonical tag of an emotion. */
export function emotionTag(emotion: Emotion): string {
  return `[emotion:${emotion}]`;
}

/** Reads one emotion word, in any case and with its synonyms; null where it names none. */
export function decodeEmotion(word: string): Emotion | null {
  const key = word.trim().toLowerCase();
  return EMOTIONS.find((name) => name === key) ??
    (Object.hasOwn(SYNONYMS, key) ? SYNONYMS[key] ?? null : null);
}

/** Outcome of looking at text that begins with an opening bracket. */
type Scan =
  | { kind: "text" }
  | { kind: "undecided" }
  | { kind: "tag"; length: number; word: string };

/** Decides whether `text`, from its opening bracket on, is a tag, is none, or needs more input. */
function scan(input: string): Scan {
  const text = input.slice(0, 3 * MAX_TAG);
  const opener = text.charAt(0);
  const closer = CLOSER[opener] ?? "]";
  const end = text.indexOf(closer, 1);
  const inside = (end < 0 ? text.slice(1) : text.slice(1, end)).toLowerCase();
  if (inside.length > MAX_TAG || /[\r\n]/.test(inside)) return { kind: "text" };
  if (end < 0) return mayBecomeTag(opener, inside) ? { kind: "undecided" } : { kind: "text" };

  const found = /^\s*(\/?)\s*(emotion|감정)\s*(?:[:=\s]\s*["']?([^"']*?)["']?)?\s*\/?\s*$/.exec(
    inside,
  );
  if (found === null) {
    const bare = inside.trim();
    const isBare = opener === "[" && EMOTIONS.some((name) => name === bare);
    return isBare ? { kind: "tag", length: end + 1, word: bare } : { kind: "text" };
  }
  const word = found[3] ?? "";
  if (opener !== "<" || found[1] === "/" || word !== "") {
    return { kind: "tag", length: end + 1, word };
  }
  return scanElement(text, end + 1);
}

/** Goes on after `<emotion>`: the element's word and closing tag, or the opening tag alone. */
function scanElement(text: string, from: number): Scan {
  const rest = text.slice(from);
  const closed = /^([^<\r\n]{0,32})<\s*\/\s*(?:emotion|감정)\s*>/i.exec(rest);
  if (closed !== null) {
    return { kind: "tag", length: from + closed[0].length, word: closed[1] ?? "" };
  }
  const open = /^[^<\r\n]{0,32}(?:<[\s/a-z감정]{0,12})?$/i.test(rest);
  return open ? { kind: "undecided" } : { kind: "tag", length: from, word: "" };
}

/** Whether more input could complete `inside`, the lower-case text after an opening bracket. */
function mayBecomeTag(opener: string, inside: string): boolean {
  const word = inside.trimStart().replace(/^\/\s*/, "");
  const keyword = KEYWORDS.some((key) =>
    key.startsWith(word) || (word.startsWith(key) && /^[\s:=/]/.test(word.slice(key.length)))
  );
  if (keyword) return true;
  return opener === "[" && EMOTIONS.some((name) => name.startsWith(word.trimEnd()));
}

/** Whether text that the stream broke off is clearly the beginning of a tag. */
function isBrokenTag(held: string): boolean {
  return /^[[<(]\s*\/?\s*(?:em|감정)/i.test(held);
}

/**
 * Makes a parser for one reply: `push` takes chunks as they come and `end` gives what was held
 * back. The events depend on the joined text alone, not on how it was cut into chunks, except that
 * neighbouring text events may be cut differently.
 */
export function createEmotionParser(options: EmotionParserOptions = {}) {
  let held = "";
  let lastShown = options.continues === true ? "x" : "";
  let trimming = false;

  function show(text: string, events: EmotionEvent[]): void {
    let visible = text;
    if (trimming) {
      visible = visible.replace(lastShown === "" || lastShown === "\n" ? /^\s+/ : /^[ \t]+/, "");
      if (visible === "") return;
      trimming = false;
    }
    if (visible === "") return;
    lastShown = visible.charAt(visible.length - 1);
    const previous = events.at(-1);
    if (previous?.type === "text") previous.text += visible;
    else events.push({ type: "text", text: visible });
  }

  function read(final: boolean): EmotionEvent[] {
    const events: EmotionEvent[] = [];
    while (held !== "") {
      const start = held.search(/[[<(]/);
      if (start !== 0) {
        show(start < 0 ? held : held.slice(0, start), events);
        held = start < 0 ? "" : held.slice(start);
        continue;
      }
      const seen = scan(held);
      if (seen.kind === "undecided" && !final) break;
      if (seen.kind === "tag") {
        const emotion = decodeEmotion(seen.word);
        if (emotion !== null) events.push({ type: "emotion", emotion });
        if (lastShown === "" || /\s/.test(lastShown)) trimming = true;
        held = held.slice(seen.length);
      } else if (seen.kind === "undecided" && isBrokenTag(held)) {
        held = "";
      } else {
        show(held.charAt(0), events);
        held = held.slice(1);
      }
    }
    return events;
  }

  return {
    /** Takes the next chunk; gives what it made certain. */
    push(chunk: string): EmotionEvent[] {
      held += chunk;
      return read(false);
    },
    /** Gives what was still held back. A tag that broke off is dropped, other text is shown. */
    end(): EmotionEvent[] {
      return read(true);
    },
  };
}

/** A model's delta, with the emotion tags of its text turned into events. */
export type SpokenDelta = ChatDelta | { type: "emotion"; emotion: Emotion };

/**
 * Takes the emotion tags out of a model's stream. Text that was held back comes before whatever
 * follows it, also when the stream ends with an error, so that nothing streamed is lost. Deltas of
 * a reply with tools, which are more, pass as they are.
 */
export async function* readEmotions<More extends { type: "cited" } = never>(
  stream: AsyncIterable<ChatDelta | More>,
  options: EmotionParserOptions = {},
): AsyncGenerator<SpokenDelta | More> {
  const parser = createEmotionParser(options);
  try {
    for await (const delta of stream) {
      if (delta.type === "text") {
        yield* parser.push(delta.text);
        continue;
      }
      if (delta.type === "finish") yield* parser.end();
      yield delta;
    }
  } catch (error) {
    yield* parser.end();
    throw error;
  }
  yield* parser.end();
}

/** Takes every emotion tag out of finished text and tells the last one, if any. */
export function stripEmotions(text: string): { text: string; emotion: Emotion | null } {
  const parser = createEmotionParser();
  let shown = "";
  let emotion: Emotion | null = null;
  for (const event of [...parser.push(text), ...parser.end()]) {
    if (event.type === "text") shown += event.text;
    else emotion = event.emotion;
  }
  return { text: shown, emotion };
}
