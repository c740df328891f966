/** One connection of a person who is in a space: holds events back until it is welcome, then passes them on. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { LoggedEvent, Subscriber, Subscription } from "@/lib/realtime/model.ts";
import type { ClientSocket } from "@/lib/realtime/socket.ts";
import type { Zone } from "@/lib/spaces/crowd.ts";
import type { ServerMessage, SpaceEventFrame } from "@/lib/spaces/protocol.ts";

export interface MemberOptions {
  connectionId: string;
  userId: string;
  nickname: string;
  /** Who pays for replies that this person asks for. */
  payer: { kind: Viewer["kind"]; address: string };
  locale: Locale;
  sessionId: string;
  seat: number;
  /** Wants positions as bytes. */
  binary: boolean;
  /** Takes several frames of one moment as one JSON array. */
  batch: boolean;
}

/** What of one delivery is the same for all who get it. */
interface Shared {
  /** People whom its signals are for; null where it has none, and is the same for all. */
  signalsFor: ReadonlySet<string> | null;
  /** All its frames as one JSON array; made when somebody takes it so. */
  joined: string | null;
}

const shared = new WeakMap<readonly LoggedEvent[], Shared>();

export class Member implements Subscriber {
  readonly options: MemberOptions;
  /** The zone whose news this connection has; null where it lacks some, and is to be told of everybody. */
  zone: Zone | null = null;
  readonly #socket: ClientSocket;
  #held: LoggedEvent[] | null = [];
  #subscription: Subscription | null = null;
  /** Chats of one person are said in the order in which they came. */
  #chats: Promise<void> = Promise.resolve();

  constructor(socket: ClientSocket, options: MemberOptions) {
    this.options = options;
    this.#socket = socket;
  }

  follow(subscription: Subscription): void {
    this.#subscription = subscription;
  }

  leave(): void {
    this.#subscription?.close();
    this.#subscription = null;
  }

  /** Sends the welcome, what was missed, and what came meanwhile. */
  welcome(frame: string, missed: readonly LoggedEvent[]): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#socket.send(frame);
    if (missed.length > 0) this.#pass(missed);
    const last = missed.at(-1)?.id ?? "";
    const later = held.filter(({ id }) => id > last);
    if (later.length > 0) this.#pass(later);
  }

  onEvents(events: readonly LoggedEvent[]): void {
    if (this.#held) this.#held.push(...events);
    else this.#pass(events);
  }

  #pass(events: readonly LoggedEvent[]): void {
    const { signalsFor, joined } = shareOf(events);
    const mine = signalsFor ? events.filter((event) => this.#concerns(event)) : events;
    if (this.options.batch && mine.length > 1) {
      return this.#socket.send(mine === events ? joined ?? joinAll(events) : join(mine));
    }
    for (const { frame } of mine) this.#socket.send(frame);
  }

  #concerns({ event }: LoggedEvent): boolean {
    const frame = event as SpaceEventFrame;
    return frame.type !== "signal" || frame.to === this.options.userId;
  }

  send(frame: ServerMessage): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends state that is the same for many, encoded before. */
  sendState(key: string, frame: string | Uint8Array<ArrayBuffer>): void {
    if (!this.#held) this.#socket.sendState(key, frame);
  }

  /** Sends where bodies are, or, while the client is behind, leaves it out until it is to be told of everybody. */
  sendPositions(frame: string | Uint8Array<ArrayBuffer>): void {
    if (this.#socket.behind) this.zone = null;
    else this.sendState("positions", frame);
  }

  /** Runs after what was queued before; a failure is told to `onError`, and does not stop the next. */
  inOrder(run: () => Promise<void>, onError: (error: unknown) => void): void {
    this.#chats = this.#chats.then(run).catch(onError);
  }

  get socket(): ClientSocket {
    return this.#socket;
  }
}

function shareOf(events: readonly LoggedEvent[]): Shared {
  const known = shared.get(events);
  if (known) return known;
  const people = events.flatMap(({ event }) => {
    const frame = event as SpaceEventFrame;
    return frame.type === "signal" ? [frame.to] : [];
  });
  const made = { signalsFor: people.length > 0 ? new Set(people) : null, joined: null };
  shared.set(events, made);
  return made;
}

function joinAll(events: readonly LoggedEvent[]): string {
  const joined = join(events);
  const known = shareOf(events);
  known.joined = joined;
  return joined;
}

function join(events: readonly LoggedEvent[]): string {
  return `[${events.map(({ frame }) => frame).join(",")}]`;
}
