/** Whether a character may notice one's face: asked plainly, off by default, taken back at any time. Browser-safe. */
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { Switch } from "@/components/call/parts.tsx";

export function SeePart({ inside: { session }, seat }: CharacterParts) {
  const { words, mayBeSeen, opened } = seat;
  const on = mayBeSeen.value;
  const cues = opened.value?.call.seen.value ?? [];
  return (
    <div class="call-see">
      <Switch
        label={words.seeTitle}
        hint={words.seeWords}
        on={on}
        disabled={!session.ready.value}
        onChange={(next) => void (mayBeSeen.value = next)}
      />
      {on && !session.camera.value && <p class="call-quiet">{words.seeNeedsCamera}</p>}
      {on && session.camera.value && session.view.value === "in" && (
        <p class="call-quiet">
          {cues.length > 0 ? words.seeNow(cues.map((cue) => words.cues[cue])) : words.seeNothing}
        </p>
      )}
    </div>
  );
}
