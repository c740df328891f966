/**
 * Puts a call together from what its page brings: on the server for the markup, in the browser for all else, and there
 * once per page, as its islands share one. Browser-safe.
 */
import { computed, signal } from "@preact/signals";
import { MAX_MODEL_BYTES } from "@/lib/calls/client/avatar.ts";
import { TabSeat } from "@/lib/calls/client/tab_seat.ts";
import { openSeat } from "@/lib/calls/character/seat.ts";
import { Captioning } from "@/lib/calls/page/captioning.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { Desk } from "@/lib/calls/recording/desk.ts";
import { openShelf } from "@/lib/calls/recording/shelf.ts";
import { newsWords } from "@/lib/calls/page/news.ts";
import { OwnModel } from "@/lib/calls/page/own_model.ts";
import type { CallPageProps } from "@/lib/calls/page/props.ts";
import { CallSession } from "@/lib/calls/page/session.ts";
import { peerKey, selfKey, shownFace } from "@/lib/calls/page/shown.ts";
import { peerFace, selfFace } from "@/lib/calls/page/sides.ts";
import { openVoiceOutput } from "@/lib/calls/page/voice_output.ts";
import { hasRecognition, openRecognition } from "@/lib/speech/browser.ts";
import { callWords } from "@/lib/i18n/calls.ts";
import { openModelStore } from "@/lib/lounge/own_model/store.ts";
import { listMicrophones, openMicrophone } from "@/lib/lounge/voice/capture.ts";

const opened = new Map<string, Inside>();

/** The call of a page: made by the first of its islands, shared by all. */
export function openCallPage(props: CallPageProps): Inside {
  // On the server, requests share nothing.
  if (typeof document === "undefined") return make(props);
  const known = opened.get(props.roomId);
  if (known) return known;
  const made = make(props);
  opened.set(props.roomId, made);
  shownFace(selfKey(props.roomId)).value = made.self;
  shownFace(peerKey(props.roomId)).value = made.peer;
  return made;
}

/** Ends the call of a page for good. */
export function closeCallPage(inside: Inside): void {
  const { roomId } = inside.props;
  opened.delete(roomId);
  shownFace(selfKey(roomId)).value = null;
  shownFace(peerKey(roomId)).value = null;
  inside.captioning.dispose();
  inside.desk.close();
  inside.session.close();
}

function make(props: CallPageProps): Inside {
  const character = props.character
    ? openSeat(props.character, { locale: props.locale, session: () => session })
    : null;
  const words = character ? character.words.call : callWords[props.locale];
  const session: CallSession = new CallSession({
    props,
    openCall: character ? character.openCall : async () => {
      const { openBrowserCall } = await import("@/lib/calls/client/browser.ts");
      return openBrowserCall(props);
    },
    openTracker: async () => {
      const { createBrowserTracker } = await import("@/lib/avatar/tracking/browser.ts");
      return createBrowserTracker();
    },
    microphone: { open: openMicrophone, list: listMicrophones, watch: watchSoon },
    drawer: () => localStorage,
    tab: () => sessionStorage,
    seat: character ? null : new TabSeat({
      roomId: props.roomId,
      tab: () => sessionStorage,
      locks: () => navigator.locks,
      after: callLater,
    }),
    isReload,
    now: Date.now,
    after: callLater,
  });
  const output = character ?? openVoiceOutput(session);
  const told = signal<Inside["told"]["value"]>(null);
  const peerName = computed(() => session.call.value?.peer.value?.avatar.name || words.somebody);
  session.onNews((news) => {
    // What a character says is heard and captioned already.
    if (character && news.type === "said") return;
    const text = newsWords(news, words, peerName.peek());
    told.value = { key: performance.now(), text, kind: news.type };
  });
  return {
    session,
    props,
    words,
    told,
    peerName,
    self: selfFace(session, words),
    peer: peerFace(session, words, peerName),
    model: new OwnModel({
      store: openModelStore(() => indexedDB),
      maxBytes: MAX_MODEL_BYTES,
      hash: async (file) => {
        const { hashOf } = await import("@/lib/calls/client/model_transfer.ts");
        return await hashOf(file);
      },
      wear: (vrm) => void (session.vrm.value = vrm),
      remember: (ownModel) => session.set({ ownModel }),
    }),
    captioning: new Captioning({
      supported: hasRecognition(),
      open: openRecognition,
      now: () => performance.now(),
      after: callLater,
      lang: props.locale === "ko" ? "ko-KR" : "en-US",
      onCaption: (text, final) => session.talk.caption(text, { final, lang: props.locale }),
    }),
    audible: output.audible,
    playVoice: output.playVoice,
    character,
    desk: new Desk({
      session,
      shelf: openShelf(() => indexedDB),
      with: character ? "character" : "person",
      openRecorder: async (startMs) => {
        const { Recorder } = await import("@/lib/calls/recording/recorder.ts");
        return new Recorder(startMs);
      },
      newId: () => crypto.randomUUID(),
      now: () => performance.now(),
      today: Date.now,
      every: callEvery,
    }),
    playTone: () => void loadSound().then(({ playTone }) => playTone()),
  };
}

function loadSound() {
  return import("@/lib/calls/page/sound.ts");
}

/** Watches how loud a stream is, once what measures it is here. */
function watchSoon(stream: MediaStream, take: (level: number) => void): () => void {
  const ending = new AbortController();
  let stop = () => {};
  loadSound().then(({ watchLevel }) => {
    if (!ending.signal.aborted) stop = watchLevel(stream, take);
  }, () => {
    // A meter that does not come is missed by nobody who is heard.
  });
  return () => {
    ending.abort();
    stop();
  };
}

function isReload(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "reload";
}

/** Calls back every so many milliseconds; returns how to stop. */
function callEvery(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
}

/** Calls back after that many milliseconds; returns how to take that back. */
function callLater(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}
