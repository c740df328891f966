/** The library, the reader and the rooms over their real handlers, in a store with the starter set. */
import assert from "node:assert/strict";
import { getSpace, putSpace } from "@/lib/spaces/store.ts";
import { STARTER_SPACES, STARTER_STORIES } from "@/lib/starter/content/index.ts";
import { starterId } from "@/lib/starter/house.ts";
import { LOOK_COOKIE } from "@/lib/stories/reader_look.ts";
import { getStory, putStory } from "@/lib/stories/store.ts";
import { keys } from "@/lib/store/keys.ts";
import { openTestApp } from "@/tests/support/app.ts";

const ORIGIN = "http://maru.test";
const NOW_MS = Date.UTC(2026, 2, 1, 9);
const STORY = starterId("guest-star");
const ENGLISH_STORY = starterId("seat-g17");

const PAGES = [
  "/stories",
  ...STARTER_STORIES.map(({ slug }) => `/stories/${starterId(slug)}`),
  ...STARTER_STORIES.flatMap(({ slug, chapters }) =>
    chapters.map((_, i) => `/stories/${starterId(slug)}/${i + 1}`)
  ),
  "/spaces",
  ...STARTER_SPACES.map(({ slug }) => `/spaces/${starterId(slug)}`),
];

interface House {
  kv: Deno.Kv;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<
    Response
  >;
}

/** Runs a test against an app of its own; with `seeded: false` its store is empty. */
async function inHouse(
  run: (house: House) => Promise<void>,
  { seeded = true }: { seeded?: boolean } = {},
): Promise<void> {
  await using app = await openTestApp({
    startMs: NOW_MS,
    env: { SEED_ON_START: String(seeded) },
  });
  const send = (path: string, init: RequestInit, headers: Record<string, string> = {}) =>
    app.fetch(path, {
      ...init,
      headers: { accept: "text/html", "sec-fetch-site": "same-origin", ...headers },
    });
  await run({
    kv: app.kv,
    get: (path, headers) => send(path, {}, headers),
    post: (path, fields, headers) =>
      send(path, { method: "POST", body: new URLSearchParams(fields) }, headers),
  });
}

const KO = { "accept-language": "ko" };
const EN = { "accept-language": "en" };

/** The `name=value` of a cookie that an answer sets, for the next request. */
function cookieOf(response: Response, name: string): string {
  const cookie = response.headers.getSetCookie().find((value) => value.startsWith(`${name}=`));
  assert.ok(cookie, `no cookie ${name}`);
  return cookie.split(";", 1)[0]!;
}

Deno.test("every page of stories and spaces opens in both languages", () =>
  inHouse(async ({ get }) => {
    for (const path of PAGES) {
      for (const [locale, headers] of [["ko", KO], ["en", EN]] as const) {
        const response = await get(path, headers);
        const html = await response.text();
        assert.equal(response.status, 200, path);
        assert.match(html, new RegExp(`<html lang="${locale}"`), path);
        assert.equal(/\sstyle="|\son[a-z]+="|javascript:/i.test(html), false, path);
        // A room's page has its island, and works without it.
        if (!/^\/spaces\/./.test(path)) assert.doesNotMatch(html, /<script/i, path);
        assert.equal((html.match(/<h1[ >]/g) ?? []).length, 1, path);
      }
    }
  }));

Deno.test("the library shows every story with its cover, synopsis, genre and length", () =>
  inHouse(async ({ get }) => {
    const html = await (await get("/stories", EN)).text();
    for (const { slug, title, genre } of STARTER_STORIES) {
      assert.ok(html.includes(`href="/stories/${starterId(slug)}">${title}</a>`), title);
      assert.ok(html.includes(`src="/stories/${starterId(slug)}/cover.svg?v=`), title);
      assert.ok(html.includes(genre));
    }
    assert.match(html, /3 chapters/);
    assert.match(html, /\d+ minutes/);
    assert.equal(html.includes(`class="pager"`), false);
  }));

Deno.test("the library invites where it is empty, and so do the spaces", () =>
  inHouse(async ({ get }) => {
    for (const path of ["/stories", "/spaces"]) {
      const response = await get(path, KO);
      assert.equal(response.status, 200);
      assert.match(await response.text(), /class="empty"/);
    }
  }, { seeded: false }));

