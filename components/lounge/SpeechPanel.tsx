/** What one sets about reading aloud: whether, whom, how loud, and by which voice. Browser-safe. */
import { Button } from "@/components/Button.tsx";
import { Checkbox, Field, fieldId, Select } from "@/components/Field.tsx";
import { Notice } from "@/components/Notice.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { type SpeechWords, speechWords } from "@/lib/i18n/speech.ts";
import type { Aloud } from "@/lib/lounge/aloud.ts";
import { ASIDES } from "@/lib/speech/asides.ts";
import { hasRecognition } from "@/lib/speech/browser.ts";
import { type MachineVoice, primaryOf, withRegion } from "@/lib/speech/voice.ts";

interface PartProps {
  aloud: Aloud;
  inside: Inside;
  words: SpeechWords;
}

export function SpeechPanel({ aloud, inside }: Omit<PartProps, "words">) {
  const words = speechWords[inside.props.locale];
  const part = { aloud, inside, words };
  const voices = aloud.speaker.voices.value;
  return (
    <section class="voice" aria-label={words.title}>
      {voices === null && <p role="status">{words.looking}</p>}
      {voices?.length === 0 && <Notice>{words.noVoices}</Notice>}
      {voices !== null && voices.length > 0 && (
        <>
          <Checkbox
            name="aloud"
            label={words.on}
            hint={words.onHint}
            checked={aloud.settings.value.aloud}
            onChange={({ currentTarget }) => aloud.set({ aloud: currentTarget.checked })}
          />
          {aloud.settings.value.aloud && (
            <>
              <Now {...part} />
              <Sound {...part} voices={voices} />
              <Whose {...part} />
            </>
          )}
        </>
      )}
      {hasRecognition() && <DictationLanguage {...part} />}
    </section>
  );
}

/** What is being read, and how to stop it. */
function Now({ aloud, inside, words }: PartProps) {
  const { speaker } = aloud;
  const trouble = speaker.trouble.value;
  const phase = speaker.phase.value;
  const who = aloud.speakingOf(speaker.saying.value);
  const name = inside.visit.session.residents.value.get(who ?? "")?.name ?? words.somebody;
  if (trouble) {
    return (
      <Notice tone="warn">
        {words[trouble]}
        <Button type="button" size="small" onClick={() => speaker.resume()}>
          {trouble === "gesture" ? words.start : words.again}
        </Button>
      </Notice>
    );
  }
  return (
    <div class="aloud-now">
      <p role="status">
        {phase === "idle" ? words.quiet : phase === "paused" ? words.paused : words.reading(name)}
      </p>
      {phase !== "idle" && (
        <div class="voice-actions">
          <Button
            type="button"
            size="small"
            onClick={() => phase === "paused" ? speaker.resume() : speaker.pause()}
          >
            {phase === "paused" ? words.resume : words.pause}
          </Button>
          <Button type="button" kind="plain" size="small" onClick={() => speaker.skip()}>
            {words.skip}
          </Button>
        </div>
      )}
    </div>
  );
}

function Sound({ aloud, inside, words, voices }: PartProps & { voices: readonly MachineVoice[] }) {
  const { volume, voice, asides } = aloud.settings.value;
  return (
    <div class="voice-choices">
      <Field name="aloud-volume" label={words.volume}>
        <input
          type="range"
          class="voice-volume"
          id={fieldId("aloud-volume")}
          min="0"
          max="1"
          step="0.05"
          value={volume}
          aria-valuetext={words.percent(Math.round(volume * 100))}
          onInput={({ currentTarget }) => aloud.set({ volume: currentTarget.valueAsNumber })}
        />
      </Field>
      <Select
        name="aloud-voice"
        label={words.voice}
        value={voice ?? ""}
        options={[
          { value: "", label: words.ownVoices },
          ...voiceOptions(voices, inside.props.locale),
        ]}
        onChange={({ currentTarget }) => aloud.set({ voice: currentTarget.value || null })}
      />
      <Select
        name="aloud-asides"
        label={words.asides}
        value={asides}
        options={ASIDES.map((value) => ({ value, label: words.asideChoices[value] }))}
        onChange={({ currentTarget }) => {
          const chosen = ASIDES.find((one) => one === currentTarget.value);
          if (chosen) aloud.set({ asides: chosen });
        }}
      />
    </div>
  );
}

/** The voices of the languages of the house, the reader's first. */
function voiceOptions(voices: readonly MachineVoice[], locale: string) {
  const names = new Intl.DisplayNames(locale, { type: "language", fallback: "code" });
  const order = (voice: MachineVoice) => primaryOf(voice.lang) === locale ? 0 : 1;
  return voices
    .filter(({ lang }) => LOCALES.some((one) => one === primaryOf(lang)))
    .toSorted((a, b) => order(a) - order(b))
    .map(({ voiceURI, name, lang }) => ({
      value: voiceURI,
      label: `${name} · ${names.of(primaryOf(lang))}`,
    }));
}

function Whose({ aloud, inside, words }: PartProps) {
  const residents = [...inside.visit.session.residents.value.values()];
  const { silent } = aloud.settings.value;
  return (
    <fieldset class="aloud-whose">
      <legend class="field-label">{words.whose}</legend>
      {residents.length === 0 && <p class="voice-small">{words.nobody}</p>}
      {residents.map(({ character_id: id, name }) => (
        <Checkbox
          key={id}
          id={`aloud-${id}`}
          name="aloud-whose"
          label={name}
          checked={!silent.includes(id)}
          onChange={({ currentTarget }) => aloud.setSilent(id, !currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

function DictationLanguage({ aloud, inside, words }: PartProps) {
  const names = new Intl.DisplayNames(inside.props.locale, { type: "language" });
  return (
    <div class="voice-choices">
      <Select
        name="dictation-lang"
        label={words.dictation}
        value={aloud.settings.value.dictation ?? ""}
        options={[
          { value: "", label: words.dictationPage },
          ...LOCALES.map((one) => ({ value: withRegion(one), label: names.of(one) ?? one })),
        ]}
        onChange={({ currentTarget }) => aloud.set({ dictation: currentTarget.value || null })}
      />
    </div>
  );
}
