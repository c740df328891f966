import assert from "node:assert/strict";
import { App, HttpError, page } from "fresh";
import { request, silenced } from "./request.ts";

interface State {
  trail?: string[];
}

const trail = (name: string) => async (ctx: { state: State; next(): Promise<Response> }) => {
  (ctx.state.trail ??= []).push(name);
  const res = await ctx.next();
  res.headers.append("x-after", name);
  return res;
};

const showTrail = (ctx: { state: State }) => new Response((ctx.state.trail ?? []).join(" "));

Deno.test("App answers each method with its own handler", async () => {
  const app = new App()
    .get("/", () => new Response("get"))
    .post("/", () => new Response("post"))
    .put("/", () => new Response("put"))
    .patch("/", () => new Response("patch"))
    .delete("/", () => new Response("delete"));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal(await (await request(app, "/", { method })).text(), method.toLowerCase());
  }
});

Deno.test("App.all() answers OPTIONS, too", async () => {
  const app = new App().all("/", (ctx) => new Response(ctx.req.method));
  assert.equal(await (await request(app, "/", { method: "OPTIONS" })).text(), "OPTIONS");
});

Deno.test("App runs several handlers of a route as a chain", async () => {
  const app = new App<State>().get("/", trail("a"), trail("b"), showTrail);
  assert.equal(await (await request(app, "/")).text(), "a b");
});

Deno.test("ctx.next() in the last handler is a 404", async () => {
  const app = new App().get("/", (ctx) => ctx.next());
  assert.equal((await request(app, "/")).status, 404);
});

Deno.test("App answers HEAD with the GET handler, without a body", async () => {
  const app = new App().get("/", () => new Response("body", { headers: { "x-a": "1" } }));
  const res = await request(app, "/", { method: "HEAD" });
  assert.equal(res.body, null);
  assert.equal(res.headers.get("x-a"), "1");
});

Deno.test("App tells a body that HEAD leaves unread that nobody comes", async () => {
  const left = Promise.withResolvers<unknown>();
  const app = new App()
    .get("/", () => new Response(new ReadableStream({ cancel: left.resolve })))
    .get("/broken", () =>
      new Response(
        new ReadableStream({
          cancel() {
            throw new Error("cannot end");
          },
        }),
      ));
  assert.equal((await request(app, "/", { method: "HEAD" })).body, null);
  await left.promise;
  assert.equal((await request(app, "/broken", { method: "HEAD" })).status, 200);
});

Deno.test("App prefers a HEAD handler, and sends no body with a HEAD error", async () => {
  const app = new App().get("/", () => new Response("get")).head(
    "/",
    () => new Response(null, { headers: { "x-head": "yes" } }),
  );
  assert.equal((await request(app, "/", { method: "HEAD" })).headers.get("x-head"), "yes");
  const missing = await request(app, "/none", { method: "HEAD" });
  assert.equal(missing.status, 404);
  assert.equal(missing.body, null);
});

Deno.test("App answers 404 for unknown paths and 405 for unknown methods", async () => {
  const app = new App().get("/a", () => new Response());
  const missing = await request(app, "/b");
  assert.deepEqual([missing.status, await missing.text()], [404, "Not Found"]);
  const refused = await request(app, "/a", { method: "POST" });
  assert.deepEqual([refused.status, await refused.text()], [405, "Method Not Allowed"]);
  assert.equal((await request(app, "/a", { method: "PROPFIND" })).status, 405);
});

Deno.test("App answers OPTIONS with the registered methods, inside of root middlewares", async () => {
  const app = new App<State>()
    .use(trail("root"))
    .use("/a", trail("deep"))
    .get("/a", () => new Response())
    .post("/a", () => new Response());
  const res = await request(app, "/a", { method: "OPTIONS" });
  assert.equal(res.status, 204);
  assert.equal(res.headers.get("allow"), "GET, POST");
  assert.equal(res.headers.get("x-after"), "root");
});

