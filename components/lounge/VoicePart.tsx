/** The way to voices: who wants to hear and be heard opens it, and only then is it loaded. Browser-safe. */
import { useSignal } from "@preact/signals";
import type { Inside } from "@/components/lounge/parts.tsx";
import type VoiceCorner from "@/components/lounge/VoiceCorner.tsx";
import { Icon } from "@/components/Icon.tsx";

export function VoicePart({ inside }: { inside: Inside }) {
  const { visit, words, tell } = inside;
  const corner = useSignal<{ Corner: typeof VoiceCorner } | null>(null);
  if (!visit.session.me.value || !visit.ready.value) return null;
  const load = () => {
    if (corner.peek()) return;
    import("@/components/lounge/VoiceCorner.tsx").then(
      (module) => void (corner.value = { Corner: module.default }),
      () => tell(words.failedAction),
    );
  };
  const loaded = corner.value;
  return (
    <details class="room-voice" onToggle={(event) => event.currentTarget.open && load()}>
      <summary>
        <Icon name="sound" />
        <span>{words.voice}</span>
      </summary>
      {loaded ? <loaded.Corner inside={inside} /> : <p role="status">{words.loading}</p>}
    </details>
  );
}
