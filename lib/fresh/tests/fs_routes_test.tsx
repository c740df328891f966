import assert from "node:assert/strict";
import { App } from "fresh";
import { setBuild } from "../app.ts";
import { emptyBuild } from "../build_cache.ts";
import { compareRouteIds, type FsRouteFile, pathToPattern } from "../fs_routes.ts";
import { request, silenced } from "./request.ts";

const PATTERNS: [path: string, pattern: string][] = [
  ["/index", "/"],
  ["/about", "/about"],
  ["/blog/index", "/blog"],
  ["/blog/[slug]", "/blog/:slug"],
  ["/[id]-x", "/:id-x"],
  ["/x[id]", "/x:id"],
  ["/[a]@[b]", "/:a@:b"],
  ["/a/[[id]]", "/a{/:id}?"],
  ["/docs/[...rest]", "/docs/:rest*"],
  ["/(group)/about", "/about"],
  ["/(group)/index", "/"],
];

for (const [path, pattern] of PATTERNS) {
  Deno.test(`pathToPattern() turns ${path} into ${pattern}`, () => {
    assert.equal(pathToPattern(path, false), pattern);
  });
}

Deno.test("pathToPattern() keeps groups for scoping", () => {
  assert.equal(pathToPattern("/(group)/a/[id]", true), "/(group)/a/:id");
});

for (const path of ["/[a][b]", "/[a", "/a]", "/[[a]", "/[]"]) {
  Deno.test(`pathToPattern() refuses ${path}`, () => {
    assert.throws(() => pathToPattern(path, false), /Cannot route/);
  });
}

Deno.test("compareRouteIds() sorts special files first and catch-alls last, folder by folder", () => {
  const sorted = [
    "/_app",
    "/_middleware",
    "/_404",
    "/_layout",
    "/_error",
    "/index",
    "/about",
    "/blog/_middleware",
    "/blog/_layout",
    "/blog/_error",
    "/blog/index",
    "/blog/new",
    "/blog/post-[id]",
    "/blog/(group)/[tag]",
    "/blog/[slug]",
    "/blog/[slug]/edit",
    "/blog/[...rest]",
    "/blog",
    "/[...all]",
  ];
  // A parameter sorts by depth only where one path continues the other.
  const expected = sorted.filter((id) => id !== "/blog/[slug]");
  const at = expected.indexOf("/blog/[slug]/edit");
  expected.splice(at + 1, 0, "/blog/[slug]");
  for (let seed = 0; seed < 20; seed++) {
    const shuffled = sorted
      .map((id, i) => [Math.sin(i * 13 + seed), id] as const)
      .sort(([a], [b]) => a - b)
      .map(([, id]) => id);
    assert.deepEqual(shuffled.sort(compareRouteIds), expected, `seed ${seed}`);
  }
});

/** An app with file routes given as modules; sorted as a build would. */
function appWith(modules: Record<string, unknown>, base = "*"): App<unknown> {
  const fsRoutes: FsRouteFile[] = Object.keys(modules).sort(compareRouteIds)
    .map((id) => ({ id, filePath: `routes${id}.tsx`, mod: modules[id] }));
  const app = new App().fsRoutes(base);
  setBuild(app, { ...emptyBuild(".", "production"), fsRoutes });
  return app;
}

const textOf = async (app: App<unknown>, path: string, init?: RequestInit) =>
  await (await request(app, path, init)).text();

Deno.test("file routes render pages in layouts, with middlewares of their folders", async () => {
  const app = appWith({
    "/_app": {
      default: ({ Component }: { Component: () => null }) => (
        <main>
          <Component />
        </main>
      ),
    },
    "/a/_layout": {
      default: ({ Component }: { Component: () => null }) => (
        <i>
          <Component />
        </i>
      ),
    },
    "/a/_middleware": {
      default: async (ctx: { next(): Promise<Response> }) => {
        const res = await ctx.next();
        res.headers.set("x-a", "1");
        return res;
      },
    },
    "/a/index": { default: () => <b>index</b> },
    "/a": { default: () => <b>never</b> },
    "/b": { default: () => <b>b</b> },
  });
  const res = await request(app, "/a");
  assert.equal(res.headers.get("x-a"), "1");
  assert.match(await res.text(), /<main><i><b>index<\/b><\/i><\/main>/);
  assert.match(await textOf(app, "/b"), /<main><b>b<\/b><\/main>/);
});

Deno.test("fsRoutes() with a path puts everything below it", async () => {
  const app = appWith({ "/index": { handler: () => new Response("in") } }, "/sub");
  assert.equal(await textOf(app, "/sub"), "in");
  assert.equal((await request(app, "/")).status, 404);
});

Deno.test("handlers wins over handler", async () => {
  const app = appWith({
    "/index": { handler: () => new Response("one"), handlers: () => new Response("many") },
  });
  assert.equal(await textOf(app, "/"), "many");
});

