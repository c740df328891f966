/** Somebody who makes and meets characters: a browser with a cookie jar, and a caller of the API. */
import assert from "node:assert/strict";
import { z } from "zod";
import { CharacterReply } from "@/lib/characters/model.ts";
import { ORIGIN, type TestApp } from "@/tests/support/app.ts";

export type Fields = Record<string, string | File | readonly (string | File)[]>;

/** A person with a browser. Redirects are not followed. */
export class Person {
  readonly cookies = new Map<string, string>();
  language = "ko";

  constructor(readonly app: TestApp, readonly address = "203.0.113.7") {}

  get(path: string): Promise<Response> {
    return this.#send(path, { method: "GET" });
  }

  /** Sends a form as browsers do. */
  post(path: string, fields: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, { method: "POST", body: new URLSearchParams(fields) });
  }

  /** Sends a form with files. */
  upload(path: string, fields: Fields): Promise<Response> {
    const body = new FormData();
    for (const [name, values] of Object.entries(fields)) {
      for (const value of Array.isArray(values) ? values : [values]) body.append(name, value);
    }
    return this.#send(path, { method: "POST", body });
  }

  /** Reads a page that is there. */
  async page(path: string): Promise<string> {
    const response = await this.get(path);
    const html = await response.text();
    assert.equal(response.status, 200, `${path}: ${html.slice(0, 400)}`);
    return html;
  }

  /** Becomes a member. */
  async signUp(name = "하루"): Promise<this> {
    const email = `${crypto.randomUUID()}@example.com`;
    const fields = { email, password: "감나무 아래 평상", nickname: name };
    const response = await this.post("/signup", fields);
    assert.equal(response.status, 303, await response.text());
    return this;
  }

  /** Makes a character by the form; gives its id. */
  async make(fields: Fields): Promise<string> {
    return idIn(locationOf(await this.upload("/characters/new", filled(fields))));
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const request = new Request(new URL(path, ORIGIN), init);
    const headers = {
      "accept": "text/html",
      "accept-language": this.language,
      "sec-fetch-site": "same-origin",
      "origin": ORIGIN,
      "cookie": [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    };
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    const response = await this.app.send(request, this.address);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split("; ");
      const at = pair.indexOf("=");
      if (attributes.includes("Max-Age=0")) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}

/** What the form of a new character sends, with these fields filled in. */
export function filled(fields: Fields): Fields {
  return { lang: "ko", visibility: "private", rating: "everyone", do: "save", ...fields };
}

/** Where an answer leads. */
export function locationOf(response: Response): string {
  assert.equal(response.status, 303);
  return response.headers.get("location") ?? "";
}

/** The id in the address of a character. */
export function idIn(path: string): string {
  return /^\/characters\/([0-9a-z]+)/.exec(path)?.[1] ?? assert.fail(`no character in ${path}`);
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; null for an empty body. */
  json: unknown;
}

/** Calls the API. */
export class Caller {
  token: string | null = null;

  constructor(readonly app: TestApp, readonly address = "203.0.113.8") {}

  /** Becomes a guest with a token. */
  async enter(): Promise<this> {
    const { status, json } = await this.call("POST", "/auth/guest");
    assert.equal(status, 201);
    this.token = z.object({ access_token: z.string() }).parse(json).access_token;
    return this;
  }

  /** Sends JSON, or a form with a file. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.raw(method, path, body);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === "" ? null : JSON.parse(text),
    };
  }

  raw(method: string, path: string, body?: unknown): Promise<Response> {
    const form = body instanceof FormData;
    const headers = {
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      ...(body === undefined || form ? {} : { "content-type": "application/json" }),
    };
    const init = body === undefined ? {} : { body: form ? body : JSON.stringify(body) };
    return this.app.send(
      new Request(`${ORIGIN}/api/v1${path}`, { method, headers, ...init }),
      this.address,
    );
  }

  /** Makes a character and holds the reply to its schema. */
  async make(input: Record<string, unknown>): Promise<CharacterReply> {
    const { status, json } = await this.call("POST", "/characters", input);
    assert.equal(status, 201, JSON.stringify(json));
    return CharacterReply.parse(json);
  }

  /** Lists or searches. */
  async list(query: Record<string, string>): Promise<{ names: string[]; next: string | null }> {
    const { status, json } = await this.call("GET", `/characters?${new URLSearchParams(query)}`);
    assert.equal(status, 200, JSON.stringify(json));
    const page = z.object({ items: z.array(CharacterReply), next_cursor: z.string().nullable() })
      .parse(json);
    return { names: page.items.map(({ name }) => name), next: page.next_cursor };
  }
}

/** A form with one file. */
export function fileForm(bytes: Uint8Array<ArrayBuffer>, name = "card"): FormData {
  const form = new FormData();
  form.set("file", new File([bytes], name));
  return form;
}

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** Holds an answer to be a problem document of this status; gives the paths at fault. */
export function problemOf(answer: Answer, status: number): string[] {
  assert.equal(answer.status, status, JSON.stringify(answer.json));
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  const problem = Problem.parse(answer.json);
  assert.equal(problem.status, status);
  return (problem.errors ?? []).map(({ path }) => path);
}
