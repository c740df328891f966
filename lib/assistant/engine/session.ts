/**
 * One Engine.IO v4 session as a pure machine: packets in and out over polling, over a WebSocket, or moving from the one to
 * the other. Time comes in as an argument; what is to be done comes out as effects.
 *
 * - [EN1] The server pings every `pingIntervalMs`; without a pong within `pingTimeoutMs`, the session is over.
 * - [EN2] A second poll beside one that waits, and a body that cannot be read, end the session.
 * - [EN3] While a WebSocket probes, polls are answered at once, so that the client can leave polling. After the upgrade
 *   there is no more polling.
 * - [EN4] What waits to be sent is bounded; a client that fetches nothing loses its session.
 *
 * Source: the Engine.IO protocol, revision 4, and its test suite (socketio/engine.io-protocol).
 */
import {
  decodePacket,
  decodePayload,
  encodePacket,
  encodePayload,
  type Received,
  type TextPacket,
} from "@/lib/assistant/engine/packets.ts";

export interface EngineRules {
  pingIntervalMs: number;
  pingTimeoutMs: number;
  upgradeTimeoutMs: number;
  /** Packets, and characters in them, that wait at most. */
  maxWaiting: number;
  maxWaitingChars: number;
}

export const ENGINE_RULES: EngineRules = {
  pingIntervalMs: 25_000,
  pingTimeoutMs: 20_000,
  upgradeTimeoutMs: 10_000,
  maxWaiting: 1_000,
  maxWaitingChars: 1024 * 1024,
};

export interface Engine {
  readonly transport: "polling" | "websocket";
  /** A WebSocket beside polling: `opened`, or `probed` once it asked whether it may take over. */
  readonly upgrading: "no" | "opened" | "probed";
  readonly waiting: readonly TextPacket[];
  readonly waitingChars: number;
  /** A poll is to be answered. */
  readonly polled: boolean;
  readonly pingAtMs: number;
  /** When the pong is due that was asked for; null where none was. */
  readonly pongByMs: number | null;
  /** When an upgrade has to be done. */
  readonly upgradeByMs: number | null;
  readonly closed: boolean;
}

export type EngineInput =
  | { type: "poll" }
  | { type: "post"; body: string }
  /** A WebSocket that names this session is open. */
  | { type: "socket_opened" }
  | { type: "frame"; data: unknown }
  | { type: "socket_closed" }
  | { type: "send"; message: string }
  | { type: "tick" }
  | { type: "close" };

export type CloseCause =
  | "by_client"
  | "by_server"
  | "socket_closed"
  | "ping_timeout"
  | "bad_packet"
  | "second_poll"
  | "too_slow";

export type EngineEffect =
  | { type: "answer_poll"; body: string }
  | { type: "refuse_poll" }
  | { type: "answer_post"; ok: boolean }
  | { type: "send_frame"; frame: string }
  | { type: "refuse_socket" }
  | { type: "close_socket" }
  | { type: "deliver"; message: string }
  | { type: "closed"; cause: CloseCause };

export interface Stepped {
  engine: Engine;
  effects: EngineEffect[];
}

/** What the first packet tells a client. */
export interface Welcome {
  sid: string;
  /** Longest body that a client may post, in bytes. */
  maxPayload: number;
}

/** Begins a session with its `open` packet. */
export function openEngine(
  transport: Engine["transport"],
  { welcome, rules, nowMs }: { welcome: Welcome; rules: EngineRules; nowMs: number },
): Stepped {
  const engine: Engine = {
    transport,
    upgrading: "no",
    waiting: [],
    waitingChars: 0,
    // The request that opened it is its first poll.
    polled: transport === "polling",
    pingAtMs: nowMs + rules.pingIntervalMs,
    pongByMs: null,
    upgradeByMs: null,
    closed: false,
  };
  const data = JSON.stringify({
    sid: welcome.sid,
    upgrades: transport === "polling" ? ["websocket"] : [],
    pingInterval: rules.pingIntervalMs,
    pingTimeout: rules.pingTimeoutMs,
    maxPayload: welcome.maxPayload,
  });
  return queue(engine, { type: "open", data }, rules);
}

