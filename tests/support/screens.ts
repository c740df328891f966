/**
 * Takes screenshots of pages, for looking at: every path at three widths, light and dark, in both languages.
 *
 * `deno run -A tests/support/screens.ts --base http://127.0.0.1:8000 --out /tmp/screens / /characters`
 *
 * `--widths 360,768,1440` · `--schemes light,dark` · `--langs ko,en` narrow that down; `--full` takes the whole
 * page instead of the first window; `--sheet` adds one picture per path that shows all of its screenshots side
 * by side; `--js` lets scripts run (off otherwise); `--cookie name=value`, any number of times, logs in.
 */
// deno-lint-ignore-file no-console -- a command-line program that says what it wrote
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { z } from "zod";
import { launchBrowser } from "@/tests/support/browser.ts";

/** `a,b,c` as a list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess((text) => z.string().parse(text).split(","), z.array(item).min(1));

const screenOptionsSchema = z.object({
  base: z.url({ protocol: /^https?$/ }),
  out: z.string().min(1),
  widths: listOf(z.coerce.number().int().min(200).max(4000)).prefault("360,768,1440"),
  schemes: listOf(z.enum(["light", "dark"])).prefault("light,dark"),
  langs: listOf(z.enum(["ko", "en"])).prefault("ko,en"),
  full: z.boolean().default(false),
  sheet: z.boolean().default(false),
  js: z.boolean().default(false),
  cookie: z.array(z.string().regex(/^[^=;]+=[^;]*$/)).default([]),
  paths: z.array(z.string().startsWith("/")).min(1),
});
export type ScreenOptions = z.infer<typeof screenOptionsSchema>;

/** What one screenshot shows. */
export interface Shot {
  path: string;
  width: number;
  scheme: "light" | "dark";
  lang: "ko" | "en";
}

/**
 * Reads the command line.
 *
 * @throws {z.ZodError | TypeError} If a switch is unknown, missing or out of bounds.
 */
export function readScreenArgs(args: string[]): ScreenOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      base: { type: "string" },
      out: { type: "string" },
      widths: { type: "string" },
      schemes: { type: "string" },
      langs: { type: "string" },
      full: { type: "boolean" },
      sheet: { type: "boolean" },
      js: { type: "boolean" },
      cookie: { type: "string", multiple: true },
    },
  });
  return screenOptionsSchema.parse({ ...values, paths: positionals });
}

/** Lists the screenshots to take, path by path. */
export function planShots({ paths, langs, schemes, widths }: ScreenOptions): Shot[] {
  return paths.flatMap((path) =>
    langs.flatMap((lang) =>
      schemes.flatMap((scheme) => widths.map((width) => ({ path, width, scheme, lang })))
    )
  );
}

/** Names a screenshot so that those of one path lie together: `characters_new.ko.light.0360.png`. */
export function shotName({ path, width, scheme, lang }: Shot): string {
  return `${pathName(path)}.${lang}.${scheme}.${String(width).padStart(4, "0")}.png`;
}

function pathName(path: string): string {
  return path.replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_+|_+$/g, "") || "home";
}

/** Height of the window at a width, in CSS pixels: a phone's, a tablet's, a laptop's. */
function windowHeight(width: number): number {
  if (width < 600) return 780;
  return width < 1024 ? 1024 : 900;
}

async function takeShot(browser: Browser, shot: Shot, options: ScreenOptions): Promise<Uint8Array> {
  const context = await browser.newContext({
    baseURL: options.base,
    javaScriptEnabled: options.js,
    locale: shot.lang === "ko" ? "ko-KR" : "en-US",
    colorScheme: shot.scheme,
    viewport: { width: shot.width, height: windowHeight(shot.width) },
  });
  try {
    await context.addCookies(options.cookie.map((cookie) => {
      const [name = "", ...value] = cookie.split("=");
      return { name, value: value.join("="), url: options.base };
    }));
    const page = await context.newPage();
    const response = await page.goto(shot.path);
    const status = response?.status() ?? 0;
    if (status !== 200) console.log(`  ${shot.path} answers ${status}`);
    return await page.screenshot({ fullPage: options.full, animations: "disabled" });
  } finally {
    await context.close();
  }
}

/** Puts the screenshots of one path side by side, each with its name above. */
async function drawSheet(browser: Browser, pictures: Map<string, Uint8Array>): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  try {
    const figures = [...pictures].map(([name, png]) =>
      `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${png.toBase64()}"></figure>`
    );
    await page.setContent(`<!doctype html><style>
      body { margin: 12px; display: flex; flex-wrap: wrap; align-items: start; gap: 12px; background: #777 }
      figure { margin: 0 } figcaption { font: 12px monospace; background: #fff; padding: 2px 4px }
      img { display: block; height: 420px; max-width: 760px; object-fit: contain; object-position: top left }
    </style>${figures.join("")}`);
    return await page.screenshot({ fullPage: true });
  } finally {
    await page.close();
  }
}

async function main(options: ScreenOptions): Promise<void> {
  await Deno.mkdir(options.out, { recursive: true });
  await using browser = await launchBrowser();
  const save = async (name: string, png: Uint8Array) => {
    await Deno.writeFile(join(options.out, name), png);
    console.log(join(options.out, name));
  };
  for (const path of options.paths) {
    const pictures = new Map<string, Uint8Array>();
    for (const shot of planShots({ ...options, paths: [path] })) {
      const png = await takeShot(browser, shot, options);
      pictures.set(shotName(shot), png);
      await save(shotName(shot), png);
    }
    if (options.sheet) {
      await save(`${pathName(path)}.sheet.png`, await drawSheet(browser, pictures));
    }
  }
}

if (import.meta.main) await main(readScreenArgs(Deno.args));
