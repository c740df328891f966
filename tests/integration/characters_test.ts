/** Characters over the whole app: the API and its borders, the gallery, pictures, cards in and out. */
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { z } from "zod";
import { randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarPng } from "@/lib/avatar/raster.ts";
import { decodeCard } from "@/lib/characters/card/decode.ts";
import { encodeCardJson, encodeCardPng, encodeCharx } from "@/lib/characters/card/encode.ts";
import { bytesOf, cardChunk, chunk, pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { type Card, createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { CharacterReply } from "@/lib/characters/model.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { Caller, fileForm, Person, problemOf } from "@/tests/integration/characters_client.ts";
import { openTestApp } from "@/tests/support/app.ts";

const drawn = await renderAvatarPng(randomAvatar("face"), { widthPx: 200 });

const CARD: Card = createCard({
  ...emptyCardData("Hester Beal"),
  description: "Keeps a light in Maine.",
  first_mes: "*She waves.* Come in, {{user}}.",
  creator_notes: "Keeper of a light that no longer needs one",
  tags: ["sea", "comfort"],
  extensions: { "other/app": { deep: [1, null] } },
  modification_date: 0,
  character_book: {
    extensions: {},
    entries: [{
      keys: ["lamp"],
      content: "It went out once.",
      extensions: { position: 4 },
      enabled: true,
      insertion_order: 1,
      use_regex: false,
      theirs: true,
    }],
  },
});

// ── The API ─────────────────────────────────────────────────────────────────────────────────────────

Deno.test("POST /characters makes a private character of a name alone", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const made = await caller.make({ name: "순덕" });
  assert.equal(made.visibility, "private");
  assert.deepEqual([made.likes, made.chats, made.tags], [0, 0, []]);
  const { json } = await caller.call("GET", `/characters/${made.id}`);
  assert.deepEqual(json, made);
  problemOf(await new Caller(app).call("GET", `/characters/${made.id}`), 404);
  problemOf(await new Caller(app).call("POST", "/characters", { name: "a" }), 401);
});

Deno.test("POST and PATCH /characters name every field at fault", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const wrong = {
    name: "",
    tags: ["ok", "<b>"],
    lang: "xx",
    visibility: 1,
    greeting: "x".repeat(8001),
    avatar: { hair: "wig" },
  };
  assert.deepEqual(
    problemOf(await caller.call("POST", "/characters", wrong), 422).sort(),
    ["avatar.hair", "greeting", "lang", "name", "tags.1", "visibility"],
  );
  const { id } = await caller.make({ name: "a" });
  assert.deepEqual(
    problemOf(await caller.call("PATCH", `/characters/${id}`, { name: 5 }), 422),
    ["name"],
  );
  problemOf(await caller.call("PATCH", `/characters/${id}`, "text"), 422);
  problemOf(await caller.call("PATCH", `/characters/${id}`, { name: "x".repeat(70_000) }), 413);
  problemOf(await caller.call("PUT", `/characters/${id}`, {}), 405);
});

