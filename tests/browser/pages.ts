/** Every page there is, and a small world that has something to show on each of them. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { composerOf, openChat, pageOf, press, startChat } from "@/tests/integration/chat_client.ts";
import { type Company, makeCompany } from "@/tests/browser/social_world.ts";

/** What the world holds. */
export interface World {
  /** Somebody with an account; its cookies open everything below. */
  member: Browser;
  /** A character of the member's, private, with a lore entry. */
  ownCharacter: string;
  /** A private, scheduled space of the member's, with an invitation link, somebody in it, and its door locked. */
  ownSpace: string;
  /** A story of the member's with two chapters, one taken out, and comments: one's own, another's, one just deleted. */
  ownStory: { id: string; draft: string; said: string; heard: string; undo: string };
  /** Somebody whom the member brought out of that story, and talked with in the room beside its second chapter. */
  person: { id: string; chat: string };
  /** A conversation of the member's that fills more than a page, the reader's last reply unread. */
  conversation: string;
  /** The `before` of its earlier page. */
  before: string;
  /** Id of a message of it. */
  message: string;
  /** The page of what was sent for its last reply. */
  prompt: string;
  /** A conversation of the member's with three characters, of whom two have answered. */
  group: string;
  /** The page of a link to the conversation. */
  shared: string;
  /** The member's own page, and the form of feedback on a reply. */
  company: Company;
  /** The room of a story of five chapters that was improvised for the member, its characters written anew once. */
  room: string;
  /** The page of a call that nobody is in. */
  call: string;
}

/** A page, as one of two people sees it. */
export interface PageCase {
  name: string;
  as: "visitor" | "member";
  path: (world: World) => string;
  /** Default 200. */
  status?: number;
  /** What is done on the page before it is looked at. */
  act?: (page: Page) => Promise<void>;
  /** The page has an island, and so a script; here it is looked at as it is without. Default false. */
  island?: boolean;
}

const at = (
  as: PageCase["as"],
  name: string,
  path: string | ((world: World) => string),
  rest: Pick<PageCase, "status" | "act" | "island"> = {},
): PageCase => ({ name, as, path: typeof path === "string" ? () => path : path, ...rest });

const STARTER = "baek-yeoun";
const STORY = "seat-g17";
const SPACE = "persimmon-maru";

/** Fills a form in and sends it; it comes back with what is wrong. */
const refused = (fields: Record<string, string>, form: string) => async (page: Page) => {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`${form} [name="${name}"]`).fill(value);
  }
  await page.locator(`${form} button[type=submit]`).last().click();
  await page.locator("main [role=alert]").first().waitFor();
};

