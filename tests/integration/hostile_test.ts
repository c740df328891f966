/** What nobody honest sends: to every address, in every method, with whatever stands in its place. */
import assert from "node:assert/strict";
import { checkStore } from "@/lib/store/check/check.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { openTestApp, ORIGIN, type TestApp } from "@/tests/support/app.ts";
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

/** What an answer holds; of a document that goes on growing, what stands in it at first. */
async function readSome(response: Response, route: string): Promise<string> {
  if (!route.endsWith("/live") || !response.body) return await response.text();
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
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
        const text = await readSome(response, route);
        expectNoFault(response, text, `${method} ${path.slice(0, 80)}`);
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

Deno.test("an address full of guests asks for no more replies than one provider's bill can bear", async () => {
  await using app = await openTestApp({ env: { SEED_ON_START: "true" }, startMs: Date.now() });
  const asked: number[] = [];
  for (let n = 0; n < 10; n++) {
    const me = new Browser({ send: (request) => app.send(request, "203.0.113.9") });
    const begun = await me.post("/chats", { character: "folio" });
    const chat = begun.headers.get("location") ?? "";
    await begun.body?.cancel();
    for (let said = 0; said < 29; said++) {
      const response = await me.post(`${chat}/send`, { id: `abcdefgh${said}`, text: "hello" });
      await response.body?.cancel();
      asked.push(response.status);
    }
  }
  assert.deepEqual(new Set(asked.slice(0, 240)), new Set([303]));
  assert.deepEqual(new Set(asked.slice(240)), new Set([429]));
  await app.services.turns.drain(2_000);
});

Deno.test("nobody begins conversations without end", async () => {
  await using app = await openTestApp({ env: { SEED_ON_START: "true" } });
  const me = await guest(app);
  const statuses: number[] = [];
  for (let n = 0; n < 125; n++) {
    const response = await me.post("/chats", { character: "folio", fresh: "yes" });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.equal(statuses[100], 303);
  assert.equal(statuses.at(-1), 429);
});

/** A card from elsewhere, as JSON; what it does not say is ordinary. */
function cardFile(data: object): File {
  const ordinary = { name: "Haru", description: "", personality: "", scenario: "" };
  const card = { ...ordinary, first_mes: "Hi.", mes_example: "", ...data };
  const text = JSON.stringify({ spec: "chara_card_v2", spec_version: "2.0", data: card });
  return new File([text], "card.json", { type: "application/json" });
}

/** Somebody who brings cards over the API. */
async function bringer(app: TestApp) {
  const send = (request: Request) => app.send(request, "127.0.0.1");
  const entered = await send(new Request(`${ORIGIN}/api/v1/auth/guest`, { method: "POST" }));
  const { access_token } = await entered.json();
  const headers = { authorization: `Bearer ${access_token}` };
  const ask = (method: string, path: string, body?: BodyInit, more: HeadersInit = {}) =>
    send(
      new Request(ORIGIN + path, { method, headers: { ...headers, ...more }, body: body ?? null }),
    );
  const bring = async (data: object): Promise<string> => {
    const form = new FormData();
    form.set("file", cardFile(data));
    const response = await ask("POST", "/api/v1/characters/import", form);
    assert.equal(response.status, 201, await response.clone().text());
    return (await response.json()).id;
  };
  return { ask, bring };
}

const MONSTERS: Record<string, object> = {
  "a long name": { name: "N".repeat(1_000_000), first_mes: "<bot>".repeat(100_000) },
  "a long nickname": { nickname: "<user>".repeat(200_000), description: "{{char}}".repeat(90_000) },
  "half a letter": { name: "\ud800", tags: ["\udfff", "tea"], creator_notes: "\ud83d" },
  "400,000 greetings": { alternate_greetings: Array(400_000).fill("a") },
  "a greeting of millions": { first_mes: "가".repeat(1_200_000) },
  "60,000 tags": { tags: Array.from({ length: 60_000 }, (_, n) => `tag ${n}`) },
  "lore of 20,000 entries": {
    character_book: {
      entries: Array.from({ length: 20_000 }, (_, id) => ({
        keys: ["hello", `/(x|y${id}){0,900}/i`],
        content: "lore",
        extensions: { sticky: 9, group: `${id},${id + 1}` },
        enabled: true,
        insertion_order: id,
      })),
    },
  },
  "markup of every kind": {
    name: "<img src=x onerror=alert(1)>",
    creator_notes: "</p><script>alert(1)</script>",
    first_mes: "<script>alert(1)</script>",
    tags: ["<script>", "javascript:alert(1)", '"onclick=alert(1)'],
  },
};

for (const [what, data] of Object.entries(MONSTERS)) {
  Deno.test(`a card with ${what} is shown, edited, talked with and taken along like any other`, async () => {
    await using app = await openTestApp();
    const { ask, bring } = await bringer(app);
    const id = await bring(data);
    const json = { "content-type": "application/json" };
    const open = JSON.stringify({ visibility: "public", tagline: "t" });
    assert.equal((await ask("PATCH", `/api/v1/characters/${id}`, open, json)).status, 200);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const begun = await ask("POST", "/chats", `character=${id}`, form);
    assert.equal(begun.status, 303);
    const chat = begun.headers.get("location") ?? "";
    const said = await ask("POST", `${chat}/send`, "id=abcdefgh&text=hello", form);
    assert.equal(said.status, 303);
    const pages = ["", "/edit", "/lore", "/lore/0", "/portrait", "/card?format=json"]
      .map((path) => `/characters/${id}${path}`);
    for (const path of ["/", "/characters", "/characters?q=haru", "/chats", chat, ...pages]) {
      const response = await ask("GET", path);
      const text = await response.text();
      const isMissing = path.endsWith("/lore/0") && !("character_book" in data);
      assert.equal(response.status, isMissing ? 404 : 200, path);
      if (!response.headers.get("content-type")?.includes("html")) continue;
      assert(!/<script|<img src=x|"onclick=/.test(text), path);
      assert(text.length < 4_000_000, `${path} has ${text.length} characters`);
    }
    await app.services.turns.drain(5_000);
    const { value } = await app.kv.get<{ leaf: { depth: number } }>([
      "conversation",
      chat.slice(7),
    ]);
    assert.equal(value?.leaf.depth, 2, "no reply came");
    assert.deepEqual(app.logged, []);
    assert.deepEqual(await checkStore(app.kv), []);
  });
}

Deno.test("a list of huge cards comes in pages of bounded size, and misses none", async () => {
  await using app = await openTestApp();
  // Two, as a guest keeps fewer than are brought.
  const guests = [await bringer(app), await bringer(app)] as const;
  const { ask: askAny } = guests[0];
  const brought = new Set<string>();
  for (let n = 0; n < 24; n++) {
    const { ask, bring } = guests[n < 12 ? 0 : 1];
    const id = await bring({ description: `${n} ${"d".repeat(1_000_000)}`, name: `Haru ${n}` });
    const body = JSON.stringify({ visibility: "public", scenario: "s".repeat(15_000) });
    await ask("PATCH", `/api/v1/characters/${id}`, body, { "content-type": "application/json" });
    brought.add(id);
  }
  for (const query of ["", "&q=haru"]) {
    const seen: string[] = [];
    let cursor = "";
    do {
      const response = await askAny("GET", `/api/v1/characters?limit=100${query}${cursor}`);
      const text = await response.text();
      assert(text.length < 4_000_000, `${text.length}`);
      const { items, next_cursor } = JSON.parse(text);
      seen.push(...items.map(({ id }: { id: string }) => id));
      cursor = next_cursor ? `&cursor=${encodeURIComponent(next_cursor)}` : "";
    } while (cursor);
    assert.deepEqual(new Set(seen), brought);
    assert.equal(seen.length, brought.size);
  }
});
