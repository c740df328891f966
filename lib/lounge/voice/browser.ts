/** Makes a voice of what a browser has. Browser-safe. */
import { listMicrophones, openMicrophone, openScreen } from "@/lib/lounge/voice/capture.ts";
import { createEar } from "@/lib/lounge/voice/ear.ts";
import { createPeer } from "@/lib/lounge/voice/peer.ts";
import { readVoiceSettings, writeVoiceSettings } from "@/lib/lounge/voice/settings.ts";
import { fetchIce } from "@/lib/rtc/servers.ts";
import type { VoiceSignal } from "@/lib/lounge/voice/signal.ts";
import { Voice } from "@/lib/lounge/voice/voice.ts";

export interface BrowserVoiceDeps {
  me: string;
  /** Sends a `signal` frame of the space. */
  send(to: string, signal: VoiceSignal): void;
  /** Sends a `share` frame of kind `screen`. */
  announceScreen(on: boolean): void;
}

/** Makes the voice of this page; it listens to the network and to devices until it is disposed. */
export function createVoice({ me, send, announceScreen }: BrowserVoiceDeps): Voice {
  const drawer = storage();
  const voice = new Voice({
    me,
    send,
    announceScreen,
    ice: () => fetchIce(),
    settings: readVoiceSettings(drawer),
    save: (settings) => writeVoiceSettings(drawer, settings),
    createPeer,
    createEar,
    openMicrophone,
    openScreen,
    listMicrophones,
    every(ms, call) {
      const timer = setInterval(call, ms);
      return () => clearInterval(timer);
    },
    now: Date.now,
    random: () => Math.random().toString(36).slice(2, 12),
  });
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener("online", voice.network, { signal });
  // A browser that kept the sound back lets it begin with the next gesture, wherever it falls.
  for (const gesture of ["pointerdown", "keydown"] as const) {
    addEventListener(gesture, () => {
      if (!voice.audible.value) void voice.resume();
    }, { signal });
  }
  // Whoever closes the page says so while it is still there.
  addEventListener("pagehide", voice.stop, { signal });
  navigator.mediaDevices?.addEventListener("devicechange", () => {
    if (voice.phase.value === "on") void voice.refreshDevices();
  }, { signal });
  return {
    ...voice,
    dispose() {
      ending.abort();
      voice.dispose();
    },
  };
}

function storage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    // Storing is not allowed: what is chosen holds for this visit.
    return null;
  }
}
