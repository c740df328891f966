import assert from "node:assert/strict";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { CharacterCall } from "@/lib/calls/character/call.ts";
import type { Cue } from "@/lib/calls/character/cues.ts";
import { type CharacterLine, LineRefused, type ReplyNews } from "@/lib/calls/character/line.ts";
import { createSilentVoice } from "@/lib/calls/character/silent_voice.ts";
import { Clock } from "@/lib/speech/clock_for_tests.ts";

const ME = { spec: "", name: "Ann", vrm: null, background: "art" } as const;
const END: ReplyNews = { type: "end", finish: "stop", failure: null, retryAfterS: null };

/** A reply that comes as a test says. */
class Coming {
  #news: (ReplyNews | Error)[] = [];
  #bell = Promise.withResolvers<void>();
  put(...news: (ReplyNews | Error)[]): void {
    this.#news.push(...news);
    this.#bell.resolve();
  }
  async *read(signal: AbortSignal): AsyncGenerator<ReplyNews> {
    for (;;) {
      signal.throwIfAborted();
      const next = this.#news.shift();
      if (next instanceof Error) throw next;
      if (next) {
        yield next;
        continue;
      }
      this.#bell = Promise.withResolvers();
      await this.#bell.promise;
    }
  }
}

interface Options {
  begun?: Awaited<ReturnType<CharacterLine["begin"]>> | Error;
  camera?: boolean;
}

async function open({ begun, camera = true }: Options = {}) {
  const clock = new Clock();
  const said: { text: string; seen: readonly Cue[] }[] = [];
  const stopped: string[] = [];
  const replies: Coming[] = [];
  const told: string[] = [];
  const line: CharacterLine = {
    begin: () =>
      begun instanceof Error ? Promise.reject(begun) : Promise.resolve(
        begun ?? { conversationId: "c1", url: "/chats/c1", lines: [], running: null },
      ),
    say({ text, seen }) {
      said.push({ text, seen });
      replies.push(new Coming());
      return Promise.resolve({ turnId: `t${replies.length}`, reply: `${replies.length}` });
    },
    follow: (_, reply, signal) => replies[Number(reply) - 1]!.read(signal),
    stop(_, turnId) {
      stopped.push(turnId);
      return Promise.resolve();
    },
  };
  const call = new CharacterCall({
    character: {
      id: "haru",
      name: "Haru",
      face: "",
      background: "art",
      manner: { voice: null, lang: "en", asides: "skip" },
    },
    conversationId: null,
    line,
    synthesis: createSilentVoice(clock.after),
    voicesReady: () => Promise.resolve(),
    newId: () => "0123456789",
    now: () => clock.nowMs,
    after: clock.after,
    random: () => 0.5,
    reducedMotion: false,
    camera: () => camera,
  });
  call.control.on("chat", ({ text }) => told.push(`line ${text}`));
  call.control.on("caption", ({ text, final }) => told.push(`${final ? "end" : "says"} ${text}`));
  call.join(ME);
  await settle();
  return { call, clock, said, stopped, replies, told };
}

/** Lets what was promised come. */
async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}

const say = async ({ call }: { call: CharacterCall }, text: string) => {
  const sent = call.control.send({ type: "chat", text });
  await settle();
  return sent;
};

Deno.test("a greeting that nobody has answered is said, with its face", async () => {
  const { call, clock, told } = await open({
    begun: {
      conversationId: "c1",
      url: "/chats/c1",
      lines: [{ mine: false, text: "*waves* You came.", emotion: "smile" }],
      running: null,
    },
  });
  assert.equal(call.phase.value.kind, "live");
  assert.equal(call.peer.value?.avatar.name, "Haru");
  clock.tick(10);
  assert.equal(call.mood.value, "speaking");
  assert.equal(call.samplePeer(clock.nowMs).gesture, "wave");
  clock.tick(5_000);
  assert.equal(call.mood.value, "waiting");
  call.samplePeer(clock.nowMs += 100);
  assert.equal(call.samplePeer(clock.nowMs += 100).emotion, "smile");
  assert.deepEqual(told, ["line waves You came.", "says You came.", "end You came."]);
  call.dispose();
});

Deno.test("a reply is said sentence by sentence, each with the feeling that comes before it", async () => {
  const world = await open();
  const { call, clock, replies, told } = world;
  await say(world, "Hello");
  assert.equal(call.mood.value, "thinking");
  replies[0]!.put({ type: "emotion", emotion: "laugh" }, { type: "text", text: "Ha, it is you. " });
  replies[0]!.put({ type: "emotion", emotion: "sad" }, { type: "text", text: "It rains." }, END);
  await settle();
  assert.deepEqual(told.splice(0), ["line Ha, it is you. It rains."]);
  clock.tick(10);
  const emotionNow = () => {
    call.samplePeer(clock.nowMs += 50);
    return call.samplePeer(clock.nowMs += 50).emotion;
  };
  assert.equal(emotionNow(), "laugh");
  clock.tick(30);
  let jaw = 0;
  for (let n = 0; n < 20; n++) {
    clock.tick(30);
    jaw = Math.max(jaw, call.samplePeer(clock.nowMs).shapes[shapeIndex.jawOpen]!);
  }
  assert(jaw > 0.1, "the mouth does not move");
  clock.tick(1_600);
  assert.equal(emotionNow(), "sad");
  clock.tick(3_000);
  assert.equal(call.mood.value, "waiting");
  assert.deepEqual(told, [
    "says Ha, it is you.",
    "end Ha, it is you.",
    "says It rains.",
    "end It rains.",
  ]);
  call.dispose();
});

