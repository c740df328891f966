/** Personas, notes, memory and what was sent, over real HTTP and without a script. */
import assert from "node:assert/strict";
import { memoryWords } from "@/lib/i18n/memory.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { createCharacter } from "@/lib/characters/store.ts";
import { spokenTurns } from "@/lib/ai/turn_text.ts";
import { keys } from "@/lib/store/keys.ts";
import type { Browser } from "@/tests/integration/accounts_client.ts";
import { addCharacter, type ChatApp, KEEPER, withChat } from "@/tests/integration/chat_app.ts";
import {
  begin,
  formsOf,
  messageIdOf,
  pageOf,
  startChat,
  talk,
} from "@/tests/integration/chat_client.ts";

const words = memoryWords.en;

async function textOf(browser: Browser, path: string, status = 200): Promise<string> {
  const response = await browser.get(path);
  assert.equal(response.status, status, path);
  return await response.text();
}

async function post(browser: Browser, path: string, fields: Record<string, string>, status = 303) {
  const response = await browser.post(path, fields);
  const html = await response.text();
  assert.equal(response.status, status, html);
  return { html, location: response.headers.get("location") ?? "" };
}

/** Everything that the last request to the model held beside what was said. */
function besides(app: ChatApp): string {
  const { messages } = app.model.requests.at(-1)!;
  return messages.flatMap((turn) => turn.role !== "tool" && turn.aside ? [turn.content] : [])
    .join("\n");
}

Deno.test("a persona is who the reader is: in new conversations, and where it is chosen", () =>
  withChat(async (app) => {
    const me = app.visitor();
    assert.match(await textOf(me, "/personas"), /So far you are only a name/);
    const fields = { name: "Captain Min", description: "{{user}} sails alone." };
    await post(me, "/personas/new", fields);
    const character = await addCharacter(app, { greeting: "Welcome, {{user}}." });
    const id = await startChat(me, character.id);
    assert.match(await pageOf(me, id), /Welcome, Captain Min\./);
    await talk(app, { me, id }, ["Hello", "Hi."]);
    assert.match(besides(app), /<aside kind="persona">\nCaptain Min: Captain Min sails alone\./);
    await post(me, `/chats/${id}/persona`, { persona: "" });
    await talk(app, { me, id }, ["Again", "Yes."]);
    assert.doesNotMatch(besides(app), /persona/);
    const form = formsOf(await pageOf(me, id)).find(({ action }) => action.endsWith("/persona"));
    assert(form, "the menu offers the persona");
    const stranger = app.visitor();
    await post(stranger, "/personas/new", { name: "Other" });
    const list = await textOf(me, "/personas");
    const personaId = /\/personas\/([0-9a-z]{20})"/.exec(list)![1]!;
    assert.equal((await stranger.get(`/personas/${personaId}`)).status, 404);
    await post(stranger, "/personas", { act: "remove", id: personaId }, 404);
    const otherId = await startChat(stranger, character.id);
    await post(stranger, `/chats/${otherId}/persona`, { persona: personaId }, 404);
  }));

Deno.test("a persona is edited, removed and brought back; what cannot be taken comes back as typed", () =>
  withChat(async (app) => {
    const me = app.visitor();
    await post(me, "/personas/new", { name: "Min" });
    const id = /\/personas\/([0-9a-z]{20})"/.exec(await textOf(me, "/personas"))![1]!;
    const refused = await post(me, `/personas/${id}`, { name: " ", description: "kept" }, 422);
    assert.match(refused.html, />kept</);
    assert.match(refused.html, /aria-invalid="true"/);
    await post(me, `/personas/${id}`, { name: "Minji", description: "A sailor." });
    const { location } = await post(me, "/personas", { act: "remove", id });
    const after = await textOf(me, location);
    assert(after.includes(personaWords.en.removed("Minji")));
    await post(me, "/personas", { act: "restore" });
    assert.match(await textOf(me, "/personas"), /<h2>Minji<\/h2>/);
  }));

Deno.test("a note goes along at its depth until it is emptied", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Hello", "Hi."]);
    await post(me, `/chats/${id}/note`, { text: "It rains.\r\nStill.", depth: "2" });
    await talk(app, { me, id }, ["And now?", "Wet."]);
    const { messages } = app.model.requests.at(-1)!;
    const at = messages.findIndex((turn) =>
      turn.role !== "tool" && turn.content === '<aside kind="note">\nIt rains.\nStill.\n</aside>'
    );
    assert.equal(spokenTurns(messages.slice(at)).length, 2);
    const refused = await post(
      me,
      `/chats/${id}/note`,
      { text: "x".repeat(2_001), depth: "2" },
      422,
    );
    assert.match(refused.html, /aria-invalid="true"/);
    await post(me, `/chats/${id}/note`, { text: "x", depth: "99" }, 422);
    const { location } = await post(me, `/chats/${id}/note`, { text: " ", depth: "2" });
    assert.match(await textOf(me, location), /The note is gone/);
    await talk(app, { me, id }, ["Still?", "Dry."]);
    assert.doesNotMatch(besides(app), /rains/);
    assert.equal((await app.visitor().get(`/chats/${id}/note`)).status, 303);
  }));

