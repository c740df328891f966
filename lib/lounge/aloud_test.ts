/** Replies of a room's characters, read aloud; and whom one does not hear. */
import assert from "node:assert/strict";
import { Aloud, soundOf } from "@/lib/lounge/aloud.ts";
import { eventId, message, NOW_MS, snapshot, welcome } from "@/lib/lounge/room_for_tests.ts";
import { type LinkHandlers, Session } from "@/lib/lounge/session.ts";
import type { ServerMessage } from "@/lib/spaces/protocol.ts";
import { Clock } from "@/lib/speech/clock_for_tests.ts";
import { listening } from "@/lib/speech/microphone.ts";
import { DEFAULT_SPEECH } from "@/lib/speech/settings.ts";
import type { VoiceHandlers, Words } from "@/lib/speech/speaker.ts";

type Logged = Extract<ServerMessage, { event_id: string }>;
type Frame = Logged extends infer F ? F extends Logged ? Omit<F, "event_id"> : never : never;

const VOICE = { lang: "ko-KR", name: "Yuna", pitch: 1.2, rate: 0.9 };

/** A room with somebody in it who listens. */
async function open(
  { aloud = true, character = () => Promise.resolve({ lang: "ko", voice: VOICE }) }: {
    aloud?: boolean;
    character?: (id: string) => Promise<unknown>;
  } = {},
) {
  const clock = new Clock();
  const said: Words[] = [];
  const kept = new Map([["maru-speech", JSON.stringify({ ...DEFAULT_SPEECH, aloud })]]);
  const voice = { handlers: null as VoiceHandlers | null, cancels: 0 };
  let link: LinkHandlers | null = null;
  const session = new Session({
    snapshot: snapshot(),
    join: () => Promise.resolve({ ok: true }),
    leave: () => Promise.resolve(),
    connect(handlers) {
      link = handlers;
      return { send: () => true, retry() {}, close() {} };
    },
    loadEarlier: () => Promise.reject(new Error("offline")),
    now: () => NOW_MS,
    after: clock.after,
    newNonce: () => "n",
  });
  await session.enter();
  const receive = (frame: ServerMessage) => link!.onFrame(frame);
  receive(welcome());
  const model = new Aloud({
    session,
    synthesis: {
      voices: () => [{
        voiceURI: "urn:Yuna",
        name: "Yuna",
        lang: "ko-KR",
        localService: true,
        default: true,
      }],
      onVoices: () => () => {},
      speak(words, handlers) {
        said.push(words);
        voice.handlers = handlers;
      },
      cancel: () => void voice.cancels++,
    },
    locale: "ko",
    drawer: () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }),
    fetchCharacter: character,
    now: () => clock.nowMs,
    after: clock.after,
  });
  let events = 0;
  const log = (frame: Frame) => receive({ ...frame, event_id: eventId(++events) } as Logged);
  return {
    model,
    session,
    clock,
    voice,
    kept,
    log,
    texts: () => said.map(({ text }) => text),
    said,
    pending: (id: string) =>
      log({
        type: "chat_pending",
        id,
        user_id: "ann",
        nickname: "ANN",
        message: "Soha?",
        character_id: "soha",
        character_name: "Soha",
        nonce: null,
        timestamp: new Date(NOW_MS).toISOString(),
      }),
    chunk: (id: string, content: string) =>
      log({ type: "character_chunk", id, character_id: "soha", content }),
    whole: (id: string, text: string) =>
      log(message(id, { character_id: "soha", character_name: "Soha", character_reply: text })),
    /** Lets answers of the server come. */
    settle: async () => {
      for (let n = 0; n < 5; n++) await Promise.resolve();
    },
  };
}

Deno.test("[AL3] a reply is read as it grows, in the voice that the server tells of", async () => {
  const asked: string[] = [];
  const room = await open({
    character: (id) => {
      asked.push(id);
      return Promise.resolve({ lang: "ko", voice: VOICE });
    },
  });
  room.pending("m1");
  room.chunk("m1", "안녕하세요. 오늘");
  assert.deepEqual(room.texts(), [], "its voice is not known yet");
  await room.settle();
  assert.deepEqual(room.texts(), ["안녕하세요."]);
  assert.deepEqual([room.said[0]?.pitch, room.said[0]?.rate], [1.2, 0.9]);
  assert.equal(room.model.speakingOf(room.model.speaker.saying.value), "soha");
  room.chunk("m1", "은 맑아요. 차");
  room.whole("m1", "안녕하세요. 오늘은 맑아요. 차 드세요.");
  for (let n = 0; n < 2; n++) room.voice.handlers?.onEnded();
  assert.deepEqual(room.texts(), ["안녕하세요.", "오늘은 맑아요.", "차 드세요."]);
  assert.deepEqual(asked, ["soha"]);
  room.model.dispose();
});

