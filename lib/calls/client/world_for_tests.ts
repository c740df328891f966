/** Two people, a server with the rules of the real one, and a network, for tests of this folder; all under one clock. */
import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { type Pose, restPose } from "@/lib/avatar/pose/pose.ts";
import { peerOf, seatOf, stepCall } from "@/lib/calls/call.ts";
import { newCall } from "@/lib/calls/model.ts";
import type { Call as KeptCall } from "@/lib/calls/model.ts";
import { type CallEvent, ClientMessage } from "@/lib/calls/protocol.ts";
import type { CallAvatar } from "@/lib/calls/client/avatar.ts";
import { type Call, createCall } from "@/lib/calls/client/connection.ts";
import { FakeNetwork, type FakePeerConnection } from "@/lib/calls/client/rtc_for_tests.ts";
import type { LinkSocket } from "@/lib/realtime/link.ts";
import { seeded } from "@/lib/rtc/connection_for_tests.ts";

export const AVATAR: CallAvatar = { spec: "hair=bob", name: "Ann", vrm: null, background: "maru" };

interface Connection {
  id: string;
  socket: LinkSocket & { readyState: number };
  peerId: string | null;
  cursor: number;
}

/** One call on one instance. */
export class FakeServer {
  call: KeptCall | null = newCall({ id: "room", avatar: null, nowMs: 0 });
  /** Everything that clients have sent. */
  readonly frames: ClientMessage[] = [];
  /** No socket opens. */
  down = false;
  readonly #log: { to: string | null; except: string | null; event: CallEvent }[] = [];
  #connections: Connection[] = [];
  #names = 0;
  readonly latencyMs = 15;

  open = (url: string): LinkSocket => {
    const socket: Connection["socket"] = {
      binaryType: "blob",
      readyState: 0,
      send: (data) => void setTimeout(() => this.#take(connection, data), this.latencyMs),
      close: () => {
        socket.readyState = 3;
        setTimeout(() => this.#drop(connection), this.latencyMs);
      },
      onopen: null,
      onmessage: null,
      onclose: null,
    };
    const after = new URL(url).searchParams.get("last_event_id");
    const connection: Connection = {
      id: `c${++this.#names}`,
      socket,
      peerId: null,
      cursor: after === null ? -1 : Number(after),
    };
    setTimeout(() => {
      if (socket.readyState !== 0) return;
      if (this.down || this.call === null) return this.#close(connection, 1006);
      socket.readyState = 1;
      this.#connections.push(connection);
      socket.onopen?.(new Event("open"));
    }, this.latencyMs);
    return socket;
  };

  /** Cuts all sockets, or those of one person. */
  cut(peerId?: string): void {
    for (const connection of [...this.#connections]) {
      if (peerId === undefined || connection.peerId === peerId) {
        this.#drop(connection);
        this.#close(connection, 1006);
      }
    }
  }

  /** Makes another call in place of one that is over. */
  renew(): void {
    this.call ??= newCall({ id: "room", avatar: null, nowMs: Date.now() });
  }

  /** Ends the call for good. */
  expire(): void {
    this.call = null;
    for (const connection of [...this.#connections]) this.#close(connection, 4004, "gone");
  }

  /** Time passes for seats that wait. */
  look(nowMs: number): void {
    if (!this.call) return;
    const { call, events } = stepCall(this.call, { type: "look", alive: null }, nowMs);
    this.call = call;
    this.#append(events, null);
  }

  #take(connection: Connection, data: string): void {
    if (!this.#connections.includes(connection) || !this.call) return;
    const message = ClientMessage.parse(JSON.parse(data));
    this.frames.push(message);
    const { type } = message;
    if (type === "join") return this.#join(connection, message);
    if (type === "ping") return this.#say(connection, { type: "pong" });
    const seat = seatOf(this.call, connection.id);
    if (!seat) return;
    if (type === "leave") {
      const stepped = stepCall(
        this.call,
        { type: "leave", connectionId: connection.id },
        Date.now(),
      );
      this.call = stepped.call;
      this.#append(stepped.events, seat.peerId);
      return this.#close(connection, 1000, "bye");
    }
    const peer = peerOf(this.call, seat.peerId);
    if (!peer) return;
    const event = { ...message, from: seat.peerId, to: peer.peerId };
    this.#log.push({ to: peer.peerId, except: null, event });
    this.#deliver();
  }

  #join(connection: Connection, { key, avatar }: Extract<ClientMessage, { type: "join" }>): void {
    const resumes = connection.cursor >= 0 &&
      this.call!.seats.some(({ keyHash }) => keyHash === key);
    const stepped = stepCall(this.call!, {
      type: "join",
      connection: { id: connection.id, instance: "i" },
      keyHash: key ?? null,
      avatar: avatar ?? null,
      peerId: `p${++this.#names}`,
      resumes,
    }, Date.now());
    this.call = stepped.call;
    const seat = this.call && seatOf(this.call, connection.id);
    if (!this.call || !seat) {
      this.#say(connection, { type: "room_full" });
      return this.#close(connection, 4009, "full");
    }
    const older = this.#connections.find((one) => one !== connection && one.peerId === seat.peerId);
    if (older) this.#close(older, 4008, "connected elsewhere");
    this.#append(stepped.events, seat.peerId);
    connection.peerId = seat.peerId;
    if (!resumes) connection.cursor = this.#log.length - 1;
    const peer = peerOf(this.call, seat.peerId);
    this.#say(connection, {
      type: "joined",
      peer_id: seat.peerId,
      polite: seat.polite,
      peers: peer ? [{ peer_id: peer.peerId, avatar: peer.avatar }] : [],
      resumed: resumes,
      last_event_id: this.#id(connection.cursor),
    });
    this.#deliver();
  }

  #append(events: readonly CallEvent[], except: string | null): void {
    for (const event of events) {
      if (event.type !== "seat") this.#log.push({ to: null, except, event });
    }
    this.#deliver();
  }

  #deliver(): void {
    for (const connection of this.#connections) {
      if (connection.peerId === null) continue;
      while (connection.cursor < this.#log.length - 1) {
        const at = ++connection.cursor;
        const { to, except, event } = this.#log[at]!;
        const { peerId } = connection;
        const own = "peer_id" in event && event.peer_id === peerId;
        if (own || except === peerId || (to !== null && to !== peerId)) continue;
        this.#say(connection, { ...event, event_id: this.#id(at) });
      }
    }
  }

