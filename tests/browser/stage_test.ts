// deno-lint-ignore-file no-console -- figures for whoever runs it
/**
 * The stage and its dearer renderers in a real browser, under a policy as strict as the app's: what they show, what they
 * refuse, how they change, and that nothing of them is left. The card here is a program; nothing is timed.
 */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { getVendorFiles } from "@/lib/vendor/files.ts";
import { serveVendorFile } from "@/lib/vendor/serve.ts";
import { serveStage } from "@/tests/browser/stage_page.ts";
import { boxesVrm } from "@/tests/support/boxes_vrm.ts";
import { launchBrowser } from "@/tests/support/browser.ts";
import { tinyOnnx } from "@/tests/support/tiny_onnx.ts";
import { tinyVrm } from "@/tests/support/tiny_vrm.ts";

/** A bust with expressions, for those who have one at hand: `BUST_VRM=/path/to/bust.vrm`. */
const BUST = Deno.env.get("BUST_VRM");

/** Runs a program of the page's own words; see stage_page.ts. */
// deno-lint-ignore no-explicit-any -- what the page answers is looked at by the assertions
function run(page: Page, program: string): Promise<any> {
  return page.evaluate(`(async () => { ${program} })()`);
}

const MODELS = new Map<string, Uint8Array<ArrayBuffer>>([
  ["boxes1.vrm", boxesVrm({ version: 1 })],
  ["boxes0.vrm", boxesVrm({ version: 0 })],
  ["huge_picture.vrm", boxesVrm({ version: 1, picture: [5000, 4000] })],
  ["tiny.vrm", tinyVrm()],
  ["bright.onnx", tinyOnnx({ width: 64, height: 80, index: shapeIndex.jawOpen })],
  ["other.onnx", tinyOnnx({ width: 64, height: 80, index: 0, moment: 63 })],
  ["broken.onnx", new Uint8Array(200).fill(7)],
]);

