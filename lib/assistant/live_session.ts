/** A chat session as one instance lives it: its connections here, and the answers that are written here. */
import { answerLine } from "@/lib/assistant/answer.ts";
import type { AssistantDeps } from "@/lib/assistant/assistant.ts";
import type { Counted } from "@/lib/assistant/limits.ts";
import { takeQuestion } from "@/lib/assistant/limits.ts";
import {
  type ChatLine,
  type ChatSession,
  MAX_MESSAGE,
  sessionTopic,
} from "@/lib/assistant/model.ts";
import type { Outlet, ServerEventName, ServerEvents } from "@/lib/assistant/protocol.ts";
import { encodeOffset } from "@/lib/assistant/resume.ts";
import { appendLine } from "@/lib/assistant/store.ts";
import type { AnswerPiece } from "@/lib/chat/answer.ts";
import { assistantWords } from "@/lib/i18n/assistant.ts";
import type { LoggedEvent, Subscription, TopicEvent } from "@/lib/realtime/model.ts";
import { cleanContent } from "@/lib/said.ts";
import { createSerial } from "@/lib/serial.ts";

/** Questions that are answered or wait for it. */
const MAX_WAITING = 4;

/** An event as other instances get it: what is said there is told here, and the other way round. */
interface SessionEvent extends TopicEvent {
  /** The instance whose connections know it already. */
  from: string;
  payload: ServerEvents[ServerEventName];
  offset?: string;
}

export class LiveSession {
  readonly id: string;
  /** When something was last done here, which the store may not know of. */
  activeAtMs: number;
  readonly outlets = new Set<Outlet>();
  readonly #deps: AssistantDeps;
  readonly #locale: "ko" | "en";
  readonly #questions;
  #subscribing: Promise<Subscription | null> | null = null;
  #answering: { asker: Outlet; stop: AbortController } | null = null;