Deno.test("App collapses repeated slashes, in ctx.url as well", async () => {
  const app = new App().get("/a/b", (ctx) => new Response(ctx.url.pathname + " " + ctx.req.url));
  assert.equal(
    await (await request(app, "//a///b?c=//d")).text(),
    "/a/b http://localhost//a///b?c=//d",
  );
});

Deno.test("App answers a malformed escape with 400, through the error page", async () => {
  const app = new App().onError("*", (ctx) => {
    return new Response("page", { status: (ctx.error as HttpError).status });
  }).get("/p/:id", () => new Response());
  const res = await request(app, "/p/%E0%A4%A");
  assert.deepEqual([res.status, await res.text()], [400, "page"]);
});

Deno.test("App serves only below its basePath", async () => {
  const app = new App({ basePath: "/base/" }).get("/", () => new Response("root"))
    .get("/a/:id", (ctx) => new Response(`${ctx.route} ${ctx.params.id}`));
  assert.equal(await (await request(app, "/base")).text(), "root");
  assert.equal(await (await request(app, "/base/a/1")).text(), "/base/a/:id 1");
  assert.equal((await request(app, "/a/1")).status, 404);
  assert.equal((await request(app, "/basement")).status, 404);
});

Deno.test("use() with a path applies there and below, by whole segments", async () => {
  const app = new App<State>().use("/admin", trail("m"))
    .get("/admin", showTrail).get("/admin/x", showTrail).get("/administrator", showTrail);
  assert.equal(await (await request(app, "/admin")).text(), "m");
  assert.equal(await (await request(app, "/admin/x")).text(), "m");
  assert.equal(await (await request(app, "/administrator")).text(), "");
});

Deno.test("use() goes by the text of a pattern, not by what it matches", async () => {
  const app = new App<State>().use("/o/:id", trail("m"))
    .get("/o/:id/x", showTrail).get("/o/5/y", showTrail);
  assert.equal(await (await request(app, "/o/5/x")).text(), "m");
  assert.equal(await (await request(app, "/o/5/y")).text(), "");
});

Deno.test("a route gets only what was registered before it", async () => {
  const app = new App<State>().get("/early", showTrail).use(trail("m")).get("/late", showTrail);
  assert.equal(await (await request(app, "/early")).text(), "");
  assert.equal(await (await request(app, "/late")).text(), "m");
});

Deno.test("unknown paths run all root middlewares and no deeper one", async () => {
  const app = new App<State>().get("/x", showTrail).use("/admin", trail("deep")).use(trail("root"))
    .notFound((ctx) => new Response((ctx.state.trail ?? []).join(), { status: 404 }));
  assert.equal(await (await request(app, "/admin/none")).text(), "root");
});

Deno.test("a middleware may be lazy and is loaded once", async () => {
  let loads = 0;
  const app = new App<State>().use(async () => {
    loads++;
    return await Promise.resolve(trail("lazy"));
  }).get("/", showTrail);
  const handler = app.handler();
  for (let i = 0; i < 3; i++) {
    assert.equal(await (await handler(new Request("http://localhost/"))).text(), "lazy");
  }
  assert.equal(loads, 1);
});

Deno.test("a middleware can call next() again after it failed", async () => {
  let calls = 0;
  const app = new App().use(async (ctx) => {
    try {
      return await ctx.next();
    } catch {
      return await ctx.next();
    }
  }).get("/", () => {
    if (calls++ === 0) throw new Error("first");
    return new Response("second");
  });
  assert.equal(await (await request(app, "/")).text(), "second");
});

Deno.test("requests do not share state", async () => {
  const app = new App<{ n?: number }>().get("/", (ctx) => {
    ctx.state.n = (ctx.state.n ?? 0) + 1;
    return new Response(String(ctx.state.n));
  });
  assert.equal(await (await request(app, "/")).text(), "1");
  assert.equal(await (await request(app, "/")).text(), "1");
});

Deno.test("mountApp() puts routes and middlewares below a path", async () => {
  const inner = new App<State>({ basePath: "/in" }).use(trail("inner")).get("/x", showTrail);
  const app = new App<State>().use(trail("outer")).mountApp("/m", inner).get("/y", showTrail);
  assert.equal(await (await request(app, "/m/in/x")).text(), "outer inner");
  assert.equal(await (await request(app, "/y")).text(), "outer");
  assert.equal((await request(app, "/x")).status, 404);
});

