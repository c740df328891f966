/** What people do in a room, for the browser tests of rooms. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { accountWords } from "@/lib/i18n/accounts.ts";
import { loungeWords } from "@/lib/i18n/lounge.ts";
import type { LoungeSettings } from "@/lib/lounge/settings.ts";
import type { BrowserApp, Visitor, VisitorOptions } from "@/tests/browser/support.ts";
import { describeViolations, seriousViolations } from "@/tests/support/axe.ts";

const words = loungeWords.en;

/** A room of the starter set. */
export const SPACE = "/spaces/persimmon-maru";
/** A resident of that room. */
export const RESIDENT = { id: "duduri", name: "두두리" };

/** Draws without a graphics card, as machines of tests have none. */
export const SOFTWARE_GL = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Somebody with a script who looks at lists: quick, and all that happens is to be read there. */
export async function reader(app: BrowserApp, options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = await app.visitor({ javaScript: true, ...options });
  await prefer(visitor, { view: "list" });
  return visitor;
}

/** Lets a visitor have set these things at an earlier visit; what they set now is kept. */
export async function prefer(
  { context }: Pick<Visitor, "context">,
  settings: Partial<LoungeSettings>,
): Promise<void> {
  await context.addInitScript((text) => {
    if (!localStorage.getItem("maru-lounge")) localStorage.setItem("maru-lounge", text);
  }, JSON.stringify(settings));
}

/** Goes in by the door, and is in. */
export async function comeIn(page: Page, space = SPACE): Promise<void> {
  await page.goto(space);
  await page.getByRole("button", { name: words.enter }).click();
  await live(page);
}

export async function live(page: Page): Promise<void> {
  await page.locator(".lounge-status.is-live").waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel(words.composer).fill(text);
  await page.getByLabel(words.composer).press("Enter");
}

/** Words of somebody that the room has confirmed. */
export function line(page: Page, text: string): Locator {
  return page.locator(".line:not(.is-outgoing) > .line-body .line-text", { hasText: text });
}

/** The row of somebody who is here. */
export function row(page: Page, name: string): Locator {
  return page.locator(".who", { has: page.getByText(name, { exact: true }) });
}

/** Does one of the things that the menu of a row offers. */
export async function act(page: Page, name: string, what: string): Promise<void> {
  await row(page, name).locator("summary").click();
  await row(page, name).getByRole("button", { name: what }).click();
}

/** The name that the house gave to somebody without an account. */
export async function ownName(page: Page): Promise<string> {
  const own = page.locator(".who", { has: page.locator(".who-note", { hasText: /^you\b/ }) });
  return (await own.locator(".who-name").textContent()) ?? "";
}

/** Makes an account. */
export async function signUp(page: Page, nickname: string): Promise<void> {
  const { nickname: name, email, password } = accountWords.en;
  await page.goto("/signup");
  await page.getByLabel(name).fill(nickname);
  await page.getByLabel(email).fill(`${crypto.randomUUID()}@example.com`);
  await page.getByLabel(password).fill("a warm wooden floor");
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/signup"));
}

/** Makes a room of one's own, and gives the path of its page. */
export async function makeSpace(page: Page, fields: Record<string, unknown>): Promise<string> {
  const made = await page.evaluate(async (body) => {
    const response = await fetch("/api/v1/spatial/spaces", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return await response.text();
  }, JSON.stringify(fields));
  const { space_id } = JSON.parse(made);
  assert.equal(typeof space_id, "string", made);
  return `/spaces/${space_id}`;
}

/** Sees visitors off: nothing went wrong in their pages. */
export async function closeAll(...visitors: Visitor[]): Promise<void> {
  for (const { context, problems } of visitors) {
    await context.close();
    assert.deepEqual(problems, []);
  }
}

export async function holdAxe(page: Page): Promise<void> {
  const violations = await seriousViolations(page);
  assert.equal(violations.length, 0, describeViolations(violations));
}
