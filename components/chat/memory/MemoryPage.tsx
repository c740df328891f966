/** What is remembered of a conversation, to be looked at and put right. */
import { type Fact, MAX_FACT_CHARS, MAX_FACTS, MAX_SUMMARY_CHARS } from "@/lib/memory/model.ts";
import type { Remembered } from "@/lib/memory/store.ts";
import { encodePlace } from "@/lib/chat/view.ts";
import { memoryWords } from "@/lib/i18n/memory.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { AsidePage } from "@/components/chat/memory/AsidePage.tsx";
import { TextArea, TextField } from "@/components/Field.tsx";
import { Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths, type Place } from "@/components/place.ts";
import { UndoNotice } from "@/components/UndoNotice.tsx";

export interface MemoryPageProps {
  place: Place;
  conversation: { id: string; characterName: string };
  remembered: Remembered;
  /** What could not be taken, as it was typed. */
  draft: { act: "add" | "edit" | "summary"; text: string } | null;
}

export function MemoryPage({ place, conversation, remembered, draft }: MemoryPageProps) {
  const words = memoryWords[place.state.locale].memory;
  const done = place.url.searchParams.get("done");
  const { book } = remembered;
  return (
    <AsidePage
      place={place}
      conversation={conversation}
      title={words.title(conversation.characterName)}
      lede={words.lede}
    >
      {done === "saved" && <Notice tone="good">{memoryWords[place.state.locale].saved}</Notice>}
      {done === "forgotten" && book.removed && (
        <UndoNotice
          removed={words.forgotten}
          undo={book.facts.length < MAX_FACTS ? words.undo : null}
        />
      )}
      <SummarySection place={place} remembered={remembered} draft={draft} />
      <FactsSection
        place={place}
        conversation={conversation}
        remembered={remembered}
        draft={draft}
      />
    </AsidePage>
  );
}

function SummarySection(
  { place, remembered: { summary }, draft }: Pick<
    MemoryPageProps,
    "place" | "remembered" | "draft"
  >,
) {
  const { locale } = place.state;
  const words = memoryWords[locale].memory;
  if (!summary) {
    return (
      <Section id="summary" title={words.summary}>
        <p>{words.noSummary}</p>
      </Section>
    );
  }
  const wrong = draft?.act === "summary";
  return (
    <Section id="summary" title={words.summary}>
      <p class="memory-by">
        {`${words.tells(summary.from + 1, summary.at.depth + 1)} ${words.by[summary.by]}`}
      </p>
      <form class="form" method="post">
        <input type="hidden" name="at" value={encodePlace(summary.at)} />
        <TextArea
          name="text"
          id="summary-text"
          label={words.summary}
          labelHidden
          hint={words.summaryHint}
          error={wrong ? words.badSummary(MAX_SUMMARY_CHARS.toLocaleString(locale)) : null}
          value={wrong ? draft.text : summary.text}
          maxLength={MAX_SUMMARY_CHARS}
          rows={8}
        />
        <div class="actions">
          <Button name="act" value="summary">{memoryWords[locale].save}</Button>
        </div>
      </form>
    </Section>
  );
}

function FactsSection({ place, conversation, remembered, draft }: MemoryPageProps) {
  const { locale } = place.state;
  const words = memoryWords[locale].memory;
  const { facts, book } = remembered;
  const elsewhere = book.facts.length - facts.length;
  const editing = place.url.searchParams.get("edit");
  return (
    <Section id="facts" title={words.facts}>
      {facts.length === 0 && <p>{words.noFacts}</p>}
      <ul class="cards">
        {facts.map((fact) => (
          <li
            key={fact.id}
            id={`f-${fact.id}`}
            class={fact.pinned ? "fact is-pinned" : "fact"}
          >
            {fact.id === editing
              ? (
                <EditFact
                  fact={fact}
                  conversationId={conversation.id}
                  locale={locale}
                  draft={draft}
                />
              )
              : <ShowFact fact={fact} conversationId={conversation.id} locale={locale} />}
          </li>
        ))}
      </ul>
      {elsewhere > 0 && <p class="memory-by">{words.elsewhere(elsewhere)}</p>}
      {book.facts.length >= MAX_FACTS
        ? <Notice>{words.full(MAX_FACTS)}</Notice>
        : (
          <form class="form" method="post" action={paths.chatMemory(conversation.id)}>
            <TextField
              name="text"
              id="new-fact"
              label={words.addLabel}
              hint={words.addHint(MAX_FACT_CHARS)}
              error={draft?.act === "add" ? words.badFact(MAX_FACT_CHARS) : null}
              value={draft?.act === "add" ? draft.text : ""}
              maxLength={MAX_FACT_CHARS}
              autocomplete="off"
              required
            />
            <div class="actions">
              <Button icon="plus" name="act" value="add">{words.add}</Button>
            </div>
          </form>
        )}
    </Section>
  );
}

interface FactProps {
  fact: Fact;
  conversationId: string;
  locale: Locale;
}

function ShowFact({ fact, conversationId, locale }: FactProps) {
  const words = memoryWords[locale].memory;
  const { id, text, source, pinned, editedAtMs } = fact;
  const action = paths.chatMemory(conversationId);
  return (
    <>
      <p class="fact-text">{text}</p>
      <p class="fact-facts">
        {pinned && <span>{words.pinned}</span>}
        {source === null ? <span>{words.byHand}</span> : (
          <a
            href={`${paths.chat(conversationId)}?before=${encodePlace(source)}#m-${source.id}`}
          >
            {words.source}
          </a>
        )}
        {editedAtMs !== null && <span>{words.edited}</span>}
      </p>
      <div class="actions">
        <form method="post" action={action}>
          <input type="hidden" name="id" value={id} />
          <Button
            kind="plain"
            size="small"
            name="act"
            value={pinned ? "unpin" : "pin"}
            aria-label={pinned ? words.unpinOf(text) : words.pinOf(text)}
          >
            {pinned ? words.unpin : words.pin}
          </Button>
        </form>
        <LinkButton
          kind="plain"
          size="small"
          icon="edit"
          href={`${action}?edit=${id}#f-${id}`}
          aria-label={words.editOf(text)}
        >
          {words.edit}
        </LinkButton>
        <form method="post" action={action}>
          <input type="hidden" name="id" value={id} />
          <Button
            kind="plain"
            size="small"
            icon="trash"
            name="act"
            value="forget"
            aria-label={words.forgetOf(text)}
          >
            {words.forget}
          </Button>
        </form>
      </div>
    </>
  );
}

function EditFact(
  { fact, conversationId, locale, draft }: FactProps & Pick<MemoryPageProps, "draft">,
) {
  const words = memoryWords[locale].memory;
  const wrong = draft?.act === "edit";
  return (
    <form class="form" method="post" action={`${paths.chatMemory(conversationId)}?edit=${fact.id}`}>
      <input type="hidden" name="id" value={fact.id} />
      <TextField
        name="text"
        id="edit-fact"
        label={words.addLabel}
        error={wrong ? words.badFact(MAX_FACT_CHARS) : null}
        value={wrong ? draft.text : fact.text}
        maxLength={MAX_FACT_CHARS}
        autocomplete="off"
        autofocus
        required
      />
      <div class="actions">
        <Button kind="primary" size="small" name="act" value="edit">
          {memoryWords[locale].save}
        </Button>
        <LinkButton kind="plain" size="small" href={paths.chatMemory(conversationId)}>
          {memoryWords[locale].cancel}
        </LinkButton>
      </div>
    </form>
  );
}
