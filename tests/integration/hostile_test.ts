/** What nobody honest sends: to every address, in every method, with whatever stands in its place. */
import assert from "node:assert/strict";
import { checkStore } from "@/lib/store/check/check.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { listRoutes } from "@/tests/support/routes.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** In place of an id. */
const PLACES = [
  "a".repeat(3000),
  "%F0%9F%90%88".repeat(700),
  "%0d%0aset-cookie:%20a=b",
  "%00",
  "..%2f..%2fsecret",
  "%5cevil.example",
  "%2f%2fevil.example",
  "__proto__",
  "constructor",
  "1.0",
  "-1",
  "%ED%A0%80",
];

/** A guest from this machine, whose requests nobody counts. */
async function guest(app: TestApp): Promise<Browser> {
  const browser = new Browser({ send: (request) => app.send(request, "127.0.0.1") });
  await (await browser.post("/chats", { character: "nobody" })).body?.cancel();
  assert(browser.cookies.size > 0);
  return browser;
}

function expectNoFault(response: Response, text: string, what: string): void {
  assert(response.status < 500, `${response.status} for ${what}`);
  assert.equal(response.headers.get("set-cookie")?.includes("a=b") ?? false, false, what);
  const location = response.headers.get("location");
  assert(location === null || /^\/(?![/\\])/.test(location), `${what} leads to ${location}`);
  assert(!/\.tsx?:\d+|node_modules|at async/.test(text), `${what} shows a stack`);
}

Deno.test("no address answers with a fault, whatever stands in it, in any method", async () => {
  await using app = await openTestApp();
  const me = await guest(app);
  for (const route of await listRoutes()) {
    for (const place of route.includes("[") ? PLACES : [""]) {
      const path = route.replace(/\[+\w+\]+/g, place);
      for (const method of METHODS) {
        // A person's own session is not to end here, nor the person.
        if (/logout|delete|sessions|\/me$/.test(route) && method !== "GET") continue;
        const body = ["GET", "HEAD", "OPTIONS"].includes(method) ? undefined : {};
        const response = await me.json(method, path, body);
        expectNoFault(response, await response.text(), `${method} ${path.slice(0, 80)}`);
      }
    }
  }
  assert.deepEqual(app.logged, []);
  assert.deepEqual(await checkStore(app.kv), []);
});

/** In place of any field or parameter. */
const WORDS = [
  "",
  "x".repeat(30_000),
  "가".repeat(9000),
  "\u0000\u001b[31m",
  "\r\nset-cookie: a=b",
  "//evil.example",
  "/\\evil.example",
  "javascript:alert(1)",
  "<script>alert(1)</script>",
  "9".repeat(400),
  "-1",
  "1e999",
  "NaN",
  "__proto__",
  "\u{1F409}".repeat(5000),
];

const PARAMETERS = [
  "q",
  "tag",
  "cursor",
  "before",
  "edit",
  "sort",
  "hl",
  "v",
  "size",
  "back",
  "step",
];
const FIELDS = [
  "session",
  "text",
  "id",
  "turn",
  "place",
  "to",
  "liked",
  "character",
  "back",
  "lang",
  "do",
];

Deno.test("no query is a fault, on pages and lists", async () => {
  await using app = await openTestApp({ env: { SEED_ON_START: "true" } });
  const me = await guest(app);
  const started = await me.post("/chats", { character: "folio" });
  const chat = started.headers.get("location") ?? "";
  const pages = ["/", "/characters", "/characters/folio", "/chats", chat, "/login", "/avatar.svg"];
  const more = [
    "/characters/folio/portrait",
    "/account/characters",
    "/api/v1/characters",
    "/spaces",
  ];
  for (const page of [...pages, ...more]) {
    for (const parameter of PARAMETERS) {
      for (const word of WORDS) {
        const path = `${page}?${new URLSearchParams({ [parameter]: word })}`;
        const response = await me.get(path);
        expectNoFault(response, await response.text(), path.slice(0, 100));
      }
    }
  }
  assert.deepEqual(app.logged, []);
});

Deno.test("no field of a form is a fault", async () => {
  await using app = await openTestApp({ env: { SEED_ON_START: "true" } });
  const me = await guest(app);
  const started = await me.post("/chats", { character: "folio", fresh: "yes" });
  const chat = started.headers.get("location") ?? "";
  const acts = ["send", "stop", "again", "continue", "choose", "edit", "delete", "undo"];
  const forms = [
    ...acts.map((act) => `${chat}/${act}`),
    "/chats",
    "/lang",
    "/characters/mature",
    "/characters/folio/like",
    "/stories/guest-star/like",
    "/stories/guest-star/1",
    "/account/sessions",
    "/account",
    "/login?back=/",
    "/signup",
  ];
  for (const form of forms) {
    for (const field of FIELDS) {
      for (const word of WORDS) {
        const response = await me.post(form, { [field]: word });
        expectNoFault(
          response,
          await response.text(),
          `${form} with ${field}=${word.slice(0, 20)}`,
        );
        app.wait(60_000);
      }
    }
  }
  await app.services.turns.drain(1_000);
  assert.deepEqual(app.logged, []);
  assert.deepEqual(await checkStore(app.kv), []);
});