Deno.test("routeOverride replaces the pattern of a file", async () => {
  const app = appWith({
    "/x": { config: { routeOverride: "/y/:z" }, handler: () => new Response("here") },
  });
  assert.equal(await textOf(app, "/y/1"), "here");
  assert.equal((await request(app, "/x")).status, 404);
});

Deno.test("groups scope layouts without showing in URLs, and merge by method", async () => {
  const app = appWith({
    "/(a)/_layout": {
      default: ({ Component }: { Component: () => null }) => (
        <i>
          <Component />
        </i>
      ),
    },
    "/(a)/page": { default: () => <b>a</b> },
    "/(a)/form": { handler: { GET: () => new Response("get") } },
    "/(b)/form": { handler: { POST: () => new Response("post") } },
    "/(b)/other": { default: () => <b>b</b> },
  });
  assert.match(await textOf(app, "/page"), /<i><b>a<\/b><\/i>/);
  assert.match(await textOf(app, "/other"), /<body><b>b<\/b><\/body>/);
  assert.equal(await textOf(app, "/form"), "get");
  assert.equal(await textOf(app, "/form", { method: "POST" }), "post");
});

Deno.test("lazy routes of two groups merge by method, too", async () => {
  const lazy = (mod: unknown) => () => Promise.resolve(mod);
  const app = appWith({
    "/(a)/form": lazy({ handler: { GET: () => new Response("get") } }),
    "/(b)/_middleware": {
      default: async (ctx: { next(): Promise<Response> }) => {
        const res = await ctx.next();
        res.headers.set("x-b", "1");
        return res;
      },
    },
    "/(b)/form": lazy({ handler: { POST: () => new Response("post") } }),
  });
  assert.equal(await textOf(app, "/form"), "get");
  const post = await request(app, "/form", { method: "POST" });
  assert.deepEqual([await post.text(), post.headers.get("x-b")], ["post", "1"]);
  assert.equal((await request(app, "/form", { method: "PUT" })).status, 405);
  const options = await request(app, "/form", { method: "OPTIONS" });
  assert.equal(options.headers.get("allow"), "GET, POST");
});

Deno.test("a lazy route that fails to load is a 500, and is tried again", async () => {
  let isBroken = true;
  const app = appWith({
    "/index": () =>
      isBroken ? Promise.reject(new Error("no module")) : Promise.resolve({
        handler: () => new Response("fixed"),
      }),
  });
  const handler = app.handler();
  const ask = () => handler(new Request("http://localhost/"));
  assert.equal((await silenced(ask)).value.status, 500);
  isBroken = false;
  assert.equal(await (await ask()).text(), "fixed");
});

Deno.test("_error catches below its folder; _404 catches every 404", async () => {
  const failing = { handler: () => Promise.reject(new Error("x")) };
  const app = appWith({
    "/_error": { default: () => <b>root</b> },
    "/_404": { default: () => <b>missing</b> },
    "/a/_error": { handler: () => new Response("a", { status: 500 }) },
    "/a/x": failing,
    "/x": failing,
  });
  assert.equal(await textOf(app, "/a/x"), "a");
  assert.match(await textOf(app, "/x"), /<b>root<\/b>/);
  const missing = await request(app, "/a/none");
  assert.match(await missing.text(), /<b>missing<\/b>/);
  assert.equal(missing.status, 404);
});

Deno.test("_middleware by method and _layout handlers are ignored, with a warning", async () => {
  const { value: text, logged } = await silenced(() =>
    textOf(
      appWith({
        "/_middleware": { handler: { GET: () => new Response("never") } },
        "/_layout": {
          default: ({ Component }: { Component: () => null }) => (
            <i>
              <Component />
            </i>
          ),
          handler: () => new Response("never"),
        },
        "/index": { default: () => <b>page</b> },
      }),
      "/",
    )
  );
  assert.match(text, /<i><b>page<\/b><\/i>/);
  assert.match(String(logged[0]), /routes\/_middleware\.tsx/);
  assert.match(String(logged[1]), /routes\/_layout\.tsx/);
});

Deno.test("a module without any usable export is an error that names the file", () => {
  const app = appWith({ "/odd": { other: 1 } });
  assert.throws(() => app.handler(), /routes\/odd\.tsx/);
});

Deno.test("a handler with two parameters is refused: it was written for Fresh 1", () => {
  const app = appWith({ "/old": { handler: (_req: unknown, _ctx: unknown) => new Response() } });
  assert.throws(() => app.handler(), /takes 2 arguments/);
});

Deno.test("css of a route is linked in its head", async () => {
  const app = appWith({ "/index": { default: () => <p />, css: ["/route.css"] } });
  assert.match(await textOf(app, "/"), /<link rel="stylesheet" href="\/route\.css"\/><\/head>/);
});
