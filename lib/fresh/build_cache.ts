// Owns the interface between an app and its build: file routes, islands and static files.

import type { FsRouteFile } from "./fs_routes.ts";
import type { Island } from "./types.ts";

/** One encoding of a static file that was compressed by the build. */
export type StaticEncoding = "br" | "gzip";

/** A file that `staticFiles()` can send. */
export interface StaticFile {
  /** Content type, with charset for text. */
  contentType: string;
  /** Hash of the content, without quotes; null where the content may change (development). */
  hash: string | null;
  /** Whether its URL changes with its content. */
  immutable: boolean;
  /** Encodings in which it is available besides the plain one. */
  encodings: readonly StaticEncoding[];
  /** Opens the file. `sizeBytes` is the size of what will be sent. */
  open(
    encoding: StaticEncoding | null,
  ): Promise<
    { body: Uint8Array<ArrayBuffer> | ReadableStream; sizeBytes: number }
  >;
}

/** Everything an app needs from a build. */
export interface BuildCache {
  readonly root: string;
  readonly mode: "development" | "production";
  readonly buildId: string;
  readonly fsRoutes: readonly FsRouteFile[];
  readonly islands: IslandRegistry;
  /** Finds the file for a decoded URL path below the base path. */
  getStaticFile(
    pathname: string,
  ): StaticFile | null | Promise<StaticFile | null>;
}

/** The islands of an app by component, and the URL paths of the client runtime. */
export interface IslandRegistry {
  readonly byComponent: ReadonlyMap<unknown, Island>;
  /** Module that exports `boot()`, with the chunks it imports. */
  readonly runtime: ClientModule;
  /** Module with the revivers for signals; loaded only when props hold signals. */
  readonly signals: ClientModule;
}

/** A module served to the browser. */
export interface ClientModule {
  /** URL path without the base path. */
  file: string;
  imports: readonly string[];
}

const NO_MODULE: ClientModule = { file: "", imports: [] };

/** An app without a build: no file routes, no islands, no static files. */
export function emptyBuild(
  root: string,
  mode: "development" | "production",
): BuildCache {
  return {
    root,
    mode,
    buildId: "none",
    fsRoutes: [],
    islands: { byComponent: new Map(), runtime: NO_MODULE, signals: NO_MODULE },
    getStaticFile: () => null,
  };
}
