/** Reporting characters, and what becomes of it: hidden from all but their maker, out of every list, and back again. */
import assert from "node:assert/strict";
import type { User } from "@/lib/accounts/model.ts";
import { moderationDomain } from "@/lib/moderation/account_domain.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import {
  Caller,
  filled,
  locationOf,
  Person,
  problemOf,
} from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const NAME = "싸리비 도깨비 canary";
const TALE = "canary-tale: 장터 뒤에서 빗자루로 태어났어요.";

/** Ann has made a character for everybody; Ben has come by. Cleo looks after the house. */
async function openHouse() {
  const app = await openTestApp({ startMs: NOW, env: { MODERATORS: "not-yet" } });
  const ann = await new Person(app).signUp("안나");
  const ben = await new Person(app).signUp("벤자민");
  const cleo = await new Person(app).signUp("클레오");
  const ids = { ann: await idOf(ann), ben: await idOf(ben), cleo: await idOf(cleo) };
  app.services.env.MODERATORS.push(ids.cleo);
  const id = await ann.make({
    name: NAME,
    tagline: "canary-tagline",
    description: TALE,
    tags: "빗자루",
    visibility: "public",
  });
  return { app, ann, ben, cleo, ids, id, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

async function idOf(person: Person): Promise<string> {
  const html = await person.page("/account");
  return /href="\/users\/([0-9a-z]+)"/.exec(html)?.[1] ?? assert.fail("no profile");
}

const report = (person: Person, id: string, fields: Record<string, string> = {}) =>
  person.post(`/characters/${id}/report`, { reason: "hate", note: "", ...fields });

const decide = (person: Person, id: string, act: string) =>
  person.post("/review", { character: id, do: act });

const isClean = async (app: TestApp) => assert.deepEqual(await checkStore(app.kv), []);

const all = (app: TestApp, prefix: Deno.KvKey) => Array.fromAsync(app.kv.list({ prefix }));

/** Where somebody finds a character: on pages, with their eyes; over the API, as nobody in particular. */
async function findings(person: Person, { id, ownerId }: { id: string; ownerId: string }) {
  const opens = async (path: string) => (await person.get(path)).status === 200;
  const shows = async (path: string) => (await person.page(path)).includes(NAME);
  const { app } = person;
  const sends = async (path: string) => {
    const answer = await app.fetch(`/api/v1/characters${path}`);
    return answer.status === 200 && (await answer.text()).includes(NAME);
  };
  return {
    page: await opens(`/characters/${id}`),
    picture: await opens(`/characters/${id}/portrait?size=small&v=1`),
    card: await opens(`/characters/${id}/card?format=json`),
    gallery: await shows("/characters?sort=new"),
    trending: await shows("/characters"),
    tagged: await shows(`/characters?tag=${encodeURIComponent("빗자루")}`),
    found: await shows(`/characters?q=${encodeURIComponent("싸리비")}`),
    maker: await shows(`/users/${ownerId}`),
    listed: await sends("?sort=popular"),
    searched: await sends(`?q=${encodeURIComponent("싸리비")}`),
    read: await sends(`/${id}`),
  };
}

/** Holds a character to be everywhere, or nowhere. */
async function isThere(
  yes: boolean,
  person: Person,
  character: { id: string; ownerId: string },
): Promise<void> {
  const found = await findings(person, character);
  const expected = Object.fromEntries(Object.keys(found).map((where) => [where, yes]));
  assert.deepEqual(found, expected);
}

Deno.test("a character is reported, hidden from all but its maker, and comes back as it was", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, ids, id } = house;
  const path = `/characters/${id}`;
  const character = { id, ownerId: ids.ann };
  assert.ok((await ben.page(path)).includes(`href="${path}/report"`));
  assert.ok((await new Person(app).page(path)).includes(`href="${path}/report"`));
  const form = await ben.page(`${path}/report`);
  assert.ok(form.includes(NAME) && form.includes("혐오, 욕설, 위협") && !form.includes("<script"));
  const thanks = locationOf(await report(ben, id, { note: "canary-note" }));
  assert.match(await ben.page(thanks), /고마워요\. 신고를 잘 받았어요/);
  await isClean(app);

  const open = await cleo.page("/review");
  for (const shown of [NAME, "canary-tagline", TALE, "canary-note", "혐오, 욕설, 위협", "안나"]) {
    assert.ok(open.includes(shown), shown);
  }
  assert.ok(open.includes(`href="${path}"`), "its page is a click away");
  assert.equal(open.includes("벤자민"), false, "nobody learns who reported it");
  for (const person of [ben, cleo, new Person(app)]) await isThere(true, person, character);

  assert.equal(locationOf(await decide(cleo, id, "hide")), "/review?show=open&done=hide");
  await isClean(app);
  for (const person of [ben, cleo, new Person(app)]) await isThere(false, person, character);
  assert.equal((await ben.get(`${path}/report`)).status, 404);
  assert.equal((await ben.post(`${path}/duplicate`)).status, 404);
  assert.match(await ann.page(path), /이 캐릭터를 가렸어요/);
  assert.match(await ann.page("/account/characters"), /가려짐/);

  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  const hidden = await cleo.page("/review?show=hidden");
  assert.ok(hidden.includes(NAME) && !hidden.includes(`href="${path}"`));
  app.wait(1_000);
  assert.equal(locationOf(await decide(cleo, id, "lift")), "/review?show=hidden&done=lift");
  await isClean(app);
  for (const person of [ben, cleo, new Person(app)]) await isThere(true, person, character);
  assert.equal((await ann.page(path)).includes("가렸어요"), false);
  assert.match(
    await cleo.page("/review?show=log"),
    /다시 보임[\s\S]*캐릭터[\s\S]*가림[\s\S]*캐릭터/,
  );
});

