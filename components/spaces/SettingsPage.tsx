/** Where the owner of a space looks after it: its fields, its link, its order, its end. */
import type { CharacterView } from "@/lib/characters/model.ts";
import type { InputError } from "@/lib/errors.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import type { SpaceValues } from "@/lib/spaces/form.ts";
import { invitationPath } from "@/lib/spaces/invite.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { eventPaths } from "@/components/spaces/events/paths.ts";
import { spacePaths } from "@/components/spaces/paths.ts";
import { SpaceForm } from "@/components/spaces/SpaceForm.tsx";

/** What the address can say was done. */
export const SETTINGS_DONE = ["opened", "saved", "renewed", "dropped"] as const;

export interface SettingsPageProps {
  place: Place;
  space: Space;
  values: SpaceValues;
  errors: readonly InputError[];
  choices: readonly CharacterView[];
  done: typeof SETTINGS_DONE[number] | null;
}

export function SettingsPage(
  { place, space, values, errors, choices, done }: SettingsPageProps,
) {
  const { locale } = place.state;
  const { form, keeping: words } = keepingWords[locale];
  const told = { opened: form.opened, saved: form.saved, ...words };
  return (
    <Page
      place={place}
      title={words.settingsTitle(space.name[locale])}
      layout="reading"
      noIndex
      styles={["/spaces.css", "/events.css"]}
    >
      <PageHeading
        title={words.settingsTitle(space.name[locale])}
        actions={
          <>
            <LinkButton kind="primary" icon="door" href={paths.space(space.id)}>
              {words.toRoom}
            </LinkButton>
            <LinkButton icon="person" href={spacePaths.moderation(space.id)}>
              {words.people}
            </LinkButton>
            {space.event && (
              <LinkButton icon="check" href={eventPaths.guests(space.id)}>
                {words.guests}
              </LinkButton>
            )}
          </>
        }
      />
      {done && <Notice tone="good">{told[done]}</Notice>}
      <Invitation place={place} space={space} />
      <SpaceForm
        place={place}
        action={spacePaths.settings(space.id)}
        values={values}
        errors={errors}
        choices={choices}
        submit={form.save}
      />
      <Section id="remove" title={words.remove} lede={words.removeLede}>
        <LinkButton kind="danger" icon="trash" href={spacePaths.remove(space.id)}>
          {words.removeButton}
        </LinkButton>
      </Section>
    </Page>
  );
}

/** The link, in a field that one can copy from. */
function Invitation({ place, space }: { place: Place; space: Space }) {
  const { keeping: words } = keepingWords[place.state.locale];
  const path = invitationPath(space);
  return (
    <Section id="invitation" title={words.invitation} lede={words.invitationLede}>
      <form class="form" method="post" action={spacePaths.invitation(space.id)}>
        {path
          ? (
            <TextField
              name="link"
              label={words.invitation}
              labelHidden
              hint={words.invitationRenewHint}
              value={publicOrigin(place) + path}
              readOnly
            />
          )
          : <p class="field-hint">{words.invitationNone}</p>}
        <div class="actions">
          <Button name="do" value="renew" icon="link">
            {path ? words.invitationRenew : words.invitationMake}
          </Button>
          {path && (
            <Button kind="plain" name="do" value="drop" icon="close">{words.invitationDrop}</Button>
          )}
        </div>
      </form>
    </Section>
  );
}
