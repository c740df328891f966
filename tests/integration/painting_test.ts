/** Covers and portraits that a model paints, as their owner has them painted without a script. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { blockedAnswer, pictureAnswer, startPainter } from "@/lib/ai/testing/image_loopback.ts";
import { errorAnswer } from "@/lib/ai/testing/gemini_loopback.ts";
import type { Answer } from "@/lib/ai/testing/loopback.ts";
import { encodePng } from "@/lib/avatar/codec.ts";
import { getUsage } from "@/lib/chat/usage.ts";
import { paintingWords } from "@/lib/i18n/painting.ts";
import { PAINT_RULES, PAINT_WITHIN_MS } from "@/lib/painting/limits.ts";
import { beginPainting, endPainting } from "@/lib/painting/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { storyDomain } from "@/lib/stories/account_domain.ts";
import { getStory } from "@/lib/stories/store.ts";
import { locationOf, Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NOW = Date.UTC(2026, 10, 1, 9);
const MADE_BY = "gemini/gemini-nano-banana-2.1";

/** A picture of one colour. */
async function plain(
  width: number,
  height: number,
  colour = [200, 90, 40, 255],
): Promise<Uint8Array<ArrayBuffer>> {
  const image = new ImageData(width, height);
  for (let n = 0; n < image.data.length; n += 4) image.data.set(colour, n);
  return await encodePng(image);
}

async function openPaintingApp(answer: (n: number) => Answer) {
  const gemini = await startPainter((n) => answer(n));
  const app = await openTestApp({
    startMs: NOW,
    env: {
      AI_PROVIDER: "demo",
      GEMINI_API_KEY: "canary-key-1234567890",
      GOOGLE_GEMINI_BASE_URL: gemini.baseUrl,
    },
  });
  return {
    app,
    gemini,
    painted: () => app.services.painter!.idle(),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await gemini[Symbol.asyncDispose]();
    },
  };
}

/** A writer and the id of a story of theirs, which is out. */
async function write(app: TestApp) {
  const ann = await new Person(app).signUp("안나");
  const details = { title: "등대", synopsis: "바다 끝의 등대.", tone: "dark", motif: "wave" };
  const toChapter = locationOf(
    await ann.post("/stories/new", { ...details, visibility: "public", lang: "ko" }),
  );
  await ann.post(toChapter, { title: "하나", body: "불이 켜졌다.", do: "save" });
  const id = /^\/stories\/([0-9a-z]+)\//.exec(toChapter)?.[1] ?? assert.fail(toChapter);
  await ann.post(`/stories/${id}/publish`, { do: "now" });
  return { ann, id };
}

const srcOf = (html: string) => /cover\.svg\?v=(\w+)/.exec(html)?.[1] ?? assert.fail("no cover");

