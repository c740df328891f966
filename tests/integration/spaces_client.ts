/** Somebody who uses the API of spaces, as clients of the first system do: with a bearer token. */
import assert from "node:assert/strict";
import type { z } from "zod";
import type { SpaceReply } from "@/lib/spaces/api_reply.ts";
import type { TestApp } from "@/tests/support/app.ts";

export const SPACES = "/api/v1/spatial/spaces";
export type SpaceJson = z.output<typeof SpaceReply>;

/** What the API answered. */
export interface Answer {
  status: number;
  // What is in it is asserted field by field.
  // deno-lint-ignore no-explicit-any
  json: any;
  headers: Headers;
}

export class Caller {
  private constructor(
    readonly app: TestApp,
    readonly id: string,
    readonly nickname: string,
    readonly token: string,
  ) {}

  /** A guest without e-mail. */
  static async guest(app: TestApp, address = "203.0.113.1"): Promise<Caller> {
    return await Caller.#from(app, "/api/v1/auth/guest", undefined, address);
  }

  /** Somebody with an account. */
  static async member(app: TestApp, nickname: string): Promise<Caller> {
    const email = `${crypto.randomUUID()}@example.com`;
    const body = { email, password: "감나무 아래 평상", nickname };
    return await Caller.#from(app, "/api/v1/auth/signup", body, "203.0.113.1");
  }

  static async #from(app: TestApp, path: string, body: unknown, address: string) {
    const response = await app.send(
      new Request(new URL(path, "http://maru.test"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body ?? {}),
      }),
      address,
    );
    const { user, access_token } = await response.json();
    assert.equal(response.status, 201);
    return new Caller(app, user.id, user.nickname, access_token);
  }

  get(path: string): Promise<Answer> {
    return this.call("GET", path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.call("POST", path, body);
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    return await call(this.app, method, path, { body, token: this.token });
  }

  /** Makes a space and gives what the API says of it. */
  async makeSpace(body: Record<string, unknown>): Promise<SpaceJson> {
    const { status, json } = await this.post(SPACES, body);
    assert.equal(status, 201, JSON.stringify(json));
    return json;
  }
}

export async function call(
  app: TestApp,
  method: string,
  path: string,
  { body, token }: { body?: unknown; token?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (token) headers["authorization"] = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await app.fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === "" ? null : JSON.parse(text);
  return { status: response.status, json, headers: response.headers };
}
