// deno-lint-ignore-file no-console -- figures for whoever runs it
/**
 * The 3D lounge in a real browser: what it costs, what it does with hands on it, and how it comes back. The canvas is
 * small, as the card here is a program; nothing is timed.
 */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { THEMES } from "@/lib/spaces/floor.ts";
import { launchBrowser } from "@/tests/support/browser.ts";
import { serveLounge } from "@/tests/browser/lounge_scene_page.ts";
import { tinyVrm } from "@/tests/support/tiny_vrm.ts";

/** three.js, the scene and five rooms; the whole island may weigh 230 KiB. */
const MAX_WEIGHT = 170 * 1024;
const MAX_DRAW_CALLS = 30;
const SIZE = { width: 480, height: 270 } as const;

/** Runs a program of the page's own words; see lounge_scene_page.ts. */
// deno-lint-ignore no-explicit-any -- what the page answers is looked at by the assertions
function run(page: Page, program: string): Promise<any> {
  return page.evaluate(`(async () => { ${program} })()`);
}

const STEPS: Record<string, (page: Page) => Promise<void>> = {
  "100 people with faces, names and bubbles take few draw calls": async (page) => {
    for (const theme of THEMES) {
      const stats = await run(
        page,
        `await open({ theme: ${JSON.stringify(theme)} });
         lounge.setPeople(crowd(100));
         lounge.setMe("p0");
         for (let i = 0; i < 100; i++) lounge.say("p" + i, "안녕하세요, 반가워요. 저는 " + i + "번이에요.");
         lounge.emote("p3", "heart");
         lounge.setTyping("p4", true);
         return frames(3);`,
      );
      assert.equal(stats.bodies, 100);
      assert.ok(stats.drawCalls >= 5 && stats.drawCalls <= MAX_DRAW_CALLS, `${stats.drawCalls}`);
      console.log(`      ${theme}: ${stats.drawCalls} draw calls, ${stats.triangles} triangles`);
    }
  },
  "something is drawn, and people change the picture": async (page) => {
    const [empty, full] = await run(
      page,
      `await open({ theme: "maru", reducedMotion: true });
       const look = () => {
         lounge.update(0);
         const small = document.createElement("canvas");
         small.width = 48; small.height = 27;
         const pen = small.getContext("2d");
         pen.drawImage(document.querySelector("canvas"), 0, 0, 48, 27);
         return [...pen.getImageData(0, 0, 48, 27).data];
       };
       frames(5);
       const empty = look();
       lounge.setPeople(crowd(30));
       await settled();
       return [empty, look()];`,
    );
    assert.ok(new Set(empty).size > 40, "a room has many colours");
    const changed = full.filter((byte: number, i: number) => Math.abs(byte - empty[i]) > 24).length;
    assert.ok(changed > 100, `${changed} bytes changed`);
  },
  "keys walk by where they lie, and places are told at most ten times a second": async (page) => {
    const { before, after, told } = await run(
      page,
      `await open({ theme: "seaside" });
       lounge.setPeople([person(0, { x: 0, z: 8, heading: Math.PI })]);
       lounge.setMe("p0");
       frames(2);
       told.length = 0;
       const before = lounge.me();
       const canvas = document.querySelector("canvas");
       canvas.focus();
       canvas.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyW", key: "ㅈ" }));
       frames(60);
       canvas.dispatchEvent(new KeyboardEvent("keyup", { code: "KeyW", key: "ㅈ" }));
       frames(60);
       return { before, after: lounge.me(), told };`,
    );
    assert.ok(before.z - after.z > 1.5, "away from the camera, although the layout is Korean");
    assert.equal(after.motion, "idle");
    assert.ok(told.length >= 8 && told.length <= 12, `${told.length} in one second of walking`);
    assert.ok(Math.abs(told.at(-1).z - after.z) < 0.011);
  },
  "letting the canvas go stops the feet": async (page) => {
    const speed = await run(
      page,
      `const canvas = document.querySelector("canvas");
       canvas.focus();
       canvas.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyS" }));
       frames(20);
       canvas.blur();
       frames(30);
       const from = lounge.me();
       frames(30);
       return Math.hypot(lounge.me().x - from.x, lounge.me().z - from.z);`,
    );
    assert.equal(speed, 0);
  },
  "a click walks there, on a seat sits, on somebody tells who": async (page) => {
    await run(
      page,
      `await open({ theme: "seaside" });
       lounge.setPeople([person(0, { x: 0, z: 8, heading: Math.PI }), person(1, { x: 0, z: 6, heading: 0 })]);
       lounge.setMe("p0");
       picked.length = 0;
       frames(10);`,
    );
    // Somebody in the middle of the picture, beyond the own body; the floor to its left.
    await page.mouse.click(SIZE.width / 2, SIZE.height * 0.47);
    assert.deepEqual(await run(page, "return picked"), ["p1"]);
    await page.mouse.click(SIZE.width * 0.25, SIZE.height * 0.8);
    const walked = await run(page, "frames(20, 0.1); return lounge.me();");
    assert.ok(walked.x < -0.5, `${JSON.stringify(walked)}`);
    assert.equal(await run(page, "return lounge.sit(4)"), true);
    const sat = await run(page, "frames(90, 0.1); return lounge.me();");
    assert.equal(sat.motion, "sit");
    await run(page, "lounge.stand(); frames(10);");
    assert.equal((await run(page, "return lounge.me()")).motion, "idle");
  },
  "a taken seat is not sat on": async (page) => {
    const [taken, nearest] = await run(
      page,
      `await open({ theme: "teahouse" });
       lounge.setPeople([person(0, { x: -2.4, z: -1.5 }), person(1, { x: -1.5, z: -1.5, motion: "sit" })]);
       lounge.setMe("p0");
       frames(3);
       const taken = lounge.sit(0);
       lounge.sit();
       frames(100, 0.1);
       return [taken, lounge.me()];`,
    );
    assert.equal(taken, false);
    assert.equal(nearest.motion, "sit");
    assert.ok(Math.hypot(nearest.x + 1.5, nearest.z + 1.5) > 1);
  },
  "approaching somebody ends before them, looking at them": async (page) => {
    const me = await run(
      page,
      `lounge.stand();
       lounge.setPeople([person(0, { x: -6, z: 4 }), person(2, { x: 6, z: -6 })]);
       lounge.setMe("p0", { x: -6, z: 4, heading: 0, motion: "idle" });
       frames(5);
       lounge.approach("p2");
       frames(100, 0.1);
       return lounge.me();`,
    );
    const [dx, dz] = [6 - me.x, -6 - me.z];
    assert.equal(me.motion, "idle", JSON.stringify(me));
    assert.ok(Math.abs(Math.hypot(dx, dz) - 1.35) < 0.4, `${Math.hypot(dx, dz)}`);
    assert.ok(Math.abs(Math.atan2(dx, dz) - me.heading) < 0.05);
  },
  "dragging and the wheel move the camera, never the body": async (page) => {
    await run(
      page,
      `await open({ theme: "maru" }); lounge.setPeople(crowd(3)); lounge.setMe("p0"); frames(5);`,
    );
    const before = await run(page, "return [lounge.cameraHeading(), lounge.me()]");
    await page.mouse.move(200, 100);
    await page.mouse.down();
    await page.mouse.move(320, 130, { steps: 4 });
    await page.mouse.up();
    await page.mouse.wheel(0, 400);
    const after = await run(page, "frames(10); return [lounge.cameraHeading(), lounge.me()]");
    assert.ok(Math.abs(after[0] - before[0]) > 0.3);
    assert.deepEqual(after[1], before[1]);
    await run(page, "lounge.resetCamera(); frames(2);");
    const reset = await run(page, "return lounge.cameraHeading() - lounge.me().heading");
    assert.ok(Math.abs(Math.sin(reset / 2)) < 0.01);
  },
  "the graphics card is lost and comes back with everything on it": async (page) => {
    const { picture, lost, restored, events, memory } = await run(
      page,
      `await open({ theme: "teahouse", reducedMotion: true });
       events.length = 0;
       lounge.setPeople(crowd(12));
       lounge.setMe("p0");
       await settled();
       lounge.say("p1", "비가 오네요.");
       await settled();
       const canvas = document.querySelector("canvas");
       const look = () => {
         lounge.update(0);
         const small = document.createElement("canvas");
         small.width = 48; small.height = 27;
         const pen = small.getContext("2d");
         pen.drawImage(canvas, 0, 0, 48, 27);
         return [...pen.getImageData(0, 0, 48, 27).data];
       };
       const before = look();
       const gl = canvas.getContext("webgl2");
       const loser = gl.getExtension("WEBGL_lose_context");
       const gone = new Promise((resolve) => canvas.addEventListener("webglcontextlost", resolve, { once: true }));
       loser.loseContext();
       await gone;
       lounge.update(0.016);
       const lost = lounge.stats().lost;
       const back = new Promise((resolve) => canvas.addEventListener("webglcontextrestored", resolve, { once: true }));
       // A card may only come back once its loss was handled.
       setTimeout(() => loser.restoreContext(), 0);
       await back;
       lounge.update(0);
       const after = look();
       const off = after.reduce((sum, byte, i) => sum + Math.abs(byte - before[i]), 0) / after.length;
       return { picture: off, lost, restored: !lounge.stats().lost, events: [...events], memory: lounge.stats().memory };`,
    );
    assert.equal(lost, true);
    assert.equal(restored, true);
    assert.deepEqual(events, ["lost", "restored"]);
    assert.ok(picture < 3, `the picture differs by ${picture} of 255 on average`);
    assert.ok(memory.geometries > 0);
  },
  "what it made it frees, and after that every call does nothing": async (page) => {
    const { before, after } = await run(
      page,
      `await open({ theme: "rooftop" });
       lounge.setPeople(crowd(40));
       lounge.setMe("p0");
       lounge.say("p1", "야경이 좋네요.");
       await settled();
       const before = lounge.stats().memory;
       lounge.dispose();
       lounge.dispose();
       lounge.setPeople(crowd(3));
       lounge.update(0.016);
       lounge.sit();
       return { before, after: lounge.stats().memory };`,
    );
    assert.ok(before.geometries > 4 && before.textures >= 2);
    assert.deepEqual(after, { geometries: 0, textures: 0 });
  },
  "quality can be chosen, and is told": async (page) => {
    const [levels, low, best] = await run(
      page,
      `const levels = [];
       await open({ theme: "teahouse", quality: "auto", onQuality: (level) => levels.push(level) });
       lounge.setPeople(crowd(60));
       lounge.setQuality("low");
       const low = frames(5);
       lounge.setQuality("best");
       return [levels, low, frames(5)];`,
    );
    assert.deepEqual(levels, ["medium", "low", "best"]);
    assert.ok(low.near < best.near && low.triangles < best.triangles);
    assert.equal(low.drawCalls + 1, best.drawCalls, "shadows are one call");
  },
  "no WebGL is a typed error": async (page) => {
    const told = await run(
      page,
      `const canvas = document.createElement("canvas");
       canvas.getContext = () => null;
       document.body.append(canvas);
       try {
         await open({ theme: "maru", canvas });
       } catch (error) {
         return [error.name, error.reason];
       } finally {
         canvas.remove();
       }`,
    );
    assert.deepEqual(told, ["LoungeUnavailableError", "no_webgl"]);
  },
  "faces that cannot be had leave plain ones": async (page) => {
    const errors = await run(
      page,
      `await open({ theme: "maru", faceUrl: (id) => id === "p1" ? null : "/nothing-here" });
       lounge.setPeople(crowd(4));
       const stats = await quiet(400);
       return stats.bodies;`,
    );
    assert.equal(errors, 4);
  },
  "a file that is no VRM is told so, and the simple body stays": async (page) => {
    const outcome = await run(
      page,
      `await open({ theme: "maru" });
       lounge.setPeople(crowd(2));
       lounge.setMe("p0");
       const outcomes = [
         await lounge.wearVrm(new TextEncoder().encode("glTF? no").buffer),
         await lounge.wearVrm(new ArrayBuffer(40 * 1024 * 1024)),
         await lounge.wearVrm(null),
       ];
       frames(3);
       return outcomes;`,
    );
    assert.deepEqual(outcome, [
      { ok: false, reason: "not_vrm" },
      { ok: false, reason: "too_large" },
      { ok: true, shown: false },
    ]);
  },
  "a VRM model is worn, moved and taken off": async (page) => {
    const path = Deno.env.get("VRM_SAMPLE");
    const file = (path ? await Deno.readFile(path) : tinyVrm()).toBase64();
    const { outcome, worn, off } = await run(
      page,
      `const file = Uint8Array.from(atob(${JSON.stringify(file)}), (c) => c.charCodeAt(0)).buffer;
       const plain = frames(3).triangles;
       const outcome = await lounge.wearVrm(file);
       const worn = frames(3).triangles !== plain;
       lounge.setEmotion("p0", "smile");
       lounge.act("wave");
       frames(10);
       await lounge.wearVrm(null);
       return { outcome, worn, off: frames(3).triangles === plain };`,
    );
    assert.deepEqual(outcome, { ok: true, shown: true });
    assert.ok(worn && off);
  },
};

