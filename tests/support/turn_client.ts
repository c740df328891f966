/**
 * A client of TURN that asks for one relay, over TCP: enough to see whether a server takes a credential, and whom it
 * lets one reach. Source: RFC 8489 (STUN messages, long-term credentials), RFC 8656 (TURN).
 */
import { createHash, createHmac } from "node:crypto";

const MAGIC = 0x2112a442;
const METHODS = { allocate: 0x0003, refresh: 0x0004, permit: 0x0008 } as const;
const ATTRIBUTES = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  lifetime: 0x000d,
  peer: 0x0012,
  errorCode: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  transport: 0x0019,
} as const;
const UDP = new Uint8Array([17, 0, 0, 0]);

export type Allocation = { ok: true; relayPort: number } | { ok: false; code: number };

/** What a server says to a request: 0 where it does as asked, or the code of its refusal. */
type Verdict = number;

/** A relay for as long as its connection is open. */
export interface Relay extends Disposable {
  readonly port: number;
  /** Asks to let one peer's packets through. */
  permit(address: string): Promise<Verdict>;
  /** Asks for the relay to go on. */
  refresh(): Promise<Verdict>;
}

interface Server {
  hostname: string;
  port: number;
}
interface Credential {
  username: string;
  credential: string;
}

/** Asks for a relay, and lets go of it. */
export async function allocateRelay(server: Server, credential: Credential): Promise<Allocation> {
  const opened = await openRelay(server, credential);
  if (!opened.ok) return opened;
  using relay = opened.relay;
  return { ok: true, relayPort: relay.port };
}

/** Asks for a relay as a browser does: once without a name, then with the realm and nonce of the refusal. */
export async function openRelay(
  server: Server,
  { username, credential }: Credential,
): Promise<{ ok: true; relay: Relay } | { ok: false; code: number }> {
  const connection = await Deno.connect(server);
  const bare = message(METHODS.allocate, [[ATTRIBUTES.transport, UDP]], null);
  const first = await exchange(connection, bare);
  const realm = first.get(ATTRIBUTES.realm);
  const nonce = first.get(ATTRIBUTES.nonce);
  if (!realm || !nonce) throw new Error("Cannot go on as the server asked for no credential");
  const key = createHash("md5")
    .update(`${username}:${new TextDecoder().decode(realm)}:${credential}`).digest();
  const signed = (method: number, attributes: [number, Uint8Array][]) =>
    exchange(
      connection,
      message(method, [
        ...attributes,
        [ATTRIBUTES.username, new TextEncoder().encode(username)],
        [ATTRIBUTES.realm, realm],
        [ATTRIBUTES.nonce, nonce],
      ], key),
    );
  const second = await signed(METHODS.allocate, [[ATTRIBUTES.transport, UDP]]);
  const relayed = second.get(ATTRIBUTES.relayed);
  if (!relayed) {
    connection.close();
    return { ok: false, code: verdictOf(second) };
  }
  return {
    ok: true,
    relay: {
      port: ((relayed[2]! << 8) | relayed[3]!) ^ (MAGIC >>> 16),
      permit: async (address) =>
        verdictOf(await signed(METHODS.permit, [[ATTRIBUTES.peer, peerAddress(address)]])),
      refresh: async () =>
        verdictOf(
          await signed(METHODS.refresh, [[ATTRIBUTES.lifetime, new Uint8Array([0, 0, 2, 88])]]),
        ),
      [Symbol.dispose]: () => connection.close(),
    },
  };
}

function verdictOf(answer: ReadonlyMap<number, Uint8Array>): Verdict {
  const error = answer.get(ATTRIBUTES.errorCode);
  return error ? (error[2]! & 7) * 100 + error[3]! : 0;
}

/** An IPv4 address, XORed with the magic number; the port counts for nothing in a permission. */
function peerAddress(address: string): Uint8Array {
  const bytes = address.split(".").map(Number);
  return new Uint8Array([
    0,
    1,
    0,
    0,
    ...bytes.map((byte, n) => byte ^ ((MAGIC >>> (24 - 8 * n)) & 0xff)),
  ]);
}

function message(
  method: number,
  attributes: [number, Uint8Array][],
  key: Uint8Array | null,
): Uint8Array {
  const parts = attributes.map(([type, value]) => attribute(type, value));
  const length = parts.reduce((sum, part) => sum + part.length, 0) + (key ? 24 : 0);
  const head = new Uint8Array(20);
  const view = new DataView(head.buffer);
  view.setUint16(0, method);
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
