/** Chat rooms without a script: pages, forms, and documents that stay open. */
import assert from "node:assert/strict";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";

interface House {
  app: TestApp;
  script: ScriptedModel;
  get(path: string): Promise<Response>;
  post(path: string, fields: Record<string, string>, from?: string): Promise<Response>;
}

async function inHouse(run: (house: House) => Promise<void>): Promise<void> {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  const headers = { "accept-language": "ko", origin: "http://maru.test" };
  await run({
    app,
    script,
    get: (path) => app.fetch(path, { headers }),
    post: (path, fields, from) =>
      app.fetch(path, {
        method: "POST",
        headers: { ...headers, ...(from ? { referer: `http://maru.test${from}` } : {}) },
        body: new URLSearchParams(fields),
      }),
  });
}

/** Reads a document on as it grows, until it shows a text. */
function reader(response: Response) {
  const stream = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  return {
    async until(text: string): Promise<string> {
      while (!seen.includes(text)) {
        const { done, value } = await stream.read();
        assert(!done, `The document ended before: ${text}`);
        seen += value;
      }
      return seen;
    },
    async rest(): Promise<string> {
      for (let piece = await stream.read(); !piece.done; piece = await stream.read()) {
        seen += piece.value;
      }
      return seen;
    },
    leave: () => stream.cancel(),
  };
}

Deno.test("the way in leads to a room by its name, and says what a name is", () =>
  inHouse(async ({ get }) => {
    const page = await get("/rooms");
    const html = await page.text();
    assert.equal(page.status, 200);
    assert(html.includes('href="/rooms/madang"'));
    assert(!html.includes("<script"), "no script");
    const found = await get(`/rooms?room=${encodeURIComponent("우리 집")}`);
    assert.equal(found.status, 422);
    assert.match(await found.text(), /방 이름은 글자/);
    const entered = await get(`/rooms?room=${encodeURIComponent("우리집")}`);
    assert.equal(entered.headers.get("location"), `/rooms/${encodeURIComponent("우리집")}`);
    assert.equal((await get("/rooms/a%2Fb")).status, 404);
  }));

Deno.test("what is said over a form is on the page, once, escaped, and under the guest's name", () =>
  inHouse(async ({ get, post, app }) => {
    const said = await post("/rooms/madang/say", { text: "<b>안녕</b> & 모두" });
    assert.equal(said.status, 303);
    assert.equal(said.headers.get("location"), "/rooms/madang");
    assert(said.headers.getSetCookie().length > 0);
    const html = await (await get("/rooms/madang")).text();
    assert.equal(html.split("&lt;b>안녕&lt;/b> &amp; 모두").length, 2, html);
    const elsewhere = await (await get("/rooms/bench")).text();
    assert(!elsewhere.includes("안녕"));
    assert.deepEqual(app.logged, []);
  }));

Deno.test("a document that stays open shows what is said meanwhile, and leads back to itself", () =>
  inHouse(async ({ get, post }) => {
    await post("/rooms/madang/say", { text: "먼저 한 말" });
    const live = reader(await get("/rooms/madang/live"));
    assert((await live.until("먼저 한 말")).includes("저절로 나타나요"));
    const said = await post("/rooms/madang/say", { text: "나중에 한 말" }, "/rooms/madang/live");
    assert.equal(said.headers.get("location"), "/rooms/madang/live");
    await live.until("나중에 한 말");
    await live.leave();
  }));

Deno.test("words that cannot be sent come back with the reason", () =>
  inHouse(async ({ post }) => {
    for (const path of ["/rooms/madang/say", "/rooms/madang/ask"]) {
      const empty = await post(path, { text: "  " });
      assert.equal(empty.status, 422);
      assert.match(await empty.text(), /먼저 몇 마디/);
      const long = await post(path, { text: "가".repeat(2_001) });
      assert.equal(long.status, 422);
      assert.match(await long.text(), /가가가가/);
    }
  }));

Deno.test("the AI's answer grows in the document, and the next question brings what was said", () =>
  inHouse(async ({ post, script }) => {
    const answer = reader(await post("/rooms/madang/ask", { text: "점심 뭐 먹지?" }));
    const asked = await script.asked();
    await answer.until("점심 뭐 먹지?");
    asked.text("*생각하며* 비빔");
    await answer.until("<em>생각하며</em>");
    asked.text("밥 <script>alert(1)</script>");
    asked.end();
    const html = await answer.rest();
    assert(!html.includes("<script"), "no script");
    assert(html.trimEnd().endsWith("</html>"));
    const [, history] = /name="history" value="([^"]*)"/.exec(html)!;
    const kept = history!.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll(
      "&amp;",
      "&",
    );
    assert.deepEqual(JSON.parse(kept), [
      { role: "user", content: "점심 뭐 먹지?" },
      { role: "model", content: "*생각하며* 비빔밥 <script>alert(1)</script>" },
    ]);
    const next = reader(await post("/rooms/madang/ask", { text: "저녁은?", history: kept }));
    const second = await script.asked();
    assert.equal(second.request.messages.length, 3);
    second.end();
    await next.rest();
  }));

Deno.test("a reader who leaves ends the answer upstream", () =>
  inHouse(async ({ post, script }) => {
    const answer = reader(await post("/rooms/madang/ask", { text: "길게 말해 줘" }));
    const asked = await script.asked();
    asked.text("옛날에");
    await answer.until("옛날에");
    await answer.leave();
    assert.equal(script.aborts.length, 1);
  }));

Deno.test("an answer that fails says why, and keeps the conversation as it was", () =>
  inHouse(async ({ post, script }) => {
    const history = JSON.stringify([{ role: "user", content: "하나" }, {
      role: "model",
      content: "둘",
    }]);
    const answer = reader(await post("/rooms/madang/ask", { text: "셋?", history }));
    (await script.asked()).fail(new Error("SECRET"));
    const html = await answer.rest();
    assert.match(html, /role="alert"[^>]*>저희 쪽에/);
    assert(!html.includes("SECRET"));
    const bad = await post("/rooms/madang/ask", { text: "?", history: "[{}]" });
    assert.equal(bad.status, 400);
  }));