  #id(at: number): string {
    return String(Math.max(0, at)).padStart(8, "0");
  }

  #say({ socket }: Connection, frame: unknown): void {
    const data = JSON.stringify(frame);
    setTimeout(() => {
      if (socket.readyState === 1) socket.onmessage?.(new MessageEvent("message", { data }));
    }, this.latencyMs);
  }

  #drop(connection: Connection): void {
    if (!this.#connections.includes(connection)) return;
    this.#connections = this.#connections.filter((one) => one !== connection);
    if (!this.call) return;
    const input = { type: "drop" as const, connectionId: connection.id };
    const { call, events } = stepCall(this.call, input, Date.now());
    this.call = call;
    this.#append(events, null);
  }

  #close(connection: Connection, code: number, reason = ""): void {
    this.#connections = this.#connections.filter((one) => one !== connection);
    setTimeout(() => {
      if (connection.socket.readyState === 3) return;
      connection.socket.readyState = 3;
      connection.socket.onclose?.(new CloseEvent("close", { code, reason }));
    }, this.latencyMs);
  }
}

export interface Person {
  call: Call;
  key: string;
}

/** A world for one test; use it with `await using`: what is being hashed comes to an end. */
export class World implements AsyncDisposable {
  readonly clock = FakeTimers.install({
    now: 1_000,
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
  });
  readonly network = new FakeNetwork();
  readonly server = new FakeServer();
  readonly #calls: Call[] = [];
  #names = 0;
  iceFetched = 0;
  readonly #digest = crypto.subtle.digest;
  readonly #hashing = new Set<Promise<unknown>>();

  constructor(seed = 1) {
    // Codes are hashed by threads that no clock of ours rules.
    crypto.subtle.digest = (...args) => {
      const hashed = this.#digest.apply(crypto.subtle, args);
      this.#hashing.add(hashed);
      return hashed.finally(() => this.#hashing.delete(hashed));
    };
    this.network.random = seeded(seed);
  }

  /** Opens a page; with the key of another, it is that page loaded anew. */
  page(key = `key-${++this.#names}-${"x".repeat(20)}`): Person {
    const made = `certificate-${++this.#names}`;
    const call = createCall({
      socket: "ws://maru.test/ws",
      key,
      ticket: () => Promise.resolve(null),
      exists: () => Promise.resolve(this.server.call !== null),
      fetchIce: () => {
        this.iceFetched++;
        return Promise.resolve({ config: { iceServers: [] }, ttlS: 4 });
      },
      connect: this.network.connect,
      // The fake takes its name for a fingerprint.
      certificate: () => Promise.resolve(made as unknown as RTCCertificate),
      streamOf: (track) => ({ track }) as unknown as MediaStream,
      open: this.server.open,
      every(ms, call) {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
      after(ms, call) {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
      now: () => Date.now(),
      random: (bytes) => void crypto.getRandomValues(bytes),
    });
    this.#calls.push(call);
    return { call, key };
  }

  /** Two people who see each other. */
  async pair(): Promise<[Person, Person]> {
    const ann = this.page();
    ann.call.join(AVATAR);
    await this.until(() => ann.call.phase.value.kind === "alone");
    const ben = this.page();
    ben.call.join({ ...AVATAR, name: "Ben" });
    await this.until(() => this.live(ann, ben));
    return [ann, ben];
  }

  live(...people: Person[]): boolean {
    return people.every(({ call }) => call.phase.value.kind === "live");
  }

  /** Lets time pass until something holds. */
  async until(holds: () => boolean, mostMs = 120_000): Promise<number> {
    const sinceMs = Date.now();
    while (!holds()) {
      if (Date.now() - sinceMs >= mostMs) {
        assert.fail(`it did not come about: ${holds}; ${JSON.stringify(this.phases())}`);
      }
      await this.pass(20);
    }
    return Date.now() - sinceMs;
  }

  /** Lets time pass, in steps in which promises are kept. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 20) {
      await this.clock.tickAsync(Math.min(20, left));
      this.server.look(Date.now());
    }
  }

  phases(): unknown[] {
    return this.#calls.map(({ phase }) => phase.value);
  }

  /** Connections that are open. */
  get connections(): FakePeerConnection[] {
    return this.network.all.filter(({ closed }) => !closed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const call of this.#calls) call.dispose();
    this.clock.uninstall();
    // What is on its way to be hashed begins with the promises that are still kept now.
    do {
      await Promise.all(this.#hashing);
      await new Promise((resolve) => setTimeout(resolve));
    } while (this.#hashing.size > 0);
    crypto.subtle.digest = this.#digest;
  }
}

/** A pose whose mouth is open by a share. */
export function open(jaw: number, atMs: number): Pose {
  const pose = restPose(atMs);
  pose.shapes[17] = jaw;
  return { ...pose, source: "camera" };
}
