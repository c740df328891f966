import assert from "node:assert/strict";
import { join } from "node:path";
import {
  BrowserUnavailableError,
  searchBrowser,
  systemCandidates,
} from "@/tests/support/browser.ts";

/** An environment of just these variables. */
const env = (variables: Record<string, string>) => (name: string) => variables[name];

/** Scripts stand in for browsers here; Windows is searched without starting anything. */
const ignore = Deno.build.os === "windows";

async function withProgram(
  { name, script, mode = 0o755 }: { name: string; script: string; mode?: number },
  use: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, name);
    await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode });
    await use(path, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: "searchBrowser() takes CHROME_PATH before any other",
  ignore,
  fn: () =>
    withProgram({ name: "mine", script: "echo Chromium 200.0" }, async (path) => {
      const found = await searchBrowser(env({ CHROME_PATH: path, PATH: "/usr/bin" }));
      assert.deepEqual(found, { executablePath: path, source: "CHROME_PATH", env: {} });
    }),
});

Deno.test({
  name: "searchBrowser() does not look further when CHROME_PATH is wrong",
  ignore,
  fn: async () => {
    const search = (path: string) => searchBrowser(env({ CHROME_PATH: path, PATH: "/usr/bin" }));
    await assert.rejects(
      search("/nowhere/chrome"),
      /CHROME_PATH=\/nowhere\/chrome: there is no such/,
    );
    await assert.rejects(search("/tmp"), /it is not a file/);
    await withProgram(
      { name: "chrome", script: "echo lib missing >&2; exit 127" },
      async (path) => {
        await assert.rejects(search(path), /lib missing/);
      },
    );
    await withProgram({ name: "chrome", script: "echo Firefox 9" }, async (path) => {
      await assert.rejects(search(path), /does not tell its version/);
    });
    await withProgram({ name: "chrome", script: "", mode: 0o644 }, async (path) => {
      await assert.rejects(search(path), BrowserUnavailableError);
    });
  },
});

Deno.test({
  name: "searchBrowser() passes over a stub that does not start",
  ignore,
  fn: () =>
    withProgram(
      { name: "chromium", script: "echo install the snap >&2; exit 1" },
      (_, stubFolder) =>
        withProgram(
          { name: "google-chrome", script: "echo Google Chrome 200" },
          async (path, folder) => {
            const PATH = `${stubFolder}:${folder}`;
            const found = await searchBrowser(env({ PATH, MARU_BROWSER: "system" }));
            // On macOS an installed application comes first.
            if (Deno.build.os === "linux") assert.equal(found.executablePath, path);
            assert.equal(found.source, "system");
          },
        ),
    ),
});

Deno.test({
  name: "searchBrowser() says so when only a system browser is allowed and there is none",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    assert.rejects(
      searchBrowser(env({ PATH: "", MARU_BROWSER: "system" })),
      /MARU_BROWSER=system allows no other/,
    ),
});

Deno.test("searchBrowser() refuses a MARU_BROWSER that it does not know", async () => {
  await assert.rejects(
    searchBrowser(env({ MARU_BROWSER: "firefox" })),
    /MARU_BROWSER=firefox as it has to be "system" or "bundled"/,
  );
});

Deno.test({
  name: "systemCandidates() goes through PATH name by name, in order",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    assert.deepEqual(systemCandidates(env({ PATH: "/a::/b" })).slice(0, 4), [
      "/a/chromium",
      "/b/chromium",
      "/a/chromium-browser",
      "/b/chromium-browser",
    ]),
});
