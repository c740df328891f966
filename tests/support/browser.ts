/**
 * Finds a Chromium for the browser tests and starts it with playwright-core, closed off from the network.
 *
 * Searched in this order, the first that answers wins:
 * 1. `CHROME_PATH`, if set (and then nothing else);
 * 2. an installed Chromium or Chrome: on `PATH`, or at the usual place on macOS and Windows;
 * 3. the one that npm's `@sparticuz/chromium` carries (Linux on x86-64), unpacked into `.cache/chromium/`.
 *
 * `MARU_BROWSER=system` or `MARU_BROWSER=bundled` allows only step 2 or step 3.
 * No Korean font is needed: no assertion depends on glyphs. Where none is installed, text outside the web
 * fonts that the pages bring shows as boxes, so look at screenshots on a machine that has one.
 */
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { z } from "zod";

/** A browser that can be started. */
export interface FoundBrowser {
  executablePath: string;
  source: "CHROME_PATH" | "system" | "bundled";
  /** Variables that it needs on top of the environment. */
  env: Record<string, string>;
}

/** No browser is here and none can be had; the message says what to do. */
export class BrowserUnavailableError extends Error {
  override name = "BrowserUnavailableError";
}

export interface LaunchOptions {
  /** Command-line switches on top of `OFFLINE_ARGS`. */
  args?: string[];
  /** Shows the window; default false. */
  headed?: boolean;
  /** The browser to start; default what `findBrowser()` finds. */
  found?: FoundBrowser;
}

/** Switches that keep the browser from talking to anything but this machine. */
export const OFFLINE_ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
];

/**
 * Starts a browser. Close it with `await using` or `close()`.
 *
 * @throws {BrowserUnavailableError} If there is none.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const found = options.found ?? await findBrowser();
  return await chromium.launch({
    executablePath: found.executablePath,
    headless: options.headed !== true,
    args: [...OFFLINE_ARGS, ...options.args ?? []],
    env: { ...Deno.env.toObject(), ...found.env },
  });
}

let search: Promise<FoundBrowser> | undefined;

/**
 * Finds a browser, unpacking the bundled one if need be; searches once per process.
 *
 * @throws {BrowserUnavailableError} If there is none.
 */
export function findBrowser(): Promise<FoundBrowser> {
  search ??= searchBrowser((name) => Deno.env.get(name));
  return search;
}

const sourceSchema = z.enum(["system", "bundled"]);

/** Does the search of `findBrowser()` with the given view of the environment. */
export async function searchBrowser(
  getEnv: (name: string) => string | undefined,
): Promise<FoundBrowser> {
  const only = readAllowedSource(getEnv("MARU_BROWSER"));
  const chromePath = getEnv("CHROME_PATH");
  if (chromePath && only === undefined) {
    const problem = await whyItDoesNotStart(chromePath);
    if (problem === null) return { executablePath: chromePath, source: "CHROME_PATH", env: {} };
    throw new BrowserUnavailableError(`Cannot start CHROME_PATH=${chromePath}: ${problem}`);
  }
  if (only !== "bundled") {
    for (const executablePath of systemCandidates(getEnv)) {
      if (await whyItDoesNotStart(executablePath) === null) {
        return { executablePath, source: "system", env: {} };
      }
    }
    if (only === "system") {
      throw new BrowserUnavailableError(
        "Cannot find an installed Chromium or Chrome, and MARU_BROWSER=system allows no other",
      );
    }
  }
  return await findBundled();
}

function readAllowedSource(value: string | undefined): "system" | "bundled" | undefined {
  if (!value) return undefined;
  const parsed = sourceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BrowserUnavailableError(
    `Cannot take MARU_BROWSER=${value} as it has to be "system" or "bundled"`,
  );
}