Deno.test("a cover is painted, used everywhere, put away and taken again", async () => {
  const file = await plain(832, 1248);
  await using open = await openPaintingApp(() => pictureAnswer(file));
  const { app, gemini } = open;
  const { ann, id } = await write(app);
  const path = `/stories/${id}/cover`;
  assert.ok((await ann.page(`/stories/${id}/edit`)).includes(`href="${path}"`));
  const before = await ann.page(path);
  assert.match(before, /등대\. 바다 끝의 등대/, "a scene is proposed");
  assert.match(before, /US\$0\.034|\$0\.03/, "the cost is told before");
  assert.equal(before.includes("<script"), false);

  assert.equal(
    locationOf(await ann.post(path, { do: "paint", wish: "안개 속 등대 불빛" })),
    `${path}#wait`,
  );
  await open.painted();
  const body = JSON.stringify(gemini.requests[0]!.body);
  assert.ok(body.includes("안개 속 등대 불빛") && body.includes("No letters"));
  const seen = await ann.page(path);
  assert.match(seen, /그려진 그림/);
  const painted = await ann.get(`${path}/painted`);
  assert.equal(painted.headers.get("content-type"), "image/webp");
  await painted.body?.cancel();
  assert.equal((await getStory(app.kv, id))?.cover.kind, "drawn", "nothing changes by itself");

  const drawnVersion = srcOf(await ann.page(`/stories/${id}`));
  assert.match(locationOf(await ann.post(path, { do: "take" })), /done=taken/);
  const paintedVersion = srcOf(await ann.page(`/stories/${id}`));
  assert.notEqual(paintedVersion, drawnVersion);
  assert.equal(srcOf(await ann.page("/stories")), paintedVersion);
  const svg = await (await ann.get(`/stories/${id}/cover.svg`)).text();
  assert.match(svg, /data:image\/webp;base64,/);
  assert.match(svg, /aria-label="등대"/);
  const card = await ann.get(`/stories/${id}/preview.png`);
  assert.equal(card.headers.get("content-type"), "image/png");
  await card.body?.cancel();
  const book = unzipSync(
    new Uint8Array(await (await ann.get(`/stories/${id}/book.epub`)).arrayBuffer()),
  );
  assert.ok(book["EPUB/cover.webp"]);
  assert.match(strFromU8(book["EPUB/package.opf"]!), /image\/webp/);
  assert.deepEqual(await checkStore(app.kv), []);

  await ann.post(path, { do: "drawn" });
  assert.equal(srcOf(await ann.page(`/stories/${id}`)), drawnVersion);
  await ann.post(path, { do: "take" });
  assert.equal(srcOf(await ann.page(`/stories/${id}`)), paintedVersion);
  assert.equal(gemini.requests.length, 1, "going back and forth paints nothing");

  const { value: session } = await app.kv.get<{ ownerId: string }>(keys.story(id));
  const files = await Array.fromAsync(storyDomain.exportData(app.kv, session!.ownerId));
  assert.ok(files.some(([name]) => name === `stories/${id}/painting.webp`));

  const usage = await getUsage(app.kv, session!.ownerId, app.nowMs());
  assert.deepEqual(usage?.models[MADE_BY], {
    replies: 1,
    unpriced: 0,
    promptTokens: 60,
    outputTokens: 1120,
    cachedTokens: 0,
    costNano: 60 * 1500 + 1120 * 30_000,
  });
  await ann.post(`/stories/${id}/remove`);
  assert.deepEqual(await checkStore(app.kv), []);
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: keys.blobs() }))).length, 0);
});

Deno.test("a picture that is the cover says so in place of the button, until another one is", async () => {
  const files = [await plain(416, 624), await plain(416, 624, [40, 90, 200, 255])];
  await using open = await openPaintingApp((n) => pictureAnswer(files[n]!));
  const { ann, id } = await write(open.app);
  const path = `/stories/${id}/cover`;
  const { take, inUse } = paintingWords.ko.story;
  const offered = async () => {
    const html = await ann.page(path);
    return [html.includes('value="take"'), html.includes(take), html.includes(inUse)];
  };
  await ann.post(path, { do: "paint", wish: "안개 속 등대 불빛" });
  await open.painted();
  assert.deepEqual(await offered(), [true, true, false]);
  await ann.post(path, { do: "take" });
  assert.deepEqual(await offered(), [false, false, true]);
  // Pressed in another window that still has the button, it stays the cover.
  assert.match(locationOf(await ann.post(path, { do: "take" })), /done=taken/);
  assert.deepEqual(await offered(), [false, false, true]);
  await ann.post(path, { do: "drawn" });
  assert.deepEqual(await offered(), [true, true, false]);
  await ann.post(path, { do: "take" });
  await ann.post(path, { do: "paint", wish: "푸른 바다" });
  await open.painted();
  assert.deepEqual(await offered(), [true, true, false], "the new picture is not the cover yet");
  await ann.post(path, { do: "take" });
  assert.deepEqual(await offered(), [false, false, true]);
  assert.deepEqual(await checkStore(open.app.kv), []);
});