Deno.test({
  name: "the 3D lounge in Chromium",
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const served = await serveLounge(SIZE);
    const browser = await launchBrowser();
    try {
      await t.step("three.js and the scene are light enough, and VRM is apart", () => {
        const { baseBytes, vrmBytes } = served.weight;
        console.log(
          `      ${Math.round(baseBytes / 1024)} KiB, VRM ${Math.round(vrmBytes / 1024)} KiB`,
        );
        assert.ok(baseBytes < MAX_WEIGHT, `${baseBytes}`);
        assert.ok(vrmBytes > 10_000, "it has a chunk of its own");
      });
      const { page, errors } = await openPage(browser, served.origin);
      for (const [name, step] of Object.entries(STEPS)) {
        await t.step(name, async () => {
          await step(page);
          assert.deepEqual(errors.splice(0), []);
        });
      }
    } finally {
      await browser.close();
      await served.close();
    }
  },
});

/** What a browser says of a machine without a card, and of files that a step asks for in vain. */
const EXPECTED = /GL Driver Message|Context Lost|Context Restored|status of 404|CONTEXT_LOST_WEBGL/;

async function openPage(browser: Browser, origin: string) {
  const page = await browser.newPage({ viewport: SIZE });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const worrying = message.type() === "error" || message.type() === "warning";
    if (worrying && !EXPECTED.test(message.text())) errors.push(message.text());
  });
  await page.goto(origin);
  await page.waitForFunction("globalThis.ready");
  return { page, errors };
}
