import assert from "node:assert/strict";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import { asFailure } from "@/lib/errors.ts";
import { answerErrors } from "@/lib/http/errors.ts";
import { listOf, ListQuery, type Operation, operation, serve } from "@/lib/http/operation.ts";
import { from, smallApp, type StateOptions } from "@/tests/support/state.ts";

const PATH = "/api/v1/things/:id";
const VIEWER: Viewer = { id: "u1", kind: "full", nickname: "하루", sessionId: "s1" };
const Thing = z.object({ id: z.string(), size: z.number() });

const getThing = operation({
  method: "GET",
  path: "/api/v1/things/{id}",
  summary: "Read a thing",
  tag: "Things",
  auth: "optional",
  params: z.object({ id: z.string().regex(/^[a-z]+$/) }),
  query: z.object({ size: z.coerce.number().int().max(9).default(1) }),
  reply: Thing,
  run: ({ params: { id }, query: { size } }) => Promise.resolve({ id, size }),
});

const putThing = operation({
  method: "PUT",
  path: "/api/v1/things/{id}",
  summary: "Change a thing",
  tag: "Things",
  auth: "required",
  params: z.object({ id: z.string() }),
  body: z.object({ name: z.string().min(1), tags: z.array(z.string()).max(2) }),
  reply: z.object({ by: z.string() }),
  status: 201,
  run: ({ viewer }) => Promise.resolve({ by: viewer.id }),
});

const deleteThing = operation({
  method: "DELETE",
  path: "/api/v1/things/{id}",
  summary: "Remove a thing",
  tag: "Things",
  auth: "required",
  run: () => Promise.resolve(),
});

const postPicture = operation({
  method: "POST",
  path: "/api/v1/things/{id}",
  summary: "Send a picture",
  tag: "Things",
  auth: "optional",
  upload: { maxBytes: 100 },
  reply: z.object({ name: z.string(), alt: z.string() }),
  run: ({ file, form }) => Promise.resolve({ name: file.name, alt: String(form.get("alt")) }),
});

type Ask = (
  method: string,
  options?: { path?: string; body?: unknown; raw?: BodyInit; address?: string },
) => Promise<Response>;

function client(operations: Operation[], options: StateOptions = {}): Ask {
  const handler = smallApp(options).use(answerErrors())
    .route(PATH, { handler: serve(...operations) })
    .handler();
  return (method, { path = "/api/v1/things/abc", body, raw, address = "203.0.113.1" } = {}) => {
    const init: RequestInit = raw !== undefined
      ? { body: raw }
      : body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return handler(new Request(`http://maru.test${path}`, { method, ...init }), from(address));
  };
}

const all = [getThing, putThing, deleteThing, postPicture];

Deno.test("operation() runs on validated input and answers with JSON", async () => {
  const response = await client(all)("GET", { path: "/api/v1/things/abc?size=3&other=1" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.deepEqual(await response.json(), { id: "abc", size: 3 });
});

Deno.test("operation() lists every fault of the input", async () => {
  const ask = client(all, { viewer: VIEWER });
  const response = await ask("PUT", { body: { name: "", tags: ["a", "b", "c"] } });
  assert.equal(response.status, 422);
  const { errors } = await response.json();
  assert.deepEqual(errors.map(({ path }: { path: string }) => path), ["name", "tags"]);
  for (const path of ["/api/v1/things/A1", "/api/v1/things/abc?size=10"]) {
    assert.equal((await ask("GET", { path })).status, 422, path);
  }
});

Deno.test("operation() refuses who is not signed in, before it looks at the input", async () => {
  const ask = client(all);
  for (const method of ["PUT", "DELETE"]) {
    const response = await ask(method, { raw: "{" });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get("www-authenticate"), "Bearer");
  }
  const response = await client(all, { viewer: VIEWER })("PUT", { body: { name: "a", tags: [] } });
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), { by: "u1" });
});

Deno.test("operation() answers 204 where it has nothing to say", async () => {
  const response = await client(all, { viewer: VIEWER })("DELETE");
  assert.equal(response.status, 204);
  assert.equal(response.body, null);
});

