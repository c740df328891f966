/** How a character sounds when it is read aloud, as fields of its form. */
import { Field, fieldId, Select, TextField } from "@/components/Field.tsx";
import { VOICE_LANGS, type VoiceValues } from "@/lib/characters/form_voice.ts";
import type { CharacterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { HIGHEST, LOWEST, MAX_VOICE_NAME, VOICE_STEP } from "@/lib/speech/voice.ts";

export interface SoundFieldsProps {
  locale: Locale;
  words: CharacterWords["form"]["sound"];
  values: VoiceValues;
  error: (path: string) => string | undefined;
}

export function SoundFields({ locale, words, values, error }: SoundFieldsProps) {
  return (
    <>
      <Select
        name="voice.lang"
        label={words.lang}
        error={error("voice.lang")}
        value={values.lang}
        options={langOptions(values.lang, { locale, words })}
      />
      <TextField
        name="voice.name"
        label={words.name}
        hint={words.nameHint}
        error={error("voice.name")}
        value={values.name}
        maxLength={MAX_VOICE_NAME}
        autocomplete="off"
      />
      <div class="make-scales">
        <Scale
          name="voice.pitch"
          label={words.pitch}
          ends={words.pitchEnds}
          value={values.pitch}
          error={error("voice.pitch")}
        />
        <Scale
          name="voice.rate"
          label={words.rate}
          ends={words.rateEnds}
          value={values.rate}
          error={error("voice.rate")}
        />
      </div>
    </>
  );
}

/** From half to twice as much, with the usual at its mark. */
function Scale({ name, label, ends, value, error }: {
  name: string;
  label: string;
  ends: readonly [least: string, usual: string, most: string];
  value: string;
  error: string | undefined;
}) {
  const id = fieldId(name);
  return (
    <Field name={name} label={label} error={error}>
      <input
        class="make-scale"
        type="range"
        id={id}
        name={name}
        min={LOWEST}
        max={HIGHEST}
        step={VOICE_STEP}
        value={value}
        list="voice-usual"
        aria-describedby={error ? `${id}-ends ${id}-error` : `${id}-ends`}
        {...(error ? { "aria-invalid": "true" as const } : {})}
      />
      <span class="make-scale-ends" id={`${id}-ends`}>
        {ends.map((end, n) => <span key={n}>{end}</span>)}
      </span>
    </Field>
  );
}

/** The mark at which scales snap: a voice as it comes. */
export function UsualMark() {
  return (
    <datalist id="voice-usual">
      <option value="1" />
    </datalist>
  );
}

function langOptions(
  chosen: string,
  { locale, words }: Pick<SoundFieldsProps, "locale" | "words">,
) {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  const offered: readonly string[] = VOICE_LANGS;
  const langs = chosen === "" || offered.includes(chosen) ? offered : [...offered, chosen];
  return [
    { value: "", label: words.anyLang },
    ...langs.map((value) => ({ value, label: nameOf(value, names) })),
  ];
}

/** What was typed into an address may be no language at all. */
function nameOf(lang: string, names: Intl.DisplayNames): string {
  try {
    return names.of(lang) ?? lang;
  } catch {
    return lang;
  }
}