const TROUBLES: Record<string, { answer: Answer; words: RegExp; counted: boolean }> = {
  "a safety rule": { answer: blockedAnswer("picture"), words: /안전 규칙/, counted: false },
  "429": { answer: errorAnswer(429, "RESOURCE_EXHAUSTED"), words: /다 썼어요/, counted: false },
  "500": { answer: errorAnswer(500, "INTERNAL"), words: /몹시 바빠요/, counted: false },
  "403": {
    answer: errorAnswer(403, "PERMISSION_DENIED"),
    words: /키가 받아들여지지/,
    counted: false,
  },
  "bytes that are no picture": {
    answer: pictureAnswer(new TextEncoder().encode("<svg/>")),
    words: /깨져서/,
    counted: true,
  },
  "bytes that are not base64": { answer: pictureAnswer("%%"), words: /그림이 아닌/, counted: true },
};

for (const [name, { answer, words, counted }] of Object.entries(TROUBLES)) {
  Deno.test(`${name}: the page says why there is no picture, and keeps the words for it`, async () => {
    await using open = await openPaintingApp(() => answer);
    const { ann, id } = await write(open.app);
    const path = `/stories/${id}/cover`;
    for (let n = 0; n <= PAINT_RULES.full.burst; n++) {
      const response = await ann.post(path, { do: "paint", wish: "안개 속 등대" });
      const isSpent = counted && n === PAINT_RULES.full.burst;
      assert.equal(response.status, isSpent ? 429 : 303, `${n}`);
      if (isSpent) assert.match(await response.text(), /하루에 그릴 수 있는 그림을 다 썼어요/);
      await open.painted();
    }
    const html = await ann.page(path);
    assert.match(html, words);
    assert.match(html, /안개 속 등대<\/textarea>/);
    assert.equal(html.includes("canary"), false);
    assert.equal((await ann.get(`${path}/painted`)).status, 404);
    assert.equal((await ann.post(path, { do: "take" })).status, 404);
    assert.deepEqual(await checkStore(open.app.kv), []);
  });
}

Deno.test("a picture that is too small is refused, whatever the model calls it", async () => {
  const file = await plain(64, 96);
  await using open = await openPaintingApp(() => pictureAnswer(file));
  const { ann, id } = await write(open.app);
  await ann.post(`/stories/${id}/cover`, { do: "paint", wish: "등대" });
  await open.painted();
  assert.match(await ann.page(`/stories/${id}/cover`), /깨져서/);
});

Deno.test("the page stays open while a picture is painted, and ends with it", async () => {
  await using open = await openPaintingApp(() => ({ kind: "silence" }));
  const { app } = open;
  const { ann, id } = await write(app);
  const ownerId = (await getStory(app.kv, id))!.ownerId;
  const begin = {
    kind: "story",
    id,
    ownerId,
    wish: "등대",
    madeBy: MADE_BY,
    withinMs: PAINT_WITHIN_MS,
  } as const;
  const painting = await beginPainting(app.kv, { ...begin, attempt: "one", nowMs: app.nowMs() });
  assert.equal(
    await beginPainting(app.kv, { ...begin, attempt: "two", nowMs: app.nowMs() }),
    null,
    "one at a time",
  );
  const response = await ann.get(`/stories/${id}/cover`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  while (!html.includes("그림을 그리고 있어요")) {
    html += (await reader.read()).value ?? assert.fail(html);
  }
  assert.equal(html.includes("</html>"), false);
  assert.equal(html.includes('name="wish"'), false, "no second one is asked for meanwhile");
  const end = { kind: "done", bytes: await plain(300, 450), type: "image/webp" } as const;
  assert.equal(await endPainting(app.kv, painting!, { end, nowMs: app.nowMs() }), true);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    html += value;
  }
  assert.match(html, /painting-part[\s\S]*name="do" value="take"[\s\S]*<\/html>/);
  assert.equal(
    await endPainting(app.kv, painting!, { end: { kind: "failed", trouble: "fault" }, nowMs: 1 }),
    false,
    "what has ended does not end again",
  );
});

