/** A page with nothing on it but the 3D lounge, and people made up: for its browser test, its bench and its pictures. */
import { brotliCompressSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { AvatarExpression, randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarSvg } from "@/lib/avatar/svg.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the page's own script has on `globalThis`, as strings evaluated in it see it. */
const PAGE_SCRIPT = `
import { createLounge } from "@/lib/lounge/scene/lounge.ts";
const NAMES = ["서연", "도윤", "하은", "민준", "지우", "Alex", "은호", "수아", "Mina", "태오", "가을", "준서"];
const canvas = document.querySelector("canvas");
Object.assign(globalThis, {
  lounge: null,
  told: [],
  picked: [],
  events: [],
  async open(options) {
    globalThis.lounge?.dispose();
    globalThis.lounge = await createLounge({
      canvas,
      reducedMotion: false,
      quality: "high",
      faceUrl: (id, emotion) => "/avatar.svg?seed=" + encodeURIComponent(id) + "&face=" + emotion,
      onMove: (place) => told.push({ ...place, atMs: performance.now() }),
      onPick: (id) => picked.push(id),
      onLost: () => events.push("lost"),
      onRestored: () => events.push("restored"),
      ...options,
    });
    return true;
  },
  person(i, place, more = {}) {
    return {
      id: "p" + i,
      name: NAMES[i % NAMES.length] + (i >= NAMES.length ? " " + i : ""),
      kind: "person",
      connected: true,
      place: { x: 0, z: 0, heading: 0, motion: "idle", ...place },
      ...more,
    };
  },
  crowd(count) {
    return Array.from({ length: count }, (_, i) => person(i, {
      x: Math.sin(i * 2.4) * (1 + 0.55 * Math.sqrt(i) * 1.5),
      z: Math.cos(i * 2.4) * (1 + 0.55 * Math.sqrt(i) * 1.2),
      heading: i,
      motion: ["idle", "idle", "wave", "dance", "nod"][i % 5],
    }));
  },
  /** Draws frames without waiting for the screen. */
  frames(count, dtS = 1 / 60) {
    for (let i = 0; i < count; i++) lounge.update(dtS);
    return lounge.stats();
  },
  /** Draws until all that travels has come, faces and letters, and everybody has taken their pose. */
  async settled() {
    frames(2);
    while (lounge.stats().loading > 0) {
      lounge.update(1 / 60);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return frames(20, 0.1);
  },
  /** Draws for a while. */
  async quiet(ms = 400) {
    const until = performance.now() + ms;
    while (performance.now() < until) {
      lounge.update(1 / 60);
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
    return lounge.stats();
  },
});
globalThis.ready = true;
`;

/** A served page. */
export interface LoungePage {
  origin: string;
  /** Compressed bytes of what the lounge needs to begin with, and of the chunk that VRM needs besides. */
  weight: { baseBytes: number; vrmBytes: number };
  close(): Promise<void>;
}

/** Bundles the lounge as a build does, and serves it with a canvas of the given size. */
export async function serveLounge(
  { width, height }: { width: number; height: number },
): Promise<LoungePage> {
  const { files, weight } = await bundleLounge();
  const html = `<!doctype html><html lang="ko"><title>Lounge</title>
<style>body{margin:0;background:#17130f}canvas{display:block;width:${width}px;height:${height}px;touch-action:none}</style>
<canvas tabindex="0"></canvas><script type="module" src="/page.js"></script>`;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/") {
      return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    if (url.pathname === "/avatar.svg") return drawHead(url.searchParams);
    const file = files.get(url.pathname);
    return file
      ? new Response(file, { headers: { "content-type": "text/javascript" } })
      : new Response(null, { status: 404 });
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}/`,
    weight,
    close: () => server.shutdown(),
  };
}

function drawHead(query: URLSearchParams): Response {
  const expression = AvatarExpression.catch("neutral").parse(query.get("face"));
  const spec = { ...randomAvatar(query.get("seed") ?? ""), expression };
  return new Response(renderAvatarSvg(spec, { crop: "head" }), {
    headers: { "content-type": "image/svg+xml" },
  });
}

async function bundleLounge() {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: PAGE_SCRIPT, resolveDir: ROOT, sourcefile: "page.ts", loader: "js" },
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
  await esbuild.stop();
  const files = new Map(
    outputFiles.map(({ path, contents }) => [
      path.replace(/^.*\//, "/"),
      new Uint8Array(contents),
    ]),
  );
  const weigh = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + brotliCompressSync(files.get(name)!).length, 0);
  const base = new Set<string>();
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [path.replace(/^.*\//, "/"), output]),
  );
  const visit = (name: string) => {
    if (base.has(name)) return;
    base.add(name);
    for (const { path, kind } of outputs.get(name)?.imports ?? []) {
      if (kind === "import-statement") visit(path.replace(/^.*\//, "/"));
    }
  };
  visit("/page.js");
  return {
    files,
    weight: {
      baseBytes: weigh(base),
      vrmBytes: weigh([...files.keys()].filter((name) => !base.has(name))),
    },
  };
}
