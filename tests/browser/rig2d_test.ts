/**
 * The 2D rig in a real browser: what moves on the canvas when a pose moves, on which side, what it weighs, and that
 * nothing is left of it. Nothing is timed.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser } from "@/tests/support/browser.ts";
import { serveRig } from "@/tests/browser/rig2d_page.ts";

/** Everything without which no figure is drawn; places and hands are loaded besides. */
const MAX_CORE = 40 * 1024;
const MAX_ALL = 50 * 1024;

/** Few shadows and nothing over the face, so that pixels tell what moved. */
const PLAIN = {
  hair: "bald",
  skin: "honey1",
  mouth: "wide",
  eyes: "wide",
  eye_color: "dark",
  cheeks: "none",
  outfit: "tee",
  outfit_color: "jade",
  backdrop: "plain",
  backdrop_color: "night",
};

/** Runs a program of the page's own words; see rig2d_page.ts. */
// deno-lint-ignore no-explicit-any -- what the page answers is looked at by the assertions
function run(page: Page, program: string): Promise<any> {
  return page.evaluate(`(async () => { ${program} })()`);
}

/** Opens a figure and answers how dark some areas are in some poses, 0 to 255. */
async function darkness(
  page: Page,
  poses: readonly Record<string, unknown>[],
  areas: readonly (readonly [x: number, y: number, w: number, h: number])[],
): Promise<number[][]> {
  return await run(
    page,
    `await open({ spec: ${JSON.stringify(PLAIN)} });
     const areas = ${JSON.stringify(areas)};
     return ${JSON.stringify(poses)}.map((words) => {
       hold(words);
       return areas.map(([x, y, w, h]) => {
         const data = area(x, y, w, h);
         let sum = 0;
         for (let i = 0; i < data.length; i += 4) sum += 255 - (data[i] + data[i + 1] + data[i + 2]) / 3;
         return sum / (data.length / 4);
       });
     });`,
  );
}

const EYES = [[228, 372, 52, 46], [360, 372, 52, 46]] as const;
const MOUTH = [[286, 496, 68, 36]] as const;