Deno.test("who says something else is answered to that; the earlier reply is hushed and stopped", async () => {
  const world = await open();
  const { call, clock, replies, stopped, told } = world;
  await say(world, "One");
  replies[0]!.put({ type: "text", text: "Once upon a time. There " });
  await settle();
  clock.tick(100);
  await say(world, "Two");
  assert.deepEqual(stopped, ["t1"]);
  replies[0]!.put({ type: "text", text: "was a fox." }, END);
  replies[1]!.put({ type: "text", text: "Yes." }, END);
  await settle();
  clock.tick(5_000);
  assert.deepEqual(told, [
    "says Once upon a time.",
    "end Once upon a time.",
    "line Once upon a time. There",
    "line Yes.",
    "says Yes.",
    "end Yes.",
  ]);
  call.dispose();
});

Deno.test("what may be seen is told only while that is allowed, and only of a camera", async () => {
  const world = await open();
  const { call, clock, said } = world;
  const smiling = () => {
    for (let n = 0; n < 40; n++) {
      clock.tick(33);
      const pose = { ...restPose(clock.nowMs), source: "camera" } as const;
      pose.shapes[shapeIndex.mouthSmileLeft] = pose.shapes[shapeIndex.mouthSmileRight] = 0.9;
      call.sendPose(pose);
    }
  };
  smiling();
  await say(world, "One");
  call.mayBeSeen.value = true;
  smiling();
  assert.deepEqual(call.seen.value, ["smiling"]);
  await say(world, "Two");
  call.mayBeSeen.value = false;
  assert.deepEqual(call.seen.value, []);
  await say(world, "Three");
  call.mayBeSeen.value = true;
  await say(world, "Four");
  assert.deepEqual(said.map(({ seen }) => seen), [[], ["smiling"], [], []]);
  const blind = await open({ camera: false });
  blind.call.mayBeSeen.value = true;
  blind.call.sendPose({ ...restPose(1), source: "camera" });
  assert.deepEqual(blind.call.seen.value, []);
  for (const one of [call, blind.call]) one.dispose();
});

Deno.test("what went wrong with a reply is told, and what came of it stays", async () => {
  const world = await open();
  const { call, replies, told } = world;
  await say(world, "One");
  replies[0]!.put({ type: "text", text: "Well" }, {
    ...END,
    type: "end",
    failure: "overloaded",
    retryAfterS: 4,
  });
  await settle();
  assert.deepEqual(call.trouble.value, { reason: "overloaded", retryAfterS: 4 });
  assert.deepEqual(told, ["line Well"]);
  await say(world, "Two");
  assert.equal(call.trouble.value, null);
  replies[1]!.put(new LineRefused(429, "Too often", 7));
  await settle();
  assert.deepEqual(call.trouble.value, { reason: "429", retryAfterS: 7 });
  assert.equal(call.mood.value, "waiting");
  call.dispose();
});

Deno.test("a call that cannot begin is over, with its reason", async () => {
  const { call } = await open({ begun: new LineRefused(404, "Gone", null) });
  assert.deepEqual(call.phase.value, { kind: "ended", reason: "refused" });
  assert.equal(call.trouble.value?.reason, "404");
  assert.equal(call.control.send({ type: "chat", text: "Hello?" }), false);
  call.dispose();
});

Deno.test("who hangs up hears nothing more, is seen no more, and may call again", async () => {
  const world = await open();
  const { call, clock, replies, stopped, told } = world;
  call.mayBeSeen.value = true;
  call.consent.ask();
  await say(world, "One");
  replies[0]!.put({ type: "text", text: "Let me tell you. And " });
  await settle();
  clock.tick(100);
  call.leave();
  clock.tick(10_000);
  assert.deepEqual(call.phase.value, { kind: "ended", reason: "left" });
  assert.deepEqual(stopped, ["t1"]);
  assert.equal(call.mayBeSeen.value, false);
  assert.equal(call.consent.state.value, "none");
  assert.equal(told.filter((one) => one.startsWith("says")).length, 1);
  assert(call.stats().durationMs > 0);
  call.join(ME);
  await settle();
  assert.equal(call.phase.value.kind, "live");
  call.dispose();
});

Deno.test("a way that breaks shows as trouble, and goes on", async () => {
  const { call } = await open();
  call.away(true);
  assert.equal(call.phase.value.kind, "trouble");
  call.away(false);
  assert.equal(call.phase.value.kind, "live");
  call.dispose();
});
