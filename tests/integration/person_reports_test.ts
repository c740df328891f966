/** Reporting people, and what becomes of it: a name that is hidden, seen by its owner alone, and shown again. */
import assert from "node:assert/strict";
import { keys } from "@/lib/store/keys.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { locationOf, Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const BAD = "canary-싸게팝니다";

/** Ann and Ben are here; Ben has a bad name. Cleo looks after the house. */
async function openHouse() {
  const app = await openTestApp({ startMs: NOW, env: { MODERATORS: "not-yet" } });
  const ann = await new Person(app).signUp("안나");
  const ben = await new Person(app).signUp(BAD);
  const cleo = await new Person(app).signUp("클레오");
  const ids = { ann: await idOf(ann), ben: await idOf(ben), cleo: await idOf(cleo) };
  app.services.env.MODERATORS.push(ids.cleo);
  return { app, ann, ben, cleo, ids, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

async function idOf(person: Person): Promise<string> {
  const html = await person.page("/account");
  return /href="\/users\/([0-9a-z]+)"/.exec(html)?.[1] ?? assert.fail("no profile");
}

const report = (person: Person, id: string, fields: Record<string, string> = {}) =>
  person.post(`/users/${id}/report`, { reason: "name", note: "", ...fields });

const isClean = async (app: TestApp) => assert.deepEqual(await checkStore(app.kv), []);

const all = (app: TestApp, prefix: Deno.KvKey) => Array.fromAsync(app.kv.list({ prefix }));

/** The name on somebody's page, as `person` sees it. */
async function nameOn(person: Person, id: string): Promise<string> {
  const html = await person.page(`/users/${id}`);
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1] ?? assert.fail("no name");
}

Deno.test("a person is reported, their name hidden from all but them, and shown again", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, ids } = house;
  assert.ok((await ann.page(`/users/${ids.ben}`)).includes(`/users/${ids.ben}/report`));
  const form = await ann.page(`/users/${ids.ben}/report`);
  assert.ok(form.includes(BAD) && form.includes("이름이 불쾌해요") && !form.includes("<script"));
  const thanks = locationOf(await report(ann, ids.ben, { note: "canary-note" }));
  assert.match(await ann.page(thanks), /고마워요\. 신고를 잘 받았어요/);
  await isClean(app);

  const open = await cleo.page("/review");
  assert.ok(open.includes(BAD) && open.includes("canary-note") && open.includes("이름이 불쾌해요"));
  assert.ok(open.includes(`href="/users/${ids.ben}"`), "the profile is a click away");
  assert.equal(open.includes("안나"), false, "nobody learns who reported it");
  const hide = await cleo.post("/review", { person: ids.ben, do: "hide" });
  assert.equal(locationOf(hide), "/review?show=open&done=hide");
  await isClean(app);

  for (const person of [ann, cleo, new Person(app)]) {
    assert.match(await nameOn(person, ids.ben), /^\p{Script=Hangul}+ \d{3}$/u);
    assert.equal((await person.page(`/users/${ids.ben}`)).includes(BAD), false);
  }
  const sent = await (await app.fetch(`/api/v1/users/${ids.ben}`)).text();
  assert.equal(sent.includes(BAD), false);
  const own = await ben.page(`/users/${ids.ben}`);
  assert.ok(own.includes(BAD) && own.includes("가렸어요"), "its owner is told");
  const account = await ben.page("/account");
  assert.ok(account.includes(`value="${BAD}"`) && account.includes("가렸어요"));

  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.ok((await cleo.page("/review?show=hidden")).includes(BAD));
  app.wait(1_000);
  await cleo.post("/review", { person: ids.ben, do: "lift" });
  assert.equal(await nameOn(ann, ids.ben), BAD);
  assert.equal((await ben.page("/account")).includes("가렸어요"), false);
  const log = await cleo.page("/review?show=log");
  assert.match(log, /다시 보임[\s\S]*사람[\s\S]*가림[\s\S]*사람/);
  await isClean(app);
});

