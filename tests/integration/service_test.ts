/** What holds for every answer of the app, whoever wrote its route. */
import assert from "node:assert/strict";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Health } from "@/lib/service/health.ts";
import { REASONS } from "@/lib/errors.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { openTestApp, ORIGIN, type TestApp } from "@/tests/support/app.ts";
import { fillRoute, listRoutes } from "@/tests/support/routes.ts";
import { scriptedModel } from "@/tests/support/scripted_model.ts";

const PATTERNS = await listRoutes();

/** What stands in the seeded store, for the parameters of the routes. */
const VALUES = {
  "characters/id": "duduri",
  "stories/id": "seat-g17",
  "spaces/id": "persimmon-maru",
  "chats/id": "nothere",
  "sessions/id": "nothere",
  "fonts/file": "nothere",
  "scenes/file": "nothere",
  id: "nothere",
  pin: "nothere",
  image: "nothere",
  user_id: "nothere",
  message_id: "nothere",
  message: "nothere",
  sessionId: "nothere",
  room_id: "nothere",
  user: "nothere",
  comment: "nothere",
  chapter: "nothere",
  file: "nothere",
  chapter_id: "nothere",
  comment_id: "nothere",
  person_id: "nothere",
  reply: "nothere",
  unit: "nothere",
  job: "nothere",
  who: "nothere",
  code: "nothere",
  n: "1",
  entry: "0",
  action: "send",
};
const PATHS = PATTERNS.map((pattern) => fillRoute(pattern, VALUES));
const API_PATTERNS = PATTERNS.filter((pattern) => pattern.startsWith("/api/v1/"));

const seeded = (options: Parameters<typeof openTestApp>[0] = {}) =>
  openTestApp({ ...options, env: { SEED_ON_START: "true", ...options.env } });

const isHtml = (response: Response) =>
  response.headers.get("content-type")?.startsWith("text/html") ?? false;

/** Pages whose island ships script: what works without it is tested in a browser. */
const ISLAND_PAGES: ReadonlySet<string> = new Set([
  "/spaces/persimmon-maru",
  "/calls/nothere/ended",
  "/calls/recordings",
  "/calls/character/duduri",
]);

/** Documents that go on growing: what stands in them at first is enough. */
const GROWING: ReadonlySet<string> = new Set([
  "/spaces/persimmon-maru/live",
  "/rooms/nothere/live",
]);

/** What stands in a frame of another page of ours, and in nobody else's. */
const FRAMED: ReadonlySet<string> = new Set(["/stories/seat-g17/1/room/talk"]);

async function readAnswer(response: Response, path: string): Promise<string> {
  if (!GROWING.has(path)) return await response.text();
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

function assertHeaders(response: Response, path: string): void {
  const { headers } = response;
  const policy = headers.get("content-security-policy") ?? "";
  // A picture may be opened by itself, and then does nothing at all.
  if (policy !== "default-src 'none'; sandbox") {
    assert.match(policy, /default-src 'self'.*object-src 'none'/, path);
    const [, framers] = /frame-ancestors ([^;]*)/.exec(policy) ?? [];
    assert.equal(framers, FRAMED.has(path) ? "'self'" : "'none'", path);
  }
  assert.doesNotMatch(policy, /unsafe/, path);
  assert.equal(headers.get("x-content-type-options"), "nosniff", path);
  // A page whose address is a secret tells it to nobody.
  assert.match(
    headers.get("referrer-policy") ?? "",
    /^(strict-origin-when-cross-origin|no-referrer)$/,
    path,
  );
  assert.equal(headers.get("x-frame-options"), FRAMED.has(path) ? "SAMEORIGIN" : "DENY", path);
}

Deno.test("every route answers somebody without an account, with the security headers and a request id", async () => {
  await using app = await seeded();
  for (const path of PATHS) {
    const response = await app.fetch(path);
    const text = await readAnswer(response, path);
    assert(response.status < 500, `${path} ${response.status} ${app.logged.join("\n")}`);
    assertHeaders(response, path);
    assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-z]{20}$/, path);
    if (isHtml(response) && !path.startsWith("/api/")) {
      assert.doesNotMatch(text, /\son[a-z]+=|javascript:/i, path);
      if (!ISLAND_PAGES.has(path)) assert.doesNotMatch(text, /<script/i, path);
    }
  }
  assert.deepEqual(app.logged, []);
});

