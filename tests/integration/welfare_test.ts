/** The directory over the whole app: pages without script, the API, and a character that looks things up. */
import assert from "node:assert/strict";
import { toolsOfCard } from "@/lib/characters/card/tools.ts";
import { CharacterReply } from "@/lib/characters/model.ts";
import { getCard, requireCharacter } from "@/lib/characters/store.ts";
import { say } from "@/lib/chat/actions.ts";
import { startConversation } from "@/lib/chat/start.ts";
import { readPath, requireConversation } from "@/lib/chat/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { WelfareReply } from "@/lib/welfare/model.ts";
import { seedWelfareOnce } from "@/lib/welfare/starter/seed.ts";
import { removeServices } from "@/lib/welfare/store.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

async function openSeeded(): Promise<TestApp> {
  const app = await openTestApp();
  await seedWelfareOnce(app.kv, 0);
  return app;
}

const search = (query: Record<string, string>) => `?${new URLSearchParams(query)}`;

Deno.test("the directory's page lists, searches and pages without a script", async () => {
  await using app = await openSeeded();
  const first = await app.fetch("/welfare");
  assert.equal(first.status, 200);
  const html = await first.text();
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /rel="next"/);
  assert.match(html, /href="\/welfare"/);
  const found = await (await app.fetch(`/welfare${search({ q: "기초연금을", region: "서울" })}`))
    .text();
  assert.match(found, /href="\/welfare\/basic-pension"/);
  assert.match(found, /<option value="서울" selected/);
  assert.match(found, /href="tel:1355"/);
});

for (
  const [name, query] of [
    ["nothing fits", { q: "양자역학 교과서" }],
    ["the words are markup", { q: `"><script>alert(1)</script>` }],
    ["place and audience are none", { region: "달나라", audience: "aliens" }],
    ["the words have no end", { q: "가".repeat(1_500) }],
  ] as const
) {
  Deno.test(`the directory's page holds when ${name}`, async () => {
    await using app = await openSeeded();
    const reply = await app.fetch(`/welfare${search(query)}`);
    assert.equal(reply.status, 200);
    assert.doesNotMatch(await reply.text(), /<script/);
  });
}

Deno.test("an empty directory invites nobody to page", async () => {
  await using app = await openTestApp();
  const html = await (await app.fetch("/welfare")).text();
  assert.doesNotMatch(html, /rel="next"/);
  assert.match(html, /129/);
});

Deno.test("a service has a page of its own, and none has 404", async () => {
  await using app = await openSeeded();
  const html = await (await app.fetch("/welfare/suicide-109")).text();
  assert.match(html, /href="tel:109"/);
  assert.match(html, /보건복지부/);
  for (const id of ["nobody", "..%2F", "a".repeat(300)]) {
    assert.equal((await app.fetch(`/welfare/${id}`)).status, 404);
  }
});

Deno.test("the API lists, filters and reads services", async () => {
  await using app = await openSeeded();
  const list = async (query: Record<string, string>) => {
    const reply = await app.fetch(`/api/v1/welfare${search(query)}`);
    return { status: reply.status, json: await reply.json() };
  };
  const { json } = await list({ q: "청년 월세", region: "서울특별시", limit: "2" });
  assert.equal(json.items.length, 2);
  assert.ok(json.items.every((item: unknown) => WelfareReply.safeParse(item).success));
  assert.ok(json.items.some(({ id }: WelfareReply) => id === "seoul-youth-rent"));
  assert.equal((await list({ cursor: "nonsense" })).status, 400);
  for (const bad of [{ region: "평양" }, { audience: "aliens" }, { limit: "0" }]) {
    assert.equal((await list(bad)).status, 422);
  }
  const one = await app.fetch("/api/v1/welfare/basic-pension");
  assert.equal(WelfareReply.parse(await one.json()).phone, "1355");
  assert.equal((await app.fetch("/api/v1/welfare/nobody")).status, 404);
  assert.equal((await app.fetch("/api/v1/welfare", { method: "POST" })).status, 405);
});

Deno.test("what was taken out of the starter directory stays out", async () => {
  await using app = await openSeeded();
  await removeServices(app.kv, ["basic-pension"]);
  assert.equal(await seedWelfareOnce(app.kv, 1), 0);
  assert.equal((await app.fetch("/api/v1/welfare/basic-pension")).status, 404);
});

Deno.test("a character that was given the tool looks things up, and its reply keeps what it cites", async () => {
  await using app = await openSeeded();
  const { kv, turns, now } = app.services;
  const entered = await app.fetch("/api/v1/auth/guest", { method: "POST" });
  const { user, access_token: token } = await entered.json();
  const made = await app.fetch("/api/v1/characters", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "순덕", greeting: "어서 와요.", tools: ["service_search"] }),
  });
  const character = CharacterReply.parse(await made.json());
  assert.deepEqual(character.tools, ["service_search"]);
  const stored = await requireCharacter(kv, character.id, user.id);
  assert.deepEqual(toolsOfCard((await getCard(kv, stored)).data), ["service_search"]);

  const viewer = { ...user, kind: "guest" as const, sessionId: "s" };
  const { id } = await startConversation(app.services, {
    viewer,
    characterId: character.id,
    fresh: true,
  });
  await say({ kv, turns, now }, id, {
    ownerId: user.id,
    sentAs: "form-1",
    content: "할머니 돌봄 서비스를 알려 줘",
  });
  // The turn's record goes as it is settled.
  const bell = kv.watch([keys.turn(id)]).getReader();
  while ((await bell.read()).value?.[0]?.versionstamp !== null) { /* until it is over */ }
  await bell.cancel();
  const { leaf } = await requireConversation(kv, id, user.id);
  const reply = (await readPath(kv, id, { leaf, limit: 5 })).messages.at(-1)?.message;
  assert.match(reply?.content ?? "", /^1\. .+\n {4}- 담당: .+\n {4}- 연락처: /m);
  assert.ok((reply?.cited?.length ?? 0) > 0);

  const page = await app.fetch(`/chats/${id}`, { headers: { authorization: `Bearer ${token}` } });
  const html = await page.text();
  for (const { id: cited, title } of reply?.cited ?? []) {
    assert.ok(html.includes(`href="/welfare/${cited}"`), title);
  }
  assert.deepEqual(await checkStore(kv), []);
});
