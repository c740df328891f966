/** The pages of characters, as somebody without scripts uses them. */
import assert from "node:assert/strict";
import { randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarPng } from "@/lib/avatar/raster.ts";
import { encodeCardPng } from "@/lib/characters/card/encode.ts";
import { pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { getCard, getCharacter } from "@/lib/characters/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { filled, idIn, locationOf, Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const drawn = await renderAvatarPng(randomAvatar("face"), { widthPx: 200 });

async function stored(app: TestApp, id: string) {
  const character = await getCharacter(app.kv, id);
  assert.ok(character);
  return { character, data: (await getCard(app.kv, character)).data };
}

/** The text of a page, without its elements. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

// ── Making and editing ──────────────────────────────────────────────────────────────────────────────

Deno.test("a visitor makes a character by the form and becomes a guest who owns it", async () => {
  await using app = await openTestApp();
  const person = new Person(app);
  const response = await person.upload(
    "/characters/new",
    filled({
      name: "서리",
      tagline: "첫눈을 기다리는 우체부",
      description: "{{char}}는 산골 우체부다.",
      tags: "눈, 편지",
      greeting: "*편지를 건넨다.*\r\n눈이 오네요.",
      alternate_greetings: ["둘째", ""],
      notes: "겨울에 만나요.",
      visibility: "public",
      avatar: "h=braid",
    }),
  );
  const path = locationOf(response);
  assert.match(path, /done=created$/);
  const { character, data } = await stored(app, idIn(path));
  assert.deepEqual(
    [character.name, character.tags, character.visibility, character.avatar.hair],
    ["서리", ["눈", "편지"], "public", "braid"],
  );
  assert.deepEqual(
    [data.first_mes, data.alternate_greetings, data.creator_notes],
    ["*편지를 건넨다.*\n눈이 오네요.", ["둘째"], "겨울에 만나요."],
  );
  const page = textOf(await person.page(path));
  for (
    const words of ["이제 여기 살아요", "서리는 산골 우체부다", "겨울에 만나요", "편지를 건넨다"]
  ) {
    assert.ok(page.includes(words), words);
  }
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("a form with errors comes back with everything typed and words beside the fields", async () => {
  await using app = await openTestApp();
  const person = new Person(app);
  const fields = filled({
    name: " ",
    tagline: 'a "quoted" <line>',
    description: "안녕\r\n하세요",
    tags: "<b>",
    alternate_greetings: ["하나", "둘"],
    visibility: "public",
    portrait: new File([drawn], "a.png"),
  });
  const response = await person.upload("/characters/new", fields);
  assert.equal(response.status, 422);
  const html = await response.text();
  assert.match(html, /value="a &quot;quoted&quot; &lt;line>"/);
  assert.match(html, />안녕\n하세요<\/textarea>/);
  assert.match(html, /id="greeting-3"/);
  assert.match(html, /id="field-name-error"[^>]*>이름을 지어 주세요/);
  assert.match(html, /id="field-tags-error"/);
  assert.match(html, /그림을 한 번 더 골라/);
  assert.match(html, /href="#field-name"/);
  assert.match(html, /value="public"[^>]* checked|checked[^>]* value="public"/);
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["character"] })), []);
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["user"] })), []);
});

Deno.test("the form's small buttons add and remove greetings and draw another face, saving nothing", async () => {
  await using app = await openTestApp();
  const person = new Person(app);
  const press = async (fields: Record<string, string | string[]>) => {
    const response = await person.upload("/characters/new", filled({ name: "", ...fields }));
    assert.equal(response.status, 200);
    return await response.text();
  };
  const added = await press({ do: "add_greeting", alternate_greetings: ["하나"] });
  assert.match(added, />하나<\/textarea>/);
  assert.match(added, /id="greeting-3"/);
  const removed = await press({ do: "remove_greeting:0", alternate_greetings: ["하나", "둘"] });
  assert.doesNotMatch(removed, />하나<\/textarea>/);
  assert.match(removed, />둘<\/textarea>/);
  const face = (html: string) => /name="avatar" value="([^"]*)"/.exec(html)?.[1];
  assert.notEqual(face(await press({ do: "reroll", avatar: "h=bob" })), "h=bob");
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["character"] })), []);
});

Deno.test("saving and drawing leads to the builder, and back with the chosen face", async () => {
  await using app = await openTestApp();
  const person = new Person(app);
  const path = locationOf(
    await person.upload("/characters/new", filled({ name: "서리", do: "save_and_draw" })),
  );
  assert.match(path, /\/avatar$/);
  await person.page(path);
  const after = locationOf(await person.post(`${path}?h=topknot`));
  assert.match(after, /done=faceSaved$/);
  assert.equal((await stored(app, idIn(after))).character.avatar.hair, "topknot");
});

Deno.test("a face that was drawn first comes along to the form", async () => {
  await using app = await openTestApp();
  const person = new Person(app);
  const response = await person.post("/characters/new/avatar?h=topknot");
  const html = await person.page(locationOf(response));
  assert.match(html, /name="avatar" value="h=topknot"/);
});

Deno.test("an edit changes what was changed, and a card's own fields stay", async () => {
  await using app = await openTestApp();
  const person = await new Person(app).signUp();
  const card = createCard({
    ...emptyCardData("Hester"),
    description: "x".repeat(40_000),
    system_prompt: "kept",
    tags: ["one, two", "sea"],
    extensions: { "other/app": 1 },
  });
  const file = new File([encodeCardPng(card, drawn)], "card.png");
  const path = locationOf(await person.upload("/characters/import", { file }));
  const id = idIn(path);
  const html = await person.page(`/characters/${id}/edit`);
  assert.match(html, /value="Hester"/);
  const saved = await person.upload(
    `/characters/${id}/edit`,
    filled({
      name: "Hester Beal",
      description: "x".repeat(40_000),
      tags: "one, two, sea",
      lang: "en",
    }),
  );
  assert.match(locationOf(saved), /done=saved$/);
  const { character, data } = await stored(app, id);
  assert.equal(character.name, "Hester Beal");
  assert.deepEqual(data.tags, ["one, two", "sea"]);
  assert.deepEqual(
    [data.system_prompt, data.description.length, data.extensions],
    ["kept", 40_000, { "other/app": 1 }],
  );
  assert.notEqual(character.portrait, null);
  const dropped = filled({ name: "Hester Beal", description: data.description, tags: "sea" });
  await person.upload(`/characters/${id}/edit`, { ...dropped, lang: "en", drop_portrait: "1" });
  assert.equal((await stored(app, id)).character.portrait, null);
});

const BAD_PICTURES: [what: string, file: File, words: RegExp][] = [
  ["an SVG", new File(["<svg/>"], "a.svg"), /PNG, JPEG, WebP/],
  ["a picture of one pixel", new File([pngWith()], "a.png"), /64픽셀/],
  ["half a picture", new File([drawn.subarray(0, 4000)], "a.png"), /끊겼거나/],
  ["more than 5 MiB", new File([new Uint8Array(5 * 1024 * 1024 + 1)], "a.png"), /5MiB를 넘/],
];
for (const [what, portrait, words] of BAD_PICTURES) {
  Deno.test(`a form refuses ${what} as a portrait, in words, and keeps the rest`, async () => {
    await using app = await openTestApp();
    const person = new Person(app);
    const response = await person.upload("/characters/new", filled({ name: "서리", portrait }));
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, words);
    assert.match(html, /value="서리"/);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["character"] })), []);
  });
}

Deno.test("others can neither open nor send the forms of a character", async () => {
  await using app = await openTestApp();
  const owner = await new Person(app).signUp();
  const id = await owner.make({ name: "서리", visibility: "public" });
  const other = await new Person(app, "203.0.113.9").signUp("남");
  for (const path of ["edit", "avatar", "lore", "lore/new", "remove"]) {
    const opened = await other.get(`/characters/${id}/${path}`);
    assert.equal(opened.status, 403, path);
    await opened.body?.cancel();
    const sent = path === "edit"
      ? await other.upload(`/characters/${id}/edit`, filled({ name: "x" }))
      : await other.post(`/characters/${id}/${path}`, { content: "x", constant: "1" });
    assert.equal(sent.status, 403, path);
    await sent.body?.cancel();
  }
  assert.equal((await stored(app, id)).character.name, "서리");
});

Deno.test("deleting asks first, and the list of one's own says it is done", async () => {
  await using app = await openTestApp();
  const person = await new Person(app).signUp();
  const id = await person.make({ name: "서리" });
  assert.match(await person.page("/account/characters"), /서리/);
  assert.match(textOf(await person.page(`/characters/${id}/remove`)), /서리를 지울까요/);
  assert.equal((await stored(app, id)).character.name, "서리");
  const after = locationOf(await person.post(`/characters/${id}/remove`));
  const list = await person.page(after);
  assert.match(list, /캐릭터를 지웠어요/);
  assert.match(list, /아직 아무도 없어요/);
  assert.equal((await person.get(`/characters/${id}`)).status, 404);
});

Deno.test("anyone copies a public character, and has it privately", async () => {
  await using app = await openTestApp();
  const owner = await new Person(app).signUp();
  const id = await owner.make({ name: "서리", visibility: "public" });
  const guest = new Person(app, "203.0.113.9");
  const copy = idIn(locationOf(await guest.post(`/characters/${id}/duplicate`)));
  const { character } = await stored(app, copy);
  assert.deepEqual([character.name, character.visibility], ["서리 (2)", "private"]);
  assert.match(await guest.page("/account/characters"), /서리 \(2\)/);
  assert.equal((await owner.get(`/characters/${copy}`)).status, 404);
});

// ── Lore ────────────────────────────────────────────────────────────────────────────────────────────

Deno.test("lore is written, changed and deleted one entry at a time", async () => {
  await using app = await openTestApp();
  const person = await new Person(app).signUp();
  const id = await person.make({ name: "서리" });
  const lore = `/characters/${id}/lore`;
  assert.match(await person.page(lore), /아직 적은 것이 없어요/);
  const refused = await person.post(`${lore}/new`, { keys: "눈", content: " ", enabled: "1" });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), />눈<\/textarea>/);
  const entry = { keys: "눈\r\n첫눈", content: "쉰다.", name: "첫눈", enabled: "1", order: "5" };
  assert.equal(locationOf(await person.post(`${lore}/new`, entry)), `${lore}?done=saved`);
  await person.post(`${lore}/new`, { content: "늘 춥다.", constant: "1", enabled: "1" });
  const markOf = async (n: number) =>
    /name="mark" value="([^"]+)"/.exec(await person.page(`${lore}/${n}`))?.[1] ?? "";
  const mark = await markOf(0);
  await person.post(`${lore}/0`, { ...entry, content: "논다.", mark });
  const entries = async () => (await stored(app, id)).data.character_book?.entries ?? [];
  assert.deepEqual(
    (await entries()).map(({ keys, content, insertion_order }) => [keys, content, insertion_order]),
    [[["눈", "첫눈"], "논다.", 5], [[], "늘 춥다.", 100]],
  );
  const stale = await person.post(`${lore}/0`, { ...entry, content: "일한다.", mark });
  assert.equal(stale.status, 422);
  const words = await stale.text();
  assert.match(words, /다른 창에서/);
  assert.match(words, />일한다\.<\/textarea>/);
  await person.post(`${lore}/0/remove`, { mark: await markOf(0) });
  assert.deepEqual((await entries()).map(({ content }) => content), ["늘 춥다."]);
  assert.equal((await person.get(`${lore}/7`)).status, 404);
  assert.equal((await person.get(`${lore}/-1`)).status, 404);
});

Deno.test("a lorebook file adds its entries; another file is refused in words", async () => {
  await using app = await openTestApp();
  const person = await new Person(app).signUp();
  const id = await person.make({ name: "서리" });
  const world = {
    entries: {
      0: { uid: 0, key: ["lamp"], content: "It went out.", order: 7, disable: false, comment: "c" },
    },
  };
  const bring = (text: string) =>
    person.upload(`/characters/${id}/lore`, { book: new File([text], "world.json") });
  assert.match(locationOf(await bring(JSON.stringify(world))), /done=broughtIn$/);
  const [entry] = (await stored(app, id)).data.character_book?.entries ?? [];
  assert.deepEqual([entry?.keys, entry?.insertion_order], [["lamp"], 7]);
  for (
    const [text, words] of [["{", /JSON/], ["[]", /로어북이 없어요/], ["", /파일을 골라/]] as const
  ) {
    const response = await bring(text);
    assert.equal(response.status, 422);
    assert.match(await response.text(), words);
  }
});

// ── Meeting ─────────────────────────────────────────────────────────────────────────────────────────

Deno.test("a visitor likes a character with one button and takes it back", async () => {
  await using app = await openTestApp();
  const owner = await new Person(app).signUp();
  const id = await owner.make({ name: "서리", visibility: "public" });
  const visitor = new Person(app, "203.0.113.9");
  const like = (liked: string) => visitor.post(`/characters/${id}/like`, { liked });
  assert.equal(locationOf(await like("yes")), `/characters/${id}`);
  assert.equal(visitor.cookies.size, 1);
  const html = await visitor.page(`/characters/${id}`);
  assert.match(html, /aria-pressed="true"/);
  assert.match(html, /좋아요 1개/);
  assert.match(await owner.page(`/characters/${id}`), /aria-pressed="false"/);
  await like("yes");
  await like("no");
  assert.match(await visitor.page(`/characters/${id}`), /좋아요 0개/);
  assert.equal((await like("maybe")).status, 422);
  const nobody = new Person(app, "203.0.113.10");
  assert.equal((await nobody.post("/characters/none/like", { liked: "yes" })).status, 404);
  assert.equal(nobody.cookies.size, 0);
});

Deno.test("a page tells what a visitor should know and nothing of the prompt's workings", async () => {
  await using app = await openTestApp();
  const person = await new Person(app).signUp("주인");
  const card = createCard({
    ...emptyCardData("Evil <script>alert(1)</script>"),
    description: '<img src=x onerror="alert(1)"> & "quotes"',
    first_mes: "Hello, {{user}}.",
    system_prompt: "SECRET-1",
    post_history_instructions: "SECRET-2",
    mes_example: "SECRET-3",
    creator_notes: "</textarea><script>alert(2)</script>",
  });
  const path = locationOf(
    await person.upload("/characters/import", {
      file: new File([encodeCardPng(card, drawn)], "c"),
    }),
  );
  for (const page of [path, `/characters/${idIn(path)}/edit`, "/account/characters"]) {
    const html = await person.page(page);
    assert.doesNotMatch(html, /<script|<img src=x/i, page);
    assert.doesNotMatch(html, /&amp;(quot|lt|amp);/, page);
  }
  const html = await person.page(path);
  assert.doesNotMatch(html, /SECRET/);
  assert.match(html, /Hello, 주인\./);
});

Deno.test("search engines get public pages with their picture, and none of the others", async () => {
  await using app = await openTestApp({ env: { PUBLIC_URL: "https://maru.example" } });
  const person = await new Person(app).signUp();
  const open = await person.make({ name: "서리", tagline: "우체부", visibility: "public" });
  const html = await person.page(`/characters/${open}`);
  assert.doesNotMatch(html, /noindex/);
  const picture = `https://maru.example/characters/${open}/card.png?v=1`;
  assert.ok(html.includes(`<meta property="og:image" content="${picture}"`), html.slice(0, 2500));
  assert.match(html, /<meta property="og:title" content="서리"/);
  assert.match(html, /<meta name="description" content="우체부"/);
  for (const visibility of ["unlisted", "private"]) {
    const id = await person.make({ name: "숨은", visibility });
    assert.match(await person.page(`/characters/${id}`), /content="noindex"/);
  }
});

Deno.test("what is for adults stands behind a question, in lists and on pages", async () => {
  await using app = await openTestApp();
  const owner = await new Person(app).signUp();
  const id = await owner.make({ name: "밤의 왕", visibility: "public", rating: "mature" });
  const visitor = new Person(app, "203.0.113.9");
  assert.doesNotMatch(await visitor.page("/characters"), /밤의 왕/);
  for (const path of ["/characters?rating=mature", `/characters/${id}`]) {
    const asked = await visitor.page(path);
    assert.doesNotMatch(asked, /밤의 왕/);
    assert.match(asked, new RegExp(`name="back" value="${path.replaceAll("?", "\\?")}"`));
  }
  assert.match(await owner.page(`/characters/${id}`), /밤의 왕/);
  const back = "/characters?rating=mature";
  assert.equal(locationOf(await visitor.post("/characters/mature", { back })), back);
  assert.match(await visitor.page(back), /밤의 왕/);
  assert.match(await visitor.page(`/characters/${id}`), /밤의 왕/);
  const elsewhere = await visitor.post("/characters/mature", { back: "https://evil.example" });
  assert.equal(locationOf(elsewhere), "/characters");
});

Deno.test("the gallery finds, narrows, pages and invites, in both languages", async () => {
  await using app = await openTestApp();
  const person = await new Person(app).signUp();
  assert.match(await person.page("/characters"), /아직 아무도 없어요/);
  for (let n = 0; n < 26; n++) {
    await person.make({ name: `파도 ${n}`, tags: "바다", visibility: "public" });
  }
  await person.make({ name: "Hester", tags: "sea", lang: "en", visibility: "public" });
  const namesOf = (html: string) =>
    [...html.matchAll(/class="character-name"[^>]*><a [^>]*>([^<]+)</g)].map(([, name]) => name);
  const first = await person.page("/characters?lang=ko");
  const next = /href="([^"]*cursor=[^"]*)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
  assert.match(next, /lang=ko/);
  const all = [...namesOf(first), ...namesOf(await person.page(next))];
  assert.equal(new Set(all).size, 26);
  assert.deepEqual(namesOf(await person.page("/characters?q=hest")), ["Hester"]);
  assert.deepEqual(namesOf(await person.page("/characters?q=ㅍㄷ&lang=en")), []);
  assert.equal(namesOf(await person.page("/characters?q=ㅍㄷ")).length, 24);
  assert.deepEqual(namesOf(await person.page("/characters?tag=SEA")), ["Hester"]);
  assert.match(await person.page("/characters?q=없는"), /그런 이름은 아직 없어요/);
  assert.match(await person.page("/characters?tag=없는"), /이 태그를 단/);
  assert.match(await person.page("/characters?sort=best&lang=xx"), /파도/);
  person.language = "en";
  assert.match(await person.page("/characters?q=없는"), /Nobody by that name/);
  const bad = await person.get("/characters?cursor=%25");
  assert.equal(bad.status, 400);
  await bad.body?.cancel();
});

Deno.test("the gallery is not sent again to whoever has it", async () => {
  await using app = await openTestApp();
  const first = await app.fetch("/characters");
  const etag = first.headers.get("etag") ?? "";
  await first.body?.cancel();
  const again = await app.fetch("/characters", { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
});

Deno.test("a Chat button begins a conversation with the character", async () => {
  await using app = await openTestApp();
  const owner = await new Person(app).signUp();
  const id = await owner.make({ name: "서리", greeting: "왔어요?", visibility: "public" });
  const visitor = new Person(app, "203.0.113.9");
  const html = await visitor.page(`/characters/${id}`);
  assert.match(html, /<form method="post" action="\/chats"/);
  assert.match(html, new RegExp(`name="character" value="${id}"`));
  const chat = locationOf(await visitor.post("/chats", { character: id }));
  assert.match(await visitor.page(chat), /왔어요/);
  assert.match(await visitor.page(`/characters/${id}`), /대화 1번/);
});

Deno.test("no page of characters has a script, a style attribute or a heading out of order", async () => {
  await using app = await openTestApp({ env: { SEED_ON_START: "true" } });
  const person = await new Person(app).signUp();
  const id = await person.make({ name: "서리", visibility: "public", alternate_greetings: ["둘"] });
  await person.post(`/characters/${id}/lore/new`, { content: "a", constant: "1", enabled: "1" });
  const pages = [
    "/characters",
    "/characters?q=zzz",
    "/characters?rating=mature",
    "/characters/go-sundeok",
    "/characters/new",
    "/characters/new/avatar",
    "/characters/import",
    "/account/characters",
    ...["", "/edit", "/avatar", "/lore", "/lore/new", "/lore/0", "/lore/0/remove", "/remove"]
      .map((path) => `/characters/${id}${path}`),
  ];
  for (const language of ["ko", "en"]) {
    person.language = language;
    for (const path of pages) {
      const html = await person.page(path);
      assert.doesNotMatch(html, /<script/i, path);
      assert.doesNotMatch(html, / style="| on[a-z]+="/i, path);
      assert.equal(html.match(/<h1[\s>]/g)?.length, 1, path);
      assert.match(html, new RegExp(`<html lang="${language}"`), path);
      assert.doesNotMatch(html, /undefined|\[object/, path);
      assert.ok(html.length < 250_000, `${path} has ${html.length} characters`);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name);
      assert.equal(new Set(ids).size, ids.length, `${path} repeats an id`);
    }
  }
});
