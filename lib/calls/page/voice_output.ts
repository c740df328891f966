/** Plays the other person's voice: as soon as it comes, or with the next gesture where the browser wants one. Browser-safe. */
import { effect, type Signal, signal } from "@preact/signals";
import type { CallSession } from "@/lib/calls/page/session.ts";

export interface VoiceOutput {
  /** False while the browser keeps the voice back. */
  audible: Signal<boolean>;
  /** Tries again; to be called in a gesture. */
  playVoice(): void;
}

/** The element that plays is made with the first voice: on a server there is none of either. */
export function openVoiceOutput(session: CallSession): VoiceOutput {
  const audible = signal(true);
  let element: HTMLAudioElement | null = null;
  const playVoice = () => {
    element?.play().then(() => audible.value = true, (error: unknown) => {
      // A newer voice interrupts an older one: that is no refusal.
      if (error instanceof DOMException && error.name === "NotAllowedError") audible.value = false;
    });
  };
  if (typeof document === "undefined") return { audible, playVoice };
  effect(() => {
    const stream = session.call.value?.voice.value ?? null;
    if (!stream && !element) return;
    element ??= new Audio();
    element.srcObject = stream;
    if (stream) playVoice();
  });
  return { audible, playVoice };
}
