import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { fakeCall, fakeDrawer, fakeTracker } from "@/lib/calls/page/fakes_for_tests.ts";
import { readFigures } from "@/lib/calls/page/figures.ts";
import { CallSession, type News } from "@/lib/calls/page/session.ts";
import { readVisit } from "@/lib/calls/page/settings.ts";
import type { Captured } from "@/lib/lounge/voice/capture.ts";

class FakeTrack extends EventTarget {
  stopped = false;
  stop() {
    this.stopped = true;
  }
}

/** A stream with one track, as far as a microphone looks at it. */
function fakeStream() {
  const track = new FakeTrack();
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  return { track, captured: { ok: true, stream, track } as unknown as Captured };
}

interface Setup {
  reload?: boolean;
  tab?: ReturnType<typeof fakeDrawer>;
  opens?: () => Promise<Captured>;
  broken?: boolean;
  seat?: ReturnType<typeof fakeSeat>;
}

/** The seat of a tab, which another tab has or has not. */
function fakeSeat({ taken = false } = {}) {
  const done: string[] = [];
  let onLost = () => {};
  return {
    done,
    taken,
    isElsewhere() {
      return Promise.resolve(this.taken);
    },
    take(how: string, lost: () => void) {
      done.push(how);
      onLost = lost;
      if (how === "from_another") this.taken = false;
      return Promise.resolve(!this.taken);
    },
    letGo: () => void done.push("let go"),
    /** Another tab takes it over. */
    lose() {
      this.taken = true;
      onLost();
    },
  };
}

function open(
  { reload = false, tab = fakeDrawer(), opens, broken = false, seat = fakeSeat() }: Setup = {},
) {
  const far = fakeCall();
  const tracker = fakeTracker();
  const nowMs = signal(0);
  const news: News["type"][] = [];
  const mic = fakeStream();
  const session = new CallSession({
    props: {
      roomId: "room",
      me: { name: "Ann", face: "hair=long" },
      view: "lobby",
      animator: null,
    },
    openCall: () => broken ? Promise.reject(new Error("offline")) : Promise.resolve(far.call),
    openTracker: () => Promise.resolve(tracker.tracker),
    microphone: {
      open: opens ?? (() => Promise.resolve(mic.captured)),
      list: () => Promise.resolve([]),
      watch: () => () => {},
    },
    drawer: fakeDrawer(),
    tab,
    seat,
    isReload: () => reload,
    now: () => nowMs.value,
    after: () => () => {},
  });
  session.onNews(({ type }) => void news.push(type));
  return { session, far, tracker, tab, nowMs, news, mic, seat };
}

Deno.test("nothing of the camera, the microphone or the network begins by itself", async () => {
  const { session, far, tracker } = open();
  await session.begin();
  assert.equal(session.view.value, "lobby");
  assert.deepEqual(far.joined, []);
  assert.deepEqual(tracker.done, ["silence"]);
  assert.equal(session.microphone.state.value, "off");
});

Deno.test("a face moves from the lobby on, and is sent while one is in", async () => {
  const { session, far, tracker } = open();
  await session.begin();
  for (let atMs = 0; atMs <= 990; atMs += 33) {
    tracker.pose(atMs, { source: "camera", emotion: "shy" });
    session.sampleSelf(atMs);
  }
  assert.equal(session.sampleSelf(990).emotion, "shy");
  assert.equal(far.poses.length, 0);
  await session.join();
  assert.equal(session.view.value, "in");
  assert.deepEqual(far.joined.map(({ spec, name }) => [spec, name]), [["hair=long", "Ann"]]);
  tracker.pose(1_023);
  assert.deepEqual(far.poses.map(({ atMs }) => atMs), [1_023]);
});

Deno.test("a camera that is asked for at once waits for the one tracker that is on its way", async () => {
  const { session, tracker } = open();
  const begun = session.begin();
  await session.turnCamera(true);
  await begun;
  assert.deepEqual(tracker.done.filter((one) => one !== "silence"), ["start any"]);
  assert.equal(tracker.done.filter((one) => one === "silence").length, 1);
  assert.equal(session.camera.value, true);
});

Deno.test("a call that cannot be loaded leaves one in the lobby, and is told", async () => {
  const { session, news } = open({ broken: true });
  await session.join();
  assert.equal(session.view.value, "lobby");
  assert.deepEqual(news, ["not_loaded"]);
});

Deno.test("who comes is greeted with what is off; who turns something on says so", async () => {
  const { session, far } = open();
  await session.begin();
  await session.join();
  far.meet("Bo");
  assert.deepEqual(far.sent.at(-1), { type: "muted", microphone: true, camera: true });
  await session.microphone.turnOn(null);
  assert.deepEqual(far.sent.at(-1), { type: "muted", microphone: false, camera: true });
  assert.equal(far.tracks.length, 2);
  await session.turnCamera(true);
  assert.deepEqual(far.sent.at(-1), { type: "muted", microphone: false, camera: false });
});

Deno.test("coming, trouble, mending and going are told once each", async () => {
  const { session, far, news } = open();
  await session.join();
  far.meet("Bo");
  far.phase.value = { kind: "trouble", sinceMs: 5 };
  far.phase.value = { kind: "live", sinceMs: 0 };
  far.phase.value = { kind: "alone" };
  assert.deepEqual(news, ["came", "trouble", "back", "went"]);
});

