/** The form that makes and edits a character, in seven parts and without a script. */
import type { ComponentChildren } from "preact";
import { avatarSrc } from "@/components/characters/AvatarBuilder.tsx";
import { Button, LinkButton } from "@/components/Button.tsx";
import { SoundFields, UsualMark } from "@/components/characters/SoundFields.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { Children } from "@/components/Children.tsx";
import { providerName } from "@/components/chat/ModelMenu.tsx";
import { Checkbox, fieldId, FileField, Select, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PaintLink } from "@/components/painting/PaintPage.tsx";
import { paths, type Place } from "@/components/place.ts";
import { RadioCards } from "@/components/RadioCards.tsx";
import { type FormValues, MAX_NOTES, readFace } from "@/lib/characters/form.ts";
import { MAX_GREETINGS, portraitUrl, RATINGS, VISIBILITIES } from "@/lib/characters/model.ts";
import type { ModelChoice } from "@/lib/ai/model_choice.ts";
import { TOOL_NAMES } from "@/lib/ai/tools/names.ts";
import type { InputError } from "@/lib/errors.ts";
import { type CharacterWords, characterWords } from "@/lib/i18n/characters.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";

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

interface Inner extends CharacterFormData {
  place: Place;
  action: string;
  words: CharacterWords["form"];
  /** What is wrong with a field. */
  error: (path: string) => string | undefined;
}

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

function Part({ id, words, children }: {
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

function Who({ words, values, error }: Inner) {
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

function Voice({ words, values, error, place }: Inner) {
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

function Sound({ words, values, error, place }: Inner) {
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

function FirstWords({ words, values, error, action }: Inner) {
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

function World({ words, values, error, saved }: Inner) {
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

/** What the character may look up. A tool of the card that is not offered here stays as it is. */
function Tools(inner: Inner) {
  const { words, values, error } = inner;
  const others = values.tools.filter((name) => !TOOL_NAMES.some((offered) => offered === name));
  return (
    <Part id="tools" words={words.tools}>
      {others.map((name) => <input key={name} type="hidden" name="tools" value={name} />)}
      {TOOL_NAMES.map((name, n) => (
        <Checkbox
          key={name}
          id={fieldId(n === 0 ? "tools" : `tools-${name}`)}
          name="tools"
          value={name}
          label={words.toolNames[name].label}
          hint={words.toolNames[name].hint}
          error={error("tools")}
          checked={values.tools.includes(name)}
        />
      ))}
      <Model {...inner} />
    </Part>
  );
}

/** The model that answers for the character. One that is not offered here stays as it is. */
function Model({ words, values, error, models }: Inner) {
  if (models.length < 2 && !error("model")) {
    return <input type="hidden" name="model" value={values.model} />;
  }
  const offered = models.map(({ id, provider, model }) => ({
    value: id,
    label: `${providerName(provider)} · ${model}`,
  }));
  const known = values.model === "" || models.some(({ id }) => id === values.model);
  return (
    <Select
      name="model"
      label={words.model}
      hint={words.modelHint}
      error={error("model")}
      value={values.model}
      options={[
        { value: "", label: words.modelAny },
        ...offered,
        ...(known ? [] : [{ value: values.model, label: words.modelAbsent(values.model) }]),
      ]}
    />
  );
}

function Looks({ place, words, values, error, saved, action, pictureAgain }: Inner) {
  return (
    <Part id="looks" words={words.looks}>
      <input type="hidden" name="avatar" value={values.avatar} />
      <div class="make-looks">
        <figure>
          <img
            class="portrait"
            src={saved?.hasPortrait
              ? portraitUrl(saved, "small")
              : avatarSrc(readFace(values.avatar), "portrait")}
            alt={saved?.hasPortrait ? words.portraitNow : words.faceNow}
            width={240}
            height={300}
            data-fresh-disable-lock
          />
        </figure>
        <div class="stack">
          <div class="actions">
            {!saved && (
              <Button
                size="small"
                icon="refresh"
                name="do"
                value="reroll"
                formaction={`${action}#looks`}
                formNoValidate
              >
                {words.reroll}
              </Button>
            )}
            <Button kind="quiet" size="small" icon="person" name="do" value="save_and_draw">
              {words.saveAndDraw}
            </Button>
          </div>
          <FileField
            name="portrait"
            label={words.portrait}
            hint={words.portraitHint}
            error={error("portrait") ?? (pictureAgain ? words.portraitAgain : undefined)}
            accept="image/png,image/jpeg,image/webp"
          />
          {saved?.hasPortrait && <Checkbox name="drop_portrait" label={words.dropPortrait} />}
          {saved?.canPaint && (
            <PaintLink
              locale={place.state.locale}
              kind="character"
              href={characterPaths.painting(saved.id)}
              canPaint
            />
          )}
        </div>
      </div>
    </Part>
  );
}

function Sharing({ words, values, error }: Inner) {
  return (
    <Part id="sharing" words={words.sharing}>
      <RadioCards
        name="visibility"
        legend={words.visibility}
        options={VISIBILITIES.toReversed().map((value) => ({
          value,
          ...words.visibilities[value],
        }))}
        value={values.visibility}
        error={error("visibility")}
      />
      <RadioCards
        name="rating"
        legend={words.rating}
        options={RATINGS.map((value) => ({ value, ...words.ratings[value] }))}
        value={values.rating}
        error={error("rating")}
      />
      <TextArea
        name="notes"
        label={words.notes}
        hint={words.notesHint}
        error={error("notes")}
        value={values.notes}
        maxLength={Math.max(MAX_NOTES, values.notes.length)}
        rows={3}
      />
    </Part>
  );
}
