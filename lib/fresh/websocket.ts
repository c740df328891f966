// Owns turning a request into a WebSocket, bare or with handlers.

import { HttpError } from "./error.ts";

/** Callbacks of a managed WebSocket; all are optional. */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** Options passed on to `Deno.upgradeWebSocket()`. */
export interface WebSocketUpgradeOptions {
  /** Seconds without a pong after which the socket closes. Default: 120. */
  idleTimeout?: number;
  /** Sub-protocol to agree on. */
  protocol?: string;
}

/** A socket with the response that completes the upgrade. */
export interface WebSocketConnection {
  socket: WebSocket;
  response: Response;
}

/** Upgrades a request; see `Context.upgrade()`. */
export function upgrade(
  req: Request,
  first: WebSocketHandlers | WebSocketUpgradeOptions | undefined,
  second: WebSocketUpgradeOptions | undefined,
): WebSocketConnection | Response {
  if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  if (!hasHandler(first)) return Deno.upgradeWebSocket(req, first);
  const { socket, response } = Deno.upgradeWebSocket(req, second);
  attach(socket, first);
  return response;
}

function hasHandler(
  value: WebSocketHandlers | WebSocketUpgradeOptions | undefined,
): value is WebSocketHandlers {
  if (value === undefined) return false;
  const { open, message, close, error } = value as WebSocketHandlers;
  return [open, message, close, error].some((handler) => typeof handler === "function");
}

function attach(socket: WebSocket, handlers: WebSocketHandlers): void {
  if (handlers.open) socket.onopen = () => handlers.open?.(socket);
  if (handlers.message) {
    socket.onmessage = (event) => handlers.message?.(socket, event);
  }
  if (handlers.close) {
    socket.onclose = (event) => handlers.close?.(socket, event.code, event.reason);
  }
  if (handlers.error) {
    socket.onerror = (event) => handlers.error?.(socket, event);
  }
}
