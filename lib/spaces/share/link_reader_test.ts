import assert from "node:assert/strict";
import { encodePng } from "@/lib/avatar/codec.ts";
import { createLinkReader } from "@/lib/spaces/share/link_reader.ts";
import { type Loopback, loopbackWeb, openLoopback } from "@/lib/spaces/share/loopback_for_tests.ts";
import { CARD_MS, SILENT_MS } from "@/lib/spaces/share/model.ts";
import type { Web } from "@/lib/spaces/share/web.ts";
import { getBlob } from "@/lib/store/blob.ts";

const admitted = () => Promise.resolve(true);

function picture(width = 64, height = 64): Promise<Uint8Array<ArrayBuffer>> {
  return encodePng(
    new ImageData(new Uint8ClampedArray(width * height * 4).fill(200), width, height),
  );
}

const page = (head: string) =>
  new Response(`<!doctype html><head>${head}</head>`, {
    headers: { "content-type": "text/html; charset=utf-8" },
  });

async function openReader(web: Web = loopbackWeb()) {
  const kv = await Deno.openKv(":memory:");
  let nowMs = 1_000_000;
  return {
    kv,
    wait: (ms: number) => void (nowMs += ms),
    reader: createLinkReader({ kv, now: () => nowMs, web }),
    [Symbol.dispose]: () => kv.close(),
  };
}

const pagesOf = ({ asked }: Loopback) => asked.map(({ url }) => new URL(url).pathname);

Deno.test("read() makes a card of a page and its picture, and asks once a day", async () => {
  const png = await picture();
  await using server = openLoopback(({ url }) =>
    url.endsWith(".png")
      ? new Response(png, { headers: { "content-type": "image/png" } })
      : page('<meta property="og:title" content="마루"><meta property="og:image" content="/a.png">')
  );
  using house = await openReader();
  const card = await house.reader.read(server.url("/p#part"), admitted);
  assert.equal(card?.title, "마루");
  assert.ok(card.picture);
  const blob = await getBlob(house.kv, card.picture.hash);
  assert.equal(blob?.meta.type, "image/webp");
  assert.deepEqual([card.picture.width, card.picture.height], [64, 64]);
  await house.reader.read(server.url("/p"), () => Promise.reject(new Error("asked again")));
  house.wait(CARD_MS);
  await house.reader.read(server.url("/p"), admitted);
  assert.deepEqual(pagesOf(server), ["/p", "/a.png", "/p", "/a.png"]);
});

Deno.test("read() makes a card of a picture itself", async () => {
  const png = await picture();
  await using server = openLoopback(() =>
    new Response(png, { headers: { "content-type": "image/png" } })
  );
  using house = await openReader();
  const card = await house.reader.read(server.url("/a.png"), admitted);
  assert.equal(card?.title, "");
  assert.ok(card.picture);
});

Deno.test("read() asks once for all who share the same link at one moment", async () => {
  await using server = openLoopback(() => page("<title>One</title>"));
  using house = await openReader();
  const cards = await Promise.all(
    Array.from({ length: 20 }, () => house.reader.read(server.url("/"), admitted)),
  );
  assert.deepEqual(new Set(cards.map((card) => card?.title)), new Set(["One"]));
  assert.equal(server.asked.length, 1);
});

Deno.test("read() leaves a page alone for somebody who asked for too many", async () => {
  await using server = openLoopback(() => page("<title>One</title>"));
  using house = await openReader();
  assert.equal(await house.reader.read(server.url("/"), () => Promise.resolve(false)), null);
  assert.equal(server.asked.length, 0);
});

Deno.test("read() remembers that a page did not answer, for a while", async () => {
  let broken = true;
  await using server = openLoopback(() =>
    broken ? new Response(null, { status: 503 }) : page("<title>Back</title>")
  );
  using house = await openReader();
  const read = async () => (await house.reader.read(server.url("/"), admitted))?.title;
  assert.equal(await read(), "");
  broken = false;
  assert.equal(await read(), "");
  assert.equal(server.asked.length, 1);
  house.wait(SILENT_MS);
  assert.equal(await read(), "Back");
});

const SPOILT: Record<string, () => Response | Promise<Response>> = {
  "is not there": () => new Response(null, { status: 404 }),
  "is a page": () => page("<title>no</title>"),
  "is no picture, whatever it says": () =>
    new Response("<svg onload=alert(1)>", { headers: { "content-type": "image/png" } }),
  "is a drawing": () => new Response("<svg/>", { headers: { "content-type": "image/svg+xml" } }),
  "is a counting pixel": async () =>
    new Response(await picture(1, 1), { headers: { "content-type": "image/png" } }),
  "is cut off": async () =>
    new Response((await picture()).slice(0, -20), { headers: { "content-type": "image/png" } }),
  "leads inside": () => Response.redirect("http://10.0.0.1/a.png", 302),
};

for (const [kind, answer] of Object.entries(SPOILT)) {
  Deno.test(`read() makes a card without a picture where that ${kind}`, async () => {
    await using server = openLoopback(({ url }) =>
      url.endsWith("a.png")
        ? answer()
        : page('<title>Page</title><meta property="og:image" content="a.png">')
    );
    using house = await openReader();
    const card = await house.reader.read(server.url("/"), admitted);
    assert.deepEqual([card?.title, card?.picture], ["Page", null]);
    assert.equal(server.asked.length, 2);
  });
}

Deno.test("read() asks eight pages at once, and lets others wait for their turn", async () => {
  const gate = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  let [open, most] = [0, 0];
  await using server = openLoopback(async () => {
    most = Math.max(most, ++open);
    if (open === 8) full.resolve();
    await gate.promise;
    open--;
    return page("<title>Turn</title>");
  });
  using house = await openReader();
  const all = Promise.withResolvers<void>();
  let asked = 0;
  const admit = () => {
    // Whoever is admitted sits down at once, so that all have come once the last one has.
    if (++asked === 45) setTimeout(all.resolve);
    return Promise.resolve(true);
  };
  const read = (n: number) => house.reader.read(server.url(`/${n}`), admit);
  const cards = Promise.all(Array.from({ length: 45 }, (_, n) => read(n)));
  await Promise.all([full.promise, all.promise]);
  gate.resolve();
  const titles = (await cards).map((card) => card?.title);
  // Eight at once and thirty-two behind them; the rest got cards of their address alone.
  assert.equal(titles.filter((title) => title === "Turn").length, 40);
  assert.equal(titles.filter((title) => title === "").length, 5);
  assert.equal(most, 8);
});
