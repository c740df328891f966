/** What a browser has of voices and of listening, behind the interfaces of this folder. Browser-safe. */
import type { Recognition } from "@/lib/speech/dictation.ts";
import type { Synthesis } from "@/lib/speech/speaker.ts";

/** Whether this browser may be able to read aloud; whether it has voices shows later. */
export function hasSynthesis(scope: object = globalThis): boolean {
  return "speechSynthesis" in scope && "SpeechSynthesisUtterance" in scope &&
    Boolean(Reflect.get(scope, "speechSynthesis"));
}

/** The browser's voices; null where it has nothing of the kind. */
export function openSynthesis(): Synthesis<SpeechSynthesisVoice> | null {
  if (!hasSynthesis()) return null;
  const { speechSynthesis } = globalThis;
  // Chrome forgets an utterance that nobody holds, and never tells of its end (crbug.com/509488).
  let held: SpeechSynthesisUtterance | null = null;
  return {
    voices: () => speechSynthesis.getVoices(),
    onVoices(listener) {
      // Safari before 16 has the list alone; it is looked at again for a while.
      speechSynthesis.addEventListener?.("voiceschanged", listener);
      return () => speechSynthesis.removeEventListener?.("voiceschanged", listener);
    },
    speak({ text, lang, voice, pitch, rate, volume }, handlers) {
      const utterance = new SpeechSynthesisUtterance(text);
      Object.assign(utterance, { lang, voice, pitch, rate, volume });
      utterance.onstart = () => handlers.onBegan();
      utterance.onend = () => handlers.onEnded();
      utterance.onerror = (event) => handlers.onFailed(event.error);
      utterance.onboundary = (event) => handlers.onBoundary(event.charIndex);
      held = utterance;
      // A page that was left while it spoke may leave the next one paused.
      if (speechSynthesis.paused) speechSynthesis.resume();
      speechSynthesis.speak(held);
    },
    cancel() {
      held = null;
      speechSynthesis.cancel();
    },
  };
}

/** The browser's recognizer by either of its names; null where it has none. */
function recognitionOf(scope: object): (new () => Recognition) | null {
  for (const name of ["SpeechRecognition", "webkitSpeechRecognition"]) {
    const found: unknown = Reflect.get(scope, name);
    // What stands under these names is the browser's own.
    if (typeof found === "function") return found as new () => Recognition;
  }
  return null;
}

/** Whether this browser can write down what it hears. */
export function hasRecognition(scope: object = globalThis): boolean {
  return recognitionOf(scope) !== null;
}

/** Makes a recognizer; null where the browser has none. */
export function openRecognition(): Recognition | null {
  const Found = recognitionOf(globalThis);
  return Found && new Found();
}
