/** Voices in Chromium: people hear each other over real peer connections on this machine. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { serveVoice, type VoicePage } from "@/tests/browser/voice_page.ts";
import { seriousViolations } from "@/tests/support/axe.ts";
import { iceServers } from "@/lib/calls/ice.ts";
import { hasCoturn, startCoturn } from "@/tests/support/coturn.ts";
import { launchBrowser } from "@/tests/support/browser.ts";

const SECRET = "a-secret-of-the-relay";
const ARGS = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
];
/** What `run` evaluates is text, so that the page's own names need no types here. */
const Heard = z.object({ packets: z.number(), energy: z.number() });

interface Guest {
  id: string;
  page: Page;
  problems: string[];
}

/** A person with a browser of their own, before voice is on. */
async function arrive(
  { browser, site, id, width = 420 }: {
    browser: Browser;
    site: VoicePage;
    id: string;
    width?: number;
  },
): Promise<Guest> {
  const context = await browser.newContext({
    permissions: ["microphone"],
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(`${site.origin}/?me=${id}`);
  await page.waitForFunction("globalThis.ready");
  return { id, page, problems };
}

const turnOn = (guest: Guest) => guest.page.getByRole("button", { name: "Turn on voice" }).click();
const micOn = (guest: Guest) =>
  guest.page.getByRole("button", { name: "Turn on microphone" }).click();

async function stand(guests: readonly Guest[], spots: Record<string, number>): Promise<void> {
  for (const { page } of guests) await page.evaluate(`stand(${JSON.stringify(spots)})`);
}

const linked = (a: Guest, b: Guest) =>
  a.page.waitForFunction(`linkTo(${JSON.stringify(b.id)}) === "connected"`);

async function heard(by: Guest, of: Guest): Promise<z.infer<typeof Heard>> {
  return Heard.parse(await by.page.evaluate(`heard(${JSON.stringify(of.id)})`));
}

/** Waits until more is heard of somebody than before. */
async function hears(by: Guest, of: Guest): Promise<void> {
  const { packets, energy } = await heard(by, of);
  await by.page.waitForFunction(
    `heard("${of.id}").then((h) => h.packets > ${packets + 10} && h.energy > ${energy})`,
  );
}

Deno.test({
  name: "voices in Chromium",
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const site = await serveVoice();
    const browser = await launchBrowser({ args: ARGS });
    try {
      const ann = await arrive({ browser, site, id: "ann" });
      const ben = await arrive({ browser, site, id: "ben" });
      const both = [ann, ben];

      await t.step("nothing is asked for and nobody is linked before voice is on", async () => {
        await stand(both, { ann: 0, ben: 2 });
        assert.equal(await ann.page.evaluate("voice.people.value.size"), 0);
        assert.equal(await ann.page.evaluate("sizes.length"), 0);
        assert.deepEqual(await seriousViolations(ann.page), []);
      });

      await t.step(
        "two people who turn voice on are linked, with their microphones off",
        async () => {
          for (const guest of both) await turnOn(guest);
          await Promise.all([linked(ann, ben), linked(ben, ann)]);
          assert.equal((await heard(ben, ann)).packets, 0);
          const name = await ben.page.getByRole("listitem").first().textContent();
          assert.match(name ?? "", /ANN/);
        },
      );

      await t.step(
        "a microphone that is turned on is heard, without a new negotiation",
        async () => {
          await micOn(ann);
          await hears(ben, ann);
          await ben.page.waitForFunction(`speaking("ann")`);
          await ann.page.waitForFunction("voice.speaking.value && voice.meter.value > 0");
          assert.equal((await heard(ann, ben)).packets, 0);
          assert.deepEqual(await ann.page.evaluate("descriptions"), ["offer"]);
          assert.deepEqual(await ben.page.evaluate("descriptions"), ["answer"]);
        },
      );

      await t.step("pushing to talk sends silence until it is held", async () => {
        await ann.page.getByLabel("How you talk").selectOption("push");
        await ben.page.waitForFunction(`!speaking("ann")`);
        await ann.page.keyboard.down("v");
        await ben.page.waitForFunction(`speaking("ann")`);
        await ann.page.keyboard.up("v");
        await ben.page.waitForFunction(`!speaking("ann")`);
        await ann.page.getByRole("button", { name: "Hold to talk" }).focus();
        await ann.page.keyboard.down(" ");
        await ben.page.waitForFunction(`speaking("ann")`);
        await ann.page.keyboard.up(" ");
        await ann.page.getByLabel("How you talk").selectOption("open");
        await ben.page.waitForFunction(`speaking("ann")`);
        for (const { page } of both) assert.deepEqual(await seriousViolations(page), []);
      });

      await t.step("a microphone that is turned off is let go, and nothing is sent", async () => {
        await ann.page.getByRole("button", { name: "Turn off microphone" }).click();
        await ben.page.waitForFunction(`!speaking("ann")`);
        // What was on its way has come once two looks agree.
        await ben.page.waitForFunction(`(async () => {
          const { packets } = await heard("ann");
          await new Promise((resolve) => setTimeout(resolve, 300));
          return (await heard("ann")).packets === packets;
        })()`);
      });

      await t.step("a shared screen is seen by those near, and ends for them", async () => {
        await ann.page.getByRole("button", { name: "Share your screen" }).click();
        await ann.page.waitForFunction("shares.length === 1 && shares[0] === true");
        const video = ben.page.getByLabel("Screen of ANN", { exact: true });
        await video.waitFor();
        await ben.page.waitForFunction(`document.querySelector("video").videoWidth > 0`);
        assert((await ann.page.evaluate<number>("Math.max(...sizes)")) < 15_000);
        await ann.page.getByRole("button", { name: "Stop sharing" }).click();
        await video.waitFor({ state: "detached" });
        assert.equal(await ann.page.evaluate("shares.at(-1)"), false);
        await linked(ben, ann);
      });

      await t.step("whoever is not to be heard is not linked, and comes back", async () => {
        await ben.page.getByRole("button", { name: "Do not hear ANN" }).click();
        await ann.page.waitForFunction(`linkTo("ben") === null`);
        await ben.page.getByText("People you do not hear").click();
        await ben.page.getByRole("button", { name: "Hear again" }).click();
        await ann.page.evaluate("voice.resync()");
        await stand(both, { ann: 0, ben: 3 });
        await Promise.all([linked(ann, ben), linked(ben, ann)]);
      });

      await t.step("a page that is loaded again is linked again", async () => {
        await ben.page.reload();
        await ben.page.waitForFunction("globalThis.ready");
        await stand(both, { ann: 0, ben: 3 });
        await turnOn(ben);
        await Promise.all([linked(ann, ben), linked(ben, ann)]);
        await micOn(ann);
        await hears(ben, ann);
      });

      await t.step("who walks away is heard no more, and who comes back is", async () => {
        await stand(both, { ann: 0, ben: 60 });
        await ann.page.waitForFunction(`linkTo("ben") === null`);
        await ben.page.waitForFunction(`linkTo("ann") === null`);
        await stand(both, { ann: 0, ben: 4 });
        await Promise.all([linked(ann, ben), linked(ben, ann)]);
        await hears(ben, ann);
      });

      await t.step("turning voice off lets everything go, and the other side knows", async () => {
        await ann.page.evaluate(`globalThis.kept = navigator.mediaDevices.getUserMedia;
          globalThis.tracks = []; navigator.mediaDevices.getUserMedia = async function (wish) {
            const stream = await kept.call(this, wish); tracks.push(...stream.getTracks()); return stream; }`);
        await ann.page.getByRole("button", { name: "Turn off microphone" }).click();
        await micOn(ann);
        await ann.page.waitForFunction(`tracks.length === 1 && tracks[0].readyState === "live"`);
        await ann.page.getByRole("button", { name: "Turn off voice" }).click();
        assert.equal(await ann.page.evaluate("tracks[0].readyState"), "ended");
        assert.equal(await ann.page.evaluate("voice.people.value.size"), 0);
        await ben.page.waitForFunction(`linkTo("ann") === null`);
      });

      await t.step("people are linked although their first signals are lost", async () => {
        for (const { page } of both) await page.evaluate("setLost(true); sizes.length = 0");
        await turnOn(ann);
        await ann.page.waitForFunction("sizes.length > 1 && voice.phase.value === 'on'");
        for (const { page } of both) await page.evaluate("setLost(false)");
        await Promise.all([linked(ann, ben), linked(ben, ann)]);
      });

      await t.step("a microphone that is not allowed is told in words", async () => {
        await ann.page.evaluate(`navigator.mediaDevices.getUserMedia =
          () => Promise.reject(new DOMException("no", "NotAllowedError"))`);
        await micOn(ann);
        await ann.page.getByText("does not let Maru use the microphone").waitFor();
      });

      await t.step("nothing went wrong in any page", () => {
        assert.deepEqual(both.flatMap(({ problems }) => problems), []);
      });
    } finally {
      await browser.close();
      await site.close();
    }
  },
});

Deno.test({
  name: "voices in Chromium that may only go through a relay are heard through coturn",
  ignore: !hasCoturn(),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using coturn = await startCoturn(SECRET, { args: ["--allow-loopback-peers"] });
    const site = await serveVoice(
      await iceServers({
        TURN_URLS: [`turn:127.0.0.1:${coturn.port}?transport=udp`],
        TURN_SECRET: SECRET,
        TURN_TTL_S: 600,
        TURN_ONLY: true,
      }, { id: "browser", nowMs: Date.now() }),
    );
    const browser = await launchBrowser({ args: ARGS });
    try {
      const ann = await arrive({ browser, site, id: "ann" });
      const ben = await arrive({ browser, site, id: "ben" });
      await stand([ann, ben], { ann: 0, ben: 2 });
      for (const guest of [ann, ben]) await turnOn(guest);
      await Promise.all([linked(ann, ben), linked(ben, ann)]);
      await micOn(ann);
      await hears(ben, ann);
      assert.equal(await ben.page.evaluate(`way("ann")`), "relay-relay");
    } finally {
      await browser.close();
      await site.close();
    }
  },
});

Deno.test("voice adds little to what a page loads", async () => {
  const site = await serveVoice();
  try {
    assert(site.sizeBytes < 15_000, `${site.sizeBytes} bytes`);
  } finally {
    await site.close();
  }
});
