/** Clients of a space for tests that run a real server: a socket whose frames one can wait for, and its door. */
import assert from "node:assert/strict";
import { get as httpGet } from "node:http";

export const SPACES = "/api/v1/spatial/spaces";

// What is in a frame or an answer is asserted field by field.
// deno-lint-ignore no-explicit-any
export type Json = any;

/** The address of a space's socket. */
export function socketUrl(
  origin: string,
  spaceId: string,
  query: Readonly<Record<string, string>>,
): string {
  const url = new URL(`${SPACES}/${spaceId}/ws`, origin);
  url.protocol = "ws:";
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** How a socket came to its end. */
export interface Ended {
  code: number;
  reason: string;
}

/** An open socket that keeps every frame. */
export class SpaceSocket implements Disposable {
  readonly frames: Json[] = [];
  readonly closed: Promise<Ended>;
  readonly #socket: WebSocket;
  #look = () => {};

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    const ended = Promise.withResolvers<Ended>();
    this.closed = ended.promise;
    this.#socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      this.frames.push(...Array.isArray(frame) ? frame : [frame]);
      this.#look();
    };
    this.#socket.onclose = ({ code, reason }) => {
      ended.resolve({ code, reason });
      this.#look();
    };
    // A close follows.
    this.#socket.onerror = () => {};
  }

  /** Opens one and waits until it is welcome. */
  static async open(url: string): Promise<SpaceSocket> {
    const socket = new SpaceSocket(url);
    await socket.until((frame) => frame.type === "welcome");
    return socket;
  }

  send(frame: unknown): void {
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(bytes);
  }

  /** The first frame that was or will be sent of which `isIt` holds. */
  async until(isIt: (frame: Json) => boolean): Promise<Json> {
    const found = Promise.withResolvers<Json>();
    this.#look = () => {
      const frame = this.frames.find(isIt);
      if (frame) found.resolve(frame);
      else if (this.#socket.readyState === WebSocket.CLOSED) {
        found.reject(new Error(`Closed before that came: ${JSON.stringify(this.frames)}`));
      }
    };
    this.#look();
    return await found.promise;
  }

  of(type: string): Json[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}

/** Asks for an upgrade and tells how the door answered: the status, and what came instead of a socket. */
export async function knock(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; json: Json }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; json: Json }>();
  const request = httpGet(url.replace(/^ws/, "http"), {
    agent: false,
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "bWFydSBtYXJ1IG1hcnUgIQ==",
      ...headers,
    },
  });
  request.on("upgrade", (response, socket) => {
    socket.destroy();
    resolve({ status: response.statusCode ?? 0, json: null });
  });
  request.on("response", async (response) => {
    const pieces = await Array.fromAsync(response as AsyncIterable<Uint8Array>);
    const text = new TextDecoder().decode(new Uint8Array(pieces.flatMap((piece) => [...piece])));
    resolve({ status: response.statusCode ?? 0, json: text === "" ? null : JSON.parse(text) });
  });
  request.on("error", reject);
  return await promise;
}

/** Somebody with an access token. */
export class Person {
  constructor(readonly origin: string, readonly id: string, readonly token: string) {}

  /** Makes an account over the API. */
  static async signUp(origin: string, nickname: string): Promise<Person> {
    const response = await fetch(`${origin}/api/v1/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        email: `${crypto.randomUUID()}@example.com`,
        password: "감나무 아래 평상",
        nickname,
      }),
    });
    const json = await response.json();
    assert.equal(response.status, 201, JSON.stringify(json));
    return new Person(origin, json.user.id, json.access_token);
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: Json }> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === "" ? null : JSON.parse(text) };
  }

  /** Makes a space and gives its id. */
  async makeSpace(body: Record<string, unknown>): Promise<string> {
    const { status, json } = await this.call("POST", SPACES, body);
    assert.equal(status, 201, JSON.stringify(json));
    return json.space_id;
  }

  socketUrl(spaceId: string, query: Readonly<Record<string, string>> = {}): string {
    return socketUrl(this.origin, spaceId, { token: this.token, ...query });
  }
}
