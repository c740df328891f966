/** Islands in a real browser: hydration, shared signals, slots, dynamic imports, workers. */

import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import type { State } from "@/lib/fresh/tests/fixtures/site/define.ts";
import { launchBrowser } from "@/tests/support/browser.ts";

/** Serves the fixture under a strict policy. */
async function serveSite(): Promise<Deno.HttpServer<Deno.NetAddr>> {
  Deno.env.set("FRESH_PUBLIC_SITE_NAME", "Fixture");
  const app = new App<State>()
    .use(staticFiles())
    .use(csp({ useNonce: true }))
    .use((ctx) => {
      ctx.state.trail = [];
      return ctx.next();
    })
    .fsRoutes();
  const root = new URL("../../lib/fresh/tests/fixtures/site/", import.meta.url).href;
  (await new Builder({ root }).build({ snapshot: "memory" }))(app);
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, app.handler());
}

Deno.test({
  name: "islands in Chromium",
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const server = await serveSite();
    const origin = `http://127.0.0.1:${server.addr.port}`;
    const browser = await launchBrowser();
    try {
      for (const [name, run] of Object.entries(STEPS)) {
        await t.step(name, async () => await withPage(browser, (page) => run(page, origin)));
      }
    } finally {
      await browser.close();
      await server.shutdown();
    }
  },
});

/** Runs a step in a page of its own, and fails if the page reported any error. */
async function withPage(browser: Browser, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const isFavicon = message.location().url.endsWith("/favicon.ico");
    if (message.type() === "error" && !isFavicon) errors.push(message.text());
  });
  try {
    await run(page);
    assert.deepEqual(errors, []);
  } finally {
    await page.close();
  }
}

/** Clicks until the island behind the button has started, which no event tells. */
async function clickUntil(page: Page, selector: string, expected: string): Promise<void> {
  await page.waitForFunction(
    ([selector, expected]) => {
      const button = document.querySelector<HTMLElement>(selector!)!;
      if (!button.textContent!.startsWith(expected!)) button.click();
      return button.textContent!.startsWith(expected!);
    },
    [selector, expected],
  );
}

const STEPS: Record<string, (page: Page, origin: string) => Promise<void>> = {
  "one signal is shared by islands, also by one inside of a slot": async (page, origin) => {
    await page.goto(`${origin}/islands`);
    assert.match((await page.textContent("#a"))!, /^3 since 1970$/);
    await clickUntil(page, "#a", "4");
    await page.click("#c");
    for (const id of ["#a", "#b", "#c"]) {
      assert.equal(await page.textContent(id), "5 since 1970");
    }
  },

  "hydration keeps the elements of the server, and its ids": async (page, origin) => {
    await page.goto(`${origin}/islands`, { waitUntil: "commit" });
    await page.waitForSelector("#b");
    const before = await page.evaluate(() => {
      const button = document.querySelector<HTMLElement & { mark?: number }>("#b")!;
      button.mark = 7;
      return button.dataset.id;
    });
    await clickUntil(page, "#a", "4");
    const after = await page.evaluate(() => {
      const button = document.querySelector<HTMLElement & { mark?: number }>("#b")!;
      return [button.mark, button.dataset.id];
    });
    assert.deepEqual(after, [7, before]);
  },

  "a slot is hidden and shown as the server rendered it": async (page, origin) => {
    await page.goto(`${origin}/islands`);
    await clickUntil(page, "#a", "4");
    const first = page.locator(".panel").first();
    await first.locator(".toggle").click();
    await first.locator("[data-static]").waitFor({ state: "detached" });
    await first.locator(".toggle").click();
    assert.equal(await first.locator("[data-static=yes]").textContent(), "from the server");
    assert.equal(await first.locator(".toggle em").textContent(), "Shown");
    await page.click("#c");
    assert.equal(await page.textContent("#a"), "5 since 1970");
  },

  "a slot that waits in a template appears with its attributes": async (page, origin) => {
    await page.goto(`${origin}/islands`);
    await clickUntil(page, "#a", "4");
    const second = page.locator(".panel").nth(1);
    assert.equal(await second.locator(".late").count(), 0);
    await second.locator(".toggle").click();
    assert.equal(await second.locator(".late[hidden]").textContent(), "later");
  },

  "islands load modules and workers, and set the title": async (page, origin) => {
    await page.goto(`${origin}/lazy`);
    await page.waitForFunction(() =>
      document.querySelector("#lazy")!.textContent!.includes("HELLO ANN WORKED FOR ANN!! Fixture")
    );
    assert.equal(await page.title(), "Lazy HELLO ANN WORKED FOR ANN!!");
    assert.match((await page.getAttribute("#lazy img", "src"))!, /^\/dot\.svg\?__frsh_c=\w{40}$/);
  },

  "a page without islands has no script": async (page, origin) => {
    await page.goto(`${origin}/blog`);
    assert.equal(await page.evaluate(() => document.scripts.length), 0);
  },

  "the back button keeps working islands": async (page, origin) => {
    await page.goto(`${origin}/islands`);
    await clickUntil(page, "#a", "4");
    await page.goto(`${origin}/blog`);
    await page.goBack();
    await page.waitForSelector("#a");
    const shown = Number((await page.textContent("#a"))!.split(" ")[0]);
    await clickUntil(page, "#a", String(shown + 1));
    assert.equal(await page.textContent("#b"), `${shown + 1} since 1970`);
  },
};