const STEPS: Record<string, (page: Page) => Promise<void>> = {
  "eyeBlinkLeft closes the eye at the viewer's right, and that one alone": async (page) => {
    const [open, wink] = await darkness(page, [{}, { shapes: { eyeBlinkLeft: 1 } }], EYES);
    assert.ok(open && wink);
    assert.ok((wink[1] ?? 0) < (open[1] ?? 0) - 15, `${open} → ${wink}`);
    assert.ok(Math.abs((wink[0] ?? 0) - (open[0] ?? 0)) < 1, `${open} → ${wink}`);
  },
  "eyeBlinkRight closes the eye at the viewer's left": async (page) => {
    const [open, wink] = await darkness(page, [{}, { shapes: { eyeBlinkRight: 1 } }], EYES);
    assert.ok(open && wink);
    assert.ok((wink[0] ?? 0) < (open[0] ?? 0) - 15, `${open} → ${wink}`);
    assert.ok(Math.abs((wink[1] ?? 0) - (open[1] ?? 0)) < 1, `${open} → ${wink}`);
  },
  "the mouth opens as the jaw drops": async (page) => {
    const dark = await darkness(
      page,
      [0, 0.3, 0.6, 1].map((jawOpen) => ({ shapes: { jawOpen } })),
      MOUTH,
    );
    const [shut = 0, some = 0, more = 0, wide = 0] = dark.map(([value]) => value);
    assert.ok(shut + 8 < some && some + 4 < more && more < wide, dark.join(" "));
  },
  "a head turned to its left carries the face to the viewer's right, and back": async (page) => {
    const middle = await run(
      page,
      `await open({ spec: ${JSON.stringify(PLAIN)} });
       // The pupils' middle: what is darkest where the eyes are.
       return [0, 25, -25].map((yaw) => {
         hold({ yaw });
         const data = area(180, 378, 280, 36);
         const width = Math.round(280 * canvas.height / 735);
         let [sum, weight] = [0, 0];
         for (let i = 0; i < data.length; i += 4) {
           if (data[i] + data[i + 1] + data[i + 2] > 190) continue;
           // Outside the face is night.
           if (data[i + 2] > data[i] + 12) continue;
           sum += (i / 4) % width;
           weight++;
         }
         return sum / weight / width * 280 + 180;
       });`,
    );
    const [front, left, right] = middle;
    assert.ok(Math.abs(front - 320) < 8, `${middle}`);
    assert.ok(left > front + 15 && right < front - 15, `${middle}`);
  },
  "the iris looks where the eyes look": async (page) => {
    const halves = [[360, 380, 26, 34], [386, 380, 26, 34]] as const;
    const [left, right] = await darkness(page, [
      { shapes: { eyeLookInLeft: 1, eyeLookOutRight: 1 } },
      { shapes: { eyeLookOutLeft: 1, eyeLookInRight: 1 } },
    ], halves);
    assert.ok(left && right);
    assert.ok(
      (left[0] ?? 0) > (left[1] ?? 0) && (right[1] ?? 0) > (right[0] ?? 0),
      `${left} ${right}`,
    );
  },
  "a gesture brings the avatar's right hand up at the viewer's left, with its sleeve": async (
    page,
  ) => {
    const seen = await run(
      page,
      `await open({ spec: { ...${
        JSON.stringify(PLAIN)
      }, outfit: "suit", outfit_color: "madder" }, reducedMotion: false });
       const reds = () => { const d = area(60, 700, 90, 80); let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] > 120 && d[i + 1] < 90) n++; return n; };
       const skin = () => { const d = area(70, 520, 100, 100); let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] > 220 && d[i + 1] > 190) n++; return n; };
       hold({});
       const before = skin();
       hold({ gesture: "wave" }, 2);
       const up = skin();
       const other = (() => { const d = area(470, 520, 100, 100); let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] > 220 && d[i + 1] > 190) n++; return n; })();
       hold({}, 3);
       return { before, up, other, after: skin(), sleeve: reds() };`,
    );
    assert.equal(seen.before, 0);
    assert.ok(seen.up > 1000, JSON.stringify(seen));
    assert.deepEqual(
      [seen.other, seen.after],
      [0, 0],
      "the other hand rests, and this one sinks again",
    );
  },
  "a tracked left hand is seen at the viewer's right": async (page) => {
    const seen = await run(
      page,
      `await open({ spec: ${JSON.stringify(PLAIN)} });
       const skin = (x) => { const d = area(x, 560, 110, 100); let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] > 220 && d[i + 1] > 190) n++; return n; };
       hold({ left: { wrist: [0.5, 0, 0], turn: [0, 0, 0, 1], curls: [0, 0, 0, 0, 0] } });
       return [skin(80), skin(450)];`,
    );
    assert.equal(seen[0], 0);
    assert.ok(seen[1] > 1000, `${seen}`);
  },
  "every place is drawn, each unlike the others": async (page) => {
    const seen = await run(
      page,
      `const looks = [];
       for (const background of ["art", "paper", "maru", "rain", "night", "sea"]) {
         await open({ background, width: 320, height: 200 });
         rig.draw(pose(), 0);
         const data = canvas.getContext("2d").getImageData(0, 0, 60, 200).data;
         looks.push([...data].filter((_, i) => i % 4 < 3).reduce((a, b) => (a * 31 + b) % 1000003, 7));
       }
       return looks;`,
    );
    assert.equal(new Set(seen).size, 6);
  },
  "where motion is not wanted a resting figure is the same picture for ever": async (page) => {
    const same = await run(
      page,
      `const print = () => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.join();
       const rest = { ...pose(), source: "rest" };
       const changes = async (reducedMotion) => {
         await open({ reducedMotion, background: "rain", width: 120, height: 150 });
         const seen = new Set();
         for (let i = 0; i < 90; i++) { rig.draw(rest, 1 / 30); if (i % 30 === 29) seen.add(print()); }
         return seen.size;
       };
       return [await changes(true), await changes(false)];`,
    );
    assert.equal(same[0], 1);
    assert.ok(same[1] > 1);
  },
  "another look is put on without opening anew, and keeps the size": async (page) => {
    const seen = await run(
      page,
      `await open({ spec: ${JSON.stringify(PLAIN)} });
       hold({});
       const before = pixel(320, 250);
       const other = { ...${JSON.stringify({ ...PLAIN, skin: "jade", v: 1 })} };
       const did = rig.dress({ spec: specOf(other), vrm: null, neural: null, background: "sea" });
       hold({});
       return { did, before, after: pixel(320, 250), size: [canvas.width, canvas.height] };`,
    );
    assert.equal(seen.did, true);
    assert.ok(seen.after[1] > seen.after[0], "jade skin is green");
    assert.ok(seen.before[0] > seen.before[1]);
    assert.deepEqual(seen.size, [480, 600]);
  },
  "nothing is left of a renderer that was disposed of": async (page) => {
    const seen = await run(
      page,
      `await open({ background: "night", reducedMotion: false });
       hold({ gesture: "heart" }, 1);
       rig.dispose();
       rig.dispose();
       rig.draw(pose(), 1 / 60);
       return [canvas.width, canvas.height];`,
    );
    assert.deepEqual(seen, [0, 0]);
  },
  "a signal that is aborted opens nothing": async (page) => {
    assert.equal(
      await run(
        page,
        `return await open({ aborted: true }).then(() => "opened", (error) => error.name);`,
      ),
      "AbortError",
    );
  },
};

Deno.test({
  name: "the 2D rig in Chromium",
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const rig = await serveRig();
    await t.step("is light, and brings neither the schema nor the words", () => {
      assert.ok(rig.coreBytes <= MAX_CORE, `${rig.coreBytes}`);
      assert.ok(rig.allBytes <= MAX_ALL, `${rig.allBytes}`);
      const foreign = rig.inputs.filter((path) =>
        /zod|avatar\/(model|parts|random)\.ts|i18n/.test(path)
      );
      assert.deepEqual(foreign, []);
    });
    const browser = await launchBrowser();
    try {
      for (const [name, check] of Object.entries(STEPS)) {
        await t.step(name, async () => {
          const page = await browser.newPage();
          const problems: string[] = [];
          page.on("pageerror", (error) => problems.push(error.message));
          try {
            await page.goto(rig.origin);
            await page.waitForFunction("globalThis.ready");
            await check(page);
            assert.deepEqual(problems, []);
          } finally {
            await page.close();
          }
        });
      }
    } finally {
      await browser.close();
      await rig.close();
    }
  },
});
