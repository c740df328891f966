/** The list of a character's lore entries. */
import type { LorebookEntry } from "@/lib/characters/card/model.ts";
import { loreTitle } from "@/lib/characters/lore_form.ts";
import type { Character } from "@/lib/characters/model.ts";
import { type CharacterWords, characterWords } from "@/lib/i18n/characters.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { FileField } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths, type Place } from "@/components/place.ts";

export interface LorePageProps {
  place: Place;
  character: Character;
  /** Those on this page. */
  entries: readonly LorebookEntry[];
  /** Place of the first of them in the book. */
  from: number;
  nextCursor: string | null;
  /** Why a lorebook file was not taken. */
  error: string | null;
}

const DONE = ["saved", "removed", "broughtIn"] as const;

export function LorePage(
  { place, character: { id, name }, entries, from, nextCursor, error }: LorePageProps,
) {
  const { lore: words, form } = characterWords[place.state.locale];
  const done = DONE.find((word) => word === place.url.searchParams.get("done"));
  const add = (
    <LinkButton kind="primary" icon="plus" href={characterPaths.loreEntry(id, "new")}>
      {words.add}
    </LinkButton>
  );
  return (
    <Page
      place={place}
      title={words.title(name)}
      layout="reading"
      noIndex
      styles={["/characters.css"]}
    >
      <PageHeading
        title={words.title(name)}
        lede={words.lede}
        above={<a href={paths.character(id)}>{form.back(name)}</a>}
        actions={entries.length > 0 ? add : undefined}
      />
      {done && <Notice tone="good">{words[done]}</Notice>}
      {entries.length === 0
        ? <EmptyState title={words.empty} actions={add}>{words.emptyWords}</EmptyState>
        : (
          <ol class="lore-list">
            {entries.map((entry, n) => (
              <li>
                <LoreRow
                  entry={entry}
                  href={characterPaths.loreEntry(id, from + n)}
                  words={words}
                />
              </li>
            ))}
          </ol>
        )}
      <Pager locale={place.state.locale} url={place.url} nextCursor={nextCursor} />
      <form
        class="form lore-bring"
        method="post"
        action={characterPaths.lore(id)}
        enctype="multipart/form-data"
      >
        <FileField
          name="book"
          label={words.bring}
          hint={words.bringHint}
          error={error}
          accept=".json,application/json"
        />
        <div class="actions">
          <Button size="small" icon="upload">{words.bringSubmit}</Button>
        </div>
      </form>
    </Page>
  );
}

function LoreRow(
  { entry, href, words }: { entry: LorebookEntry; href: string; words: CharacterWords["lore"] },
) {
  const { keys, content, enabled, constant } = entry;
  return (
    <article class={enabled ? "lore-row" : "lore-row is-asleep"}>
      <h2>
        <a href={href}>{loreTitle(entry) || words.untitled}</a>
      </h2>
      <p class="lore-words">
        {content.replace(/^(@@.*\n)+/, "").slice(0, 160)}
      </p>
      <p class="quiet">
        {[
          ...(enabled ? [] : [words.asleep]),
          ...(constant ? [words.always] : [keys.slice(0, 6).join(" · ")]),
        ].filter(Boolean).join(" – ")}
      </p>
    </article>
  );
}
