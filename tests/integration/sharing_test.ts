/** Sharing and boards as people and clients meet them: pages without script, and the API. */
import assert from "node:assert/strict";
import { z } from "zod";
import { encodePng } from "@/lib/avatar/codec.ts";
import { make } from "@/lib/characters/characters_for_tests.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { SPACE } from "@/lib/spaces/spaces_for_tests.ts";
import { putSpace } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";
import { openTestApp, ORIGIN, type TestApp } from "@/tests/support/app.ts";
import { Person } from "@/tests/integration/characters_client.ts";

const ROOM: Space = {
  ...SPACE,
  id: "room",
  name: { ko: "감나무 마루", en: "Persimmon floor" },
  maxUsers: 10,
};

async function addRoom(app: TestApp, change: Partial<Space> = {}): Promise<Space> {
  const space = { ...ROOM, ...change };
  const write = app.kv.atomic();
  putSpace(write, space);
  await write.commit();
  return space;
}

/** A person who is in the room. */
async function enter(
  app: TestApp,
  name: string,
  spaceId = ROOM.id,
): Promise<Person & { id: string }> {
  const person = await new Person(app).signUp(name);
  const me = z.object({ id: z.string() }).parse(await (await person.get("/api/v1/auth/me")).json());
  // The number of the seat is of no matter here.
  await app.kv.set(keys.spaceMember(spaceId, me.id), 0);
  return Object.assign(person, me);
}