Deno.test("a conversation with a hidden character stays readable, and goes on once it is shown", async () => {
  await using house = await openHouse();
  const { ben, cleo, id } = house;
  const chat = locationOf(await ben.post("/chats", { character: id })).split("?")[0]!;
  assert.ok((await ben.page(chat)).includes('name="text"'));
  await report(ben, id);
  await decide(cleo, id, "hide");
  const closed = await ben.page(chat);
  assert.match(closed, /나눈 이야기는 계속 읽을 수 있어요/);
  assert.equal(closed.includes('name="text"'), false);
  assert.equal((await ben.post("/chats", { character: id })).status, 404);
  await decide(cleo, id, "lift");
  assert.ok((await ben.page(chat)).includes('name="text"'));
});

Deno.test("whom a hidden character may meet counts once it is shown again", async () => {
  await using house = await openHouse();
  const { app, ben, cleo } = house;
  const maker = await new Caller(app).enter();
  const { id, hidden } = await maker.make({ name: "두 번째", visibility: "public" });
  assert.equal(hidden, false);
  await report(ben, id);
  await decide(cleo, id, "hide");
  const read = async () => {
    const { json } = await maker.call("GET", `/characters/${id}`);
    const { visibility, hidden } = json as { visibility: string; hidden: boolean };
    return [visibility, hidden];
  };
  assert.deepEqual(await read(), ["public", true]);
  for (const visibility of ["private", "public", "unlisted"]) {
    const changed = await maker.call("PATCH", `/characters/${id}`, { visibility, tagline: "new" });
    assert.equal(changed.status, 200);
    assert.deepEqual(await read(), [visibility, true]);
    assert.equal((await ben.get(`/characters/${id}`)).status, 404);
    assert.deepEqual((await new Caller(app).list({ q: "두 번째" })).names, []);
    await isClean(app);
  }
  await decide(cleo, id, "lift");
  assert.deepEqual(await read(), ["unlisted", false]);
  assert.equal((await ben.get(`/characters/${id}`)).status, 200);
  assert.deepEqual((await new Caller(app).list({ q: "두 번째" })).names, []);
  await isClean(app);
});

Deno.test("the form of a hidden character keeps who may meet it", async () => {
  await using house = await openHouse();
  const { ann, ben, cleo, id } = house;
  await report(ben, id);
  await decide(cleo, id, "hide");
  const form = await ann.page(`/characters/${id}/edit`);
  assert.match(form, /<input(?=[^>]*name="visibility")(?=[^>]*value="public")(?=[^>]*checked)/);
});

