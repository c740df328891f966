import assert from "node:assert/strict";
import { keys } from "@/lib/store/keys.ts";
import {
  countFromAddress,
  countPasswordTry,
  forgivePasswordTry,
  LIMITS,
} from "@/lib/accounts/limits.ts";

const NOW_MS = Date.UTC(2026, 2, 1);
const { passwordsForAccount, passwordsFromAddress, passwordsForAccountFromAll } = LIMITS;

/** How many of `tries` get through. */
async function countThrough(
  kv: Deno.Kv,
  tries: number,
  tryOf: (n: number) => { email: string; address: string },
): Promise<number> {
  let through = 0;
  for (let n = 0; n < tries; n++) {
    if ((await countPasswordTry(kv, { ...tryOf(n), nowMs: NOW_MS })).ok) through++;
  }
  return through;
}

Deno.test("countPasswordTry() stops one address at one account, and lets the owner in elsewhere", async () => {
  using kv = await Deno.openKv(":memory:");
  const email = "haru@example.com";
  const through = await countThrough(kv, 50, () => ({ email, address: "203.0.113.1" }));
  assert.equal(through, passwordsForAccount.burst);
  const stopped = await countPasswordTry(kv, { email, address: "203.0.113.1", nowMs: NOW_MS });
  assert.ok(!stopped.ok && stopped.reason === "rate_limited" && (stopped.retryAfterS ?? 0) > 0);
  const owner = await countPasswordTry(kv, { email, address: "198.51.100.7", nowMs: NOW_MS });
  assert.equal(owner.ok, true);
});

Deno.test("countPasswordTry() stops one address that goes through many accounts", async () => {
  using kv = await Deno.openKv(":memory:");
  const through = await countThrough(kv, 100, (n) => ({
    email: `person${n}@example.com`,
    address: "203.0.113.1",
  }));
  assert.equal(through, passwordsFromAddress.burst);
});

Deno.test("countPasswordTry() stops many addresses at one account", async () => {
  using kv = await Deno.openKv(":memory:");
  const email = "haru@example.com";
  const through = await countThrough(kv, 200, (n) => ({ email, address: `203.0.113.${n}` }));
  assert.equal(through, passwordsForAccountFromAll.burst);
});

Deno.test("countPasswordTry() lets in again after the time it told", async () => {
  using kv = await Deno.openKv(":memory:");
  const tried = { email: "haru@example.com", address: "203.0.113.1" };
  await countThrough(kv, passwordsForAccount.burst, () => tried);
  const stopped = await countPasswordTry(kv, { ...tried, nowMs: NOW_MS });
  assert.ok(!stopped.ok && stopped.retryAfterS !== undefined);
  const laterMs = NOW_MS + stopped.retryAfterS * 1000;
  assert.equal((await countPasswordTry(kv, { ...tried, nowMs: laterMs })).ok, true);
});

Deno.test("forgivePasswordTry() clears the account's count, and of the address's one try alone", async () => {
  using kv = await Deno.openKv(":memory:");
  const own = { email: "own@example.com", address: "203.0.113.1", nowMs: NOW_MS };
  let guesses = 0;
  for (let n = 0; n < 500; n++) {
    const guess = await countPasswordTry(kv, { ...own, email: `victim${n}@example.com` });
    if (guess.ok) guesses++;
    if ((await countPasswordTry(kv, own)).ok) await forgivePasswordTry(kv, own);
  }
  assert.equal(guesses, passwordsFromAddress.burst);
});

Deno.test("countPasswordTry() keeps no e-mail address in the store", async () => {
  using kv = await Deno.openKv(":memory:");
  await countPasswordTry(kv, { email: "haru@example.com", address: "203.0.113.1", nowMs: NOW_MS });
  const entries = await Array.fromAsync(kv.list({ prefix: keys.throttle("", "").slice(0, 1) }));
  assert.equal(entries.length, 3);
  assert.equal(JSON.stringify(entries).includes("haru"), false);
});

Deno.test("countFromAddress() counts each rule and each address for itself", async () => {
  using kv = await Deno.openKv(":memory:");
  const ask = (address: string) =>
    countFromAddress(kv, LIMITS.signUpsFromAddress, { address, nowMs: NOW_MS });
  for (let n = 0; n < LIMITS.signUpsFromAddress.burst; n++) {
    assert.equal((await ask("203.0.113.1")).ok, true);
  }
  assert.equal((await ask("203.0.113.1")).ok, false);
  assert.equal((await ask("203.0.113.2")).ok, true);
  const guest = await countFromAddress(kv, LIMITS.guestsFromAddress, {
    address: "203.0.113.1",
    nowMs: NOW_MS,
  });
  assert.equal(guest.ok, true);
});
