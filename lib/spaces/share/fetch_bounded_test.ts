import assert from "node:assert/strict";
import fc from "fast-check";
import { brotliCompressSync, gzipSync } from "node:zlib";
import {
  fetchBounded,
  type FetchLimits,
  type FetchRefusal,
  type FetchResult,
  MAX_REDIRECTS,
} from "@/lib/spaces/share/fetch_bounded.ts";
import { loopbackWeb, openLoopback, openRaw } from "@/lib/spaces/share/loopback_for_tests.ts";
import { PUBLIC_WEB } from "@/lib/spaces/share/web.ts";

const MAX = 64 * 1024;
const never = new AbortController().signal;
const PAGE: FetchLimits = {
  accepts: /^text\/html$/,
  accept: "text/html",
  maxBytes: MAX,
  mayCut: /^text\/html$/,
  signal: never,
};
const PICTURE: FetchLimits = { ...PAGE, accepts: /^image\//, accept: "image/*" };
const html = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });
const textOf = (result: FetchResult) =>
  result.ok ? new TextDecoder().decode(result.fetched.bytes) : result.reason;

Deno.test("fetchBounded() brings a page, and says who asks and nothing about whom for", async () => {
  await using server = openLoopback(() => html("<title>Hello</title>", { "set-cookie": "a=b" }));
  const result = await fetchBounded(loopbackWeb(), server.url("/a?b=c#d"), PAGE);
  assert.equal(textOf(result), "<title>Hello</title>");
  assert.ok(result.ok);
  assert.deepEqual([result.fetched.type, result.fetched.charset], ["text/html", "utf-8"]);
  const { headers, url } = server.asked[0]!;
  assert.equal(headers.get("host"), `page.test:${server.port}`);
  assert.match(headers.get("user-agent") ?? "", /MaruLinkCard/);
  for (const name of ["cookie", "referer", "authorization", "origin"]) {
    assert.equal(headers.get(name), null, name);
  }
  assert.match(url, /\/a\?b=c$/);
});

Deno.test("fetchBounded() unpacks gzip and brotli", async () => {
  await using server = openLoopback(({ url }) =>
    url.endsWith("gz")
      ? html(new Uint8Array(gzipSync("packed")), { "content-encoding": "gzip" })
      : html(new Uint8Array(brotliCompressSync("packed")), { "content-encoding": "br" })
  );
  assert.equal(textOf(await fetchBounded(loopbackWeb(), server.url("/gz"), PAGE)), "packed");
  assert.equal(textOf(await fetchBounded(loopbackWeb(), server.url("/br"), PAGE)), "packed");
});

const CLOSED_URLS = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f.0.0.1/",
  "http://0177.0.0.1/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:a9fe:a9fe]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://１２７.0.0.1/",
  "http://10.0.0.1/",
  "http://localhost/",
  "http://8.8.8.8:22/",
  "http://8.8.8.8:8080/",
  "https://8.8.8.8:8443/",
  "ftp://8.8.8.8/",
  "file:///etc/passwd",
  "gopher://8.8.8.8/",
];

for (const url of CLOSED_URLS) {
  Deno.test(`fetchBounded() goes nowhere for ${url}`, async () => {
    const result = await fetchBounded(PUBLIC_WEB, new URL(url), PAGE);
    assert.deepEqual(result, { ok: false, reason: "closed" });
  });
}

Deno.test("fetchBounded() refuses a name of which one address is private", async () => {
  const web = {
    ...PUBLIC_WEB,
    resolve: () =>
      Promise.resolve([
        { address: "93.184.216.34", family: 4 as const },
        { address: "10.0.0.5", family: 4 as const },
      ]),
  };
  const result = await fetchBounded(web, new URL("http://mixed.test/"), PAGE);
  assert.deepEqual(result, { ok: false, reason: "closed" });
});

Deno.test("fetchBounded() speaks to the address it judged, though the name changes its mind", async () => {
  await using open = openLoopback(() => html("judged"));
  let answers = 0;
  const web = loopbackWeb({
    // The first answer is fine; whoever asks again is sent to where nobody may go.
    resolve: () =>
      Promise.resolve([{
        address: answers++ === 0 ? "127.0.0.1" : "127.0.0.2",
        family: 4 as const,
      }]),
  });
  assert.equal(textOf(await fetchBounded(web, open.url("/"), PAGE)), "judged");
  assert.equal(answers, 1);
  assert.deepEqual(await fetchBounded(web, open.url("/"), PAGE), { ok: false, reason: "closed" });
  assert.equal(open.asked.length, 1);
});

