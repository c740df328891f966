/** What readers do with whole conversations over real HTTP: search, go back and on, carry out and in, share. */
import assert from "node:assert/strict";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import { withChat } from "@/tests/integration/chat_app.ts";
import {
  answer,
  begin,
  bubblesOf,
  formFor,
  formOf,
  locationOf,
  messageIdOf,
  openChat,
  openEditor,
  pageOf,
  press,
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
