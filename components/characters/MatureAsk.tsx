/** The question before what is made for adults. */
import { characterWords } from "@/lib/i18n/characters.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";

/** A page that comes back to where it stands once the answer is yes. */
export function MatureAsk({ place }: { place: Place }) {
  const words = characterWords[place.state.locale].gallery;
  return (
    <Page place={place} title={words.mature} layout="reading" noIndex>
      <PageHeading title={words.matureAsk} lede={words.matureAskWords} />
      <form class="form" method="post" action={characterPaths.mature}>
        <input type="hidden" name="back" value={hereOf(place.url)} />
        <div class="actions">
          <Button kind="primary">{words.matureYes}</Button>
          <LinkButton kind="plain" href={paths.characters}>{words.matureNo}</LinkButton>
        </div>
      </form>
    </Page>
  );
}
