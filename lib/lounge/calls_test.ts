import assert from "node:assert/strict";
import { addressesOf, facePicture, withQuery } from "@/lib/lounge/addresses.ts";
import { createCalls } from "@/lib/lounge/calls.ts";
import { splitLinks } from "@/lib/lounge/links.ts";
import { message, person, SPACE } from "@/lib/lounge/room_for_tests.ts";

function answer(make: (request: Request) => Response, signedIn = true) {
  const asked: string[] = [];
  const calls = createCalls({
    at: addressesOf("maru"),
    invite: "let me in",
    signedIn,
    fetch: async (input, init) => {
      const request = new Request(new URL(String(input), "http://maru.test"), init);
      const text = await request.clone().text();
      asked.push(
        `${request.method} ${new URL(request.url).pathname}${new URL(request.url).search} ${text}`,
      );
      return make(request);
    },
  });
  return { calls, asked };
}

const problem = (type: string, status: number) =>
  new Response(JSON.stringify({ type: `urn:maru:problem:${type}` }), { status });

Deno.test("join() asks the API where there is a session, and the form where there is none", async () => {
  const known = answer(() => Response.json({}));
  assert.deepEqual(await known.calls.join(), { ok: true });
  assert.deepEqual(known.asked, [
    'POST /api/v1/spatial/spaces/maru/join {"invite_code":"let me in"}',
  ]);
  const stranger = answer(() => new Response(), false);
  await stranger.calls.join();
  await stranger.calls.join();
  assert.deepEqual(stranger.asked.map((line) => line.split(" ")[1]), [
    "/spaces/maru/join",
    "/api/v1/spatial/spaces/maru/join",
  ]);
  assert.match(stranger.asked[0]!, /invite=let\+me\+in/);
});

Deno.test("join() tells why not: by the problem, by the status, or that nothing answered", async () => {
  for (
    const [response, reason] of [
      [() => problem("space-full", 409), "full"],
      [() => problem("event-over", 410), "over"],
      [() => new Response("<html>", { status: 404 }), "gone"],
      [() => new Response("", { status: 402 }), "ticket"],
      [() => new Response("", { status: 503 }), "busy"],
      [() => new Response("null", { status: 500 }), "failed"],
    ] as const
  ) {
    assert.deepEqual(await answer(response).calls.join(), { ok: false, reason });
  }
  const offline = answer(() => {
    throw new TypeError("Failed to fetch");
  });
  assert.deepEqual(await offline.calls.join(), { ok: false, reason: "failed" });
});

Deno.test("ticket() gives the ticket, and fails on anything else", async () => {
  const { calls, asked } = answer(() =>
    Response.json({ ticket: "t", expires_in: 30 }, { status: 201 })
  );
  assert.equal(await calls.ticket("space:maru"), "t");
  assert.deepEqual(asked, ['POST /api/v1/ws-ticket {"topic":"space:maru"}']);
  await assert.rejects(answer(() => Response.json({})).calls.ticket("space:maru"));
  await assert.rejects(
    answer(() => problem("unauthorized", 401)).calls.ticket("space:maru"),
    /401/,
  );
});

Deno.test("loadEarlier() brings a page oldest first, with the way to the next", async () => {
  const items = [message("m2"), message("m1")];
  const { calls, asked } = answer(() => Response.json({ items, next_cursor: "c" }));
  const page = await calls.loadEarlier("b");
  assert.deepEqual(page.messages.map(({ id }) => id), ["m1", "m2"]);
  assert.equal(page.cursor, "c");
  assert.match(asked[0]!, /messages\?limit=50&cursor=b&invite=let\+me\+in/);
  assert.equal(
    (await answer(() => Response.json({ items: [], next_cursor: null })).calls.loadEarlier(null))
      .cursor,
    null,
  );
  await assert.rejects(answer(() => Response.json({})).calls.loadEarlier(null));
});

Deno.test("look() sees the people and the newest words, oldest first, by the same invitation", async () => {
  const room = { ...SPACE, participants: [person("ann", 0)], residents: [] };
  const { calls, asked } = answer((request) =>
    Response.json(
      request.url.includes("/messages")
        ? { items: [message("m2"), message("m1")], next_cursor: "c" }
        : room,
    )
  );
  const { space, participants, messages, hasEarlier } = await calls.look();
  assert.deepEqual(space, SPACE);
  assert.deepEqual(participants.map(({ user_id }) => user_id), ["ann"]);
  assert.deepEqual([messages.map(({ id }) => id), hasEarlier], [["m1", "m2"], true]);
  assert.deepEqual(asked, [
    "GET /api/v1/spatial/spaces/maru?invite=let+me+in ",
    "GET /api/v1/spatial/spaces/maru/messages?invite=let+me+in&limit=50 ",
  ]);
  await assert.rejects(answer(() => Response.json({})).calls.look());
  await assert.rejects(answer(() => problem("not-found", 404)).calls.look(), /404/);
});

Deno.test("what moderators and fans do is sent as the API takes it, and fails aloud", async () => {
  const { calls, asked } = answer(() => new Response(null, { status: 204 }));
  await calls.moderate("mute", "ann");
  await calls.removeMessage("m/1");
  await calls.stage("join", null);
  await calls.leave();
  assert.deepEqual(asked, [
    'POST /api/v1/spatial/spaces/maru/moderation {"action":"mute","user_id":"ann"}',
    "DELETE /api/v1/spatial/spaces/maru/messages/m%2F1 ",
    'POST /api/v1/spatial/spaces/maru/stage {"act":"join"}',
    "POST /api/v1/spatial/spaces/maru/leave {}",
  ]);
  await assert.rejects(
    answer(() => problem("forbidden", 403)).calls.moderate("kick", "ann"),
    /403/,
  );
});

Deno.test("splitLinks() finds addresses of the web, without the mark after them", () => {
  const hrefs = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? []);
  assert.deepEqual(splitLinks("see https://a.example/x?y=1, then"), [
    { text: "see ", href: null },
    { text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
    { text: ", then", href: null },
  ]);
  assert.deepEqual(hrefs("(http://a.example/b)。https://c.example!"), [
    "http://a.example/b",
    "https://c.example/",
  ]);
  assert.deepEqual(hrefs("javascript:alert(1) ftp://x http:// https://"), []);
  assert.deepEqual(splitLinks(""), []);
});

Deno.test("withQuery() keeps the invitation, and the place in the log", () => {
  assert.equal(withQuery("/spaces/maru", { invite: null }), "/spaces/maru");
  assert.equal(
    withQuery("/spaces/maru", { invite: "let me in", before: "c" }),
    "/spaces/maru?invite=let+me+in&before=c",
  );
});

Deno.test("facePicture() names what it shows", () => {
  assert.equal(facePicture("soha"), "/characters/soha/portrait?size=face");
  assert.equal(
    facePicture("soha", { emotion: "smile", rev: 3, size: "head" }),
    "/characters/soha/portrait?size=head&v=3&face=smile",
  );
  assert.equal(facePicture("soha", { emotion: "neutral" }), "/characters/soha/portrait?size=face");
});
