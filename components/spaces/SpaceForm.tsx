/** The form by which people open a space, and change it. */
import type { CharacterView } from "@/lib/characters/model.ts";
import type { InputError } from "@/lib/errors.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import { THEMES } from "@/lib/spaces/floor.ts";
import { SLOW_MODES, type SpaceValues } from "@/lib/spaces/form.ts";
import { isPremium, MAX_SPACE_DESCRIPTION, MAX_SPACE_NAME, MIN_USERS } from "@/lib/spaces/input.ts";
import { MAX_SEATS, SPACE_TYPES } from "@/lib/spaces/model.ts";
import { Button } from "@/components/Button.tsx";
import { Checkbox, Select, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import type { Place } from "@/components/place.ts";
import { RadioCards } from "@/components/RadioCards.tsx";
import { EventFields, eventLabels } from "@/components/spaces/events/EventFields.tsx";
import { ResidentPicker } from "@/components/spaces/ResidentPicker.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export interface SpaceFormProps {
  place: Place;
  action: string;
  values: SpaceValues;
  errors: readonly InputError[];
  /** Whom one can choose from, those who are chosen first. */
  choices: readonly CharacterView[];
  /** The word on its button. */
  submit: string;
}

export function SpaceForm({ place, action, values, errors, choices, submit }: SpaceFormProps) {
  const { locale } = place.state;
  const { form: words } = keepingWords[locale];
  const error = (name: string) => errorOf(errors, name);
  const labels = {
    name: words.name,
    description: words.about,
    type: words.type,
    theme: words.theme,
    visibility: words.visibility,
    max_users: words.maxUsers,
    slow_mode: words.slowMode,
    resident: words.residents,
    ...eventLabels(locale),
  };
  return (
    <form class="form space-form" method="post" action={action} novalidate>
      <FormErrors locale={locale} errors={errors} labels={labels} />
      {/* What Enter presses: it searches where a search was typed, and saves otherwise. */}
      <button
        class="visually-hidden"
        type="submit"
        name="do"
        value="enter"
        tabIndex={-1}
        aria-hidden="true"
      >
        {submit}
      </button>
      <TextField
        name="name"
        label={words.name}
        hint={words.nameHint}
        value={values.name}
        maxLength={MAX_SPACE_NAME}
        required
        autocomplete="off"
        error={error("name")}
      />
      <TextArea
        name="description"
        label={words.about}
        hint={words.aboutHint}
        value={values.description}
        maxLength={MAX_SPACE_DESCRIPTION}
        rows={3}
        error={error("description")}
      />
      <RadioCards
        name="type"
        legend={words.type}
        options={SPACE_TYPES.map((type) => ({
          value: type,
          label: words.typeLabels[type],
          hint: words.typeHints[type],
        }))}
        value={values.type}
        error={error("type")}
      />
      <div class="space-schedule">
        <Checkbox
          name="scheduled"
          label={words.scheduled}
          hint={words.scheduledHint}
          checked={values.scheduled}
        />
        <EventFields
          locale={locale}
          values={values.event}
          errors={errors}
          residents={choices.map(({ character: { id, name } }) => ({ id, name }))}
          type={null}
        />
      </div>
      <Themes place={place} values={values} error={error("theme")} />
      <RadioCards
        name="visibility"
        legend={words.visibility}
        options={[
          { value: "public", label: words.public, hint: words.publicHint },
          { value: "private", label: words.private, hint: words.privateHint },
        ]}
        value={values.visibility}
        error={error("visibility")}
      />
      <ResidentPicker
        locale={locale}
        choices={choices}
        chosen={values.residents}
        q={values.q}
        error={error("resident")}
      />
      <div class="space-numbers">
        <TextField
          type="number"
          inputMode="numeric"
          min={MIN_USERS}
          max={MAX_SEATS}
          name="max_users"
          label={words.maxUsers}
          hint={words.maxUsersHint(MIN_USERS, MAX_SEATS)}
          value={values.max_users}
          error={error("max_users")}
        />
        <Select
          name="slow_mode"
          label={words.slowMode}
          options={pauses(values.slow_mode, words)}
          value={values.slow_mode}
          error={error("slow_mode")}
        />
      </div>
      <div class="actions">
        <Button kind="primary" name="do" value="save">{submit}</Button>
      </div>
    </form>
  );
}

/** The pauses on offer, and the one that is set where a client chose another. */
function pauses(chosen: string, words: { slowModes: Record<string, string> }) {
  const values = SLOW_MODES.some((value) => value === chosen) || !/^\d{1,3}$/.test(chosen)
    ? SLOW_MODES
    : [...SLOW_MODES, chosen];
  return values.map((value) => ({ value, label: words.slowModes[value] ?? `${value} s` }));
}

/** The rooms as one sees them from their doors. */
function Themes(
  { place, values, error }: { place: Place; values: SpaceValues; error: string | undefined },
) {
  const { locale } = place.state;
  const { form: words } = keepingWords[locale];
  const own = THEMES.some((theme) => theme === values.theme) || values.theme === "" ? [] : [{
    value: values.theme,
    label: words.ownTheme(values.theme),
    picture: <RoomScene theme={values.theme} locale={locale} />,
  }];
  return (
    <div class="space-themes">
      <RadioCards
        name="theme"
        legend={words.theme}
        options={[
          ...THEMES.map((theme) => ({
            value: theme,
            label: words.themes[theme],
            hint: isPremium(theme) ? words.premium : undefined,
            picture: <RoomScene theme={theme} locale={locale} />,
          })),
          ...own,
        ]}
        value={values.theme}
        error={error}
      />
    </div>
  );
}
