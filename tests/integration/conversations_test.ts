/** What readers do with whole conversations over real HTTP: search, go back and on, carry out and in, share. */
import assert from "node:assert/strict";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import { addCharacter, withChat } from "@/tests/integration/chat_app.ts";
import {
  answer,
  begin,
  bubblesOf,
  formFor,
  formOf,
  formsOf,
  locationOf,
  messageIdOf,
  openChat,
  openEditor,
  pageOf,
  press,
  sayIn,
  talk,
} from "@/tests/integration/chat_client.ts";

const words = conversationWords.en;

/** A page's words alone, with what was searched for in brackets. */
const passageOf = (html: string) =>
  html.replace(/<mark[^>]*>(.*?)<\/mark>/g, "[$1]").replace(/<[^>]+>/g, "");

Deno.test("a search shows the passage and leads to it, on a branch that is not shown too", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Tea & honey?", "With *rain* on the roof."]);
    await press(me, await openEditor({ me, id }, "Tea &amp; honey?"), {
      text: "Coffee?",
      then: "reply",
    });
    await answer(app, await openChat(me, id), "Rather tea.");
    const found = await (await me.get("/chats?q=RAIN+on")).text();
    assert(passageOf(found).includes("With [rain] [on] the roof."));
    const link = /href="(\/chats\/[^"]+\/found\?message=[^"]+)"/.exec(found)![1]!;
    const to = locationOf(await me.get(link));
    const html = await pageOf(me, id, new URL(to, app.origin).search);
    assert.deepEqual(bubblesOf(html), [
      "You came.",
      "Tea &amp; honey?",
      "With <em>rain</em> on the roof.",
    ]);
    assert(to.endsWith(`#m-${messageIdOf(html, "With <em>rain</em> on the roof.")}`));
    const branch = formFor(html, `/chats/${id}/branch`, "With <em>rain</em> on the roof.");
    await press(me, branch);
    assert.equal(bubblesOf(await pageOf(me, id)).at(-1), "With <em>rain</em> on the roof.");
    const honey = await (await me.get("/chats?q=honey")).text();
    assert(passageOf(honey).includes("Tea &amp; [honey]?"));
    assert((await (await me.get("/chats?q=nothing+of+this")).text()).includes(words.search.none));
    const stranger = app.visitor();
    assert(!(await (await stranger.get("/chats?q=rain")).text()).includes("the roof"));
    assert.equal((await stranger.get(link)).status, 303);
  }));

Deno.test("one goes back to any message, on from there, and back to where it went", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Tea?", "Please."]);
    const full = await talk(app, { me, id }, ["Sugar?", "One."]);
    await press(me, formFor(full, `/chats/${id}/branch`, "Please."));
    const back = await pageOf(me, id);
    assert.deepEqual(bubblesOf(back), ["You came.", "Tea?", "Please."]);
    assert(back.includes(words.branch.ahead));
    await press(me, formOf(back, `/chats/${id}/forward`));
    assert.deepEqual(bubblesOf(await pageOf(me, id)), bubblesOf(full));
    await press(me, formFor(full, `/chats/${id}/again`, "Please."));
    const other = await answer(app, await openChat(me, id), "No, thanks.");
    assert.deepEqual(bubblesOf(other), ["You came.", "Tea?", "No, thanks."]);
    const swipe = formOf(await pageOf(me, id), `/chats/${id}/choose`);
    await press(me, swipe, Object.fromEntries(swipe.buttons));
    assert.deepEqual(bubblesOf(await pageOf(me, id)), bubblesOf(full));
    assert.equal(app.model.requests.length, 3);
  }));

const fileOf = (text: string) => new File([text], "chat.jsonl", { type: "application/jsonl" });

