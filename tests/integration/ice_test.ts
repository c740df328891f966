/** `GET /api/v1/ice`, and whether a real coturn takes what it gives. */
import assert from "node:assert/strict";
import { z } from "zod";
import { IceReply, turnCredential } from "@/lib/calls/ice.ts";
import { hasCoturn, startCoturn } from "@/tests/support/coturn.ts";
import { openTestApp } from "@/tests/support/app.ts";
import { allocateRelay } from "@/tests/support/turn_client.ts";

const SECRET = "a-secret-of-the-relay";
const HOST = "127.0.0.1";

type App = Awaited<ReturnType<typeof openTestApp>>;

async function guestToken(app: App): Promise<{ id: string; token: string }> {
  const response = await app.fetch("/api/v1/auth/guest", { method: "POST" });
  const Guest = z.object({ access_token: z.string(), user: z.object({ id: z.string() }) });
  const { access_token, user } = Guest.parse(await response.json());
  return { id: user.id, token: access_token };
}

const ask = (app: App, token: string) =>
  app.fetch("/api/v1/ice", { headers: { authorization: `Bearer ${token}` } });

Deno.test("ICE servers are for people who are signed in, guests among them", async () => {
  await using app = await openTestApp();
  const refused = await app.fetch("/api/v1/ice");
  assert.equal(refused.status, 401);
  await refused.body?.cancel();
  const { token } = await guestToken(app);
  const response = await ask(app, token);
  assert.equal(response.headers.get("cache-control"), "private, no-store");
  assert.deepEqual(await response.json(), {
    iceServers: [],
    iceTransportPolicy: "all",
    ttl: 3600,
  });
});

Deno.test("TURN credentials do not tell who has them, and are new each time", async () => {
  await using app = await openTestApp({
    env: { TURN_URLS: "turn:127.0.0.1:3478", TURN_SECRET: SECRET, STUN_URLS: "stun:127.0.0.1" },
  });
  const { id, token } = await guestToken(app);
  const names: string[] = [];
  for (let n = 0; n < 2; n++) {
    const text = await (await ask(app, token)).text();
    assert(!text.includes(id));
    assert(!text.includes(SECRET));
    names.push(IceReply.parse(JSON.parse(text)).iceServers[1]!.username!);
  }
  assert.notEqual(names[0], names[1]);
});

Deno.test("whoever collects credentials has to wait", async () => {
  await using app = await openTestApp({ startMs: Date.UTC(2026, 10, 21) });
  const { token } = await guestToken(app);
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++) {
    const response = await ask(app, token);
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assert.deepEqual([statuses[29], statuses[30]], [200, 429]);
});

Deno.test({
  name: "coturn relays for a credential of ours, and for no wrong or old one",
  ignore: !hasCoturn(),
  async fn() {
    await using coturn = await startCoturn(SECRET);
    const server = { hostname: HOST, port: coturn.port };
    await using app = await openTestApp({
      env: { TURN_URLS: `turn:${HOST}:${coturn.port}?transport=tcp`, TURN_SECRET: SECRET },
    });
    const { token } = await guestToken(app);
    const { iceServers: [turn] } = IceReply.parse(await (await ask(app, token)).json());
    assert(turn?.username && turn.credential);
    const { username, credential } = turn;

    const good = await allocateRelay(server, { username, credential });
    assert(good.ok && good.relayPort > 0, JSON.stringify(good));

    const later = username.replace(/^\d+/, (until) => String(Number(until) + 3600));
    assert.deepEqual(await allocateRelay(server, { username: later, credential }), {
      ok: false,
      code: 401,
    });
    const nowS = Math.floor(Date.now() / 1000);
    const old = await turnCredential(SECRET, { id: "old", expiresAtS: nowS - 5 });
    assert.deepEqual(await allocateRelay(server, old), { ok: false, code: 401 });
    const stranger = await turnCredential("another-secret-of-old", {
      id: "x",
      expiresAtS: nowS + 600,
    });
    assert.deepEqual(await allocateRelay(server, stranger), { ok: false, code: 401 });
  },
});
