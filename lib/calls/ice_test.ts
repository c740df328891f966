import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { iceServers, turnCredential } from "@/lib/calls/ice.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 12);

Deno.test("turnCredential() signs the name as coturn does", async () => {
  const { username, credential } = await turnCredential("s3cret", {
    id: "abc",
    expiresAtS: 1_800_000_000,
  });
  assert.equal(username, "1800000000:abc");
  assert.equal(credential, createHmac("sha1", "s3cret").update(username).digest("base64"));
});

Deno.test("iceServers() without settings is an empty list", async () => {
  assert.deepEqual(
    await iceServers({ TURN_TTL_S: 600, TURN_ONLY: false }, { id: "x", nowMs: NOW_MS }),
    { iceServers: [], iceTransportPolicy: "all", ttl: 600 },
  );
});

Deno.test("iceServers() gives STUN without, and TURN with a credential that ends after its ttl", async () => {
  const { iceServers: [stun, turn], iceTransportPolicy } = await iceServers({
    STUN_URLS: ["stun:stun.example"],
    TURN_URLS: ["turn:turn.example", "turns:turn.example:443"],
    TURN_SECRET: "0123456789abcdef",
    TURN_TTL_S: 600,
    TURN_ONLY: true,
  }, { id: "x", nowMs: NOW_MS + 999 });
  assert.deepEqual(stun, { urls: ["stun:stun.example"] });
  assert.deepEqual(turn?.urls, ["turn:turn.example", "turns:turn.example:443"]);
  assert.equal(turn?.username, `${NOW_MS / 1000 + 600}:x`);
  assert.equal(iceTransportPolicy, "relay");
});
