// Owns writing a build to disk: the server, the snapshot, and static files with compressed forms.

import { dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { ClientModule, StaticEncoding } from "../build_cache.ts";
import { contentTypeOf, isCompressible } from "../mime.ts";
import { isEagerRoute, type Project } from "./builder.ts";
import { readProjectConfig } from "./resolve.ts";
import { buildIdOf, hashOf, readAsset } from "./static_assets.ts";

/** Below this size the headers of the response weigh more than compression saves. */
const MIN_COMPRESSED_BYTES = 1024;

/** Above this size the best compression takes seconds, and gains little over the next level. */
const SLOW_BYTES = 1024 * 1024;
const LARGE_FILE_QUALITY = 9;

interface WrittenFile {
  path: string;
  file: string;
  hash: string;
  encodings: StaticEncoding[];
}

/** Writes a build to its output folder, which is emptied first. */
export async function writeBuild(project: Project): Promise<void> {
  const { outDir, root, serverEntry } = project.options;
  await removeFolder(outDir);
  await Deno.mkdir(outDir, { recursive: true });

  const { files } = project.bundle;
  const buildId = await buildIdOf(files, project.assets);
  const statics = await Promise.all([
    ...[...files].map(([path, bytes]) => writeStatic(outDir, path, bytes)),
    ...project.assets.map(async (asset) =>
      await writeStatic(outDir, asset.path, await readAsset(asset, buildId))
    ),
  ]);
  await Deno.writeTextFile(
    join(outDir, "snapshot.js"),
    await snapshotSource(project, buildId, statics),
  );
  const entry = importPath(outDir, serverEntry);
  const internal = await internalSpecifier(root);
  await Deno.writeTextFile(join(outDir, "server.js"), serverSource(entry, internal));
  await Deno.writeTextFile(join(outDir, "compiled-entry.js"), compiledEntrySource(internal));
  await Deno.writeTextFile(join(outDir, ".gitignore"), "*\n");
}

async function removeFolder(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function writeStatic(
  outDir: string,
  path: string,
  bytes: Uint8Array,
): Promise<WrittenFile> {
  const file = `static${path}`;
  const target = join(outDir, file);
  await Deno.mkdir(dirname(target), { recursive: true });
  await Deno.writeFile(target, bytes);
  return { path, file: `./${file}`, hash: hashOf(bytes), encodings: await compress(target, bytes) };
}

/** Writes the compressed forms that are worth it: at least a tenth smaller. */
async function compress(target: string, bytes: Uint8Array): Promise<StaticEncoding[]> {
  if (bytes.byteLength < MIN_COMPRESSED_BYTES || !isCompressible(contentTypeOf(target))) return [];
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.byteLength > SLOW_BYTES
          ? LARGE_FILE_QUALITY
          : constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  if (br.byteLength > bytes.byteLength * 0.9) return [];
  await Promise.all([
    Deno.writeFile(`${target}.br`, br),
    Deno.writeFile(`${target}.gz`, gz),
  ]);
  return ["br", "gzip"];
}

/** Returns the path of a file for an import in the output. */
function importPath(outDir: string, path: string): string {
  const short = relative(outDir, path).split(sep).map(encodeURIComponent).join("/");
  return short.startsWith(".") ? short : `./${short}`;
}

async function snapshotSource(
  project: Project,
  buildId: string,
  statics: WrittenFile[],
): Promise<string> {
  const { outDir, root } = project.options;
  const imports: string[] = [];
  const importAs = (name: string, path: string): string => {
    imports.push(`import * as ${name} from ${JSON.stringify(importPath(outDir, path))};`);
    return name;
  };

  const routes: string[] = [];
  for (const [i, route] of project.routes.entries()) {
    const mod = await isEagerRoute(route)
      ? importAs(`route${i}`, route.filePath)
      : `() => import(${JSON.stringify(importPath(outDir, route.filePath))})`;
    const file = JSON.stringify(relative(root, route.filePath).split(sep).join("/"));
    routes.push(`  { id: ${JSON.stringify(route.id)}, filePath: ${file}, mod: ${mod} },`);
  }
  const islands = [...project.islands].map(([name, path], i) => {
    const { file, imports: chunks } = project.bundle.islands.get(name)!;
    const mod = importAs(`island${i}`, path);
    return `  { ...${JSON.stringify({ name, file, imports: chunks })}, mod: ${mod} },`;
  });
  const { runtime, signals } = project.bundle;
  return [
    "// Written by the build.",
    ...imports,
    `export const buildId = ${JSON.stringify(buildId)};`,
    `export const root = ${JSON.stringify(`${importPath(outDir, root)}/`)};`,
    exportModule("runtime", runtime),
    exportModule("signals", signals),
    `export const routes = [\n${routes.join("\n")}\n];`,
    `export const islands = [\n${islands.join("\n")}\n];`,
    `export const statics = ${JSON.stringify(statics, null, 2)};`,
    "",
  ].join("\n");
}

function exportModule(name: string, module: ClientModule): string {
  return `export const ${name} = ${JSON.stringify(module)};`;
}

function serverSource(entry: string, internal: string): string {
  return `// Written by the build. Start it with: deno serve -A server.js
import { app } from ${JSON.stringify(entry)};
import { createFetch } from ${JSON.stringify(internal)};
import * as snapshot from "./snapshot.js";

export default { fetch: createFetch(app, snapshot, import.meta.url) };
`;
}

function compiledEntrySource(internal: string): string {
  return `// Written by the build, for: deno compile
import { serveBuild } from ${JSON.stringify(internal)};
import server from "./server.js";

serveBuild(server.fetch);
`;
}

/** Returns the specifier of the internal entry, next to the one that the project uses for "fresh". */
async function internalSpecifier(root: string): Promise<string> {
  const fresh = (await readProjectConfig(root)).imports["fresh"];
  return fresh?.startsWith("jsr:") ? `${fresh}/internal` : "fresh/internal";
}