Deno.test("static files carry the policy as well", async () => {
  await using app = await openTestApp();
  for (const path of ["/maru.css", "/favicon.svg"]) {
    const response = await app.fetch(path);
    assert.equal(response.status, 200, path);
    assertHeaders(response, path);
    await response.body?.cancel();
  }
});

Deno.test("every error carries the headers, too, and names its request", async () => {
  await using app = await openTestApp({
    logLevel: "error",
    routes: (app) =>
      void app.get("/api/broken", () => {
        throw new Error("secret-inside");
      }),
  });
  const cases: [path: string, init: RequestInit, status: number][] = [
    ["/nothere", {}, 404],
    ["/api/v1/nothere", {}, 404],
    ["/api/broken", {}, 500],
    ["/about", { method: "DELETE" }, 405],
    ["/%E0%A4%A", {}, 404],
    ["/characters/%E0%A4%A", {}, 400],
    ["/login", { method: "POST", headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["/api/v1/me", { headers: { authorization: "Bearer x.y.z" } }, 401],
  ];
  for (const [path, init, status] of cases) {
    const response = await app.fetch(path, init);
    const text = await response.text();
    assert.equal(response.status, status, path);
    assertHeaders(response, path);
    assert.equal(response.headers.get("cache-control"), "no-store", path);
    assert.doesNotMatch(text, /secret-inside|\.ts:\d|node_modules/, path);
    if (path.startsWith("/api/")) {
      const id = response.headers.get("x-request-id");
      assert.equal(JSON.parse(text).instance, `urn:maru:request:${id}`);
    }
  }
  assert.equal(app.logged.length, 1);
  assert.match(app.logged[0]!, /secret-inside/);
});

Deno.test("an address that leads nowhere says so in the reader's language, without a script", async () => {
  await using app = await openTestApp();
  for (const lang of LOCALES) {
    const response = await app.fetch("/no/such/page", { headers: { "accept-language": lang } });
    const html = await response.text();
    assert.equal(response.status, 404);
    assert.match(html, new RegExp(`<html lang="${lang}"`));
    assert(html.includes(REASONS.not_found.words[lang]));
    assert.doesNotMatch(html, /<script/);
  }
});

Deno.test("an address of the API that leads nowhere is a problem document", async () => {
  await using app = await openTestApp();
  for (const path of ["/api/nothere", "/api/v1/nothere", "/api/v1/characters/nothere/x", "/api/"]) {
    const response = await app.fetch(path, { headers: { accept: "text/html" } });
    assert.equal(response.status, 404, path);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.equal((await response.json()).type, "urn:maru:problem:not-found");
  }
});

Deno.test("forms of other sites are refused on every route, and nothing is done", async () => {
  await using app = await seeded();
  const before = await Array.fromAsync(app.kv.list({ prefix: [] }));
  const strangers: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "https://other.maru.test" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];
  for (const [n, path] of PATHS.entries()) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      for (const headers of strangers) {
        const request = new Request(ORIGIN + path, { method, headers });
        // One address may not ask that often.
        const response = await app.send(request, `203.0.113.${n % 200}`);
        await response.body?.cancel();
        assert.equal(response.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
      }
    }
  }
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: [] })), before);
});

Deno.test("a form of another site is told as such, not as somebody else's", async () => {
  await using app = await openTestApp();
  const init = { method: "POST", headers: { "sec-fetch-site": "cross-site" } };
  const problem = await (await app.fetch("/api/v1/auth/login", init)).json();
  assert.equal(problem.type, "urn:maru:problem:cross-site");
  assert((await (await app.fetch("/login", init)).text()).includes(REASONS.cross_site.words.en));
});

Deno.test("HEAD is GET without a body, on every route", async () => {
  await using app = await seeded();
  for (const path of PATHS) {
    const get = await app.fetch(path);
    await get.body?.cancel();
    const head = await app.fetch(path, { method: "HEAD" });
    assert.equal(head.body, null, path);
    assert.equal(head.status, get.status, path);
    for (const name of ["content-type", "location", "cache-control"]) {
      assert.equal(head.headers.get(name), get.headers.get(name), `${name} of ${path}`);
    }
    // A page that begins with a random face has another tag each time.
    assert.equal(head.headers.has("etag"), get.headers.has("etag"), path);
  }
});