export const PAGES: readonly PageCase[] = [
  at("visitor", "home", "/"),
  at("member", "home of somebody with conversations", "/"),
  at("visitor", "about", "/about"),
  at("visitor", "welfare services", "/welfare"),
  at(
    "visitor",
    "welfare services that fit",
    "/welfare?q=%EC%9B%94%EC%84%B8&region=%EC%84%9C%EC%9A%B8",
  ),
  at("visitor", "no welfare service that fits", "/welfare?q=zzzz"),
  at("visitor", "a welfare service", "/welfare/basic-pension"),
  at("visitor", "nothing there", "/nowhere", { status: 404 }),
  at("member", "somebody else's room", `/characters/${STARTER}/edit`, { status: 403 }),

  at("visitor", "gallery", "/characters"),
  at("visitor", "gallery in another order", "/characters?sort=new&lang=en"),
  at("visitor", "gallery with what was found", "/characters?q=%EC%84%9C"),
  at("visitor", "gallery with nothing found", "/characters?q=zzzzzz"),
  at("visitor", "gallery of a tag", `/characters?tag=${encodeURIComponent("여우")}`),
  at("visitor", "gallery that asks for one's age", "/characters?rating=mature"),
  at("visitor", "character", `/characters/${STARTER}`),
  at("member", "report a character", `/characters/${STARTER}/report`),
  at("member", "report a character, refused", `/characters/${STARTER}/report`, {
    act: async (page) => {
      await page.locator("main form button[type=submit]").click();
      await page.locator("main .has-error").waitFor();
    },
  }),
  at("member", "a character, reported just now", `/characters/${STARTER}?done=reported`),
  at("member", "character of one's own", ({ ownCharacter }) => `/characters/${ownCharacter}`),
  at("visitor", "new character", "/characters/new"),
  at("visitor", "new character with a mistake", "/characters/new", {
    act: refused({ name: " ", tags: "a<b" }, "form.make"),
  }),
  at("visitor", "avatar builder", "/characters/new/avatar"),
  at("visitor", "character import", "/characters/import"),
  at("member", "edit character", ({ ownCharacter }) => `/characters/${ownCharacter}/edit`),
  at("member", "face of a character", ({ ownCharacter }) => `/characters/${ownCharacter}/avatar`),
  at(
    "member",
    "portrait of a character",
    ({ ownCharacter }) => `/characters/${ownCharacter}/painting`,
  ),
  at("member", "delete character", ({ ownCharacter }) => `/characters/${ownCharacter}/remove`),
  at("member", "lore", ({ ownCharacter }) => `/characters/${ownCharacter}/lore`),
  at("member", "lore entry", ({ ownCharacter }) => `/characters/${ownCharacter}/lore/0`),
  at("member", "new lore entry", ({ ownCharacter }) => `/characters/${ownCharacter}/lore/new`),
  at(
    "member",
    "delete lore entry",
    ({ ownCharacter }) => `/characters/${ownCharacter}/lore/0/remove`,
  ),

  at("visitor", "stories", "/stories"),
  at("visitor", "story", `/stories/${STORY}`),
  at("visitor", "chapter", `/stories/${STORY}/1`),
  at("visitor", "stories of a kind", "/stories?genre=fantasy&sort=new&lang=ko"),
  at("visitor", "stories with a tag that nobody has", "/stories?tag=zzzz"),
  at("visitor", "stories for adults", "/stories?rating=mature"),
  at("member", "stories, one of them begun", "/stories"),
  at(
    "member",
    "own story, discussed",
    ({ ownStory: { id, undo } }) => `/stories/${id}?undo=${undo}`,
  ),
  at(
    "visitor",
    "somebody's story, discussed",
    ({ ownStory: { id } }) => `/stories/${id}?comment=sent`,
  ),
  at("visitor", "last chapter of somebody's story", ({ ownStory: { id } }) => `/stories/${id}/2`),
  at("visitor", "people of a story", ({ ownStory: { id } }) => `/stories/${id}/people?as=2`),
  at("visitor", "people of a story, none", `/stories/${STORY}/people`),
  at(
    "member",
    "people of one's own story",
    ({ ownStory: { id }, person }) => `/stories/${id}/people?as=2&who=${person.id}`,
  ),
  at("member", "bring somebody out, refused", ({ ownStory: { id } }) => `/stories/${id}/people`, {
    act: refused({ name: "Zo", looks: "" }, "form.people-bring"),
  }),
  at("visitor", "room beside a chapter", ({ ownStory: { id } }) => `/stories/${id}/2/room`),
  at(
    "member",
    "room beside a chapter, talked in",
    ({ ownStory: { id } }) => `/stories/${id}/2/room`,
  ),
  at(
    "visitor",
    "conversation in a room, without its frame",
    ({ ownStory: { id } }) => `/stories/${id}/2/room/talk`,
  ),
  at(
    "member",
    "conversation in a room, gone on, without its frame",
    ({ ownStory: { id } }) => `/stories/${id}/2/room/talk`,
  ),
  at("member", "how far a conversation knows a story", ({ person }) => `/chats/${person.chat}`, {
    act: (page) => page.locator(".horizon").evaluate((panel) => panel.setAttribute("open", "")),
  }),
  at("member", "own stories", "/stories/mine?done=removed"),
  at("visitor", "new story", "/stories/new"),
  at("visitor", "new story, refused", "/stories/new", {
    act: refused({ title: " ", tags: "<b>" }, "form.form"),
  }),
  at("visitor", "bring a text", "/stories/import"),
  at("visitor", "bring a text, refused", "/stories/import", { act: refused({}, "form.form") }),
  at("member", "edit a story", ({ ownStory: { id } }) => `/stories/${id}/edit?done=removed`),
  at(
    "member",
    "edit a draft",
    ({ ownStory: { draft } }) => `/stories/${draft}/edit?done=scheduled`,
  ),
  at("member", "cover of a story", ({ ownStory: { id } }) => `/stories/${id}/cover`),
  at("member", "report a story", `/stories/${STORY}/report`),
  at("member", "report a person", "/users/maru/report"),
  at("member", "report a person, refused", "/users/maru/report", {
    act: async (page) => {
      await page.locator("main form button[type=submit]").click();
      await page.locator("main .has-error").waitFor();
    },
  }),
  at("member", "a person, reported just now", "/users/maru?done=reported"),
  at("member", "reports, for somebody who does not decide on them", "/review", { status: 404 }),
  at("member", "a draft", ({ ownStory: { draft } }) => `/stories/${draft}`),
  at("member", "write a chapter", ({ ownStory: { draft } }) => `/stories/${draft}/chapters/new`),
  at("member", "preview a chapter", ({ ownStory: { id } }) => `/stories/${id}/chapters/1`, {
    act: async (page) => {
      await page.locator("button[value=preview]").click();
      await page.locator("#preview").waitFor();
    },
  }),
  at("visitor", "ask for a story", "/stories/write?keywords=rain%2C+a+key&tone=tense&length=long"),
  at("visitor", "ask for a story, refused", "/stories/write", {
    act: refused({ keywords: " " }, "form.request"),
  }),
  at("member", "stories that were asked for", "/stories/write?done=removed"),
  at("member", "a writing room", ({ room }) => room),
  at("member", "a writing room with all that came of it", ({ room }) => room, {
    // Not by clicks, which would take the focus from where the page's own begins.
    act: (page) =>
      page.locator(".desk-more").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      }),
  }),
  at("member", "clear a writing room away", ({ room }) => `${room}/remove`),
  at("member", "what the outline is", ({ room }) => `${room}/outline`),
  at("member", "what a chapter is", ({ room }) => `${room}/style:2?done=saved`),
  at("member", "change the characters", ({ room }) => `${room}/characters/edit`),
  at("member", "change a check for continuity", ({ room }) => `${room}/continuity:1/edit`),
  at("member", "change the world, refused", ({ room }) => `${room}/world/edit`, {
    act: refused({ "places.0.name": " " }, "form.unit-form"),
  }),
  at("member", "what a change brings", ({ room }) => `${room}/voices/edit`, {
    act: async (page) => {
      await page.locator("button[value=look]").click();
      await page.locator("button[value=redo]").waitFor();
    },
  }),
  at("member", "have the plot written anew", ({ room }) => `${room}/arcs/redo`),
  at("member", "bring the earlier characters back", ({ room }) => `${room}/characters/restore`),
  at("member", "delete a story", ({ ownStory: { id } }) => `/stories/${id}/remove`),
  at("member", "edit a comment", ({ ownStory: { id, said } }) => `/stories/${id}/comments/${said}`),
  at(
    "member",
    "report a comment",
    ({ ownStory: { id, heard } }) => `/stories/${id}/comments/${heard}`,
  ),
  at("visitor", "spaces", "/spaces"),
  at("visitor", "space", `/spaces/${SPACE}`, { island: true }),

  at("visitor", "chat rooms", "/rooms"),
  at("visitor", "chat rooms with a name that is none", "/rooms?room=a%2Fb", { status: 422 }),
  at("visitor", "chat room where nobody has spoken", "/rooms/bench"),
  at("member", "chat room", "/rooms/kitchen"),
  at("member", "answer in a chat room", "/rooms/kitchen", {
    act: async (page) => {
      await page.locator("#room-text").fill("What is for dinner?");
      await page.locator('button[formaction$="/ask"]').click();
      await page.locator(".answer-over").waitFor({ state: "attached" });
    },
  }),

  at("visitor", "spaces of one kind", "/spaces?type=event"),
  at("visitor", "new space", "/spaces/new"),
  at("visitor", "new space with a mistake", "/spaces/new", {
    act: refused({ name: " ", max_users: "1" }, "form.space-form"),
  }),
  at("member", "spaces of one's own", "/spaces/mine"),
  at("member", "settings of a space", ({ ownSpace }) => `/spaces/${ownSpace}/settings?done=opened`),
  at("member", "people and order", ({ ownSpace }) => `/spaces/${ownSpace}/moderation?done=lock`),
  at("member", "close a space", ({ ownSpace }) => `/spaces/${ownSpace}/remove`),

  at("visitor", "start of a call", "/calls"),
  at("member", "start of a call with own faces", "/calls?seed=persimmon"),
  at("visitor", "lobby of a call", ({ call }) => call, { island: true }),
  at("visitor", "call that is over", ({ call }) => `${call}/ended`, { island: true }),
  at("visitor", "call that is not there", "/calls/nobody-was-here", { status: 404 }),

  at("visitor", "call with a character", `/calls/character/${STARTER}`, { island: true }),
  at("visitor", "recorded calls", "/calls/recordings", { island: true }),

  at("visitor", "no conversations", "/chats"),
  at("member", "conversations", "/chats"),
  at("member", "conversation", ({ conversation }) => `/chats/${conversation}`),
  at(
    "member",
    "earlier part of a conversation",
    ({ conversation, before }) => `/chats/${conversation}?before=${before}`,
  ),
  at(
    "member",
    "message being edited",
    ({ conversation, message }) => `/chats/${conversation}?edit=${message}`,
  ),
  at(
    "member",
    "message being edited, with nothing left of it",
    ({ conversation, message }) => `/chats/${conversation}?edit=${message}`,
    { act: refused({ text: " " }, "form.edit") },
  ),
  at("visitor", "conversation with several, begun", "/chats/new"),
  at("visitor", "conversation with several, one ticked", `/chats/new?with=${STARTER}&q=a`),
  at("visitor", "conversation with too few", "/chats/new", {
    act: async (page) => {
      await page.locator(".cast-form button").last().click();
      await page.locator("main .notice").waitFor();
    },
  }),
  at("member", "conversation with several", ({ group }) => `/chats/${group}`),
  at("member", "who takes part", ({ group }) => `/chats/${group}/cast`),
  at(
    "member",
    "who takes part in a conversation of two",
    ({ conversation }) => `/chats/${conversation}/cast?full`,
  ),
  at("member", "bring a conversation", "/chats/import"),
  at("member", "share a conversation", ({ conversation }) => `/chats/${conversation}/share`),
  at("visitor", "shared conversation", ({ shared }) => shared),
  at("member", "usage", "/account/usage"),
  at("member", "conversations with what was found", "/chats?q=hello"),
  at("member", "note on a conversation", ({ conversation }) => `/chats/${conversation}/note`),
  at("member", "what is remembered", ({ conversation }) => `/chats/${conversation}/memory`),
  at("member", "what was sent for a reply", ({ prompt }) => prompt, {
    // Not by a click, which would take the focus from where the page's own begins.
    act: (page) =>
      page.locator(".sent-part details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      }),
  }),
  at(
    "member",
    "nothing kept of what was sent",
    ({ conversation }) => `/chats/${conversation}/messages/none/prompt`,
  ),
  at("visitor", "no personas yet", "/personas"),
  at("visitor", "new persona", "/personas/new"),
  at("visitor", "new persona with a mistake", "/personas/new", {
    act: refused({ name: "{{char}}" }, "main form"),
  }),
  at("member", "personas", "/personas"),
  at("member", "persona that was removed", "/personas?done=removed"),
  at("member", "delete conversation", ({ conversation }) => `/chats/${conversation}/remove`),

  at("visitor", "page of somebody with works", "/users/maru"),
  at("visitor", "page of somebody without works", ({ company }) => company.profile),
  at("member", "page of one's own", ({ company }) => company.profile),
  at("visitor", "page of nobody", "/users/nobody", { status: 404 }),
  at("visitor", "followers", ({ company }) => `${company.profile}/followers`),
  at("member", "those whom one follows", ({ company }) => `${company.profile}/following`),
  at("visitor", "nobody followed", "/users/maru/following"),
  at("member", "notifications", "/notifications"),
  at("member", "what one is told", "/account/notifications?told=1"),
  at("member", "feedback on a reply", ({ company }) => `${company.replyFeedback}?done=saved`),
  at("visitor", "feedback on a chapter", `/stories/${STORY}/1/feedback?lean=bad`),
  at("visitor", "feedback on a chapter without a reason", `/stories/${STORY}/1/feedback`, {
    act: async (page) => {
      await page.locator("main form").evaluate((form: HTMLFormElement) => form.noValidate = true);
      await page.locator('main button[value="give"]').click();
      await page.locator("main [role=alert]").first().waitFor();
    },
  }),
  at("member", "feedback that came", ({ ownCharacter }) => `/characters/${ownCharacter}/feedback`),

  at("visitor", "sign in", "/login"),
  at("visitor", "sign in with a mistake", "/login", {
    act: refused({ email: "nobody@example.com", password: "wrong wrong" }, "main form"),
  }),
  at("visitor", "sign up", "/signup"),
  at("visitor", "sign up with a mistake", "/signup", {
    act: refused(
      { nickname: "Juno", email: "juno@example.com", password: "password" },
      "main form",
    ),
  }),
  at("member", "sign out", "/logout"),
  at("member", "account", "/account"),
  at("member", "account after a change", "/account?done=welcome"),
  at("member", "characters of one's own", "/account/characters"),
  at("member", "e-mail", "/account/email"),
  at("member", "password", "/account/password"),
  at("member", "devices", "/account/sessions"),
  at("member", "delete account", "/account/delete"),
];

