/** The page that takes a conversation in, and the one that tells how that went. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { FileField, Select } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import type { Character } from "@/lib/characters/model.ts";
import { type ImportOutcome, MAX_REPORTS } from "@/lib/chat/import.ts";
import type { LineReport } from "@/lib/chat/transcript_jsonl.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface BringPageProps {
  place: Place;
  /** Whom the conversation may be with. */
  candidates: readonly Pick<Character, "id" | "name">[];
  /** The one who is chosen; empty: whoever the file names. */
  chosen: string;
  /** Why nothing was brought in, in the reader's words. */
  problem: string | null;
  reports: readonly LineReport[];
}

export function BringPage({ place, candidates, chosen, problem, reports }: BringPageProps) {
  const { locale } = place.state;
  const words = conversationWords[locale].take;
  return (
    <Page place={place} title={words.title} layout="reading" room="chats" noIndex>
      <PageHeading
        title={words.title}
        lede={words.lede}
      />
      <form class="form" method="post" action="/chats/import" enctype="multipart/form-data">
        {problem && (
          <Notice tone="warn" title={problem}>
            <p>{words.help}</p>
          </Notice>
        )}
        <Reports reports={reports} locale={locale} />
        <FileField
          name="file"
          label={words.file}
          hint={words.fileHint}
          accept=".jsonl,.json,.txt,application/jsonl,application/json,text/plain"
          required
        />
        <Select
          name="character"
          label={words.who}
          hint={words.whoHint}
          value={chosen}
          options={[
            { value: "", label: words.whoByName },
            ...candidates.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <div class="actions">
          <Button kind="primary" icon="upload">{words.submit}</Button>
        </div>
      </form>
    </Page>
  );
}

/** Tells what came in where some of it did not. */
export function BroughtPage(
  { place, outcome }: { place: Place; outcome: Extract<ImportOutcome, { ok: true }> },
) {
  const { locale } = place.state;
  const words = conversationWords[locale].take;
  return (
    <Page place={place} title={words.doneTitle} layout="reading" room="chats" noIndex>
      <PageHeading title={words.doneTitle} lede={words.done(outcome.lines)} />
      <div class="form">
        {outcome.greeted && <Notice>{words.greeted}</Notice>}
        <Reports reports={outcome.reports} locale={locale} />
        <div class="actions">
          <LinkButton kind="primary" href={paths.chat(outcome.conversation.id)}>
            {words.open}
          </LinkButton>
        </div>
      </div>
    </Page>
  );
}

function Reports({ reports, locale }: { reports: readonly LineReport[]; locale: Locale }) {
  const words = conversationWords[locale].take;
  if (reports.length === 0) return null;
  const shown = reports.slice(0, MAX_REPORTS);
  return (
    <section aria-labelledby="reports-title">
      <h2 id="reports-title">{words.reports(reports.length)}</h2>
      <ul>
        {shown.map(({ line, problem }) => (
          <li key={line}>
            {words.line(line)}: {words.problems[problem]}
          </li>
        ))}
      </ul>
      {reports.length > shown.length && <p>{words.more(reports.length - shown.length)}</p>}
    </section>
  );
}