async function call(person: Person, method: string, path: string, body?: unknown) {
  const headers: Record<string, string> = {
    cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    origin: ORIGIN,
  };
  if (body !== undefined && !(body instanceof FormData)) {
    headers["content-type"] = "application/json";
  }
  const response = await person.app.fetch(`/api/v1/spatial/spaces${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: text ? JSON.parse(text) : null,
    headers: response.headers,
  };
}

function pngFile(width = 64, height = 64): Promise<File> {
  const data = new Uint8ClampedArray(width * height * 4).fill(180);
  return encodePng(new ImageData(data, width, height))
    .then((bytes) => new File([bytes], "photo.png", { type: "image/png" }));
}

const formWith = (file: File) => {
  const form = new FormData();
  form.set("file", file);
  return form;
};

Deno.test("a picture is brought, shared, seen by those who may see the space, and by nobody else", async () => {
  await using app = await openTestApp();
  await addRoom(app, { isPublic: false });
  const ann = await enter(app, "앤");
  const brought = await call(ann, "POST", "/room/images", formWith(await pngFile()));
  assert.equal(brought.status, 201, JSON.stringify(brought.json));
  const { image, url, width, height } = brought.json;
  assert.deepEqual([url, width, height], [`/spaces/room/images/${image}`, 64, 64]);

  const shared = await call(ann, "POST", "/room/shares", {
    share: { kind: "image", image, alt: "감" },
    message: "이것 봐요",
  });
  assert.equal(shared.status, 201, JSON.stringify(shared.json));
  assert.deepEqual(shared.json.share, { kind: "image", url, width, height, alt: "감" });

  const seen = await ann.get(url);
  assert.equal(seen.status, 200);
  assert.equal(seen.headers.get("content-type"), "image/webp");
  assert.match(seen.headers.get("cache-control") ?? "", /^private/);
  assert.match(seen.headers.get("content-security-policy") ?? "", /sandbox/);
  await seen.body?.cancel();
  const stranger = await new Person(app).signUp("남");
  assert.equal((await stranger.get(url)).status, 404);
  assert.equal((await new Person(app).get(url)).status, 404);
});

Deno.test("what is shared stands in the history, a link as a card of its address where it cannot be asked", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const ann = await enter(app, "앤");
  const shared = await call(ann, "POST", "/room/shares", {
    share: { kind: "link", url: "http://127.0.0.1/inside?q=1" },
  });
  assert.equal(shared.status, 201, JSON.stringify(shared.json));
  assert.deepEqual([shared.json.message, shared.json.share.title], ["", "127.0.0.1/inside"]);
  const kept: string[] = [];
  for await (const { value } of app.kv.list({ prefix: keys.spaceMessages("room") })) {
    for (const { id } of value as { id: string }[]) kept.push(id);
  }
  assert.deepEqual(kept, [shared.json.id]);
});

Deno.test("sharing says what is wrong, at the field that is wrong", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const ann = await enter(app, "앤");
  const hidden = await make(app.kv, "숨은이", { visibility: "private" });
  const mine = await make(app.kv, "내것", { visibility: "private", ownerId: ann.id });
  const refused = async (share: unknown) => {
    const { status, json } = await call(ann, "POST", "/room/shares", { share });
    return [status, json.errors?.[0]?.path];
  };
  assert.deepEqual(await refused({ kind: "character", character_id: hidden.id }), [
    422,
    "share.character_id",
  ]);
  assert.deepEqual(await refused({ kind: "character", character_id: mine.id }), [
    422,
    "share.character_id",
  ]);
  assert.deepEqual(await refused({ kind: "story", story_id: "none" }), [422, "share.story_id"]);
  assert.deepEqual(await refused({ kind: "image", image: "none" }), [422, "share.image"]);
  assert.deepEqual(await refused({ kind: "link", url: "javascript:alert(1)" }), [422, "share.url"]);
  assert.deepEqual((await refused({ kind: "screen", on: true }))[0], 422);
  const text = new File(["<svg/>"], "x.png", { type: "image/png" });
  assert.equal((await call(ann, "POST", "/room/images", formWith(text))).status, 415);
  const huge = new File([new Uint8Array(5 * 1024 * 1024 + 1)], "x.png", { type: "image/png" });
  assert.equal((await call(ann, "POST", "/room/images", formWith(huge))).status, 413);
});

Deno.test("only those in the space share and pin, and not while they are muted", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const outside = await new Person(app).signUp("밖");
  const inside = await enter(app, "안");
  await app.kv.set(keys.spaceMute("room", inside.id), {
    v: 1,
    spaceId: "room",
    userId: inside.id,
    nickname: "안",
    byId: "owner",
    reason: "",
    atMs: 0,
    untilMs: null,
  });
  const share = { kind: "link", url: "http://127.0.0.1/" };
  for (const [person, code] of [[outside, "not-in-space"], [inside, "space-muted"]] as const) {
    for (const path of ["/room/shares", "/room/pins"]) {
      const { status, json } = await call(person, "POST", path, { share });
      assert.ok(status === 403 || status === 409, `${path} ${status}`);
      assert.ok(JSON.stringify(json).includes(code), JSON.stringify(json));
    }
    const form = formWith(await pngFile());
    assert.notEqual((await call(person, "POST", "/room/images", form)).status, 201);
  }
  assert.equal((await call(new Person(app), "POST", "/room/pins", { share })).status, 401);
});

Deno.test("the board's API pins, moves, takes down and puts back", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const [ann, bob] = [await enter(app, "앤"), await enter(app, "밥")];
  const pin = async (text: string) => {
    const { status, json } = await call(ann, "POST", "/room/pins", { text });
    assert.equal(status, 201, JSON.stringify(json));
    return json.pin.id as string;
  };
  const [one, two] = [await pin("하나"), await pin("둘")];
  const texts = async () =>
    (await call(new Person(app), "GET", "/room/pins")).json.pins.map(({ text }: { text: string }) =>
      text
    );
  assert.deepEqual(await texts(), ["둘", "하나"]);
  assert.equal((await call(ann, "PATCH", `/room/pins/${one}`, { place: 0 })).status, 200);
  assert.deepEqual(await texts(), ["하나", "둘"]);
  assert.equal((await call(bob, "DELETE", `/room/pins/${one}`)).status, 403);
  assert.equal((await call(ann, "DELETE", `/room/pins/${one}`)).status, 204);
  assert.equal((await call(ann, "DELETE", `/room/pins/${one}`)).status, 404);
  assert.equal((await call(bob, "POST", `/room/pins/${one}/restore`)).status, 404);
  assert.equal((await call(ann, "POST", `/room/pins/${one}/restore`)).status, 200);
  assert.deepEqual(await texts(), ["하나", "둘"]);
  assert.equal((await call(ann, "POST", "/room/pins", {})).status, 422);
  assert.equal((await call(ann, "PATCH", `/room/pins/${two}`, { place: -1 })).status, 422);
});

Deno.test("a message is pinned with what came along", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const ann = await enter(app, "앤");
  const said = await call(ann, "POST", "/room/shares", {
    share: { kind: "link", url: "http://127.0.0.1/a" },
    message: "여기예요",
  });
  const pinned = await call(ann, "POST", "/room/pins", { message_id: said.json.id });
  assert.equal(pinned.status, 201, JSON.stringify(pinned.json));
  assert.deepEqual([pinned.json.pin.text, pinned.json.pin.share.url], [
    "여기예요",
    "http://127.0.0.1/a",
  ]);
  assert.equal((await call(ann, "POST", "/room/pins", { message_id: "none" })).status, 404);
});

Deno.test("the board works without script: pin, move, take down, undo", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const ann = await enter(app, "앤");
  const at = "/spaces/room/board";
  assert.match(await ann.page(at), /아직 아무것도 붙어 있지 않아요/);
  const empty = await ann.post(at, { do: "pin", text: " ", url: "" });
  assert.equal(empty.status, 422);
  assert.match(await empty.text(), /글을 쓰거나 링크를 넣어 주세요/);
  const bad = await ann.post(at, { do: "pin", text: "남을 말", url: "javascript:alert(1)" });
  assert.equal(bad.status, 422);
  assert.match(await bad.text(), /남을 말/);
  for (const text of ["첫 줄\r\n둘째 줄", "<b>굵게</b>"]) {
    const pinned = await ann.post(at, { do: "pin", text, url: "127.0.0.1/x" });
    assert.equal(pinned.status, 422, "an address that is no name needs its scheme");
    const done = await ann.post(at, { do: "pin", text, url: "http://127.0.0.1/x" });
    assert.equal(done.status, 303, await done.text());
  }
  const html = await ann.page(at);
  assert.match(html, /첫 줄\n둘째 줄/);
  assert.match(html, /&lt;b>굵게|&lt;b&gt;굵게/);
  assert.doesNotMatch(html, /<script/);
  const pin = /name="pin" value="([0-9a-z]+)"/.exec(html)?.[1] ?? "";
  assert.equal((await ann.post(at, { do: "down", pin })).status, 303);
  const removed = await ann.post(at, { do: "remove", pin });
  const location = removed.headers.get("location") ?? "";
  assert.match(location, /unpinned=/);
  assert.match(await ann.page(location), /다시 붙이기/);
  assert.equal((await ann.post(at, { do: "restore", pin })).status, 303);
  assert.doesNotMatch(await ann.page(location), /다시 붙이기/);
  assert.equal((await ann.post(at, { do: "nonsense", pin })).status, 400);
  const bob = await new Person(app).signUp("밥");
  const page = await bob.page(at);
  assert.match(page, /공간에 있는 사람만/);
  assert.doesNotMatch(page, /value="remove"/);
  assert.equal((await bob.post(at, { do: "remove", pin })).status, 403);
});

Deno.test("everything is shared without script", async () => {
  await using app = await openTestApp();
  await addRoom(app);
  const ann = await enter(app, "앤");
  const { id: character } = await make(app.kv, "하루", { ownerId: ann.id });
  const at = "/spaces/room/share";
  const page = await ann.page(at);
  assert.match(page, new RegExp(`<option value="${character}"`));
  assert.match(page, /지금은 서가가 비어 있어요/);
  const done = async (response: Response) => {
    assert.equal(response.status, 303, await response.text());
    assert.equal(response.headers.get("location"), "/spaces/room");
  };
  await done(await ann.post(at, { kind: "link", url: "http://127.0.0.1/", caption: "봐요" }));
  await done(await ann.post(at, { kind: "character", character }));
  await done(await ann.upload(at, { kind: "image", file: await pngFile(), alt: "네모" }));
  const refused: readonly [Record<string, string>, RegExp][] = [
    [{ kind: "link", url: "nothing" }, /페이지 주소가 아니에요/],
    [{ kind: "character", character: "none" }, /볼 수 없는 것이에요/],
    [{ kind: "story" }, /볼 수 없는 것이에요/],
    [{ kind: "image" }, /먼저 그림을 골라 주세요/],
    [{ kind: "link", url: "http://a.test", caption: "가".repeat(1001) }, /1000자까지/],
  ];
  for (const [fields, words] of refused) {
    const response = await ann.post(at, fields);
    assert.equal(response.status, 422);
    assert.match(await response.text(), words);
  }
  const broken = new File(["GIF89a"], "a.png", { type: "image/png" });
  const upload = await ann.upload(at, { kind: "image", file: broken });
  assert.equal(upload.status, 422);
  assert.match(await upload.text(), /PNG, JPEG, WebP만/);
  const outside = await new Person(app).signUp("밖");
  assert.match(await outside.page(at), /먼저 공간에 들어와 주세요/);
  const guest = await new Person(app).get(at);
  assert.match(guest.headers.get("location") ?? "", /^\/login/);
});