Deno.test("a painter that was lost counts as failed once its time is over, and another may begin", async () => {
  await using open = await openPaintingApp(() => ({ kind: "silence" }));
  const { app } = open;
  const { ann, id } = await write(app);
  const ownerId = (await getStory(app.kv, id))!.ownerId;
  const begin = { kind: "story", id, ownerId, wish: "등대", madeBy: MADE_BY } as const;
  const times = { nowMs: app.nowMs(), withinMs: PAINT_WITHIN_MS };
  const lost = await beginPainting(app.kv, { ...begin, ...times, attempt: "one" });
  app.wait(PAINT_WITHIN_MS);
  assert.match(await ann.page(`/stories/${id}/cover`), /서버가 다시 켜지는 바람에/);
  const next = { ...begin, ...times, nowMs: app.nowMs(), attempt: "two" };
  assert.ok(await beginPainting(app.kv, next));
  const end = { kind: "failed", trouble: "fault" } as const;
  assert.equal(await endPainting(app.kv, lost!, { end, nowMs: app.nowMs() }), false);
});

Deno.test("a painter that is closed says that it broke off, and cancels what it asked", async () => {
  await using open = await openPaintingApp(() => ({ kind: "silence" }));
  const { app, gemini } = open;
  const { ann, id } = await write(app);
  const asked = gemini.nextRequest();
  await ann.post(`/stories/${id}/cover`, { do: "paint", wish: "등대" });
  const { cancelled } = await asked;
  await app.services.painter!.close();
  await cancelled;
  assert.match(await ann.page(`/stories/${id}/cover`), /끊겼어요/);
});

Deno.test("paintings are their owner's alone, and nobody's without a key", async () => {
  const file = await plain(832, 1248);
  await using open = await openPaintingApp(() => pictureAnswer(file));
  const { app, gemini } = open;
  const { ann, id } = await write(app);
  await ann.post(`/stories/${id}/cover`, { do: "paint", wish: "등대" });
  await open.painted();
  const ben = await new Person(app).signUp("벤");
  for (const path of ["cover", "cover/painted"]) {
    assert.equal((await ben.get(`/stories/${id}/${path}`)).status, 403, path);
    assert.equal((await new Person(app).get(`/stories/${id}/${path}`)).status, 303, path);
  }
  for (const act of ["paint", "take", "drawn"]) {
    assert.equal((await ben.post(`/stories/${id}/cover`, { do: act, wish: "x" })).status, 403, act);
  }
  assert.equal((await ann.post(`/stories/${id}/cover`, { do: "paint", wish: "  " })).status, 422);
  assert.equal((await ann.post(`/stories/${id}/cover`, { do: "sell" })).status, 400);
  assert.equal(gemini.requests.length, 1);

  await using bare = await openTestApp({ startMs: NOW });
  const own = await write(bare);
  assert.equal((await own.ann.page(`/stories/${own.id}/edit`)).includes('/cover"'), false);
  assert.match(await own.ann.page(`/stories/${own.id}/cover`), /지금은 그림을 맡길 수 없어요/);
  const refused = await own.ann.post(`/stories/${own.id}/cover`, { do: "paint", wish: "등대" });
  assert.equal(refused.status, 404);
});

Deno.test("a portrait is painted, used as an uploaded one is, and put away", async () => {
  const file = await plain(896, 1120);
  await using open = await openPaintingApp(() => pictureAnswer(file));
  const { app } = open;
  const ann = await new Person(app).signUp("안나");
  const id = await ann.make({ name: "무진", description: "{{char}} keeps a lighthouse." });
  const path = `/characters/${id}/painting`;
  assert.ok((await ann.page(`/characters/${id}/edit`)).includes(`href="${path}"`));
  assert.match(await ann.page(path), /무진 keeps a lighthouse/);
  await ann.post(path, { do: "paint", wish: "등대지기 청년" });
  await open.painted();
  const drawn = await ann.get(`/characters/${id}/portrait`);
  assert.match(drawn.headers.get("content-type")!, /svg/);
  await drawn.body?.cancel();
  await ann.post(path, { do: "take" });
  const painted = await ann.get(`/characters/${id}/portrait`);
  assert.equal(painted.headers.get("content-type"), "image/webp");
  await painted.body?.cancel();
  assert.deepEqual(await checkStore(app.kv), []);
  await ann.post(path, { do: "drawn" });
  assert.match((await ann.get(`/characters/${id}/portrait`)).headers.get("content-type")!, /svg/);
  await ann.post(`/characters/${id}/remove`);
  assert.deepEqual(await checkStore(app.kv), []);
});