Deno.test("a conversation is saved with its versions, brought in again, and saved as Markdown", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Tea?", "*nods* Please."]);
    await press(me, formOf(await pageOf(me, id), `/chats/${id}/again`));
    await answer(app, await openChat(me, id), "No, thanks.");
    const saved = await me.get(`/chats/${id}/export?format=jsonl`);
    assert.match(saved.headers.get("content-disposition")!, /^attachment; .*Haru/);
    const jsonl = await saved.text();
    const [head, ...lines] = jsonl.trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(head.character_name, "Haru");
    assert.deepEqual(lines.map(({ mes, is_user }) => [mes, is_user]), [
      ["You came.", false],
      ["Tea?", true],
      ["No, thanks.", false],
    ]);
    assert.deepEqual(lines[2].swipes, ["*nods* Please.", "No, thanks."]);
    assert.equal(lines[2].swipe_id, 1);
    const markdown = await (await me.get(`/chats/${id}/export?format=md`)).text();
    assert.match(markdown, /^# Haru\n/);
    assert.match(markdown, /\*\*Haru\*\*\n\nNo, thanks\.\n$/);
    const form = new FormData();
    form.set("file", fileOf(jsonl));
    const brought = await me.post("/chats/import", form);
    assert.equal(brought.status, 303, await brought.text());
    const copy = /^\/chats\/([0-9a-z]+)$/.exec(locationOf(brought))![1]!;
    assert.notEqual(copy, id);
    assert.deepEqual(bubblesOf(await pageOf(me, copy)), ["You came.", "Tea?", "No, thanks."]);
    await talk(app, { me, id: copy }, ["Then coffee.", "Better."]);
    const stranger = app.visitor();
    await begin(app);
    assert.notEqual((await stranger.get(`/chats/${id}/export`)).status, 200);
  }));

Deno.test("a file with bad lines tells their numbers; one that is no chat brings nothing in", () =>
  withChat(async (app) => {
    const { me, character } = await begin(app);
    const bring = async (text: string, fields: Record<string, string> = {}) => {
      const form = new FormData();
      form.set("file", fileOf(text));
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const response = await me.post("/chats/import", form);
      return [response.status, await response.text()] as const;
    };
    const head = `{"user_name":"Ann","character_name":"Somebody"}`;
    const [status, told] = await bring(`${head}\n{"mes":"Hi"}\n{broken`, {
      character: character.id,
    });
    assert.equal(status, 200);
    assert(told.includes(words.take.line(3)) && told.includes(words.take.problems.not_json));
    const [refused, why] = await bring("hello");
    assert.equal(refused, 422);
    assert(why.includes(words.take.refused.no_head));
    const [unknown, whom] = await bring(`${head}\n{"mes":"Hi"}`);
    assert.equal(unknown, 422);
    assert(whom.includes(words.take.nobody("Somebody")));
    assert.equal((await me.post("/chats/import", new FormData())).status, 422);
  }));

Deno.test("the API searches, saves and brings in what the pages do", () =>
  withChat(async (app) => {
    const { me, id, character } = await begin(app);
    await talk(app, { me, id }, ["Tea?", "Please."]);
    const found = await (await me.get("/api/v1/conversations/search?q=plea")).json();
    assert.deepEqual(
      found.items.map((item: Record<string, unknown>) => [item.conversation_id, item.passage]),
      [[id, "Please."]],
    );
    const jsonl = await (await me.get(`/api/v1/conversations/${id}/export`)).text();
    const form = new FormData();
    form.set("file", fileOf(jsonl));
    const brought = await me.post(
      `/api/v1/conversations/import?character_id=${character.id}`,
      form,
    );
    assert.equal(brought.status, 201);
    assert.equal((await brought.json()).messages, 3);
    form.set("file", fileOf("nothing"));
    assert.equal((await me.post("/api/v1/conversations/import", form)).status, 422);
  }));

Deno.test("a link shows the conversation to anybody until it is taken back", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Tea & honey?", "*nods* Please."]);
    await talk(app, { me, id }, ["Secret.", "Hush."]);
    const share = `/chats/${id}/share`;
    const log = await pageOf(me, id);
    const upto = new RegExp(`href="${share}\\?upto=(2\\.[0-9a-z]+)"`).exec(log)![1]!;
    const form = formsOf(await (await me.get(`${share}?upto=${upto}`)).text())
      .find(({ action }) => action === share)!;
    await press(me, form, { upto });
    const links = await (await me.get(share)).text();
    assert(links.includes(words.share.until("nods Please.")));
    const path = /value="[^"]*(\/shared\/[\w-]{43})"/.exec(links)![1]!;
    const reader = app.visitor();
    const shown = await reader.get(path);
    assert.equal(shown.headers.get("x-robots-tag"), "noindex, nofollow");
    assert.equal(shown.headers.get("cache-control"), "private, no-store");
    const html = await shown.text();
    assert.deepEqual(bubblesOf(html), [
      "You came.",
      "Tea &amp; honey?",
      "<em>nods</em> Please.",
    ]);
    assert(html.includes('name="robots" content="noindex"'));
    assert(!html.includes("<script") && !html.includes("Hush") && !html.includes(id));
    const revoke = formsOf(links).find(({ fields }) => fields.revoke)!;
    await press(me, revoke);
    assert.equal((await reader.get(path)).status, 404);
    assert.notEqual((await reader.get(share)).status, 200);
  }));

