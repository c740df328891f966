// deno-lint-ignore-file no-console -- figures for whoever runs it
/**
 * The tracker in a real browser, before a fake camera that shows a face with known motion: it follows, it asks nobody
 * else for anything, and it says what is wrong where something is. Nothing is timed.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { correlation } from "@/tests/browser/call_film.ts";
import type { Noted, Probe } from "@/tests/browser/tracking_site/probe.ts";
import { serveTrackingSite, type TrackingSiteOptions } from "@/tests/browser/tracking_page.ts";
import { launchBrowser } from "@/tests/support/browser.ts";

declare global {
  // What the page's own script has, as functions evaluated in it see it.
  var probe: Probe;
}

/** The fake camera's film, its truth and the model lie beside the project, where they are at all. */
const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const missing = ["fakecam.mjpeg", "fakecam_timeline.json", "face_landmarker.task"].filter(
  (file) => {
    try {
      return !Deno.statSync(DATA + file).isFile;
    } catch {
      return true;
    }
  },
);
if (missing.length > 0) {
  console.warn(`The tracking tests are skipped as ${DATA} lacks ${missing.join(", ")}`);
}

const Timeline = z.object({
  truth: z.array(z.object({
    i: z.number(),
    yaw: z.number(),
    pitch: z.number(),
    roll: z.number(),
    jaw: z.number(),
    blinkL: z.number(),
    blinkR: z.number(),
    smile: z.number(),
    pucker: z.number(),
  })),
});

/** `film` is the face with known motion, `pattern` Chromium's own picture with beeps, in which nobody is. */
type Camera = "film" | "pattern" | "none" | "denied";

function openBrowser(camera: Camera): Promise<Browser> {
  const fake = [
    `--use-fake-ui-for-media-stream${camera === "denied" ? "=deny" : ""}`,
    ...camera === "none" ? [] : ["--use-fake-device-for-media-stream"],
    ...camera === "film" ? [`--use-file-for-fake-video-capture=${DATA}fakecam.mjpeg`] : [],
  ];
  return launchBrowser({ args: fake });
}

interface Opened {
  page: Page;
  context: BrowserContext;
  /** Errors, breaches of the policy, and requests to other hosts. */
  problems: string[];
  requested: string[];
}

async function withPage(
  browser: Browser,
  options: Partial<TrackingSiteOptions>,
  run: (opened: Opened) => Promise<void>,
): Promise<void> {
  const server = await serveTrackingSite({ modelsFolder: DATA, ...options });
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const context = await browser.newContext({ permissions: ["camera", "microphone"] });
  const [problems, requested]: [string[], string[]] = [[], []];
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      const isPolicy = /Content.Security.Policy/i.test(message.text());
      if (isPolicy) problems.push(message.text());
    });
    // Of the worker, too.
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.hostname !== "127.0.0.1" && url.protocol !== "blob:") problems.push(request.url());
      else requested.push(url.pathname);
    });
    await page.goto(origin);
    await page.waitForFunction(() => globalThis.probe !== undefined);
    await run({ page, context, problems, requested });
  } finally {
    await context.close();
    await server.shutdown();
  }
}

const start = (page: Page) => page.evaluate(() => void globalThis.probe.tracker.start());

const untilState = (page: Page, kind: string) =>
  page.waitForFunction((kind) => globalThis.probe.tracker.state.value.kind === kind, kind, {
    timeout: 60_000,
  });

/** What the tracker went through, each state once in a row. */
async function states(page: Page): Promise<string[]> {
  const all = await page.evaluate(() => globalThis.probe.states);
  return all.filter((state, i) => state !== all[i - 1]);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

Deno.test({
  name: "tracking in Chromium with a fake camera",
  ignore: missing.length > 0,
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    for (const [camera, steps] of Object.entries(STEPS)) {
      const browser = await openBrowser(camera as Camera);
      try {
        for (const [name, run] of Object.entries(steps)) await t.step(name, () => run(browser));
      } finally {
        await browser.close();
      }
    }
  },
});

/** How far our finder and MediaPipe are apart at most, in eight pictures that a face is in. */
async function apart(page: Page, isOld: boolean): Promise<{ scores: number; matrix: number }> {
  const seen = await page.evaluate(
    async (isOld) =>
      (await globalThis.probe.lookTwice(8, isOld)).map(({ ours, theirs }) =>
        [ours, theirs].map((face) => face && { shapes: [...face.shapes], matrix: [...face.matrix] })
      ),
    isOld,
  );
  const most = { scores: 0, matrix: 0 };
  for (const [ours, theirs] of seen) {
    assert.ok(ours && theirs);
    most.scores = Math.max(most.scores, farthest(ours.shapes, theirs.shapes));
    most.matrix = Math.max(most.matrix, farthest(ours.matrix, theirs.matrix));
  }
  return most;
}

