/** The form that makes and edits a character, in parts and without a script. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { paths, type Place } from "@/components/place.ts";
import { MAX_GREETINGS } from "@/lib/characters/model.ts";
import { type CharacterWords, characterWords } from "@/lib/i18n/characters.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import type { CharacterFormData, Inner } from "@/components/characters/form/Part.tsx";
import { FirstWords, Sound, Voice, Who, World } from "@/components/characters/form/PersonParts.tsx";
import { Looks, Sharing, Tools } from "@/components/characters/form/SettingParts.tsx";

export function CharacterForm(props: CharacterFormData & { place: Place }) {
  const { place, saved, errors } = props;
  const { locale } = place.state;
  const words = characterWords[locale].form;
  const action = saved ? characterPaths.edit(saved.id) : paths.newCharacter;
  const inner: Inner = { ...props, action, words, error: (path) => errorOf(errors, path) };
  return (
    <form class="make" method="post" action={action} enctype="multipart/form-data">
      {/* The first button is what Enter in a field presses. */}
      <button
        type="submit"
        class="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        name="do"
        value="save"
      />
      <FormErrors locale={locale} errors={errors} labels={labelsOf(words)} />
      <Who {...inner} />
      <Voice {...inner} />
      <Sound {...inner} />
      <FirstWords {...inner} />
      <World {...inner} />
      <Tools {...inner} />
      <Looks {...inner} />
      <Sharing {...inner} />
      <div class="make-save">
        <Button kind="primary" name="do" value="save" icon="check">
          {saved ? words.save : words.create}
        </Button>
        <LinkButton kind="plain" href={saved ? paths.character(saved.id) : paths.characters}>
          {shellWords[locale].cancel}
        </LinkButton>
      </div>
    </form>
  );
}

function labelsOf(words: CharacterWords["form"]): Record<string, string> {
  const greetings = Array.from(
    { length: MAX_GREETINGS },
    (_, n) => [`alternate_greetings.${n}`, words.alternate(n + 2)],
  );
  return {
    ...Object.fromEntries(greetings),
    name: words.name,
    tagline: words.tagline,
    description: words.description,
    tags: words.tags,
    lang: words.lang,
    personality: words.personality,
    example_dialogue: words.example,
    greeting: words.greeting,
    scenario: words.scenario,
    portrait: words.portrait,
    visibility: words.visibility,
    rating: words.rating,
    notes: words.notes,
    tools: words.tools.title,
    "voice.lang": words.sound.lang,
    "voice.name": words.sound.name,
    "voice.pitch": words.sound.pitch,
    "voice.rate": words.sound.rate,
    model: words.model,
  };
}
