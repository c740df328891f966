/** The head of a call with a character: its name, what it does right now, and what it may notice. Browser-safe. */
import { Icon } from "@/components/Icon.tsx";
import { Clock } from "@/components/call/CallHead.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";

export function CharacterHead({ inside, seat }: CharacterParts) {
  const { session, words } = inside;
  const { kind } = session.phase.value;
  const mood = seat.opened.value?.call.mood.value ?? "waiting";
  return (
    <header class="call-head">
      <div class="call-who">
        <h1 id="call-title" tabIndex={-1}>{seat.side.name}</h1>
        {seat.mayBeSeen.value && session.camera.value && (
          <p class="call-theirs">
            <span>
              <Icon name="eye" />
              <span class="call-theirs-words">{seat.words.seenSign}</span>
            </span>
          </p>
        )}
      </div>
      <p class={`call-state is-${kind}`} id="call-mood" data-mood={mood}>
        <span class="call-dot" aria-hidden="true" />
        <span>{kind === "live" ? seat.words.mood[mood] : words.phase[kind]}</span>
        {kind === "live" && <Clock inside={inside} />}
      </p>
    </header>
  );
}
