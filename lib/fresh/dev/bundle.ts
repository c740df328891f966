// Owns bundling islands and the client runtime for the browser.

import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import type { ClientModule } from "../build_cache.ts";
import { MODULES_PATH } from "../static_source.ts";
import { importMapPlugin, readProjectConfig } from "./resolve.ts";
import { sourceTransformPlugin } from "./source_transform.ts";

/** What to bundle, and how. */
export interface BundleOptions {
  root: string;
  mode: "development" | "production";
  target: string | string[];
  sourceMap: boolean | "linked" | "inline" | "external" | "both";
  /** Island files by the name their chunk gets. */
  islands: ReadonlyMap<string, string>;
}

/** Modules for the browser. */
export interface Bundle {
  /** Contents by URL path. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  runtime: ClientModule;
  signals: ClientModule;
  /** By the names given in the options. */
  islands: Map<string, ClientModule>;
}

const RUNTIME = "fresh-runtime";
const SIGNALS = "fresh-signals";

/**
 * Bundles with code splitting: one module for each island, shared chunks, dynamic imports apart.
 * Names hold a hash of the content.
 *
 * @throws {esbuild.BuildFailure} If an island does not compile or imports what cannot be found.
 */
export async function bundle(options: BundleOptions): Promise<Bundle> {
  const { islands } = options;
  if (islands.size === 0) return emptyBundle();
  const entries = new Map([
    [RUNTIME, clientFile("boot.ts")],
    [SIGNALS, clientFile("signals.ts")],
    ...islands,
  ]);
  const extraFiles = new Map<string, Uint8Array<ArrayBuffer>>();
  const { outputFiles, metafile } = await withCompiler(() =>
    runEsbuild(options, entries, extraFiles)
  );

  const files = new Map(extraFiles);
  for (const { path, contents } of outputFiles) {
    files.set(MODULES_PATH + basename(path), new Uint8Array(contents));
  }
  const modules = modulesByEntry(metafile, entries, options.root);
  return {
    files,
    runtime: take(modules, RUNTIME),
    signals: take(modules, SIGNALS),
    islands: new Map([...islands.keys()].map((name) => [name, take(modules, name)])),
  };
}

function emptyBundle(): Bundle {
  const none: ClientModule = { file: "", imports: [] };
  return { files: new Map(), runtime: none, signals: none, islands: new Map() };
}

function clientFile(name: string): string {
  return fileURLToPath(new URL(`../client/${name}`, import.meta.url));
}

let running = 0;

/** Ends the compiler process after the last of several builds, so that a program or test can end. */
async function withCompiler<T>(build: () => Promise<T>): Promise<T> {
  running++;
  try {
    return await build();
  } finally {
    running--;
    if (running === 0) await esbuild.stop();
  }
}

async function runEsbuild(
  options: BundleOptions,
  entries: ReadonlyMap<string, string>,
  extraFiles: Map<string, Uint8Array<ArrayBuffer>>,
): Promise<{ outputFiles: esbuild.OutputFile[]; metafile: esbuild.Metafile }> {
  const { root, mode, target, sourceMap } = options;
  const plugins = [
    sourceTransformPlugin((path) => bundleWorker(options, path, extraFiles)),
    importMapPlugin(await readProjectConfig(root)),
  ];
  return await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    outdir: MODULES_PATH,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    // Modules are read as UTF-8 by definition; escapes would double the size of words that are not English.
    charset: "utf8",
    platform: "browser",
    target,
    minify: mode === "production",
    sourcemap: sourceMap,
    sourcesContent: true,
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    define: { "process.env.NODE_ENV": JSON.stringify(mode), ...publicEnv() },
    plugins,
    write: false,
    metafile: true,
    logLevel: "silent",
  });
}

/** Values of `process.env.FRESH_PUBLIC_*`, which are meant for the browser. */
function publicEnv(): Record<string, string> {
  const defines: Record<string, string> = {};
  for (const [name, value] of Object.entries(Deno.env.toObject())) {
    if (/^FRESH_PUBLIC_\w+$/.test(name)) defines[`process.env.${name}`] = JSON.stringify(value);
  }
  return defines;
}

/** Bundles a worker on its own, as it shares no modules with the page; returns its file name. */
async function bundleWorker(
  options: BundleOptions,
  path: string,
  extraFiles: Map<string, Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const name = `worker-${basename(path).replace(/\.\w+$/, "")}`;
  const entries = new Map([[name, path]]);
  const { outputFiles, metafile } = await runEsbuild(options, entries, extraFiles);
  for (const file of outputFiles) {
    extraFiles.set(MODULES_PATH + basename(file.path), new Uint8Array(file.contents));
  }
  return basename(take(modulesByEntry(metafile, entries, options.root), name).file);
}

function modulesByEntry(
  metafile: esbuild.Metafile,
  entries: ReadonlyMap<string, string>,
  root: string,
): Map<string, ClientModule> {
  const names = new Map([...entries].map(([name, path]) => [resolve(root, path), name]));
  const modules = new Map<string, ClientModule>();
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
    const name = entryPoint === undefined ? undefined : names.get(resolve(root, entryPoint));
    if (name === undefined) continue;
    modules.set(name, {
      file: MODULES_PATH + basename(output),
      imports: staticImports(metafile, output).map((path) => MODULES_PATH + basename(path)),
    });
  }
  return modules;
}

/** Lists the chunks that load along with an output. */
function staticImports(metafile: esbuild.Metafile, output: string): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    for (const { path: imported, kind } of metafile.outputs[path]?.imports ?? []) {
      if (kind !== "import-statement" || found.has(imported)) continue;
      if (!(imported in metafile.outputs)) continue; // external
      found.add(imported);
      visit(imported);
    }
  };
  visit(output);
  return [...found];
}

function take(modules: ReadonlyMap<string, ClientModule>, name: string): ClientModule {
  const module = modules.get(name);
  if (module === undefined) throw new Error(`Cannot find the output of "${name}"`);
  return module;
}

/** Gives each island file a name of its own for its chunk. */
export function nameIslands(paths: readonly string[], root: string): Map<string, string> {
  const named = new Map<string, string>();
  for (const path of [...new Set(paths)].sort()) {
    const base = basename(path).replace(/\.\w+$/, "");
    const stem = base === "index" ? basename(dirname(path)) : base;
    const clean = stem.replace(/[^\w-]+/g, "_") || relative(root, path).replace(/\W+/g, "_");
    let name = clean;
    for (let i = 2; named.has(name) || name === RUNTIME || name === SIGNALS; i++) {
      name = `${clean}_${i}`;
    }
    named.set(name, path);
  }
  return named;
}
