/** The shell's own addresses over their real handlers: home, language, fonts, site map. */
import assert from "node:assert/strict";
import { App } from "fresh";
import type { State } from "@/lib/define.ts";
import { createCharacter, newFromInput } from "@/lib/characters/store.ts";
import { CharacterInput } from "@/lib/characters/model.ts";
import { getFonts } from "@/lib/fonts/fonts.ts";
import { answerErrors } from "@/lib/http/errors.ts";
import { handler as fonts } from "@/routes/fonts/[file].ts";
import Home, { handler as home } from "@/routes/index.tsx";
import { handler as lang } from "@/routes/lang.ts";
import { handler as robots } from "@/routes/robots.txt.ts";
import { handler as siteMap } from "@/routes/sitemap.xml.ts";

const NOW_MS = Date.UTC(2026, 9, 20);

type Get = (path: string, init?: RequestInit) => Promise<Response>;

/** Runs `body` with the routes over a store of their own. */
async function withShell(body: (get: Get, kv: Deno.Kv) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const app = new App<State>();
  // A page's own data is what its own handler gives; the two come from one file.
  const homeRoute = { handler: home, component: Home } as Parameters<typeof app.route>[1];
  const handler = app
    .use(async (ctx) => {
      Object.assign(ctx.state, {
        services: { kv, now: () => NOW_MS, env: {}, log: { error() {} } },
        requestId: "r1",
        locale: "en",
        viewer: null,
        cookies: [],
      });
      const response = await ctx.next();
      for (const cookie of ctx.state.cookies) response.headers.append("set-cookie", cookie);
      return response;
    })
    .use(answerErrors())
    .route("/", homeRoute)
    .route("/lang", { handler: lang })
    .route("/fonts/:file", { handler: fonts })
    .route("/sitemap.xml", { handler: siteMap })
    .route("/robots.txt", { handler: robots })
    .handler();
  await body((path, init) => handler(new Request(`http://localhost${path}`, init)), kv);
}

async function addCharacter(kv: Deno.Kv, name: string, visibility: "public" | "private") {
  const input = CharacterInput.parse({ name, lang: "en", visibility });
  return await createCharacter(kv, newFromInput("owner", input), NOW_MS);
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
});

Deno.test("POST /lang keeps the choice for a year and leads back", () =>
  withShell(async (get) => {
    const reply = await get("/lang", form({ lang: "ko", back: "/characters?q=a&hl=en" }));
    assert.equal(reply.status, 303);
    assert.equal(reply.headers.get("location"), "/characters?q=a");
    const cookie = reply.headers.get("set-cookie") ?? "";
    assert.match(cookie, /^maru-lang=ko; Path=\/; SameSite=Lax; Max-Age=31536000/);
  }));

for (const back of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]) {
  Deno.test(`POST /lang leads home instead of to ${back}`, () =>
    withShell(async (get) => {
      const reply = await get("/lang", form({ lang: "ko", back }));
      assert.equal(reply.headers.get("location"), "/");
    }));
}

Deno.test("POST /lang refuses a language that Maru does not speak", () =>
  withShell(async (get) => {
    const reply = await get("/lang", form({ lang: "xx", back: "/" }));
    assert.equal(reply.status, 422);
    assert.equal(reply.headers.get("set-cookie"), null);
  }));

Deno.test("the fonts' sheet and every file it names are served, to be kept for good", () =>
  withShell(async (get) => {
    const { css, cssFile, faces } = getFonts();
    const sheet = await get(`/fonts/${cssFile}`);
    assert.equal(sheet.headers.get("content-type"), "text/css; charset=utf-8");
    assert.match(sheet.headers.get("cache-control") ?? "", /immutable/);
    assert.equal(await sheet.text(), css);
    for (const face of [faces[0], faces.at(-1)]) {
      const file = await get(`/fonts/${face?.file}`);
      assert.equal(file.headers.get("content-type"), "font/woff2");
      const bytes = new Uint8Array(await file.arrayBuffer());
      assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), "wOF2");
    }
  }));

for (const file of ["faces-0.css", "x.woff2", "..%2Fpackage.json", "pretendard"]) {
  Deno.test(`GET /fonts/${file} finds nothing`, () =>
    withShell(async (get) => {
      const reply = await get(`/fonts/${file}`);
      assert.equal(reply.status, 404);
      await reply.body?.cancel();
    }));
}

Deno.test("the site map lists what is public and nothing else", () =>
  withShell(async (get, kv) => {
    const shown = await addCharacter(kv, "Haru", "public");
    const hidden = await addCharacter(kv, "Sol", "private");
    const reply = await get("/sitemap.xml");
    const xml = await reply.text();
    assert.match(reply.headers.get("content-type") ?? "", /^application\/xml/);
    assert.match(xml, new RegExp(`<loc>http://localhost/characters/${shown.id}</loc>`));
    assert.ok(!xml.includes(hidden.id));
  }));

Deno.test("robots.txt closes chats and accounts and names the site map", () =>
  withShell(async (get) => {
    const text = await (await get("/robots.txt")).text();
    assert.match(text, /^Disallow: \/chats$/m);
    assert.match(text, /^Sitemap: http:\/\/localhost\/sitemap\.xml$/m);
  }));

Deno.test("the home page invites into an empty house", () =>
  withShell(async (get) => {
    const html = await (await get("/")).text();
    assert.match(html, /Nobody is here yet/);
    assert.match(html, /href="\/characters\/new"/);
  }));

Deno.test("the home page shows who is in, and no private character", () =>
  withShell(async (get, kv) => {
    const { id } = await addCharacter(kv, "Haru", "public");
    await addCharacter(kv, "Secret Sol", "private");
    const html = await (await get("/")).text();
    assert.match(html, new RegExp(`<a[^>]* href="/characters/${id}"[^>]*>Haru</a>`));
    assert.doesNotMatch(html, /Secret Sol/);
  }));
