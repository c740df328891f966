import assert from "node:assert/strict";
import { seedOnce } from "@/lib/starter/seed.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NEW = {
  name: "우리 마루",
  description: "차 한잔해요",
  type: "lounge",
  theme: "teahouse",
  visibility: "public",
  max_users: "20",
  slow_mode: "0",
  do: "save",
};

function at(response: Response): string {
  return response.headers.get("location") ?? "";
}

/** Opens a space by the form; gives its id. */
async function open(person: Person, fields: Record<string, string> = {}): Promise<string> {
  const response = await person.post("/spaces/new", { ...NEW, ...fields });
  assert.equal(response.status, 303, (await response.text()).slice(0, 500));
  const [, id = ""] = /^\/spaces\/([0-9a-z]+)\/settings\?done=opened$/.exec(at(response)) ?? [];
  assert(id, at(response));
  return id;
}

async function withHouse(run: (app: TestApp) => Promise<void>): Promise<void> {
  await using app = await openTestApp();
  await seedOnce(app.services);
  await run(app);
  assert.deepEqual(await checkStore(app.kv), []);
}

Deno.test("a space is opened by a form, found on the list, entered, talked in and left without a script", () =>
  withHouse(async (app) => {
    const ana = await new Person(app).signUp("아나");
    const id = await open(ana);
    assert.match(await ana.page(`/spaces/${id}/settings?done=opened`), /공간이 열렸어요/);
    const list = await ana.page("/spaces");
    assert(list.includes(`href="/spaces/${id}"`) && list.includes("우리 마루"));
    assert.match(await ana.page("/spaces/mine"), /우리 마루/);
    assert(!(await ana.page("/spaces?type=event")).includes("우리 마루"));
    const joined = await ana.post(`/spaces/${id}/join`);
    assert.deepEqual([joined.status, at(joined)], [303, `/spaces/${id}`]);
    assert.match(await ana.page("/spaces"), /지금 1명이 있어요/);
    const said = await ana.post(`/spaces/${id}/say`, { message: "어서 와요", nonce: "n1" });
    assert.deepEqual([said.status, at(said)], [303, `/spaces/${id}#say`]);
    // The same form again, as by a reload: it stays said once.
    assert.equal(
      (await ana.post(`/spaces/${id}/say`, { message: "어서 와요", nonce: "n1" })).status,
      303,
    );
    const room = await ana.page(`/spaces/${id}`);
    assert(room.includes("어서 와요"));
    const left = await ana.post(`/spaces/${id}/leave`);
    assert.deepEqual([left.status, at(left)], [303, "/spaces?done=left"]);
    assert.match(await ana.page("/spaces?done=left"), /공간에서 나왔어요/);
  }));

Deno.test("the form says what is wrong beside each field, and keeps all that was typed", () =>
  withHouse(async (app) => {
    const ana = await new Person(app).signUp();
    const response = await ana.post("/spaces/new", {
      ...NEW,
      name: "",
      description: "차 한잔해요",
      max_users: "1",
      visibility: "nobody",
      theme: "",
    });
    assert.equal(response.status, 422);
    const html = await response.text();
    for (const field of ["name", "max_users", "visibility", "theme"]) {
      assert(html.includes(`href="#field-${field}"`), field);
    }
    assert(html.includes("차 한잔해요"));
  }));

Deno.test("an event is scheduled by the same form, and a lounge drops its times", () =>
  withHouse(async (app) => {
    const ana = await new Person(app).signUp();
    const times = {
      type: "event",
      scheduled: "1",
      event_starts: "2099-05-01T19:00",
      event_ends: "2099-05-01T20:00",
      event_zone: "Asia/Seoul",
      event_entry: "open",
      event_turn_s: "90",
    };
    // Nobody plans so far ahead.
    const far = await ana.post("/spaces/new", { ...NEW, ...times });
    assert.equal(far.status, 422);
    assert((await far.text()).includes("#field-event_starts"));
    const soon = new Date(app.nowMs() + 3 * 86_400_000).toISOString().slice(0, 10);
    const id = await open(ana, {
      ...times,
      event_starts: `${soon}T19:00`,
      event_ends: `${soon}T20:00`,
    });
    assert.match(await ana.page("/spaces?type=event"), /우리 마루/);
    assert.equal((await ana.get(`/spaces/${id}/event`)).status, 200);
    const back = await ana.post(`/spaces/${id}/settings`, { ...NEW, ...times, type: "lounge" });
    assert.equal(back.status, 303);
    assert.equal((await ana.get(`/spaces/${id}/event`)).status, 404);
  }));

Deno.test("residents are found, ticked and moved in; what others keep private is not to be had", () =>
  withHouse(async (app) => {
    const [ana, bo] = [await new Person(app).signUp(), await new Person(app).signUp()];
    const secret = await bo.make({ name: "비밀이" });
    const found = await ana.post("/spaces/new", {
      ...NEW,
      q: "순덕",
      resident: secret,
      do: "enter",
    });
    assert.equal(found.status, 200);
    const html = await found.text();
    assert(html.includes("고순덕") || html.includes("순덕"));
    assert(!html.includes("비밀이"), "a private character was shown");
    const refused = await ana.post("/spaces/new", { ...NEW, resident: secret });
    assert.equal(refused.status, 422);
    assert(!(await refused.text()).includes("비밀이"));
    const id = await open(ana, { resident: "go-sundeok" });
    assert.match(await ana.page(`/spaces/${id}`), /순덕/);
  }));

