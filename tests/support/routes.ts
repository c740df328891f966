/** The route files of the app, as the tests that hold for all of them walk them. */
import { fileURLToPath } from "node:url";

const ROUTES_PATH = fileURLToPath(new URL("../../routes", import.meta.url));

/**
 * Lists every route as a pattern: `routes/stories/[id]/index.tsx` is `/stories/[id]`. Groups such as `(auth)` and special
 * files such as `_app.tsx` are none.
 */
export async function listRoutes(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of walk(ROUTES_PATH, "")) {
    const path = file.replace(/\.tsx?$/, "").replace(/\/\([^)]+\)/g, "").replace(/\/index$/, "");
    if (!/\/_/.test(path)) found.push(path || "/");
  }
  return found.sort();
}

/**
 * Fills the parameters of a pattern: `values` by their name, or by the folder before and the name: `stories/id`. An
 * optional one without a value is left out.
 */
export function fillRoute(pattern: string, values: Readonly<Record<string, string>>): string {
  let folder = "";
  const parts = pattern.split("/").map((part) => {
    const [, open, name] = /^(\[\[?)(\w+)\]/.exec(part) ?? [];
    const value = name && (values[`${folder}/${name}`] ?? values[name]);
    folder = part;
    if (name === undefined) return part;
    if (value === undefined && open === "[") throw new Error(`No value for ${part} of ${pattern}`);
    return value ?? null;
  });
  return parts.filter((part) => part !== null).join("/");
}

async function* walk(folder: string, path: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory) yield* walk(`${folder}/${entry.name}`, inner);
    else if (/\.tsx?$/.test(entry.name) && !/_test\.tsx?$/.test(entry.name)) yield inner;
  }
}
