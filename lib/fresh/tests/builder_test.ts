import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import type { BuildCache } from "../build_cache.ts";
import { setBuild } from "../app.ts";
import { emptyBuild } from "../build_cache.ts";
import { memoryFile } from "../static_source.ts";
import type { State } from "./fixtures/site/define.ts";
import { app as site } from "./fixtures/site/main.ts";
import { BUILDING } from "./build_case.ts";
import { request, silenced } from "./request.ts";

const ROOT = new URL("./fixtures/site/", import.meta.url).href;

const handler = await (async () => {
  Deno.env.set("FRESH_PUBLIC_SITE_NAME", "Fixture");
  const applyBuild = await new Builder({ root: ROOT }).build({ snapshot: "memory" });
  applyBuild(site);
  return site.handler();
})();

const ask = (path: string, init?: RequestInit) =>
  handler(new Request(`http://localhost${path}`, init));
const textOf = async (path: string) => await (await ask(path)).text();

Deno.test(
  "a memory build serves file routes with layouts, middlewares and error pages",
  BUILDING,
  async () => {
    const index = await ask("/");
    assert.equal(index.headers.get("x-page"), "index");
    assert.equal(index.headers.get("x-trail"), "main,root");
    assert.match(await index.text(), /<h1>Hello<\/h1><p>main > root<\/p>/);
    const post = await ask("/blog/first");
    assert.equal(post.headers.get("x-trail"), "main,root,blog");
    assert.match(await post.text(), /<section class="blog"><h1>Post first<\/h1><\/section>/);
    const missing = await ask("/blog/missing");
    assert.equal(missing.status, 404);
    assert.match(await missing.text(), /<html lang="en">.*<h1>Error 404<\/h1>/s);
    assert.equal(
      (await ask("/blog/first", { method: "POST" })).headers.get("location"),
      "/blog/first",
    );
  },
);

Deno.test(
  "a route before fsRoutes() gets neither wrapper nor error page of the files",
  BUILDING,
  async () => {
    const { value: res } = await silenced(() => ask("/early"));
    assert.deepEqual([res.status, await res.text()], [500, "Internal server error"]);
  },
);

Deno.test(
  "a root middleware renders in the wrapper of the files, for unknown URLs, too",
  BUILDING,
  async () => {
    const res = await ask("/caught");
    assert.deepEqual([res.status, res.headers.get("x-caught")], [418, "yes"]);
    assert.match(await res.text(), /<title>Site<\/title>.*<nav>/s);
  },
);

Deno.test("tests beside routes are no routes", BUILDING, async () => {
  assert.equal((await ask("/index_test")).status, 404);
});

Deno.test("a page without islands has not one byte of script", BUILDING, async () => {
  for (const path of ["/", "/blog", "/blog/x", "/unknown"]) {
    const res = await ask(path);
    assert.doesNotMatch(await res.text(), /<script|<!--/);
    assert.equal(res.headers.get("link"), null);
  }
});

Deno.test("islands stand between markers, without a wrapper element", BUILDING, async () => {
  const html = await textOf("/islands");
  assert.match(html, /<main><!--frsh:island:0--><button type="button" id="a"[^>]*>3 since 1970/);
  assert.match(html, /<em>Shown<\/em>/);
  assert.match(html, /<p data-static="yes">from the server<\/p>/);
});

Deno.test("a slot that is not shown travels in a template", BUILDING, async () => {
  const html = await textOf("/islands");
  assert.match(html, /<template id="frsh-slot-3"><p class="late" hidden>later<\/p><\/template>/);
  assert.equal(html.match(/<template/g)?.length, 1);
});

Deno.test(
  "a page with islands starts them with one script, and preloads all it needs",
  BUILDING,
  async () => {
    const res = await ask("/islands");
    const html = await res.text();
    const scripts = html.match(/<script[^>]*>/g)!;
    assert.equal(scripts.length, 1);
    assert.match(scripts[0]!, /nonce="[\da-f]{32}"/);
    const link = res.headers.get("link")!;
    const imported = [...html.matchAll(/from"([^"]+)"/g)].map(([, path]) => path!);
    assert.equal(imported.length, 4);
    for (const path of imported) assert.ok(link.includes(`<${path}>; rel="modulepreload"`), path);
  },
);

Deno.test(
  "every module of a page is served for good, and so is all it imports",
  BUILDING,
  async () => {
    const queue = [...(await textOf("/islands")).matchAll(/from"([^"]+)"/g)].map(([, path]) =>
      path!
    );
    const seen = new Set<string>();
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const res = await ask(path);
      assert.equal(res.status, 200, path);
      assert.equal(res.headers.get("cache-control"), "public, max-age=31536000, immutable");
      assert.match(res.headers.get("content-type")!, /^text\/javascript/);
      assert.match(path, /^\/_fresh\/js\/[\w-]+-[A-Z0-9]{8}\.js$/);
      const source = await res.text();
      for (const [, name] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) {
        queue.push(`/_fresh/js/${name}`);
      }
    }
    assert.ok(seen.size >= 5);
  },
);

