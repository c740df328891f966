/** The assistant over a plain WebSocket: its events as frames `{type, …}`. */
import type { Assistant, Closable } from "@/lib/assistant/assistant.ts";
import type { Counted } from "@/lib/assistant/limits.ts";
import {
  ASSISTANT_RULES,
  type Outlet,
  type ServerEventName,
  type ServerEvents,
} from "@/lib/assistant/protocol.ts";
import { type ClientSocket, createSocket, type RawSocket } from "@/lib/realtime/socket.ts";

/** Sockets are looked after this often. */
const LOOK_MS = 1_000;

export interface PlainOptions {
  assistant: Assistant;
  who: Counted;
  now: () => number;
  onClose(): void;
}

/** Serves an open socket until it closes. */
export function servePlainSocket(raw: RawSocket, options: PlainOptions): void {
  const { assistant, who, now, onClose } = options;
  const socket: ClientSocket = createSocket(raw, {
    rules: ASSISTANT_RULES,
    now,
    onMessage: (event) => client.take(event),
    onClose: () => {
      clearInterval(looking);
      void client.close();
      onClose();
    },
  });
  const looking = setInterval(() => socket.tick(), LOOK_MS);
  const outlet: Outlet & Closable = {
    emit<N extends ServerEventName>(type: N, payload: ServerEvents[N]): void {
      socket.send(JSON.stringify({ type, ...payload }));
    },
    async close() {
      socket.close("restart");
      await socket.closed;
    },
  };
  const client = assistant.connect(outlet, who);
}
