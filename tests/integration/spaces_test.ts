import assert from "node:assert/strict";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { call, Caller, SPACES } from "@/tests/integration/spaces_client.ts";
import { openTestApp } from "@/tests/support/app.ts";

Deno.test("a space is made, joined, talked in and left by the calls of the first system", async () => {
  await using app = await openTestApp();
  const ana = await Caller.member(app, "Ana");
  const made = await ana.post(SPACES, {
    name: "친구들과의 라운지",
    type: "lounge",
    is_public: false,
    max_users: 20,
    theme: "cozy",
  });
  assert.equal(made.status, 201);
  const { space_id, ...rest } = made.json;
  assert.equal(rest.name, "친구들과의 라운지");
  assert.deepEqual(
    [rest.type, rest.is_public, rest.max_users, rest.theme, rest.participants],
    ["lounge", false, 20, "cozy", []],
  );
  const joined = await ana.post(`${SPACES}/${space_id}/join`);
  assert.equal(joined.status, 200);
  const [me] = joined.json.participants;
  assert.deepEqual([me.user_id, me.character_id, me.role], [ana.id, null, "owner"]);
  assert.deepEqual(Object.keys(me.position), ["x", "y", "z"]);
  const said = await ana.post(`${SPACES}/${space_id}/chat`, { message: "안녕하세요!" });
  assert.equal(said.status, 200);
  const { timestamp, id: _id, ...talk } = said.json;
  assert.deepEqual(talk, {
    space_id,
    user_id: ana.id,
    character_id: null,
    message: "안녕하세요!",
    character_reply: null,
    emotion: null,
    nickname: "Ana",
    character_name: null,
    nonce: null,
    unanswered: null,
  });
  assert.equal(new Date(timestamp).toISOString(), timestamp);
  const left = await ana.post(`${SPACES}/${space_id}/leave`);
  assert.deepEqual(left.json.participants, []);
  const again = await ana.post(`${SPACES}/${space_id}/leave`, {});
  assert.equal(again.status, 200);
  assert.deepEqual(await checkStore(app.kv), []);
  assert.deepEqual(app.logged, []);
});

Deno.test("lists show public spaces by type, newest first, and one's own with ?mine=true", async () => {
  await using app = await openTestApp();
  const [ana, bo] = [await Caller.member(app, "Ana"), await Caller.member(app, "Bo")];
  const first = await ana.makeSpace({ name: "First" });
  app.wait(1000);
  const second = await ana.makeSpace({ name: "Second", type: "event" });
  app.wait(1000);
  const hidden = await ana.makeSpace({ name: "Hidden", is_public: false });
  const ids = async (path: string, caller = bo) =>
    (await caller.get(path)).json.items.map(({ space_id }: { space_id: string }) => space_id);
  assert.deepEqual(await ids(SPACES), [second.space_id, first.space_id]);
  assert.deepEqual(await ids(`${SPACES}?type=lounge`), [first.space_id]);
  assert.deepEqual(await ids(`${SPACES}?mine=true`), []);
  assert.deepEqual(await ids(`${SPACES}?mine=true`, ana), [
    hidden.space_id,
    second.space_id,
    first.space_id,
  ]);
  const page = (await bo.get(`${SPACES}?limit=1`)).json;
  assert.deepEqual(await ids(`${SPACES}?limit=1&cursor=${page.next_cursor}`), [first.space_id]);
  assert.equal((await call(app, "GET", `${SPACES}?mine=true`)).status, 401);
  assert.equal((await call(app, "GET", `${SPACES}?type=castle`)).status, 422);
  assert.equal((await call(app, "GET", SPACES)).json.items.length, 2);
});

const BAD: { name: string; body: Record<string, unknown>; path: string }[] = [
  { name: "no name", body: {}, path: "name" },
  { name: "a name of nothing", body: { name: "\u200b" }, path: "name" },
  { name: "a name of two lines", body: { name: "a\nb" }, path: "name" },
  { name: "an unknown type", body: { name: "a", type: "castle" }, path: "type" },
  { name: "room for one", body: { name: "a", max_users: 1 }, path: "max_users" },
  { name: "room for too many", body: { name: "a", max_users: 1001 }, path: "max_users" },
  { name: "a long theme", body: { name: "a", theme: "x".repeat(41) }, path: "theme" },
  {
    name: "a resident who is nobody",
    body: { name: "a", character_ids: ["nobody"] },
    path: "character_ids.0",
  },
  {
    name: "an event in a lounge",
    body: {
      name: "a",
      event: { starts_at: "2030-01-01T10:00:00Z", ends_at: "2030-01-01T11:00:00Z" },
    },
    path: "event",
  },
];
for (const { name, body, path } of BAD) {
  Deno.test(`a space with ${name} is refused with 422, and says where`, async () => {
    await using app = await openTestApp({ startMs: Date.UTC(2029, 11, 31) });
    const ana = await Caller.member(app, "Ana");
    const { status, json } = await ana.post(SPACES, body);
    assert.equal(status, 422);
    assert.deepEqual(json.errors.map((error: { path: string }) => error.path), [path]);
  });
}

