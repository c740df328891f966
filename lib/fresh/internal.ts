// Owns the specifier "fresh/internal": what the generated server of a build needs. Not for apps.

import { fileURLToPath } from "node:url";
import { type App, setBuild } from "./app.ts";
import type { AppHandler } from "./dispatch.ts";
import { createBuild, type Snapshot } from "./snapshot.ts";
import { diskFile, type StaticFileInfo } from "./static_source.ts";

/** The exports of a generated `snapshot.js`. */
export interface DiskSnapshot extends Snapshot {
  statics: readonly (StaticFileInfo & { file: string })[];
  /** URL of the project, relative to the output. */
  root: string;
}

/**
 * Attaches a build on disk to an app.
 *
 * @param outputUrl URL of a file in the output folder; files are found from there, whatever the
 *   current directory is.
 */
export function createFetch<State>(
  app: App<State>,
  snapshot: DiskSnapshot,
  outputUrl: string,
): AppHandler {
  const files = new Map(snapshot.statics.map((info) => {
    const path = fileURLToPath(new URL(encodeURI(info.file), outputUrl));
    return [info.path, diskFile(info, path)];
  }));
  const build = createBuild(snapshot, {
    root: fileURLToPath(new URL(snapshot.root, outputUrl)),
    mode: "production",
    getStaticFile: (path) => files.get(path) ?? null,
  });
  setBuild(app, build);
  return app.handler();
}

/** Serves a built app by itself, for `deno compile`: env `PORT` and `HOSTNAME`. */
export function serveBuild(fetch: AppHandler): void {
  const hostname = Deno.env.get("HOSTNAME");
  Deno.serve(
    { port: Number(Deno.env.get("PORT") ?? 8000), ...(hostname === undefined ? {} : { hostname }) },
    fetch,
  );
}