Deno.test("only the owner changes and deletes; to others a private character is not there", async () => {
  await using app = await openTestApp();
  const [owner, other] = [await new Caller(app).enter(), await new Caller(app).enter()];
  const open = await owner.make({ name: "open", visibility: "public" });
  const hidden = await owner.make({ name: "hidden" });
  for (const [id, status] of [[open.id, 403], [hidden.id, 404], ["nobody", 404]] as const) {
    problemOf(await other.call("PATCH", `/characters/${id}`, { name: "x" }), status);
    problemOf(await other.call("DELETE", `/characters/${id}`), status);
  }
  for (const path of ["like", "duplicate", "card"]) {
    const method = { like: "PUT", duplicate: "POST", card: "GET" }[path] ?? "";
    problemOf(await other.call(method, `/characters/${hidden.id}/${path}`), 404);
  }
  const patch = { tagline: "new", tags: ["바다"], visibility: "unlisted" };
  const { status, json } = await owner.call("PATCH", `/characters/${open.id}`, patch);
  assert.equal(status, 200);
  const changed = CharacterReply.parse(json);
  assert.deepEqual([changed.tagline, changed.name, changed.tags], ["new", "open", ["바다"]]);
  assert.deepEqual((await other.list({})).names, []);
  assert.equal((await other.call("GET", `/characters/${open.id}`)).status, 200);
  assert.equal((await owner.call("DELETE", `/characters/${open.id}`)).status, 204);
  problemOf(await owner.call("GET", `/characters/${open.id}`), 404);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("PUT and DELETE like count each person once", async () => {
  await using app = await openTestApp();
  const owner = await new Caller(app).enter();
  const { id } = await owner.make({ name: "a", visibility: "public" });
  const other = await new Caller(app).enter();
  const like = async (caller: Caller, method: string) =>
    (await caller.call(method, `/characters/${id}/like`)).json;
  assert.deepEqual(await like(owner, "PUT"), { liked: true, likes: 1 });
  assert.deepEqual(await like(owner, "PUT"), { liked: true, likes: 1 });
  assert.deepEqual(await like(other, "PUT"), { liked: true, likes: 2 });
  assert.deepEqual(await like(other, "DELETE"), { liked: false, likes: 1 });
  problemOf(await new Caller(app).call("PUT", `/characters/${id}/like`), 401);
  problemOf(await owner.call("PUT", "/characters/nobody/like"), 404);
});

Deno.test("GET /characters searches parts of words in Korean and English, and initial consonants", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const rows = [
    { name: "고순덕", tags: ["해녀"], lang: "ko" },
    { name: "Hester Beal", tags: ["lighthouse"], lang: "en" },
    { name: "밤의 왕", tags: ["해녀"], lang: "ko", rating: "mature" },
  ];
  for (const row of rows) await caller.make({ ...row, visibility: "public" });
  const find = async (query: Record<string, string>) => (await caller.list(query)).names.sort();
  assert.deepEqual(await find({ q: "순덕" }), ["고순덕"]);
  assert.deepEqual(await find({ q: "ㄱㅅㄷ" }), ["고순덕"]);
  assert.deepEqual(await find({ q: "hest" }), ["Hester Beal"]);
  assert.deepEqual(await find({ q: "lightH" }), ["Hester Beal"]);
  assert.deepEqual(await find({ q: "해녀" }), ["고순덕"]);
  assert.deepEqual(await find({ q: "해녀", rating: "mature" }), ["밤의 왕"]);
  assert.deepEqual(await find({ lang: "en" }), ["Hester Beal"]);
  assert.deepEqual(await find({ tag: "해녀", lang: "en" }), []);
  assert.deepEqual(await find({ q: "  " }), ["Hester Beal", "고순덕"]);
  assert.deepEqual(await find({ q: "zzz" }), []);
});

Deno.test("GET /characters pages by cursor, and refuses limits and cursors that are none", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  for (let n = 0; n < 7; n++) await caller.make({ name: `wave ${n}`, visibility: "public" });
  for (const query of [{ sort: "new" }, { sort: "popular" }, { sort: "trending" }, { q: "wave" }]) {
    const names: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await caller.list({ ...query, limit: "3", ...(cursor ? { cursor } : {}) });
      names.push(...page.names);
      cursor = page.next;
    }
    assert.equal(new Set(names).size, 7, JSON.stringify(query));
    assert.equal(names.length, 7, JSON.stringify(query));
  }
  assert.deepEqual(problemOf(await caller.call("GET", "/characters?limit=101"), 422), ["limit"]);
  assert.deepEqual(problemOf(await caller.call("GET", "/characters?sort=best"), 422), ["sort"]);
  problemOf(await caller.call("GET", "/characters?cursor=%25%25"), 400);
  problemOf(await caller.call("GET", "/characters?q=a&cursor=zzz"), 400);
});

