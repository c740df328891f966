import assert from "node:assert/strict";
import { App, page, type PageProps } from "fresh";
import { asset, assetSrcSet, Head, IS_BROWSER } from "fresh/runtime";
import { createContext } from "preact";
import { useContext, useId } from "preact/hooks";
import { request } from "./request.ts";

function Shell({ Component }: PageProps) {
  return (
    <html lang="en">
      <head>
        <title>Shell</title>
        <meta name="description" content="shell" />
        <link rel="stylesheet" href="/app.css" />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}

const textOf = async (app: App<unknown>, path = "/") => await (await request(app, path)).text();
const headOf = (html: string) => /<head>(.*)<\/head>/s.exec(html)?.[1] ?? "";

Deno.test("layouts wrap the page from the innermost out, then the app wrapper", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <body>
          app(<Component />)
        </body>
      </html>
    ))
    .layout("*", ({ Component }) => (
      <>
        root(<Component />)
      </>
    ))
    .layout("/a", ({ Component }) => (
      <>
        a(<Component />)
      </>
    ))
    .route("/a/b", { component: () => <>page</> })
    .route("/c", { component: () => <>page</> });
  assert.match(await textOf(app, "/a/b"), /app\(root\(a\(page\)\)\)/);
  assert.match(await textOf(app, "/c"), /app\(root\(page\)\)/);
});

Deno.test("layouts and routes can leave out what is around them", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <main>
        <Component />
      </main>
    ))
    .layout("*", ({ Component }) => (
      <div>
        <Component />
      </div>
    ))
    .layout("/bare", ({ Component }) => (
      <i>
        <Component />
      </i>
    ), {
      skipAppWrapper: true,
      skipInheritedLayouts: true,
    })
    .route("/bare/x", { component: () => <b>x</b> })
    .route("/no-app", { component: () => <b>x</b>, config: { skipAppWrapper: true } })
    .route("/no-layout", { component: () => <b>x</b>, config: { skipInheritedLayouts: true } })
    .get("/render", (ctx) => ctx.render(<b>x</b>, {}, { skipAppWrapper: true }));
  assert.match(await textOf(app, "/bare/x"), /<body><i><b>x<\/b><\/i><\/body>/);
  assert.match(await textOf(app, "/no-app"), /<body><div><b>x<\/b><\/div><\/body>/);
  assert.match(await textOf(app, "/no-layout"), /<body><main><b>x<\/b><\/main><\/body>/);
  assert.match(await textOf(app, "/render"), /<body><div><b>x<\/b><\/div><\/body>/);
});

Deno.test("a root middleware renders inside of the app wrapper, also for unknown URLs", async () => {
  const app = new App<unknown>().appWrapper(Shell).use(async (ctx) => {
    try {
      return await ctx.next();
    } catch {
      return await ctx.render(<h1>Own page</h1>, { status: 404 });
    }
  });
  const html = await textOf(app, "/unknown");
  assert.match(html, /<title>Shell<\/title>/);
  assert.match(html, /<body><h1>Own page<\/h1><\/body>/);
});

Deno.test("components get the documented props, without methods of the context", async () => {
  let keys: string[] = [];
  const app = new App().route("/:id", {
    handler: () => page(7),
    component: (props) => {
      keys = Object.keys(props).sort();
      return <p>{String(props.data)}{props.params.id}{props.route}</p>;
    },
  });
  assert.match(await textOf(app, "/x"), /<p>7x\/:id<\/p>/);
  assert.deepEqual(keys, [
    "Component",
    "config",
    "data",
    "error",
    "info",
    "isPartial",
    "params",
    "req",
    "route",
    "state",
    "url",
  ]);
});

Deno.test("async pages, layouts and wrappers are awaited", async () => {
  const app = new App()
    .appWrapper(async ({ Component }) => (
      <main>
        {await Promise.resolve("app")}
        <Component />
      </main>
    ))
    .layout("*", async ({ Component }) => (
      <div>
        {await Promise.resolve("lay")}
        <Component />
      </div>
    ))
    .route("/", { component: async () => <p>{await Promise.resolve("page")}</p> });
  assert.match(await textOf(app), /<main>app<div>lay<p>page<\/p><\/div><\/main>/);
});

