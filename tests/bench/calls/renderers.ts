/** How long the renderers take for the poses of a real call: each alone on a page, at its size in a call. */
import type { Browser } from "playwright-core";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { FILM_FOLDER } from "@/tests/browser/call_film.ts";
import { serveStage } from "@/tests/browser/stage_page.ts";

export interface Drawing {
  kind: "rig" | "vrm";
  /** What one picture kept the page's thread busy, and how far one was from the next; milliseconds. */
  workMs: number[];
  spacingMs: number[];
}

const SIZE = [400, 500] as const;
const FRAMES = 400;
/** Those compile and upload. */
const FIRST = 40;

export async function measureRenderers(
  browser: Browser,
  poses: readonly Pose[],
): Promise<Drawing[]> {
  const bust = await Deno.readFile(`${FILM_FOLDER}cc0-bust.vrm`);
  const site = await serveStage(new Map([["bust.vrm", bust]]));
  const page = await browser.newPage({ viewport: { width: 480, height: 640 } });
  try {
    await page.goto(site.origin);
    await page.waitForFunction("globalThis.ready");
    const drawings: Drawing[] = [];
    for (const kind of ["rig", "vrm"] as const) {
      drawings.push({ kind, ...await page.evaluate<Omit<Drawing, "kind">>(program(kind, poses)) });
    }
    return drawings;
  } finally {
    await page.close();
    await site.close();
  }
}

/** In words of `stage_page.ts`. */
function program(kind: Drawing["kind"], poses: readonly Pose[]): string {
  const plain = poses.map((pose) => ({ ...pose, shapes: [...pose.shapes] }));
  return `(async () => {
    const poses = ${
    JSON.stringify(plain)
  }.map((pose) => ({ ...pose, shapes: Float32Array.from(pose.shapes) }));
    const vrm = ${kind === "vrm" ? 'await model("bust.vrm")' : "null"};
    await open(BROWSER_STAGE.openers.${kind}, { look: look({ vrm, background: "art" }), reducedMotion: false }, ${
    JSON.stringify(SIZE)
  });
    const workMs = [], spacingMs = [];
    let last = null;
    for (let n = 0; n < ${FRAMES}; n++) {
      const nowMs = await new Promise(requestAnimationFrame);
      const begunMs = performance.now();
      // Twice as many pictures as poses, as on a screen of 60 frames a second.
      bare.renderer.draw(poses[(n >> 1) % poses.length], last === null ? 0 : Math.min(0.1, (nowMs - last) / 1000));
      if (n >= ${FIRST}) {
        workMs.push(performance.now() - begunMs);
        spacingMs.push(nowMs - last);
      }
      last = nowMs;
    }
    bare.renderer.dispose();
    return { workMs, spacingMs };
  })()`;
}