Deno.test("guests make few spaces, and none of the themes that come with an account", async () => {
  await using app = await openTestApp();
  const guest = await Caller.guest(app);
  const refused = await guest.post(SPACES, { name: "Sea", theme: "beach" });
  assert.equal(refused.status, 403);
  assert.match(refused.json.title, /theme/);
  for (let n = 0; n < 5; n++) await guest.makeSpace({ name: `Room ${n}` });
  assert.equal((await guest.post(SPACES, { name: "One more" })).status, 409);
  const ana = await Caller.member(app, "Ana");
  assert.equal((await ana.post(SPACES, { name: "Sea", theme: "beach" })).status, 201);
});

Deno.test("a private space is 404 to strangers, and opens to those with its link until it is renewed", async () => {
  await using app = await openTestApp();
  const [ana, bo, cy] = [
    await Caller.member(app, "Ana"),
    await Caller.member(app, "Bo"),
    await Caller.guest(app),
  ];
  const { space_id } = await ana.makeSpace({ name: "Hidden", is_public: false });
  const path = `${SPACES}/${space_id}`;
  for (
    const [method, below] of [
      ["GET", ""],
      ["POST", "/join"],
      ["POST", "/leave"],
      ["POST", "/chat"],
      ["GET", "/messages"],
      ["GET", "/moderation"],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/invitation"],
    ]
  ) {
    const body = method === "GET" || method === "DELETE" ? undefined : { message: "hi" };
    assert.equal((await bo.call(method!, path + below, body)).status, 404, `${method} ${below}`);
  }
  const { invite_code: first } = (await ana.post(`${path}/invitation`)).json;
  const link = (await ana.post(`${path}/invitation`)).json;
  assert.equal(link.path, `/spaces/${space_id}?invite=${link.invite_code}`);
  assert.equal((await bo.get(`${path}?invite=${first}`)).status, 404);
  assert.equal((await bo.get(`${path}?invite=${link.invite_code}`)).status, 200);
  const joined = await bo.post(`${path}/join`, { invite_code: link.invite_code });
  assert.equal(joined.status, 200);
  await ana.call("DELETE", `${path}/invitation`);
  assert.equal((await cy.post(`${path}/join`, { invite_code: link.invite_code })).status, 404);
  await bo.post(`${path}/leave`);
  assert.equal((await bo.post(`${path}/join`)).status, 200);
  // What the owner reads nobody else does.
  assert.equal((await bo.post(`${path}/invitation`)).status, 403);
  assert.equal((await bo.call("PATCH", path, { name: "Mine" })).status, 403);
  assert.equal((await bo.call("DELETE", path)).status, 403);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("a full space is 409, and an event without a ticket 402", async () => {
  await using app = await openTestApp();
  const [ana, bo, cy] = [
    await Caller.member(app, "Ana"),
    await Caller.member(app, "Bo"),
    await Caller.member(app, "Cy"),
  ];
  const { space_id } = await ana.makeSpace({ name: "Small", max_users: 2 });
  await ana.post(`${SPACES}/${space_id}/join`);
  await bo.post(`${SPACES}/${space_id}/join`);
  const full = await cy.post(`${SPACES}/${space_id}/join`);
  assert.equal(full.status, 409);
  assert.match(full.json.title, /every seat is taken/);
  assert.equal((await cy.post(`${SPACES}/${space_id}/chat`, { message: "hi" })).status, 409);
  const startsAtMs = app.nowMs() + 60_000;
  const paid = await ana.makeSpace({
    name: "Concert",
    type: "event",
    event: {
      starts_at: new Date(startsAtMs).toISOString(),
      ends_at: new Date(startsAtMs + 3_600_000).toISOString(),
      entry: "ticket",
    },
  });
  assert.equal((await bo.post(`${SPACES}/${paid.space_id}/join`)).status, 402);
  assert.equal((await ana.post(`${SPACES}/${paid.space_id}/join`)).status, 200);
});

Deno.test("PATCH changes what it names, throws nobody out, and refuses what POST refuses", async () => {
  await using app = await openTestApp();
  const [ana, bo, cy] = [
    await Caller.member(app, "Ana"),
    await Caller.member(app, "Bo"),
    await Caller.member(app, "Cy"),
  ];
  const { space_id } = await ana.makeSpace({ name: "Room", description: "Quiet", max_users: 5 });
  const path = `${SPACES}/${space_id}`;
  for (const person of [ana, bo, cy]) await person.post(`${path}/join`);
  const changed = await ana.call("PATCH", path, { name: "Hall", max_users: 2, is_public: false });
  assert.equal(changed.status, 200);
  assert.deepEqual(
    [changed.json.name, changed.json.description, changed.json.participant_count],
    ["Hall", "Quiet", 3],
  );
  assert.equal((await ana.call("PATCH", path, { max_users: 0 })).status, 422);
  assert.deepEqual((await call(app, "GET", SPACES)).json.items, []);
  // Who is in a private space may still know of it.
  assert.equal((await bo.get(path)).status, 200);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("a space goes with everything in it", async () => {
  await using app = await openTestApp();
  const [ana, bo] = [await Caller.member(app, "Ana"), await Caller.member(app, "Bo")];
  const { space_id } = await ana.makeSpace({ name: "Room", max_users: 5 });
  const path = `${SPACES}/${space_id}`;
  await bo.post(`${path}/join`);
  await bo.post(`${path}/chat`, { message: "bye" });
  await ana.post(`${path}/moderation`, { action: "mute", user_id: bo.id });
  assert.equal((await ana.call("DELETE", path)).status, 204);
  assert.equal((await ana.get(path)).status, 404);
  assert.equal((await ana.call("DELETE", path)).status, 404);
  assert.deepEqual(await checkStore(app.kv), []);
  for (const prefix of [keys.spaceSeats(space_id), keys.spaceMessages(space_id)]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), []);
  }
});

Deno.test("moderators see to order over the API, and the log says who did what", async () => {
  await using app = await openTestApp();
  const [ana, bo, cy] = [
    await Caller.member(app, "Ana"),
    await Caller.member(app, "Bo"),
    await Caller.member(app, "Cy"),
  ];
  const { space_id } = await ana.makeSpace({ name: "Room" });
  const path = `${SPACES}/${space_id}`;
  const moderate = async (by: Caller, body: Record<string, unknown>) =>
    (await by.post(`${path}/moderation`, body)).status;
  for (const person of [bo, cy]) await person.post(`${path}/join`);
  assert.equal(await moderate(bo, { action: "kick", user_id: cy.id }), 403);
  assert.equal(await moderate(ana, { action: "add_moderator", user_id: bo.id }), 204);
  assert.equal(await moderate(bo, { action: "mute", user_id: cy.id, seconds: 30 }), 204);
  const muted = await cy.post(`${path}/chat`, { message: "hey" });
  assert.deepEqual([muted.status, muted.headers.get("retry-after")], [403, "30"]);
  assert.equal(await moderate(bo, { action: "unmute", user_id: cy.id }), 204);
  assert.equal(await moderate(bo, { action: "slow_mode", seconds: 60 }), 204);
  const said = await cy.post(`${path}/chat`, { message: "hey", nonce: "n1" });
  assert.equal(said.json.nonce, "n1");
  assert.equal((await cy.post(`${path}/chat`, { message: "hey", nonce: "n1" })).status, 409);
  const slow = await cy.post(`${path}/chat`, { message: "more" });
  assert.equal(slow.status, 429);
  assert(slow.headers.get("retry-after"));
  assert.equal((await cy.call("DELETE", `${path}/messages/${said.json.id}`)).status, 204);
  assert.equal(await moderate(bo, { action: "kick", user_id: cy.id, reason: "noise" }), 204);
  assert.equal((await cy.post(`${path}/join`)).status, 403);
  app.wait(60_000);
  assert.equal((await cy.post(`${path}/join`)).status, 200);
  assert.equal(await moderate(bo, { action: "ban", user_id: cy.id }), 204);
  assert.equal(await moderate(bo, { action: "dance", user_id: cy.id }), 422);
  assert.equal(await moderate(bo, { action: "lock" }), 204);
  const { json } = await ana.get(`${path}/moderation`);
  assert.deepEqual(
    json.items.map(({ action }: { action: string }) => action),
    ["lock", "ban", "kick", "slow_mode", "unmute", "mute", "add_moderator"],
  );
  assert.deepEqual(json.bans.map((each: { user_id: string }) => each.user_id), [cy.id]);
  assert.equal((await cy.get(`${path}/moderation`)).status, 403);
  const messages = (await ana.get(`${path}/messages`)).json.items;
  assert.deepEqual(
    messages.map((each: { message: string; removed: boolean }) => [each.message, each.removed]),
    [["", true]],
  );
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("nothing of spaces is done without an account, and unknown ones are 404", async () => {
  await using app = await openTestApp();
  const ana = await Caller.member(app, "Ana");
  assert.equal((await call(app, "POST", SPACES, { body: { name: "a" } })).status, 401);
  for (const below of ["/join", "/leave", "/chat", "/moderation", "/invitation"]) {
    const path = `${SPACES}/nowhere${below}`;
    assert.equal((await call(app, "POST", path, { body: {} })).status, 401, below);
    const body = { message: "hi", action: "lock" };
    assert.equal((await ana.post(path, body)).status, 404, below);
  }
  assert.equal((await ana.get(`${SPACES}/..%2f`)).status, 404);
});
