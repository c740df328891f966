/** Replies over real HTTP: pages that grow while one is written, and the forms that ask for it. */
import assert from "node:assert/strict";
import { chatWords } from "@/lib/i18n/chat.ts";
import { addCharacter, withChat } from "@/tests/integration/chat_app.ts";
import {
  answer,
  begin,
  bubblesOf,
  composerOf,
  formOf,
  openChat,
  pageOf,
  press,
  sayIn,
  startChat,
  talk,
} from "@/tests/integration/chat_client.ts";

const words = chatWords.en;

Deno.test("the first hello makes a guest, with a cookie, and opens the conversation", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    assert(me.cookies.has("maru"));
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came."]);
  }));

Deno.test("beginning with the same character again leads to the same conversation, unless afresh", () =>
  withChat(async (app) => {
    const { me, id, character } = await begin(app);
    assert.equal(await startChat(me, character.id), id);
    const other = await startChat(me, character.id, { fresh: true });
    assert.notEqual(other, id);
    await talk(app, { me, id }, ["Hello", "Hi."]);
    assert.equal(await startChat(me, character.id), id);
  }));

Deno.test("other greetings of a character are versions of the first message", () =>
  withChat(async (app) => {
    const { id: characterId } = await addCharacter(app, {
      greeting: "Morning.",
      alternate_greetings: ["Evening, {{user}}.", "Night."],
    });
    const me = app.visitor();
    const id = await startChat(me, characterId);
    const first = formOf(await pageOf(me, id), `/chats/${id}/choose`);
    await press(me, first, Object.fromEntries(first.buttons));
    const [bubble = ""] = bubblesOf(await pageOf(me, id));
    assert.match(bubble, /^Evening, (?!\{\{).+\.$/);
  }));

Deno.test("a reply grows inside the page that the sending leads to", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await using page = await sayIn(me, id, "Hello");
    assert.equal(page.response.headers.get("cache-control"), "private, no-store");
    assert.equal(page.response.headers.get("x-accel-buffering"), "no");
    const asked = await app.model.asked();

    const head = await page.until(`is-streaming`);
    assert.deepEqual(bubblesOf(head), ["You came.", "Hello", ""]);
    assert.doesNotMatch(head, /turn-over|<\/html>/);
    formOf(head, `/chats/${id}/stop`);
    formOf(head, `/chats/${id}/send`);

    asked.text("One ");
    await page.until("One ");
    asked.text("*two");
    assert.equal(bubblesOf(await page.until("two")).at(-1), "One <em>two");
    asked.text("* three.");
    await page.until("three.");
    assert.doesNotMatch(page.html, /turn-over/);
    asked.end();

    const html = await page.rest();
    assert.match(html, /turn-over.*<\/html>\s*$/s);
    assert.doesNotMatch(html, /<script/i);
    assert.deepEqual(bubblesOf(html), ["You came.", "Hello", "One <em>two</em> three."]);
    formOf(html, `/chats/${id}/again`);
    formOf(html, `/chats/${id}/continue`);
    assert.deepEqual(bubblesOf(await pageOf(me, id)), bubblesOf(html));
  }));

Deno.test("two tabs and one opened late read the same reply along", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await using one = await sayIn(me, id, "Hello");
    await using two = await openChat(me, id);
    const asked = await app.model.asked();
    asked.text("One ");
    await Promise.all([one.until("One "), two.until("One ")]);
    await using late = await openChat(me, id);
    await late.until("One ");
    asked.text("two.");
    asked.end();
    for (const html of await Promise.all([one.rest(), two.rest(), late.rest()])) {
      assert.equal(bubblesOf(html).at(-1), "One two.");
    }
    assert.equal(app.model.requests.length, 1);
  }));

Deno.test("a reload in the middle of a reply shows what has come and goes on", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    const asked = await app.model.asked();
    asked.text("One ");
    await page.until("One ");
    await page.leave();
    const again = await openChat(me, id);
    assert.match(await again.until("One "), /is-streaming/);
    asked.text("two.");
    asked.end();
    assert.equal(bubblesOf(await again.rest()).at(-1), "One two.");
  }));