Deno.test("async pages and layouts may answer with a Response of their own", async () => {
  const app = new App()
    .route("/page", { component: async () => await Promise.resolve(new Response("own")) })
    .layout("/l", async () => await Promise.resolve(new Response("layout")))
    .route("/l/x", { component: () => <p /> });
  assert.equal(await textOf(app, "/page"), "own");
  assert.equal(await textOf(app, "/l/x"), "layout");
});

Deno.test("a context provided by a layout reaches the page", async () => {
  const Name = createContext("nobody");
  const app = new App()
    .layout("*", ({ Component }) => (
      <Name.Provider value="Ann">
        <Component />
      </Name.Provider>
    ))
    .route("/", { component: () => <p>{useContext(Name)}</p> });
  assert.match(await textOf(app), /<p>Ann<\/p>/);
});

Deno.test("pages rendered at the same time do not mix", async () => {
  const app = new App()
    .appWrapper(async ({ Component }) => {
      await Promise.resolve();
      return (
        <html>
          <head />
          <body>
            <Component />
          </body>
        </html>
      );
    })
    .route("/:id", {
      component: async ({ params }) => {
        await Promise.resolve();
        return (
          <>
            <Head>
              <title>{params.id}</title>
            </Head>
            <p>{params.id}</p>
          </>
        );
      },
    });
  const handler = app.handler();
  const ids = Array.from({ length: 20 }, (_, i) => String(i));
  const pages = await Promise.all(ids.map(async (id) => {
    const res = await handler(new Request(`http://localhost/${id}`));
    return await res.text();
  }));
  for (const [i, html] of pages.entries()) {
    assert.match(html, new RegExp(`<title>${i}</title>.*<p>${i}</p>`));
  }
});

Deno.test("useId() gives no id twice, in page and wrapper together", async () => {
  const Field = () => <i id={useId()} />;
  const app = new App()
    .appWrapper(({ Component }) => (
      <main>
        <Field />
        <Component />
      </main>
    ))
    .route("/", {
      component: () => (
        <>
          <Field />
          <Field />
        </>
      ),
    });
  const ids = [...(await textOf(app)).matchAll(/id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 3);
});

Deno.test("<Head> replaces elements of the wrapper in place and appends the rest", async () => {
  const app = new App<unknown>().appWrapper(Shell).route("/", {
    component: () => (
      <>
        <Head>
          <title>Page</title>
          <meta name="description" content="page" />
          <meta name="author" content="A" />
          <link key="page" rel="stylesheet" href="/page.css" />
        </Head>
        <p>content</p>
      </>
    ),
  });
  const html = await textOf(app);
  assert.equal(
    headOf(html),
    '<title>Page</title><meta name="description" content="page"/>' +
      '<link rel="stylesheet" href="/app.css"/><meta name="author" content="A"/>' +
      '<link rel="stylesheet" href="/page.css" data-key="page"/>',
  );
  assert.match(html, /<body><p>content<\/p><\/body>/);
});

Deno.test("of two <Head> elements with one identity the later wins; keys keep both", async () => {
  const Twice = () => (
    <>
      <Head>
        <title>1</title>
        <meta key="a" name="x" content="1" />
      </Head>
      <Head>
        <title>2</title>
        <meta key="b" name="x" content="2" />
      </Head>
    </>
  );
  const app = new App<unknown>().appWrapper(Shell).route("/", { component: Twice });
  const head = headOf(await textOf(app));
  assert.deepEqual(head.match(/<title>.*?<\/title>/g), ["<title>2</title>"]);
  assert.equal(head.match(/name="x"/g)?.length, 2);
});

Deno.test("<Head> takes elements from components inside of it", async () => {
  const Seo = ({ title }: { title: string }) => <title>{title} – {1 + 1}</title>;
  const app = new App<unknown>().appWrapper(Shell)
    .route("/", {
      component: () => (
        <Head>
          <Seo title="In" />
        </Head>
      ),
    });
  assert.match(headOf(await textOf(app)), /<title>In – 2<\/title>/);
});

Deno.test("<Head> works without a wrapper, and in the body of the wrapper", async () => {
  const Titled = () => (
    <>
      <Head>
        <title>T</title>
      </Head>
      <p />
    </>
  );
  const bare = new App().route("/", { component: Titled });
  assert.equal(headOf(await textOf(bare)), '<meta charset="utf-8"/><title>T</title>');
  const late = new App().appWrapper(({ Component }) => (
    <html>
      <head>
        <meta charset="utf-8" />
      </head>
      <body>
        <Titled />
        <Component />
      </body>
    </html>
  )).route("/", { component: () => <i /> });
  assert.equal(headOf(await textOf(late)), '<meta charset="utf-8"/><title>T</title>');
});

Deno.test("every script and style without a nonce gets that of the page", async () => {
  const app = new App().route("/", {
    component: () => (
      <>
        <Head>
          <style>{"a{}"}</style>
        </Head>
        <script src="/a.js" />
        <script nonce="own" src="/b.js" />
      </>
    ),
  });
  const first = await textOf(app);
  const nonces = [...first.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
  assert.equal(nonces.length, 3);
  assert.deepEqual(nonces.filter((nonce) => nonce === "own").length, 1);
  const [own] = nonces.filter((nonce) => nonce !== "own");
  assert.match(own!, /^[\da-f]{32}$/);
  assert.ok(!(await textOf(app)).includes(own!), "the next page has another one");
});

Deno.test("JSX kept in a constant gets a fresh nonce and fresh marks for each request", async () => {
  const constant = (
    <>
      <script src="/a.js" />
      <a href="/a">A</a>
    </>
  );
  const app = new App().appWrapper(() => (
    <html>
      <head />
      <body>{constant}</body>
    </html>
  )).route("/:id", { component: () => <i /> });
  const a = await textOf(app, "/a");
  const b = await textOf(app, "/b");
  assert.match(a, /data-current/);
  assert.doesNotMatch(b, /data-current|aria-current/);
  const nonce = /nonce="([^"]+)"/.exec(a)?.[1];
  assert.ok(nonce && !b.includes(nonce));
  assert.equal(b.match(/<script/g)?.length, 1);
});