Deno.test("mountApp() takes over the inner notFound for everything", async () => {
  const inner = new App().notFound(() => new Response("inner 404", { status: 404 }));
  const app = new App().mountApp("/m", inner);
  assert.equal(await (await request(app, "/anything")).text(), "inner 404");
});

Deno.test("a thrown HttpError is sent with its message, or the phrase of its status", async () => {
  const app = new App()
    .get("/own", () => {
      throw new HttpError(418, "Short and stout");
    })
    .get("/phrase", () => Promise.reject(new HttpError(409)));
  const own = await request(app, "/own");
  assert.deepEqual([own.status, await own.text()], [418, "Short and stout"]);
  assert.equal(await (await request(app, "/phrase")).text(), "Conflict");
});

Deno.test("any other error is logged and answered without its message", async () => {
  const app = new App().get("/", () => {
    throw new Error("secret");
  });
  const { value: res, logged } = await silenced(() => request(app, "/"));
  assert.deepEqual([res.status, await res.text()], [500, "Internal server error"]);
  assert.match(String(logged[0]), /secret/);
});

Deno.test("a handler that returns no Response is a 500 that names what it returned", async () => {
  const app = new App().get("/", (() => ({ data: 1 })) as unknown as () => Response);
  const { value: res, logged } = await silenced(() => request(app, "/"));
  assert.equal(res.status, 500);
  assert.match(String(logged[0]), /keys data/);
});

Deno.test("errors travel outwards through middlewares, with ctx.error set", async () => {
  const app = new App().use(async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      assert.equal(ctx.error, error);
      return new Response("caught", { status: 503 });
    }
  }).get("/", () => {
    throw new Error("inner");
  });
  assert.equal(await (await request(app, "/")).text(), "caught");
});

Deno.test("the innermost error page wins, and a failing one passes on to the next", async () => {
  const app = new App()
    .onError("*", () => new Response("root", { status: 500 }))
    .onError("/a", () => new Response("a", { status: 500 }))
    .onError("/a/b", () => {
      throw new Error("again");
    })
    .get("/a/b/x", () => {
      throw new Error("x");
    })
    .get("/a/y", () => {
      throw new Error("y");
    })
    .get("/z", () => {
      throw new Error("z");
    });
  assert.equal(await (await request(app, "/a/b/x")).text(), "a");
  assert.equal(await (await request(app, "/a/y")).text(), "a");
  assert.equal(await (await request(app, "/z")).text(), "root");
});

Deno.test("an error page given as a route renders with the status of the error", async () => {
  const app = new App().onError("*", {
    component: ({ error }) => <p>{(error as HttpError).message}</p>,
  }).get("/", () => {
    throw new HttpError(403, "No entry");
  });
  const res = await request(app, "/", { method: "GET" });
  assert.equal(res.status, 403);
  assert.match(await res.text(), /<p>No entry<\/p>/);
  assert.equal((await request(app, "/", { method: "POST" })).status, 405);
});

Deno.test("notFound answers every 404, however caused; 405 goes to the error page", async () => {
  const app = new App()
    .onError("*", (ctx) => new Response("error", { status: (ctx.error as HttpError).status }))
    .notFound(() => new Response("missing", { status: 404 }))
    .get("/thrown", () => {
      throw new HttpError(404);
    })
    .get("/returned", () => new Response("own", { status: 404 }));
  assert.equal(await (await request(app, "/none")).text(), "missing");
  assert.equal(await (await request(app, "/thrown")).text(), "missing");
  assert.equal(await (await request(app, "/returned")).text(), "own");
  const refused = await request(app, "/thrown", { method: "POST" });
  assert.deepEqual([refused.status, await refused.text()], [405, "error"]);
});