Deno.test("methods that a route lacks are refused, and the API names those it has", async () => {
  await using app = await seeded();
  for (const path of PATHS) {
    const response = await app.fetch(path, { method: "PROPFIND" });
    assert.equal(response.status, 405, path);
    await response.body?.cancel();
  }
  for (const pattern of API_PATTERNS) {
    const path = fillRoute(pattern, VALUES);
    const allow = (await app.fetch(path, { method: "OPTIONS" })).headers.get("allow") ?? "";
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if (allow.split(", ").includes(method)) continue;
      const response = await app.fetch(path, { method });
      assert.equal(response.status, 405, `${method} ${path}`);
      assert.equal(response.headers.get("allow"), allow);
      await response.body?.cancel();
    }
  }
});

Deno.test("what is public is answered with 304 to who has it, and changes with the language", async () => {
  await using app = await seeded();
  const pages = ["/", "/about", "/characters", "/characters/duduri", "/stories", "/spaces"];
  for (const path of [...pages, "/api/v1/characters", "/api/openapi.json", "/sitemap.xml"]) {
    const first = await app.fetch(path);
    await first.body?.cancel();
    const etag = first.headers.get("etag");
    assert(etag, path);
    const again = await app.fetch(path, { headers: { "if-none-match": etag } });
    assert.equal(again.status, 304, path);
    assert.equal(again.body, null);
    assertHeaders(again, path);
  }
  const english = (await app.fetch("/about")).headers.get("etag")!;
  const headers = { "if-none-match": english, "accept-language": "ko" };
  assert.equal((await app.fetch("/about", { headers })).status, 200);
});

Deno.test("bodies that are too large are refused, with and without a length", async () => {
  await using app = await openTestApp();
  const big = "a".repeat(70 * 1024);
  const stream = () => new Blob([JSON.stringify({ email: big })]).stream();
  const json = { "content-type": "application/json" };
  const login = "/api/v1/auth/login";
  for (const body of [JSON.stringify({ email: big }), stream()]) {
    const response = await app.fetch(login, { method: "POST", headers: json, body });
    assert.equal(response.status, 413);
    assert.equal((await response.json()).type, "urn:maru:problem:too-large");
  }
  const form = await app.fetch("/login", {
    method: "POST",
    body: new URLSearchParams({ email: big }),
  });
  assert.equal(form.status, 413);
  assert((await form.text()).includes(REASONS.too_large.words.en));
});

Deno.test("health says ok, and degraded with 503 once the store is closed", async () => {
  const app = await openTestApp();
  const ok = await app.fetch("/api/v1/health");
  assert.equal(ok.status, 200);
  assert.equal(Health.parse(await ok.json()).status, "ok");
  app.kv.close();
  const down = await app.fetch("/api/v1/health");
  assert.equal(down.status, 503);
  assert.equal(Health.parse(await down.json()).status, "degraded");
  // A page that needs the store says so, and when to come again.
  const page = await app.fetch("/characters");
  assert.equal(page.status, 503);
  assert.equal(page.headers.get("retry-after"), "5");
  assert((await page.text()).includes(REASONS.store_down.words.en));
});

Deno.test("the OpenAPI document is valid, and points at the address that readers use", async () => {
  await using app = await openTestApp();
  const read = async (app: TestApp) => await (await app.fetch("/api/openapi.json")).json();
  const document = await read(app);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert(valid, JSON.stringify(errors));
  assert.equal(document.openapi, "3.1.0");
  assert.deepEqual(document.servers, [{ url: ORIGIN }]);
  const ids = operationsOf(document).map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length);
  await using elsewhere = await openTestApp({ env: { PUBLIC_URL: "https://maru.example" } });
  assert.deepEqual((await read(elsewhere)).servers, [{ url: "https://maru.example" }]);
});

