// deno-lint-ignore-file no-console -- a program for a terminal
/**
 * `deno run -A tests/bench/lounge_bench.ts`: how long the lounge's script takes for a frame with 100 people who all
 * move, apart from the drawing itself. Here the graphics card is a program that would take most of the time, so calls
 * that draw do nothing: what is measured is everything else, uploads of buffers and textures included.
 */
import { launchBrowser } from "@/tests/support/browser.ts";
import { serveLounge } from "@/tests/browser/lounge_scene_page.ts";

const PEOPLE = 100;
const FRAMES = 600;
const PROMISE_MS = 6;

/** Makes every call that draws do nothing, and counts them. */
const MUTE = `
  globalThis.drawn = 0;
  for (const name of ["drawElements", "drawElementsInstanced", "drawArrays", "drawArraysInstanced", "clear"]) {
    WebGL2RenderingContext.prototype[name] = function () { globalThis.drawn++; };
  }
`;

const RUN = `(async () => {
  await open({ theme: THEME, quality: "best" });
  lounge.setPeople(crowd(${PEOPLE}));
  lounge.setMe("p0");
  for (let i = 0; i < 30; i++) lounge.say("p" + i, "안녕하세요, 저는 " + i + "번이에요. 반가워요.");
  await quiet(3000);
  const times = [];
  for (let frame = 0; frame < ${FRAMES}; frame++) {
    const now = performance.now();
    // Ten times a second everybody's place comes in; somebody says something each second.
    if (frame % 6 === 0) {
      lounge.applyPositions(Array.from({ length: ${PEOPLE} }, (_, i) => ({
        id: "p" + i,
        x: Math.sin(frame / 40 + i) * (2 + i % 7),
        z: Math.cos(frame / 40 + i) * (2 + i % 6),
        heading: frame / 40 + i,
        motion: i % 9 === 0 ? "dance" : "walk",
      })), now);
    }
    if (frame % 60 === 0) lounge.say("p" + (frame / 60 % 30), "지금은 " + frame + "번째 장면이에요.");
    if (frame % 60 === 30) lounge.setEmotion("p" + (frame / 60 % 30 | 0), "smile");
    lounge.setStick(Math.sin(frame / 50), Math.cos(frame / 70));
    lounge.update(1 / 60);
    times.push(performance.now() - now);
    if (frame % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { times, stats: lounge.stats(), drawn };
})()`;

const served = await serveLounge({ width: 1280, height: 720 });
const browser = await launchBrowser();
let holds = true;
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.addInitScript(MUTE);
  await page.goto(served.origin);
  await page.waitForFunction("globalThis.ready");
  console.log(`${PEOPLE} people who all move, ${FRAMES} frames, 1280×720, best quality`);
  for (const theme of ["maru", "rooftop"]) {
    const { times, stats } = await page.evaluate<{ times: number[]; stats: { drawCalls: number } }>(
      RUN.replace("THEME", JSON.stringify(theme)),
    );
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)]!;
    holds &&= at(0.95) <= PROMISE_MS;
    console.log(
      `${theme}: script p50 ${at(0.5).toFixed(2)} ms, p95 ${at(0.95).toFixed(2)} ms, ` +
        `max ${sorted.at(-1)!.toFixed(1)} ms; ${stats.drawCalls} draw calls`,
    );
  }
  console.log(`p95 ≤ ${PROMISE_MS} ms: ${holds ? "holds" : "DOES NOT HOLD"}`);
} finally {
  await browser.close();
  await served.close();
}