Deno.test("a hidden character is copied by nobody, and its maker is told why; once it is shown again it is", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id } = house;
  const path = `/characters/${id}`;
  const copy = `action="${path}/duplicate"`;
  const maker = await new Caller(app).enter();
  const { id: other } = await maker.make({ name: "두 번째", visibility: "public" });
  const characters = async () => (await all(app, keys.characters())).length;
  const before = await characters();
  assert.ok((await ann.page(path)).includes(copy));
  for (const one of [id, other]) {
    await report(ben, one);
    await decide(cleo, one, "hide");
  }
  const page = await ann.page(path);
  assert.ok(!page.includes(copy) && page.includes("복사할 수는 없어요"));
  // From a page that was opened before.
  const refused = locationOf(await ann.post(`${path}/duplicate`));
  assert.equal(refused, `${path}?done=hidden`);
  assert.match(await ann.page(refused), /is-warn[\s\S]*다시 보이게 될 때까지 복사할 수 없어요/);
  const { status, json } = await maker.call("POST", `/characters/${other}/duplicate`);
  assert.equal(status, 403);
  assert.match(JSON.stringify(json), /Cannot copy the character as it was hidden after a report/);
  assert.equal(await characters(), before);

  for (const one of [id, other]) await decide(cleo, one, "lift");
  assert.ok((await ann.page(path)).includes(copy));
  assert.match(locationOf(await ann.post(`${path}/duplicate`)), /\?done=copied$/);
  assert.equal((await maker.call("POST", `/characters/${other}/duplicate`)).status, 201);
  await isClean(app);
});

Deno.test("somebody reports a character once: a second report takes the place of the first", async () => {
  await using house = await openHouse();
  const { app, ben, cleo, ids, id } = house;
  await report(ben, id, { note: "canary-first" });
  const again = await ben.page(`/characters/${id}/report`);
  assert.ok(again.includes("전에 이 캐릭터를 신고했어요") && again.includes("canary-first"));
  assert.match(again, /<input(?=[^>]*value="hate")(?=[^>]*checked)/);
  await report(ben, id, { reason: "rights", note: "canary-second" });
  assert.equal((await all(app, keys.characterReports())).length, 1);
  const open = await cleo.page("/review");
  assert.ok(open.includes("신고 1건") && open.includes("canary-second"));
  assert.equal(open.includes("canary-first"), false);
  const exported = Object.fromEntries(
    await Array.fromAsync(moderationDomain.exportData(app.kv, ids.ben)),
  );
  assert.match(JSON.stringify(exported["character_reports.json"]), /canary-second/);
  await isClean(app);
});

Deno.test("a character that was left alone is looked at again once somebody else reports it", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id } = house;
  await report(ben, id);
  const tame = filled({ name: NAME, tagline: "now tame", visibility: "public" });
  locationOf(await ann.upload(`/characters/${id}/edit`, tame));
  const open = await cleo.page("/review");
  assert.ok(open.includes("now tame"), "as it is");
  assert.ok(open.includes("canary-tagline"), "as it was when it was reported");
  await decide(cleo, id, "dismiss");
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.equal((await ben.get(`/characters/${id}`)).status, 200);
  await report(cleo, id, { reason: "minors" });
  assert.match(await cleo.page("/review"), /신고 2건/);
  await isClean(app);
});

Deno.test("nobody reports their own character, or one that they may not open, or without a reason", async () => {
  await using house = await openHouse();
  const { app, ann, ben, id } = house;
  const stranger = new Person(app);
  assert.match(locationOf(await stranger.get(`/characters/${id}/report`)), /^\/login/);
  assert.match(locationOf(await report(stranger, id)), /^\/login/);
  assert.equal((await ann.get(`/characters/${id}/report`)).status, 403);
  assert.equal((await report(ann, id)).status, 403);
  assert.equal((await ann.page(`/characters/${id}`)).includes(`${id}/report`), false);
  const secret = await ann.make({ name: "비밀", visibility: "private" });
  for (const gone of [secret, "0".repeat(20), "UPPER"]) {
    assert.equal((await ben.get(`/characters/${gone}/report`)).status, 404);
    assert.equal((await report(ben, gone)).status, 404);
  }
  for (const fields of [{ reason: "" }, { reason: "spoiler" }, { note: "가".repeat(501) }]) {
    const refused = await report(ben, id, fields);
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /까닭을 골라 주세요|500자 안에서/);
  }
  assert.equal((await all(app, keys.characterReports())).length, 0);
  assert.equal((await all(app, keys.reviewCases())).length, 0);
});

Deno.test("a guest may report as anybody else; the report comes along to their account", async () => {
  await using house = await openHouse();
  const { app, cleo, ids, id } = house;
  const guest = new Person(app);
  await guest.post(`/users/${ids.ann}/follow`, { following: "yes" });
  locationOf(await report(guest, id, { note: "canary-guest" }));
  const email = "guest@example.com";
  const password = "감나무 아래 평상";
  await new Person(app).post("/signup", { email, password, nickname: "손님이던 이" });
  locationOf(await guest.post("/login", { email, password, keep_guest_data: "on" }));
  const [kept] = await all(app, keys.characterReports());
  assert.equal(kept?.key[2], await idOf(guest));
  assert.ok((await cleo.page("/review")).includes("canary-guest"));
  await isClean(app);
});

