/** The assistant of one instance: its connections, the sessions they are in, and the sweep that ends those left alone. */
import type { Toolbox } from "@/lib/ai/tools/registry.ts";
import { ChatClient } from "@/lib/assistant/client.ts";
import { createEngineServer, type EngineServer } from "@/lib/assistant/engine/server.ts";
import { type Counted, MAX_ALL_CONNECTIONS, MAX_CONNECTIONS } from "@/lib/assistant/limits.ts";
import { LiveSession } from "@/lib/assistant/live_session.ts";
import { type ChatSession, IDLE_MS, SWEEP_MS } from "@/lib/assistant/model.ts";
import type { Outlet } from "@/lib/assistant/protocol.ts";
import { endSessionIfOver, touchSession } from "@/lib/assistant/store.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { Crowd } from "@/lib/realtime/door.ts";
import { seeOff } from "@/lib/realtime/farewell.ts";

export type AssistantDeps =
  & Pick<Services, "kv" | "hub" | "env" | "log" | "now" | "chatModel" | "models">
  & {
    toolbox: Toolbox;
    /** Aborts as the server stops: answers end with what they have. */
    closing: AbortSignal;
  };

/** A connection on its way out. */
export interface Closable {
  /** Tells the client to come back in a moment; resolves once the connection is gone. */
  close(): Promise<void>;
}

export interface Assistant {
  /** Sessions of Engine.IO on this instance. */
  readonly engine: EngineServer;
  /**
   * Makes room for a connection.
   *
   * @returns Gives the room back.
   * @throws {HttpError} `rate_limited` where there are too many, `store_down` while the server stops.
   */
  admit(address: string): () => void;
  /** Takes a connection that is open. Its `close()` is called as the server stops. */
  connect(outlet: Outlet & Closable, who: Counted, options?: { resumable?: boolean }): ChatClient;
  /** Ends the sessions here in which nothing happened for half an hour. Called every five minutes while there are any. */
  sweep(): Promise<void>;
  /** Lets nobody in any more, and tells everybody to come back in a moment. Resolves once they are gone, or after a second. */
  dismiss(): Promise<void>;
  /** Dismisses everybody, and ends answers with what they have. */
  close(): Promise<void>;
}

/** What a client needs of the instance's sessions. */
export interface Sessions {
  hold(session: ChatSession): LiveSession;
  /** Forgets a session in which nobody is any more. */
  release(live: LiveSession): void;
}

export function createAssistant(deps: Omit<AssistantDeps, "closing">): Assistant {
  return new LiveAssistant(deps);
}

class LiveAssistant implements Assistant, Sessions {
  readonly engine: EngineServer;
  readonly #deps: AssistantDeps;
  readonly #closing = new AbortController();
  readonly #sessions = new Map<string, LiveSession>();
  readonly #clients = new Map<ChatClient, Closable>();
  readonly #crowd = new Crowd({ perAddress: MAX_CONNECTIONS, inAll: MAX_ALL_CONNECTIONS });
  #sweeping: ReturnType<typeof setInterval> | null = null;
  #dismissed = false;

  constructor(deps: Omit<AssistantDeps, "closing">) {
    this.#deps = { ...deps, closing: this.#closing.signal };
    this.engine = createEngineServer(deps);
  }

  admit(address: string): () => void {
    if (this.#dismissed) throw failure("store_down", { retryAfterS: 1 });
    return this.#crowd.add(address);
  }

  connect(
    outlet: Outlet & Closable,
    who: Counted,
    { resumable = false }: { resumable?: boolean } = {},
  ): ChatClient {
    const client = new ChatClient(this.#deps, {
      outlet,
      who,
      sessions: this,
      resumable,
      onClose: () => this.#clients.delete(client),
    });
    this.#clients.set(client, outlet);
    return client;
  }

  hold(session: ChatSession): LiveSession {
    let live = this.#sessions.get(session.id);
    if (!live) {
      live = new LiveSession(this.#deps, session);
      this.#sessions.set(session.id, live);
    }
    this.#sweeping ??= setInterval(() => {
      this.sweep().catch((error) => this.#deps.log.error("assistant_sweep_failed", error));
    }, SWEEP_MS);
    return live;
  }

  release(live: LiveSession): void {
    // One that is being answered is kept until a sweep, so that whoever comes back finds it.
    if (live.idle) this.#forget(live);
  }

  #forget(live: LiveSession): void {
    if (this.#sessions.get(live.id) === live) this.#sessions.delete(live.id);
    live.close().catch((error) => this.#deps.log.error("assistant_close_failed", error));
    if (this.#sessions.size > 0 || this.#sweeping === null) return;
    clearInterval(this.#sweeping);
    this.#sweeping = null;
  }

  async sweep(): Promise<void> {
    const { kv, now } = this.#deps;
    for (const live of [...this.#sessions.values()]) {
      if (live.answering) continue;
      if (live.idle) this.#forget(live);
      else if (now() - live.activeAtMs < IDLE_MS) await touchSession(kv, live.id, live.activeAtMs);
      // Another instance may have seen its owner meanwhile: the store knows.
      else if (await endSessionIfOver(kv, live.id, now())) {
        live.end();
        this.#forget(live);
      }
    }
  }

  async dismiss(): Promise<void> {
    this.#dismissed = true;
    const gone = [...this.#clients.values()].map((connection) => connection.close());
    // Among them those that are no client yet, or no more.
    await seeOff([...gone, this.engine.close()]);
  }

  async close(): Promise<void> {
    await this.dismiss();
    this.#closing.abort(new DOMException("The server stops", "AbortError"));
    if (this.#sweeping !== null) clearInterval(this.#sweeping);
    this.#sweeping = null;
    const lives = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.all([...this.#clients.keys()].map((client) => client.close()));
    await Promise.all(lives.map((live) => live.close()));
  }
}
