/** Packets of Engine.IO v4 as text, by the protocol's own parser. */
import {
  decodePacket as decodeAny,
  decodePayload as decodeAll,
  encodePacket as encodeAny,
  encodePayload as encodeAll,
  type Packet,
} from "engine.io-parser";

export type PacketType = "open" | "close" | "ping" | "pong" | "message" | "upgrade" | "noop";

/** A packet of text; nothing here sends or takes bytes. */
export interface TextPacket {
  type: PacketType;
  data?: string;
}

/** A packet that came. `error` for what is none, and for bytes. */
export type Received = TextPacket | { type: "error" };

export function encodePacket(packet: TextPacket): string {
  let encoded = "";
  // Text is encoded before it returns; only bytes in a browser would come later.
  encodeAny(packet, false, (text: string) => encoded = text);
  return encoded;
}

export function encodePayload(packets: readonly TextPacket[]): string {
  let encoded = "";
  encodeAll([...packets], (text: string) => encoded = text);
  return encoded;
}

/** Reads a frame of a WebSocket. */
export function decodePacket(frame: unknown): Received {
  return typeof frame === "string" ? toText(decodeAny(frame)) : { type: "error" };
}

/** Reads the body of a POST: packets with U+001E between. The first that is none is the last. */
export function decodePayload(body: string): Received[] {
  return decodeAll(body).map(toText);
}

function toText({ type, data }: Packet): Received {
  if (type === "error" || (data !== undefined && typeof data !== "string")) {
    return { type: "error" };
  }
  return data === undefined ? { type } : { type, data };
}