const STEPS: Record<string, (page: Page) => Promise<void>> = {
  "a model of VRM 1.0 opens its jaw, turns, waves and wears its picture": showsBoxes("boxes1.vrm"),
  "a model of VRM 0.x does all the same": showsBoxes("boxes0.vrm"),
  "both versions stand alike": async (page) => {
    const far = await run(
      page,
      `const pictures = [];
       for (const name of ["boxes0.vrm", "boxes1.vrm"]) {
         await open(openVrm, { look: look({ vrm: await model(name) }) });
         pictures.push(settle(posed({ gesture: "thumbs_up", head: about(0, 1, 0, 0.4) })));
         bare.renderer.dispose();
       }
       return differ(...pictures);`,
    );
    // But for the lock of hair, which one of them has no springs for.
    assert.ok(far < 300, `${far}`);
  },
  "hands that are seen are where they should be": async (page) => {
    const { none, up, fist } = await run(
      page,
      `await open(openVrm, { look: look({ vrm: await model("boxes1.vrm") }) });
       const hand = (curl) => ({ wrist: [-0.45, 0.1, 0.6], turn: [0, 0, 0, 1], curls: [curl, curl, curl, curl, curl] });
       const none = settle(posed());
       const up = settle(posed({ right: hand(0) }));
       const fist = settle(posed({ right: hand(1) }));
       const again = settle(posed());
       bare.renderer.dispose();
       return { none: differ(none, again), up: differ(none, up), fist: differ(up, fist) };`,
    );
    assert.ok(none < 40, `${none}: an arm goes down to where it was`);
    assert.ok(up > 500, `${up}`);
    assert.ok(fist > 60, `${fist}`);
  },
  "an emotion comes and goes": async (page) => {
    const { shown, gone } = await run(
      page,
      `await open(openVrm, { look: look({ vrm: await model("boxes0.vrm") }) });
       const calm = settle(posed());
       const shown = differ(calm, settle(posed({ emotion: "laugh" })));
       const gone = differ(calm, settle(posed()));
       bare.renderer.dispose();
       return { shown, gone };`,
    );
    assert.ok(shown > 20 && gone < 10, `${shown}, ${gone}`);
  },
  "files that are none, or ask for too much, are refused with a reason": async (page) => {
    const reasons = await run(
      page,
      `const reasons = [];
       const file = await model("boxes1.vrm");
       for (const vrm of [new ArrayBuffer(0), file.slice(0, 900), await model("huge_picture.vrm"), await model("bright.onnx")]) {
         reasons.push(await open(openVrm, { look: look({ vrm }) }).then(() => "opened", (error) => error.trouble));
       }
       return reasons;`,
    );
    assert.deepEqual(reasons, ["unreadable", "unreadable", "too_large", "unreadable"]);
  },
  "a lost card comes back with everybody on it": async (page) => {
    const { before, after, told } = await run(
      page,
      `await open(openVrm, { look: look({ vrm: await model("boxes1.vrm") }) });
       const before = settle(posed());
       const lose = bare.canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
       const once = (type) => new Promise((resolve) => bare.canvas.addEventListener(type, resolve, { once: true }));
       const lost = once("webglcontextlost");
       lose.loseContext();
       await lost;
       bare.renderer.draw(posed(), 0.016);
       const back = once("webglcontextrestored");
       // A card may only come back once its loss was handled.
       setTimeout(() => lose.restoreContext(), 0);
       await back;
       bare.renderer.resize(180, 225, 1);
       const after = settle(posed());
       bare.renderer.dispose();
       return { before: new Set(before).size, after: differ(before, after), told: troubles };`,
    );
    assert.ok(before > 20, "something is drawn");
    assert.ok(after < 60, `${after}`);
    assert.deepEqual(told, []);
  },
  "what is disposed of leaves nothing on the card": async (page) => {
    const left = await run(
      page,
      `const made = {};
       const card = WebGL2RenderingContext.prototype;
       const kept = {};
       for (const what of ["Buffer", "Program", "VertexArray"]) {
         made[what] = 0;
         kept["create" + what] = card["create" + what];
         kept["delete" + what] = card["delete" + what];
         card["create" + what] = function () { made[what]++; return kept["create" + what].call(this); };
         card["delete" + what] = function (one) { made[what]--; return kept["delete" + what].call(this, one); };
       }
       await open(openVrm, { look: look({ vrm: await model("boxes1.vrm") }) });
       settle(posed());
       const most = { ...made };
       bare.renderer.dispose();
       bare.renderer.dispose();
       Object.assign(card, kept);
       return { most, made, lost: bare.canvas.getContext("webgl2").isContextLost() };`,
    );
    assert.ok(left.most.Buffer > 4 && left.most.Program > 0, JSON.stringify(left));
    assert.deepEqual({ Buffer: left.made.Buffer, Program: left.made.Program }, {
      Buffer: 0,
      Program: 0,
    });
    assert.equal(left.lost, true);
  },
  "an animator moves a portrait by the contract": async (page) => {
    const { dark, bright } = await run(
      page,
      `const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="80">' +
         '<rect width="64" height="80" fill="#b4441f"/></svg>';
       const portraitUrl = "data:image/svg+xml," + encodeURIComponent(drawing);
       globalThis.portraitUrl = portraitUrl;
       const neural = { modelUrl: "/models/bright.onnx", portraitUrl };
       await open((options, signal) => openAnimator({ backend: "wasm", now: () => 0 }, options, signal),
         { look: look({ neural }) }, [64, 80]);
       const middle = () => [...bare.canvas.getContext("2d").getImageData(32, 40, 1, 1).data];
       const show = async (jawOpen, wanted) => {
         while (!wanted(middle())) {
           bare.renderer.draw(posed({ shapes: { jawOpen } }), 0.016);
           await new Promise(requestAnimationFrame);
         }
         return middle();
       };
       bare.renderer.draw(posed(), 0);
       const dark = await show(0, ([red]) => red === 0);
       const bright = await show(1, ([red]) => red > 170);
       bare.renderer.dispose();
       return { dark, bright };`,
    );
    assert.deepEqual(dark, [0, 0, 0, 255]);
    assert.deepEqual(bright, [0xb4, 0x44, 0x1f, 255]);
  },
  "an animator is not offered where it is slow, of another contract, broken, missing or elsewhere":
    async (
      page,
    ) => {
      const reasons = await run(
        page,
        `const reasons = [];
       let ms = 0;
       for (const [modelUrl, now] of [
         ["/models/bright.onnx", () => ms += 40],
         ["/models/other.onnx", () => 0],
         ["/models/broken.onnx", () => 0],
         ["/models/none.onnx", () => 0],
         ["https://elsewhere.example/model.onnx", () => 0],
       ]) {
         const opener = (options, signal) => openAnimator({ backend: "wasm", now }, options, signal);
         reasons.push(await open(opener, { look: look({ neural: { modelUrl, portraitUrl } }) })
           .then(() => "opened", (error) => error.trouble));
       }
       return reasons;`,
      );
      assert.deepEqual(reasons, ["too_slow", "unreadable", "unreadable", "unreachable", "outside"]);
    },
  "a stage shows the rig first, then the model over it, and nothing is left beneath": async (
    page,
  ) => {
    const seen = await run(
      page,
      `const host = document.querySelector("#stage");
       globalThis.clock = handClock();
       const deps = { ...BROWSER_STAGE, ...clock };
       globalThis.stage = createStage({
         host, look: look({ vrm: await model("boxes1.vrm") }), sample: () => posed(), reducedMotion: false,
       }, deps);
       const kinds = [];
       stage.kind.subscribe((kind) => kinds.push(kind));
       await until(stage.kind, (kind) => kind === "vrm");
       await Promise.all(document.getAnimations().map((one) => one.finished));
       await new Promise(requestAnimationFrame);
       return { kinds, canvases: host.querySelectorAll("canvas").length, stats: stage.stats(),
         loading: stage.loading.value, note: stage.note.value };`,
    );
    assert.deepEqual(seen.kinds, [null, "rig", "vrm"]);
    assert.equal(seen.canvases, 1);
    assert.equal(seen.stats.changes, 1);
    assert.deepEqual([seen.loading, seen.note], [null, null]);
  },
  "a stage steps down from a model that is slow, and says why": async (page) => {
    const seen = await run(
      page,
      `clock.frames(60, 100);
       const kind = await until(stage.kind, (kind) => kind === "rig");
       return { kind, note: stage.note.value, p95: stage.stats().p95Ms };`,
    );
    assert.deepEqual(seen, {
      kind: "rig",
      note: { kind: "vrm", trouble: "too_slow", forGood: false },
      p95: 100,
    });
  },
  "a stage takes another file in the middle of a call, and refuses one that is none": async (
    page,
  ) => {
    const seen = await run(
      page,
      `stage.dress(look({ vrm: await model("tiny.vrm") }));
       const kind = await until(stage.kind, (kind) => kind === "vrm");
       stage.dress(look({ vrm: new ArrayBuffer(40) }));
       const note = await until(stage.note, (note) => note !== null);
       const then = await until(stage.kind, (kind) => kind === "rig");
       return { kind, note, then };`,
    );
    assert.deepEqual(seen, {
      kind: "vrm",
      note: { kind: "vrm", trouble: "unreadable", forGood: true },
      then: "rig",
    });
  },
  "a stage follows its host's size, and stands still where nobody looks": async (page) => {
    const seen = await run(
      page,
      `const host = document.querySelector("#stage");
       const canvas = () => [...host.querySelectorAll("canvas")].at(-1);
       host.style.width = "200px";
       while (canvas().width !== 200 * Math.min(2, devicePixelRatio)) await new Promise(requestAnimationFrame);
       stage.pause();
       const paused = clock.frames(3, 16);
       stage.resume();
       const resumed = clock.frames(3, 16);
       stage.dispose();
       stage.dispose();
       const after = clock.frames(3, 16);
       return { paused, resumed, after, left: host.childElementCount, kind: stage.kind.value };`,
    );
    assert.deepEqual(seen, { paused: 0, resumed: 1, after: 0, left: 0, kind: null });
  },
  "a small stage, and one whose face is at rest, is drawn every second time, and moves as fast":
    async (
      page,
    ) => {
      const seen = await run(
        page,
        `const host = document.querySelector("#stage");
       const drawnAt = async (width, source) => {
         host.style.width = width;
         const clock = handClock();
         let drawn = 0;
         const stage = createStage({ host, look: look(), sample: () => (drawn++, { ...posed(), source }), reducedMotion: true }, { ...BROWSER_STAGE, ...clock });
         await until(stage.kind, (kind) => kind === "rig");
         await new Promise(requestAnimationFrame);
         drawn = 0;
         clock.frames(60, 16.7);
         const { frames, p95Ms } = stage.stats();
         stage.dispose();
         return { drawn, frames, p95Ms: Math.round(p95Ms) };
       };
       return {
         large: await drawnAt("320px", "camera"),
         small: await drawnAt("90px", "camera"),
         resting: await drawnAt("320px", "rest"),
       };`,
      );
      assert.deepEqual(seen, {
        large: { drawn: 60, frames: 59, p95Ms: 17 },
        small: { drawn: 30, frames: 59, p95Ms: 17 },
        resting: { drawn: 30, frames: 59, p95Ms: 17 },
      });
    },
  "a stage that nothing can draw on says so": async (page) => {
    const seen = await run(
      page,
      `const deps = { ...BROWSER_STAGE, ...handClock(), openers: { ...BROWSER_STAGE.openers, rig: () => Promise.reject(new Error("no")) } };
       const stage = createStage({ host: document.querySelector("#stage"), look: look(), sample: () => posed(), reducedMotion: true }, deps);
       const note = await until(stage.note, (note) => note !== null);
       const kind = stage.kind.value;
       stage.dispose();
       return { note, kind };`,
    );
    assert.deepEqual(seen, {
      note: { kind: "rig", trouble: "failed", forGood: false },
      kind: null,
    });
  },
};

