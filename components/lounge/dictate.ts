/** A dictation that writes into a field where its caret is. Loaded once somebody speaks. Browser-safe. */
import { effect } from "@preact/signals";
import { callLater } from "@/lib/lounge/open.ts";
import { openRecognition } from "@/lib/speech/browser.ts";
import { Dictation } from "@/lib/speech/dictation.ts";
import { joinWords, placeWords } from "@/lib/speech/heard.ts";

export interface DictateOptions {
  field: HTMLTextAreaElement;
  /** Longest text, in UTF-16 units. */
  max: number;
  onWritten(): void;
}

export function openDictation({ field, max, onWritten }: DictateOptions) {
  const dictation = new Dictation({ open: openRecognition, now: Date.now, after: callLater });
  let around: { before: string; after: string } | null = null;
  let written = "";
  const stop = effect(() => {
    const { kind } = dictation.state.value;
    const { settled, interim } = dictation.heard.value;
    if (kind === "off" || kind === "failed") {
      around = null;
      return;
    }
    if (kind === "starting" && !around) {
      const { value, selectionStart, selectionEnd } = field;
      around = { before: value.slice(0, selectionStart), after: value.slice(selectionEnd) };
      written = "";
    }
    const words = joinWords(settled, interim);
    if (!around || words === written) return;
    written = words;
    const { text, caret } = placeWords(around, words, max);
    field.value = text;
    field.setSelectionRange(caret, caret);
    onWritten();
  });
  // Who types takes the pen back; what was heard stays.
  const typed = () => dictation.abort();
  field.addEventListener("input", typed);
  return {
    dictation,
    dispose() {
      field.removeEventListener("input", typed);
      stop();
      dictation.dispose();
    },
  };
}