Deno.test("the library pages by cursor, and shows every story once", () =>
  inHouse(async ({ kv, get }) => {
    const model = await getStory(kv, STORY);
    assert.ok(model);
    const write = kv.atomic();
    for (let i = 0; i < 20; i++) {
      putStory(write, { ...model, id: `copy-${i}`, createdAtMs: i }, []);
    }
    await write.commit();
    const seen: string[] = [];
    let path: string | undefined = "/stories";
    while (path) {
      const html: string = await (await get(path, EN)).text();
      seen.push(
        ...[...html.matchAll(/<h2[^>]*><a href="\/stories\/([^"/]+)"/g)].map(([, id]) => id!),
      );
      path = /rel="next" href="([^"]+)"|href="([^"]+)" rel="next"/.exec(html)?.slice(1)
        .find(Boolean)?.replaceAll("&amp;", "&");
    }
    assert.equal(seen.length, 23);
    assert.equal(new Set(seen).size, 23);
  }));

Deno.test("the library refuses a cursor that it never gave", () =>
  inHouse(async ({ get }) => {
    assert.equal((await get("/stories?cursor=%00nonsense")).status, 400);
  }));

Deno.test("a story's page tells search engines and previews what it is", () =>
  inHouse(async ({ get }) => {
    const html = await (await get(`/stories/${STORY}`, KO)).text();
    assert.match(html, /<meta property="og:type" content="article"/);
    assert.match(html, /<meta property="og:title" content="객성을 적은 밤"/);
    const image = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1];
    assert.ok(image);
    assert.ok(image.startsWith(`${ORIGIN}/stories/${STORY}/preview.png?v=`), image);
    const picture = await get(image.slice(ORIGIN.length));
    assert.equal(picture.headers.get("content-type"), "image/png");
    assert.match(picture.headers.get("cache-control") ?? "", /immutable/);
    await picture.body?.cancel();
  }));

Deno.test("a story's page leads to its chapters and to its people", () =>
  inHouse(async ({ get }) => {
    const html = await (await get(`/stories/${STORY}`, KO)).text();
    for (const n of [1, 2, 3]) assert.ok(html.includes(`href="/stories/${STORY}/${n}"`));
    for (const id of ["yu-seongheon", "baek-yeoun", "duduri"]) {
      assert.ok(html.includes(`href="/characters/${id}"`), id);
      assert.match(html, new RegExp(`<input type="hidden" name="character" value="${id}"`));
    }
    assert.match(html, /<form method="post" action="\/chats">/);
  }));

Deno.test("a story's page leaves out people who are gone or hidden", () =>
  inHouse(async ({ kv, get }) => {
    const hidden = await kv.get<object>(keys.character("duduri"));
    await kv.set(hidden.key, { ...hidden.value, visibility: "unlisted" });
    await kv.delete(keys.character("baek-yeoun"));
    const html = await (await get(`/stories/${STORY}`, KO)).text();
    assert.equal(/duduri|baek-yeoun/.test(html), false);
    assert.ok(html.includes(`href="/characters/yu-seongheon"`));
  }));

Deno.test("a visitor who likes a story becomes a guest, and can take it back", () =>
  inHouse(async ({ get, post }) => {
    const liked = await post(`/stories/${STORY}/like`, { liked: "yes" });
    assert.equal(liked.status, 303);
    assert.equal(liked.headers.get("location"), `/stories/${STORY}`);
    const guest = { ...EN, cookie: cookieOf(liked, "maru") };
    const page = await (await get(`/stories/${STORY}`, guest)).text();
    assert.match(page, /name="liked" value="no"/);
    assert.match(page, /1 like</);
    await post(`/stories/${STORY}/like`, { liked: "yes" }, guest);
    assert.match(await (await get("/stories", EN)).text(), /1 like</);
    await post(`/stories/${STORY}/like`, { liked: "no" }, guest);
    const after = await (await get(`/stories/${STORY}`, guest)).text();
    assert.match(after, /name="liked" value="yes"/);
    assert.equal(/1 like</.test(after), false);
  }));

