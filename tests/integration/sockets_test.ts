import assert from "node:assert/strict";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { openSocket, refusedUpgrade, serveApp, type TestSocket } from "@/tests/support/socket.ts";

interface Place {
  app: TestApp;
  origin: string;
  token(): Promise<string>;
  /** A session cookie and who it is. */
  cookie(): Promise<string>;
  url(query: Record<string, string>): string;
}

async function inPlace(run: (place: Place) => Promise<void>): Promise<void> {
  await using app = await openTestApp({ env: { SEED_ON_START: "true" } });
  await using server = serveApp((request) => app.send(request));
  const { origin } = server;
  const guest = async () => {
    const response = await fetch(`${origin}/api/v1/auth/guest`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    return { json: await response.json(), response };
  };
  await run({
    app,
    origin,
    token: async () => (await guest()).json.access_token,
    cookie: async () => {
      const response = await fetch(`${origin}/spaces/rainy-teahouse/join`, {
        method: "POST",
        headers: { origin, "sec-fetch-site": "same-origin" },
        body: new URLSearchParams(),
        redirect: "manual",
      });
      await response.body?.cancel();
      return response.headers.getSetCookie()[0]!.split(";")[0]!;
    },
    url: (query) =>
      `${origin}/api/v1/spatial/spaces/rainy-teahouse/ws?${new URLSearchParams(query)}`,
  });
}

async function ticketFor(place: Place, cookie: string, topic: string): Promise<string> {
  const response = await fetch(`${place.origin}/api/v1/ws-ticket`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", origin: place.origin },
    body: JSON.stringify({ topic }),
  });
  assert.equal(response.status, 201);
  return (await response.json()).ticket;
}

async function leaveAll(...sockets: TestSocket[]): Promise<void> {
  for (const socket of sockets) socket.close();
  await Promise.all(sockets.map(({ closed }) => closed));
}

Deno.test("a socket opens for a token, a ticket, a cookie and a header, and for nobody without one", () =>
  inPlace(async (place) => {
    const [token, cookie] = [await place.token(), await place.cookie()];
    const ticket = await ticketFor(place, cookie, "space:rainy-teahouse");
    const { origin } = place;
    const sockets = [
      await openSocket(place.url({ token })),
      await openSocket(place.url({ ticket }), { headers: { origin } }),
      await openSocket(place.url({}), { headers: { cookie, origin } }),
      await openSocket(place.url({}), { headers: { authorization: `Bearer ${token}` } }),
    ];
    for (const socket of sockets) await socket.next("welcome");
    assert.deepEqual(await refusedUpgrade(place.url({})), {
      status: 401,
      type: "urn:maru:problem:unauthorized",
    });
    await leaveAll(...sockets);
  }));

Deno.test("a ticket opens one socket, of its topic", () =>
  inPlace(async (place) => {
    const cookie = await place.cookie();
    const ticket = await ticketFor(place, cookie, "space:rainy-teahouse");
    const socket = await openSocket(place.url({ ticket }));
    assert.equal((await refusedUpgrade(place.url({ ticket }))).status, 401);
    const elsewhere = await ticketFor(place, cookie, "space:persimmon-maru");
    assert.equal((await refusedUpgrade(place.url({ ticket: elsewhere }))).status, 401);
    await leaveAll(socket);
  }));

const FOREIGN = "https://evil.example";

Deno.test("a page of another origin opens no socket with a reader's cookie or ticket, and does with a token", () =>
  inPlace(async (place) => {
    const cookie = await place.cookie();
    const ticket = await ticketFor(place, cookie, "space:rainy-teahouse");
    for (const origin of [FOREIGN, "null"]) {
      const byCookie = await refusedUpgrade(place.url({}), { cookie, origin });
      assert.deepEqual(byCookie, { status: 403, type: "urn:maru:problem:cross-site" });
      assert.equal((await refusedUpgrade(place.url({ ticket }), { origin })).status, 403);
    }
    const token = await place.token();
    const socket = await openSocket(place.url({ token }), { headers: { origin: FOREIGN } });
    await socket.next("welcome");
    await leaveAll(socket);
  }));

for (const token of ["nonsense", "", "a.b.c", "x".repeat(5000)]) {
  Deno.test(`a socket does not open for the token ${token.slice(0, 10) || "of no letters"}`, () =>
    inPlace(async (place) => {
      assert.equal((await refusedUpgrade(place.url({ token }))).status, 401);
    }));
}

Deno.test("a request that is no upgrade is refused as one, and takes no seat", () =>
  inPlace(async (place) => {
    const token = await place.token();
    const response = await fetch(place.url({ token }));
    assert.equal(response.status, 400);
    assert.match(response.headers.get("content-type")!, /problem\+json/);
    await response.body?.cancel();
    const socket = await openSocket(place.url({ token: await place.token() }));
    const { participants } = await socket.next("welcome");
    assert.equal(participants.filter((p: { connected: boolean }) => p.connected).length, 1);
    await leaveAll(socket);
  }));

