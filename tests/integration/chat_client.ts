/** Somebody with a browser in a conversation: reads its pages as they come, and sends the forms that they offer. */
import assert from "node:assert/strict";
import type { Character } from "@/lib/characters/model.ts";
import type { Browser } from "@/tests/integration/accounts_client.ts";
import { addCharacter, type ChatApp } from "@/tests/integration/chat_app.ts";

/** A form of a page, as a browser would send it. */
export interface PageForm {
  action: string;
  fields: Record<string, string>;
  /** Name and value of each button that has a name and is not disabled. */
  buttons: [name: string, value: string][];
}

/** A document that is read piece by piece. */
export interface Reading extends AsyncDisposable {
  readonly response: Response;
  /** What has come so far. */
  readonly html: string;
  /** Reads on until `text` has come; fails when the document ends before. */
  until(text: string): Promise<string>;
  /** Reads to the end. */
  rest(): Promise<string>;
  /** Goes away, as a reader who closes the tab does. */
  leave(): Promise<void>;
}

/** Reads a page as it comes. */
export function readAlong(response: Response): Reading {
  assert(response.body, "the answer has no body");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  let over = false;
  const more = async () => {
    const { done, value } = await reader.read();
    over = done;
    html += value ?? "";
    return !done;
  };
  const leave = async () => {
    if (!over) await reader.cancel();
    over = true;
  };
  return {
    response,
    get html() {
      return html;
    },
    async until(text) {
      while (!html.includes(text)) {
        assert(await more(), `the document ended before "${text}" came:\n${html}`);
      }
      return html;
    },
    async rest() {
      while (await more());
      return html;
    },
    leave,
    [Symbol.asyncDispose]: leave,
  };
}

/** Somebody in a conversation. */
export interface Talk {
  me: Browser;
  /** Of the conversation. */
  id: string;
  character: Character;
}

/** Lets somebody in who begins to talk with a new character, Haru. */
export async function begin(app: ChatApp, lang: "ko" | "en" = "en"): Promise<Talk> {
  const character = await addCharacter(app);
  const me = app.visitor(lang);
  return { me, id: await startChat(me, character.id), character };
}

/** Says something and hears all of the answer; returns the page as it ended. */
export async function talk(
  app: ChatApp,
  { me, id }: Pick<Talk, "me" | "id">,
  [said, answered]: [said: string, answered: string],
): Promise<string> {
  return await answer(app, await sayIn(me, id, said), answered);
}

/** Lets the model answer in one piece while a page is read to its end. */
export async function answer(app: ChatApp, page: Reading, text: string): Promise<string> {
  const asked = await app.model.asked();
  asked.text(text);
  asked.end();
  return await page.rest();
}

/** Opens the form that edits the message with these words. */
export async function openEditor(
  { me, id }: Pick<Talk, "me" | "id">,
  text: string,
): Promise<PageForm> {
  const html = await pageOf(me, id, `?edit=${messageIdOf(await pageOf(me, id), text)}`);
  return formOf(html, `/chats/${id}/edit`);
}

/** Begins a conversation as the button of a profile does, and returns its id. */
export async function startChat(
  browser: Browser,
  characterId: string,
  { fresh = false } = {},
): Promise<string> {
  const fields = { character: characterId, ...(fresh ? { fresh: "yes" } : {}) };
  const response = await browser.post("/chats", fields);
  assert.equal(response.status, 303, await response.text());
  return /^\/chats\/([0-9a-z]+)$/.exec(locationOf(response))![1]!;
}

export function locationOf(response: Response): string {
  const { pathname, search, hash } = new URL(response.headers.get("location") ?? "", response.url);
  return pathname + search + hash;
}

/** Opens a conversation and reads along. */
export async function openChat(browser: Browser, id: string, query = ""): Promise<Reading> {
  return readAlong(await browser.get(`/chats/${id}${query}`));
}

/** Reads a whole conversation page; nothing may be written just then. */
export async function pageOf(browser: Browser, id: string, query = ""): Promise<string> {
  const response = await browser.get(`/chats/${id}${query}`);
  const html = await response.text();
  assert.equal(response.status, 200, html);
  return html;
}

/** Sends words through the composer of the conversation's page, and opens the page that it leads to. */
export async function sayIn(browser: Browser, id: string, text: string): Promise<Reading> {
  await press(browser, await composerOf(browser, id), { text });
  return await openChat(browser, id);
}

/** The composer stands before the messages, so that it is there while a reply is still being written. */
export async function composerOf(browser: Browser, id: string): Promise<PageForm> {
  await using page = await openChat(browser, id);
  return formOf(await page.until('class="chat-scroll"'), `/chats/${id}/send`);
}

/** Sends a form of a page, with fields filled in, and expects to be led back. */
export async function press(
  browser: Browser,
  form: PageForm,
  filled: Record<string, string> = {},
): Promise<string> {
  const response = await browser.post(form.action, { ...form.fields, ...filled });
  assert.equal(response.status, 303, await response.text());
  return locationOf(response);
}

/** Finds the one form of a page that leads to `action`. */
export function formOf(html: string, action: string): PageForm {
  const found = formsOf(html).filter((form) => form.action === action);
  assert.equal(found.length, 1, `${found.length} forms lead to ${action} in\n${html}`);
  return found[0]!;
}

/** Finds the form that leads to `action` and is about the message with these words. */
export function formFor(html: string, action: string, text: string): PageForm {
  const place = `.${messageIdOf(html, text)}`;
  const found = formsOf(html).find((form) =>
    form.action === action && form.fields.place?.endsWith(place)
  );
  assert(found, `no form leads to ${action} for "${text}" in\n${html}`);
  return found;
}

/** Finds the id of the message with these words. */
export function messageIdOf(html: string, text: string): string {
  const item = html.split(`<li class="message `).find((piece) => bubblesOf(piece)[0] === text);
  const id = / id="m-([0-9a-z]+)"/.exec(item ?? "")?.[1];
  assert(id, `no message says "${text}" in\n${html}`);
  return id;
}

/** Finds every form of a page. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, own = "", inside = ""]) => ({
    action: attributesOf(own).action ?? "",
    fields: Object.fromEntries(
      [...inside.matchAll(/<input\b([^>]*)>/g)].map(([, text = ""]) => {
        const { name = "", value = "" } = attributesOf(text);
        return [name, value];
      }),
    ),
    buttons: [...inside.matchAll(/<button\b([^>]*)>/g)].flatMap(([, text = ""]) => {
      const { name, value = "", disabled } = attributesOf(text);
      return name === undefined || disabled !== undefined ? [] : [[name, value]];
    }),
  }));
}

/** The words in each bubble, markup and all; of a page that is still coming, the last one is open. */
export function bubblesOf(html: string): string[] {
  return [...html.matchAll(/<div class="bubble">(.*?)(?:<\/div>|$)/gs)]
    .map(([, inside = ""]) => inside.replace(/<!--.*?-->|<span class="no-words"><\/span>/g, ""));
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, unescape(value)]));
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescape(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);
}