Deno.test("a like of nothing, of nonsense or from another site is refused and makes no guest", () =>
  inHouse(async ({ kv, post }) => {
    const foreign = { "sec-fetch-site": "cross-site", origin: "http://evil.example" };
    const refusals = [
      [await post("/stories/nowhere/like", { liked: "yes" }), 404],
      [await post(`/stories/${STORY}/like`, { liked: "perhaps" }), 422],
      [await post(`/stories/${STORY}/like`, {}), 422],
      [await post(`/stories/${STORY}/like`, { liked: "yes" }, foreign), 403],
    ] as const;
    for (const [response, status] of refusals) {
      assert.equal(response.status, status);
      assert.deepEqual(response.headers.getSetCookie(), []);
    }
    assert.equal((await kv.get(keys.count("story", STORY, "likes"))).value, null);
  }));

Deno.test("a chapter knows its neighbours", () =>
  inHouse(async ({ get }) => {
    const [first, second, last] = await Promise.all(
      [1, 2, 3].map(async (n) => await (await get(`/stories/${STORY}/${n}`, KO)).text()),
    );
    const next = (n: number) => new RegExp(`<a[^>]*href="/stories/${STORY}/${n}"[^>]*rel="next"`);
    const previous = (n: number) =>
      new RegExp(`<a[^>]*href="/stories/${STORY}/${n}"[^>]*rel="prev"`);
    assert.match(first!, next(2));
    assert.equal(/rel="prev"/.test(first!), false);
    assert.match(second!, next(3));
    assert.match(second!, previous(1));
    assert.match(second!, /accesskey="n"/);
    assert.match(second!, /2 \/ 3/);
    assert.match(last!, previous(2));
    assert.equal(/rel="next"/.test(last!), false);
    assert.equal(first!.includes(`action="/chats"`), false);
    assert.match(last!, /action="\/chats"/);
  }));

Deno.test("a chapter keeps the language of its story in a house of the other language", () =>
  inHouse(async ({ get }) => {
    const html = await (await get(`/stories/${ENGLISH_STORY}/1`, KO)).text();
    assert.match(html, /<html lang="ko"/);
    assert.match(html, /<div class="prose is-story" lang="en">/);
    assert.match(html, /<h1 lang="en">/);
  }));

Deno.test("what does not exist is a page that says so, with 404", () =>
  inHouse(async ({ get }) => {
    const paths = [
      "/stories/nowhere",
      "/stories/nowhere/1",
      `/stories/${"x".repeat(4000)}`,
      `/stories/${STORY}/0`,
      `/stories/${STORY}/4`,
      `/stories/${STORY}/01`,
      `/stories/${STORY}/1e0`,
      `/stories/${STORY}/-1`,
      `/stories/${STORY}/99999999999999999999`,
      `/stories/${STORY}/one`,
      "/stories/nowhere/cover.svg",
      "/stories/nowhere/preview.png",
      "/spaces/nowhere",
      `/spaces/${"x".repeat(4000)}`,
      "/spaces/scenes/maru-noon.svg",
      "/spaces/scenes/__proto__-day.svg",
      "/spaces/scenes/maru-day.png",
    ];
    for (const path of paths) {
      const response = await get(path, KO);
      assert.equal(response.status, 404, path.slice(0, 80));
      assert.match(await response.text(), /<h1>/);
    }
  }));

Deno.test("a choice of look is kept in a cookie, one thing at a time", () =>
  inHouse(async ({ get, post }) => {
    const path = `/stories/${STORY}/1`;
    const first = await post(path, { ground: "sepia" });
    assert.equal(first.status, 303);
    assert.equal(first.headers.get("location"), `${path}#look`);
    const sepia = cookieOf(first, LOOK_COOKIE);
    const second = await post(path, { size: "large" }, { cookie: sepia });
    const both = cookieOf(second, LOOK_COOKIE);
    assert.equal(both, `${LOOK_COOKIE}=sepia.large.serif.usual`);
    const html = await (await get(path, { cookie: both })).text();
    assert.match(html, /class="reader is-sepia is-large is-serif is-usual"/);
    assert.match(html, /name="ground" value="sepia"[^>]*aria-pressed="true"/);
    assert.match(html, /name="ground" value="night"[^>]*aria-pressed="false"/);
  }));

