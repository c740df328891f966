import assert from "node:assert/strict";
import { App, type Context } from "fresh";
import { request, silenced } from "./request.ts";

async function answer(
  handler: (ctx: Context<unknown>) => Response | Promise<Response>,
  path = "/",
  init?: RequestInit,
): Promise<Response> {
  return await request(new App().get("/*", handler), path, init);
}

const REDIRECTS: [target: string, location: string][] = [
  ["/", "/"],
  ["/a", "/a"],
  ["//evil.com", "/evil.com"],
  ["/a//b///c", "/a/b/c"],
  ["/a//b?next=//c", "/a/b?next=//c"],
  ["/a//b#//c", "/a/b#//c"],
  ["/\\evil.com", "/evil.com"],
  ["https://example.com//x", "https://example.com//x"],
];

for (const [target, location] of REDIRECTS) {
  Deno.test(`ctx.redirect() sends ${target} to ${location}`, async () => {
    const res = await answer((ctx) => ctx.redirect(target));
    assert.deepEqual([res.status, res.headers.get("location")], [302, location]);
    assert.equal(res.body, null);
  });
}

Deno.test("ctx.redirect() takes a status", async () => {
  assert.equal((await answer((ctx) => ctx.redirect("/a", 303))).status, 303);
});

Deno.test("a middleware can add headers to a redirect", async () => {
  const app = new App().use(async (ctx) => {
    const res = await ctx.next();
    res.headers.set("x-a", "1");
    return res;
  }).get("/", (ctx) => ctx.redirect("/b"));
  assert.equal((await request(app, "/")).headers.get("x-a"), "1");
});

Deno.test("ctx.text(), html() and json() set status, headers and content type", async () => {
  const init = { status: 201, headers: { "x-a": "1" } };
  const text = await answer((ctx) => ctx.text("a", init));
  assert.deepEqual([text.status, text.headers.get("x-a")], [201, "1"]);
  assert.equal(text.headers.get("content-type"), "text/plain;charset=UTF-8");
  const html = await answer((ctx) => ctx.html("<p>", init));
  assert.equal(html.headers.get("content-type"), "text/html; charset=utf-8");
  assert.deepEqual([html.status, html.headers.get("x-a"), await html.text()], [201, "1", "<p>"]);
  const json = await answer((ctx) => ctx.json({ a: 1 }, init));
  assert.equal(json.headers.get("content-type"), "application/json");
  assert.deepEqual([json.status, await json.json()], [201, { a: 1 }]);
});

Deno.test("ctx.stream() sends strings and bytes of iterables and functions", async () => {
  const bytes = new TextEncoder().encode("é");
  async function* parts() {
    yield "a";
    await Promise.resolve();
    yield "b";
  }
  const cases = [["a", bytes], parts(), parts];
  const texts: string[] = [];
  for (const source of cases) {
    const res = await answer((ctx) => ctx.stream<string | Uint8Array>(source, { status: 202 }));
    assert.deepEqual([res.status, res.headers.get("content-type")], [202, null]);
    texts.push(await res.text());
  }
  assert.deepEqual(texts, ["aé", "ab", "ab"]);
});

Deno.test("ctx.stream() asks for the next part only when the client reads, and stops with it", async () => {
  const seen: string[] = [];
  async function* parts() {
    try {
      for (let i = 0; i < 10; i++) {
        seen.push(String(i));
        yield String(i);
        await Promise.resolve();
      }
    } finally {
      seen.push("end");
    }
  }
  const res = await answer((ctx) => ctx.stream(parts));
  assert.deepEqual(seen, []);
  const reader = res.body!.getReader();
  await reader.read();
  assert.deepEqual(seen, ["0"]);
  await reader.cancel();
  assert.deepEqual(seen, ["0", "end"]);
});

Deno.test("ctx.stream() breaks off when the source fails", async () => {
  const res = await answer((ctx) =>
    ctx.stream((function* () {
      yield "a";
      throw new Error("source");
    })())
  );
  await assert.rejects(res.text(), /source/);
});

Deno.test("ctx.url shows what a trusted proxy forwards, and nothing of others", async () => {
  const headers = { "x-forwarded-proto": "https, http", "x-forwarded-host": "example.com" };
  const show = (ctx: Context<unknown>) => new Response(ctx.url.href);
  const ask = (trustProxy: boolean) =>
    request(new App({ trustProxy }).get("/a", show), "/a?b", { headers });
  assert.equal(await (await ask(true)).text(), "https://example.com/a?b");
  assert.equal(await (await ask(false)).text(), "http://localhost/a?b");
});

Deno.test("ctx.url ignores a forwarded protocol that is none of the web", async () => {
  const app = new App({ trustProxy: true }).get("/", (ctx) => new Response(ctx.url.protocol));
  const res = await request(app, "/", { headers: { "x-forwarded-proto": "javascript" } });
  assert.equal(await res.text(), "http:");
});

Deno.test("a context knows its route, parameters, config and connection", async () => {
  const app = new App().get("/p/:id", (ctx) =>
    ctx.json({
      route: ctx.route,
      id: ctx.params.id,
      mode: ctx.config.mode,
      remote: ctx.info.remoteAddr.transport,
      error: ctx.error,
      isPartial: ctx.isPartial,
      data: ctx.data === undefined,
    }));
  assert.deepEqual(await (await request(app, "/p/5?fresh-partial=true")).json(), {
    route: "/p/:id",
    id: "5",
    mode: "production",
    remote: "tcp",
    error: null,
    isPartial: true,
    data: true,
  });
});

Deno.test("ctx.render() makes a whole document around JSX, and one with an empty body of null", async () => {
  const page = await answer((ctx) => ctx.render(<p>Hi</p>, { status: 203 }));
  assert.deepEqual([page.status, await page.text()], [
    203,
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><p>Hi</p></body></html>',
  ]);
  const empty = await answer((ctx) => ctx.render(null));
  assert.match(await empty.text(), /<body><\/body>/);
});

Deno.test("ctx.render() keeps headers and cookies of init, and its own content type", async () => {
  const res = await answer((ctx) =>
    ctx.render(<p />, {
      statusText: "Fine",
      headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"], ["content-type", "text/plain"]],
    })
  );
  assert.deepEqual(res.headers.getSetCookie(), ["a=1", "b=2"]);
  assert.equal(res.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(res.statusText, "Fine");
});

Deno.test("ctx.render() refuses what is not JSX, or nothing at all", async () => {
  for (const value of ["text", { a: 1 }, 3, undefined]) {
    const { value: res, logged } = await silenced(() =>
      answer((ctx) => ctx.render(value as unknown as null))
    );
    assert.equal(res.status, 500);
    assert.match(String(logged[0]), /not JSX/);
  }
  const { logged } = await silenced(() =>
    answer((ctx) => (ctx.render as unknown as () => Promise<Response>)())
  );
  assert.match(String(logged[0]), /without an argument/);
});
