/** `/characters/new`: makes a character. */
import { page, type PageResponse } from "fresh";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { avatarQuery, surprise } from "@/lib/avatar/builder.ts";
import { orFull, requireRoomFor } from "@/lib/characters/cap.ts";
import { capWords, withDone } from "@/lib/characters/done.ts";
import {
  checkNew,
  emptyValues,
  readCharacterForm,
  readFace,
  readPicture,
  reshape,
} from "@/lib/characters/form.ts";
import { limit, MAKE_RULE } from "@/lib/characters/limits.ts";
import { createCharacter, newFromInput } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { REASONS } from "@/lib/errors.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { newId } from "@/lib/id.ts";
import { CharacterForm } from "@/components/characters/CharacterForm.tsx";
import type { CharacterFormData } from "@/components/characters/form/Part.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";

type Shown = Partial<CharacterFormData> & Pick<CharacterFormData, "values" | "models">;

function show(form: Shown, status = 200) {
  const data: CharacterFormData = { errors: [], pictureAgain: false, saved: null, ...form };
  const headers = { "cache-control": "private, no-store" };
  return page(data, { status, headers }) satisfies PageResponse<CharacterFormData>;
}

const anyFace = () => avatarQuery(surprise(newId()));

export const handler = define.handlers({
  GET({ url, state: { locale, services: { models: { choices: models } } } }) {
    const chosen = url.searchParams.get("avatar");
    const avatar = chosen === null ? anyFace() : avatarQuery(readFace(chosen));
    return show({ models, values: emptyValues(locale, avatar) });
  },

  async POST(ctx) {
    const { services: { kv, now, models: { choices: models } }, locale } = ctx.state;
    const { values, act, portrait } = await readCharacterForm(ctx.req);
    const pictureAgain = portrait !== null;
    const reshaped = reshape(values, act, anyFace);
    if (reshaped) return show({ models, values: reshaped, pictureAgain });
    const checked = checkNew(values, locale);
    if (!checked.ok) return show({ models, values, errors: checked.errors, pictureAgain }, 422);
    const viewer = await ensureViewer(ctx);
    await limit(ctx, MAKE_RULE);
    // Before the work of reading a picture.
    if (await orFull(requireRoomFor(kv, viewer.id)) === "full") {
      const errors = [{ path: "", message: capWords(viewer.kind, locale) }];
      return show({ models, values, errors, pictureAgain }, REASONS.too_many.status);
    }
    const read = await readPicture(portrait);
    if (!read.ok) {
      const message = characterWords[locale].picture[read.reason];
      return show({ models, values, errors: [{ path: "portrait", message }] }, 422);
    }
    const made = newFromInput(viewer.id, checked.value, { portrait: read.picture });
    const notes = { ...made.card.data, creator_notes: values.notes };
    const { id } = await createCharacter(
      kv,
      { ...made, card: { ...made.card, data: notes } },
      now(),
    );
    const next = act.kind === "save_and_draw"
      ? characterPaths.face(id)
      : withDone(paths.character(id), "created");
    return ctx.redirect(next, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => {
  const words = characterWords[place.state.locale].form;
  return (
    <Page
      place={place}
      title={words.newTitle}
      description={words.newLede}
      styles={["/characters.css"]}
    >
      <PageHeading title={words.newTitle} lede={words.newLede} />
      <p class="make-bring">
        <a href={characterPaths.importing}>{words.bring}</a>
      </p>
      <CharacterForm place={place} {...data} />
    </Page>
  );
});
