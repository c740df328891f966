/** What two people do on the pages of a call, for the browser tests of calls. */
import type { Page } from "playwright-core";
import { callWords } from "@/lib/i18n/calls.ts";
import type { BrowserApp, Visitor, VisitorOptions } from "@/tests/browser/support.ts";

const words = callWords.en;

/** Somebody with a script, who allows camera and microphone. */
export async function caller(
  app: Pick<BrowserApp, "visitor">,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const visitor = await app.visitor({
    javaScript: true,
    // Small, as a processor draws here.
    width: 480,
    height: 640,
    ...options,
    context: { permissions: ["microphone", "camera"], ...options.context },
  });
  visitor.page.setDefaultTimeout(60_000);
  return visitor;
}

/** Opens a call from its start, and gives its link. */
export async function openLobby({ page }: Visitor, name: string): Promise<string> {
  await page.goto("/calls");
  await page.getByLabel(words.name).fill(name);
  await page.getByRole("button", { name: words.start }).click();
  await page.waitForURL(/\/calls\/[0-9a-z]+$/);
  await page.getByRole("button", { name: words.join }).waitFor();
  return page.url();
}

/** Goes into a call by its link. */
export async function sitDown({ page }: Visitor, link: string, name?: string): Promise<void> {
  if (page.url() !== link) await page.goto(link);
  const join = page.getByRole("button", { name: words.join });
  await join.waitFor();
  if (name) await page.getByLabel(words.name).fill(name);
  await join.click();
}

/** Turns the camera on, in the lobby. */
export async function turnCameraOn({ page }: Visitor): Promise<void> {
  await page.locator("#call-camera").getByRole("button", { name: words.cameraOn }).click();
}

/** Waits until a call stands so on somebody's page. */
export async function reach({ page }: Visitor, phase: string): Promise<void> {
  await page.locator(`#call[data-phase="${phase}"]`).waitFor();
}

/** Lets two people, each with a page, come into one call. */
export async function meet(ann: Visitor, bo: Visitor): Promise<string> {
  const link = await openLobby(ann, "Ann");
  await sitDown(ann, link);
  await reach(ann, "alone");
  await sitDown(bo, link, "Bo");
  await Promise.all([reach(ann, "live"), reach(bo, "live")]);
  return link;
}

/** Waits until the other's picture says of itself what they do. */
export async function sees({ page }: Visitor, doing: string): Promise<void> {
  await page.locator(`.call-peer [role=img][aria-label*="${doing}"]`).waitFor();
}

/** Opens what stands beside the faces. */
export async function show(page: Page, name: string): Promise<void> {
  const button = page.locator(`#call-open-${name}`);
  if (await button.getAttribute("aria-expanded") === "false") await button.click();
  await page.locator(".call-panel").waitFor();
}

export async function hangUp({ page }: Visitor): Promise<void> {
  await page.getByRole("button", { name: words.leave }).click();
}
