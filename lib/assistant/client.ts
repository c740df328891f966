/** One connection to the assistant: does what its events ask for, in their order. */
import type { AssistantDeps, Sessions } from "@/lib/assistant/assistant.ts";
import { type Counted, takeStart } from "@/lib/assistant/limits.ts";
import { type LiveSession, refuse } from "@/lib/assistant/live_session.ts";
import {
  type ChatSession,
  decideJoin,
  isOver,
  isOwner,
  MAX_HISTORY,
} from "@/lib/assistant/model.ts";
import { type ClientEvent, lineJson, type Outlet } from "@/lib/assistant/protocol.ts";
import {
  decodeOffset,
  encodeOffset,
  getResumption,
  MAX_JOINED,
  putResumption,
} from "@/lib/assistant/resume.ts";
import { getSession, listLines, startSession, touchSession } from "@/lib/assistant/store.ts";
import { assistantWords } from "@/lib/i18n/assistant.ts";
import { newSecret } from "@/lib/id.ts";
import { createSerial } from "@/lib/serial.ts";

/** Events of one connection that wait for those before. */
const MAX_WAITING = 64;

interface ClientOptions {
  outlet: Outlet;
  who: Counted;
  sessions: Sessions;
  /** Whether another connection may go on where this one broke. */
  resumable: boolean;
  onClose(): void;
}

type Join = Extract<ClientEvent, { type: "join-chat" }>;

export class ChatClient {
  /** By which another connection goes on; null where none can. */
  secret: string | null;
  readonly #deps: AssistantDeps;
  readonly #options: ClientOptions;
  readonly #joined = new Map<string, { live: LiveSession; userId: string }>();
  readonly #events;
  #closed = false;