Deno.test("another name for one that is hidden stays hidden until it is looked at", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, ids } = house;
  await report(ann, ids.ben);
  await cleo.post("/review", { person: ids.ben, do: "hide" });
  const shown = await nameOn(ann, ids.ben);
  locationOf(await ben.post("/account", { nickname: "벤자민" }));
  assert.equal(await nameOn(ann, ids.ben), shown);
  const hidden = await cleo.page("/review?show=hidden");
  assert.ok(
    hidden.includes("벤자민") && hidden.includes(BAD),
    "the new name, and the reported one",
  );
  await isClean(app);
  await cleo.post("/review", { person: ids.ben, do: "lift" });
  assert.equal(await nameOn(ann, ids.ben), "벤자민");
  await isClean(app);
});

Deno.test("somebody reports a person once: a second report takes the place of the first", async () => {
  await using house = await openHouse();
  const { app, ann, cleo, ids } = house;
  await report(ann, ids.ben, { note: "canary-first" });
  const again = await ann.page(`/users/${ids.ben}/report`);
  assert.ok(again.includes("전에 이분을 신고했어요") && again.includes("canary-first"));
  assert.match(again, /<input[^>]*value="name"[^>]*checked|<input[^>]*checked[^>]*value="name"/);
  await report(ann, ids.ben, { reason: "spam", note: "canary-second" });
  assert.equal((await all(app, keys.personReports())).length, 1);
  const open = await cleo.page("/review");
  assert.ok(open.includes("신고 1건") && open.includes("canary-second"));
  assert.equal(open.includes("canary-first"), false);
  await isClean(app);
});

Deno.test("a person who was left alone is looked at again once somebody else reports them", async () => {
  await using house = await openHouse();
  const { app, ann, cleo, ids } = house;
  await report(ann, ids.ben);
  await cleo.post("/review", { person: ids.ben, do: "dismiss" });
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.equal(await nameOn(ann, ids.ben), BAD);
  await report(cleo, ids.ben, { reason: "impersonation" });
  assert.match(await cleo.page("/review"), /신고 2건/);
  await isClean(app);
});

Deno.test("of two who decide at the same moment, the one who hides it is not undone by the one who leaves it", async () => {
  await using house = await openHouse();
  const { app, ann, cleo, ids } = house;
  await report(ann, ids.ben);
  await cleo.post("/review", { person: ids.ben, do: "hide" });
  await cleo.post("/review", { person: ids.ben, do: "dismiss" });
  assert.notEqual(await nameOn(ann, ids.ben), BAD);
  assert.ok((await cleo.page("/review?show=hidden")).includes(BAD), "it can still be lifted");
  assert.equal((await all(app, keys.reviewDeeds())).length, 1);
  await isClean(app);
});

Deno.test("nobody reports themselves, or somebody who is not there, or without a reason", async () => {
  await using house = await openHouse();
  const { app, ann, ids } = house;
  const stranger = new Person(app);
  assert.match(locationOf(await stranger.get(`/users/${ids.ben}/report`)), /^\/login/);
  assert.match(locationOf(await report(stranger, ids.ben)), /^\/login/);
  assert.equal((await ann.get(`/users/${ids.ann}/report`)).status, 403);
  assert.equal((await report(ann, ids.ann)).status, 403);
  assert.equal((await ann.page(`/users/${ids.ann}`)).includes("/report"), false);
  assert.equal((await report(ann, "0".repeat(26))).status, 404);
  for (const fields of [{ reason: "" }, { reason: "spoiler" }, { note: "가".repeat(501) }]) {
    const refused = await report(ann, ids.ben, fields);
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /까닭을 골라 주세요|500자 안에서/);
  }
  assert.equal((await all(app, keys.personReports())).length, 0);
  assert.equal((await all(app, keys.reviewCases())).length, 0);
});