Deno.test("fetchBounded() judges every hop of a redirect anew", async () => {
  await using server = openLoopback(({ url }) => {
    const to = new URL(url).searchParams.get("to");
    return to ? Response.redirect(to, 302) : html("inside");
  });
  const web = loopbackWeb({
    resolve: (host) =>
      Promise.resolve([{ address: host === "inner.test" ? "10.0.0.1" : "127.0.0.1", family: 4 }]),
  });
  const destinations = [
    server.url("/", "inner.test").href,
    "http://169.254.169.254/",
    "http://[::1]/",
    "file:///etc/passwd",
    "javascript:alert(1)",
  ];
  for (const to of destinations) {
    const start = server.url(`/?to=${encodeURIComponent(to)}`);
    assert.deepEqual(await fetchBounded(web, start, PAGE), { ok: false, reason: "closed" }, to);
  }
  assert.equal(server.asked.length, destinations.length);
});

Deno.test("fetchBounded() follows four redirects and no fifth, and no circle", async () => {
  await using server = openLoopback(({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === "/circle") {
      return new Response(null, { status: 301, headers: { location: "/circle" } });
    }
    const left = Number(pathname.slice(1));
    return left === 0
      ? html("arrived")
      : new Response(null, { status: 307, headers: { location: `/${left - 1}` } });
  });
  const from = (path: string) => fetchBounded(loopbackWeb(), server.url(path), PAGE);
  const arrived = await from(`/${MAX_REDIRECTS}`);
  assert.equal(textOf(arrived), "arrived");
  assert.ok(arrived.ok && arrived.fetched.url.pathname === "/0");
  assert.equal(textOf(await from(`/${MAX_REDIRECTS + 1}`)), "redirects");
  assert.equal(textOf(await from("/circle")), "redirects");
});

Deno.test("fetchBounded() drops a name and password that a redirect brings", async () => {
  await using server = openLoopback(({ url }) =>
    url.endsWith("/") ? html("in") : new Response(null, {
      status: 302,
      headers: { location: `http://me:secret@page.test:${server.port}/` },
    })
  );
  assert.equal(textOf(await fetchBounded(loopbackWeb(), server.url("/a"), PAGE)), "in");
  assert.equal(server.asked[1]!.headers.get("authorization"), null);
});

const REFUSED: Record<string, readonly [() => Response, FetchLimits, FetchRefusal]> = {
  "a status that is no success": [() => new Response("x", { status: 404 }), PAGE, "status"],
  "another kind": [() => Response.json({}), PAGE, "type"],
  "no kind at all": [
    () => {
      const response = new Response("x");
      response.headers.delete("content-type");
      return response;
    },
    PAGE,
    "type",
  ],
  "a page where a picture was due": [() => html("x"), PICTURE, "type"],
  "a picture that says it is too long": [
    () => new Response(new Uint8Array(MAX + 1), { headers: { "content-type": "image/png" } }),
    PICTURE,
    "too_large",
  ],
  "a redirect to nowhere": [
    () => new Response(null, { status: 302, headers: { location: "http://" } }),
    PAGE,
    "redirects",
  ],
  "a packing nobody asked for": [() => html("x", { "content-encoding": "zstd" }), PAGE, "broken"],
  "a packing that is broken": [
    () => html("no gzip", { "content-encoding": "gzip" }),
    PAGE,
    "broken",
  ],
};

for (const [kind, [answer, limits, reason]] of Object.entries(REFUSED)) {
  Deno.test(`fetchBounded() refuses ${kind}`, async () => {
    await using server = openLoopback(answer);
    const result = await fetchBounded(loopbackWeb(), server.url("/"), limits);
    assert.deepEqual(result, { ok: false, reason });
  });
}

/** A body that goes on until the other side has had enough. */
function endless(): ReadableStream<Uint8Array> {
  const chunk = new TextEncoder().encode("<p>".repeat(4000));
  return new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
}

Deno.test("fetchBounded() cuts an endless page at the limit, and refuses an endless picture", async () => {
  await using server = openLoopback(({ url }) =>
    new Response(endless(), {
      headers: { "content-type": url.endsWith("png") ? "image/png" : "text/html" },
    })
  );
  const page = await fetchBounded(loopbackWeb(), server.url("/"), PAGE);
  assert.ok(page.ok);
  assert.equal(page.fetched.bytes.length, MAX);
  const picture = await fetchBounded(loopbackWeb(), server.url("/a.png"), PICTURE);
  assert.deepEqual(picture, { ok: false, reason: "too_large" });
});

