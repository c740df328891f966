/** Speaking instead of typing: a button where one writes; what it hears is written there, to be sent by hand. Browser-safe. */
import { effect, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "@/components/Icon.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { speechWords } from "@/lib/i18n/speech.ts";
import { hasRecognition } from "@/lib/speech/browser.ts";
import type { Dictation } from "@/lib/speech/dictation.ts";
import { listening } from "@/lib/speech/microphone.ts";
import { readSpeechSettings } from "@/lib/speech/settings.ts";
import { withRegion } from "@/lib/speech/voice.ts";

export interface DictatePartProps {
  inside: Inside;
  field: RefObject<HTMLTextAreaElement>;
  /** Takes how to end a dictation at once, for when the words are sent. */
  ending: RefObject<() => void>;
}

export function DictatePart({ inside, field, ending }: DictatePartProps) {
  const { visit, props, tell, words: room } = inside;
  const words = speechWords[props.locale];
  const kind = useSignal<"off" | "starting" | "listening" | "ending">("off");
  const loading = useRef<Promise<Dictation> | null>(null);
  const untie = useRef<(() => void) | null>(null);
  const pointed = useRef(false);
  useEffect(() => () => untie.current?.(), []);
  if (!visit.ready.value || !hasRecognition()) return null;

  const load = async () => {
    const { openDictation } = await import("@/components/lounge/dictate.ts");
    const { dictation, dispose } = openDictation({
      field: field.current!,
      max: props.maxMessage,
      onWritten: () => visit.session.type(),
    });
    const stop = effect(() => {
      const state = dictation.state.value;
      kind.value = state.kind === "failed" ? "off" : state.kind;
      listening.value = kind.value !== "off";
      if (state.kind === "failed") tell(words.trouble[state.why]);
    });
    ending.current = dictation.abort;
    untie.current = () => {
      stop();
      listening.value = false;
      ending.current = null;
      dispose();
    };
    return dictation;
  };
  const use = (act: (dictation: Dictation) => void) => {
    loading.current ??= load();
    loading.current.then(act, () => {
      // The next press tries again.
      loading.current = null;
      tell(room.failedAction);
    });
  };
  const press = () => {
    const { dictation } = readSpeechSettings(() => localStorage);
    const lang = dictation ?? withRegion(props.locale);
    use((one) => one.press(lang));
  };
  const release = () => use((one) => one.release());
  const on = kind.value !== "off";
  return (
    <>
      <button
        type="button"
        class={kind.value === "listening" ? "tool dictate is-listening" : "tool dictate"}
        title={words.dictateHint}
        aria-pressed={on ? "true" : "false"}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          pointed.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          press();
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          // A key, or a reader of the screen: nothing was held.
          if (!pointed.current) {
            press();
            release();
          }
          pointed.current = false;
        }}
      >
        <Icon name={on ? "stop" : "mic"} />
        <span class="visually-hidden">{on ? words.dictateStop : words.dictate}</span>
      </button>
      {kind.value !== "off" && <p class="dictate-state" role="status">{words[kind.value]}</p>}
    </>
  );
}
