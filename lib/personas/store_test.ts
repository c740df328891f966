import assert from "node:assert/strict";
import { personaDomain } from "@/lib/personas/account_domain.ts";
import { MAX_PERSONAS, PersonaInput } from "@/lib/personas/model.ts";
import {
  createPersona,
  getDefaultPersona,
  getPersona,
  listPersonas,
  removePersona,
  restorePersona,
  setDefaultPersona,
  updatePersona,
} from "@/lib/personas/store.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW = Date.UTC(2026, 0, 2);
const ownerId = "me";

async function make(kv: Deno.Kv, name: string, owner = ownerId) {
  const input = PersonaInput.parse({ name, description: `${name}, a sailor.` });
  return await createPersona(kv, { ownerId: owner, input, nowMs: NOW });
}

const names = async (kv: Deno.Kv, owner = ownerId) =>
  (await listPersonas(kv, owner)).personas.map(({ name }) => name);

Deno.test("PersonaInput wants a name of one visible line", () => {
  assert.deepEqual(PersonaInput.parse({ name: "  Min \n Ji ", description: "a\r\nb\u0007 " }), {
    name: "Min Ji",
    description: "a\nb",
  });
  for (const name of ["", " ", "\u3164", "{{char}}", "<b>", "a\u202eb", "x".repeat(41)]) {
    assert.equal(PersonaInput.safeParse({ name }).success, false, JSON.stringify(name));
  }
  const long = { name: "Min", description: "x".repeat(2_001) };
  assert.equal(PersonaInput.safeParse(long).success, false);
});

Deno.test("createPersona() makes the first one the default, and keeps their order", async () => {
  using kv = await Deno.openKv(":memory:");
  const first = await make(kv, "Min");
  await make(kv, "Sol");
  assert.deepEqual(await names(kv), ["Min", "Sol"]);
  assert.equal((await getDefaultPersona(kv, ownerId))?.id, first.id);
  assert.equal(await getPersona(kv, "somebody else", first.id), null);
});

Deno.test("createPersona() makes no more than there may be, also at the same moment", async () => {
  using kv = await Deno.openKv(":memory:");
  for (let n = 1; n < MAX_PERSONAS; n++) await make(kv, `P${n}`);
  const both = await Promise.allSettled([make(kv, "last"), make(kv, "one more")]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  assert.equal((await names(kv)).length, MAX_PERSONAS);
});

Deno.test("removePersona() can be undone: place and default come back", async () => {
  using kv = await Deno.openKv(":memory:");
  const first = await make(kv, "Min");
  await make(kv, "Sol");
  await removePersona(kv, ownerId, first.id);
  assert.deepEqual(await names(kv), ["Sol"]);
  assert.equal(await getDefaultPersona(kv, ownerId), null);
  await restorePersona(kv, ownerId);
  assert.deepEqual(await names(kv), ["Min", "Sol"]);
  assert.equal((await getDefaultPersona(kv, ownerId))?.name, "Min");
  await restorePersona(kv, ownerId);
  assert.equal((await names(kv)).length, 2);
});

Deno.test("updatePersona() and setDefaultPersona() know nobody else's", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await make(kv, "Min");
  const input = PersonaInput.parse({ name: "Minji" });
  await updatePersona(kv, { ownerId, id, input, nowMs: NOW + 1 });
  assert.deepEqual(await names(kv), ["Minji"]);
  await assert.rejects(updatePersona(kv, { ownerId: "x", id, input, nowMs: NOW }), { status: 404 });
  await assert.rejects(setDefaultPersona(kv, "x", id), { status: 404 });
  await setDefaultPersona(kv, ownerId, null);
  assert.equal(await getDefaultPersona(kv, ownerId), null);
});

Deno.test("personaDomain moves, exports and deletes", async () => {
  using kv = await Deno.openKv(":memory:");
  const mine = await make(kv, "Min");
  await make(kv, "Guest", "guest");
  await personaDomain.moveData(kv, "guest", ownerId);
  await personaDomain.moveData(kv, "guest", ownerId);
  assert.deepEqual(await names(kv), ["Min", "Guest"]);
  assert.equal((await getDefaultPersona(kv, ownerId))?.id, mine.id);
  const files = await Array.fromAsync(personaDomain.exportData(kv, ownerId));
  assert.deepEqual(files.map(([path]) => path), ["personas.json"]);
  await personaDomain.deleteData(kv, ownerId);
  for await (const { key } of kv.list({ prefix: [] })) assert.fail(String(key));
});

Deno.test("createPersona() makes nothing for an account that is going away", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(keys.gone(ownerId), NOW);
  await assert.rejects(make(kv, "Min"), { status: 401 });
  assert.deepEqual(await names(kv), []);
});