Deno.test("writing too often is refused with the time to wait", async () => {
  await using app = await openTestApp({ startMs: Date.UTC(2026, 2, 1) });
  const caller = await new Caller(app).enter();
  for (let n = 0; n < 60; n++) {
    const { id } = await caller.make({ name: `n${n}` });
    // A guest keeps fewer than are made here.
    await caller.call("DELETE", `/characters/${id}`);
  }
  const refused = await caller.call("POST", "/characters", { name: "one more" });
  problemOf(refused, 429);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  app.wait(60_000);
  await caller.make({ name: "one more" });
});

Deno.test("the OpenAPI document lists the operations of characters", async () => {
  await using app = await openTestApp();
  const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(await (await app.fetch("/api/openapi.json")).json());
  const methods = (path: string) =>
    Object.keys(document.paths[`/api/v1/characters${path}`] ?? {}).sort();
  assert.deepEqual(methods(""), ["get", "post"]);
  assert.deepEqual(methods("/{id}"), ["delete", "get", "patch"]);
  assert.deepEqual(methods("/{id}/like"), ["delete", "put"]);
  assert.deepEqual(methods("/{id}/card"), ["get"]);
  assert.deepEqual(methods("/import"), ["post"]);
});

// ── Cards ───────────────────────────────────────────────────────────────────────────────────────────

const FILES: [kind: string, bytes: Uint8Array<ArrayBuffer>][] = [
  ["PNG", encodeCardPng(CARD, drawn)],
  ["JSON of V3", encodeCardJson(CARD, 3)],
  ["JSON of V2", encodeCardJson(CARD, 2)],
  ["CHARX", encodeCharx(CARD, drawn, new Map([["assets/other/other/x.bin", Uint8Array.of(1)]]))],
];
for (const [kind, bytes] of FILES) {
  Deno.test(`a card comes in as ${kind}, leaves in every format, and comes back the same`, async () => {
    await using app = await openTestApp();
    const caller = await new Caller(app).enter();
    const { status, json } = await caller.call("POST", "/characters/import", fileForm(bytes));
    assert.equal(status, 201, JSON.stringify(json));
    const { warnings, ...rest } = z.looseObject({ warnings: z.array(z.unknown()) }).parse(json);
    const made = CharacterReply.parse(rest);
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      [made.name, made.visibility, made.lang, made.tagline, made.tags],
      [
        "Hester Beal",
        "private",
        "en",
        "Keeper of a light that no longer needs one",
        ["sea", "comfort"],
      ],
    );
    const first = decodeCard(bytes);
    assert.ok(first.ok);
    for (const format of ["png", "json", "charx"]) {
      const response = await caller.raw("GET", `/characters/${made.id}/card?format=${format}`);
      assert.equal(response.status, 200);
      assert.match(response.headers.get("content-disposition") ?? "", /Hester%20Beal/);
      const file = await response.bytes();
      const read = decodeCard(file);
      assert.ok(read.ok, format);
      const { assets: _, ...wanted } = first.card.data;
      const { assets: __, ...found } = read.card.data;
      assert.deepEqual(found, wanted, format);
      const again = await caller.call("POST", "/characters/import", fileForm(file));
      assert.equal(again.status, 201);
    }
    assert.deepEqual(await checkStore(app.kv), []);
  });
}

