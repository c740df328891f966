/** The way of somebody new, in a Chromium that runs no script: from the front door to a conversation that stays theirs. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarPng } from "@/lib/avatar/raster.ts";
import { encodeCardPng } from "@/lib/characters/card/encode.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { CARD_REFUSALS } from "@/lib/characters/card/refusals.ts";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { type BrowserApp, openApp } from "@/tests/browser/support.ts";
import {
  assertGrew,
  firstWords,
  glance,
  leadOn,
  openMenu,
  say,
  until,
  watchReply,
} from "@/tests/browser/talk.ts";

const accounts = accountWords.en;
const characters = characterWords.en;
const chats = chatWords.en;
const shell = shellWords.en;

const PASSWORD = "a warm wooden floor";

let app: BrowserApp;

// Slow enough that a reply is still being written when somebody presses stop or reloads.
Deno.test.beforeAll(async () => {
  app = await openApp({ server: { env: { DEMO_DELAY_MS: "120" } } });
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

/** Fills in the form with an address that nobody has; returns that. */
async function signUp(page: Page): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  await page.getByLabel(accounts.nickname).fill("Juno");
  await page.getByLabel(accounts.email).fill(email);
  await page.getByLabel(accounts.password).fill(PASSWORD);
  return email;
}

async function openAccountMenu(page: Page): Promise<void> {
  await page.locator("summary", { hasText: shell.accountMenu("Juno") }).click();
}

/** Makes a character with the form, and stays on its page. */
async function makeCharacter(page: Page, name: string): Promise<void> {
  const { form } = characters;
  await page.getByLabel(form.name, { exact: true }).fill(name);
  await page.getByLabel(form.tagline).fill("Keeps a lighthouse and a grudge against gulls");
  await page.getByLabel(form.description).fill(
    "{{char}} has kept the lighthouse of Bluff Point for thirty years and loves the sea.",
  );
  await page.getByLabel(form.tags).fill("sea, lighthouse");
  await page.getByLabel(form.greeting).fill("*looks up from the lamp* You came.");
  await page.getByRole("button", { name: form.create }).last().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function beginTalk(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: characters.profile.chatWith(name) }).click();
  await page.waitForURL(/\/chats\/[0-9a-z]+$/);
}

/** Says something and hears the reply out. */
async function talk(page: Page, text: string): Promise<{ lengths: number[]; bubbles: string[] }> {
  await say(page, text);
  return await watchReply(page);
}