Deno.test("a reload comes back as who one was, with what was on; another visit stands at the door", async () => {
  const first = open();
  await first.session.begin();
  first.session.be({ name: "Anna" });
  await first.session.join();
  await first.session.microphone.turnOn(null);
  assert.deepEqual(readVisit(first.tab, "room"), {
    name: "Anna",
    face: "hair=long",
    camera: false,
    microphone: true,
  });

  const again = open({ reload: true, tab: first.tab });
  await again.session.begin();
  assert.equal(again.far.joined[0]?.name, "Anna");
  assert.equal(again.session.microphone.state.value, "on");

  const later = open({ tab: first.tab });
  await later.session.begin();
  assert.deepEqual(later.far.joined, []);
  assert.equal(readVisit(later.tab, "room"), null);
});

Deno.test("[SE4] a copy of a tab stands aside, as who it is, until it is told to take the call over", async () => {
  const first = open();
  await first.session.begin();
  first.session.be({ name: "Anna" });
  await first.session.join();
  await first.session.microphone.turnOn(null);

  const copy = open({ tab: fakeDrawer(first.tab.kept), seat: fakeSeat({ taken: true }) });
  await copy.session.begin();
  assert.equal(copy.session.view.value, "lobby");
  assert.equal(copy.session.elsewhere.value, true);
  assert.equal(readVisit(copy.tab, "room"), null);
  await copy.session.join();
  assert.deepEqual([copy.session.view.value, copy.far.joined.length], ["lobby", 0]);

  await copy.session.takeOver();
  assert.deepEqual(copy.far.joined.map(({ name }) => name), ["Anna"]);
  assert.deepEqual(copy.seat.done, ["if_free", "from_another"]);
  assert.equal(copy.session.elsewhere.value, false);
  assert.equal(copy.session.microphone.state.value, "off");
});

Deno.test("[SE4] a copy that is loaded anew turns nothing on, and is not in", async () => {
  const first = open();
  await first.session.begin();
  await first.session.join();
  await first.session.microphone.turnOn(null);
  const copy = open({
    tab: fakeDrawer(first.tab.kept),
    seat: fakeSeat({ taken: true }),
    reload: true,
  });
  await copy.session.begin();
  assert.deepEqual(copy.seat.done, ["soon"]);
  assert.deepEqual([copy.session.view.value, copy.session.elsewhere.value], ["lobby", true]);
  assert.equal(copy.session.microphone.state.value, "off");
});

Deno.test("[SE4] a tab whose call was taken over lets all go, and a reload does not take it back", async () => {
  const { session, far, tab, seat, mic } = open();
  await session.begin();
  await session.join();
  far.meet("Bo");
  await session.microphone.turnOn(null);
  seat.lose();
  assert.deepEqual(far.phase.value, { kind: "ended", reason: "elsewhere" });
  assert.equal(session.view.value, "ended");
  assert.equal(mic.track.stopped, true);
  assert.equal(readFigures(tab, "room")?.reason, "elsewhere");
  assert.equal(readVisit(tab, "room"), null);
});

Deno.test("[SE4] a seat that becomes free elsewhere is one's own again when the page is looked at", async () => {
  const { session, seat } = open({ seat: fakeSeat({ taken: true }) });
  await session.begin();
  assert.equal(session.elsewhere.value, true);
  seat.taken = false;
  await session.look();
  assert.equal(session.elsewhere.value, false);
  await session.join();
  session.leave();
  assert.deepEqual(seat.done, ["if_free", "let go"]);
});

Deno.test("when it is over, devices are let go, figures stay in the tab, and a reload does not come back", async () => {
  const { session, far, tracker, tab, mic } = open();
  await session.begin();
  await session.join();
  far.meet("Bo");
  await session.turnCamera(true);
  await session.microphone.turnOn(null);
  far.phase.value = { kind: "ended", reason: "peer_left" };
  assert.equal(session.view.value, "ended");
  assert.equal(mic.track.stopped, true);
  assert.equal(tracker.state.value.kind, "off");
  assert.equal(readVisit(tab, "room"), null);
  const figures = readFigures(tab, "room");
  assert.deepEqual(
    [figures?.reason, figures?.withName, figures?.durationMs],
    ["peer_left", "Bo", 61_000],
  );
});

Deno.test("a feeling that is chosen twice is calm again", async () => {
  const { session, far, tracker } = open();
  await session.begin();
  await session.join();
  session.feel("shy");
  assert.equal(session.feeling.value, "shy");
  session.feel("shy");
  assert.equal(session.feeling.value, "neutral");
  assert.deepEqual(tracker.done.filter((one) => one.startsWith("feel")), ["feel shy", "feel null"]);
  assert.deepEqual(far.sent.filter(({ type }) => type === "emotion"), [
    { type: "emotion", emotion: "shy" },
    { type: "emotion", emotion: "neutral" },
  ]);
});

Deno.test("a microphone that comes after it was turned off is closed again", async () => {
  const late = fakeStream();
  const { promise, resolve } = Promise.withResolvers<Captured>();
  const { session } = open({ opens: () => promise });
  session.toggleMicrophone();
  assert.equal(session.microphone.state.value, "asking");
  session.toggleMicrophone();
  resolve(late.captured);
  await promise;
  await Promise.resolve();
  assert.equal(late.track.stopped, true);
  assert.equal(session.microphone.state.value, "off");
});

Deno.test("a microphone that is refused or taken away says why", async () => {
  const refused = open({ opens: () => Promise.resolve({ ok: false, reason: "denied" }) });
  await refused.session.microphone.turnOn(null);
  assert.equal(refused.session.microphone.trouble.value, "denied");
  const { session, mic } = open();
  await session.microphone.turnOn(null);
  mic.track.dispatchEvent(new Event("ended"));
  assert.equal(session.microphone.state.value, "off");
  assert.equal(session.microphone.trouble.value, "lost");
});
