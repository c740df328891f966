/** One client's socket, as every endpoint of the server uses it: reads frames, sends events and state, watches its pace. */
import { CLOSE, type CloseReason } from "@/lib/realtime/close_codes.ts";
import { EMPTY_INBOX, type InboxRules, receive } from "@/lib/realtime/inbox.ts";
import { addSent, EMPTY_OUTBOX, lookAt } from "@/lib/realtime/outbox.ts";

/** What of a WebSocket is used; tests have one of their own. */
export interface RawSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  onerror: ((event: Event) => unknown) | null;
}

export interface SocketOptions<T extends { type: string }> {
  rules: InboxRules<T>;
  now: () => number;
  onMessage(message: T): void;
  /** Called once, however the socket came to its end. */
  onClose(): void;
}

/** What endpoints see of a connected client. */
export interface ClientSocket {
  /** Sends an event or an answer: in order, never left out. */
  send(frame: string): void;
  /** Sends state; what has the same key and was not sent yet is replaced. */
  sendState(key: string, frame: string | Uint8Array<ArrayBuffer>): void;
  /** Whether so much waits to leave that state is held back. */
  readonly behind: boolean;
  /** Looks after what waits; called about once a second. */
  tick(): void;
  close(reason: CloseReason): void;
  /** Resolves once the connection is gone on both ends, whoever closed it. */
  readonly closed: Promise<void>;
}

const OPEN = 1;

/** Takes charge of an open socket. */
export function createSocket<T extends { type: string }>(
  raw: RawSocket,
  options: SocketOptions<T>,
): ClientSocket {
  return new LiveSocket(raw, options);
}

class LiveSocket<T extends { type: string }> implements ClientSocket {
  readonly #raw: RawSocket;
  readonly #options: SocketOptions<T>;
  readonly #waiting = new Map<string, string | Uint8Array<ArrayBuffer>>();
  #inbox = EMPTY_INBOX;
  #outbox = EMPTY_OUTBOX;
  #behind = false;
  #ended = false;
  readonly closed: Promise<void>;

  constructor(raw: RawSocket, options: SocketOptions<T>) {
    this.#raw = raw;
    this.#options = options;
    const closed = Promise.withResolvers<void>();
    this.closed = closed.promise;
    raw.onmessage = ({ data }) => this.#receive(data);
    raw.onclose = () => {
      closed.resolve();
      this.#end();
    };
    // A close follows, and says the same.
    raw.onerror = () => {};
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    const { rules, now, onMessage } = this.#options;
    const { inbox, received } = receive(rules, this.#inbox, { data, nowMs: now() });
    this.#inbox = inbox;
    switch (received.type) {
      case "message":
        return onMessage(received.message);
      case "refuse":
        return this.send(JSON.stringify({
          type: "error",
          code: received.code,
          message: received.message,
          ...(received.retryAfterS === undefined ? {} : { retry_after_s: received.retryAfterS }),
        }));
      case "close":
        return this.close("bad_frames");
      case "ignore":
    }
  }

  send(frame: string): void {
    if (this.#ended || this.#raw.readyState !== OPEN) return;
    this.#raw.send(frame);
    const { outbox, look } = addSent(this.#outbox, frame.length);
    this.#outbox = outbox;
    if (look) this.#look();
  }

  sendState(key: string, frame: string | Uint8Array<ArrayBuffer>): void {
    if (this.#ended || this.#raw.readyState !== OPEN) return;
    if (this.#behind) {
      this.#waiting.set(key, frame);
      return;
    }
    this.#raw.send(frame);
    const { outbox, look } = addSent(this.#outbox, frame.length);
    this.#outbox = outbox;
    if (look) this.#look();
  }

  get behind(): boolean {
    return this.#behind;
  }

  tick(): void {
    if (!this.#ended && this.#raw.readyState === OPEN) this.#look();
  }

  #look(): void {
    const { outbox, verdict } = lookAt(this.#outbox, {
      buffered: this.#raw.bufferedAmount,
      nowMs: this.#options.now(),
    });
    this.#outbox = outbox;
    if (verdict === "too_slow") return this.close("too_slow");
    this.#behind = verdict === "behind";
    if (this.#behind || this.#waiting.size === 0) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [key, frame] of waiting) this.sendState(key, frame);
  }

  close(reason: CloseReason): void {
    if (this.#ended) return;
    const { code, reason: words } = CLOSE[reason];
    try {
      this.#raw.close(code, words);
    } catch {
      // It is closing by itself.
    }
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting.clear();
    this.#options.onClose();
  }
}