function farthest(some: number[], others: number[]): number {
  assert.equal(some.length, others.length);
  return Math.max(...some.map((value, i) => Math.abs(value - others[i]!)));
}

const FILM: Record<string, (browser: Browser) => Promise<void>> = {
  "poses follow the known motion, and nothing is asked of another host": async (browser) => {
    const { truth } = Timeline.parse(
      JSON.parse(await Deno.readTextFile(`${DATA}fakecam_timeline.json`)),
    );
    await withPage(browser, {}, async ({ page, problems, requested }) => {
      assert.deepEqual(requested.filter((path) => /^\/(models|vendor)/.test(path)), []);
      await start(page);
      await untilState(page, "on");
      // Every third of a second of the film was seen, and its short movements twice.
      await page.waitForFunction(
        () => {
          const seen = new Array<number>(30).fill(0);
          for (const { n } of globalThis.probe.noted.slice(30)) {
            if (n >= 0) seen[Math.floor(n / 10)]!++;
          }
          return seen.every((count) => count >= 6);
        },
        null,
        { timeout: 120_000 },
      );
      const noted: Noted[] = await page.evaluate(() => globalThis.probe.noted);
      const rate = await page.evaluate(() => globalThis.probe.tracker.rate.value);
      // The first second is that of a face nobody knows yet.
      const tracked = noted.filter(({ n, source }) => n >= 0 && source === "camera").slice(30);
      const against = (of: (pose: Noted) => number, what: keyof typeof truth[number]) =>
        correlation(tracked.map((pose) => [of(pose), truth[pose.n]![what]]));
      const found = {
        yaw: against(({ yaw }) => yaw, "yaw"),
        roll: against(({ roll }) => roll, "roll"),
        pitch: against(({ pitch }) => -pitch, "pitch"),
        jaw: against(({ jaw }) => jaw, "jaw"),
        blinkL: against(({ blinkL }) => blinkL, "blinkL"),
        blinkR: against(({ blinkR }) => blinkR, "blinkR"),
        smile: against(({ smile }) => smile, "smile"),
        pucker: against(({ pucker }) => pucker, "pucker"),
      };
      console.log("correlation with the truth", found);
      console.log(
        "rate",
        rate,
        "median delay in ms",
        median(tracked.map(({ delayMs }) => delayMs)),
      );
      for (const name of ["yaw", "roll", "jaw", "blinkL"] as const) {
        assert.ok(found[name] >= 0.9, `${name}: ${found[name]}`);
      }
      for (const [i, { atMs }] of noted.entries()) {
        if (i > 0) assert.ok(atMs > noted[i - 1]!.atMs, `pose ${i} does not grow in time`);
      }
      assert.ok(requested.includes("/models/face_landmarker.task"));

      // The next visit has the model, and what was learned of the face.
      await page.evaluate(() => globalThis.probe.tracker.stop());
      await page.reload();
      await page.waitForFunction(() => globalThis.probe !== undefined);
      requested.length = 0;
      await start(page);
      await untilState(page, "on");
      assert.deepEqual(requested.filter((path) => path.startsWith("/models")), []);
      assert.deepEqual(problems, []);
    });
  },

  "a browser that gives pictures to an element alone is tracked as well": async (browser) => {
    await withPage(browser, {}, async ({ page, context, problems }) => {
      await context.addInitScript(() => {
        Reflect.deleteProperty(globalThis, "MediaStreamTrackProcessor");
      });
      await page.reload();
      await page.waitForFunction(() => globalThis.probe !== undefined);
      await start(page);
      await untilState(page, "on");
      // Until the head has turned one way and the other.
      await page.waitForFunction(
        () => {
          const yaws = globalThis.probe.noted
            .filter(({ n, source }) => n >= 0 && source === "camera").map(({ yaw }) => yaw);
          return yaws.length > 30 && Math.max(...yaws) - Math.min(...yaws) > 0.5;
        },
        null,
        { timeout: 60_000 },
      );
      assert.deepEqual(problems, []);
    });
  },

  "a face is found as MediaPipe finds it": async (browser) => {
    await withPage(browser, {}, async ({ page, problems, requested }) => {
      for (const isOld of [false, true]) {
        requested.length = 0;
        const { scores, matrix } = await apart(page, isOld);
        console.log("apart from MediaPipe by", { scores, matrix, isOld });
        assert.ok(scores < 0.02, `scores: ${scores}`);
        // Centimetres, at a distance of some forty; turns are parts of one.
        assert.ok(matrix < 0.5, `matrix: ${matrix}`);
        const wasm = requested.filter((path) => path.includes("litert") && path.endsWith(".wasm"));
        assert.deepEqual(wasm.map((path) => path.includes("compat")), [isOld]);
      }
      assert.deepEqual(problems, []);
    });
  },

  "a worker opens more than one model": async (browser) => {
    await withPage(browser, {}, async ({ page, problems }) => {
      assert.deepEqual(await page.evaluate(() => globalThis.probe.openTwice()), [
        "opened",
        "opened",
      ]);
      assert.deepEqual(problems, []);
    });
  },

  "a model whose download is cut goes on where it ended": async (browser) => {
    const ranges: (string | null)[] = [];
    const model = await Deno.readFile(`${DATA}face_landmarker.task`);
    const intercept = (request: Request) => {
      if (!request.url.includes("/models/")) return null;
      ranges.push(request.headers.get("range"));
      return ranges.length === 1 ? new Response(model.slice(0, 1_000_000)) : null;
    };
    await withPage(browser, { intercept }, async ({ page, problems }) => {
      await start(page);
      await untilState(page, "on");
      assert.deepEqual(ranges, [null, "bytes=1000000-"]);
      assert.deepEqual(problems, []);
    });
  },

  "a model that is out of reach is said, and the camera is let go": async (browser) => {
    await withPage(browser, { modelsFolder: null }, async ({ page, problems }) => {
      await start(page);
      await untilState(page, "failed");
      assert.deepEqual(await states(page), ["off", "loading", "failed: models"]);
      assert.equal(await page.evaluate(() => globalThis.probe.tracker.video.value), null);
      assert.deepEqual(problems, []);
    });
  },

  "switching off lets the camera go, and the avatar lives by itself": async (browser) => {
    await withPage(browser, {}, async ({ page }) => {
      await start(page);
      await untilState(page, "on");
      const ended = await page.evaluate(() => {
        const { tracker, noted } = globalThis.probe;
        const [track] = tracker.video.value!.getVideoTracks();
        tracker.stop();
        noted.length = 0;
        return track!.readyState;
      });
      assert.equal(ended, "ended");
      await page.waitForFunction(() => globalThis.probe.noted.length > 20);
      const sources = await page.evaluate(() => globalThis.probe.noted.map(({ source }) => source));
      assert.deepEqual([...new Set(sources)], ["rest"]);
    });
  },
};

