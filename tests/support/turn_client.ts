/**
 * A client of TURN that asks for one relay, over TCP: enough to see whether a server takes a credential.
 * Source: RFC 8489 (STUN messages, long-term credentials), RFC 8656 (Allocate).
 */
import { createHash, createHmac } from "node:crypto";

const MAGIC = 0x2112a442;
const ALLOCATE = 0x0003;
const ATTRIBUTES = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  transport: 0x0019,
} as const;
const UDP = new Uint8Array([17, 0, 0, 0]);

export type Allocation = { ok: true; relayPort: number } | { ok: false; code: number };

/** Asks for a relay as a browser does: once without a name, then with the realm and nonce of the refusal. */
export async function allocateRelay(
  server: { hostname: string; port: number },
  { username, credential }: { username: string; credential: string },
): Promise<Allocation> {
  using connection = await Deno.connect(server);
  const first = await exchange(connection, message([[ATTRIBUTES.transport, UDP]], null));
  const realm = first.get(ATTRIBUTES.realm);
  const nonce = first.get(ATTRIBUTES.nonce);
  if (!realm || !nonce) throw new Error("Cannot go on as the server asked for no credential");
  const name = new TextEncoder().encode(username);
  const key = createHash("md5")
    .update(`${username}:${new TextDecoder().decode(realm)}:${credential}`).digest();
  const attributes: [number, Uint8Array][] = [
    [ATTRIBUTES.transport, UDP],
    [ATTRIBUTES.username, name],
    [ATTRIBUTES.realm, realm],
    [ATTRIBUTES.nonce, nonce],
  ];
  const second = await exchange(connection, message(attributes, key));
  const relayed = second.get(ATTRIBUTES.relayed);
  if (relayed) return { ok: true, relayPort: ((relayed[2]! << 8) | relayed[3]!) ^ (MAGIC >>> 16) };
  const error = second.get(ATTRIBUTES.errorCode);
  return { ok: false, code: error ? (error[2]! & 7) * 100 + error[3]! : 0 };
}

function message(attributes: [number, Uint8Array][], key: Uint8Array | null): Uint8Array {
  const parts = attributes.map(([type, value]) => attribute(type, value));
  const length = parts.reduce((sum, part) => sum + part.length, 0) + (key ? 24 : 0);
  const head = new Uint8Array(20);
  const view = new DataView(head.buffer);
  view.setUint16(0, ALLOCATE);
  view.setUint16(2, length);
  view.setUint32(4, MAGIC);
  crypto.getRandomValues(head.subarray(8));
  const body = concat([head, ...parts]);
  if (!key) return body;
  const signature = createHmac("sha1", key).update(body).digest();
  return concat([body, attribute(ATTRIBUTES.messageIntegrity, signature)]);
}

function attribute(type: number, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + Math.ceil(value.length / 4) * 4);
  new DataView(bytes.buffer).setUint16(0, type);
  new DataView(bytes.buffer).setUint16(2, value.length);
  bytes.set(value, 4);
  return bytes;
}

async function exchange(
  connection: Deno.Conn,
  request: Uint8Array,
): Promise<Map<number, Uint8Array>> {
  await connection.write(request);
  const head = await readExactly(connection, 20);
  const body = await readExactly(connection, new DataView(head.buffer).getUint16(2));
  const view = new DataView(body.buffer);
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at + 4 <= body.length;) {
    const length = view.getUint16(at + 2);
    found.set(view.getUint16(at), body.slice(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

async function readExactly(connection: Deno.Conn, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const read = await connection.read(bytes.subarray(at));
    if (read === null) throw new Error("Cannot go on as the server hung up");
    at += read;
  }
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
