/** One Engine.IO session with its requests, its WebSocket and its clock: performs what the machine says. */
import {
  type CloseCause,
  type Engine,
  type EngineEffect,
  type EngineInput,
  type EngineRules,
  nextTickMs,
  openEngine,
  stepEngine,
  type Stepped,
  type Welcome,
} from "@/lib/assistant/engine/session.ts";
import { CLOSE } from "@/lib/realtime/close_codes.ts";
import { addSent, EMPTY_OUTBOX, lookAt } from "@/lib/realtime/outbox.ts";
import type { RawSocket } from "@/lib/realtime/socket.ts";

export interface ConnectionOptions {
  welcome: Welcome;
  rules: EngineRules;
  now: () => number;
  onMessage(message: string): void;
  /** Called once. */
  onClose(cause: CloseCause): void;
}

const OPEN = 1;

export class EngineConnection {
  readonly #options: ConnectionOptions;
  #engine: Engine;
  /** Polls that wait, the oldest first: more than one only while the second is refused. */
  readonly #polls: PromiseWithResolvers<string | null>[] = [];
  #socket: RawSocket | null = null;
  #outbox = EMPTY_OUTBOX;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #gone = Promise.withResolvers<void>();

  private constructor(options: ConnectionOptions, engine: Engine) {
    this.#options = options;
    this.#engine = engine;
  }

  /** Begins a session over polling. `first` is the body that answers the request. */
  static poll(options: ConnectionOptions): { connection: EngineConnection; first: string } {
    const opened = openEngine("polling", { ...options, nowMs: options.now() });
    const connection = new EngineConnection(options, opened.engine);
    let first = "";
    for (const effect of opened.effects) if (effect.type === "answer_poll") first = effect.body;
    connection.#schedule();
    return { connection, first };
  }

  /** Begins a session over a WebSocket that is open. */
  static socket(raw: RawSocket, options: ConnectionOptions): EngineConnection {
    const opened = openEngine("websocket", { ...options, nowMs: options.now() });
    const connection = new EngineConnection(options, opened.engine);
    connection.#own(raw);
    connection.#perform(opened);
    return connection;
  }

  get sid(): string {
    return this.#options.welcome.sid;
  }

  /**
   * The body that answers a poll, once there is one; null where the poll is refused. Nobody tells when whoever polled goes
   * away before: clients do that as they go for good, and then no pong comes.
   */
  poll(): Promise<string | null> {
    const mine = Promise.withResolvers<string | null>();
    this.#polls.push(mine);
    this.#step({ type: "poll" });
    return mine.promise;
  }

  /** Takes a body. False where it cannot be read, or nobody takes it any more. */
  post(body: string): boolean {
    return this.#step({ type: "post", body }).some((effect) =>
      effect.type === "answer_post" && effect.ok
    );
  }

  /** Takes a WebSocket that names this session, once it is open. */
  probe(raw: RawSocket): void {
    const refused = this.#step({ type: "socket_opened" })
      .some(({ type }) => type === "refuse_socket");
    if (refused) closeRaw(raw, CLOSE.bye);
    else this.#own(raw);
  }

  send(message: string): void {
    this.#step({ type: "send", message });
  }

  /** Ends the session. Resolves once its WebSocket, if it has one, is gone. */
  async close(): Promise<void> {
    this.#step({ type: "close" });
    if (this.#socket === null) this.#gone.resolve();
    await this.#gone.promise;
  }

  #own(raw: RawSocket): void {
    this.#socket = raw;
    this.#outbox = EMPTY_OUTBOX;
    raw.onmessage = ({ data }) => {
      if (this.#socket === raw) this.#step({ type: "frame", data });
    };
    raw.onclose = () => {
      if (this.#engine.closed) this.#gone.resolve();
      if (this.#socket !== raw) return;
      this.#socket = null;
      this.#step({ type: "socket_closed" });
    };
    // A close follows, and says the same.
    raw.onerror = () => {};
  }

  #step(input: EngineInput): readonly EngineEffect[] {
    const { rules, now } = this.#options;
    const stepped = stepEngine(this.#engine, input, { rules, nowMs: now() });
    this.#perform(stepped);
    return stepped.effects;
  }

  #perform({ engine, effects }: Stepped): void {
    this.#engine = engine;
    for (const effect of effects) this.#do(effect);
    this.#schedule();
  }

  #do(effect: EngineEffect): void {
    switch (effect.type) {
      case "answer_poll":
        return this.#polls.shift()?.resolve(effect.body);
      case "refuse_poll":
        return this.#polls.pop()?.resolve(null);
      case "send_frame":
        return this.#sendFrame(effect.frame);
      case "close_socket": {
        const raw = this.#socket;
        if (!this.#engine.closed) this.#socket = null;
        if (raw) closeRaw(raw, CLOSE.bye);
        return;
      }
      case "deliver":
        return this.#options.onMessage(effect.message);
      case "closed":
        if (this.#timer !== null) clearTimeout(this.#timer);
        if (this.#socket === null) this.#gone.resolve();
        return this.#options.onClose(effect.cause);
      case "refuse_socket":
      case "answer_post":
        // Told to whoever asked.
    }
  }

  #sendFrame(frame: string): void {
    const raw = this.#socket;
    if (raw?.readyState !== OPEN) return;
    raw.send(frame);
    const { outbox, look } = addSent(this.#outbox, frame.length);
    this.#outbox = outbox;
    if (look) this.#look(raw);
  }

  #look(raw: RawSocket): void {
    const nowMs = this.#options.now();
    const { outbox, verdict } = lookAt(this.#outbox, { buffered: raw.bufferedAmount, nowMs });
    this.#outbox = outbox;
    if (verdict === "too_slow") closeRaw(raw, CLOSE.too_slow);
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const atMs = nextTickMs(this.#engine);
    if (atMs === null) return;
    const inMs = Math.max(0, atMs - this.#options.now());
    this.#timer = setTimeout(() => this.#step({ type: "tick" }), inMs);
  }
}

function closeRaw(raw: RawSocket, { code, reason }: { code: number; reason: string }): void {
  try {
    raw.close(code, reason);
  } catch {
    // It is closing by itself.
  }
}
