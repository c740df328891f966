import assert from "node:assert/strict";
import {
  createHasher,
  hashPassword,
  needsRehash,
  verifyPassword,
} from "@/lib/accounts/password.ts";
import { answerJob } from "@/lib/accounts/password_job.ts";

Deno.test("hashPassword() makes an argon2id hash that only its password opens", async () => {
  const hash = await hashPassword("감나무 아래 평상");
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await verifyPassword("감나무 아래 평상", hash), true);
  assert.equal(await verifyPassword("감나무 아래 평상 ", hash), false);
});

Deno.test("hashPassword() salts: one password gives two hashes", async () => {
  const [one, other] = await Promise.all([hashPassword("same words"), hashPassword("same words")]);
  assert.notEqual(one, other);
});

Deno.test("verifyPassword() refuses every password where there is no account", async () => {
  assert.equal(await verifyPassword("anything at all", null), false);
});

Deno.test("verifyPassword() rejects on a stored hash that is broken, and works on", async () => {
  await assert.rejects(() => verifyPassword("whatever", "$argon2id$nonsense"));
  const hash = await hashPassword("still works");
  assert.equal(await verifyPassword("still works", hash), true);
});

Deno.test("verifyPassword() opens a hash made with other parameters, which needsRehash() reports", async () => {
  const old = await answerJob({
    kind: "hash",
    password: "made long ago",
    salt: new Uint8Array(16).fill(7),
    memorySize: 1024,
    iterations: 1,
    parallelism: 1,
  });
  assert.equal(typeof old, "string");
  assert.equal(await verifyPassword("made long ago", String(old)), true);
  assert.equal(needsRehash(String(old)), true);
  assert.equal(needsRehash(await hashPassword("made today")), false);
});

Deno.test("createHasher() tells those beyond the line to come back later", async () => {
  const { hash } = createHasher({ maxWaiting: 1 });
  const atWork = hash("the first");
  const waiting = hash("the second");
  await assert.rejects(() => hash("the third"), { status: 429 });
  assert.match(await atWork, /^\$argon2id/);
  assert.match(await waiting, /^\$argon2id/);
  assert.match(await hash("the third, later"), /^\$argon2id/);
});

Deno.test("createHasher() works without workers", async () => {
  const { hash, verify } = createHasher({ startWorker: () => null });
  assert.equal(await verify("right here", await hash("right here")), true);
});

Deno.test("createHasher() rejects when its worker breaks, and starts another", async () => {
  let started = 0;
  const broken = "data:text/javascript,throw new Error('cannot start')";
  const { hash } = createHasher({
    startWorker: () => started++ === 0 ? new Worker(broken, { type: "module" }) : null,
  });
  await assert.rejects(() => hash("never made"), /password worker broke/);
  assert.match(await hash("made after all"), /^\$argon2id/);
});
