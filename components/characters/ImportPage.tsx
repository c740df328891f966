/** The page that takes a Character Card in. */
import { characterWords } from "@/lib/i18n/characters.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { FileField } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";

/** @param problem Why the file was not taken, in the reader's words. */
export function ImportPage({ place, problem }: { place: Place; problem: string | null }) {
  const { import: words, mine } = characterWords[place.state.locale];
  return (
    <Page
      place={place}
      title={words.title}
      description={words.lede}
      layout="reading"
      styles={["/characters.css"]}
    >
      <PageHeading title={words.title} lede={words.lede} />
      <form
        class="form bring"
        method="post"
        action={characterPaths.importing}
        enctype="multipart/form-data"
      >
        {problem && (
          <Notice tone="warn" title={problem}>
            <p>{words.help}</p>
          </Notice>
        )}
        <FileField
          name="file"
          label={words.file}
          hint={words.fileHint}
          accept=".png,.json,.charx,image/png,application/json,application/zip"
          required
        />
        <div class="actions">
          <Button kind="primary" icon="upload">{words.submit}</Button>
          <LinkButton kind="plain" href={paths.newCharacter}>{mine.make}</LinkButton>
        </div>
      </form>
      <section class="bring-steps" aria-labelledby="steps-title">
        <h2 id="steps-title">{words.whatHappens}</h2>
        <ol>
          {words.steps.map((step) => <li key={step}>{step}</li>)}
        </ol>
      </section>
    </Page>
  );
}
