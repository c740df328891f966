/** What is said above a character's page: that it is hidden, and what happened just now. */
import type { DoneWords } from "@/lib/characters/done.ts";
import type { Character } from "@/lib/characters/model.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { characterPaths } from "@/components/characters/paths.ts";
import { Notice } from "@/components/Notice.tsx";
import { paths, type Place } from "@/components/place.ts";

export interface ProfileNoticesProps {
  place: Place;
  character: Pick<Character, "id" | "hidden">;
  isOwner: boolean;
  /** What happened just now, in words. */
  done: DoneWords | null;
}

export function ProfileNotices({ place, character, isOwner, done }: ProfileNoticesProps) {
  const { locale } = place.state;
  const { mine, profile: words } = characterWords[locale];
  return (
    <>
      {character.hidden && (
        <div class="profile-done">
          <Notice tone="warn">{reviewWords[locale].hiddenCharacter}</Notice>
        </div>
      )}
      {place.url.searchParams.get("done") === "reported" && (
        <div class="profile-done">
          <Notice tone="good">{reviewWords[locale].reported}</Notice>
        </div>
      )}
      {done && (
        <div class="profile-done">
          <Notice tone={done.refused ? "warn" : "good"} title={done.title}>
            {done.refused === "full" && (
              <p>
                <a href={paths.myCharacters}>{mine.title}</a>
              </p>
            )}
            {done.words && <p>{done.words}</p>}
            {done.notes.length > 0 && (
              <ul class="plain-list">{done.notes.map((note) => <li key={note}>{note}</li>)}</ul>
            )}
            {isOwner && done.words && (
              <p>
                <a href={characterPaths.edit(character.id)}>{words.lookOver}</a>
              </p>
            )}
          </Notice>
        </div>
      )}
    </>
  );
}