/** When a tick is due next; null for a session that is over. */
export function nextTickMs({ closed, pingAtMs, pongByMs, upgradeByMs }: Engine): number | null {
  return closed ? null : Math.min(pongByMs ?? pingAtMs, upgradeByMs ?? Infinity);
}

export function stepEngine(
  engine: Engine,
  input: EngineInput,
  { rules, nowMs }: { rules: EngineRules; nowMs: number },
): Stepped {
  if (engine.closed) return { engine, effects: refusalsOf(input) };
  switch (input.type) {
    case "poll":
      return takePoll(engine);
    case "post":
      return takePost(engine, input.body, { rules, nowMs });
    case "socket_opened":
      return takeSocket(engine, { rules, nowMs });
    case "frame":
      return takeFrame(engine, decodePacket(input.data), { rules, nowMs });
    case "socket_closed":
      if (engine.transport === "websocket") return close(engine, "socket_closed");
      return { engine: { ...engine, upgrading: "no", upgradeByMs: null }, effects: [] };
    case "send":
      return queue(engine, { type: "message", data: input.message }, rules);
    case "tick":
      return tick(engine, { rules, nowMs });
    case "close":
      return close(engine, "by_server");
  }
}

/** Requests of a session that is over are refused; everything else about it is no more of interest. */
function refusalsOf(input: EngineInput): EngineEffect[] {
  if (input.type === "poll") return [{ type: "refuse_poll" }];
  if (input.type === "post") return [{ type: "answer_post", ok: false }];
  return input.type === "socket_opened" ? [{ type: "refuse_socket" }] : [];
}

function takePoll(engine: Engine): Stepped {
  if (engine.transport === "websocket") return { engine, effects: [{ type: "refuse_poll" }] };
  if (engine.polled) {
    const { engine: after, effects } = close(engine, "second_poll");
    return { engine: after, effects: [{ type: "refuse_poll" }, ...effects] };
  }
  return flush({ ...engine, polled: true });
}

function takePost(
  engine: Engine,
  body: string,
  context: { rules: EngineRules; nowMs: number },
): Stepped {
  if (engine.transport === "websocket") {
    return { engine, effects: [{ type: "answer_post", ok: false }] };
  }
  const packets = decodePayload(body);
  const ok = packets.every(({ type }) => isFromClient(type));
  const effects: EngineEffect[] = [{ type: "answer_post", ok }];
  let after = engine;
  for (const packet of packets) {
    const stepped = takePacket(after, packet, context);
    after = stepped.engine;
    effects.push(...stepped.effects);
    if (after.closed) break;
  }
  return { engine: after, effects };
}

function isFromClient(type: Received["type"]): boolean {
  return type === "message" || type === "pong" || type === "close" || type === "noop";
}

function takeSocket(
  engine: Engine,
  { rules, nowMs }: { rules: EngineRules; nowMs: number },
): Stepped {
  if (engine.transport === "websocket" || engine.upgrading !== "no") {
    return { engine, effects: [{ type: "refuse_socket" }] };
  }
  const upgradeByMs = nowMs + rules.upgradeTimeoutMs;
  return { engine: { ...engine, upgrading: "opened", upgradeByMs }, effects: [] };
}

function takeFrame(
  engine: Engine,
  packet: Received,
  context: { rules: EngineRules; nowMs: number },
): Stepped {
  if (engine.transport === "websocket") return takePacket(engine, packet, context);
  if (packet.type === "ping" && packet.data === "probe" && engine.upgrading === "opened") {
    const frame = encodePacket({ type: "pong", data: "probe" });
    const stepped = flush({ ...engine, upgrading: "probed" });
    return { ...stepped, effects: [{ type: "send_frame", frame }, ...stepped.effects] };
  }
  if (packet.type === "upgrade" && engine.upgrading === "probed") return upgrade(engine);
  // Not what it came for: polling goes on.
  return {
    engine: { ...engine, upgrading: "no", upgradeByMs: null },
    effects: [{ type: "close_socket" }],
  };
}

