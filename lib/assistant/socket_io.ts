/**
 * Socket.IO v4 (protocol revision 5) on one Engine.IO session: the namespace `/chat`, its events to the assistant's, and
 * the assistant's to it.
 *
 * A client that loses its connection goes on where it was: the `pid` that it is given and the `offset` of the last message
 * it got come back by themselves. Source: socket.io-client, "connection state recovery".
 */
import { Decoder, Encoder, type Packet, PacketType } from "socket.io-parser";
import { authenticateToken } from "@/lib/accounts/identify.ts";
import type { Assistant, Closable } from "@/lib/assistant/assistant.ts";
import type { ChatClient } from "@/lib/assistant/client.ts";
import type { EngineConnection } from "@/lib/assistant/engine/connection.ts";
import type { EngineUser } from "@/lib/assistant/engine/server.ts";
import type { Counted } from "@/lib/assistant/limits.ts";
import {
  ASSISTANT_RULES,
  type Outlet,
  type ServerEventName,
  type ServerEvents,
} from "@/lib/assistant/protocol.ts";
import type { Services } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";
import { EMPTY_INBOX, MAX_FRAME, receive } from "@/lib/realtime/inbox.ts";

const NAMESPACE = "/chat";
/** How long a session may go without being part of the namespace. */
const CONNECT_MS = 20_000;
/** Packets that make no sense here; the next one ends the session. */
const MAX_STRANGE = 10;

export interface SocketIoOptions {
  services: Pick<Services, "kv" | "env" | "now" | "log">;
  assistant: Assistant;
  who: Counted;
  /** The session that this stands on; asked only once something came over it. */
  connection: () => EngineConnection;
  onClose(): void;
}

export class SocketIoUser implements EngineUser, Outlet, Closable {
  readonly #options: SocketIoOptions;
  readonly #encoder = new Encoder();
  readonly #decoder = new Decoder();
  #late: ReturnType<typeof setTimeout>;
  #client: ChatClient | null = null;
  #connecting = false;
  /** Events of a client that does not know yet that it is connected. */
  #held: Packet[] | null = null;
  #inbox = EMPTY_INBOX;
  #strange = 0;
  #closed = false;

  constructor(options: SocketIoOptions) {
    this.#options = options;
    this.#late = this.#await();
    this.#decoder.on("decoded", (packet: Packet) => this.#take(packet));
  }

  /** Ends a session that is long no part of the namespace. */
  #await(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#end(), CONNECT_MS);
  }

  onMessage(message: string): void {
    if (this.#closed) return;
    // Not even looked into.
    if (message.length > MAX_FRAME) return this.#receive(message);
    try {
      this.#decoder.add(message);
    } catch {
      // No packet of the protocol: its servers end the session, too.
      this.#end();
    }
  }

  onClose(): void {
    this.#closed = true;
    clearTimeout(this.#late);
    this.#decoder.destroy();
    this.#leave();
    this.#options.onClose();
  }

  /** As the server stops; the client connects again by itself. */
  async close(): Promise<void> {
    await this.#options.connection().close();
  }

  emit<N extends ServerEventName>(name: N, payload: ServerEvents[N], offset?: string): void {
    const data = offset === undefined ? [name, payload] : [name, payload, offset];
    const packet = { type: PacketType.EVENT, nsp: NAMESPACE, data };
    if (this.#held) this.#held.push(packet);
    else this.#send(packet);
  }

  #take({ type, nsp, data, id }: Packet): void {
    if (this.#closed) return;
    if (type === PacketType.CONNECT) {
      return nsp === NAMESPACE ? this.#connect(data) : this.#refuse(nsp, "Invalid namespace");
    }
    if (nsp !== NAMESPACE || this.#client === null) return this.#wonder();
    if (type === PacketType.DISCONNECT) {
      this.#late = this.#await();
      return this.#leave();
    }
    if (type !== PacketType.EVENT) return this.#wonder();
    const [name, payload] = Array.isArray(data) ? data : [];
    const body = typeof payload === "object" && payload !== null ? payload : {};
    this.#receive(JSON.stringify({ ...body, type: name }));
    if (id !== undefined && !this.#closed) {
      this.#send({ type: PacketType.ACK, nsp: NAMESPACE, id, data: [] });
    }
  }

  #connect(auth: unknown): void {
    if (this.#client || this.#connecting) return this.#wonder();
    this.#connecting = true;
    const { log } = this.#options.services;
    this.#welcome(readAuth(auth))
      .catch((error) => {
        log.error("assistant_connect_failed", error);
        this.#end();
      })
      .finally(() => this.#connecting = false);
  }

  async #welcome({ token, pid, offset }: Auth): Promise<void> {
    const { services, assistant, who } = this.#options;
    const viewer = token === null ? who.viewer : await authenticateToken(services, token);
    if (this.#closed) return;
    if (token !== null && !viewer) return this.#refuse(NAMESPACE, "unauthorized");
    clearTimeout(this.#late);
    this.#held = [];
    const client = assistant.connect(this, { ...who, viewer }, { resumable: true });
    if (pid !== null) await client.resume(pid, offset);
    if (this.#closed) return void client.close();
    const held = this.#held;
    this.#held = null;
    this.#client = client;
    const data = { sid: newId(), pid: client.secret };
    for (const packet of [{ type: PacketType.CONNECT, nsp: NAMESPACE, data }, ...held]) {
      this.#send(packet);
    }
  }

  /** An event, by the same rules as a frame of the plain WebSocket. */
  #receive(frame: string): void {
    const nowMs = this.#options.services.now();
    const { inbox, received } = receive(ASSISTANT_RULES, this.#inbox, { data: frame, nowMs });
    this.#inbox = inbox;
    switch (received.type) {
      case "message":
        return this.#client?.take(received.message);
      case "refuse": {
        const { code, message, retryAfterS } = received;
        const wait = retryAfterS === undefined ? {} : { retry_after_s: retryAfterS };
        return this.emit("error", { code, message, ...wait });
      }
      case "close":
        this.#send({ type: PacketType.DISCONNECT, nsp: NAMESPACE });
        return this.#end();
      case "ignore":
    }
  }

  #refuse(nsp: string, message: string): void {
    this.#send({ type: PacketType.CONNECT_ERROR, nsp, data: { message } });
    this.#wonder();
  }

  #wonder(): void {
    if (++this.#strange > MAX_STRANGE) this.#end();
  }

  #leave(): void {
    const client = this.#client;
    this.#client = null;
    void client?.close();
  }

  #end(): void {
    if (!this.#closed) void this.#options.connection().close();
  }

  #send(packet: Packet): void {
    if (this.#closed) return;
    // Nothing that is sent holds bytes, so it is one piece of text.
    for (const part of this.#encoder.encode(packet)) {
      if (typeof part === "string") this.#options.connection().send(part);
    }
  }
}

interface Auth {
  token: string | null;
  pid: string | null;
  offset: unknown;
}

/** What a client brings as it connects; anything that is not text counts as absent. */
function readAuth(auth: unknown): Auth {
  const given: Record<string, unknown> = typeof auth === "object" && auth !== null
    ? { ...auth }
    : {};
  const text = (value: unknown) =>
    typeof value === "string" && value !== "" && value.length <= 4096 ? value : null;
  return { token: text(given["token"]), pid: text(given["pid"]), offset: given["offset"] };
}