  constructor(deps: AssistantDeps, options: ClientOptions) {
    this.#deps = deps;
    this.#options = options;
    this.secret = options.resumable ? newSecret() : null;
    this.#events = createSerial(MAX_WAITING, (error) => {
      deps.log.error("assistant_event_failed", error);
      refuse(options.outlet, "internal", this.#words.broken);
    });
  }

  get #words() {
    const [first] = this.#joined.values();
    return first?.live.words ?? assistantWords.ko;
  }

  /** Takes an event. */
  take(event: ClientEvent): void {
    const { outlet } = this.#options;
    const added = this.#events.add(async () => {
      if (!this.#closed) await this.#do(event);
    });
    if (!added) refuse(outlet, "busy", this.#words.waiting);
  }

  async #do(event: ClientEvent): Promise<void> {
    const { outlet, who } = this.#options;
    if (event.type === "join-chat") return await this.#join(event);
    const live = this.#joined.get(event.sessionId)?.live;
    if (!live) return refuse(outlet, "not_joined", this.#words.notJoined);
    switch (event.type) {
      case "send-message":
        return live.ask(event.message, { asker: outlet, who });
      case "leave-chat":
        return await this.#leave(live);
      case "get-history":
        return await this.#tellHistory(live.id, event.limit);
      case "typing":
        return await live.typing(event.isTyping);
    }
  }

  async #join(event: Join): Promise<void> {
    const { outlet } = this.#options;
    const words = assistantWords[event.lang ?? "ko"];
    const id = event.sessionId || null;
    if (this.#joined.size >= MAX_JOINED && !(id !== null && this.#joined.has(id))) {
      return refuse(outlet, "too_many", words.tooManyChats(MAX_JOINED));
    }
    const found = await this.#findOrStart(event);
    if (!found) return;
    const { session, resumed } = found;
    const { id: sessionId, lines } = session;
    const live = await this.#enter(session, event.userId);
    outlet.emit("chat-joined", { sessionId, userId: event.userId, message: words.joined, resumed });
    await this.#tellHistory(sessionId, MAX_HISTORY);
    const content = resumed && lines > 0 ? live.words.again : live.words.greeting;
    const greeting = { sessionId, content, timestamp: this.#deps.now() };
    outlet.emit("ai-message", greeting, encodeOffset(sessionId, lines));
    await this.#remember();
  }

  async #findOrStart(event: Join): Promise<{ session: ChatSession; resumed: boolean } | null> {
    const { kv, now } = this.#deps;
    const { outlet, who } = this.#options;
    const words = assistantWords[event.lang ?? "ko"];
    const joiner = { userId: event.userId, viewerId: who.viewer?.id ?? null };
    const id = event.sessionId || null;
    const stored = id === null ? null : await getSession(kv, id);
    const decision = id === null ? "anew" : decideJoin(stored, { id, joiner, nowMs: now() });
    if (decision === "refuse") {
      refuse(outlet, "not_yours", words.notYours);
      return null;
    }
    if (decision === "resume" && stored) {
      const session = await touchSession(kv, stored.id, now());
      if (session) return { session, resumed: true };
    }
    const taken = await takeStart(kv, who, now());
    if (!taken.ok) {
      refuse(outlet, "rate_limited", words.often(taken.retryAfterS), taken.retryAfterS);
      return null;
    }
    const session = await startSession(kv, {
      ...joiner,
      id: decision === "start" && id !== null ? id : crypto.randomUUID(),
      locale: event.lang ?? "ko",
      nowMs: now(),
    });
    if (!session) refuse(outlet, "internal", words.broken);
    return session && { session, resumed: false };
  }

  /** Is part of a session from here on. */
  async #enter(session: ChatSession, userId: string): Promise<LiveSession> {
    const { outlet, sessions } = this.#options;
    const live = sessions.hold(session);
    live.activeAtMs = this.#deps.now();
    await live.add(outlet);
    if (this.#closed) {
      live.remove(outlet);
      sessions.release(live);
    } else this.#joined.set(session.id, { live, userId });
    return live;
  }

  async #leave(live: LiveSession): Promise<void> {
    const { outlet, sessions } = this.#options;
    this.#joined.delete(live.id);
    live.stopFor(outlet);
    live.remove(outlet);
    sessions.release(live);
    outlet.emit("chat-left", { sessionId: live.id });
    await this.#remember();
  }

  async #tellHistory(sessionId: string, limit: number): Promise<void> {
    const lines = await listLines(this.#deps.kv, sessionId, { limit });
    this.#options.outlet.emit("chat-history", { sessionId, messages: lines.map(lineJson) });
  }

  async #remember(): Promise<void> {
    if (this.secret === null) return;
    const { who } = this.#options;
    const joined = [...this.#joined].map(([sessionId, { userId }]) => ({ sessionId, userId }));
    await putResumption(this.#deps.kv, this.secret, { viewerId: who.viewer?.id ?? null, joined });
  }

  /**
   * Goes on where another connection broke: is part of what that one was, and is told what was said since.
   *
   * @param secret The other's; taken over where it is good, so that the client knows it went on.
   * @param offset The last message that the client has.
   */
  async resume(secret: string, offset: unknown): Promise<void> {
    const { kv, now } = this.#deps;
    const viewerId = this.#options.who.viewer?.id ?? null;
    const joined = await getResumption(kv, secret, viewerId);
    if (!joined) return;
    this.secret = secret;
    const seen = decodeOffset(offset);
    for (const { sessionId, userId } of joined.slice(0, MAX_JOINED)) {
      const session = await getSession(kv, sessionId);
      if (!session || !isOwner(session, { userId, viewerId }) || isOver(session, now())) continue;
      await this.#enter(session, userId);
    }
    if (seen && this.#joined.has(seen.sessionId)) await this.#tellMissed(seen);
  }

  async #tellMissed({ sessionId, n: after }: { sessionId: string; n: number }): Promise<void> {
    const missed = await listLines(this.#deps.kv, sessionId, { limit: MAX_HISTORY, after });
    for (const { sender, content, createdAtMs, n } of missed) {
      const name = sender === "user" ? "message-sent" : "ai-message";
      const payload = { sessionId, content, timestamp: createdAtMs };
      this.#options.outlet.emit(name, payload, encodeOffset(sessionId, n));
    }
  }

  /** Lets go of everything; answers go on, so that whoever comes back finds them. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { outlet, sessions, onClose } = this.#options;
    onClose();
    for (const { live } of this.#joined.values()) {
      live.remove(outlet);
      sessions.release(live);
    }
    this.#joined.clear();
    await this.#events.idle();
  }
}