function upgrade(engine: Engine): Stepped {
  const effects: EngineEffect[] = engine.polled
    ? [{ type: "answer_poll", body: encodePacket({ type: "noop" }) }]
    : [];
  const stepped = flush({
    ...engine,
    transport: "websocket",
    upgrading: "no",
    upgradeByMs: null,
    polled: false,
  });
  return { ...stepped, effects: [...effects, ...stepped.effects] };
}

function takePacket(
  engine: Engine,
  packet: Received,
  { rules, nowMs }: { rules: EngineRules; nowMs: number },
): Stepped {
  switch (packet.type) {
    case "message":
      return { engine, effects: [{ type: "deliver", message: packet.data ?? "" }] };
    case "pong":
      return {
        engine: { ...engine, pongByMs: null, pingAtMs: nowMs + rules.pingIntervalMs },
        effects: [],
      };
    case "noop":
      return { engine, effects: [] };
    case "close":
      return close(engine, "by_client");
    default:
      return close(engine, "bad_packet");
  }
}

function tick(engine: Engine, { rules, nowMs }: { rules: EngineRules; nowMs: number }): Stepped {
  if (engine.pongByMs !== null && nowMs >= engine.pongByMs) return close(engine, "ping_timeout");
  const late = engine.upgradeByMs !== null && nowMs >= engine.upgradeByMs;
  const effects: EngineEffect[] = late ? [{ type: "close_socket" }] : [];
  const kept: Engine = late ? { ...engine, upgrading: "no", upgradeByMs: null } : engine;
  if (kept.pongByMs !== null || nowMs < kept.pingAtMs) return { engine: kept, effects };
  const pinged = { ...kept, pongByMs: nowMs + rules.pingTimeoutMs };
  const stepped = queue(pinged, { type: "ping" }, rules);
  return { ...stepped, effects: [...effects, ...stepped.effects] };
}

function queue(engine: Engine, packet: TextPacket, rules: EngineRules): Stepped {
  const waiting = [...engine.waiting, packet];
  const waitingChars = engine.waitingChars + (packet.data?.length ?? 0) + 1;
  if (waiting.length > rules.maxWaiting || waitingChars > rules.maxWaitingChars) {
    return close(engine, "too_slow");
  }
  return flush({ ...engine, waiting, waitingChars });
}

/** Sends what waits, where there is a way. */
function flush(engine: Engine): Stepped {
  const { transport, waiting, polled, upgrading } = engine;
  const sent = { ...engine, waiting: [], waitingChars: 0, polled: false };
  if (transport === "websocket") {
    const effects = waiting.map((packet): EngineEffect => ({
      type: "send_frame",
      frame: encodePacket(packet),
    }));
    return { engine: sent, effects };
  }
  if (!polled) return { engine, effects: [] };
  if (waiting.length > 0) {
    return { engine: sent, effects: [{ type: "answer_poll", body: encodePayload(waiting) }] };
  }
  if (upgrading !== "probed") return { engine, effects: [] };
  return {
    engine: sent,
    effects: [{ type: "answer_poll", body: encodePacket({ type: "noop" }) }],
  };
}

function close(engine: Engine, cause: CloseCause): Stepped {
  const effects: EngineEffect[] = [];
  if (engine.polled) {
    const type = cause === "by_client" ? "noop" : "close";
    effects.push({ type: "answer_poll", body: encodePacket({ type }) });
  }
  const hasSocket = engine.transport === "websocket" || engine.upgrading !== "no";
  if (hasSocket && cause !== "socket_closed") effects.push({ type: "close_socket" });
  effects.push({ type: "closed", cause });
  const after: Engine = { ...engine, closed: true, polled: false, waiting: [], waitingChars: 0 };
  return { engine: after, effects };
}
