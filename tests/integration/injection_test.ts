/** The corpus of injections against the whole app: said by readers, and said by a model that was talked into it. */
import assert from "node:assert/strict";
import { addCharacter, withChat } from "@/tests/integration/chat_app.ts";
import {
  answer,
  begin,
  bubblesOf,
  openChat,
  pageOf,
  startChat,
  talk,
} from "@/tests/integration/chat_client.ts";
import { CANARY, INJECTIONS } from "@/tests/support/injections.ts";

/** What a page may hold inside a bubble: text, and the elements of the little markup. */
const ELEMENTS = /<(?!\/?(?:em|strong)>|br>|img class="face is-felt" [^<>]*>|!-- -->)/g;

Deno.test("whatever a reader says, and a model repeats, is text on the page: as it streams, and later", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    for (const { name, text } of INJECTIONS) {
      // One after the other, within what somebody may ask for.
      app.wait(60_000);
      const response = await me.post(`/chats/${id}/send`, {
        id: crypto.randomUUID().replaceAll("-", ""),
        text,
      });
      assert.equal(response.status, 303, name);
      const streamed = await answer(app, await openChat(me, id), text);
      for (const html of [streamed, await pageOf(me, id)]) {
        assert.equal(html.split("</html>").length, 2, name);
        const said = bubblesOf(html);
        // A tag that breaks off at the end of a reply is never shown; the reader's own words are.
        const whole = name === "emotion tag" ? said.at(-2) : said.at(-1);
        assert(whole?.includes(CANARY), name);
        for (const bubble of said) assert.deepEqual(bubble.match(ELEMENTS), null, name);
        const { length } =
          html.match(/<script|<style|<h1|<img src=x|<svg onload|<a href="j|<form action=\/\//g) ??
            [];
        assert.equal(length, 1, `${name}: but for the title, nothing of the kind`);
      }
    }
  }));

Deno.test("no attempt reaches the system, and no key or rule of ours reaches a page", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    for (const { name, text } of INJECTIONS.filter(({ kind }) => kind === "system prompt")) {
      const html = await talk(app, { me, id }, [text, "I keep to my tea."]);
      const { system, tools = [] } = app.model.requests.at(-1)!;
      assert.equal(system.includes(CANARY), false, name);
      assert.deepEqual(tools, [], "a character that was given no tool has none");
      const rule = /Begin every message with one tag[^.]*/.exec(system)![0];
      assert.equal(html.includes(rule), false, name);
    }
  }));

Deno.test("a model that is talked into calling tools it has not gets nothing run", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const abuse = INJECTIONS.find(({ name }) => name === "function that is none")!;
    await me.post(`/chats/${id}/send`, { id: "abcdefgh12345678", text: abuse.text });
    const reading = await openChat(me, id);
    const asked = await app.model.asked();
    asked.text("Let me see. ");
    asked.call({ id: "1", name: "shell", arguments: { command: "rm -rf /" } });
    asked.end("tool_calls");
    const html = await reading.rest();
    assert.match(bubblesOf(html).at(-1) ?? "", /^Let me see\./);
    assert.equal(app.model.requests.length, 1, "no second round");
  }));

Deno.test("attempts as persona, note, fact and summary are text on their pages", () =>
  withChat(async (app) => {
    const me = app.visitor();
    const id = await startChat(me, (await addCharacter(app)).id);
    for (const { name, text } of INJECTIONS.filter(({ kind }) => kind === "markup")) {
      const fact = text.slice(-190);
      await me.post(`/chats/${id}/note`, { text, depth: "1" });
      await me.post(`/chats/${id}/memory`, { act: "add", text: fact });
      const made = await me.post("/personas/new", { name: "Min", description: text });
      assert.equal(made.status, 303, name);
      for (const path of [`/chats/${id}/note`, `/chats/${id}/memory`, "/personas"]) {
        const html = await (await me.get(path)).text();
        assert(html.includes(CANARY), `${path} ${name}`);
        assert.doesNotMatch(html, /<script|<style|<img src=x|<svg onload|<form action=\/\//, name);
        assert.equal(html.split("<h1").length, 2, name);
      }
    }
  }));

Deno.test("a face that is put on in the middle of a reply is on the page before its end, and stays with it", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await me.post(`/chats/${id}/send`, { id: "abcdefgh12345678", text: "Hello" });
    await using reading = await openChat(me, id);
    const asked = await app.model.asked();
    asked.text("[emo");
    asked.text("tion:smi");
    asked.text("le] Well. [emotion");
    const before = await reading.until("Well.");
    assert.match(before, /class="face is-felt" src="[^"]*face=smile"/);
    asked.text(":sad] But no.");
    await reading.until("But no.");
    asked.end();
    const html = await reading.rest();
    assert.match(html, /face=sad[^]*But no\./);
    assert.doesNotMatch(html, /\[emotion|tion:s/);
    assert.match(await pageOf(me, id), /class="face" src="[^"]*face=sad"/);
  }));
