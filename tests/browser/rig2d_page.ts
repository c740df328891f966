/** A page with nothing on it but the 2D rig: for its browser test, its bench and its pictures. */
import { gzipSync } from "node:zlib";
import { type Bundle, bundlePage, ENTRY } from "@/tests/browser/bundle.ts";

/** What the page's own script has on `globalThis`, as strings evaluated in it see it. */
const PAGE_SCRIPT = `
import { openRig } from "@/lib/avatar/stage/rig2d/open.ts";
import { decodeAvatarSpec } from "@/lib/avatar/spec.ts";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
const turn = ({ yaw = 0, pitch = 0, roll = 0 }) => {
  const [y, p, r] = [yaw, pitch, roll].map((deg) => deg * Math.PI / 360);
  const [sy, cy, sp, cp, sr, cr] = [Math.sin(y), Math.cos(y), Math.sin(p), Math.cos(p), Math.sin(r), Math.cos(r)];
  return [
    cy * sp * cr + sy * cp * sr,
    sy * cp * cr - cy * sp * sr,
    cy * cp * sr - sy * sp * cr,
    cy * cp * cr + sy * sp * sr,
  ];
};
Object.assign(globalThis, {
  rig: null,
  /** A pose of few words: degrees of the head, blendshapes by name, whatever else a pose has. */
  pose({ yaw, pitch, roll, shapes = {}, ...more } = {}) {
    const pose = { ...restPose(performance.now()), source: "camera", ...more };
    pose.head = turn({ yaw, pitch, roll });
    for (const [name, value] of Object.entries(shapes)) pose.shapes[shapeIndex[name]] = value;
    return pose;
  },
  async open({ spec = {}, background = "art", reducedMotion = true, width = 480, height = 600, ratio = 1, aborted = false } = {}) {
    globalThis.rig?.dispose();
    document.querySelector("canvas")?.remove();
    const canvas = document.createElement("canvas");
    canvas.style.cssText = "display:block;width:" + width + "px;height:" + height + "px";
    document.body.append(canvas);
    const look = { spec: decodeAvatarSpec(spec), vrm: null, neural: null, background };
    globalThis.rig = await openRig({ canvas, look, reducedMotion, onTrouble: console.error }, aborted ? AbortSignal.abort() : new AbortController().signal);
    rig.resize(width, height, ratio);
    globalThis.canvas = canvas;
  },
  specOf: decodeAvatarSpec,
  /** Holds a pose until springs have come to rest. */
  hold(words, seconds = 4) {
    const held = pose(words);
    for (let t = 0; t < seconds; t += 1 / 30) rig.draw(held, 1 / 30);
  },
  /** Colours at portrait units, as [r, g, b]. */
  pixel(x, y) {
    const k = canvas.height / 735;
    return [...canvas.getContext("2d").getImageData(
      Math.round(canvas.width / 2 + (x - 320) * k), Math.round((y - 64) * k), 1, 1).data].slice(0, 3);
  },
  area(x, y, w, h) {
    const k = canvas.height / 735;
    return [...canvas.getContext("2d").getImageData(
      Math.round(canvas.width / 2 + (x - 320) * k), Math.round((y - 64) * k), Math.round(w * k), Math.round(h * k)).data];
  },
});
globalThis.ready = true;
`;

/** A served page. */
export interface RigPage {
  origin: string;
  /** Compressed bytes without which no figure is drawn, and with every place and the hands. */
  coreBytes: number;
  allBytes: number;
  /** Paths of what is in the bundle, from the project's root. */
  inputs: readonly string[];
  close(): Promise<void>;
}

/** Weighs an entry with what it imports at once, and everything together. */
function weigh({ files, atOnce }: Bundle) {
  const sum = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(files.get(name)!, { level: 9 }).length, 0);
  return { coreBytes: sum(atOnce), allBytes: sum(files.keys()) };
}

/** Bundles the renderer, and serves it with an empty page. */
export async function serveRig(): Promise<RigPage> {
  const page = await bundlePage(PAGE_SCRIPT);
  const alone = await bundlePage(`export { openRig } from "@/lib/avatar/stage/rig2d/open.ts";`);
  const html = `<!doctype html><html lang="ko"><title>Rig</title><style>body{margin:0}</style>
<body><script type="module" src="/${ENTRY}"></script>`;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const script = page.files.get(new URL(request.url).pathname.slice(1));
    const type = script ? "text/javascript" : "text/html; charset=utf-8";
    return new Response(script ?? html, { headers: { "content-type": type } });
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}/`,
    ...weigh(alone),
    inputs: alone.inputs,
    close: () => server.shutdown(),
  };
}
