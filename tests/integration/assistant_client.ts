/** Clients of the assistant for tests: the official Socket.IO client, and a plain WebSocket, with events one can wait for. */
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";

// What is in an event is asserted field by field.
// deno-lint-ignore no-explicit-any
export type Payload = any;

/** An event as it came. */
export interface Came {
  name: string;
  payload: Payload;
}

/** The official client, keeping every event. */
export class ChatSocket implements AsyncDisposable {
  readonly events: Came[] = [];
  readonly socket: Socket;
  #taken = 0;
  #wake = () => {};

  constructor(
    origin: string,
    options: Partial<ManagerOptions & SocketOptions> = {},
    namespace = "/chat",
  ) {
    this.socket = io(origin + namespace, { forceNew: true, ...options });
    this.socket.onAny((name: string, payload: Payload) => this.#keep({ name, payload }));
    for (const name of ["connect", "disconnect", "connect_error"] as const) {
      this.socket.on(name, (payload?: Payload) => this.#keep({ name, payload }));
    }
  }

  #keep(came: Came): void {
    this.events.push(came);
    this.#wake();
  }

  emit(name: string, payload?: unknown): void {
    this.socket.emit(name, payload);
  }

  /** The next event of this name, of those that came and were not asked for before. */
  async next(name: string): Promise<Payload> {
    for (;;) {
      while (this.#taken < this.events.length) {
        const came = this.events[this.#taken++]!;
        if (came.name === name) return came.payload;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  /** Joins, and waits for what every join brings. */
  async join(join: Record<string, unknown>) {
    this.emit("join-chat", join);
    const joined = await this.next("chat-joined");
    const { messages } = await this.next("chat-history");
    const greeting = await this.next("ai-message");
    return { joined, messages, greeting, sessionId: String(joined.sessionId) };
  }

  of(name: string): Payload[] {
    return this.events.filter((came) => came.name === name).map(({ payload }) => payload);
  }

  get transport(): string | undefined {
    return this.socket.io.engine?.transport.name;
  }

  /** Cuts the connection under the client, which does not want that. */
  cut(): void {
    this.socket.io.engine.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { engine } = this.socket.io;
    const closed = Promise.withResolvers<void>();
    if (!engine || engine.readyState === "closed") closed.resolve();
    else engine.once("close", () => closed.resolve());
    this.socket.disconnect();
    await closed.promise;
  }
}
