/** One connection in a call: joins, hears what is meant for it, and says what goes to the peer. */
import { peerOf } from "@/lib/calls/call.ts";
import { MAX_WAITING } from "@/lib/calls/limits.ts";
import { type CallSeat, callTopic } from "@/lib/calls/model.ts";
import type {
  CallErrorCode,
  CallEvent,
  ClientMessage,
  ServerMessage,
  SignalMessage,
} from "@/lib/calls/protocol.ts";
import { type CallDeps, joinCall, leaveCall, readSince, relaySignal } from "@/lib/calls/store.ts";
import type { Services } from "@/lib/define.ts";
import { hashSecret } from "@/lib/accounts/secrets.ts";
import { newId } from "@/lib/id.ts";
import type { CloseReason } from "@/lib/realtime/close_codes.ts";
import { BEFORE_ALL } from "@/lib/realtime/event_id.ts";
import type { LoggedEvent, Subscriber, Subscription } from "@/lib/realtime/model.ts";
import type { ClientSocket } from "@/lib/realtime/socket.ts";
import { createSerial } from "@/lib/serial.ts";

export interface CallVisit {
  roomId: string;
  address: string;
  /** The last event that the client saw, where it comes back. */
  lastEventId: string | null;
}

export type ParticipantDeps = CallDeps & Pick<Services, "log">;

const REFUSALS: Readonly<Record<CallErrorCode, string>> = {
  not_joined: "Cannot take this before the connection has joined the call",
  already_joined: "Cannot join twice with one connection",
  no_peer: "Cannot pass this on as nobody of that id is here",
  gone: "Cannot join as the call is over",
  internal: "Cannot do this because of a fault of ours",
};

export class Participant implements Subscriber {
  readonly visit: CallVisit;
  readonly connectionId = newId();
  readonly openedAtMs: number;
  readonly #deps: ParticipantDeps;
  readonly #serial;
  #socket: ClientSocket | null = null;
  #subscription: Subscription | null = null;
  #held: LoggedEvent[] | null = [];
  #seat: Pick<CallSeat, "peerId"> | null = null;
  /** Events through this one were told by `joined`, or are none of this connection's business. */
  #from = BEFORE_ALL;
  #gone = false;