  constructor(deps: AssistantDeps, { id, locale }: ChatSession) {
    this.#deps = deps;
    this.id = id;
    this.#locale = locale;
    this.activeAtMs = deps.now();
    this.#questions = createSerial(
      MAX_WAITING,
      (error) => deps.log.error("assistant_question_failed", error),
    );
  }

  get words() {
    return assistantWords[this.#locale];
  }

  /** Lets a connection hear of everything; resolves once it does. */
  async add(outlet: Outlet): Promise<void> {
    this.outlets.add(outlet);
    this.#subscribing ??= this.#follow();
    await this.#subscribing;
  }

  async #follow(): Promise<Subscription | null> {
    const { hub, log } = this.#deps;
    try {
      return await hub.subscribe(sessionTopic(this.id), {
        onEvents: (events) => this.#hear(events),
      });
    } catch (error) {
      // What other instances tell is missed until the next connection; everything else works.
      log.error("assistant_follow_failed", error);
      this.#subscribing = null;
      return null;
    }
  }

  #hear(events: readonly LoggedEvent[]): void {
    for (const { event } of events) {
      // The topic of a session holds its own events alone.
      const { type, from, payload, offset } = event as SessionEvent;
      if (from === this.#deps.hub.instance) continue;
      for (const outlet of this.outlets) outlet.emit(type as ServerEventName, payload, offset);
    }
  }

  remove(outlet: Outlet): void {
    this.outlets.delete(outlet);
  }

  /** Ends what a connection asked for, as it leaves for good. */
  stopFor(outlet: Outlet): void {
    if (this.#answering?.asker === outlet) this.#answering.stop.abort();
  }

  /** Whether nobody is here and nothing is being written. */
  get idle(): boolean {
    return this.outlets.size === 0 && this.#questions.size === 0;
  }

  get answering(): boolean {
    return this.#questions.size > 0;
  }

  async typing(isTyping: boolean): Promise<void> {
    this.activeAtMs = this.#deps.now();
    const payload = { sessionId: this.id, isTyping };
    this.#tell("user-typing", payload);
    await this.#deps.hub.append(sessionTopic(this.id), [this.#event("user-typing", payload)]);
  }

  /** Takes a message: refuses it at once, or answers it after those before. */
  ask(message: string, { asker, who }: { asker: Outlet; who: Counted }): void {
    this.activeAtMs = this.#deps.now();
    const content = cleanContent(message);
    const { words } = this;
    if (content === "") return refuse(asker, "empty", words.empty);
    if (content.length > MAX_MESSAGE) return refuse(asker, "too_long", words.tooLong(MAX_MESSAGE));
    const added = this.#questions.add(() => this.#answer(content, { asker, who }));
    if (!added) refuse(asker, "busy", words.waiting);
  }

  async #answer(content: string, { asker, who }: { asker: Outlet; who: Counted }): Promise<void> {
    const stop = new AbortController();
    this.#answering = { asker, stop };
    try {
      const { kv, now } = this.#deps;
      const taken = await takeQuestion(kv, who, now());
      if (!taken.ok) {
        const { retryAfterS } = taken;
        return refuse(asker, "rate_limited", this.words.often(retryAfterS), retryAfterS);
      }
      const asked = await this.#say("message-sent", content);
      if (!asked) return refuse(asker, "over", this.words.over);
      await this.#write(asked, { asker, who, stop: stop.signal });
    } catch (error) {
      this.#deps.log.error("assistant_answer_failed", error);
      refuse(asker, "internal", this.words.broken);
    } finally {
      this.#answering = null;
    }
  }

  async #write(
    asked: ChatLine,
    { asker, who, stop }: { asker: Outlet; who: Counted; stop: AbortSignal },
  ): Promise<void> {
    let text = "";
    let trouble: Extract<AnswerPiece, { type: "trouble" }> | null = null;
    const signal = AbortSignal.any([stop, this.#deps.closing]);
    for await (const piece of answerLine(this.#deps, { asked, who, words: this.words, signal })) {
      if (piece.type === "trouble") {
        trouble = piece;
        continue;
      }
      text += piece.content;
      this.#tell("ai-chunk", { sessionId: this.id, content: piece.content });
    }
    // What was shown is kept, also where the rest did not come.
    if (text.trim() !== "") await this.#say("ai-message", text.trim());
    if (trouble) refuse(asker, trouble.code, trouble.message, trouble.retryAfterS);
  }

  /** Stores what was said, and tells all connections of the session, wherever they are. Null where it is over. */
  async #say(name: "message-sent" | "ai-message", content: string): Promise<ChatLine | null> {
    const tell = ({ content, createdAtMs, n }: ChatLine) => ({
      payload: { sessionId: this.id, content, timestamp: createdAtMs },
      offset: encodeOffset(this.id, n),
    });
    const line = await appendLine(this.#deps, this.id, {
      sender: name === "ai-message" ? "assistant" : "user",
      content,
      event: (line) => {
        const { payload, offset } = tell(line);
        return this.#event(name, payload, offset);
      },
    });
    if (!line) return null;
    this.activeAtMs = line.createdAtMs;
    const { payload, offset } = tell(line);
    this.#tell(name, payload, offset);
    return line;
  }

  #event<N extends ServerEventName>(
    type: N,
    payload: ServerEvents[N],
    offset?: string,
  ): SessionEvent {
    const from = this.#deps.hub.instance;
    return { type, from, payload, ...(offset === undefined ? {} : { offset }) };
  }

  #tell<N extends ServerEventName>(name: N, payload: ServerEvents[N], offset?: string): void {
    for (const outlet of this.outlets) outlet.emit(name, payload, offset);
  }

  /** Tells everybody here that the session is over. */
  end(): void {
    this.#tell("chat-left", { sessionId: this.id });
    this.outlets.clear();
  }

  /** Resolves once nothing is being written. */
  async close(): Promise<void> {
    await this.#questions.idle();
    (await this.#subscribing)?.close();
  }
}

export function refuse(
  outlet: Outlet,
  code: string,
  message: string,
  retryAfterS?: number | null,
): void {
  outlet.emit("error", {
    message,
    code,
    ...(retryAfterS === undefined || retryAfterS === null ? {} : { retry_after_s: retryAfterS }),
  });
}
