/** The way into a call's room: what has to be there before a socket opens, and the socket that mends itself. Browser-safe. */
import { CLOSE } from "@/lib/realtime/close_codes.ts";
import { createLink, type LinkDeps, LinkRefused, type LiveLink } from "@/lib/realtime/link.ts";
import { type CallFrame, decodeFrame } from "@/lib/calls/client/signals.ts";

export interface DoorDeps extends Pick<LinkDeps, "open" | "now" | "onOpen" | "onPhase"> {
  /** Address of the call's socket, `ws:` or `wss:`. */
  socket: string;
  /** What opens the door once for somebody with an account; null where none is needed. */
  ticket(): Promise<string | null>;
  /** Whether there is such a call; asked where a socket did not open, as browsers do not tell why. */
  exists(): Promise<boolean>;
  /** Gets ready what a connection to the other will need. */
  prepare(): Promise<void>;
  onFrame(frame: CallFrame): void;
}

/** Opens the way in; it stays until it is stopped. */
export function openDoor(deps: DoorDeps): LiveLink {
  const { socket, ticket, exists, prepare, onFrame, ...link } = deps;
  // Tries since the last that led in.
  let tries = 0;
  return createLink({
    ...link,
    async url(lastEventId) {
      if (tries++ > 0 && !await exists()) throw new LinkRefused(CLOSE.gone.code, "gone");
      const [shown] = await Promise.all([ticket(), prepare()]);
      const query = new URLSearchParams({
        ...(shown ? { ticket: shown } : {}),
        ...(lastEventId ? { last_event_id: lastEventId } : {}),
      });
      return query.size > 0 ? `${socket}?${query}` : socket;
    },
    onFrame(value) {
      const frame = decodeFrame(value);
      if (frame?.type === "joined") tries = 0;
      if (frame) onFrame(frame);
    },
  });
}