const encoder = new TextEncoder();
const HOSTILE: [what: string, bytes: Uint8Array<ArrayBuffer>, status: number, code: string][] = [
  ["nothing", new Uint8Array(), 422, "empty"],
  ["plain text", encoder.encode("hello"), 415, "unknown_type"],
  ["JSON that is no card", encoder.encode('{"a":1}'), 422, "not_a_card"],
  ["JSON that ends early", encoder.encode('{"spec":"chara_card_v2"'), 422, "json_invalid"],
  ["JSON nested ten thousand deep", encoder.encode("[".repeat(10_000)), 422, "json_"],
  ["a picture without a card", drawn, 422, "png_no_card"],
  ["a PNG that ends early", drawn.subarray(0, drawn.length - 40), 422, "png_truncated"],
  ["a PNG with a wrong CRC", wrongCrc(), 422, "png_damaged"],
  ["a PNG of 10,000 chunks", manyChunks(), 422, "png_too_many_chunks"],
  ["a ZIP without a card", zipSync({ "a.txt": [encoder.encode("a"), {}] }), 422, "zip_no_card"],
  ["a ZIP that unpacks to far more", bomb(), 422, "zip_too_big"],
  [
    "a ZIP cut in half",
    zipSync({ "card.json": encoder.encode("{}") }).subarray(0, 60),
    422,
    "zip_",
  ],
  ["a file past 8 MiB", new Uint8Array(8 * 1024 * 1024 + 1), 413, "too_large"],
];

function wrongCrc(): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(encodeCardPng(CARD, drawn));
  bytes[bytes.length - 1]! ^= 0xff;
  return bytes;
}

function manyChunks(): Uint8Array<ArrayBuffer> {
  const one = chunk("tEXt", "Comment\0x");
  return pngWith(
    bytesOf(...Array.from({ length: 10_000 }, () => one)),
    cardChunk("chara", { name: "a" }),
  );
}

function bomb(): Uint8Array<ArrayBuffer> {
  return zipSync({ "card.json": [new Uint8Array(12 * 1024 * 1024), { level: 9 }] });
}

for (const [what, bytes, status, code] of HOSTILE) {
  Deno.test(`importing ${what} is refused in words, over the API and on the page`, async () => {
    await using app = await openTestApp();
    const caller = await new Caller(app).enter();
    const answer = await caller.call("POST", "/characters/import", fileForm(bytes));
    const paths = problemOf(answer, status);
    if (paths.length > 0) {
      assert.deepEqual(paths, ["file"]);
      assert.match(z.object({ detail: z.string() }).parse(answer.json).detail, new RegExp(code));
    }
    const person = new Person(app);
    const page = await person.upload("/characters/import", { file: new File([bytes], "a.png") });
    assert.ok(page.status === 422 || page.status === 413, `${page.status}`);
    assert.match(await page.text(), /role="alert"[\s\S]*[가-힣]/);
    const characters = await Array.fromAsync(app.kv.list({ prefix: ["character"] }));
    assert.deepEqual(characters, []);
  });
}

Deno.test("importing without a file, or with text for one, is refused", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const text = new FormData();
  text.set("file", "not a file");
  assert.deepEqual(
    problemOf(await caller.call("POST", "/characters/import", text), 422),
    ["file"],
  );
  problemOf(await caller.call("POST", "/characters/import", { file: 1 }), 415);
  const page = await new Person(app).upload("/characters/import", { file: new File([], "") });
  assert.equal(page.status, 422);
  assert.match(await page.text(), /파일을 골라/);
});

// ── Pictures ────────────────────────────────────────────────────────────────────────────────────────

