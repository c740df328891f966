/** As many characters as can be: what pages and the API answer to one more. */
import assert from "node:assert/strict";
import { MAX_CHARACTERS } from "@/lib/characters/cap.ts";
import { encodeCardJson } from "@/lib/characters/card/encode.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { make } from "@/lib/characters/characters_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import {
  Caller,
  fileForm,
  filled,
  idIn,
  locationOf,
  Person,
} from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const card = () => encodeCardJson(createCard(emptyCardData("가져온 이")), 3);

/** Whom the first character is of. */
async function ownerOf(app: TestApp, id: string): Promise<string> {
  const { value } = await app.kv.get<{ ownerId: string }>(keys.character(id));
  return value?.ownerId ?? assert.fail("no character");
}

async function fillUp(app: TestApp, ownerId: string, max: number): Promise<void> {
  for (let n = 1; n < max; n++) await make(app.kv, `보리 ${n}`, { ownerId });
}

const owned = async (app: TestApp, ownerId: string) =>
  (await Array.fromAsync(app.kv.list({ prefix: keys.charactersByOwner(ownerId) }))).length;

Deno.test("a guest who has as many as can be is told so, by the form, a copy and a card", async () => {
  await using app = await openTestApp();
  const guest = new Person(app);
  const id = await guest.make({ name: "보리" });
  const ownerId = await ownerOf(app, id);
  await fillUp(app, ownerId, MAX_CHARACTERS.guest);

  const form = await guest.upload(
    "/characters/new",
    filled({ name: "하나 더", tagline: "남은 말" }),
  );
  assert.equal(form.status, 409);
  const html = await form.text();
  assert.ok(html.includes("손님은 캐릭터를 20명까지 둘 수 있어요. 가입하면"));
  assert.ok(html.includes("남은 말"), "what was typed is still there");

  const copied = locationOf(await guest.post(`/characters/${id}/duplicate`));
  assert.equal(idIn(copied), id, "back where the copy was asked for");
  assert.match(await guest.page(copied), /is-warn[\s\S]*손님은 캐릭터를 20명까지/);

  const file = new File([card()], "card.json");
  const brought = await guest.upload("/characters/import", { file });
  assert.equal(brought.status, 409);
  assert.match(await brought.text(), /손님은 캐릭터를 20명까지/);
  assert.equal(await owned(app, ownerId), MAX_CHARACTERS.guest);
  assert.deepEqual(await checkStore(app.kv), []);

  await guest.signUp();
  await guest.make({ name: "하나 더" });
  assert.equal(await owned(app, ownerId), MAX_CHARACTERS.guest + 1, "signing up makes room");
});

Deno.test("the API refuses one more to make, copy or bring, and changes nothing", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const { id } = await caller.make({ name: "보리" });
  const ownerId = await ownerOf(app, id);
  await fillUp(app, ownerId, MAX_CHARACTERS.guest);
  for (
    const [path, body] of [
      ["/characters", { name: "하나 더" }],
      [`/characters/${id}/duplicate`, undefined],
      ["/characters/import", fileForm(card())],
    ] as const
  ) {
    const { status, json } = await caller.call("POST", path, body);
    assert.equal(status, 409, path);
    assert.match(JSON.stringify(json), /Cannot keep more than 20 characters/);
  }
  assert.equal(await owned(app, ownerId), MAX_CHARACTERS.guest);
});

Deno.test("a guest who logs in to an account that is full loses none", async () => {
  await using app = await openTestApp();
  const email = "full@example.com";
  const password = "감나무 아래 평상";
  const owner = new Person(app);
  await owner.post("/signup", { email, password, nickname: "하루" });
  const accountId = await ownerOf(app, await owner.make({ name: "보리" }));
  await fillUp(app, accountId, MAX_CHARACTERS.full);
  const refused = await owner.upload("/characters/new", filled({ name: "하나 더" }));
  assert.equal(refused.status, 409);
  assert.match(await refused.text(), /한 계정에 캐릭터를 200명까지/);

  const guest = new Person(app);
  const brought = await guest.make({ name: "손님이 만든 이" });
  locationOf(await guest.post("/login", { email, password, keep_guest_data: "on" }));
  assert.equal(await ownerOf(app, brought), accountId);
  assert.equal(await owned(app, accountId), MAX_CHARACTERS.full + 1);
  assert.deepEqual(await checkStore(app.kv), []);
});
