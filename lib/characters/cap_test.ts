import assert from "node:assert/strict";
import { characterDomain } from "@/lib/characters/account_domain.ts";
import { MAX_CHARACTERS, requireRoomFor } from "@/lib/characters/cap.ts";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import { deleteCharacter, duplicateCharacter } from "@/lib/characters/store.ts";
import { asFailure } from "@/lib/errors.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const isFull = (error: unknown) => asFailure(error).reason === "too_many";

async function fill(kv: Deno.Kv, ownerId: string, count: number) {
  const made = [];
  for (let n = 0; n < count; n++) made.push(await make(kv, `보리 ${n}`, { ownerId }));
  return made;
}

const owned = async (kv: Deno.Kv, ownerId: string) =>
  (await Array.fromAsync(kv.list({ prefix: keys.charactersByOwner(ownerId) }))).length;

async function become(kv: Deno.Kv, id: string, kind: "guest" | "full"): Promise<void> {
  const { value } = await kv.get<object>(keys.user(id));
  await kv.set(keys.user(id), { ...value, kind });
}

async function openKvWithGuest(...others: string[]): Promise<Deno.Kv> {
  const kv = await openKvWith("guest", ...others);
  await become(kv, "guest", "guest");
  return kv;
}

Deno.test("a guest has so many characters, and a copy is one more; with one deleted there is room again", async () => {
  using kv = await openKvWithGuest();
  const [first] = await fill(kv, "guest", MAX_CHARACTERS.guest);
  const to = { ownerId: "guest", name: "보리 둘", nowMs: 0 };
  await assert.rejects(make(kv, "하나 더", { ownerId: "guest" }), isFull);
  await assert.rejects(duplicateCharacter(kv, first!, to), isFull);
  assert.deepEqual(await checkStore(kv), []);
  await deleteCharacter(kv, first!.id, "guest");
  await make(kv, "하나 더", { ownerId: "guest" });
});

Deno.test("of many that are made, copied and deleted at the same moment, not one gets in above the limit", async () => {
  using kv = await openKvWithGuest();
  const [first] = await fill(kv, "guest", MAX_CHARACTERS.guest - 5);
  const to = { ownerId: "guest", name: "보리 둘", nowMs: 0 };
  const asked = Array.from(
    { length: 24 },
    (_, n) =>
      n % 2 === 0 ? make(kv, `${n}`, { ownerId: "guest" }) : duplicateCharacter(kv, first!, to),
  );
  const came = await Promise.allSettled(asked);
  const refused = came.filter(({ status }) => status === "rejected");
  assert.equal(came.length - refused.length, 5);
  assert.deepEqual(
    refused.filter((each) => each.status === "rejected" && !isFull(each.reason)),
    [],
  );
  assert.equal(await owned(kv, "guest"), MAX_CHARACTERS.guest);
  assert.deepEqual(await checkStore(kv), []);

  const mine = await Array.fromAsync(
    kv.list<string>({ prefix: keys.charactersByOwner("guest") }, { limit: 8 }),
  );
  await Promise.allSettled([
    ...mine.map(({ value }) => deleteCharacter(kv, value, "guest")),
    ...mine.flatMap(() => [make(kv, "ㄱ", to), make(kv, "ㄴ", to)]),
  ]);
  assert.ok(await owned(kv, "guest") <= MAX_CHARACTERS.guest);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("who has characters and no number of them is counted, and not one gets in above the limit", async () => {
  using kv = await openKvWithGuest("haru");
  const story = { storyId: "s", ref: null, name: "노을", sinceId: null };
  await make(kv, "노을", { ownerId: "guest", story });
  const [first] = await fill(kv, "guest", MAX_CHARACTERS.guest - 2);
  const forget = () => kv.delete(keys.characterTotal("guest"));
  await forget();
  const came = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => make(kv, `${n}`, { ownerId: "guest" })),
  );
  assert.equal(came.filter(({ status }) => status === "fulfilled").length, 2);
  await forget();
  await deleteCharacter(kv, first!.id, "guest");
  assert.equal((await kv.get(keys.characterTotal("guest"))).value, MAX_CHARACTERS.guest - 1);
  await forget();
  await characterDomain.moveData(kv, "guest", "haru");
  assert.equal((await kv.get(keys.characterTotal("haru"))).value, MAX_CHARACTERS.guest - 1);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("what is made while a guest's characters come to an account is counted with them", async () => {
  using kv = await openKvWithGuest("haru");
  await fill(kv, "guest", 6);
  await Promise.all([
    characterDomain.moveData(kv, "guest", "haru"),
    ...Array.from({ length: 6 }, (_, n) => make(kv, `${n}`, { ownerId: "haru" })),
  ]);
  assert.equal((await kv.get(keys.characterTotal("haru"))).value, 12);
  assert.equal((await kv.get(keys.characterTotal("guest"))).value, null);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("with an account's characters their number goes", async () => {
  using kv = await openKvWithGuest();
  await fill(kv, "guest", 2);
  await characterDomain.deleteData(kv, "guest");
  assert.equal((await kv.get(keys.characterTotal("guest"))).value, null);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("an account has more, and whoever signs up has them at once", async () => {
  using kv = await openKvWithGuest();
  await fill(kv, "guest", MAX_CHARACTERS.guest);
  await become(kv, "guest", "full");
  await fill(kv, "guest", MAX_CHARACTERS.full - MAX_CHARACTERS.guest);
  await assert.rejects(requireRoomFor(kv, "guest"), isFull);
  assert.equal(await owned(kv, "guest"), MAX_CHARACTERS.full);
});

Deno.test("a guest's characters all come to an account that is full; it makes no more", async () => {
  using kv = await openKvWithGuest("haru");
  await fill(kv, "haru", MAX_CHARACTERS.full);
  await fill(kv, "guest", MAX_CHARACTERS.guest);
  await characterDomain.moveData(kv, "guest", "haru");
  assert.equal(await owned(kv, "guest"), 0);
  assert.equal(await owned(kv, "haru"), MAX_CHARACTERS.full + MAX_CHARACTERS.guest);
  await assert.rejects(make(kv, "하나 더", { ownerId: "haru" }), isFull);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("people of stories come into being however many there are, and take nobody's room", async () => {
  using kv = await openKvWithGuest();
  const made = await fill(kv, "guest", MAX_CHARACTERS.guest - 1);
  const story = { storyId: "s", ref: null, name: "노을", sinceId: null };
  for (let n = 0; n < 3; n++) await make(kv, "노을", { ownerId: "guest", story });
  made.push(await make(kv, "하나 더", { ownerId: "guest" }));
  await assert.rejects(make(kv, "둘 더", { ownerId: "guest" }), isFull);
  await make(kv, "노을", { ownerId: "guest", story });
});