Deno.test("a portrait may be kept for good under its revision, and only then", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const { id } = await caller.make({ name: "a", visibility: "public" });
  const picture = (query: string) => app.fetch(`/characters/${id}/portrait?${query}`);
  const kept = await picture("size=large&v=1");
  assert.equal(kept.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(kept.headers.get("content-type"), "image/svg+xml; charset=utf-8");
  assert.equal(kept.headers.get("x-content-type-options"), "nosniff");
  assert.match(kept.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.match(await kept.text(), /^<svg [^>]*width="640" height="800"/);
  for (const query of ["", "v=2", "v=1.0", "size=huge&face=furious"]) {
    const response = await picture(query);
    assert.equal(response.headers.get("cache-control"), "public, max-age=60", query);
    assert.equal(response.status, 200);
    await response.body?.cancel();
  }
  const neutral = await (await picture("size=face&v=1")).text();
  assert.match(neutral, /^<svg [^>]*width="640" height="640"/);
  assert.notEqual(await (await picture("size=face&v=1&face=laugh")).text(), neutral);
});

Deno.test("an uploaded portrait is sent as WebP in two sizes, and 304 to whoever has it", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const { id } = await caller.make({ name: "a", visibility: "public" });
  const put = await caller.call("PUT", `/characters/${id}/portrait`, fileForm(drawn));
  assert.equal(put.status, 200, JSON.stringify(put.json));
  const sizes: number[] = [];
  for (const size of ["large", "small", "face"]) {
    const response = await app.fetch(`/characters/${id}/portrait?size=${size}&v=2`);
    assert.equal(response.headers.get("content-type"), "image/webp");
    const etag = response.headers.get("etag") ?? "";
    sizes.push((await response.bytes()).length);
    const again = await app.fetch(`/characters/${id}/portrait?size=${size}&v=2`, {
      headers: { "if-none-match": etag },
    });
    assert.equal(again.status, 304);
  }
  assert.ok(sizes[0]! > sizes[1]!);
  assert.equal(sizes[1], sizes[2]);
  const gallery = await new Person(app).page("/characters");
  const picture = `/characters/${id}/portrait?`;
  assert.ok(
    gallery.includes(`srcset="${picture}size=small&amp;v=2 240w, ${picture}v=2 640w"`),
    "the gallery offers the small one",
  );
  const own = await new Person(app).page(`/characters/${id}`);
  assert.ok(own.includes(`src="${picture}v=2"`), "its page shows the large one");
  const back = await caller.call("DELETE", `/characters/${id}/portrait`);
  assert.equal(back.status, 200);
  const face = await app.fetch(`/characters/${id}/portrait?v=3`);
  assert.match(face.headers.get("content-type") ?? "", /svg/);
  await face.body?.cancel();
});

Deno.test("PUT portrait refuses what is no picture, too large, too small or somebody else's", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const { id } = await caller.make({ name: "a", visibility: "public" });
  const put = (bytes: Uint8Array<ArrayBuffer>, from = caller) =>
    from.call("PUT", `/characters/${id}/portrait`, fileForm(bytes));
  problemOf(await put(encoder.encode("<svg/>")), 415);
  problemOf(await put(pngWith()), 422);
  problemOf(await put(drawn.subarray(0, drawn.length / 2)), 422);
  problemOf(await put(new Uint8Array(5 * 1024 * 1024 + 1)), 413);
  problemOf(await put(drawn, await new Caller(app).enter()), 403);
});

Deno.test("a private character's pictures and page are for its owner, and kept by them alone", async () => {
  await using app = await openTestApp();
  const owner = await new Person(app).signUp();
  const id = await owner.make({ name: "비밀" });
  const picture = await owner.get(`/characters/${id}/portrait?v=1`);
  assert.match(picture.headers.get("cache-control") ?? "", /^private, /);
  await picture.body?.cancel();
  const stranger = new Person(app);
  for (const path of ["", "/portrait?v=1", "/card.png", "/card", "/edit"]) {
    const response = await stranger.get(`/characters/${id}${path}`);
    // The form for owners asks strangers to sign in first.
    assert.equal(response.status, path === "/edit" ? 303 : 404, path);
    await response.body?.cancel();
  }
});

Deno.test("the picture for link previews is a PNG of 1200 × 630, of faces drawn and uploaded", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const { id } = await caller.make({ name: "a", visibility: "public" });
  for (const v of [1, 2]) {
    const response = await app.fetch(`/characters/${id}/card.png?v=${v}`);
    assert.equal(response.headers.get("content-type"), "image/png");
    assert.match(response.headers.get("cache-control") ?? "", /immutable/);
    const header = new DataView((await response.bytes()).buffer);
    assert.deepEqual([header.getUint32(16), header.getUint32(20)], [1200, 630]);
    await caller.call("PUT", `/characters/${id}/portrait`, fileForm(drawn));
  }
});