function showsBoxes(name: string) {
  return async (page: Page) => {
    const { colors, jaw, turn, wave, backdrop } = await run(
      page,
      `await open(openVrm, { look: look({ vrm: await model("${name}") }) });
       const still = settle(posed());
       const jaw = differ(still, settle(posed({ shapes: { jawOpen: 1 } })));
       const turn = differ(still, settle(posed({ head: about(0, 1, 0, 0.5) })));
       const wave = differ(still, settle(posed({ gesture: "wave" })));
       const kept = bare.renderer.dress(look({ vrm: await model("tiny.vrm") }));
       settle(posed());
       bare.renderer.dispose();
       // Red over green: the colour of the picture on the head, and of nothing else.
       const colors = still.filter((byte, i) => i % 4 === 0 && byte > 90 && byte > 2 * still[i + 1]).length;
       return { colors, jaw, turn, wave, backdrop: kept };`,
    );
    assert.ok(colors > 300, `${colors} pixels of the head's picture`);
    assert.ok(jaw > 150, `jaw ${jaw}`);
    assert.ok(turn > 150, `turn ${turn}`);
    assert.ok(wave > 300, `wave ${wave}`);
    assert.equal(backdrop, false, "another file has to be opened anew");
  };
}

Deno.test({
  name: "the stage in Chromium",
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const vendor = getVendorFiles();
    const models = new Map(MODELS);
    if (BUST) models.set("bust.vrm", await Deno.readFile(BUST));
    const served = await serveStage(models, async (path, request) => {
      const file = vendor.get(path);
      return file ? await serveVendorFile(request, file) : null;
    });
    const browser = await launchBrowser();
    try {
      const { page, errors } = await openPage(browser, served.origin);
      for (const [name, step] of Object.entries(STEPS)) {
        await t.step(name, async () => {
          await step(page);
          assert.deepEqual(errors.splice(0), []);
        });
      }
      await t.step({
        name: "a bust with a face blinks, speaks, smiles and looks aside",
        ignore: BUST === undefined,
        fn: async () => {
          const seen = await run(
            page,
            `await open(openVrm, { look: look({ vrm: await model("bust.vrm") }) });
             const still = settle(posed());
             const looks = {
               blink: { shapes: { eyeBlinkLeft: 1, eyeBlinkRight: 1 } },
               jaw: { shapes: { jawOpen: 0.9 } },
               smile: { shapes: { mouthSmileLeft: 1, mouthSmileRight: 1 } },
               emotion: { emotion: "laugh" },
               aside: { shapes: { eyeLookOutLeft: 1, eyeLookInRight: 1 } },
               turn: { head: about(0, 1, 0, 0.5) },
             };
             const seen = Object.fromEntries(Object.entries(looks).map(([name, pose]) => [name, differ(still, settle(posed(pose)))]));
             bare.renderer.dispose();
             return seen;`,
          );
          console.log(`      bytes that change: ${JSON.stringify(seen)}`);
          for (const [name, count] of Object.entries(seen)) assert.ok(Number(count) > 3, name);
        },
      });
      if (!BUST) console.log("      skipped the bust: set BUST_VRM to a VRM with a face to see it");
    } finally {
      await browser.close();
      await served.close();
    }
  },
});

/** What a browser says of a machine without a card, and of files that a step asks for in vain. */
const EXPECTED =
  /GL Driver Message|Context Lost|Context Restored|status of 404|CONTEXT_LOST_WEBGL|willReadFrequently|KHR_parallel_shader_compile|Curves of LookAtDegreeMap|Couldn't load texture/;

async function openPage(browser: Browser, origin: string) {
  const page = await browser.newPage({ viewport: { width: 480, height: 960 } });
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