Deno.test("a guest may report as anybody else; the report comes along to their account", async () => {
  await using house = await openHouse();
  const { app, cleo, ids } = house;
  const guest = new Person(app);
  await guest.post(`/users/${ids.ann}/follow`, { following: "yes" });
  locationOf(await report(guest, ids.ben, { note: "canary-guest" }));
  const email = "guest@example.com";
  const password = "감나무 아래 평상";
  await new Person(app).post("/signup", { email, password, nickname: "손님이던 이" });
  locationOf(await guest.post("/login", { email, password, keep_guest_data: "on" }));
  const [kept] = await all(app, keys.personReports());
  assert.equal(kept?.key[2], await idOf(guest));
  assert.ok((await cleo.page("/review")).includes("canary-guest"));
  await isClean(app);
});

Deno.test("a guest whose name is hidden signs up without getting it shown", async () => {
  await using house = await openHouse();
  const { app, ann, cleo, ids } = house;
  const guest = new Person(app);
  await guest.post(`/users/${ids.ann}/follow`, { following: "yes" });
  const id = await idOf(guest);
  await report(ann, id);
  await cleo.post("/review", { person: id, do: "hide" });
  const shown = await nameOn(ann, id);
  await guest.signUp(BAD);
  assert.equal(await nameOn(ann, id), shown);
  assert.ok((await guest.page(`/users/${id}`)).includes(BAD));
  await isClean(app);
});

Deno.test("reports and cases go with whom they are about, and with who made them", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, ids } = house;
  await report(ann, ids.ben);
  await report(ben, ids.ann);
  await cleo.post("/review", { person: ids.ben, do: "hide" });
  const leave = { password: "감나무 아래 평상" };
  assert.equal((await ben.post("/account/delete", leave)).status, 303);
  assert.equal((await ben.get(`/users/${ids.ben}`)).status, 404);
  assert.equal((await all(app, keys.personReports())).length, 0);
  assert.match(await cleo.page("/review?show=hidden"), /가린 것이 없어요/);
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.equal((await all(app, keys.reviewCases())).length, 0);
  await isClean(app);
});

Deno.test("nobody but moderators decides on people, and nothing but what is there", async () => {
  await using house = await openHouse();
  const { ann, ben, cleo, ids } = house;
  await report(ann, ids.ben);
  for (const person of [ann, ben]) {
    const hide = await person.post("/review", { person: ids.ben, do: "hide" });
    assert.equal(hide.status, 404);
  }
  assert.equal(await nameOn(ann, ids.ben), BAD);
  assert.equal((await cleo.post("/review", { person: ids.ann, do: "hide" })).status, 404);
  assert.equal((await cleo.post("/review", { person: "../x", do: "hide" })).status, 422);
  assert.equal((await cleo.post("/review", { person: ids.ben, do: "burn" })).status, 422);
  assert.equal((await cleo.post("/review", { do: "hide" })).status, 422);
});

Deno.test("people are reported over the API, so often an hour", async () => {
  await using house = await openHouse();
  const { app, ids } = house;
  const signedUp = await app.fetch("/api/v1/auth/signup", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "d@example.com", password: "대청마루의 그늘", nickname: "단" }),
  });
  const { user, access_token } = await signedUp.json();
  assert.equal(user.nickname_hidden, false);
  const send = (id: string, body: unknown, token = access_token) =>
    app.fetch(`/api/v1/users/${id}/report`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  assert.equal((await send(ids.ben, { reason: "name" }, "none")).status, 401);
  assert.equal((await send(user.id, { reason: "name" })).status, 403);
  assert.equal((await send("nobody", { reason: "name" })).status, 404);
  assert.equal((await send(ids.ben, { reason: "?" })).status, 422);
  let sent = 0;
  let answer = await send(ids.ben, { reason: "name" });
  while (answer.status === 204 && sent++ < 50) answer = await send(ids.ben, { reason: "name" });
  assert.equal(answer.status, 429);
  assert.ok(sent > 5 && sent <= 20, `${sent} were taken`);
  assert.equal((await all(app, keys.personReports())).length, 1);
  await isClean(app);
});