Deno.test("two people see each other come, move, type, wave and go", () =>
  inPlace(async (place) => {
    const [a, b] = [
      await openSocket(place.url({ token: await place.token() })),
      await openSocket(place.url({ token: await place.token() })),
    ];
    const [first, second] = [await a.next("welcome"), await b.next("welcome")];
    const { participant } = await a.next("participant_joined");
    assert.equal(participant.user_id, second.you.user_id);
    assert.equal(second.participants.length, 2);

    const { x, y, z } = second.you.position;
    b.send({ type: "move", position: { x, y, z: z - 0.3 }, heading: 3, motion: "walk" });
    const moved = await a.next((frame) =>
      frame.type === "positions" &&
      frame.positions.some((row: { user_id: string }) => row.user_id === second.you.user_id)
    );
    const row = moved.positions.find((each: { user_id: string }) =>
      each.user_id === second.you.user_id
    );
    assert.ok(Math.abs(row.position.z - (z - 0.3)) < 0.02);

    const listed = await (await fetch(`${place.origin}/api/v1/spatial/spaces/rainy-teahouse`))
      .json();
    const shown = listed.participants.find((each: { user_id: string }) =>
      each.user_id === second.you.user_id
    );
    assert.deepEqual(shown.position, { x, y, z: z - 0.3 });

    b.send({ type: "typing", is_typing: true });
    assert.equal((await a.next("typing")).is_typing, true);
    b.send({ type: "emote", emote: "wave" });
    const wave = await a.next("emote");
    assert.deepEqual([wave.user_id, wave.emote], [second.you.user_id, "wave"]);

    await leaveAll(b);
    // The seat waits for a reload; it says that nobody sits there just now.
    const changed = await a.next("participant_changed");
    assert.equal(changed.participant.connected, false);
    assert.equal(first.you.seat === second.you.seat, false);
    await leaveAll(a);
  }));

Deno.test("a client that comes back gets what it missed, in order, and nothing twice", () =>
  inPlace(async (place) => {
    const [tokenA, tokenB] = [await place.token(), await place.token()];
    const a = await openSocket(place.url({ token: tokenA }));
    const b = await openSocket(place.url({ token: tokenB }));
    await a.next("welcome");
    await b.next("welcome");
    a.send({ type: "chat", message: "하나" });
    const seen = await b.next("chat_message");
    await leaveAll(b);
    for (const message of ["둘", "셋"]) a.send({ type: "chat", message });
    await a.next(({ message }) => message === "셋");
    const again = await openSocket(place.url({ token: tokenB, last_event_id: seen.event_id }));
    const welcome = await again.next("welcome");
    assert.equal(welcome.resumed, true);
    assert.deepEqual(welcome.messages, []);
    await again.next(({ message }) => message === "셋");
    const said = again.frames.filter(({ type }) =>
      type === "chat_message" || type === "chat_pending"
    );
    assert.deepEqual([...new Set(said.map(({ message }) => message))], ["둘", "셋"]);
    const ids = again.frames.flatMap(({ event_id }) => event_id ?? []);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    await leaveAll(a, again);
  }));

Deno.test("[SP6] a chat that is sent again after a break is not said twice", () =>
  inPlace(async (place) => {
    const a = await openSocket(place.url({ token: await place.token() }));
    await a.next("welcome");
    for (let n = 0; n < 3; n++) {
      a.send({ type: "chat", message: "한 번만 들려야 해요", nonce: "n1" });
    }
    a.send({ type: "chat", message: "끝", nonce: "n2" });
    await a.next(({ nonce, type }) => nonce === "n2" && type.startsWith("chat_"));
    const said = a.frames.filter(({ nonce, type }) => nonce === "n1" && type !== "error");
    assert.equal(
      said.filter(({ type }) => type === "chat_message" || type === "chat_pending").length >= 1,
      true,
    );
    assert.equal(new Set(said.map(({ id }) => id)).size, 1);
    await leaveAll(a);
  }));

Deno.test("positions come as bytes for those who ask, and frames of one moment as one", () =>
  inPlace(async (place) => {
    const token = await place.token();
    const a = await openSocket(place.url({ token, positions: "binary", frames: "batch" }));
    const { you } = await a.next("welcome");
    a.send({ type: "move", position: { ...you.position, x: you.position.x + 0.4 } });
    const bytes = await a.next((frame) => frame instanceof ArrayBuffer || frame instanceof Blob);
    assert.ok(bytes);
    await leaveAll(a);
  }));

Deno.test("a fifth connection of one person takes the place of the first", () =>
  inPlace(async (place) => {
    const token = await place.token();
    const sockets: TestSocket[] = [];
    for (let n = 0; n < 5; n++) {
      const socket = await openSocket(place.url({ token }));
      await socket.next("welcome");
      sockets.push(socket);
    }
    assert.equal((await sockets[0]!.closed).code, 4008);
    await leaveAll(...sockets.slice(1));
  }));

Deno.test("a person opens no more than thirty connections at once", () =>
  inPlace(async (place) => {
    const token = await place.token();
    const sockets = await Promise.allSettled(
      Array.from({ length: 40 }, () => openSocket(place.url({ token }))),
    );
    const opened = sockets.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
    assert.ok(opened.length > 0 && opened.length <= 30, `${opened.length}`);
    assert.equal((await refusedUpgrade(place.url({ token }))).status, 429);
    await leaveAll(...opened);
  }));

Deno.test("a server that goes away tells everybody to come back", async () => {
  const app = await openTestApp({ env: { SEED_ON_START: "true" } });
  const server = serveApp((request) => app.send(request));
  const response = await fetch(`${server.origin}/api/v1/auth/guest`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { access_token } = await response.json();
  const socket = await openSocket(
    `${server.origin}/api/v1/spatial/spaces/rainy-teahouse/ws?token=${access_token}`,
  );
  await socket.next("welcome");
  await app[Symbol.asyncDispose]();
  assert.equal((await socket.closed).code, 1012);
  await server[Symbol.asyncDispose]();
});

Deno.test("a session that ends elsewhere can open no more sockets", () =>
  inPlace(async (place) => {
    const token = await place.token();
    const out = await fetch(`${place.origin}/api/v1/auth/logout`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    await out.body?.cancel();
    assert.equal((await refusedUpgrade(place.url({ token }))).status, 401);
  }));