Deno.test("an error page runs outside of the middlewares of its own segment", async () => {
  const app = new App<State>().use(trail("root")).onError("*", () => new Response("page"))
    .onError("/deep", () => new Response("deep"))
    .get("/x", () => {
      throw new Error();
    })
    .get("/deep/x", () => {
      throw new Error();
    });
  assert.equal((await request(app, "/x")).headers.get("x-after"), null);
  assert.equal((await request(app, "/deep/x")).headers.get("x-after"), "root");
});

Deno.test("a middleware sees the notFound page of a route below its path", async () => {
  const app = new App<State>().use(trail("root")).notFound(() => new Response("", { status: 404 }))
    .get("/a/b", () => {
      throw new HttpError(404);
    });
  assert.equal((await request(app, "/a/b")).headers.get("x-after"), "root");
});

Deno.test("route() renders its component for GET, with data from its handler", async () => {
  const app = new App().route("/", {
    handler: { GET: () => page({ name: "Ann" }, { status: 201, headers: { "x-a": "b" } }) },
    component: ({ data }) => <p>{(data as { name: string }).name}</p>,
  });
  const res = await request(app, "/");
  assert.deepEqual([res.status, res.headers.get("x-a")], [201, "b"]);
  assert.equal(res.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(await res.text(), /<p>Ann<\/p>/);
  assert.equal((await request(app, "/", { method: "POST" })).status, 405);
});

Deno.test("route() renders a component for GET if the handlers have none", async () => {
  const app = new App().route("/", {
    handler: { POST: () => new Response("posted") },
    component: ({ data }) => <p>{JSON.stringify(data)}</p>,
  });
  assert.match(await (await request(app, "/")).text(), /<p>\{\}<\/p>/);
  assert.equal(await (await request(app, "/", { method: "POST" })).text(), "posted");
});

Deno.test("a lazy route is loaded once, by the first request, and knows its methods", async () => {
  let loads = 0;
  const app = new App().route("/", () => {
    loads++;
    return Promise.resolve({ handler: { GET: () => new Response("lazy") } });
  });
  const handler = app.handler();
  assert.equal(loads, 0);
  assert.equal(await (await handler(new Request("http://localhost/"))).text(), "lazy");
  const refused = await handler(new Request("http://localhost/", { method: "POST" }));
  assert.equal(refused.status, 405);
  const options = await handler(new Request("http://localhost/", { method: "OPTIONS" }));
  assert.deepEqual([options.status, options.headers.get("allow")], [204, "GET"]);
  assert.equal(loads, 1);
});

Deno.test("page() keeps several cookies", async () => {
  const app = new App().route("/", {
    handler: () => page(null, { headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"]] }),
    component: () => <p />,
  });
  assert.deepEqual((await request(app, "/")).headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("app.config resolves the settings", () => {
  assert.deepEqual(new App({ basePath: "x/" }).config, {
    root: ".",
    basePath: "/x",
    mode: "production",
    trustProxy: false,
  });
});

Deno.test("listen() serves over HTTP and stops by its signal", async () => {
  const stop = new AbortController();
  const { promise, resolve } = Promise.withResolvers<Deno.NetAddr>();
  const app = new App().get("/", (ctx) => {
    assert.ok("hostname" in ctx.info.remoteAddr);
    return new Response(ctx.info.remoteAddr.hostname);
  });
  await app.listen({ port: 0, hostname: "127.0.0.1", signal: stop.signal, onListen: resolve });
  const { port } = await promise;
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "127.0.0.1");
  stop.abort();
});

Deno.test("a wildcard route takes every path, one below a path every path there", async () => {
  const app = new App().get("/a/*", () => new Response("a")).all("*", () => new Response("all"));
  assert.equal(await (await request(app, "/a/b/c")).text(), "a");
  for (const path of ["/", "/x/y"]) assert.equal(await (await request(app, path)).text(), "all");
});

Deno.test('use("/a/*") is use("/a")', async () => {
  const app = new App<State>().use("/a/*", trail("m")).get("/a", showTrail).get("/b", showTrail);
  assert.equal(await (await request(app, "/a")).text(), "m");
  assert.equal(await (await request(app, "/b")).text(), "");
});