Deno.test("the API makes, lists and takes back links", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const shares = `/api/v1/conversations/${id}/shares`;
    const made = await me.json("POST", shares, { show_name: false });
    assert.equal(made.status, 201);
    const { code, url } = await made.json();
    assert.equal((await app.visitor().get(url)).status, 200);
    const { items } = await (await me.get(shares)).json();
    assert.deepEqual(items.map((item: { code: string }) => item.code), [code]);
    assert.equal((await me.json("DELETE", `${shares}/${code}`)).status, 204);
    assert.equal((await app.visitor().get(url)).status, 404);
    assert.equal((await me.json("DELETE", `${shares}/${code}`)).status, 404);
  }));

Deno.test("several answer on one page, each in a place of its own, and speak when they are asked to", () =>
  withChat(async (app) => {
    const haru = await addCharacter(app);
    const sora = await addCharacter(app, { name: "Sora", greeting: "Me too." });
    const me = app.visitor();
    await begin(app);
    const form = new FormData();
    form.append("with", haru.id);
    assert.equal((await me.post("/chats/new", form)).status, 422);
    form.append("with", sora.id);
    const begun = await me.post("/chats/new", form);
    assert.equal(begun.status, 303, await begun.text());
    const id = /^\/chats\/([0-9a-z]+)$/.exec(locationOf(begun))![1]!;
    await using page = await sayIn(me, id, "Sora, Haru, are you there?");
    const first = await app.model.asked();
    first.text("I am.");
    first.end();
    await page.until("I am.");
    const second = await app.model.asked();
    second.text("So am I.");
    second.end();
    const html = await page.rest();
    assert.deepEqual(bubblesOf(html), [
      "You came.",
      "Sora, Haru, are you there?",
      "I am.",
      "So am I.",
    ]);
    const speakers = [...html.matchAll(/<p class="speaker">([^<]*)/g)].map(([, name]) => name);
    assert.deepEqual(speakers, ["Haru", "Sora", "Haru"]);
    assert.equal(html.split("turn-over").length, 2);
    assert.deepEqual(bubblesOf(await pageOf(me, id)), bubblesOf(html));
    const manual = formsOf(await (await me.get(`/chats/${id}/cast`)).text())
      .find(({ fields }) => "order" in fields)!;
    await press(me, manual, { order: "manual" });
    await press(me, formOf(await pageOf(me, id), `/chats/${id}/send`), { text: "Well?" });
    assert.equal(app.model.requests.length, 2);
    const asking = formOf(await pageOf(me, id), `/chats/${id}/speak`);
    await press(me, asking, { who: sora.id });
    assert.match(await answer(app, await openChat(me, id), "Well."), /Sora<\/p>|Sora</);
    const list = await (await me.get("/chats")).text();
    assert(list.includes("Haru, Sora"));
  }));

Deno.test("stopping the first of several replies leaves the others unsaid, and the page comes to its end", () =>
  withChat(async (app) => {
    const people = [await addCharacter(app), await addCharacter(app, { name: "Sora" })];
    const me = app.visitor();
    const form = new FormData();
    for (const { id } of people) form.append("with", id);
    const id = /^\/chats\/([0-9a-z]+)$/.exec(locationOf(await me.post("/chats/new", form)))![1]!;
    await using page = await sayIn(me, id, "Haru, Sora, hello?");
    const first = await app.model.asked();
    first.text("Hel");
    const html = await page.until("Hel");
    const stop = formsOf(html).find(({ action }) => action === `/chats/${id}/stop`)!;
    assert.equal((await me.post(stop.action, stop.fields)).status, 204);
    await page.rest();
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Haru, Sora, hello?", "Hel"]);
    assert.equal(app.model.requests.length, 1);
  }));
