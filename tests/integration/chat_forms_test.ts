/** What readers do with a conversation over real HTTP: edit, delete, list and page. */
import assert from "node:assert/strict";
import { chatWords } from "@/lib/i18n/chat.ts";
import { addCharacter, withChat } from "@/tests/integration/chat_app.ts";
import {
  answer,
  begin,
  bubblesOf,
  formFor,
  formOf,
  formsOf,
  messageIdOf,
  openChat,
  openEditor,
  pageOf,
  press,
  startChat,
  talk,
} from "@/tests/integration/chat_client.ts";

const words = chatWords.en;

Deno.test("a message is edited in place, the reader's own and the character's", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Helo", "One."]);
    const edits = [["Helo", "Hello"], ["One.", "First\r\nSecond"]] as const;
    for (const [from, to] of edits) {
      const editor = await openEditor({ me, id }, from);
      const location = await press(me, editor, { text: to, then: "save" });
      assert.match(location, new RegExp(`^/chats/${id}#m-[0-9a-z]+$`));
    }
    const html = await pageOf(me, id);
    assert.deepEqual(bubblesOf(html), ["You came.", "Hello", "First<br>Second"]);
    assert.equal(html.split(` · ${words.edited}`).length, 3);
    assert.equal(app.model.requests.length, 1);
  }));

Deno.test("other words for a message branch off with a reply of their own; the first branch stays", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Tea?", "Please."]);
    await talk(app, { me, id }, ["Sugar?", "One."]);
    await press(me, await openEditor({ me, id }, "Tea?"), { text: "Coffee?", then: "reply" });
    const html = await answer(app, await openChat(me, id), "Rather tea.");
    assert.deepEqual(bubblesOf(html), ["You came.", "Coffee?", "Rather tea."]);
    const swipe = formOf(html, `/chats/${id}/choose`);
    await press(me, swipe, Object.fromEntries(swipe.buttons));
    const first = ["You came.", "Tea?", "Please.", "Sugar?", "One."];
    assert.deepEqual(bubblesOf(await pageOf(me, id)), first);
  }));

Deno.test("what is deleted comes back until the conversation goes on", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const full = await talk(app, { me, id }, ["Hello", "One."]);
    const remove = () => press(me, formFor(full, `/chats/${id}/delete`, "Hello"));
    await remove();
    const without = await pageOf(me, id);
    assert.deepEqual(bubblesOf(without), ["You came."]);
    assert(without.includes(words.deleted));
    await press(me, formOf(without, `/chats/${id}/undo`));
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello", "One."]);
    await remove();
    const on = await talk(app, { me, id }, ["Anew", "Two."]);
    assert.deepEqual(formsOf(on).filter(({ action }) => action.endsWith("/undo")), []);
    assert.deepEqual(bubblesOf(on), ["You came.", "Anew", "Two."]);
  }));

Deno.test("deleting the last reply leaves a button that asks for one", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const full = await talk(app, { me, id }, ["Hello", "One."]);
    await press(me, formFor(full, `/chats/${id}/delete`, "One."));
    const html = await pageOf(me, id);
    assert(html.includes(words.askReply("Haru")));
    await press(me, formOf(html, `/chats/${id}/again`));
    assert.deepEqual(bubblesOf(await answer(app, await openChat(me, id), "Two.")), [
      "You came.",
      "Hello",
      "Two.",
    ]);
  }));

Deno.test("a conversation is deleted after a question, and is gone from the list", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Hello", "One."]);
    const question = await (await me.get(`/chats/${id}/remove`)).text();
    assert(question.includes(words.removeTitle("Haru")));
    assert.equal(await press(me, formOf(question, `/chats/${id}/remove`)), "/chats");
    assert.equal((await me.get(`/chats/${id}`)).status, 404);
    assert((await (await me.get("/chats")).text()).includes(words.listEmpty));
  }));

Deno.test("the list shows the latest conversation first, with who spoke last", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const sol = await addCharacter(app, { name: "Sol", greeting: "*waves* Hi!" });
    const other = await startChat(me, sol.id);
    const order = async () => {
      const html = await (await me.get("/chats")).text();
      const links = [...html.matchAll(/<h2 class="conversation-name"><a href="([^"]+)">/g)];
      return { html, hrefs: links.map(([, href]) => href) };
    };
    assert.deepEqual((await order()).hrefs, [`/chats/${other}`, `/chats/${id}`]);
    await talk(app, { me, id }, ["Hello", "Well,\n\nhello."]);
    const { html, hrefs } = await order();
    assert.deepEqual(hrefs, [`/chats/${id}`, `/chats/${other}`]);
    assert(html.includes("Well, hello."));
  }));

Deno.test("a long conversation is read upward page by page, without a gap or a repeat", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const said = Array.from({ length: 40 }, (_, n) => `Nr ${n}.`);
    for (let n = 0; n < said.length; n += 2) await talk(app, { me, id }, [said[n]!, said[n + 1]!]);
    const seen: string[] = [];
    let query = "";
    for (;;) {
      const html = await pageOf(me, id, query);
      seen.unshift(...bubblesOf(html));
      const older = new RegExp(`href="/chats/${id}(\\?before=[^"&]+)"`).exec(html)?.[1];
      if (query !== "") {
        assert(html.includes(words.newest));
        assert.deepEqual(
          formsOf(html).filter(({ action }) => /send|continue/.test(action)),
          [],
        );
      }
      if (!older) break;
      query = older;
    }
    assert.deepEqual(seen, ["You came.", ...said]);
  }));

Deno.test("editing on an earlier page leads back to that page", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    for (let n = 0; n < 20; n++) await talk(app, { me, id }, [`Q${n}.`, `A${n}.`]);
    const newest = await pageOf(me, id);
    const before = /\?before=([^"]+)"/.exec(newest)![1]!;
    const earlier = await pageOf(me, id, `?before=${before}`);
    const edit = messageIdOf(earlier, "Q3.");
    const editor = await pageOf(me, id, `?before=${before}&edit=${edit}`);
    const location = await press(me, formOf(editor, `/chats/${id}/edit`), {
      text: "Q3, in other words.",
      then: "save",
    });
    assert.equal(location, `/chats/${id}?before=${before}#m-${edit}`);
    assert(bubblesOf(await pageOf(me, id, `?before=${before}`)).includes("Q3, in other words."));
  }));

Deno.test("what a guest said is still there after signing up", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Hello", "One."]);
    await me.signUp("haru@example.com", "a warm wooden floor");
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello", "One."]);
    assert((await (await me.get("/chats")).text()).includes(`/chats/${id}`));
  }));