const PATTERN: typeof FILM = {
  "where nobody is in the picture a voice moves the mouth": async (browser) => {
    await withPage(browser, {}, async ({ page, problems }) => {
      await start(page);
      await untilState(page, "no_face");
      await page.evaluate(async () => {
        // Chromium's fake microphone beeps once a second.
        const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
        globalThis.probe.tracker.setVoice(voice);
      });
      await page.waitForFunction(() => {
        const jaws = globalThis.probe.noted.filter(({ source }) => source === "voice")
          .map(({ jaw }) => jaw);
        return Math.max(...jaws) > 0.3 && jaws.some((jaw) => jaw < 0.05);
      });
      assert.deepEqual(problems, []);
    });
  },
};

const NONE: typeof FILM = {
  "a machine without a camera says so": async (browser) => {
    await withPage(browser, {}, async ({ page, requested }) => {
      await start(page);
      await untilState(page, "failed");
      assert.deepEqual(await states(page), ["off", "loading", "failed: no_camera"]);
      assert.ok(!requested.some((path) => path.startsWith("/models")));
    });
  },
};

const DENIED: typeof FILM = {
  "a camera that is not allowed says so": async (browser) => {
    await withPage(browser, {}, async ({ page, requested }) => {
      await start(page);
      await untilState(page, "failed");
      assert.deepEqual(await states(page), ["off", "loading", "failed: denied"]);
      assert.ok(!requested.some((path) => path.startsWith("/models")));
    });
  },
};

const STEPS = { film: FILM, pattern: PATTERN, none: NONE, denied: DENIED };
