/** What stands beside a character's words: facts, the card to take along, the address to pass on. */
import type { ComponentChildren } from "preact";
import type { Character, CharacterView } from "@/lib/characters/model.ts";
import type { Profile } from "@/lib/characters/profile.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { Story } from "@/lib/stories/model.ts";
import { characterPaths } from "@/components/characters/paths.ts";
import { Children } from "@/components/Children.tsx";
import { Icon } from "@/components/Icon.tsx";
import { paths, type Place } from "@/components/place.ts";
import { peoplePaths } from "@/components/story_people/paths.ts";
import { Time } from "@/components/Time.tsx";

function Corner(
  { id, title, children }: { id: string; title: string; children: ComponentChildren },
) {
  return (
    <section class="profile-corner" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <Children>{children}</Children>
    </section>
  );
}

export function ProfileFacts(
  { locale, view, profile, ofStory }: {
    locale: Locale;
    view: CharacterView;
    profile: Profile;
    /** The story that it comes out of, where the reader may open that. */
    ofStory: Pick<Story, "id" | "title" | "lang"> | null;
  },
) {
  const { profile: words, form, gallery } = characterWords[locale];
  const { lang, rating, visibility, createdAtMs } = view.character;
  return (
    <Corner id="facts" title={words.facts}>
      <dl class="facts">
        <Fact name={words.language}>{gallery.lang[lang]}</Fact>
        <Fact name={words.rating}>{shellWords[locale].rating[rating]}</Fact>
        {profile.loreEntries > 0 && (
          <Fact name={words.lore}>{words.loreCount(profile.loreEntries)}</Fact>
        )}
        {ofStory && (
          <Fact name={storyPeopleWords[locale].edit.title}>
            <a href={peoplePaths.all(ofStory.id)} lang={ofStory.lang}>{ofStory.title}</a>
          </Fact>
        )}
        {visibility !== "public" && (
          <Fact name={words.visibility}>{form.visibilities[visibility].label}</Fact>
        )}
        <Fact name={words.since}>
          <Time ms={createdAtMs} locale={locale} />
        </Fact>
      </dl>
    </Corner>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Children>{children}</Children>
      </dd>
    </div>
  );
}

export function ProfileTake({ locale, id }: { locale: Locale; id: string }) {
  const words = characterWords[locale].profile;
  const formats = [["png", words.takePng], ["json", words.takeJson], ["charx", words.takeCharx]];
  return (
    <Corner id="take" title={words.take}>
      <p class="quiet">{words.takeLede}</p>
      <ul class="take">
        {formats.map(([format, label]) => (
          <li>
            <a href={characterPaths.file(id, format ?? "")} download>
              <Icon name="download" />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </Corner>
  );
}

export function ProfileShare(
  { place, character, isOwner }: { place: Place; character: Character; isOwner: boolean },
) {
  const words = characterWords[place.state.locale].profile;
  const { id, visibility, hidden } = character;
  return (
    <Corner id="share" title={words.share}>
      {visibility === "private"
        ? (
          <>
            <p class="quiet">{words.sharePrivate}</p>
            {isOwner && !hidden && (
              <p>
                <a href={`${characterPaths.edit(id)}#sharing`}>{words.sharePrivateEdit}</a>
              </p>
            )}
          </>
        )
        : (
          <>
            <p class="quiet" id="share-hint">{words.shareHint}</p>
            <input
              class="control"
              type="text"
              readonly
              value={publicOrigin(place) + paths.character(id)}
              aria-label={words.shareLabel}
              aria-describedby="share-hint"
            />
          </>
        )}
    </Corner>
  );
}
