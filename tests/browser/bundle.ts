/** Bundles a script for a page of a test, in pieces as a build does: what is imported when it is needed is a file of its own. */
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The file that a page begins with. */
export const ENTRY = "page.js";

export interface Bundle {
  /** By name, without a folder. */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Names of the files that come with the page, before anything is asked for: the entry and what it imports. */
  atOnce: ReadonlySet<string>;
  /** Paths of the modules that are in it. */
  inputs: readonly string[];
}

/** `contents` is a module that imports by `@/`. */
export async function bundlePage(contents: string): Promise<Bundle> {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents, resolveDir: ROOT, sourcefile: "page.ts", loader: "js" },
    absWorkingDir: ROOT,
    outdir: "/",
    entryNames: "page",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    write: false,
    metafile: true,
    plugins: [{
      name: "project-root",
      setup(build) {
        build.onResolve({ filter: /^@\// }, ({ path }) => ({ path: ROOT + path.slice(2) }));
      },
    }],
  });
  // Its process would keep the test's alive.
  await esbuild.stop();
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [nameOf(path), output]),
  );
  const atOnce = new Set<string>();
  const visit = (name: string) => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    for (const { path, kind } of outputs.get(name)?.imports ?? []) {
      if (kind === "import-statement") visit(nameOf(path));
    }
  };
  visit(ENTRY);
  return {
    files: new Map(
      outputFiles.map(({ path, contents }) => [nameOf(path), new Uint8Array(contents)]),
    ),
    atOnce,
    inputs: Object.keys(metafile.inputs),
  };
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, "");
}