/** Fills a server that has just been seeded. */
export async function buildWorld(origin: string): Promise<World> {
  const member = new Browser({ send: (request) => fetch(request, { redirect: "manual" }) }, origin);
  await member.signUp("member@example.com", "a warm wooden floor");
  const ownCharacter = await makeCharacter(member);
  const ownSpace = await makeSpace(member, ownCharacter);
  const ownStory = await makeStory(member, origin);
  const person = await bringOut(member, ownStory);
  const room = await haveWritten(member);
  await makePersonas(member);
  const conversation = await startChat(member, ownCharacter);
  await setScene(member, conversation);
  for (let n = 1; n <= 18; n++) {
    const text = n % 3 === 0
      ? `*sits down* ${"Tell me about the sea. ".repeat(n)}`
      : `Hello, ${n}?`;
    await press(member, await composerOf(member, conversation), { text });
    await (await openChat(member, conversation)).rest();
  }
  const html = await pageOf(member, conversation);
  const before = /\?before=([^"&]+)/.exec(html)?.[1];
  const message = /\?edit=([^"]+)"/.exec(html)?.[1];
  const prompt = /href="([^"]+\/prompt)"/.exec(html)?.[1];
  assert(before && message && prompt, "the conversation has no earlier page");
  const shared = await shareConversation(member, conversation);
  const group = await startGroup(member, ownCharacter);
  await member.post("/rooms/kitchen/say", { text: "Rice, soup, and whatever the garden gave." });
  const opened = await member.post("/calls", { name: "Member", face: "hair=long" });
  const call = opened.headers.get("location");
  assert(opened.status === 303 && call, "the new call has no page");
  const company = await makeCompany(member, { conversation });
  const talk = { conversation, before, message, prompt, group, shared };
  return { member, ownCharacter, ownSpace, ownStory, person, room, ...talk, company, call };
}

/** A story that the improviser has written, in part twice. */
async function haveWritten(member: Browser): Promise<string> {
  const fields = {
    genre: "daily_life",
    tone: "warm",
    length: "medium",
    lang: "en",
    visibility: "private",
  };
  const begun = await member.post("/stories/write", {
    ...fields,
    keywords: "night bakery, stray cat",
  });
  const room = begun.headers.get("location");
  assert(begun.status === 303 && room, await begun.text());
  // Its page ends when the story is written.
  await (await member.get(room)).text();
  const again = await member.post(`${room}/characters/redo`, {});
  assert.equal(again.status, 303, await again.text());
  const html = await (await member.get(room)).text();
  assert(/Read the story/.test(html), "it is not written");
  return room;
}

async function bringOut(
  member: Browser,
  { id: story }: World["ownStory"],
): Promise<World["person"]> {
  const fields = { act: "bring", name: "Ada", looks: "grey hair, round glasses", as: "2" };
  const brought = await member.post(`/stories/${story}/people`, fields);
  const id = /who=([0-9a-f]+)/.exec(brought.headers.get("location") ?? "")?.[1];
  assert(id, await brought.text());
  const room = `/stories/${story}/2/room/talk`;
  const said = await member.post(room, { who: id, id: "askedinaroom", text: "Is it late?" });
  assert.equal(said.status, 303, await said.text());
  const html = await (await member.get(`${room}?who=${id}`)).text();
  const chat = /href="\/chats\/([0-9a-z]+)"/.exec(html)?.[1];
  assert(chat, "the room leads to no conversation");
  return { id, chat };
}

/** Three who talk: the member's own, and two who live here. */
async function startGroup(member: Browser, own: string): Promise<string> {
  const form = new FormData();
  for (const id of [own, STARTER, "cha-oreum"]) form.append("with", id);
  const begun = await member.post("/chats/new", form);
  const id = /^\/chats\/([0-9a-z]+)$/.exec(begun.headers.get("location") ?? "")?.[1];
  assert(id, await begun.text());
  const text = "여운 님, 오름아, 어디 있어요?";
  await press(member, await composerOf(member, id), { text });
  await (await openChat(member, id)).rest();
  return id;
}

async function shareConversation(member: Browser, id: string): Promise<string> {
  const form = await (await member.get(`/chats/${id}/share`)).text();
  const upto = /<option[^>]*value="(\d+\.[0-9a-z]+)"/.exec(form)?.[1];
  assert(upto, "nothing can be shared");
  await member.post(`/chats/${id}/share`, { upto });
  const html = await (await member.get(`/chats/${id}/share`)).text();
  const path = /\/shared\/[\w-]{43}/.exec(html)?.[0];
  assert(path, "the conversation has no link");
  return path;
}

/** Three personas, of which one is gone and can come back. */
async function makePersonas(member: Browser): Promise<void> {
  const about = "A ferry pilot from the islands, thirty, who knows every gull by name. ".repeat(6);
  for (const [name, description] of [["Captain Min", about], ["소담", ""], ["Gone soon", ""]]) {
    const made = await member.post("/personas/new", { name: name!, description: description! });
    assert.equal(made.status, 303, await made.text());
  }
  const html = await (await member.get("/personas")).text();
  const last = [...html.matchAll(/href="\/personas\/([0-9a-z]{20})"/g)].at(-1)?.[1];
  assert(last, "the personas have no pages");
  await member.post("/personas", { act: "remove", id: last });
}

/** A note, and something to remember, of which one thing is pinned. */
async function setScene(member: Browser, conversation: string): Promise<void> {
  const path = `/chats/${conversation}`;
  await member.post(`${path}/note`, { text: "A storm is coming up.\nNobody says so.", depth: "2" });
  for (
    const text of ["Hester lost her hat.", "The lamp was made in Brest, of ninety-six prisms."]
  ) {
    await member.post(`${path}/memory`, { act: "add", text });
  }
  const html = await (await member.get(`${path}/memory`)).text();
  const id = /id="f-([0-9a-z]+)"/.exec(html)?.[1];
  assert(id, "nothing is remembered");
  await member.post(`${path}/memory`, { act: "pin", id });
}

/** A story that is out and talked about, and a draft with a date. */
async function makeStory(member: Browser, origin: string): Promise<World["ownStory"]> {
  const other = new Browser({ send: (request) => fetch(request, { redirect: "manual" }) }, origin);
  const begin = async (title: string, titles: readonly string[]) => {
    const made = await member.post("/stories/new", {
      title,
      synopsis: "A letter has to reach the island before the ferry stops for the winter.",
      genre: "fantasy",
      tone: "warm",
      tags: "sea, letters, winter",
      lang: "en",
      visibility: "public",
      rating: "everyone",
      motif: "wave",
      palette: "jade",
    });
    const path = made.headers.get("location") ?? "";
    const id = /^\/stories\/([0-9a-z]+)\//.exec(path)?.[1];
    assert(id, await made.text());
    for (const chapter of titles) {
      const body =
        "The ferry was **late**.\n\n> So was I.\n\n---\n\n“It always is,” said Ada, and nobody minded.";
      await member.post(path, { title: chapter, body, do: "save" });
    }
    return id;
  };
  const id = await begin("The Last Ferry of the Year, and Who Was on It", [
    "Pier",
    "Deck",
    "Shore",
  ]);
  await member.post(`/stories/${id}/chapters`, { do: "remove", chapter: "3" });
  await member.post(`/stories/${id}/publish`, { do: "now" });
  const say = async (who: Browser, content: string, parent_id = "") => {
    const sent = await who.post(`/stories/${id}/comments`, { content, parent_id, chapter_id: "1" });
    const said = /#c-([0-9a-z]+)$/.exec(sent.headers.get("location") ?? "")?.[1];
    assert(said, await sent.text());
    return said;
  };
  const heard = await say(other, "I know that pier.\nAnd the gulls.");
  const said = await say(member, "They ask about you.", heard);
  const undo = await say(member, "Too much said.");
  await member.post(`/stories/${id}/comments/${undo}`, { do: "remove" });
  await member.get(`/stories/${STORY}/2`);
  const draft = await begin("In the drawer", ["First"]);
  const when = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 16);
  await member.post(`/stories/${draft}/publish`, { do: "at", when, zone: "UTC" });
  return { id, draft, said, heard, undo };
}

async function makeSpace(member: Browser, resident: string): Promise<string> {
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const made = await member.post("/spaces/new", {
    name: "An evening at the lighthouse with everybody who can come",
    description: "Bring a blanket.",
    type: "fanmeeting",
    scheduled: "1",
    event_starts: `${soon}T19:00`,
    event_ends: `${soon}T20:30`,
    event_zone: "Asia/Seoul",
    event_entry: "invited",
    theme: "seaside",
    visibility: "private",
    max_users: "30",
    resident,
    do: "save",
  });
  assert.equal(made.status, 303, await made.text());
  const id = /^\/spaces\/([0-9a-z]+)/.exec(made.headers.get("location") ?? "")?.[1];
  assert(id, "the new space has no page");
  await member.post(`/spaces/${id}/invitation`, { do: "renew" });
  await member.post(`/spaces/${id}/join`, {});
  await member.post(`/spaces/${id}/moderation`, { action: "lock" });
  return id;
}

async function makeCharacter(member: Browser): Promise<string> {
  const made = await member.post("/characters/new", {
    name: "Hester of the very long and winding name by the sea",
    tagline: "Keeps a lighthouse, loses every argument with gulls",
    description: "{{char}} has kept the lighthouse of Bluff Point for thirty years.",
    greeting: "*looks up from the lamp* You came.",
    tags: "sea, comfort, slow burn",
    lang: "en",
    visibility: "private",
    rating: "everyone",
    do: "save",
  });
  assert.equal(made.status, 303, await made.text());
  const id = /^\/characters\/([0-9a-z]+)/.exec(made.headers.get("location") ?? "")?.[1];
  assert(id, "the new character has no page");
  const lore = await member.post(`/characters/${id}/lore/new`, {
    keys: "gull\nlighthouse",
    content: "The gulls have stolen three hats since spring.",
    name: "Gulls",
    order: "100",
    enabled: "yes",
  });
  assert.equal(lore.status, 303, await lore.text());
  return id;
}
