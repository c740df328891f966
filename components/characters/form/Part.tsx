/** One part of the form of a character, and what each part is given. */
import type { ComponentChildren } from "preact";
import { Children } from "@/components/Children.tsx";
import type { Place } from "@/components/place.ts";
import type { FormValues } from "@/lib/characters/form.ts";
import type { ModelChoice } from "@/lib/ai/model_choice.ts";
import type { InputError } from "@/lib/errors.ts";
import type { CharacterWords } from "@/lib/i18n/characters.ts";

/** A form as it is shown. */
export interface CharacterFormData {
  values: FormValues;
  errors: readonly InputError[];
  /** Models that readers can choose, the standard first. */
  models: readonly ModelChoice[];
  /** A picture was chosen before, and is lost by now. */
  pictureAgain: boolean;
  /** The character that is edited; null for a new one. */
  saved: {
    id: string;
    name: string;
    rev: number;
    hasPortrait: boolean;
    loreEntries: number;
    /** Whether there is somebody to paint a portrait. */
    canPaint: boolean;
  } | null;
}

export interface Inner extends CharacterFormData {
  place: Place;
  action: string;
  words: CharacterWords["form"];
  /** What is wrong with a field. */
  error: (path: string) => string | undefined;
}

export function Part({ id, words, children }: {
  id: string;
  words: { title: string; lede: string };
  children: ComponentChildren;
}) {
  return (
    <section class="make-part" id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{words.title}</h2>
        <p>{words.lede}</p>
      </header>
      <div class="form">
        <Children>{children}</Children>
      </div>
    </section>
  );
}