Deno.test("a long conversation is remembered; facts are added, pinned, edited and forgotten", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const path = `/chats/${id}/memory`;
    assert((await textOf(me, path)).includes(words.memory.noSummary));
    await talk(app, { me, id }, ["I have a dog called Bori.", "A good name."]);
    for (let n = 0; n < 8; n++) await talk(app, { me, id }, [`Wave ${n} came`, `Tide ${n}.`]);
    await app.remembered();
    const html = await textOf(me, path);
    assert(html.includes(words.memory.by.extract), "no model, so picked sentences");
    assert.match(html, /I have a dog called Bori\./);
    await talk(app, { me, id }, ["What do you know?", "You."]);
    assert.match(besides(app), /<aside kind="memory">[^]*Bori/);

    await post(me, path, { act: "add", text: "Min <b>is</b> 30." });
    const listed = await textOf(me, path);
    assert.match(listed, /Min &lt;b>is&lt;\/b> 30\./);
    const fact = formsOf(listed).filter(({ buttons }) => buttons[0]?.[1] === "forget");
    assert.equal(fact.length, 2);
    const bori = listed.split(/<li[^>]* id="f-|<li id="f-/).slice(1).find((item) =>
      item.includes("Bori")
    )!.slice(0, 20);
    await post(me, path, { act: "pin", id: bori });
    await post(me, path, { act: "edit", id: bori, text: "Bori is a dog." });
    await post(me, path, { act: "edit", id: bori, text: "" }, 422);
    assert.match(await textOf(me, path), /is-pinned[^]*Bori is a dog\./);
    const { location } = await post(me, path, { act: "forget", id: bori });
    const without = await textOf(me, location);
    assert(without.includes(words.memory.forgotten));
    assert.doesNotMatch(without, /Bori is a dog/);
    await post(me, path, { act: "restore" });
    assert.match(await textOf(me, path), /Bori is a dog/);
    const other = app.visitor();
    await startChat(other, (await addCharacter(app, { name: "Sol" })).id);
    assert.equal((await other.get(path)).status, 404);
    await post(other, path, { act: "add", text: "x" }, 404);
  }));

const LORE_CARD = createCard({
  ...emptyCardData("Haru"),
  first_mes: "You came.",
  description: "Keeps a canary-card light.",
  character_book: {
    extensions: {},
    entries: [{
      keys: ["lamp"],
      secondary_keys: ["old"],
      selective: true,
      name: "The lamp",
      content: "Lit in 1890, on the rock.",
      extensions: {},
      enabled: true,
      insertion_order: 1,
      use_regex: false,
    }, {
      keys: ["rock"],
      name: "The rock",
      content: "Black and slippery.",
      extensions: {},
      enabled: true,
      insertion_order: 2,
      use_regex: false,
    }],
  },
});

async function addLoreCharacter({ kv, nowMs }: ChatApp) {
  return await createCharacter(kv, {
    ownerId: KEEPER,
    card: LORE_CARD,
    tagline: "",
    tags: [],
    lang: "en",
    visibility: "public",
    rating: "everyone",
    origin: "made",
  }, nowMs());
}

Deno.test("the page of a reply shows what was sent, why lore woke, and what it took", () =>
  withChat(async (app) => {
    const character = await addLoreCharacter(app);
    const me = app.visitor();
    const id = await startChat(me, character.id);
    await talk(app, { me, id }, ["Is the old lamp there?", "It is."]);
    const chat = await pageOf(me, id);
    const path = `/chats/${id}/messages/${messageIdOf(chat, "It is.")}/prompt`;
    assert(chat.includes(`href="${path}"`));
    const html = await textOf(me, path);
    assert.match(html, /Keeps a canary-card light\./);
    assert.match(html, /The lamp<small>woken by “lamp” in the conversation, together with “old”/);
    assert.match(html, /The rock<small>woken by “rock” in the entry “The lamp”/);
    assert.match(html, /test\/scripted/);
    assert(html.includes(words.prompt.own));
    assert.doesNotMatch(html, /Begin every message with one tag|Stay Haru/);

    const other = app.visitor();
    await startChat(other, character.id);
    assert.equal((await other.get(path)).status, 404);
    assert.equal((await app.visitor().get(path)).status, 303);
    const greeting = `/chats/${id}/messages/${messageIdOf(chat, "You came.")}/prompt`;
    assert((await textOf(me, greeting)).includes(words.prompt.none.title));
  }));

Deno.test("a card that is private to somebody else by now is not shown by what was sent", () =>
  withChat(async (app) => {
    const character = await addLoreCharacter(app);
    const me = app.visitor();
    const id = await startChat(me, character.id);
    await post(me, `/chats/${id}/note`, { text: "My own note.", depth: "1" });
    await talk(app, { me, id }, ["Is the old lamp there?", "It is."]);
    const path = `/chats/${id}/messages/${messageIdOf(await pageOf(me, id), "It is.")}/prompt`;
    const hide = async () => {
      const html = await textOf(me, path);
      assert(html.includes(words.prompt.hidden));
      assert.match(html, /My own note\./);
      assert.doesNotMatch(html, /canary-card|1890|The lamp|The rock|“lamp”|“old”/);
    };
    const stored = await app.kv.get(keys.character(character.id));
    await app.kv.set(stored.key, { ...character, visibility: "private" });
    await hide();
    await app.kv.delete(stored.key);
    await hide();
  }));

Deno.test("what was sent goes with its message, and with its conversation", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Hello", "One."]);
    const count = async () =>
      (await Array.fromAsync(app.kv.list({ prefix: keys.anyPromptRecords() }))).length;
    assert.equal(await count(), 1);
    await post(me, `/chats/${id}/remove`, {});
    assert.equal(await count(), 0);
  }));
