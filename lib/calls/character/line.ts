/**
 * What a page and the server say to each other in a call with a character: see `api.ts`. It comes back by itself where the
 * way breaks. Browser-safe.
 */
import { EMOTIONS } from "@/lib/avatar/pose/packed_pose.ts";
import type { Emotion } from "@/lib/avatar/pose/pose.ts";
import type { Cue } from "@/lib/calls/character/cues.ts";
import { readEvents } from "@/lib/calls/character/read_events.ts";
import { isRecord } from "@/lib/rtc/description.ts";

export interface LineDeps {
  characterId: string;
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Waits; rejects where it is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** The way is broken, or there again. */
  onTrouble(on: boolean): void;
}

export interface Begun {
  conversationId: string;
  url: string;
  lines: readonly { mine: boolean; text: string; emotion: Emotion | null }[];
  running: RunningReply | null;
}

export interface RunningReply {
  turnId: string | null;
  reply: string;
}

/** Why the server does not answer: its reason as words for the reader, or none where it was not reached. */
export class LineRefused extends Error {
  override readonly name = "LineRefused";
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly retryAfterS: number | null,
  ) {
    super(`Cannot go on with the call: ${status} ${detail}`);
  }
}

export type ReplyNews =
  | { type: "text"; text: string }
  | { type: "emotion"; emotion: Emotion }
  | { type: "end"; finish: string | null; failure: string | null; retryAfterS: number | null };

/** Tries before it is given up, and what is waited before each, in milliseconds: some 20 seconds in all. */
const WAITS_MS = [400, 800, 1_600, 3_000, 5_000, 8_000];

export interface CharacterLine {
  begin(conversationId: string | null, signal: AbortSignal): Promise<Begun>;
  say(
    said: { conversationId: string; id: string; text: string; seen: readonly Cue[] },
    signal: AbortSignal,
  ): Promise<RunningReply>;
  /** Reads a reply to its end, on over breaks of the way. */
  follow(
    conversationId: string,
    reply: string,
    signal: AbortSignal,
  ): AsyncGenerator<ReplyNews>;
  stop(conversationId: string, turnId: string): Promise<void>;
}

export function createCharacterLine(deps: LineDeps): CharacterLine {
  const base = `/api/v1/calls/characters/${encodeURIComponent(deps.characterId)}`;

  async function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    const response = await deps.fetch(base + path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) throw await refusalOf(response);
    return response;
  }

  /** Does something until it is done; what the server refuses is not tried again. */
  async function persist<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let tries = 0;; tries++) {
      try {
        const done = await act();
        if (tries > 0) deps.onTrouble(false);
        return done;
      } catch (error) {
        const waitMs = WAITS_MS[tries];
        if (signal.aborted || !isPassing(error) || waitMs === undefined) throw error;
        deps.onTrouble(true);
        await deps.wait(waitMs, signal);
      }
    }
  }

  return {
    begin: (conversationId, signal) =>
      persist(async () => {
        const body = conversationId === null ? {} : { conversation_id: conversationId };
        return readBegun(await (await post("", body, signal)).json());
      }, signal),
    say: ({ conversationId, id, text, seen }, signal) =>
      persist(async () => {
        // The same `id` again is the same message: to be sure costs nothing.
        const body = { conversation_id: conversationId, id, text, seen };
        return readRunning(await (await post("/say", body, signal)).json());
      }, signal),
    async *follow(conversationId, reply, signal) {
      let chars = 0;
      for (let tries = 0;;) {
        let waitMs: number | undefined;
        try {
          for await (const event of await open(chars)) {
            if (tries > 0) deps.onTrouble(false);
            tries = 0;
            const news = newsOf(event.type, event.data);
            if (!news) continue;
            if (event.id !== null && /^\d{1,9}$/.test(event.id)) chars = Number(event.id);
            yield news;
            if (news.type === "end") return;
          }
          // It ended without an end: a server that stops, a proxy that has enough.
          waitMs = WAITS_MS[tries];
        } catch (error) {
          waitMs = WAITS_MS[tries];
          if (signal.aborted || !isPassing(error) || waitMs === undefined) throw error;
        }
        if (waitMs === undefined) throw new LineRefused(0, "The reply broke off", null);
        tries++;
        deps.onTrouble(true);
        await deps.wait(waitMs, signal);
      }

      async function open(from: number) {
        const query = new URLSearchParams({ conversation_id: conversationId, from: String(from) });
        const response = await deps.fetch(`${base}/replies/${reply}?${query}`, {
          headers: { accept: "text/event-stream" },
          signal,
        });
        if (!response.ok || !response.body) throw await refusalOf(response);
        return readEvents(response.body);
      }
    },
    async stop(conversationId, turnId) {
      await post("/stop", { conversation_id: conversationId, turn_id: turnId });
    },
  };
}

/** Whether the same may go well in a moment: the way was broken, or the server is. */
function isPassing(error: unknown): boolean {
  return !(error instanceof LineRefused) || error.status >= 500;
}

async function refusalOf(response: Response): Promise<LineRefused> {
  const problem: unknown = await response.json().catch(() => null);
  const detail = isRecord(problem) && typeof problem.detail === "string" ? problem.detail : "";
  const after = Number(response.headers.get("retry-after"));
  return new LineRefused(response.status, detail, after > 0 ? after : null);
}

function readBegun(value: unknown): Begun {
  if (!isRecord(value)) throw new LineRefused(0, "The answer is none", null);
  const { conversation_id, url, lines, running } = value;
  if (typeof conversation_id !== "string" || typeof url !== "string" || !Array.isArray(lines)) {
    throw new LineRefused(0, "The answer is none", null);
  }
  return {
    conversationId: conversation_id,
    url,
    lines: lines.filter(isRecord).map(({ role, content, emotion }) => ({
      mine: role === "user",
      text: typeof content === "string" ? content : "",
      emotion: emotionOf(emotion),
    })),
    running: isRecord(running) ? readRunning(running) : null,
  };
}

function readRunning(value: unknown): RunningReply {
  if (!isRecord(value) || typeof value.reply !== "string") {
    throw new LineRefused(0, "The answer is none", null);
  }
  return { turnId: typeof value.turn_id === "string" ? value.turn_id : null, reply: value.reply };
}

function newsOf(type: string, data: string): ReplyNews | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  if (type === "text") {
    return typeof value.text === "string" ? { type, text: value.text } : null;
  }
  if (type === "emotion") {
    const emotion = emotionOf(value.emotion);
    return emotion && { type, emotion };
  }
  if (type !== "end") return null;
  const { finish, failure, retry_after_s: after } = value;
  return {
    type,
    finish: typeof finish === "string" ? finish : null,
    failure: typeof failure === "string" ? failure : null,
    retryAfterS: typeof after === "number" ? after : null,
  };
}

function emotionOf(value: unknown): Emotion | null {
  return EMOTIONS.find((one) => one === value) ?? null;
}
