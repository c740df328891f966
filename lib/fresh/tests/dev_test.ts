import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import { locateError, readCodeFrame } from "../dev/code_frame.ts";
import { silenced } from "./request.ts";
import { BUILDING } from "./build_case.ts";

const ROOT = fileURLToPath(new URL("./fixtures/site", import.meta.url));
const HTML = { accept: "text/html" };

/** Runs a development server while `run` talks to it. */
async function developing<State>(
  importApp: () => Promise<{ app: App<State> } | App<State>>,
  run: (origin: string) => Promise<void>,
  root = ROOT,
): Promise<unknown[]> {
  const stop = new AbortController();
  const listening = Promise.withResolvers<Deno.NetAddr>();
  const { logged } = await silenced(async () => {
    const running = new Builder({ root }).listen(importApp, {
      port: 0,
      hostname: "127.0.0.1",
      signal: stop.signal,
      onListen: listening.resolve,
    });
    try {
      await run(`http://127.0.0.1:${(await listening.promise).port}`);
    } finally {
      stop.abort();
      await running;
    }
  });
  return logged;
}

const site = () => import("./fixtures/site/main.ts");

Deno.test(
  "in development pages load the reload script, without caching files",
  BUILDING,
  async () => {
    await developing(site, async (origin) => {
      const page = await (await fetch(`${origin}/blog`, { headers: HTML })).text();
      const src = /<script type="module" src="([^"]+)"/.exec(page)?.[1];
      assert.match(src!, /^\/_frsh\/dev\.js\?revision=[\da-f]{32}$/);
      const script = await fetch(origin + src);
      assert.match(script.headers.get("content-type")!, /^text\/javascript/);
      assert.match(await script.text(), /location\.reload/);
      const css = await fetch(`${origin}/app.css`);
      assert.match(await css.text(), /\.a200/);
      assert.match(css.headers.get("cache-control")!, /no-store/);
      assert.equal(css.headers.get("etag"), null);
      for (const path of ["/.secret", "/%2e%2e/main.ts", "/..%2fmain.ts", "/img"]) {
        const res = await fetch(origin + path);
        assert.equal(res.status, 404, path);
        await res.body?.cancel();
      }
    });
  },
);

Deno.test(
  "an error is shown inside of the page, with file, line and an excerpt",
  BUILDING,
  async () => {
    await developing(site, async (origin) => {
      const res = await fetch(`${origin}/refused`, { headers: HTML });
      const html = await res.text();
      assert.equal(res.status, 500);
      assert.match(html, /<h1>Error 500<\/h1>/, "the app's own error page is there, too");
      assert.match(html, /Cannot pass prop &quot;onToggle&quot; of island &quot;Panel&quot;/);
      const early = await (await fetch(`${origin}/early`, { headers: HTML })).text();
      assert.match(early, /<p class="frsh-overlay-place">main\.ts:\d+:\d+<\/p>/);
      assert.match(
        early,
        /<mark>&gt; \d+ \|\s+throw new Error\(&quot;before the file routes&quot;\);/,
      );
      assert.match(early, /<dialog open/);
      assert.doesNotMatch(
        early,
        /style=|<style|onclick/,
        "a strict policy lets the overlay through",
      );
      const css = await fetch(`${origin}/_frsh/overlay.css`);
      assert.equal(css.status, 200);
      await css.body?.cancel();
    });
  },
);

Deno.test(
  "errors are not shown to those who do not ask for HTML, nor below 500",
  BUILDING,
  async () => {
    await developing(site, async (origin) => {
      const json = await fetch(`${origin}/early`, { headers: { accept: "application/json" } });
      assert.equal(await json.text(), "Internal server error");
      const missing = await (await fetch(`${origin}/unknown`, { headers: HTML })).text();
      assert.doesNotMatch(missing, /frsh-overlay/);
    });
  },
);

Deno.test("an app that does not start is shown with the place of its error", BUILDING, async () => {
  const root = await Deno.makeTempDir();
  try {
    const main = `${root}/main.ts`;
    await Deno.writeTextFile(main, "export const a = 1;\nexport const b = (;\n");
    const logged = await developing(() => import(`file://${main}`), async (origin) => {
      const res = await fetch(`${origin}/any`, { headers: HTML });
      const html = await res.text();
      assert.equal(res.status, 500);
      assert.match(html, /frsh-overlay-place">main\.ts:2:/);
      assert.match(html, /<mark>&gt; 2 \| export const b = \(;<\/mark>/);
      assert.match(html, /src="\/_frsh\/dev\.js\?revision=/);
    }, root);
    assert.match(String(logged[0]), /main\.ts/);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("an island that does not compile is shown with its file and line", BUILDING, async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/islands`);
    await Deno.writeTextFile(`${root}/islands/Broken.tsx`, "export const a = 1;\n\nconst b = ;\n");
    await developing(() => Promise.resolve(new App()), async (origin) => {
      const html = await (await fetch(`${origin}/`, { headers: HTML })).text();
      assert.match(html, /frsh-overlay-place">islands\/Broken\.tsx:3:11</);
      assert.match(html, /<mark>&gt; 3 \| const b = ;<\/mark>/);
    }, root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test(
  "an open page hears the revision of the server, and of changed static files",
  BUILDING,
  async () => {
    const root = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${root}/static`);
      const app = new App().get("/", (ctx) => ctx.text("up"));
      await developing(() => Promise.resolve({ app }), async (origin) => {
        assert.equal(await (await fetch(`${origin}/`)).text(), "up");
        const refused = await fetch(`${origin}/_frsh/alive`);
        assert.equal(refused.status, 400);
        await refused.body?.cancel();

        const socket = new WebSocket(`${origin.replace("http", "ws")}/_frsh/alive`);
        const messages: string[] = [];
        let next = Promise.withResolvers<void>();
        socket.onmessage = ({ data }) => {
          messages.push(data);
          next.resolve();
        };
        await next.promise;
        assert.match(messages[0]!, /^\{"revision":"[\da-f]{32}"\}$/);
        next = Promise.withResolvers<void>();
        await Deno.writeTextFile(`${root}/static/a.css`, "a{}");
        await next.promise;
        assert.equal(messages[1], '{"reload":true}');
        const closed = Promise.withResolvers<void>();
        socket.onclose = () => closed.resolve();
        socket.close();
        await closed.promise;
      }, root);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
);

Deno.test("locateError() goes by the cause if the error itself is from elsewhere", BUILDING, () => {
  const cause = new Error("inner");
  cause.stack = `Error: inner\n    at f (file://${ROOT}/node_modules/x/a.js:1:1)\n` +
    `    at g (file://${ROOT}/lib/b.ts:7:3)`;
  const error = new Error("outer", { cause });
  error.stack = "Error: outer\n    at ext:core/x.js:1:1";
  assert.deepEqual(locateError(error, ROOT), { filePath: `${ROOT}/lib/b.ts`, line: 7, column: 3 });
  assert.equal(locateError("text", ROOT), null);
  assert.equal(locateError(null, ROOT), null);
});

Deno.test(
  "readCodeFrame() shows the lines around, and nothing of a file that is gone",
  BUILDING,
  async () => {
    const frame = await readCodeFrame({ filePath: `${ROOT}/main.ts`, line: 1, column: 1 });
    assert.deepEqual(frame.map(({ number }) => number), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(frame.filter(({ isError }) => isError).map(({ number }) => number), [1]);
    assert.deepEqual(await readCodeFrame({ filePath: "/no/such/file", line: 1, column: 1 }), []);
  },
);
