import assert from "node:assert/strict";
import { App } from "fresh";
import type { State } from "@/lib/define.ts";
import { provide } from "@/lib/http/provide.ts";
import { someServices } from "@/tests/support/state.ts";

function client(open = () => Promise.resolve(someServices({}))) {
  const handler = new App<State>()
    .use((ctx) => ctx.next().catch(() => new Response(null, { status: 503 })))
    .use(provide(open))
    .get("/", ({ state }) => {
      state.cookies.push("a=1; Path=/", "b=2; Path=/");
      return new Response(`${state.locale} ${state.requestId} ${state.viewer}`);
    })
    .get("/redirect", ({ state }) => {
      state.cookies.push("a=1; Path=/");
      return Response.redirect("http://maru.test/", 303);
    })
    .get("/kept", ({ state, url }) => {
      if (url.searchParams.has("cookie")) state.cookies.push("a=1; Path=/");
      const caching = url.searchParams.get("caching");
      return new Response("", caching === null ? {} : { headers: { "cache-control": caching } });
    })
    .handler();
  return (path: string, headers: Record<string, string> = {}) =>
    handler(new Request(`http://maru.test${path}`, { headers }));
}

Deno.test("provide() chooses the language by cookie, then address, then browser", async () => {
  const get = client();
  const cases: [path: string, headers: Record<string, string>, locale: string][] = [
    ["/", {}, "en"],
    ["/", { "accept-language": "ko" }, "ko"],
    ["/?hl=en", { "accept-language": "ko" }, "en"],
    ["/?hl=en", { "accept-language": "ko", cookie: "maru-lang=ko" }, "ko"],
    ["/?hl=ko", { cookie: "maru-lang=xx" }, "ko"],
    ["/?hl=xx", { "accept-language": "ko" }, "ko"],
  ];
  for (const [path, headers, locale] of cases) {
    const text = await (await get(path, headers)).text();
    assert(text.startsWith(`${locale} `), `${path} ${JSON.stringify(headers)}: ${text}`);
  }
});

Deno.test("provide() names each request for itself, whatever the client calls it", async () => {
  const get = client();
  const ids = new Set<string>();
  for (let n = 0; n < 3; n++) {
    const response = await get("/", { "x-request-id": "mine" });
    const id = response.headers.get("x-request-id") ?? "";
    assert.match(id, /^[0-9a-z]{20}$/);
    assert((await response.text()).includes(id));
    ids.add(id);
  }
  assert.equal(ids.size, 3);
});

Deno.test("provide() sends every cookie that was put, with a redirect too", async () => {
  const get = client();
  assert.deepEqual((await get("/")).headers.getSetCookie(), ["a=1; Path=/", "b=2; Path=/"]);
  assert.deepEqual((await get("/redirect")).headers.getSetCookie(), ["a=1; Path=/"]);
});

Deno.test("provide() lets no shared cache keep an answer with cookies, and leaves others alone", async () => {
  const get = client();
  const cases: [caching: string | null, withCookie: string][] = [
    ["public, max-age=3600", "private, max-age=3600"],
    ["public, max-age=31536000, immutable", "private, max-age=31536000, immutable"],
    ["no-cache", "private, no-cache"],
    [null, "private, no-cache"],
    ["private, no-cache", "private, no-cache"],
    ["private, no-store", "private, no-store"],
    ["no-store", "no-store"],
  ];
  for (const [caching, withCookie] of cases) {
    const query = caching === null ? "" : `caching=${encodeURIComponent(caching)}`;
    const kept = async (path: string) => (await get(path)).headers.get("cache-control");
    assert.equal(await kept(`/kept?${query}&cookie`), withCookie);
    assert.equal(await kept(`/kept?${query}`), caching);
  }
});

Deno.test("provide() asks again for services that did not open", async () => {
  let opened = 0;
  const get = client(() => {
    if (++opened === 1) return Promise.reject(new Error("the store is away"));
    return Promise.resolve(someServices({}));
  });
  assert.equal((await get("/")).status, 503);
  assert.equal((await get("/")).status, 200);
});
