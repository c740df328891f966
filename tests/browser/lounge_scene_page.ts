/** A page with nothing on it but the 3D lounge, and people made up: for its browser test, its bench and its pictures. */
import { brotliCompressSync } from "node:zlib";
import { AvatarExpression, randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarSvg } from "@/lib/avatar/svg.ts";
import { type Bundle, bundlePage, ENTRY } from "@/tests/browser/bundle.ts";

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
  const bundle = await bundlePage(PAGE_SCRIPT);
  const html = `<!doctype html><html lang="ko"><title>Lounge</title>
<style>body{margin:0;background:#17130f}canvas{display:block;width:${width}px;height:${height}px;touch-action:none}</style>
<canvas tabindex="0"></canvas><script type="module" src="/${ENTRY}"></script>`;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/") {
      return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    if (url.pathname === "/avatar.svg") return drawHead(url.searchParams);
    const file = bundle.files.get(url.pathname.slice(1));
    return file
      ? new Response(file, { headers: { "content-type": "text/javascript" } })
      : new Response(null, { status: 404 });
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}/`,
    weight: weigh(bundle),
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

function weigh({ files, atOnce }: Bundle) {
  const sum = (names: readonly string[]) =>
    names.reduce((bytes, name) => bytes + brotliCompressSync(files.get(name)!).length, 0);
  return {
    baseBytes: sum([...atOnce]),
    vrmBytes: sum([...files.keys()].filter((name) => !atOnce.has(name))),
  };
}
