/**
 * What a character says back: one reply at a time, read as it comes and handed to its voice. Browser-safe.
 *
 * - [CC1] Of two things that are said, the later holds: the reply to the earlier is hushed, here and at its provider.
 */
import { batch, type Signal, signal } from "@preact/signals";
import type { Cue } from "@/lib/calls/character/cues.ts";
import { type CharacterLine, LineRefused, type RunningReply } from "@/lib/calls/character/line.ts";
import type { CharacterVoice } from "@/lib/calls/character/voice.ts";

/** Why there is no reply, or no call; the page has the words. */
export interface CharacterTrouble {
  /** A failure of the provider, or what the server refused with. */
  reason: string;
  retryAfterS: number | null;
}

export interface RepliesDeps {
  line: CharacterLine;
  voice: Pick<CharacterVoice, "take" | "feel" | "forget" | "speaker">;
  /** A name for something that is said. */
  newId(): string;
  /** Told what goes wrong at the provider; cleared with each reply that begins. */
  trouble: Signal<CharacterTrouble | null>;
  /** All that there is of a reply, whether it ended or was hushed; never empty. */
  onWritten(text: string): void;
  /** The server did not answer, or not to the end. */
  onRefused(error: unknown): void;
}

/** What is known of a reply that comes. */
interface Replying {
  key: string;
  conversationId: string;
  turnId: string | null;
  text: string;
  abort: AbortController;
}

export class Replies {
  /** A reply is on its way, and not all of it has been read. */
  readonly coming = signal(false);
  readonly #deps: RepliesDeps;
  #replying: Replying | null = null;
  #keys = 0;

  constructor(deps: RepliesDeps) {
    this.#deps = deps;
  }

  /** Says something, and reads what comes of it. Never rejects. [CC1] */
  async say(text: string, to: { conversationId: string; seen: readonly Cue[] }): Promise<void> {
    this.hush();
    const reply = this.#open(to.conversationId, null);
    const { line, newId } = this.#deps;
    const { signal } = reply.abort;
    try {
      const begun = await line.say({ ...to, id: newId(), text }, signal);
      if (signal.aborted) return;
      reply.turnId = begun.turnId;
      await this.#read(reply, begun.reply);
    } catch (error) {
      this.#failed(reply, error);
    }
  }

  /** Reads a reply that was begun before. Never rejects. */
  async follow(running: RunningReply, conversationId: string): Promise<void> {
    await this.#read(this.#open(conversationId, running.turnId), running.reply);
  }

  /** Lets the character say something that nobody wrote just now. */
  greet(text: string): void {
    this.#deps.voice.take(`greeting:${++this.#keys}`, { text, whole: true });
    this.#deps.onWritten(text);
  }

  /** Ends a reply, and lets its provider know; where all of it has come, the rest is not spoken. */
  hush(): void {
    const reply = this.#replying;
    const { line, voice, onWritten } = this.#deps;
    if (!reply) return voice.speaker.drop();
    this.#replying = null;
    reply.abort.abort();
    voice.forget(reply.key);
    this.coming.value = false;
    if (reply.text !== "") onWritten(reply.text);
    if (reply.turnId === null) return;
    line.stop(reply.conversationId, reply.turnId).catch(() => {
      // The next thing that is said stops it as well, and a reply that nobody reads ends by itself.
    });
  }

  dispose(): void {
    this.#replying?.abort.abort();
  }

  #open(conversationId: string, turnId: string | null): Replying {
    const reply = {
      key: `reply:${++this.#keys}`,
      conversationId,
      turnId,
      text: "",
      abort: new AbortController(),
    };
    this.#replying = reply;
    batch(() => {
      this.#deps.trouble.value = null;
      this.coming.value = true;
    });
    return reply;
  }

  async #read(reply: Replying, place: string): Promise<void> {
    const { line, voice } = this.#deps;
    const { key, conversationId, abort } = reply;
    try {
      for await (const news of line.follow(conversationId, place, abort.signal)) {
        if (this.#replying !== reply) return;
        if (news.type === "emotion") voice.feel(key, news.emotion);
        else if (news.type === "text") {
          reply.text += news.text;
          voice.take(key, { text: reply.text, whole: false });
        } else {
          const { failure: reason, retryAfterS } = news;
          this.#whole(reply, reason === null ? null : { reason, retryAfterS });
          return;
        }
      }
    } catch (error) {
      this.#failed(reply, error);
    }
  }

  #whole(reply: Replying, trouble: CharacterTrouble | null): void {
    // It is spoken on: only the text has ended.
    this.#deps.voice.take(reply.key, { text: reply.text, whole: true });
    this.#replying = null;
    batch(() => {
      this.coming.value = false;
      if (trouble) this.#deps.trouble.value = trouble;
    });
    if (reply.text !== "") this.#deps.onWritten(reply.text);
  }

  #failed(reply: Replying, error: unknown): void {
    if (reply.abort.signal.aborted || this.#replying !== reply) return;
    this.#whole(reply, null);
    this.#deps.onRefused(error);
  }
}

/** What is to be said about a server that did not answer. */
export function troubleOf(error: unknown): CharacterTrouble {
  const refused = error instanceof LineRefused ? error : null;
  return {
    reason: refused === null || refused.status === 0 ? "network" : `${refused.status}`,
    retryAfterS: refused?.retryAfterS ?? null,
  };
}