  constructor(deps: ParticipantDeps, visit: CallVisit) {
    this.#deps = deps;
    this.visit = visit;
    this.openedAtMs = deps.now();
    this.#serial = createSerial(MAX_WAITING, (error) => {
      deps.log.error("call_frame_failed", error);
      this.#refuse("internal");
      // Who was not told that they have joined has nothing to go on with; others say it again.
      if (this.#held !== null) this.close("failed");
    });
  }

  attach(socket: ClientSocket): void {
    this.#socket = socket;
  }

  /** The id by which its peer knows it; null for somebody without a seat. */
  get peerId(): string | null {
    return this.#seat?.peerId ?? null;
  }

  get closed(): Promise<void> {
    return this.#socket?.closed ?? Promise.resolve();
  }

  tick(): void {
    this.#socket?.tick();
  }

  close(reason: CloseReason): void {
    this.#socket?.close(reason);
  }

  take(message: ClientMessage): void {
    if (message.type === "ping") return this.#send({ type: "pong" });
    if (this.#serial.add(() => this.#handle(message))) return;
    this.#send({
      type: "error",
      code: "rate_limited",
      message: `Cannot take ${message.type} frames faster than they are passed on`,
    });
  }

  async #handle(message: Exclude<ClientMessage, { type: "ping" }>): Promise<void> {
    if (this.#gone) return;
    switch (message.type) {
      case "join":
        return this.#seat ? this.#refuse("already_joined") : await this.#join(message);
      case "leave":
        return await this.#leave();
      default:
        return await this.#relay(message);
    }
  }

  async #join({ avatar, key }: Extract<ClientMessage, { type: "join" }>): Promise<void> {
    const { hub } = this.#deps;
    const { roomId, lastEventId } = this.visit;
    const subscription = await hub.subscribe(callTopic(roomId), this);
    this.#subscription = subscription;
    const outcome = await joinCall(this.#deps, roomId, {
      connection: { id: this.connectionId, instance: hub.instance },
      keyHash: key === undefined ? null : await hashSecret(key),
      avatar: avatar ?? null,
      peerId: newId(),
      resumes: lastEventId !== null,
    });
    if (!outcome.ok) return this.#turnAway(outcome.reason);
    const { call, seat, resumed, at } = outcome;
    this.#seat = seat;
    // It closed before it had a seat to give up.
    if (this.#gone) return await this.#giveUp("drop");
    const since = resumed ? lastEventId : null;
    const missed = since === null
      ? []
      : await readSince(this.#deps.kv, roomId, { after: since, through: subscription.cursor });
    const other = peerOf(call, seat.peerId);
    this.#send({
      type: "joined",
      peer_id: seat.peerId,
      polite: seat.polite,
      peers: other ? [{ peer_id: other.peerId, avatar: other.avatar }] : [],
      resumed,
      last_event_id: since ?? at,
    });
    this.#release({ missed, from: since === null ? at : subscription.cursor, at });
  }

  #turnAway(reason: "full" | "gone"): void {
    if (reason === "full") this.#send({ type: "room_full" });
    else this.#refuse("gone");
    this.close(reason);
  }

  #release(
    { missed, from, at }: { missed: readonly LoggedEvent[]; from: string; at: string },
  ): void {
    const held = this.#held ?? [];
    this.#held = null;
    // What became of the seat before it was this connection's is over.
    this.#from = at;
    for (const event of [...missed, ...held.filter(({ id }) => id > from)]) this.#hear(event);
  }

  onEvents(events: readonly LoggedEvent[]): void {
    if (this.#held) this.#held.push(...events);
    else for (const event of events) this.#hear(event);
  }

  #hear(logged: LoggedEvent): void {
    if (!this.#seat) return;
    // The log of a call holds its own events alone.
    const event = logged.event as CallEvent;
    const { peerId } = this.#seat;
    switch (event.type) {
      case "seat":
        if (event.peer_id !== peerId || event.connection === this.connectionId) return;
        if (logged.id > this.#from) this.close("elsewhere");
        return;
      case "peer_joined":
        if (event.peer_id !== peerId) this.#socket?.send(logged.frame);
        return;
      case "peer_left":
        if (event.peer_id !== peerId) this.#socket?.send(logged.frame);
        // Somebody took this instance for dead: the client finds its way back.
        else if (logged.id > this.#from) this.close("restart");
        return;
      default:
        if (event.to === peerId) this.#socket?.send(logged.frame);
    }
  }

  async #relay(signal: SignalMessage): Promise<void> {
    if (!this.#seat) return this.#refuse("not_joined");
    const { connectionId, visit: { roomId } } = this;
    const relayed = await relaySignal(this.#deps, roomId, { connectionId, signal });
    if (!relayed.ok) this.#refuse(relayed.reason);
  }

  async #leave(): Promise<void> {
    if (!this.#seat) return this.#refuse("not_joined");
    await this.#giveUp("leave");
    this.close("bye");
  }

  async #giveUp(how: "leave" | "drop"): Promise<void> {
    if (!this.#seat) return;
    this.#seat = null;
    this.#subscription?.close();
    const { connectionId, visit: { roomId } } = this;
    await leaveCall(this.#deps, roomId, { connectionId, how });
  }

  /** Lets go of everything, once what was being done is done. Called as the socket has closed. */
  async depart(): Promise<void> {
    if (this.#gone) return;
    this.#gone = true;
    this.#held = null;
    await this.#serial.idle();
    try {
      await this.#giveUp("drop");
    } finally {
      this.#subscription?.close();
    }
  }

  #refuse(code: CallErrorCode): void {
    this.#send({ type: "error", code, message: REFUSALS[code] });
  }

  #send(frame: ServerMessage): void {
    this.#socket?.send(JSON.stringify(frame));
  }
}
