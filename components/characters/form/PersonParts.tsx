/** The parts of the form that tell who a character is, and how they speak. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { SoundFields, UsualMark } from "@/components/characters/SoundFields.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { fieldId, TextArea, TextField } from "@/components/Field.tsx";
import { RadioCards } from "@/components/RadioCards.tsx";
import { MAX_GREETINGS } from "@/lib/characters/model.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { type Inner, Part } from "@/components/characters/form/Part.tsx";

export function Who({ words, values, error }: Inner) {
  return (
    <Part id="who" words={words.who}>
      <TextField
        name="name"
        label={words.name}
        hint={words.nameHint}
        error={error("name")}
        value={values.name}
        maxLength={200}
        autocomplete="off"
        required
      />
      <TextField
        name="tagline"
        label={words.tagline}
        hint={words.taglineHint}
        error={error("tagline")}
        value={values.tagline}
        maxLength={140}
        autocomplete="off"
      />
      <TextArea
        name="description"
        label={words.description}
        hint={words.descriptionHint}
        error={error("description")}
        value={values.description}
        rows={6}
      />
      <TextField
        name="tags"
        label={words.tags}
        hint={words.tagsHint}
        error={error("tags")}
        value={values.tags}
        autocomplete="off"
      />
    </Part>
  );
}

export function Voice({ words, values, error, place }: Inner) {
  const { lang } = characterWords[place.state.locale].gallery;
  return (
    <Part id="voice" words={words.voice}>
      <RadioCards
        name="lang"
        legend={words.lang}
        options={LOCALES.map((locale) => ({ value: locale, label: lang[locale] }))}
        value={values.lang}
        error={error("lang")}
      />
      <TextArea
        name="personality"
        label={words.personality}
        hint={words.personalityHint}
        error={error("personality")}
        value={values.personality}
        rows={3}
      />
      <TextArea
        name="example_dialogue"
        label={words.example}
        hint={words.exampleHint}
        error={error("example_dialogue")}
        value={values.example_dialogue}
        rows={6}
      />
    </Part>
  );
}

export function Sound({ words, values, error, place }: Inner) {
  return (
    <Part id="sound" words={words.sound}>
      <SoundFields
        locale={place.state.locale}
        words={words.sound}
        values={values.voice}
        error={error}
      />
      <UsualMark />
    </Part>
  );
}

export function FirstWords({ words, values, error, action }: Inner) {
  const { alternate_greetings: others } = values;
  return (
    <Part id="first" words={words.first}>
      <TextArea
        name="greeting"
        label={words.greeting}
        hint={words.greetingHint}
        error={error("greeting")}
        value={values.greeting}
        rows={5}
      />
      {others.map((greeting, n) => (
        <div class="make-greeting" id={`greeting-${n + 2}`}>
          <TextArea
            id={fieldId(`alternate_greetings.${n}`)}
            name="alternate_greetings"
            label={words.alternate(n + 2)}
            hint={n === 0 ? words.alternateHint : undefined}
            error={error(`alternate_greetings.${n}`)}
            value={greeting}
            rows={4}
          />
          <Button
            kind="plain"
            size="small"
            icon="trash"
            name="do"
            value={`remove_greeting:${n}`}
            formaction={`${action}#first`}
            formNoValidate
          >
            {words.removeGreeting(n + 2)}
          </Button>
        </div>
      ))}
      {others.length < MAX_GREETINGS
        ? (
          <div class="actions">
            <Button
              kind="quiet"
              size="small"
              icon="plus"
              name="do"
              value="add_greeting"
              formaction={`${action}#greeting-${others.length + 2}`}
              formNoValidate
            >
              {words.addGreeting}
            </Button>
          </div>
        )
        : <p class="field-hint">{words.greetingsFull}</p>}
    </Part>
  );
}

export function World({ words, values, error, saved }: Inner) {
  return (
    <Part id="world" words={words.world}>
      <TextArea
        name="scenario"
        label={words.scenario}
        hint={words.scenarioHint}
        error={error("scenario")}
        value={values.scenario}
        rows={4}
      />
      <div class="field">
        <p class="field-label">{words.lore}</p>
        <p class="field-hint">{words.loreHint}</p>
        {saved && (
          <p>
            <LinkButton kind="quiet" size="small" icon="book" href={characterPaths.lore(saved.id)}>
              {words.loreOpen(saved.loreEntries)}
            </LinkButton>
          </p>
        )}
      </div>
    </Part>
  );
}
