/** Just enough of WebSocket frames for a load that must cost less than what it loads. Source: RFC 6455, 5.2. */

const TEXT = 1;
const BINARY = 2;
const PING = 9;
const PONG = 10;
const CLOSE = 8;
const END = 0x80;
const MASKED = 0x80;

/** A frame as a client sends one. Masked with zeros, which leaves it as it is. */
function clientFrame(opcode: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  if (length > 0xffff) throw new RangeError(`Cannot frame ${length} bytes`);
  const head = length < 126
    ? [END | opcode, MASKED | length, 0, 0, 0, 0]
    : [END | opcode, MASKED | 126, length >> 8, length & 0xff, 0, 0, 0, 0];
  const frame = new Uint8Array(head.length + length);
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}

export function textFrame(text: string): Uint8Array<ArrayBuffer> {
  return clientFrame(TEXT, new TextEncoder().encode(text));
}

export interface FrameSink {
  /** The payload of a text or binary frame; valid during the call alone. */
  onPayload(payload: Uint8Array): void;
  /** Something that has to be answered with this. */
  onAnswer(frame: Uint8Array<ArrayBuffer>): void;
  /** The code in two bytes, and the reason; or nothing. */
  onClose(payload: Uint8Array): void;
}

/** Takes a server's frames apart, however the bytes are cut. They are not fragmented, nor masked. */
export class FrameReader {
  readonly #sink: FrameSink;
  #left = new Uint8Array(0);

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#left.length > 0) {
      const joined = new Uint8Array(this.#left.length + chunk.length);
      joined.set(this.#left);
      joined.set(chunk, this.#left.length);
      bytes = joined;
    }
    let at = 0;
    for (let end = frameEnd(bytes, at); end !== null; end = frameEnd(bytes, at)) {
      this.#take(bytes[at]! & 0x0f, bytes.subarray(end.payloadAt, end.at));
      at = end.at;
    }
    this.#left = bytes.slice(at);
  }

  #take(opcode: number, payload: Uint8Array): void {
    if (opcode === TEXT || opcode === BINARY) this.#sink.onPayload(payload);
    else if (opcode === PING) this.#sink.onAnswer(clientFrame(PONG, payload));
    else if (opcode === CLOSE) this.#sink.onClose(payload);
  }
}

/** Where the payload of the frame at `at` begins and ends; null while it is not all there. */
function frameEnd(bytes: Uint8Array, at: number): { payloadAt: number; at: number } | null {
  if (bytes.length < at + 2) return null;
  const short = bytes[at + 1]! & 0x7f;
  const payloadAt = at + (short === 127 ? 10 : short === 126 ? 4 : 2);
  if (bytes.length < payloadAt) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = short === 127
    ? Number(view.getBigUint64(at + 2))
    : short === 126
    ? view.getUint16(at + 2)
    : short;
  return bytes.length < payloadAt + length ? null : { payloadAt, at: payloadAt + length };
}