Deno.test("fetchBounded() unpacks no more of a bomb than the limit", async () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(32 * 1024 * 1024)));
  assert.ok(bomb.length < MAX);
  await using server = openLoopback(() => html(bomb, { "content-encoding": "gzip" }));
  const page = await fetchBounded(loopbackWeb(), server.url("/"), PAGE);
  assert.ok(page.ok);
  assert.equal(page.fetched.bytes.length, MAX);
  await using pictures = openLoopback(() =>
    new Response(bomb, { headers: { "content-type": "image/png", "content-encoding": "gzip" } })
  );
  const picture = await fetchBounded(loopbackWeb(), pictures.url("/"), PICTURE);
  assert.deepEqual(picture, { ok: false, reason: "too_large" });
});

Deno.test("fetchBounded() waits no longer than it is told for a body, a header or a name", async () => {
  const late = (start: URL, web = loopbackWeb()) => {
    const stop = new AbortController();
    const result = fetchBounded(web, start, { ...PAGE, signal: stop.signal });
    return { result, stop };
  };
  const body = Promise.withResolvers<void>();
  await using slowBody = openRaw(async ({ write, wait }) => {
    await write("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\n\r\n<");
    body.resolve();
    await wait();
  });
  const header = Promise.withResolvers<void>();
  await using slowHeader = openRaw(async ({ write, wait }) => {
    await write("HTTP/1.1 200 OK\r\nx-a");
    header.resolve();
    await wait();
  });
  for (const [server, begun] of [[slowBody, body], [slowHeader, header]] as const) {
    const { result, stop } = late(server.url("/"));
    await begun.promise;
    stop.abort();
    assert.deepEqual(await result, { ok: false, reason: "late" });
  }
  const { result, stop } = late(
    new URL("http://slow.test/"),
    loopbackWeb({ resolve: () => new Promise(() => {}) }),
  );
  stop.abort();
  assert.deepEqual(await result, { ok: false, reason: "late" });
});

const BROKEN: Record<string, string> = {
  "headers without end": `HTTP/1.1 200 OK\r\n${"x-a: b\r\n".repeat(20_000)}\r\n`,
  "one header without end": `HTTP/1.1 200 OK\r\nx-a: ${"b".repeat(200_000)}\r\n\r\n`,
  "no HTTP": "220 smtp ready\r\n",
  "two lengths": "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1\r\n" +
    "content-length: 2\r\n\r\nab",
  "chunks that are none":
    "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
};

for (const [kind, text] of Object.entries(BROKEN)) {
  Deno.test(`fetchBounded() survives ${kind}`, async () => {
    await using server = openRaw(({ write }) => write(text));
    const result = await fetchBounded(loopbackWeb(), server.url("/"), PAGE);
    assert.equal(result.ok, false);
    assert.ok(
      !result.ok && ["broken", "unreachable"].includes(result.reason),
      JSON.stringify(result),
    );
  });
}

Deno.test("fetchBounded() takes a connection that breaks for unreachable", async () => {
  await using cut = openRaw(({ write }) =>
    write("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 900\r\n\r\nshort")
  );
  const result = await fetchBounded(loopbackWeb(), cut.url("/"), PAGE);
  assert.deepEqual(result, { ok: false, reason: "unreachable" });
});

Deno.test("fetchBounded() says unreachable where no network is", async () => {
  const web = loopbackWeb({ resolve: () => Promise.reject(new Error("ENOTFOUND")) });
  const result = await fetchBounded(web, new URL("http://example.com/"), PAGE);
  assert.deepEqual(result, { ok: false, reason: "unreachable" });
});

Deno.test("fetchBounded() never throws, whatever a server says", async () => {
  const start = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n";
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }).map((tail) => start + tail),
    fc.string({ maxLength: 60 }).map((name) => `${start}content-encoding: ${name}\r\n\r\nx`),
    fc.string({ maxLength: 60 }).map((to) => `HTTP/1.1 302 Found\r\nlocation: ${to}\r\n\r\n`),
  );
  await fc.assert(
    fc.asyncProperty(odd, async (text) => {
      await using server = openRaw(({ write }) => write(text));
      // A redirect may lead to any name; none but the first exists.
      const web = loopbackWeb({
        resolve: (host) =>
          host === "page.test"
            ? Promise.resolve([{ address: "127.0.0.1", family: 4 }])
            : Promise.reject(new Error("ENOTFOUND")),
        mayUsePort: (port) => port === server.port,
      });
      const result = await fetchBounded(web, server.url("/"), PAGE);
      assert.equal(typeof result.ok, "boolean");
    }),
    { numRuns: 60 },
  );
});