Deno.test("a newcomer without scripts signs up, makes a character and talks with it as they please", async () => {
  const { page, context, problems } = await app.visitor();

  // Signs up.
  await page.goto("/");
  await page.getByRole("link", { name: shell.signIn }).click();
  await page.getByRole("link", { name: accounts.logIn.signUp }).click();
  const email = await signUp(page);
  await page.getByRole("button", { name: accounts.signUp.submit }).click();
  await page.getByText(accounts.done.welcome).waitFor();

  // Makes a character.
  await openAccountMenu(page);
  await page.getByRole("link", { name: shell.newCharacter }).click();
  await makeCharacter(page, "Hester");

  // Talks, and sees the reply grow while it is written.
  await beginTalk(page, "Hester");
  assert.deepEqual((await glance(page))?.bubbles, ["looks up from the lamp You came."]);
  const first = await talk(page, "Good evening, Hester. Is it always this windy?");
  assertGrew(first.lengths);
  assert.equal(first.bubbles.length, 3);
  const conversation = page.url();

  // Stops a reply: the page stays, what has come stays, and one can go on.
  await say(page, "Tell me about the sea.");
  await firstWords(page, 5);
  await page.getByRole("button", { name: chats.stop }).click({ noWaitAfter: true });
  const stopped = (await watchReply(page)).bubbles;
  assert.equal(page.url(), conversation);
  await page.reload();
  assert.deepEqual((await glance(page))?.bubbles, stopped);

  // Asks for another reply, and swipes back to the first.
  await leadOn(page, page.getByRole("button", { name: chats.regenerate }));
  const second = (await watchReply(page)).bubbles;
  assert.equal(second.length, 5);
  assert.notEqual(second.at(-1), stopped.at(-1));
  await page.getByText(chats.version(2, 2)).waitFor();
  await page.getByRole("button", { name: chats.previous }).last().click();
  await page.getByText(chats.version(1, 2)).waitFor();
  assert.deepEqual((await glance(page))?.bubbles, stopped);

  // Lets it go on: the same message becomes longer.
  await leadOn(page, page.getByRole("button", { name: chats.resume }));
  const resumed = (await watchReply(page)).bubbles;
  assert.equal(resumed.length, 5);
  assert(resumed.at(-1)!.startsWith(stopped.at(-1)!));
  assert(resumed.at(-1)!.length > stopped.at(-1)!.length);

  // Corrects what they said.
  const menu = await openMenu(page, 3);
  await menu.getByRole("link", { name: chats.edit }).click();
  await page.waitForURL(/\?edit=/);
  await page.locator(".edit [name=text]:focus").waitFor();
  await page.getByLabel(chats.editTitle).fill("Tell me about the *old* sea.");
  await page.getByRole("button", { name: chats.save, exact: true }).click();
  await page.waitForURL(/#m-/);
  assert.equal((await glance(page))?.bubbles[3], "Tell me about the old sea.");

  // Reloads in the middle of a reply: what has come is there, and it goes on.
  await say(page, "And what do the gulls say?");
  const begun = await firstWords(page, 7);
  await page.reload({ waitUntil: "commit" });
  const rest = await watchReply(page);
  assert(rest.bubbles.at(-1)!.length > begun.length);
  assert(rest.bubbles.at(-1)!.startsWith(begun.slice(0, 5)));

  // Changes the language.
  await page.getByRole("button", { name: shell.otherLanguage }).first().click();
  await page.getByRole("button", { name: chatWords.ko.send }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "ko");
  await page.getByRole("button", { name: shellWords.ko.otherLanguage }).first().click();
  await page.getByRole("button", { name: chats.send, exact: true }).waitFor();

  // Signs out and in again, and finds it all.
  await openAccountMenu(page);
  await page.getByRole("button", { name: shell.signOut }).click();
  assert.equal((await page.goto(conversation))?.status(), 200);
  assert.match(page.url(), /\/login\?/);
  await page.getByLabel(accounts.email).fill(email);
  await page.getByLabel(accounts.password).fill(PASSWORD);
  await page.getByRole("button", { name: accounts.logIn.submit }).click();
  assert.equal(page.url(), conversation);
  assert.deepEqual((await glance(page))?.bubbles, rest.bubbles);
  await page.goto("/chats");
  await page.getByRole("link", { name: "Hester" }).click();
  assert.equal(page.url(), conversation);

  assert.deepEqual(problems, []);
  await context.close();
});

Deno.test("a guest without scripts makes a character, talks, and keeps both by signing up", async () => {
  const { page, context, problems } = await app.visitor({ width: 360 });
  await page.goto("/characters/new");
  await makeCharacter(page, "Solbi");
  await beginTalk(page, "Solbi");
  const { bubbles } = await talk(page, "Hello, Solbi.");
  assert.equal(bubbles.length, 3);
  const conversation = page.url();

  await page.goto("/account");
  await page.getByRole("link", { name: accounts.guest.action }).click();
  await signUp(page);
  await page.getByRole("button", { name: accounts.signUp.guestSubmit }).click();
  await page.locator("summary", { hasText: shell.accountMenu("Juno") }).waitFor();
  assert.equal(await page.getByText(accounts.guest.title).count(), 0);

  await page.goto(conversation);
  assert.deepEqual((await glance(page))?.bubbles, bubbles);
  await page.goto("/account/characters");
  await page.getByRole("link", { name: "Solbi" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Solbi" }).waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

Deno.test("a newcomer without scripts drops in a Character Card and talks with who is on it", async () => {
  const { page, context, problems } = await app.visitor({ lang: "ko" });
  const card = createCard({
    ...emptyCardData("Mirae"),
    description: "{{char}} repairs clocks at the night market.",
    first_mes: "*winds a watch* Late again, {{user}}.",
    alternate_greetings: ["Mind the springs."],
    mes_example: "<START>\n{{user}}: Is it broken?\n{{char}}: Only tired. Like you.",
  });
  await page.goto("/characters/import");
  await page.getByLabel(characterWords.ko.import.file).setInputFiles({
    name: "mirae.png",
    mimeType: "image/png",
    buffer: Buffer.from(encodeCardPng(card, await renderAvatarPng(randomAvatar("mirae")))),
  });
  await page.getByRole("button", { name: characterWords.ko.import.submit }).click();
  await page.getByText(characterWords.ko.profile.imported).waitFor();
  await page.getByRole("heading", { level: 1, name: "Mirae" }).waitFor();

  await page.getByRole("button", { name: characterWords.ko.profile.chatWith("Mirae") }).click();
  await page.waitForURL(/\/chats\//);
  assert.match((await glance(page))?.bubbles[0] ?? "", /^winds a watch Late again, .+\.$/);
  await say(page, "시계가 고장 났나요?", "ko");
  const { lengths, bubbles } = await watchReply(page);
  assertGrew(lengths);
  assert.equal(bubbles.length, 3);
  assert.deepEqual(problems, []);
  await context.close();
});

Deno.test("a newcomer without scripts hears what is wrong with a file that is no card", async () => {
  const { page, context, problems } = await app.visitor();
  await page.goto("/characters/import");
  await page.getByLabel(characters.import.file).setInputFiles({
    name: "holiday.png",
    mimeType: "image/png",
    buffer: Buffer.from(await renderAvatarPng(randomAvatar("nobody"))),
  });
  await page.getByRole("button", { name: characters.import.submit }).click();
  await page.getByText(CARD_REFUSALS.png_no_card.en).first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/characters/import");
  assert.deepEqual(problems, []);
  await context.close();
});

Deno.test("who reads further up while a reply grows stays where they are", async () => {
  const { page, context, problems } = await app.visitor({ width: 360 });
  await page.goto("/characters/hester-beal");
  await beginTalk(page, "Hester Beal");
  await talk(page, "Good evening.");
  await say(page, "Tell me about the storm of your life.");
  await firstWords(page, 5);
  const readingAt = () =>
    page.evaluate(() => document.querySelectorAll(".bubble")[2]!.getBoundingClientRect().top);
  await page.locator(".chat-scroll").hover();
  await page.mouse.wheel(0, -300);
  await until(
    "the wheel has turned the page",
    () =>
      page.evaluate(() => document.querySelector(".chat-scroll")!.scrollTop <= -300 ? true : null),
  );
  const before = await readingAt();
  await watchReply(page);
  const after = await readingAt();
  assert(Math.abs(after - before) <= 4, `${before} → ${after}`);
  assert.deepEqual(problems, []);
  await context.close();
});
