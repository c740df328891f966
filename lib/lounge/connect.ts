/** Ties a room to its socket: tickets, frames of both kinds, and what the connection's phases mean here. Browser-safe. */
import { CLOSE } from "@/lib/realtime/close_codes.ts";
import { createLink, type LinkDeps, LinkRefused } from "@/lib/realtime/link.ts";
import type { LinkPhase } from "@/lib/realtime/link_state.ts";
import { decodePositions } from "@/lib/spaces/position_frame.ts";
import type { ServerMessage } from "@/lib/spaces/protocol.ts";
import type { RoomCalls } from "@/lib/lounge/calls.ts";
import { type Connection, mayPass, type Refusal, refusalOf } from "@/lib/lounge/connection.ts";
import type { LinkHandlers, RoomLink } from "@/lib/lounge/session.ts";

export interface ConnectDeps extends Pick<LinkDeps, "open" | "now" | "random"> {
  calls: Pick<RoomCalls, "join" | "ticket">;
  spaceId: string;
  /** Address of the socket, `ws:` or `wss:`. */
  socket: string;
}

/** A code of our own, for a door that gave its reason in words. */
const REFUSED = 4000;

/** Opens the room's connection; it mends itself until it is closed. */
export function connectRoom(
  { calls, spaceId, socket, ...rest }: ConnectDeps,
  handlers: LinkHandlers,
): RoomLink {
  // Tries since the last that was welcomed.
  let tries = 0;
  const link = createLink({
    ...rest,
    async url(lastEventId) {
      // A browser does not tell why a socket was not let in; joining does, and takes a seat again that was lost.
      if (tries++ > 0) await joinAgain(calls);
      const query = new URLSearchParams({
        ticket: await calls.ticket(`space:${spaceId}`),
        positions: "binary",
        ...(lastEventId ? { last_event_id: lastEventId } : {}),
      });
      return `${socket}?${query}`;
    },
    onFrame(frame) {
      if (frame.type === "welcome") tries = 0;
      // Our own server's; a kind of frame that is not known here is let be.
      handlers.onFrame(frame as ServerMessage);
    },
    onBinary(bytes) {
      const rows = decodePositions(bytes);
      if (rows) handlers.onPlaces(rows);
    },
    onPhase(phase) {
      const connection = connectionOf(phase);
      if (connection) handlers.onConnection(connection);
    },
  });
  link.start();
  return { send: (frame) => link.send(frame), retry: () => link.hurry(), close: () => link.stop() };
}

async function joinAgain(calls: Pick<RoomCalls, "join">): Promise<void> {
  const joined = await calls.join();
  if (joined.ok) return;
  // A full house empties, and what broke mends: those are tries that failed.
  if (mayPass(joined.reason)) throw new Error(`Cannot take a seat again: ${joined.reason}`);
  throw new LinkRefused(REFUSED, joined.reason);
}

/** What a phase of the link means in the room; null for one that says nothing. */
export function connectionOf(phase: LinkPhase): Connection | null {
  switch (phase.kind) {
    case "idle":
      return null;
    case "ended":
      return { kind: "refused", reason: reasonOf(phase) };
    case "waiting":
      return { kind: "waiting", retryAtMs: phase.retryAtMs, restarting: phase.restarting };
    default:
      return { kind: phase.kind };
  }
}

const BY_CODE: Readonly<Record<number, Refusal>> = {
  [CLOSE.kicked.code]: "kicked",
  [CLOSE.gone.code]: "gone",
  [CLOSE.elsewhere.code]: "elsewhere",
};

function reasonOf({ code, reason }: { code: number; reason: string }): Refusal {
  return BY_CODE[code] ?? refusalOf(reason);
}