Deno.test("a report that would come to the character's maker goes, whoever of the two was the guest", async () => {
  await using house = await openHouse();
  const { app, ids, cleo } = house;
  const email = "both@example.com";
  const password = "감나무 아래 평상";
  const account = new Person(app);
  await account.post("/signup", { email, password, nickname: "둘 다" });
  const own = await account.make({ name: "계정의 아이", visibility: "public" });
  const guest = new Person(app);
  await guest.post(`/users/${ids.ann}/follow`, { following: "yes" });
  const guests = await guest.make({ name: "손님의 아이", visibility: "public" });
  locationOf(await report(account, guests));
  locationOf(await report(guest, own));
  await decide(cleo, guests, "hide");
  locationOf(await guest.post("/login", { email, password, keep_guest_data: "on" }));
  assert.equal((await all(app, keys.characterReports())).length, 0);
  assert.match(await guest.page(`/characters/${guests}`), /이 캐릭터를 가렸어요/);
  assert.equal((await cleo.get(`/characters/${guests}`)).status, 404, "it stays hidden");
  await isClean(app);
});

Deno.test("reports and case go with the character, with its maker, and with who made them", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id } = house;
  const second = await ann.make({ name: "둘째", visibility: "public" });
  const third = await ann.make({ name: "셋째", visibility: "public" });
  for (const reported of [id, second, third]) await report(ben, reported);
  await report(cleo, third);
  await decide(cleo, id, "hide");
  locationOf(await ann.post(`/characters/${id}/remove`));
  assert.equal((await all(app, keys.characterReportsOn(id))).length, 0);
  assert.match(await cleo.page("/review?show=hidden"), /가린 것이 없어요/);
  await isClean(app);

  const leave = { password: "감나무 아래 평상" };
  assert.equal((await ben.post("/account/delete", leave)).status, 303);
  await cleo.page("/review");
  const left = await all(app, keys.characterReports());
  assert.deepEqual(left.map(({ key }) => key[1]), [third]);
  assert.equal((await all(app, keys.reviewCases())).length, 1, "what nobody reports is no case");
  await isClean(app);

  await decide(cleo, third, "hide");
  assert.equal((await ann.post("/account/delete", leave)).status, 303);
  assert.equal((await all(app, keys.characterReports())).length, 0);
  assert.equal((await all(app, keys.reviewCases())).length, 0);
  await isClean(app);
});

Deno.test("nobody but moderators decides on characters, and nothing but what is there", async () => {
  await using house = await openHouse();
  const { ann, ben, cleo, id } = house;
  await report(ben, id);
  for (const person of [ann, ben]) assert.equal((await decide(person, id, "hide")).status, 404);
  assert.equal((await ben.get(`/characters/${id}`)).status, 200);
  assert.equal((await decide(cleo, "0".repeat(20), "hide")).status, 404);
  assert.equal((await decide(cleo, "../x", "hide")).status, 422);
  assert.equal((await decide(cleo, id, "burn")).status, 422);
});

Deno.test("characters are reported over the API, so often an hour", async () => {
  await using house = await openHouse();
  const { app, id } = house;
  const caller = await new Caller(app).enter();
  const path = `/characters/${id}/report`;
  const own = await caller.make({ name: "내 아이", visibility: "public" });
  const nobody = new Caller(app);
  problemOf(await nobody.call("POST", path, { reason: "hate" }), 401);
  problemOf(await caller.call("POST", `/characters/${own.id}/report`, { reason: "hate" }), 403);
  problemOf(await caller.call("POST", "/characters/nobody/report", { reason: "hate" }), 404);
  assert.deepEqual(problemOf(await caller.call("POST", path, { reason: "?" }), 422), ["reason"]);
  let sent = 0;
  let answer = await caller.call("POST", path, { reason: "hate" });
  while (answer.status === 204 && sent++ < 50) {
    answer = await caller.call("POST", path, { reason: "hate" });
  }
  assert.equal(answer.status, 429);
  assert.ok(sent > 5 && sent <= 20, `${sent} were taken`);
  const [kept] = await all(app, keys.characterReports());
  const { value: reporter } = await app.kv.get<User>(keys.user(String(kept?.key[2])));
  assert.equal(reporter?.kind, "guest");
  await isClean(app);
});
