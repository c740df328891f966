/** `/characters/:id/edit`: changes one's own character. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import type { CardData } from "@/lib/characters/card/model.ts";
import { withDone } from "@/lib/characters/done.ts";
import {
  checkChanges,
  editNotes,
  readCharacterForm,
  readPicture,
  reshape,
  valuesOf,
} from "@/lib/characters/form.ts";
import { CHANGE_RULE, limit } from "@/lib/characters/limits.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getCard, requireOwnCharacter, updateCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import { CharacterForm } from "@/components/characters/CharacterForm.tsx";
import type { CharacterFormData } from "@/components/characters/form/Part.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";

interface Kept {
  character: Character;
  data: CardData;
}

type Shown = Pick<CharacterFormData, "models"> & Partial<CharacterFormData> & {
  canPaint: boolean;
};

function show({ character, data }: Kept, { canPaint, ...form }: Shown, status = 200) {
  const { id, name, rev, portrait } = character;
  const loreEntries = data.character_book?.entries.length ?? 0;
  const shown = {
    values: valuesOf(character, data),
    errors: [],
    pictureAgain: false,
    isOfStory: character.story !== undefined,
    ...form,
    saved: { id, name, rev, hasPortrait: portrait !== null, loreEntries, canPaint },
  };
  return page(shown, { status, headers: { "cache-control": "private, no-store" } });
}

async function read(kv: Deno.Kv, id: string, viewerId: string): Promise<Kept> {
  const character = await requireOwnCharacter(kv, id, viewerId);
  return { character, data: (await getCard(kv, character)).data };
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, models: { choices: models }, painter } = ctx.state.services;
    const kept = await read(kv, ctx.params.id ?? "", viewer.id);
    return show(kept, { models, canPaint: painter !== null });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const { kv, now, models: { choices: models }, painter } = services;
    const offers = { models, canPaint: painter !== null };
    const id = ctx.params.id ?? "";
    const kept = await read(kv, id, viewer.id);
    const { values, act, portrait, dropPortrait } = await readCharacterForm(ctx.req);
    const pictureAgain = portrait !== null;
    const reshaped = reshape(values, act, () => values.avatar);
    if (reshaped) return show(kept, { ...offers, values: reshaped, pictureAgain });
    const checked = checkChanges(values, valuesOf(kept.character, kept.data), locale);
    if (!checked.ok) {
      return show(kept, { ...offers, values, errors: checked.errors, pictureAgain }, 422);
    }
    await limit(ctx, CHANGE_RULE);
    const picture = await readPicture(portrait);
    if (!picture.ok) {
      const message = characterWords[locale].picture[picture.reason];
      return show(kept, { ...offers, values, errors: [{ path: "portrait", message }] }, 422);
    }
    await updateCharacter(kv, id, {
      viewerId: viewer.id,
      change: {
        patch: checked.value,
        portrait: picture.picture ?? (dropPortrait ? null : undefined),
        editCard: editNotes(values.notes),
      },
      nowMs: now(),
    });
    const next = act.kind === "save_and_draw"
      ? characterPaths.face(id)
      : withDone(paths.character(id), "saved");
    return ctx.redirect(next, 303);
  },
});

export default define.page<typeof handler>(({ data: { isOfStory, ...data }, ...place }) => {
  const words = characterWords[place.state.locale].form;
  const ofStory = storyPeopleWords[place.state.locale].edit;
  const { id, name } = data.saved;
  return (
    <Page place={place} title={words.editTitle(name)} noIndex styles={["/characters.css"]}>
      <PageHeading
        title={words.editTitle(name)}
        above={<a href={paths.character(id)}>{words.back(name)}</a>}
      />
      {isOfStory && <Notice title={ofStory.title}>{ofStory.words}</Notice>}
      <CharacterForm place={place} {...data} />
    </Page>
  );
});