Deno.test("one copy of Preact and of signals serves all islands", BUILDING, async () => {
  const html = await textOf("/islands");
  const link = (await ask("/islands")).headers.get("link")!;
  const paths = [...link.matchAll(/<([^>]+)>/g)].map(([, path]) => path!);
  const sources = await Promise.all(paths.map(textOf));
  assert.equal(
    sources.filter((source) => source.includes("__PREACT_SIGNALS_DEVTOOLS__")).length,
    1,
  );
  assert.equal(sources.filter((source) => source.includes("preact-signals")).length, 1);
  assert.ok(html.includes("fresh-signals"));
});

Deno.test(
  "a page whose props hold no signal does not load the signals module",
  BUILDING,
  async () => {
    assert.doesNotMatch(await textOf("/shop"), /fresh-signals/);
  },
);

Deno.test(
  "dynamic imports, aliases, workers and public variables work in islands",
  BUILDING,
  async () => {
    const html = await textOf("/lazy");
    const path = /from"([^"]*Lazy-[^"]+)"/.exec(html)?.[1];
    const source = await textOf(path!);
    assert.match(source, /hello /);
    assert.match(source, /"Fixture"/);
    assert.doesNotMatch(source, /toUpperCase/, "the dynamic import is a module of its own");
    const worker = /new URL\("\.\/(worker-worker-[A-Z0-9]+\.js)",import\.meta\.url\)/.exec(source)
      ?.[1];
    assert.match(await textOf(`/_fresh/js/${worker}`), /worked for/);
    const chunk = /import\("\.\/([^"]+)"\)/.exec(source)?.[1];
    assert.equal((await ask(`/_fresh/js/${chunk}`)).status, 200);
  },
);

Deno.test(
  "props that cannot be sent make the page fail, naming island and prop",
  BUILDING,
  async () => {
    let message = "";
    const app = new App<State>().use(async (ctx) => {
      ctx.state.trail = [];
      try {
        return await ctx.next();
      } catch (error) {
        message = (error as Error).message;
        throw error;
      }
    }).fsRoutes();
    (await new Builder({ root: ROOT }).build({ snapshot: "memory" }))(app);
    assert.equal((await request(app, "/refused")).status, 500);
    assert.equal(
      message,
      'Cannot pass prop "onToggle" of island "Panel" to the browser as it is a function',
    );
  },
);

Deno.test("building the same files again gives the same build id and names", BUILDING, async () => {
  const links = await Promise.all([1, 2].map(async () => {
    const app = new App<State>().use((ctx) => {
      ctx.state.trail = [];
      return ctx.next();
    }).fsRoutes();
    (await new Builder({ root: ROOT }).build({ snapshot: "memory" }))(app);
    return (await request(app, "/islands")).headers.get("link") ?? assert.fail();
  }));
  assert.equal(links[0], links[1]);
});

