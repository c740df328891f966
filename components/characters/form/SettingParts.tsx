/** The parts of the form that tell what a character can do, how they look, and who may meet them. */
import { avatarSrc } from "@/components/characters/AvatarBuilder.tsx";
import { Button } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { providerName } from "@/components/chat/ModelMenu.tsx";
import { Checkbox, fieldId, FileField, Select, TextArea } from "@/components/Field.tsx";
import { PaintLink } from "@/components/painting/PaintPage.tsx";
import { RadioCards } from "@/components/RadioCards.tsx";
import { MAX_NOTES, readFace } from "@/lib/characters/form.ts";
import { portraitUrl, RATINGS, VISIBILITIES } from "@/lib/characters/model.ts";
import { TOOL_NAMES } from "@/lib/ai/tools/names.ts";
import { type Inner, Part } from "@/components/characters/form/Part.tsx";

/** What the character may look up. A tool of the card that is not offered here stays as it is. */
export function Tools(inner: Inner) {
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

export function Looks({ place, words, values, error, saved, action, pictureAgain }: Inner) {
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

export function Sharing({ words, values, error }: Inner) {
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
