import assert from "node:assert/strict";
import { CodeExchange, type Fingerprints, spellCode } from "@/lib/calls/client/code.ts";
import type { ControlMessage } from "@/lib/calls/client/control.ts";

class Side {
  readonly exchange: CodeExchange;
  readonly sent: ControlMessage[] = [];
  code: string | null = null;
  changed = 0;

  constructor() {
    this.exchange = new CodeExchange({
      random: (bytes) => void crypto.getRandomValues(bytes),
      send: (message) => void this.sent.push(message),
      onCode: (code, changed) => {
        this.code = code;
        if (changed) this.changed++;
      },
    });
  }
}

/** Passes messages on until there are none. */
async function talk(a: Side, b: Side): Promise<void> {
  do {
    for (const message of a.sent.splice(0)) b.exchange.take(message);
    for (const message of b.sent.splice(0)) a.exchange.take(message);
    await Promise.all([a.exchange.settled(), b.exchange.settled()]);
  } while (a.sent.length + b.sent.length > 0);
}

async function begin(a: Side, b: Side, [ours, theirs]: [string, string]): Promise<void> {
  a.exchange.begin({ own: ours, theirs });
  b.exchange.begin({ own: theirs, theirs: ours });
  await Promise.all([a.exchange.settled(), b.exchange.settled()]);
  await talk(a, b);
}

Deno.test("two who see each other's certificates get one code", async () => {
  const [a, b] = [new Side(), new Side()];
  await begin(a, b, ["sha-256 aa", "sha-256 bb"]);
  assert.match(a.code!, /^\d\d \d\d \d\d$/);
  assert.equal(a.code, b.code);
});

Deno.test("somebody in between who follows the rules on both sides gives each side another code", async () => {
  let same = 0;
  for (let n = 0; n < 50; n++) {
    const [a, b, toA, toB] = [new Side(), new Side(), new Side(), new Side()];
    await begin(a, toA, ["aa", "m1"]);
    await begin(b, toB, ["bb", "m2"]);
    if (a.code === b.code) same++;
  }
  assert(same <= 1, String(same));
});

Deno.test("[SC1] a side's own words sent back to it prove nothing", async () => {
  const a = new Side();
  a.exchange.begin({ own: "aa", theirs: "mm" });
  await a.exchange.settled();
  for (let n = 0; n < 3; n++) {
    for (const message of a.sent.splice(0)) a.exchange.take(message);
    await a.exchange.settled();
  }
  assert.equal(a.code, null);
  assert.equal(a.changed, 1);
});

Deno.test("[SC2] a number is told only to somebody who is committed", async () => {
  const a = new Side();
  a.exchange.begin({ own: "aa", theirs: "bb" });
  a.exchange.take({ type: "code_reveal", nonce: "00".repeat(16) });
  await a.exchange.settled();
  assert.deepEqual(a.sent.map(({ type }) => type), ["code_commit"]);
  assert.equal(a.code, null);
});

Deno.test("[SC2] a number that was not committed to makes no code", async () => {
  const a = new Side();
  a.exchange.begin({ own: "aa", theirs: "bb" });
  a.exchange.take({ type: "code_commit", hash: "00".repeat(32) });
  a.exchange.take({ type: "code_reveal", nonce: "00".repeat(16) });
  await a.exchange.settled();
  assert.deepEqual([a.code, a.changed], [null, 1]);
});

Deno.test("[SC3] the code stays with the certificates, and another certificate makes another", async () => {
  const [a, b] = [new Side(), new Side()];
  const prints: [string, string] = ["aa", "bb"];
  await begin(a, b, prints);
  const { code } = a;
  await begin(a, b, prints);
  assert.deepEqual([a.code, b.code, a.changed], [code, code, 0]);
  const c = new Side();
  await begin(a, c, ["aa", "cc"]);
  assert.notEqual(a.code, code);
  assert.equal(a.code, c.code);
  assert.equal(a.changed, 1);
});

Deno.test("who has no code yet gets one from somebody who has", async () => {
  const [a, b] = [new Side(), new Side()];
  const prints: Fingerprints = { own: "aa", theirs: "bb" };
  await begin(a, b, ["aa", "bb"]);
  const late = new Side();
  a.exchange.begin(prints);
  late.exchange.begin({ own: "bb", theirs: "aa" });
  await Promise.all([a.exchange.settled(), late.exchange.settled()]);
  await talk(a, late);
  assert.equal(late.code, a.code);
});

Deno.test("a code has six digits in pairs, however small it is", () => {
  assert.equal(spellCode(7), "00 00 07");
  assert.equal(spellCode(987_654), "98 76 54");
});