Deno.test(
  "an island that does not compile fails the build with file and line",
  BUILDING,
  async () => {
    const root = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${root}/islands`);
      await Deno.writeTextFile(`${root}/islands/Broken.tsx`, "export default () => (\n  <p>\n);\n");
      await assert.rejects(
        new Builder({ root }).build({ snapshot: "memory" }),
        /islands\/Broken\.tsx:\d+:\d+/,
      );
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
);

for (
  const [name, source, message] of [
    ["the server entry", 'import { App } from "fresh";', 'use "fresh/runtime"'],
    ["a JSR package", 'import x from "jsr:@a/b";', "only files and npm packages are supported"],
    ["a missing package", 'import x from "no-such-package";', "no-such-package"],
  ] as const
) {
  Deno.test(
    `an island that imports ${name} fails the build with a clear message`,
    BUILDING,
    async () => {
      const root = await Deno.makeTempDir();
      try {
        await Deno.mkdir(`${root}/islands`);
        const config = { imports: { fresh: "jsr:@fresh/core@^2.3.3" } };
        await Deno.writeTextFile(`${root}/deno.json`, JSON.stringify(config));
        await Deno.writeTextFile(
          `${root}/islands/Odd.ts`,
          `${source}\nexport default () => console.log(${
            name === "the server entry" ? "App" : "x"
          });`,
        );
        await assert.rejects(new Builder({ root }).build({ snapshot: "memory" }), (error) => {
          assert.ok(error instanceof Error);
          assert.ok(error.message.includes(message), error.message);
          return true;
        });
      } finally {
        await Deno.remove(root, { recursive: true });
      }
    },
  );
}

Deno.test("a project without any folder builds to nothing", BUILDING, async () => {
  const root = await Deno.makeTempDir();
  try {
    const app = new App().use(staticFiles()).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    assert.equal((await request(app, "/")).status, 404);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

// Static files

Deno.test("staticFiles() sends files with type, length and ETag", BUILDING, async () => {
  const res = await ask("/dot.svg");
  const body = await res.text();
  assert.equal(res.headers.get("content-type"), "image/svg+xml; charset=utf-8");
  assert.equal(res.headers.get("content-length"), String(body.length));
  assert.match(res.headers.get("etag")!, /^W\/"[\da-f]+"$/);
  assert.equal(res.headers.get("vary"), "If-None-Match");
  assert.equal(
    res.headers.get("cache-control"),
    "no-cache, no-store, max-age=0, must-revalidate",
  );
});

Deno.test("staticFiles() answers 304 to the ETag it gave, for GET and HEAD", BUILDING, async () => {
  const etag = (await ask("/dot.svg")).headers.get("etag")!;
  for (const method of ["GET", "HEAD"]) {
    for (const value of [etag, `"other", ${etag}`, etag.slice(2), "*"]) {
      const res = await ask("/dot.svg", { method, headers: { "if-none-match": value } });
      assert.deepEqual([res.status, res.body, res.headers.get("etag")], [304, null, etag]);
    }
    const changed = await ask("/dot.svg", { method, headers: { "if-none-match": 'W/"old"' } });
    assert.equal(changed.status, 200);
  }
});

Deno.test(
  "staticFiles() sends HEAD without a body and refuses other methods",
  BUILDING,
  async () => {
    const head = await ask("/dot.svg", { method: "HEAD" });
    assert.equal(head.body, null);
    assert.ok(Number(head.headers.get("content-length")) > 0);
    const post = await ask("/dot.svg", { method: "POST" });
    assert.deepEqual([post.status, post.headers.get("allow")], [405, "GET, HEAD"]);
  },
);

Deno.test(
  "staticFiles() hides dot-files but .well-known, and decodes names",
  BUILDING,
  async () => {
    assert.equal((await ask("/.secret")).status, 404);
    assert.equal((await ask("/.well-known/ok.txt")).status, 200);
    assert.equal((await ask("/img/a%20b.txt")).status, 200);
    for (const path of ["/img", "/img/", "/%2e%2e/main.ts", "/..%2fmain.ts", "/%zz"]) {
      assert.notEqual((await ask(path)).status, 200, path);
    }
  },
);

Deno.test(
  "an asset parameter makes a file permanent; a wrong one is redirected away",
  BUILDING,
  async () => {
    const id = /__frsh_c=(\w+)/.exec(await textOf("/app.css"))?.[1];
    assert.match(id!, /^[\da-f]{40}$/);
    const right = await ask(`/dot.svg?__frsh_c=${id}`);
    assert.equal(right.headers.get("cache-control"), "public, max-age=31536000, immutable");
    const wrong = await ask("/dot.svg?a=1&__frsh_c=old");
    assert.deepEqual([wrong.status, wrong.headers.get("location")], [307, "/dot.svg?a=1"]);
  },
);

Deno.test("staticFiles() chooses an encoding that the client accepts", BUILDING, async () => {
  const encoder = new TextEncoder();
  const file = memoryFile(
    { path: "/a.css", hash: "1", encodings: ["br", "gzip"] },
    encoder.encode("plain"),
  );
  const build: BuildCache = {
    ...emptyBuild(".", "production"),
    getStaticFile: () => ({
      ...file,
      open: (encoding) => {
        const body = encoder.encode(encoding ?? "plain");
        return Promise.resolve({ body, sizeBytes: body.byteLength });
      },
    }),
  };
  const app = new App().use(staticFiles());
  setBuild(app, build);
  const cases: [accept: string | null, encoding: string | null][] = [
    [null, null],
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["*", "br"],
    ["identity", null],
    ["BR", "br"],
    ["br;q=0, *;q=0", null],
  ];
  for (const [accept, encoding] of cases) {
    const headers = accept === null ? {} : { "accept-encoding": accept };
    const res = await request(app, "/a.css", { headers });
    assert.equal(res.headers.get("content-encoding"), encoding, String(accept));
    assert.equal(await res.text(), encoding ?? "plain");
    assert.equal(res.headers.get("vary"), "If-None-Match, Accept-Encoding");
  }
});

Deno.test("static files and modules live below the basePath", BUILDING, async () => {
  const app = new App<State>({ basePath: "/base" }).use(staticFiles()).use((ctx) => {
    ctx.state.trail = [];
    return ctx.next();
  }).fsRoutes();
  (await new Builder({ root: ROOT }).build({ snapshot: "memory" }))(app);
  assert.equal((await request(app, "/base/dot.svg")).status, 200);
  assert.equal((await request(app, "/dot.svg")).status, 404);
  const html = await (await request(app, "/base/islands")).text();
  const path = /from"([^"]+)"/.exec(html)?.[1];
  assert.match(path!, /^\/base\/_fresh\/js\//);
  assert.equal((await request(app, path!)).status, 200);
});
