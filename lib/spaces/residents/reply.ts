/** Writes one reply of a resident: asks the model, lets its words out a few times a second, and makes them fit a room. */
import { ChatModelError } from "@/lib/ai/model.ts";
import type { ChatModel, ChatRequest, Emotion, FinishReason } from "@/lib/ai/model.ts";
import { readEmotions } from "@/lib/ai/emotion.ts";
import { createTally, type Tally } from "@/lib/ai/reply_usage.ts";
import type { TokenUsage } from "@/lib/chat/usage.ts";
import type { Log } from "@/lib/log.ts";

/** Longest reply, in characters; a room is no novel. */
export const MAX_REPLY_CHARS = 900;
/** Time for the first word, and for the whole reply. */
const FIRST_WORD_MS = 20_000;
const WHOLE_MS = 60_000;
/** Time between two chunks. */
const PAUSE_MS = 200;
/** A writer without words says at least this often that it is still there. */
const BEAT_MS = 2_000;

export interface Reply {
  /** Null where nothing came that can be said. */
  text: string | null;
  emotion: Emotion | null;
  /** What it took; null where its provider refused before its first word. */
  usage: TokenUsage | null;
  /** Why there is no more of it; null for a reply that ended by itself. */
  trouble: string | null;
  /** Nobody waits for it any more, or it is not ours to give. */
  unwanted: boolean;
}

export interface ReplyOptions {
  model: ChatModel;
  request: ChatRequest;
  /** A name that the model may put before the reply, as scripts of plays do. */
  callName: string;
  /** Lets words out, or none where only time passed. False: nobody wants them any more. */
  tell: (content: string, emotion: Emotion | null) => Promise<boolean>;
  /** The face changed. */
  feel: (emotion: Emotion) => void;
  signal: AbortSignal;
  log: Log;
  pauseMs?: number;
}

/** Writes a reply. It ends unwanted where `tell` says so, or the signal aborts. */
export async function writeReply(options: ReplyOptions): Promise<Reply> {
  const { model, request, signal } = options;
  const cut = new AbortController();
  const stop = () => cut.abort("stopped");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const mouth = openMouth(options, () => cut.abort("unwanted"));
  const first = setTimeout(() => cut.abort("timeout"), FIRST_WORD_MS);
  const whole = setTimeout(() => cut.abort("timeout"), WHOLE_MS);
  try {
    const tally = createTally(model, request);
    const heard = await listen(options, {
      cut,
      mouth,
      tally,
      onWord: () => clearTimeout(first),
    });
    await mouth.close();
    const why = cut.signal.reason;
    return {
      text: heard.blocked ? null : inShort(heard.text, heard.trouble !== null || why === "full"),
      emotion: heard.emotion,
      usage: tally.total({ failed: heard.failed }),
      trouble: heard.trouble,
      unwanted: why === "unwanted" || why === "stopped",
    };
  } finally {
    clearTimeout(first);
    clearTimeout(whole);
    signal.removeEventListener("abort", stop);
    await mouth.close();
  }
}

interface Heard {
  text: string;
  emotion: Emotion | null;
  /** The provider ended it with an error. */
  failed: boolean;
  blocked: boolean;
  trouble: string | null;
}

async function listen(
  { model, request, callName, feel, log }: ReplyOptions,
  { cut, mouth, tally, onWord }: {
    cut: AbortController;
    mouth: Mouth;
    tally: Tally;
    onWord: () => void;
  },
): Promise<Heard> {
  const heard: Heard = { text: "", emotion: null, failed: false, blocked: false, trouble: null };
  const begin = nameStripper(callName);
  const take = (text: string) => {
    if (text === "") return;
    heard.text += text;
    mouth.say(text);
    if (heard.text.length > MAX_REPLY_CHARS) cut.abort("full");
  };
  try {
    for await (const delta of readEmotions(model.stream(request, cut.signal))) {
      tally.take(delta);
      if (delta.type === "text") {
        onWord();
        take(begin.push(delta.text));
      } else if (delta.type === "emotion") {
        heard.emotion = delta.emotion;
        mouth.feel(delta.emotion);
        feel(delta.emotion);
      } else if (delta.type === "finish") note(heard, delta.reason);
    }
    take(begin.end());
  } catch (error) {
    take(begin.end());
    if (cut.signal.aborted) {
      if (cut.signal.reason === "timeout") heard.trouble = "timeout";
    } else if (error instanceof ChatModelError) {
      heard.trouble = error.failure;
      heard.blocked = error.failure === "blocked";
      heard.failed = !heard.blocked;
    } else {
      log.error("model_fault", error);
      heard.trouble = "bad_response";
    }
  }
  return heard;
}

function note(heard: Heard, reason: FinishReason): void {
  if (reason === "stop") return;
  heard.trouble = reason;
  heard.blocked = reason === "blocked";
}

/** Takes `Name:` from the beginning of a reply, however it was cut into pieces. */
function nameStripper(name: string) {
  let held: string | null = "";
  const label = name + ":";
  const strip = (text: string) =>
    text.startsWith(label) ? text.slice(label.length).trimStart() : text;
  return {
    push(text: string): string {
      if (held === null) return text;
      held = (held + text).trimStart();
      if (held.length < label.length + 1 && label.startsWith(held.slice(0, label.length))) {
        return "";
      }
      const begun = strip(held);
      held = null;
      return begun;
    },
    end(): string {
      const rest = held === null ? "" : strip(held);
      held = null;
      return rest;
    },
  };
}

interface Mouth {
  say(text: string): void;
  feel(emotion: Emotion): void;
  /** Says no more. What is left is in the whole reply, which follows. */
  close(): Promise<void>;
}

function openMouth({ tell, pauseMs = PAUSE_MS }: ReplyOptions, onUnwanted: () => void): Mouth {
  let words = "";
  let face: Emotion | null = null;
  let closed = false;
  let wake = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();
  const work = async () => {
    while (!closed) {
      if (words === "" && face === null) await untilOrFor(wake.promise, BEAT_MS);
      wake = Promise.withResolvers();
      if (closed) return;
      const [content, emotion] = [words, face];
      [words, face] = ["", null];
      if (!await tell(content, emotion)) return onUnwanted();
      await untilOrFor(closing.promise, pauseMs);
    }
  };
  const working = work().catch(onUnwanted);
  return {
    say(text) {
      words += text;
      wake.resolve();
    },
    feel(emotion) {
      face = emotion;
      wake.resolve();
    },
    async close() {
      closed = true;
      wake.resolve();
      closing.resolve();
      await working;
    },
  };
}

/** Waits for `promise`, but no longer than `ms`. */
async function untilOrFor(promise: Promise<void>, ms: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, ms);
  await Promise.race([promise, late.promise]);
  clearTimeout(timer);
}

/** The reply as it is kept: whole sentences, and not too many. Null where none is left. */
export function inShort(text: string, broken: boolean): string | null {
  const whole = text.trim();
  if (whole.length <= MAX_REPLY_CHARS && !broken) return whole === "" ? null : whole;
  const [sentences] = /^[^]*[.!?…。~*”"」](?=\s|$)/u.exec(whole.slice(0, MAX_REPLY_CHARS)) ?? [];
  if (sentences) return sentences.trim();
  return broken ? null : `${whole.slice(0, MAX_REPLY_CHARS - 1).toWellFormed()}…`;
}
