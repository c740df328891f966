/** Clients of the account routes: one that speaks the API, and a browser with a cookie jar. */
import assert from "node:assert/strict";
import { z } from "zod";
import { SignedIn } from "@/lib/accounts/wire.ts";
import type { AccountsApp } from "@/tests/integration/accounts_app.ts";

const ORIGIN = "http://maru.test";

export interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface CallOptions {
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: string;
  token?: string;
  headers?: Record<string, string>;
  address?: string;
}

/** Calls the API and reads its JSON; an empty answer is `{}`. */
export async function call(
  app: AccountsApp,
  method: string,
  path: string,
  { body, raw, token, headers = {}, address }: CallOptions = {},
): Promise<Reply> {
  const request = new Request(ORIGIN + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(raw !== undefined
      ? { body: raw }
      : body === undefined
      ? {}
      : { body: JSON.stringify(body) }),
  });
  const response = await app.send(request, address);
  const text = await response.text();
  const json = text === "" ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return { status: response.status, headers: response.headers, body: json };
}

export interface Entered {
  user: z.infer<typeof SignedIn>["user"];
  token: string;
  refresh: string;
}

/** What a sign-in answered, held to its schema. */
export function signedIn(reply: Reply): Entered {
  const { user, access_token, refresh_token } = SignedIn.parse(reply.body);
  return { user, token: access_token, refresh: refresh_token };
}

export async function signUp(
  app: AccountsApp,
  email: string,
  password: string,
  options: CallOptions = {},
): Promise<Entered> {
  const body = { email, password, nickname: "하루" };
  const reply = await call(app, "POST", "/api/v1/auth/signup", { ...options, body });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return signedIn(reply);
}

/** Sends what a browser sends, keeps its cookies, and follows no redirect by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  language = "en";
  userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

  constructor(readonly app: Pick<AccountsApp, "send">, readonly origin = ORIGIN) {}

  get(path: string): Promise<Response> {
    return this.#send(path, { method: "GET" });
  }

  post(
    path: string,
    fields: Record<string, string> | FormData,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    return this.#send(path, { method: "POST", body }, headers);
  }

  /** A `fetch` of a script on a page, with the cookie and no token. */
  json(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    if (body === undefined) return this.#send(path, { method }, headers);
    const type = { "content-type": "application/json" };
    return this.#send(path, { method, body: JSON.stringify(body) }, { ...type, ...headers });
  }

  async signUp(email: string, password: string): Promise<Response> {
    const response = await this.post("/signup", { email, password, nickname: "하루" });
    assert.equal(response.status, 303, await response.text());
    return response;
  }

  async #send(path: string, init: RequestInit, extra: Record<string, string> = {}) {
    const request = new Request(this.origin + path, init);
    const headers = {
      "accept": "text/html",
      "accept-language": this.language,
      "user-agent": this.userAgent,
      "sec-fetch-site": "same-origin",
      "origin": this.origin,
      "cookie": [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...extra,
    };
    for (const [name, value] of Object.entries(headers)) {
      if (value === "") request.headers.delete(name);
      else request.headers.set(name, value);
    }
    const response = await this.app.send(request);
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const at = pair.indexOf("=");
    if (attributes.includes("Max-Age=0")) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
