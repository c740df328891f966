/** Opens the built app in a browser for the tests of this folder, and notes what goes wrong in its pages. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser, type LaunchOptions } from "@/tests/support/browser.ts";
import { type ServerOptions, startServer, type TestServer } from "@/tests/support/server.ts";

/** What a visitor brings along. */
export interface VisitorOptions {
  /** Default false: Maru's pages have to work without. */
  javaScript?: boolean;
  /** Sent as `Accept-Language`; default `"en"`. */
  lang?: "ko" | "en";
  /** Size of the window in CSS pixels; default 1440 × 900, or 360 × 780 with `width: 360`. */
  width?: number;
  height?: number;
  /** Default `"light"`. */
  colorScheme?: "light" | "dark";
  /** Anything else that playwright-core takes. */
  context?: BrowserContextOptions;
}

/** Someone with a browser window and cookies of their own. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /**
   * What went wrong so far: script errors, console errors (a breach of the Content-Security-Policy is one),
   * answers of 500 and above, and requests to another host than the app's. Assert that it is empty.
   */
  problems: string[];
}

export interface AppOptions {
  server?: ServerOptions;
  browser?: LaunchOptions;
}

/**
 * Starts the built server on a store of its own and a browser; use it with `await using`.
 *
 * @throws {BrowserUnavailableError} If there is no browser.
 */
export async function openApp(options: AppOptions = {}): Promise<BrowserApp> {
  const browser = await launchBrowser(options.browser);
  try {
    return new BrowserApp(await startServer(options.server), browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The app and a browser; made by `openApp()`. */
export class BrowserApp implements AsyncDisposable {
  readonly server: TestServer;
  readonly browser: Browser;

  constructor(server: TestServer, browser: Browser) {
    this.server = server;
    this.browser = browser;
  }

  /** Where the app listens now; changes when the server restarts. */
  get origin(): string {
    return this.server.origin;
  }

  /** Lets a new visitor in, who shares nothing with the others; `page.goto("/path")` works from there. */
  async visitor(options: VisitorOptions = {}): Promise<Visitor> {
    return await openVisitor(this.browser, this.origin, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.browser.close();
    } finally {
      await this.server.stop();
    }
  }
}

/** Opens a window on `origin` as the given visitor. */
export async function openVisitor(
  browser: Browser,
  origin: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { javaScript = false, lang = "en", width = 1440, colorScheme = "light" } = options;
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: javaScript,
    locale: lang === "ko" ? "ko-KR" : "en-US",
    viewport: { width, height: options.height ?? (width < 600 ? 780 : 900) },
    colorScheme,
    ...options.context,
  });
  const problems: string[] = [];
  context.on("page", (page) => noteProblems(page, problems));
  const page = await context.newPage();
  return { page, context, problems };
}

function noteProblems(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`script error on ${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    // Chromium also logs each answer of 400 and above here; tests provoke those on purpose.
    if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
    problems.push(`console error on ${page.url()}: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.hostname !== "127.0.0.1") {
      problems.push(`request to another host: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} from ${response.url()}`);
  });
}
