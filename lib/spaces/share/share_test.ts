import assert from "node:assert/strict";
import { make } from "@/lib/characters/characters_for_tests.ts";
import { parseEnv } from "@/lib/env.ts";
import type { ShareRequest } from "@/lib/spaces/protocol.ts";
import { getImage, putImage } from "@/lib/spaces/share/image_store.ts";
import { LINK_RULE } from "@/lib/spaces/share/limits.ts";
import { createLinkReader } from "@/lib/spaces/share/link_reader.ts";
import { loopbackWeb, openLoopback } from "@/lib/spaces/share/loopback_for_tests.ts";
import { SHARED_MS } from "@/lib/spaces/share/model.ts";
import { readLink, resolveShare } from "@/lib/spaces/share/share.ts";
import type { Web } from "@/lib/spaces/share/web.ts";
import { keys } from "@/lib/store/keys.ts";
import { storyForTests } from "@/lib/stories/stories_for_tests.ts";
import { putStory } from "@/lib/stories/store.ts";

const NOW = Date.UTC(2026, 2, 1, 9);
const ROOM = { id: "room", isPublic: true };
const HOME = { id: "home", isPublic: false };

/** No network at all: every name is unknown. */
const OFFLINE = loopbackWeb({ resolve: () => Promise.reject(new Error("ENOTFOUND")) });

async function openHouse(web: Web = OFFLINE) {
  const kv = await Deno.openKv(":memory:");
  for (const { id } of [ROOM, HOME]) await kv.set(keys.space(id), { v: 2, id });
  const env = parseEnv({ KV_URL: ":memory:", PUBLIC_URL: "https://maru.test" });
  const deps = { kv, env, now: () => NOW };
  const reader = createLinkReader({ ...deps, web });
  return {
    kv,
    async share(request: ShareRequest, { userId = "ann", space = ROOM } = {}) {
      const resolved = await resolveShare(deps, { space, userId, request }, reader);
      return resolved.ok ? resolved.share : resolved.reason;
    },
    [Symbol.dispose]: () => kv.close(),
  };
}

const link = (url: string): ShareRequest => ({ kind: "link", url });
const cardOf = (url: string, title: string, site: string) => ({
  kind: "link",
  url,
  title,
  description: "",
  site,
  image: null,
});

Deno.test("a link without a network is a card of its address", async () => {
  using house = await openHouse();
  assert.deepEqual(
    await house.share(link("https://example.com/%EA%B0%90/1?x=1#part")),
    cardOf("https://example.com/%EA%B0%90/1?x=1#part", "example.com/감/1", "example.com"),
  );
  assert.deepEqual(
    await house.share(link("https://example.com")),
    cardOf("https://example.com/", "example.com", "example.com"),
  );
  const odd = await house.share(link("https://example.com/%ff%e0"));
  assert.deepEqual(odd, cardOf("https://example.com/%ff%e0", "example.com/%ff%e0", "example.com"));
});

Deno.test("a link into a network behind the house is the same card as one that does not answer", async () => {
  using house = await openHouse(loopbackWeb({ isOpen: () => false }));
  for (const host of ["10.0.0.1", "router.test", "169.254.169.254", "[::1]"]) {
    const url = `http://${host}/admin`;
    assert.deepEqual(await house.share(link(url)), cardOf(url, `${host}/admin`, host));
  }
});

Deno.test("a link shows where it leads: without disguises, and in the letters of the network", async () => {
  using house = await openHouse();
  const disguised = await house.share(link("https://bank.com:secret@evil.test/login"));
  assert.deepEqual(disguised, cardOf("https://evil.test/login", "evil.test/login", "evil.test"));
  const alike = await house.share(link("https://аpple.com/"));
  assert.deepEqual(
    alike,
    cardOf("https://xn--pple-43d.com/", "xn--pple-43d.com", "xn--pple-43d.com"),
  );
});

Deno.test("readLink() takes addresses of the web and nothing else", () => {
  for (
    const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "ftp://a.test/",
      "//a.test",
      "/characters/1",
      "mailto:a@b.c",
      "",
      `https://a.test/${"a".repeat(2000)}`,
    ]
  ) assert.equal(readLink(text), null, text);
  assert.equal(readLink(" https://a.test ")?.href, "https://a.test/");
});

Deno.test("a page's words are shown, its picture from the room", async () => {
  await using server = openLoopback(() =>
    new Response(
      `<title>Page</title><meta name=description content="About &lt;b&gt;it">
       <meta property="og:site_name" content="Site">`,
      { headers: { "content-type": "text/html" } },
    )
  );
  using house = await openHouse(loopbackWeb());
  const url = server.url("/").href;
  assert.deepEqual(await house.share(link(url)), {
    kind: "link",
    url,
    title: "Page",
    description: "About <b>it",
    site: "Site",
    image: null,
  });
});

