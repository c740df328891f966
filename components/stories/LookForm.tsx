/** The reader's choice of ground, size, type and length of lines: each button of the form changes one thing. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import {
  READER_FONTS,
  READER_GROUNDS,
  READER_MEASURES,
  READER_SIZES,
  type ReaderLook,
} from "@/lib/stories/reader_look.ts";
import { Icon } from "@/components/Icon.tsx";

export interface LookFormProps {
  locale: Locale;
  look: ReaderLook;
  action: string;
}

/** The fragment under which the form is found again, open, after a choice. */
export const LOOK_ID = "look";

export function LookForm({ locale, look, action }: LookFormProps) {
  const words = storyWords[locale];
  return (
    <details class="look">
      <summary class="button is-plain is-small">
        <span class="look-sign" aria-hidden="true">
          가<small>A</small>
        </span>
        {words.look}
      </summary>
      <form id={LOOK_ID} method="post" action={action}>
        <Choices
          name="ground"
          legend={words.ground}
          values={READER_GROUNDS}
          labels={words.grounds}
          current={look.ground}
        />
        <Choices
          name="size"
          legend={words.size}
          values={READER_SIZES}
          labels={words.sizes}
          current={look.size}
        />
        <Choices
          name="font"
          legend={words.font}
          values={READER_FONTS}
          labels={words.fonts}
          current={look.font}
        />
        <Choices
          name="measure"
          legend={words.measure}
          values={READER_MEASURES}
          labels={words.measures}
          current={look.measure}
        />
        <p class="look-hint">{words.lookHint} {words.keys}</p>
      </form>
    </details>
  );
}

function Choices<T extends string>({ name, legend, values, labels, current }: {
  name: string;
  legend: string;
  values: readonly T[];
  labels: Readonly<Record<T, string>>;
  current: T;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="look-choices">
        {values.map((value) => (
          <button
            key={value}
            type="submit"
            name={name}
            value={value}
            class={`look-choice is-${value}`}
            aria-pressed={value === current ? "true" : "false"}
          >
            {value === current && <Icon name="check" />}
            {labels[value]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
