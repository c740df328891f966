/** When a call with a character is over: the way to what was said, and to another call. Browser-safe. */
import { Later } from "@/components/call/Later.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { Trouble } from "@/components/call/character/CharacterDoor.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { paths } from "@/components/place.ts";
import { clockOf } from "@/lib/calls/page/figures.ts";

export function CharacterEnded({ inside, seat }: CharacterParts) {
  const { words, side, opened } = seat;
  const url = opened.value?.call.url.value ?? null;
  const durationMs = inside.session.figures.value?.durationMs ?? 0;
  return (
    <div class="call-ended">
      <h1 id="call-title" tabIndex={-1}>{words.endedTitle}</h1>
      {url !== null && <p class="lede">{words.endedLede}</p>}
      {durationMs > 0 && <p class="field-hint">{words.endedFor(clockOf(durationMs))}</p>}
      <Trouble seat={seat} />
      <Later parts={{ inside }} shown={inside.desk.outcome.value !== null} load={loadNote} />
      <div class="actions">
        {url !== null && (
          <LinkButton kind="primary" icon="chat" href={url}>{words.toWritten}</LinkButton>
        )}
        <LinkButton href={callPaths.character(side.id, side.conversationId ?? undefined)}>
          {words.again}
        </LinkButton>
        <LinkButton kind="plain" href={paths.character(side.id)}>{words.toProfile}</LinkButton>
      </div>
    </div>
  );
}

async function loadNote() {
  return (await import("@/components/call/recording/KeptNote.tsx")).KeptNote;
}
