/** A client's connection to a topic that mends itself. Browser-safe; `link_state.ts` decides, this does. */
import {
  type Link,
  type LinkEffect,
  type LinkFrame,
  type LinkInput,
  type LinkPhase,
  NEW_LINK,
  stepLink,
} from "@/lib/realtime/link_state.ts";

/** What of a browser's WebSocket is used. */
export interface LinkSocket {
  binaryType: BinaryType;
  readonly readyState: number;
  send(data: string): void;
  close(): void;
  onopen?: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
}

/** Thrown by {@link LinkDeps.url} when it is no use to try again. */
export class LinkRefused extends Error {
  override name = "LinkRefused";

  constructor(readonly code: number, message: string) {
    super(message);
  }
}

export interface LinkDeps {
  /**
   * The address to connect to, with whatever opens the door: asked before each connection, as tickets work once.
   *
   * @throws {LinkRefused} When it is no use to try again. Any other error is a try that failed.
   */
  url(lastEventId: string | null): Promise<string>;
  /** A frame that was not taken before; those with an `event_id` in their order. */
  onFrame(frame: LinkFrame): void;
  onBinary?(bytes: Uint8Array<ArrayBuffer>): void;
  onPhase(phase: LinkPhase): void;
  /** A socket opened: the moment for a first word, where the server waits for one. */
  onOpen?(): void;
  open?: (url: string) => LinkSocket;
  now?: () => number;
  random?: () => number;
}

export interface LiveLink {
  start(): void;
  /** Sends a frame; false where there is no connection, and the frame goes nowhere. */
  send(frame: { type: string }): boolean;
  /** Tries at once instead of after the pause: the network is back, or somebody asked for it. */
  hurry(): void;
  stop(): void;
}

/** A code of our own for a connection that never came about. */
const NEVER_OPENED = 1006;
const OPEN = 1;

/** Makes a link. Nothing happens before `start()`. */
export function createLink(deps: LinkDeps): LiveLink {
  return new SocketLink(deps);
}

class SocketLink implements LiveLink {
  readonly #deps: Required<Pick<LinkDeps, "open" | "now" | "random">> & LinkDeps;
  #link: Link = NEW_LINK;
  #socket: LinkSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Counts connections, so that what an older one still says is not heard. */
  #turn = 0;

  constructor(deps: LinkDeps) {
    this.#deps = {
      open: (url) => new WebSocket(url),
      now: Date.now,
      random: Math.random,
      ...deps,
    };
  }

  start(): void {
    this.#step({ type: "start" });
  }

  hurry(): void {
    this.#step({ type: "hurry" });
  }

  stop(): void {
    this.#step({ type: "stop" });
  }

  send(frame: { type: string }): boolean {
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #step(input: LinkInput): void {
    const before = this.#link.phase;
    const { now, random, onPhase, onFrame } = this.#deps;
    const { link, effects } = stepLink(this.#link, input, { nowMs: now(), random });
    this.#link = link;
    if (link.phase !== before) onPhase(link.phase);
    for (const effect of effects) {
      if (effect.type === "deliver") {
        if (input.type === "frame") onFrame(input.frame);
      } else this.#perform(effect);
    }
  }

  #perform(effect: Exclude<LinkEffect, { type: "deliver" }>): void {
    switch (effect.type) {
      case "connect":
        return void this.#connect(effect.lastEventId);
      case "disconnect":
        return this.#disconnect();
      case "ping":
        return void this.send({ type: "ping" });
      case "tick_in":
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#step({ type: "tick" }), effect.ms);
    }
  }

  async #connect(lastEventId: string | null): Promise<void> {
    this.#disconnect();
    const turn = this.#turn;
    let url: string;
    try {
      url = await this.#deps.url(lastEventId);
    } catch (error) {
      if (turn !== this.#turn) return;
      return this.#step(
        error instanceof LinkRefused
          ? { type: "refused", code: error.code, reason: error.message }
          : { type: "closed", code: NEVER_OPENED, reason: "" },
      );
    }
    if (turn !== this.#turn) return;
    const socket = this.#deps.open(url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => {
      if (turn === this.#turn) this.#deps.onOpen?.();
    };
    socket.onmessage = ({ data }) => {
      if (turn === this.#turn) this.#receive(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (turn === this.#turn) this.#step({ type: "closed", code, reason });
    };
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer) return this.#deps.onBinary?.(new Uint8Array(data));
    // Our own server's JSON: one frame, or several of one moment.
    const frames = JSON.parse(String(data)) as LinkFrame | LinkFrame[];
    for (const frame of Array.isArray(frames) ? frames : [frames]) {
      this.#step({ type: "frame", frame });
    }
  }

  #disconnect(): void {
    this.#turn++;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#socket?.close();
    this.#socket = null;
  }
}