Deno.test("one person makes the house fetch only so many links", async () => {
  using house = await openHouse();
  const share = (n: number, userId?: string) =>
    house.share(link(`https://example.com/${n}`), userId ? { userId } : {});
  for (let n = 0; n < LINK_RULE.burst; n++) assert.equal(typeof await share(n), "object");
  assert.equal(await share(LINK_RULE.burst), "rate_limited");
  // What is known costs nothing, and others have their own.
  assert.equal(typeof await share(0), "object");
  assert.equal(typeof await share(LINK_RULE.burst, "bob"), "object");
});

Deno.test("a link to a character or story of the house is that, without fetching", async () => {
  const web = loopbackWeb();
  using house = await openHouse(web);
  const { id } = await make(house.kv, "하루");
  const shared = await house.share(link(`https://maru.test/characters/${id}`));
  assert.ok(typeof shared === "object" && shared.kind === "character" && shared.name === "하루");
  const other = "https://maru.test/chats/secret";
  assert.deepEqual(
    await house.share(link(other)),
    cardOf(other, "maru.test/chats/secret", "maru.test"),
  );
  assert.deepEqual(web.lookedUp, []);
});

Deno.test("characters are shared as far as the sharer and the room may see them", async () => {
  using house = await openHouse();
  const { kv } = house;
  const ids: Record<string, string> = {};
  for (
    const [name, change] of Object.entries(
      {
        open: {},
        unlisted: { visibility: "unlisted" },
        mine: { visibility: "private", ownerId: "ann" },
        theirs: { visibility: "private", ownerId: "bob" },
        adult: { rating: "mature" },
      } as const,
    )
  ) ids[name] = (await make(kv, name, change)).id;
  const share = async (name: string, space = ROOM) => {
    const shared = await house.share({ kind: "character", character_id: ids[name] ?? name }, {
      space,
    });
    return typeof shared === "string" ? shared : shared.kind === "character" && shared.name;
  };
  assert.equal(await share("open"), "open");
  assert.equal(await share("unlisted"), "unlisted");
  assert.equal(await share("mine"), "private");
  assert.equal(await share("theirs"), "not_found");
  assert.equal(await share("nobody"), "not_found");
  assert.equal(await share("adult"), "mature");
  assert.equal(await share("adult", HOME), "adult");
});

Deno.test("stories are shared where there is one", async () => {
  using house = await openHouse();
  const write = house.kv.atomic();
  const tale = storyForTests({ id: "tale", title: "Tale", synopsis: "long ".repeat(200) });
  putStory(write, tale, []);
  putStory(write, { ...tale, id: "draft", status: "draft", publishedAtMs: null }, []);
  putStory(write, { ...tale, id: "mine", ownerId: "ann", visibility: "private" }, []);
  putStory(write, { ...tale, id: "adult", rating: "mature" }, []);
  await write.commit();
  const shared = await house.share({ kind: "story", story_id: "tale" });
  assert.ok(typeof shared === "object" && shared.kind === "story");
  assert.deepEqual([shared.title, shared.url, shared.synopsis.length], [
    "Tale",
    "/stories/tale",
    240,
  ]);
  for (const story_id of ["none", "../x", "a".repeat(64), "draft"]) {
    assert.equal(await house.share({ kind: "story", story_id }), "not_found");
  }
  assert.equal(await house.share({ kind: "story", story_id: "mine" }), "private");
  assert.equal(await house.share({ kind: "story", story_id: "adult" }), "mature");
  assert.equal(
    typeof await house.share({ kind: "story", story_id: "adult" }, { space: HOME }),
    "object",
  );
});

Deno.test("a picture is shared by who brought it, in the room it was brought to, and is kept then", async () => {
  using house = await openHouse();
  const picture = { bytes: new Uint8Array([1]), type: "image/webp" as const, width: 4, height: 3 };
  const { id } = await putImage(house.kv, { spaceId: "room", userId: "ann", picture, nowMs: NOW });
  const request: ShareRequest = { kind: "image", image: id, alt: "감\u202e나무\n둘" };
  assert.equal(await house.share(request, { userId: "bob" }), "not_found");
  assert.equal(await house.share(request, { space: HOME }), "not_found");
  assert.deepEqual(await house.share(request), {
    kind: "image",
    url: `/spaces/room/images/${id}`,
    width: 4,
    height: 3,
    alt: "감나무 둘",
  });
  assert.equal((await getImage(house.kv, "room", id))?.goesAtMs, NOW + SHARED_MS);
});

Deno.test("a screen is shared as it is", async () => {
  using house = await openHouse();
  assert.deepEqual(await house.share({ kind: "screen", on: true }), { kind: "screen", on: true });
});