const LINKS: [name: string, href: string, at: string, expected: RegExp][] = [
  [
    "the same path as current",
    "/a",
    "/a",
    /aria-current="page".*data-current="true"|data-current="true".*aria-current="page"/,
  ],
  ["the same path with a slash as current", "/a/", "/a", /data-current/],
  [
    "a parent as ancestor",
    "/a",
    "/a/b",
    /aria-current="true".*data-ancestor="true"|data-ancestor="true".*aria-current="true"/,
  ],
  ["the root as ancestor", "/", "/a", /data-ancestor/],
  ["the same query as current", "/a?x=1", "/a?x=1", /data-current/],
  ["another query as ancestor", "/a?x=1", "/a", /data-ancestor/],
  ["a link without query as current, whatever the query", "/a#top", "/a?x=1", /data-current/],
];

for (const [name, href, at, expected] of LINKS) {
  Deno.test(`links mark ${name}`, async () => {
    const app = new App().get("/*", (ctx) => ctx.render(<a href={href}>x</a>));
    assert.match(await textOf(app, at), expected);
  });
}

Deno.test("links elsewhere, to siblings and to other hosts are not marked", async () => {
  const app = new App().get("/*", (ctx) =>
    ctx.render(
      <>
        <a href="/ab">1</a>
        <a href="//a/b">2</a>
        <a href="https://a/">3</a>
        <a>4</a>
      </>,
    ));
  assert.doesNotMatch(await textOf(app, "/a/b"), /aria-current|data-/);
});

Deno.test("a link keeps its own aria-current", async () => {
  const app = new App().get("/a", (ctx) => ctx.render(<a href="/a" aria-current="step">x</a>));
  const html = await textOf(app, "/a");
  assert.match(html, /aria-current="step"/);
  assert.match(html, /data-current="true"/);
});

Deno.test("asset() adds the build id to root-relative paths, once", () => {
  const id = /__frsh_c=(\w*)/.exec(asset("/a.png"))?.[1];
  const locked = id === undefined ? "/a.png" : `/a.png?__frsh_c=${id}`;
  assert.equal(asset("/a.png"), locked);
  assert.equal(asset(asset("/a.png")), locked);
  for (const other of ["a.png", "//host/a.png", "https://host/a.png", ""]) {
    assert.equal(asset(other), other);
  }
  assert.equal(assetSrcSet("/a.png 1x, b.png 2x"), `${locked} 1x, b.png 2x`);
  for (const odd of ["/a(1).png 1x", "/a.png 1x,", ""]) assert.equal(assetSrcSet(odd), odd);
});

Deno.test("IS_BROWSER is false on the server", () => assert.equal(IS_BROWSER, false));