Deno.test("stopping answers 204, ends the page with what has come, and reaches the provider", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    (await app.model.asked()).text("One ");
    const head = await page.until("One ");
    const stop = formOf(head, `/chats/${id}/stop`);
    assert.equal((await me.post(stop.action, stop.fields)).status, 204);
    const html = await page.rest();
    assert.match(html, /turn-over.*<\/html>\s*$/s);
    assert.equal(bubblesOf(html).at(-1)!.trim(), "One");
    assert.equal(app.model.aborts.length, 1);

    // The page stayed, and so its composer has to work on.
    await press(me, formOf(html, `/chats/${id}/send`), { text: "Go on" });
    const next = await answer(app, await openChat(me, id), "Two.");
    assert.deepEqual(bubblesOf(next), ["You came.", "Hello", "One", "Go on", "Two."]);
    // Pressed late, when another reply is being written or none.
    assert.equal((await me.post(stop.action, stop.fields)).status, 204);
    assert.deepEqual(bubblesOf(await pageOf(me, id)), bubblesOf(next));
  }));

Deno.test("words said into a reply interrupt it and are answered", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    (await app.model.asked()).text("One ");
    const head = await page.until("One ");
    await press(me, formOf(head, `/chats/${id}/send`), { text: "Wait" });
    assert.match(await page.rest(), /<\/html>\s*$/);
    const html = await answer(app, await openChat(me, id), "Yes?");
    assert.deepEqual(bubblesOf(html), ["You came.", "Hello", "One", "Wait", "Yes?"]);
  }));

Deno.test("another reply becomes a second version, and swiping goes back and forth", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const first = await talk(app, { me, id }, ["Hello", "First."]);
    await press(me, formOf(first, `/chats/${id}/again`));
    const second = await answer(app, await openChat(me, id), "Second.");
    assert.deepEqual(bubblesOf(second), ["You came.", "Hello", "Second."]);
    assert.match(second, new RegExp(words.version(2, 2)));

    const swipe = async (html: string) => {
      const form = formOf(html, `/chats/${id}/choose`);
      assert.equal(form.buttons.length, 1);
      const location = await press(me, form, Object.fromEntries(form.buttons));
      return { location, html: await pageOf(me, id) };
    };
    const back = await swipe(second);
    assert.equal(bubblesOf(back.html).at(-1), "First.");
    assert.match(back.location, new RegExp(`^/chats/${id}#m-[0-9a-z]+$`));
    assert.match(back.html, new RegExp(`id="${back.location.split("#")[1]}"`));
    assert.equal(bubblesOf((await swipe(back.html)).html).at(-1), "Second.");
  }));

Deno.test("going on adds to the reply, and shows what it has while it grows", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const first = await talk(app, { me, id }, ["Hello", "One."]);
    await press(me, formOf(first, `/chats/${id}/continue`));
    const page = await openChat(me, id);
    const asked = await app.model.asked();
    assert.equal(asked.request.continueLast, true);
    assert.equal(bubblesOf(await page.until("is-streaming")).at(-1), "One.");
    asked.text("Two.");
    asked.end();
    assert.deepEqual(bubblesOf(await page.rest()), ["You came.", "Hello", "One. Two."]);
  }));

Deno.test("the same form sent twice is one message with one reply, whenever the second comes", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const composer = await composerOf(me, id);
    await Promise.all([
      press(me, composer, { text: "Hello" }),
      press(me, composer, { text: "Hello" }),
    ]);
    const page = await openChat(me, id);
    await page.until("is-streaming");
    await press(me, composer, { text: "Hello" });
    await answer(app, page, "One.");
    await press(me, composer, { text: "Hello" });
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello", "One."]);
    assert.equal(app.model.requests.length, 1);
  }));

Deno.test("asking for another reply many times at once brings one", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const again = formOf(await talk(app, { me, id }, ["Hello", "One."]), `/chats/${id}/again`);
    await Promise.all(Array.from({ length: 6 }, () => press(me, again)));
    const html = await answer(app, await openChat(me, id), "Two.");
    assert.match(html, new RegExp(words.version(2, 2)));
    assert.equal(app.model.requests.length, 2);
  }));

Deno.test("different words from two tabs at the same moment are both kept, and the last is answered", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const [one, two] = [await composerOf(me, id), await composerOf(me, id)];
    await Promise.all([press(me, one, { text: "Tea" }), press(me, two, { text: "Cake" })]);
    const page = await openChat(me, id);
    let asked = await app.model.asked();
    while (!/Tea.*Cake|Cake.*Tea/.test(JSON.stringify(asked.request.messages))) {
      asked = await app.model.asked();
    }
    asked.text("Both.");
    asked.end();
    const html = bubblesOf(await page.rest());
    assert.deepEqual(html.toSorted(), ["Both.", "Cake", "Tea", "You came."]);
    assert.equal(html.at(-1), "Both.");
  }));
