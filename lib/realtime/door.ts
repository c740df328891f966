/** How a connection comes about: room for it is counted, the request becomes a socket, and one that never opens gives its room back. */
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { isLoopback } from "@/lib/http/address.ts";

/** Seconds without a pong after which a socket counts as dead. */
const IDLE_S = 30;
/** How long a socket may take to open after it was let in. */
const OPEN_MS = 10_000;

/** A place that is kept for one connection. */
export interface Door {
  /** Takes the socket over once it is open. */
  enter(socket: WebSocket): void;
  /** Gives the place back where it never opens. */
  cancel(): void;
}

/** @throws {HttpError} `bad_request` for a request that asks for no WebSocket. */
export function requireUpgrade({ req }: Pick<Context<State>, "req">): void {
  if (req.headers.get("upgrade")?.toLowerCase() === "websocket") return;
  throw failure("bad_request", { detail: "Cannot answer this without a WebSocket upgrade" });
}

/** Turns the request into a socket that comes in by the door. */
export function openDoor(ctx: Pick<Context<State>, "upgrade">, door: Door): Response {
  try {
    const { socket, response } = ctx.upgrade({ idleTimeout: IDLE_S });
    const late = setTimeout(() => door.cancel(), OPEN_MS);
    socket.onopen = () => {
      clearTimeout(late);
      door.enter(socket);
    };
    return response;
  } catch (error) {
    door.cancel();
    throw error;
  }
}

/** Connections to this instance, counted by address. */
export class Crowd {
  readonly #perAddress: number;
  readonly #inAll: number;
  readonly #byAddress = new Map<string, number>();
  #size = 0;

  /** `perAddress` does not bind this very machine; `inAll` binds everybody. */
  constructor({ perAddress, inAll = Infinity }: { perAddress: number; inAll?: number }) {
    this.#perAddress = perAddress;
    this.#inAll = inAll;
  }

  /**
   * Counts one more.
   *
   * @returns Counts it no more; once, however often it is called.
   * @throws {HttpError} `rate_limited` where there are too many.
   */
  add(address: string): () => void {
    const there = this.#byAddress.get(address) ?? 0;
    if (there >= this.#perAddress && !isLoopback(address)) {
      throw failure("rate_limited", {
        detail: `Cannot open more than ${this.#perAddress} connections from one address`,
        retryAfterS: 30,
      });
    }
    if (this.#size >= this.#inAll) {
      throw failure("rate_limited", { detail: "Cannot open more connections", retryAfterS: 30 });
    }
    this.#byAddress.set(address, there + 1);
    this.#size++;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#size--;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left === 0) this.#byAddress.delete(address);
      else this.#byAddress.set(address, left);
    };
  }
}
