/**
 * Unpacks the Chromium that npm's `@sparticuz/chromium` carries into `.cache/chromium/<version>/`, once.
 *
 * It is a program of its own (`deno run -A tests/support/bundled_chromium.ts`, the answer is one line of JSON
 * on stdout), for three reasons: the package is 67 MB and should be fetched only where no other browser is;
 * it unpacks into `os.tmpdir()`, so it needs a `TMPDIR` that no other test shares; and it takes any file
 * found there for a finished one, so the work is done in a staging folder under a lock and then renamed.
 */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { z } from "zod";
import type { BundledChromium } from "@/tests/support/browser.ts";

const packageSchema = z.object({ version: z.string() });

/**
 * Unpacks the bundled Chromium unless that is done already; takes about 2 s and 210 MB.
 * Processes that come at the same time wait for the first one.
 *
 * @param cachePath Folder that holds one folder for each version.
 */
export async function unpackBundledChromium(cachePath: string): Promise<BundledChromium> {
  const packageUrl = new URL("../", import.meta.resolve("@sparticuz/chromium"));
  const { version } = packageSchema.parse(
    JSON.parse(await Deno.readTextFile(new URL("package.json", packageUrl))),
  );
  const finalPath = join(cachePath, version);
  await Deno.mkdir(cachePath, { recursive: true });
  // The system drops the lock when its holder dies, so a crash leaves nothing to clean up but the staging folder.
  using lock = await Deno.open(join(cachePath, "unpack.lock"), { create: true, write: true });
  await lock.lock(true);
  if (!await exists(finalPath)) {
    const stagingPath = join(cachePath, `staging-${version}`);
    await Deno.remove(stagingPath, { recursive: true }).catch(ignoreNotFound);
    await Deno.mkdir(stagingPath);
    await unpackInto(stagingPath, fileURLToPath(new URL("bin/", packageUrl)));
    await Deno.writeTextFile(join(stagingPath, "fonts.conf"), fontconfig(finalPath));
    await Deno.rename(stagingPath, finalPath);
  }
  return {
    version,
    executablePath: join(finalPath, "chromium"),
    librariesPath: join(finalPath, "al2023", "lib"),
    fontconfigPath: join(finalPath, "fonts.conf"),
  };
}

async function unpackInto(path: string, binPath: string): Promise<void> {
  const before = Deno.env.get("TMPDIR");
  Deno.env.set("TMPDIR", path);
  try {
    await chromium.executablePath();
    // The package leaves these out unless it believes to be on AWS.
    await inflate(join(binPath, "al2023.tar.br"));
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
  }
}

/** The package's own file points to `/tmp/fonts`, where another version may have left anything. */
function fontconfig(path: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${join(path, "fonts")}</dir>
  <cachedir>${join(path, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, (error) => {
    ignoreNotFound(error);
    return false;
  });
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

if (import.meta.main) {
  const cachePath = fileURLToPath(new URL("../../.cache/chromium", import.meta.url));
  const unpacked = await unpackBundledChromium(cachePath);
  // deno-lint-ignore no-console -- this line is the program's answer
  console.log(JSON.stringify(unpacked));
}
