import assert from "node:assert/strict";
import { h } from "preact";
import { conditional } from "@/lib/http/conditional.ts";
import { smallApp } from "@/tests/support/state.ts";

const HTML = { "content-type": "text/html; charset=utf-8" };

interface Made {
  body?: BodyInit | null;
  status?: number;
  headers?: Record<string, string>;
}

/** Asks an app whose only route answers `made`. */
function ask(made: Made, init: RequestInit & { headers?: Record<string, string> } = {}) {
  const { body = "hello", status = 200, headers = HTML } = made;
  const handler = smallApp().use(conditional())
    .all("/", () => new Response(body, { status, headers }))
    .handler();
  return handler(new Request("http://maru.test/", init));
}

Deno.test("conditional() gives a page an ETag, and 304 to who has it", async () => {
  const first = await ask({});
  const etag = first.headers.get("etag");
  assert.match(etag ?? "", /^W\/"[\w-]{16}"$/);
  assert.equal(first.headers.get("cache-control"), "private, no-cache");
  assert.equal(await first.text(), "hello");
  const again = await ask({}, { headers: { "if-none-match": etag! } });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), "");
  assert.equal(again.headers.get("etag"), etag);
  const changed = await ask({ body: "hullo" }, { headers: { "if-none-match": etag! } });
  assert.equal(changed.status, 200);
  assert.equal(await changed.text(), "hullo");
});

Deno.test("conditional() compares as caches write it: lists, without W/, and *", async () => {
  const etag = (await ask({})).headers.get("etag")!;
  for (const header of [`"x", ${etag}`, etag.slice(2), `${etag},"y"`, "*"]) {
    assert.equal((await ask({}, { headers: { "if-none-match": header } })).status, 304, header);
  }
  for (const header of ['"x"', "", etag.slice(0, -2), `${etag}x`]) {
    assert.equal((await ask({}, { headers: { "if-none-match": header } })).status, 200, header);
  }
});

Deno.test("conditional() keeps the caching that the route asked for, and its other headers", async () => {
  const headers = { ...HTML, "cache-control": "public, max-age=60", "x-a": "1" };
  const response = await ask({ headers });
  assert.equal(response.headers.get("cache-control"), "public, max-age=60");
  assert.equal(response.headers.get("x-a"), "1");
  const etag = response.headers.get("etag")!;
  const again = await ask({ headers }, { headers: { "if-none-match": etag } });
  assert.equal(again.headers.get("cache-control"), "public, max-age=60");
});

Deno.test("conditional() answers HEAD with the same ETag", async () => {
  const etag = (await ask({})).headers.get("etag")!;
  const head = await ask({}, { method: "HEAD" });
  assert.equal(head.headers.get("etag"), etag);
  const known = await ask({}, { method: "HEAD", headers: { "if-none-match": etag } });
  assert.equal(known.status, 304);
});

Deno.test("conditional() leaves alone what is no whole page: other methods, statuses, types and tags", async () => {
  const untouched: [string, Made, RequestInit?][] = [
    ["POST", {}, { method: "POST" }],
    ["404", { status: 404 }],
    ["CSS", { headers: { "content-type": "text/css" } }],
    ["empty", { body: null, headers: HTML }],
    ["no type", { body: new Uint8Array(3), headers: {} }],
    ["no-store", { headers: { ...HTML, "cache-control": "private, No-Store" } }],
    ["own tag", { headers: { ...HTML, etag: '"mine"' } }],
  ];
  for (const [name, made, init] of untouched) {
    const response = await ask(made, { ...init, headers: { "if-none-match": "*" } });
    assert.equal(response.status, made.status ?? 200, name);
    assert.equal(response.headers.get("etag"), name === "own tag" ? '"mine"' : null, name);
    await response.body?.cancel();
  }
});

Deno.test("conditional() sends a very large page without an ETag", async () => {
  const response = await ask({ body: "a".repeat(600 * 1024) });
  assert.equal(response.headers.get("etag"), null);
  assert.equal((await response.text()).length, 600 * 1024);
});

Deno.test("conditional() holds nothing back of a page that streams and says no-store", async () => {
  const cancelled = Promise.withResolvers<void>();
  const stream = new ReadableStream<Uint8Array>({
    // Sends its head, and then nothing for ever.
    start: (controller) => controller.enqueue(new TextEncoder().encode("<!DOCTYPE html>")),
    cancel: () => cancelled.resolve(),
  });
  const response = await ask({
    body: stream,
    headers: { ...HTML, "cache-control": "no-store" },
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, "<!DOCTYPE html>");
  await reader.cancel();
  await cancelled.promise;
});

Deno.test("conditional() gives no ETag to a page with a nonce, and one to a page without", async () => {
  const handler = smallApp().use(conditional())
    .get("/styled", (ctx) => ctx.render(h("style", null, "p{}")))
    .get("/plain", (ctx) => ctx.render(h("p", null, "a")))
    .handler();
  const styled = await handler(new Request("http://maru.test/styled"));
  assert.equal(styled.headers.get("etag"), null);
  assert.match(await styled.text(), /<style nonce="[0-9a-f]{32}">/);
  assert.notEqual((await handler(new Request("http://maru.test/plain"))).headers.get("etag"), null);
});
