// Owns the two rewrites of client source: public environment variables, and workers.

import { dirname, resolve } from "node:path";
import type { Loader, Plugin } from "esbuild";

const ENV_GET = /\bDeno\.env\.get\(\s*(["'])(FRESH_PUBLIC_\w+)\1\s*\)/g;
const WORKER_URL =
  /new\s+URL\(\s*(["'])(\.{1,2}\/[^"']+\.[tj]sx?)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/**
 * An esbuild plugin for what the bundler does not know:
 *
 * - `Deno.env.get("FRESH_PUBLIC_X")` becomes the value at build time.
 * - `new URL("./x.ts", import.meta.url)`, the argument of `new Worker()`, points to its bundle.
 *
 * @param bundleWorker Bundles a file; returns the name of the output, in the folder of all modules.
 */
export function sourceTransformPlugin(bundleWorker: (path: string) => Promise<string>): Plugin {
  return {
    name: "fresh-source-transform",
    setup(build) {
      build.onLoad({ filter: /\.[tj]sx?$/ }, async ({ path }) => {
        if (path.includes("/node_modules/")) return undefined;
        const source = await Deno.readTextFile(path);
        if (!source.includes("FRESH_PUBLIC_") && !source.includes("import.meta.url")) {
          return undefined;
        }
        const contents = await inlineWorkers(inlineEnv(source), path, bundleWorker);
        return { contents, loader: path.slice(path.lastIndexOf(".") + 1) as Loader };
      });
    },
  };
}

/** Puts values in the place of literal look-ups of public variables. */
export function inlineEnv(source: string): string {
  return source.replace(ENV_GET, (_, __, name: string) => {
    const value = Deno.env.get(name);
    return value === undefined ? "undefined" : JSON.stringify(value);
  });
}

async function inlineWorkers(
  source: string,
  path: string,
  bundleWorker: (path: string) => Promise<string>,
): Promise<string> {
  const names = new Map<string, string>();
  for (const [, , specifier = ""] of source.matchAll(WORKER_URL)) {
    if (names.has(specifier)) continue;
    names.set(specifier, await bundleWorker(resolve(dirname(path), specifier)));
  }
  return source.replace(
    WORKER_URL,
    (_, __, specifier: string) =>
      `new URL(${JSON.stringify(`./${names.get(specifier)}`)}, import.meta.url)`,
  );
}
