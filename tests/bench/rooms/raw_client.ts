/** A WebSocket client on a bare TCP connection, which reads when it is told to and not before. */
import { FrameReader } from "@/tests/bench/rooms/raw_frames.ts";

const HEAD_END = "\r\n\r\n";

/** An open connection, and what came right after the server's answer. */
export interface Opened {
  conn: Deno.TcpConn;
  rest: Uint8Array;
}

/** Connects and shakes hands. @throws {Error} If the server does not let it in. */
export async function openRaw(port: number, path: string): Promise<Opened> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  conn.setNoDelay(true);
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: bWFydSBtYXJ1IG1hcnUgIQ==",
  ];
  await writeAll(conn, new TextEncoder().encode(lines.join("\r\n") + HEAD_END));
  return { conn, rest: await readHead(conn) };
}

export async function writeAll(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

/** Reads the answer to the handshake; returns what came after it. */
async function readHead(conn: Deno.Conn): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  const buffer = new Uint8Array(4096);
  for (;;) {
    const size = await conn.read(buffer);
    if (size === null) throw new Error("The server closed the connection during the handshake");
    head = new Uint8Array([...head, ...buffer.subarray(0, size)]);
    const text = new TextDecoder("latin1").decode(head);
    const end = text.indexOf(HEAD_END);
    if (end < 0) continue;
    if (!text.startsWith("HTTP/1.1 101")) throw new Error(`Not let in: ${text.slice(0, 500)}`);
    return head.subarray(end + HEAD_END.length);
  }
}

/** Reads to the end. Returns the code that the server closed with; null where the connection just ended. */
export async function readToEnd({ conn, rest }: Opened): Promise<number | null> {
  let code: number | null = null;
  let isClosed = false;
  const reader = new FrameReader({
    onPayload: () => {},
    onAnswer: () => {},
    onClose: (payload) => {
      isClosed = true;
      if (payload.length >= 2) code = payload[0]! << 8 | payload[1]!;
    },
  });
  reader.push(rest);
  const buffer = new Uint8Array(64 * 1024);
  while (!isClosed) {
    const size = await conn.read(buffer).catch(() => null);
    if (size === null) break;
    reader.push(buffer.subarray(0, size));
  }
  return code;
}
