/** A page with nothing on it but a stage: for the browser test of its renderers, and for pictures of them. */
import { bundlePage, ENTRY } from "@/tests/browser/bundle.ts";

/** What the page's own script has on `globalThis`, as strings evaluated in it see it. */
const PAGE_SCRIPT = `
import { BROWSER_STAGE, createStage } from "@/lib/avatar/stage/stage.ts";
import { openVrm } from "@/lib/avatar/stage/vrm/open.ts";
import { openAnimator } from "@/lib/avatar/stage/neural/open.ts";
import { restPose, shapeIndex, SHAPE_COUNT } from "@/lib/avatar/pose/pose.ts";
import { DEFAULT_AVATAR } from "@/lib/avatar/spec.ts";
const about = (x, y, z, angle) => [x, y, z].map((n) => n * Math.sin(angle / 2)).concat(Math.cos(angle / 2));
Object.assign(globalThis, {
  createStage, BROWSER_STAGE, openVrm, openAnimator, about,
  troubles: [],
  /** What a stage keeps time by, wound by hand: "frames" runs some, of so many milliseconds. */
  handClock() {
    let nowMs = 0;
    const running = new Set();
    return {
      now: () => nowMs,
      run(frame) {
        running.add(frame);
        return () => running.delete(frame);
      },
      frames(count, ms) {
        for (let n = 0; n < count; n++) {
          nowMs += ms;
          for (const frame of [...running]) frame(nowMs);
        }
        return running.size;
      },
    };
  },
  /** Waits until a signal of @preact/signals holds what is wanted. */
  until(signal, wanted) {
    return new Promise((resolve) => {
      let stop = () => {};
      stop = signal.subscribe((value) => {
        if (!wanted(value)) return;
        resolve(value);
        queueMicrotask(() => stop());
      });
    });
  },
  look(more = {}) {
    return { spec: DEFAULT_AVATAR, vrm: null, neural: null, background: "paper", ...more };
  },
  /** A pose by the names of its shapes; "source" is the camera's, so that nothing is added to it. */
  posed({ shapes = {}, ...more } = {}) {
    const pose = { ...restPose(performance.now()), source: "camera", shapes: new Float32Array(SHAPE_COUNT), ...more };
    for (const [name, value] of Object.entries(shapes)) pose.shapes[shapeIndex[name]] = value;
    return pose;
  },
  async model(name) {
    return await (await fetch("/models/" + name)).arrayBuffer();
  },
  /** A renderer on a canvas of its own, and how to look at what it draws. */
  async open(opener, options, size = [180, 225]) {
    document.querySelector("#bare")?.remove();
    const canvas = document.createElement("canvas");
    canvas.id = "bare";
    canvas.style.width = size[0] + "px";
    canvas.style.height = size[1] + "px";
    document.body.append(canvas);
    const renderer = await opener({
      canvas,
      reducedMotion: true,
      onTrouble: (error) => troubles.push(error.trouble ?? String(error)),
      ...options,
    }, new AbortController().signal);
    renderer.resize(size[0], size[1], 1);
    globalThis.bare = { renderer, canvas };
    return true;
  },
  /** Draws a pose until all that eases has come to rest, and gives the picture's bytes. */
  settle(pose, frames = 14) {
    for (let n = 0; n < frames; n++) bare.renderer.draw(pose, 0.1);
    return pixels(bare.canvas);
  },
  pixels(canvas) {
    const small = document.createElement("canvas");
    small.width = 90;
    small.height = Math.round(90 * canvas.height / canvas.width);
    const pen = small.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0, small.width, small.height);
    return [...pen.getImageData(0, 0, small.width, small.height).data];
  },
  /** How many bytes of two pictures differ clearly. */
  differ(a, b) {
    return a.filter((byte, i) => Math.abs(byte - b[i]) > 24).length;
  },
});
globalThis.ready = true;
`;

/** As strict as the app's own, but for the wasm that pages of a call may compile. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' " +
  "'sha256-STYLE'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; " +
  "object-src 'none'; base-uri 'none'";
const STYLE = "body{margin:0;background:#17130f}#stage{position:relative;width:360px;height:450px}";

export interface StagePage {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the page.
 *
 * @param models Files under `/models/`, by name.
 */
export async function serveStage(
  models: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  more: (path: string, request: Request) => Promise<Response | null> = () => Promise.resolve(null),
): Promise<StagePage> {
  const { files } = await bundlePage(PAGE_SCRIPT);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE));
  const policy = POLICY.replace("STYLE", new Uint8Array(digest).toBase64());
  const html = `<!doctype html><html lang="ko"><title>Stage</title><style>${STYLE}</style>` +
    `<div id="stage"></div><script type="module" src="/${ENTRY}"></script>`;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const path = new URL(request.url).pathname;
      if (path === "/") {
        return new Response(html, {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": policy,
          },
        });
      }
      const model = models.get(path.replace("/models/", ""));
      if (model) return new Response(model);
      const script = files.get(path.slice(1));
      if (script) return new Response(script, { headers: { "content-type": "text/javascript" } });
      return await more(path, request) ?? new Response(null, { status: 404 });
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}/`,
    close: () => server.shutdown(),
  };
}