Deno.test("a look that is none is refused in the form and ignored in the cookie", () =>
  inHouse(async ({ get, post }) => {
    const path = `/stories/${STORY}/1`;
    const refused = await post(path, { ground: `"><script>` });
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.headers.getSetCookie(), []);
    const hostile = await get(path, { cookie: `${LOOK_COOKIE}=x"onload=.<script>.y` });
    const html = await hostile.text();
    assert.equal(hostile.status, 200);
    assert.match(html, /class="reader is-house is-medium is-serif is-usual"/);
    assert.equal(html.includes("onload="), false);
  }));

Deno.test("a public page that a browser has already is answered with 304", () =>
  inHouse(async ({ get }) => {
    for (const path of ["/stories", `/stories/${STORY}`, `/stories/${STORY}/1`, "/spaces"]) {
      const first = await get(path, EN);
      await first.body?.cancel();
      const etag = first.headers.get("etag");
      assert.ok(etag, path);
      const again = await get(path, { ...EN, "if-none-match": etag });
      assert.equal(again.status, 304, path);
      assert.equal(await again.text(), "");
      const other = await get(path, { ...KO, "if-none-match": etag });
      assert.equal(other.status, 200, `${path} in another language`);
      await other.body?.cancel();
    }
  }));

Deno.test("pictures are kept for good under their version and asked again under any other", () =>
  inHouse(async ({ get }) => {
    const shelf = await (await get("/stories")).text();
    const rooms = await (await get("/spaces")).text();
    const pictures = [
      /src="(\/stories\/[^"]+\/cover\.svg\?v=[^"]+)"/.exec(shelf)?.[1],
      /src="(\/spaces\/scenes\/[^"]+-day\.svg\?v=[^"]+)"/.exec(rooms)?.[1],
      /srcset="(\/spaces\/scenes\/[^"]+-night\.svg\?v=[^"]+)"/.exec(rooms)?.[1],
    ];
    for (const path of pictures) {
      assert.ok(path);
      const kept = await get(path);
      assert.equal(kept.status, 200);
      assert.match(kept.headers.get("content-type") ?? "", /^image\/svg\+xml/);
      assert.match(kept.headers.get("cache-control") ?? "", /immutable/);
      assert.ok((await kept.text()).startsWith("<svg "));
      const stale = await get(`${path}x`);
      assert.equal(stale.status, 200);
      assert.equal(/immutable/.test(stale.headers.get("cache-control") ?? ""), false);
      await stale.body?.cancel();
    }
  }));

Deno.test("a space names those who live in it and offers to talk, and nothing that is not there", () =>
  inHouse(async ({ get }) => {
    const html = await (await get("/spaces/rainy-teahouse", EN)).text();
    for (const id of ["yun-sodam", "folio", "ambrose-lark", "kwabena-asante"]) {
      assert.ok(html.includes(`href="/characters/${id}"`), id);
      assert.match(html, new RegExp(`name="character" value="${id}"`));
    }
    assert.ok(html.includes(`alt="A tea house open to a garden in the rain"`));
    assert.equal(/disabled|coming soon/i.test(html), false);
    assert.ok(html.includes(`href="/spaces/persimmon-maru"`));
  }));

Deno.test("a space that is not public is nobody's to see", () =>
  inHouse(async ({ kv, get }) => {
    const model = await getSpace(kv, "rainy-teahouse");
    assert.ok(model);
    const write = kv.atomic();
    putSpace(write, { ...model, isPublic: false }, model);
    await write.commit();
    assert.equal((await get("/spaces/rainy-teahouse")).status, 404);
    const list = await (await get("/spaces")).text();
    assert.equal(list.includes("rainy-teahouse"), false);
    const other = await (await get("/spaces/persimmon-maru")).text();
    assert.equal(other.includes("rainy-teahouse"), false);
  }));

Deno.test("a space that everybody has left says so", () =>
  inHouse(async ({ kv, get }) => {
    const model = await getSpace(kv, "rainy-teahouse");
    assert.ok(model);
    const write = kv.atomic();
    putSpace(write, { ...model, residentIds: ["gone"], theme: "moon-base" }, model);
    await write.commit();
    const response = await get("/spaces/rainy-teahouse", EN);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /Nobody has moved in yet/);
  }));