Deno.test("operation() does without a body where its schema does, and only there", async () => {
  const ring = operation({
    method: "POST",
    path: "/api/v1/things/{id}",
    summary: "Ring a thing",
    tag: "Things",
    auth: "optional",
    body: z.object({ times: z.number().default(1) }).prefault({}),
    reply: z.object({ times: z.number() }),
    run: ({ body }) => Promise.resolve(body),
  });
  const ask = client([ring, putThing], { viewer: VIEWER });
  assert.deepEqual(await (await ask("POST")).json(), { times: 1 });
  assert.deepEqual(await (await ask("POST", { body: { times: 3 } })).json(), { times: 3 });
  assert.equal((await ask("POST", { body: { times: "x" } })).status, 422);
  assert.equal((await ask("PUT")).status, 415);
  const over = (headers: Record<string, string>, text: string) => {
    const body = new Response(text).body!;
    const request = new Request("http://maru.test/api/v1/things/1", {
      method: "POST",
      headers,
      body,
    });
    return ring.handle({ req: request, url: new URL(request.url), params: {}, state: {} } as never);
  };
  // As a server hands them over: a body of no bytes where none was sent.
  assert.deepEqual(await (await over({}, "")).json(), { times: 1 });
  const empty = { "content-type": "application/json", "content-length": "0" };
  assert.deepEqual(await (await over(empty, "")).json(), { times: 1 });
  await assert.rejects(
    over({}, "{}"),
    (error) => asFailure(error).reason === "unsupported_type",
  );
});

Deno.test("operation() hands over a file that is there and fits", async () => {
  const ask = client(all);
  const send = (sizeBytes: number, field = "file") => {
    const form = new FormData();
    form.set("alt", "그림");
    form.set(field, new File([new Uint8Array(sizeBytes)], "a.png"));
    return ask("POST", { raw: form });
  };
  assert.deepEqual(await (await send(100)).json(), { name: "a.png", alt: "그림" });
  assert.equal((await send(101)).status, 413);
  assert.equal((await send(1, "picture")).status, 422);
  assert.equal((await ask("POST", { body: {} })).status, 415);
});

Deno.test("operation() lets caches ask again for what is public, and keep nothing else", async () => {
  const caching = async (viewer: Viewer | null, method: string) =>
    (await client(all, { viewer })(method)).headers.get("cache-control");
  assert.equal(await caching(null, "GET"), "no-cache");
  assert.equal(await caching(null, "HEAD"), "no-cache");
  assert.equal(await caching(VIEWER, "GET"), "private, no-store");
  assert.equal(await caching(VIEWER, "DELETE"), "private, no-store");
});

Deno.test("serve() refuses other methods with 405 and names its own", async () => {
  const ask = client([getThing, putThing]);
  for (const method of ["POST", "DELETE", "PATCH"]) {
    const response = await ask(method);
    assert.equal(response.status, 405, method);
    assert.equal(response.headers.get("allow"), "GET, PUT, HEAD, OPTIONS");
    assert.equal(response.headers.get("content-type"), "application/problem+json");
  }
});

Deno.test("serve() answers OPTIONS with its methods, and HEAD as GET without a body", async () => {
  const ask = client([getThing]);
  const options = await ask("OPTIONS");
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), "GET, HEAD, OPTIONS");
  const head = await ask("HEAD");
  assert.equal(head.status, 200);
  assert.equal(head.body, null);
  assert.equal((await client([putThing])("HEAD")).status, 405);
});

Deno.test("operation() is throttled by viewer, or by address without one", async () => {
  using kv = await Deno.openKv(":memory:");
  const rule = { name: "things", burst: 2, windowMs: 60_000 };
  const throttled = operation({
    method: "GET",
    path: "/api/v1/things/{id}",
    summary: "Read a thing, not too often",
    tag: "Things",
    auth: "optional",
    reply: z.object({}),
    throttle: rule,
    run: () => Promise.resolve({}),
  });
  const now = () => Date.UTC(2026, 0, 1);
  const nobody = client([throttled], { kv, now });
  for (let n = 0; n < 2; n++) assert.equal((await nobody("GET")).status, 200);
  const refused = await nobody("GET");
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "30");
  assert.equal((await nobody("GET", { address: "203.0.113.2" })).status, 200);
  const somebody = client([throttled], { kv, now, viewer: VIEWER });
  for (let n = 0; n < 2; n++) assert.equal((await somebody("GET")).status, 200);
  assert.equal((await somebody("GET", { address: "203.0.113.9" })).status, 429);
});

Deno.test("ListQuery takes 1 to 100, and 20 where nothing is said", () => {
  assert.deepEqual(ListQuery.parse({}), { limit: 20 });
  assert.deepEqual(ListQuery.parse({ limit: "100", cursor: "x" }), { limit: 100, cursor: "x" });
  for (const limit of ["0", "101", "-1", "1.5", "", "ten", "1e9"]) {
    assert(!ListQuery.safeParse({ limit }).success, limit);
  }
  assert(!ListQuery.safeParse({ cursor: "x".repeat(2049) }).success);
});

Deno.test("listOf() wraps items with the cursor of the next page", () => {
  const schema = listOf(Thing);
  assert(schema.safeParse({ items: [{ id: "a", size: 1 }], next_cursor: null }).success);
  assert(!schema.safeParse({ items: [{ id: "a" }], next_cursor: null }).success);
  assert(!schema.safeParse({ items: [] }).success);
});
