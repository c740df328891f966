/** The way to replies that are read aloud: loaded for those who open it, or who had it on before. Browser-safe. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "@/components/Icon.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import type SpeechCorner from "@/components/lounge/SpeechCorner.tsx";
import { speechWords } from "@/lib/i18n/speech.ts";
import { hasSynthesis } from "@/lib/speech/browser.ts";
import { readSpeechSettings } from "@/lib/speech/settings.ts";

export function SpeechPart({ inside }: { inside: Inside }) {
  const { visit, words, props, tell } = inside;
  const corner = useSignal<{ Corner: typeof SpeechCorner } | null>(null);
  const here = visit.ready.value && visit.session.me.value !== null;
  const load = () => {
    if (corner.peek()) return;
    import("@/components/lounge/SpeechCorner.tsx").then(
      (module) => void (corner.value = { Corner: module.default }),
      () => tell(words.failedAction),
    );
  };
  useEffect(() => {
    if (here && hasSynthesis() && readSpeechSettings(() => localStorage).aloud) load();
  }, [here]);
  if (!here || !hasSynthesis()) return null;
  const loaded = corner.value;
  return (
    <details
      class="room-aloud"
      onToggle={(event) => event.currentTarget.open && load()}
    >
      <summary>
        <Icon name="book" />
        <span>{speechWords[props.locale].title}</span>
      </summary>
      {loaded ? <loaded.Corner inside={inside} /> : <p role="status">{words.loading}</p>}
    </details>
  );
}