Deno.test("guests open spaces too, but not those that come with an account", () =>
  withHouse(async (app) => {
    const guest = new Person(app);
    assert.match(await guest.page("/spaces/new"), /가입한 분께/);
    const refused = await guest.post("/spaces/new", { ...NEW, theme: "seaside" });
    assert.equal(refused.status, 422);
    assert((await refused.text()).includes("#field-theme"));
    for (let n = 0; n < 5; n++) await open(guest);
    const full = await guest.post("/spaces/new", NEW);
    assert.equal(full.status, 422);
    assert.match(await full.text(), /먼저 하나를 닫아 주세요/);
  }));

Deno.test("a private space opens by its link alone, which its owner renews and takes back", () =>
  withHouse(async (app) => {
    const [ana, bo] = [await new Person(app).signUp(), new Person(app)];
    const id = await open(ana, { visibility: "private" });
    assert(!(await ana.page("/spaces")).includes(id));
    assert.equal((await bo.get(`/spaces/${id}`)).status, 404);
    assert.equal((await bo.post(`/spaces/${id}/join`)).status, 404);
    assert.equal((await bo.post(`/spaces/${id}/say`, { message: "안녕" })).status, 404);
    await ana.post(`/spaces/${id}/invitation`, { do: "renew" });
    const [, code = ""] = /invite=([\w-]+)/.exec(await ana.page(`/spaces/${id}/settings`)) ?? [];
    assert(code);
    assert.equal((await bo.get(`/spaces/${id}?invite=${code}`)).status, 200);
    const joined = await bo.post(`/spaces/${id}/join`, { invite: code });
    assert.equal(joined.status, 303);
    assert.equal((await bo.get(`/spaces/${id}`)).status, 200);
    assert.match(await bo.page("/spaces/mine"), /우리 마루/);
    await ana.post(`/spaces/${id}/invitation`, { do: "drop" });
    assert.equal((await new Person(app).get(`/spaces/${id}?invite=${code}`)).status, 404);
    for (const path of ["settings", "remove", "moderation"]) {
      assert.equal((await bo.get(`/spaces/${id}/${path}`)).status, 403, path);
    }
  }));

Deno.test("whoever looks after a space puts people out, silences, shuts out, and takes it back", () =>
  withHouse(async (app) => {
    const [ana, bo] = [await new Person(app).signUp("아나"), await new Person(app).signUp("보")];
    const id = await open(ana);
    await bo.post(`/spaces/${id}/say`, { message: "시끄럽게" });
    const order = `/spaces/${id}/moderation`;
    const page = await ana.page(order);
    const [, user = ""] = /name="user_id" value="([0-9a-z]+)"/.exec(page) ?? [];
    assert(user);
    const muted = await ana.post(order, { action: "mute", user_id: user });
    assert.equal(muted.status, 303);
    const refused = await bo.post(`/spaces/${id}/say`, { message: "한마디 더" });
    assert.equal(refused.status, 403);
    const html = await refused.text();
    assert(html.includes("한마디 더"), "the words are gone");
    assert.match(html, /잠시 말할 수 없어요/);
    assert.match(await ana.page(`${order}?done=mute&about=${user}`), /되돌리기/);
    await ana.post(order, { action: "unmute", user_id: user });
    await ana.post(order, { action: "slow_mode", seconds: "60" });
    await ana.post(order, { action: "ban", user_id: user });
    assert.equal((await bo.post(`/spaces/${id}/join`)).status, 403);
    assert.match(await ana.page(order), /아나 님이 보 님을 들이지 않기로 했어요/);
    await ana.post(order, { action: "unban", user_id: user });
    assert.equal((await bo.post(`/spaces/${id}/join`)).status, 303);
    assert.equal((await ana.post(order, { action: "dance", user_id: user })).status, 422);
    assert.equal((await bo.post(order, { action: "lock" })).status, 403);
  }));

Deno.test("a space is closed after a question, and only by its owner", () =>
  withHouse(async (app) => {
    const [ana, bo] = [await new Person(app).signUp(), await new Person(app).signUp()];
    const id = await open(ana);
    assert.match(await ana.page(`/spaces/${id}/remove`), /정말 닫을까요/);
    assert.equal((await bo.post(`/spaces/${id}/remove`)).status, 403);
    const gone = await ana.post(`/spaces/${id}/remove`);
    assert.deepEqual([gone.status, at(gone)], [303, "/spaces?done=removed"]);
    assert.equal((await ana.get(`/spaces/${id}`)).status, 404);
  }));

Deno.test("pages of spaces that need an account lead to the login, and back", () =>
  withHouse(async (app) => {
    const stranger = new Person(app);
    for (const path of ["/spaces/mine", "/spaces/persimmon-maru/settings"]) {
      const response = await stranger.get(path);
      assert.deepEqual(
        [response.status, at(response)],
        [303, `/login?back=${encodeURIComponent(path)}`],
      );
    }
    const ana = await new Person(app).signUp();
    assert.equal((await ana.get("/spaces/persimmon-maru/settings")).status, 403);
    assert.equal((await ana.get("/spaces/nowhere/moderation")).status, 404);
  }));

Deno.test("what is said is looked at before it is said: nothing, too much, or for nobody who lives there", () =>
  withHouse(async (app) => {
    const ana = await new Person(app).signUp();
    const say = (fields: Record<string, string>) => ana.post("/spaces/persimmon-maru/say", fields);
    assert.equal((await say({ message: "  " })).status, 422);
    const long = await say({ message: "가".repeat(1001) });
    assert.equal(long.status, 422);
    assert((await long.text()).includes("가".repeat(1001)));
    const nobody = await say({ message: "안녕", character_id: "nobody" });
    assert.equal(nobody.status, 422);
    assert.match(await nobody.text(), /이곳에 살지 않는 캐릭터예요/);
  }));
