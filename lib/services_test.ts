import assert from "node:assert/strict";
import { parseEnv } from "@/lib/env.ts";
import { closeServices, openServices } from "@/lib/services.ts";
import type { Seeded } from "@/lib/starter/seed.ts";
import { createLog } from "@/lib/log.ts";

const log = createLog({ level: "silent" });
const memory = (more: Record<string, string> = {}) => parseEnv({ KV_URL: ":memory:", ...more });

Deno.test("openServices() opens a store, fills it, and tells what moved in, once", async () => {
  using kv = await Deno.openKv(":memory:");
  const told: Seeded[] = [];
  const options = { kv, log, onSeeded: (seeded: Seeded) => void told.push(seeded) };
  const first = await openServices(memory(), options);
  const second = await openServices(memory(), options);
  assert.equal(told.length, 1);
  assert(told[0]!.characters >= 12);
  assert.notEqual(first.instance, second.instance);
  assert.equal(first.chatModel.provider, "demo");
  for (const { library, writing } of [first, second]) {
    library.close();
    await writing.close();
  }
});

Deno.test("openServices() leaves a store empty where it should", async () => {
  const services = await openServices(memory({ SEED_ON_START: "false" }), { log });
  assert.deepEqual(await Array.fromAsync(services.kv.list({ prefix: [] })), []);
  await closeServices(services);
});

Deno.test("openServices() closes the store that it opened when it cannot go on", async () => {
  // The sanitizers of this test would find the store open.
  const env = memory({ SEED_ON_START: "true" });
  const failing = openServices(env, {
    log,
    now: () => {
      throw new RangeError("no clock");
    },
  });
  await assert.rejects(failing, RangeError);
});

Deno.test("closeServices() closes the store only after whoever still uses it let go", async () => {
  const services = await openServices(memory({ SEED_ON_START: "false" }), { log });
  let read: unknown;
  await closeServices(services, {
    beforeClose: async () => {
      read = (await services.kv.get(["a"])).value;
    },
  });
  assert.equal(read, null);
  await assert.rejects(async () => await services.kv.get(["a"]), Deno.errors.BadResource);
});