Deno.test("[AL3] replies that began while the voice was asked for are all read", async () => {
  const room = await open();
  room.whole("m1", "하나예요.");
  room.whole("m2", "둘이에요.");
  await room.settle();
  room.voice.handlers?.onEnded();
  assert.deepEqual(room.texts(), ["하나예요.", "둘이에요."]);
  room.model.dispose();
});

Deno.test("[AL3] a character of whom the server tells nothing speaks as voices come", async () => {
  for (
    const character of [
      () => Promise.reject(new Error("404")),
      () => Promise.resolve(null),
      () => Promise.resolve({ lang: 5, voice: [] }),
    ]
  ) {
    const room = await open({ character });
    room.whole("m1", "하나예요.");
    await room.settle();
    assert.deepEqual([room.said[0]?.lang, room.said[0]?.pitch], ["ko-KR", 1]);
    room.model.dispose();
  }
});

Deno.test("[AL1] nothing is read until it is turned on, and then nothing of before", async () => {
  const room = await open({ aloud: false });
  room.whole("m1", "하나예요.");
  await room.settle();
  room.model.set({ aloud: true });
  await room.settle();
  assert.deepEqual(room.texts(), []);
  room.whole("m2", "둘이에요.");
  await room.settle();
  assert.deepEqual(room.texts(), ["둘이에요."]);
  assert.match(room.kept.get("maru-speech") ?? "", /"aloud":true/);
  room.model.dispose();
});

Deno.test("people are not read, nor characters whom one does not want to hear", async () => {
  const room = await open();
  room.log(message("m1"));
  room.model.setSilent("soha", true);
  room.whole("m2", "하나예요.");
  await room.settle();
  assert.deepEqual(room.texts(), []);
  room.model.setSilent("soha", false);
  room.whole("m3", "둘이에요. 셋이에요.");
  await room.settle();
  room.voice.handlers?.onBegan();
  room.model.setSilent("soha", true);
  assert.equal(room.model.speaker.phase.value, "idle");
  assert.equal(room.voice.cancels, 1);
  room.model.dispose();
});

for (
  const [name, act] of [
    ["leaves", (room: Awaited<ReturnType<typeof open>>) => void room.session.leave()],
    ["turns it off", (room) => room.model.set({ aloud: false })],
    ["closes the page", (room) => room.model.dispose()],
    [
      "sees the words taken away",
      (room) => room.log({ type: "message_removed", id: "m1", by: "owner" }),
    ],
  ] satisfies [string, (room: Awaited<ReturnType<typeof open>>) => void][]
) {
  Deno.test(`[AL2] who ${name} hears nothing more`, async () => {
    const room = await open();
    room.whole("m1", "하나예요. 둘이에요.");
    await room.settle();
    room.voice.handlers?.onBegan();
    act(room);
    room.voice.handlers?.onEnded();
    room.clock.tick(60_000);
    assert.ok(room.voice.cancels > 0);
    assert.deepEqual(room.texts(), ["하나예요."]);
    room.model.dispose();
  });
}

Deno.test("a reading makes way for a microphone, and goes on after it", async () => {
  const room = await open();
  room.whole("m1", "하나예요. 둘이에요.");
  await room.settle();
  room.voice.handlers?.onBegan();
  listening.value = true;
  assert.equal(room.model.speaker.phase.value, "paused");
  listening.value = false;
  room.clock.tick(100);
  assert.deepEqual(room.texts(), ["하나예요.", "하나예요."]);
  room.model.speaker.pause();
  listening.value = true;
  listening.value = false;
  assert.equal(room.model.speaker.phase.value, "paused", "who paused it by hand finds it paused");
  room.model.dispose();
});

Deno.test("soundOf() keeps to what can be said", () => {
  const voice = { lang: "../", name: 5, pitch: 99, rate: "fast" };
  assert.deepEqual(soundOf({ lang: "en", voice }), {
    lang: "en",
    voice: { lang: null, name: null, pitch: 2, rate: 1 },
  });
  for (const wrong of [null, 5, "x", [], {}]) assert.equal(soundOf(wrong), null);
});
