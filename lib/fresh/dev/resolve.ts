// Owns how imports of client code are found: the project's import map, then node_modules.

import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from "esbuild";

/** Folder of this package. */
const OWN_FOLDER = resolve(fileURLToPath(new URL("..", import.meta.url)));

/** Marks resolutions asked for by this plugin, which esbuild then does by itself. */
const NATIVE = Symbol("native");

/** The `imports` of a `deno.json`. */
export type ImportMap = Readonly<Record<string, string>>;

/** The configuration that applies to a project. */
export interface ProjectConfig {
  /** Folder of the config file, against which the import map is resolved. */
  folder: string;
  imports: ImportMap;
}

/** Reads the nearest `deno.json` at or above a folder; without one the import map is empty. */
export async function readProjectConfig(root: string): Promise<ProjectConfig> {
  for (let folder = root;; folder = dirname(folder)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const text = await readIfThere(join(folder, name));
      if (text === null) continue;
      const config: { imports?: ImportMap } = JSON.parse(stripJsonc(text));
      return { folder, imports: config.imports ?? {} };
    }
    if (folder === dirname(folder)) return { folder: root, imports: {} };
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Removes comments and trailing commas, outside of strings. */
function stripJsonc(text: string): string {
  return text
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string) => string ?? "")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, string) => string ?? "");
}

/** An esbuild plugin that resolves as Deno does, as far as browser code needs it. */
export function importMapPlugin({ folder, imports }: ProjectConfig): Plugin {
  return {
    name: "fresh-import-map",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === NATIVE || args.kind === "entry-point") return undefined;
        return await resolveImport(build, folder, imports, args);
      });
    },
  };
}

async function resolveImport(
  build: PluginBuild,
  root: string,
  imports: ImportMap,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const { path } = args;
  if (path.startsWith("node:")) return { path, external: true };
  if (path.startsWith("file:")) return { path: fileURLToPath(path) };
  // Packages know nothing of the project's import map.
  if (args.importer.includes("/node_modules/")) return undefined;
  if (path.startsWith("./") || path.startsWith("../") || path.startsWith("/")) return undefined;

  const target = mapSpecifier(path, imports);
  if (target.startsWith("./") || target.startsWith("../") || target.startsWith("/")) {
    return { path: fileURLToPath(new URL(target, pathToFileURL(`${root}/`))) };
  }
  const own = /^jsr:\/?@fresh\/core(?:@[^/]*)?(?:\/(.*))?$/.exec(target);
  if (own !== null) return resolveOwn(path, own[1]);
  const npm = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(target);
  if (/^[a-z][a-z\d+.-]*:/.test(target) && npm === null) {
    const text =
      `Cannot bundle "${path}" for the browser: only files and npm packages are supported`;
    return { errors: [{ text }] };
  }
  return await resolvePackage(build, root, args, npm === null ? target : npm[1] + (npm[2] ?? ""));
}

/** Applies an import map: exact keys, then the longest key ending in a slash, then sub-paths. */
export function mapSpecifier(specifier: string, imports: ImportMap): string {
  const exact = imports[specifier];
  if (exact !== undefined) return exact;
  let best = "";
  for (const key of Object.keys(imports)) {
    const isPrefix = key.endsWith("/")
      ? specifier.startsWith(key)
      : specifier.startsWith(`${key}/`);
    if (isPrefix && key.length > best.length) best = key;
  }
  const target = imports[best];
  if (target === undefined) return specifier;
  const rest = specifier.slice(best.length);
  if (best.endsWith("/")) return target + rest;
  // Deno lets a package in the map stand for its sub-paths, too.
  return /^(npm|jsr):/.test(target) ? target + rest : specifier;
}

function resolveOwn(specifier: string, subPath: string | undefined): OnResolveResult {
  if (subPath === "runtime") return { path: join(OWN_FOLDER, "runtime.ts") };
  const text = `Cannot import "${specifier}" in browser code; use "fresh/runtime"`;
  return { errors: [{ text }] };
}

/** Tries the project first, so that it and this package share one copy of Preact. */
async function resolvePackage(
  build: PluginBuild,
  root: string,
  args: OnResolveArgs,
  path: string,
): Promise<OnResolveResult> {
  const folders = [root, join(root, "node_modules/.deno"), dirname(args.importer)];
  let result: OnResolveResult | undefined;
  for (const resolveDir of folders) {
    const { kind, importer } = args;
    const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: NATIVE });
    if (found.errors.length === 0) {
      return { path: found.path, external: found.external, sideEffects: found.sideEffects };
    }
    result ??= { errors: found.errors };
  }
  return result ?? {};
}