Deno.test("every route of the API is in the document with its methods, and the document has no other", async () => {
  await using app = await openTestApp();
  const document = await (await app.fetch("/api/openapi.json")).json();
  const documented = operationsOf(document).map(({ method, path }) => `${method} ${path}`);
  const served: string[] = [];
  for (const pattern of API_PATTERNS) {
    const path = fillRoute(pattern, VALUES);
    const allow = (await app.fetch(path, { method: "OPTIONS" })).headers.get("allow") ?? "";
    const methods = allow.split(", ").filter((method) => method !== "HEAD" && method !== "OPTIONS");
    assert(methods.length > 0, path);
    const template = pattern.replaceAll("[", "{").replaceAll("]", "}");
    served.push(...methods.map((method) => `${method} ${template}`));
  }
  assert.deepEqual(documented.sort(), served.sort());
});

interface DocumentedOperation {
  method: string;
  path: string;
  operationId: string;
}

function operationsOf(
  document: { paths: Record<string, Record<string, { operationId: string }>> },
): DocumentedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      method: method.toUpperCase(),
      path,
      operationId,
    }))
  );
}

Deno.test("an address that asks too often is told to wait, and others are not", async () => {
  await using app = await openTestApp({ startMs: Date.UTC(2026, 0, 1) });
  const ask = (address: string) => app.send(new Request(`${ORIGIN}/robots.txt`), address);
  for (let n = 0; n < 1200; n++) await (await ask("203.0.113.9")).body?.cancel();
  const refused = await ask("203.0.113.9");
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "1");
  assertHeaders(refused, "/robots.txt");
  assert.equal((await ask("203.0.113.10")).status, 200);
  app.wait(1000);
  assert.equal((await ask("203.0.113.9")).status, 200);
});

Deno.test("a page that streams is sent piece by piece, also to browsers that take it compressed", async () => {
  const script = scriptedModel();
  await using app = await seeded({ chatModel: script.model });
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => app.send(request),
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const guest = await (await fetch(`${origin}/api/v1/auth/guest`, { method: "POST" })).json();
  const headers = { authorization: `Bearer ${guest.access_token}` };
  const post = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const init: RequestInit = { method: "POST", headers, body, redirect: "manual" };
    return (await fetch(origin + path, init)).headers.get("location")!;
  };
  const chat = await post("/chats", { character: "duduri" });
  await post(`${chat}/send`, { id: "a".repeat(20), text: "안녕" });
  const asked = await script.asked();
  for (const encoding of ["identity", "gzip"]) {
    const page = await fetch(origin + chat, {
      headers: { ...headers, "accept-encoding": encoding },
    });
    const reader = page.body!.pipeThrough(new TextDecoderStream()).getReader();
    let html = "";
    const until = async (word: string) => {
      while (!html.includes(word)) {
        const { done, value } = await reader.read();
        assert(!done, `the page ended without ${word}`);
        html += value;
      }
    };
    // Nothing of the reply is there yet, and still the page is.
    await until("is-streaming");
    asked.text(`piece-${encoding} `);
    await until(`piece-${encoding}`);
    assert.doesNotMatch(html, /<\/html>/);
    await reader.cancel();
  }
  asked.end();
});

Deno.test("the log, at its loudest, knows nobody", async () => {
  await using app = await seeded({ logLevel: "debug" });
  const words = {
    email: "haru.secret@example.com",
    password: "감나무 아래 평상",
    nickname: "비밀하루",
    query: "search-for-secret",
    said: "아무에게도 말하지 마세요",
  };
  const { email, password, nickname } = words;
  const headers = { "content-type": "application/json" };
  const joined = await app.fetch("/api/v1/auth/signup", {
    method: "POST",
    headers,
    body: JSON.stringify({ email, password, nickname }),
  });
  const { access_token: token, refresh_token: refresh } = await joined.json();
  const authorization = `Bearer ${token}`;
  await app.fetch(`/characters?q=${words.query}`, { headers: { authorization } });
  const begun = await app.fetch("/chats", {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams({ character: "duduri" }),
  });
  assert.equal(begun.status, 303);
  const chat = begun.headers.get("location")!;
  const sent = await app.fetch(`${chat}/send`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams({ id: "a".repeat(20), text: words.said }),
  });
  assert.equal(sent.status, 303);
  await (await app.fetch(chat, { headers: { authorization } })).text();
  for (const path of ["/nothere", "/api/v1/nothere"]) await app.fetch(`${path}?q=${words.query}`);
  const log = app.logged.join("\n");
  assert(app.logged.length >= 6);
  for (const word of [...Object.values(words), token, refresh, "203.0.113.1"]) {
    assert(!log.includes(word), word);
  }
});