/** Lists the places where an installed browser may be, best first. */
export function systemCandidates(getEnv: (name: string) => string | undefined): string[] {
  const folders = (getEnv("PATH") ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => folders.map((folder) => join(folder, name)));
  switch (Deno.build.os) {
    case "darwin":
      return [
        ...["/Applications", join(getEnv("HOME") ?? "/", "Applications")].flatMap((folder) => [
          join(folder, "Chromium.app/Contents/MacOS/Chromium"),
          join(folder, "Google Chrome.app/Contents/MacOS/Google Chrome"),
        ]),
        ...onPath,
      ];
    case "windows":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
        const folder = getEnv(name);
        return folder === undefined ? [] : [
          join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          join(folder, "Chromium", "Application", "chrome.exe"),
        ];
      });
    default:
      return onPath;
  }
}

/**
 * Tells why a program is no browser, or null if it is one. It asks for the version, since a file that exists
 * may be a stub (Ubuntu's `chromium-browser` asks for a snap) or lack its shared libraries. Not on Windows,
 * where `chrome.exe --version` opens a window.
 */
async function whyItDoesNotStart(
  executablePath: string,
  env: Record<string, string> = {},
): Promise<string | null> {
  try {
    if (!(await Deno.stat(executablePath)).isFile) return "it is not a file";
    if (Deno.build.os === "windows") return null;
    const { success, stdout, stderr } = await new Deno.Command(executablePath, {
      args: ["--version"],
      env,
    }).output();
    const decoder = new TextDecoder();
    if (success && /chrom/i.test(decoder.decode(stdout))) return null;
    return decoder.decode(stderr).trim() || "it does not tell its version";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "there is no such file";
    if (error instanceof Deno.errors.PermissionDenied) return "it may not be run";
    throw error;
  }
}

async function findBundled(): Promise<FoundBrowser> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new BrowserUnavailableError(
      `Cannot find Chromium or Chrome. Install one, or set CHROME_PATH to its program ` +
        `(the browser from npm is for Linux on x86-64, this is ${Deno.build.target})`,
    );
  }
  const { executablePath, librariesPath, fontconfigPath } = await unpackBundled();
  const fonts = await hasFontconfig() ? {} : { FONTCONFIG_FILE: fontconfigPath };
  const inherited = Deno.env.get("LD_LIBRARY_PATH");
  const libraries = { LD_LIBRARY_PATH: [librariesPath, ...inherited ? [inherited] : []].join(":") };
  let problem: string | null = null;
  for (const env of [fonts, { ...fonts, ...libraries }]) {
    problem = await whyItDoesNotStart(executablePath, env);
    if (problem === null) return { executablePath, source: "bundled", env };
  }
  throw new BrowserUnavailableError(
    `Cannot start the browser from npm's @sparticuz/chromium: ${problem}. ` +
      `Install Chromium, or set CHROME_PATH to its program`,
  );
}

/** What `bundled_chromium.ts` prints; all paths are absolute. */
const bundledChromiumSchema = z.object({
  version: z.string(),
  executablePath: z.string(),
  /** NSS, NSPR and expat, for machines that lack them; belongs in `LD_LIBRARY_PATH`. */
  librariesPath: z.string(),
  /** A fontconfig file, for machines that have none; belongs in `FONTCONFIG_FILE`. */
  fontconfigPath: z.string(),
});
export type BundledChromium = z.infer<typeof bundledChromiumSchema>;

async function unpackBundled(): Promise<BundledChromium> {
  const program = fileURLToPath(new URL("bundled_chromium.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", program],
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  if (!success) {
    throw new BrowserUnavailableError(
      "Cannot find Chromium or Chrome here, and cannot unpack the one from npm's @sparticuz/chromium. " +
        `Install one, or set CHROME_PATH to its program.\n${decoder.decode(stderr).trim()}`,
    );
  }
  return bundledChromiumSchema.parse(JSON.parse(decoder.decode(stdout)));
}

async function hasFontconfig(): Promise<boolean> {
  if (Deno.env.has("FONTCONFIG_FILE") || Deno.env.has("FONTCONFIG_PATH")) return true;
  try {
    return (await Deno.stat("/etc/fonts/fonts.conf")).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
