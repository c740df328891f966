/** What was sent for one reply: parts, lore, what was left out, and what it took. */
import type { PromptRecord } from "@/lib/chat/prompt_record.ts";
import type { PromptView } from "@/lib/chat/prompt_view.ts";
import { formatNanoUsd } from "@/lib/i18n/format.ts";
import { memoryWords } from "@/lib/i18n/memory.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { AsidePage } from "@/components/chat/memory/AsidePage.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { paths, type Place } from "@/components/place.ts";

export function PromptPage({ place, view }: { place: Place; view: PromptView }) {
  const { locale } = place.state;
  const words = memoryWords[locale].prompt;
  const { conversation: { id }, characterName, record, seesCard } = view;
  return (
    <AsidePage
      place={place}
      conversation={{ id, characterName }}
      title={words.title}
      lede={words.lede(characterName)}
    >
      {record === null
        ? (
          <EmptyState
            title={words.none.title}
            actions={
              <LinkButton href={paths.chat(id)}>
                {memoryWords[locale].back(characterName)}
              </LinkButton>
            }
          >
            {words.none.body}
          </EmptyState>
        )
        : (
          <>
            <Totals record={record} locale={locale} />
            <Parts record={record} locale={locale} seesCard={seesCard} />
            <LoreList record={record} locale={locale} />
            <Dropped record={record} locale={locale} />
          </>
        )}
    </AsidePage>
  );
}

interface Inner {
  record: PromptRecord;
  locale: Locale;
}

function Totals({ record: { usage, tokens, mode }, locale }: Inner) {
  const words = memoryWords[locale].prompt;
  const count = (n: number) => n.toLocaleString(locale);
  const sent = tokens.system + tokens.messages;
  return (
    <Section id="totals" title={words.totals}>
      {mode === "continue" && <p>{words.continued}</p>}
      {usage === null ? <p>{words.notCounted}</p> : (
        <dl class="sent-totals">
          <div>
            <dt>{words.model}</dt>
            <dd>{usage.madeBy}</dd>
          </div>
          <div>
            <dt>{words.read}</dt>
            <dd>
              {count(usage.promptTokens)}
              {usage.cachedTokens > 0 && (
                <small class="sent-place">{`${words.cached} ${count(usage.cachedTokens)}`}</small>
              )}
            </dd>
          </div>
          <div>
            <dt>{words.written}</dt>
            <dd>{count(usage.outputTokens)}</dd>
          </div>
          <div>
            <dt>{words.cost}</dt>
            <dd>{costWords(usage.costNano, locale)}</dd>
          </div>
        </dl>
      )}
      <p class="sent-budget">
        <label for="budget">{words.estimate(count(sent), count(tokens.budget))}</label>
        <meter id="budget" min={0} max={tokens.budget} value={Math.min(sent, tokens.budget)} />
      </p>
    </Section>
  );
}

function costWords(costNano: number | null, locale: Locale): string {
  const words = memoryWords[locale].prompt;
  if (costNano === null) return words.noPrice;
  return costNano === 0 ? words.free : formatNanoUsd(costNano, locale);
}

/** Parts of the system and what comes before the history, then the history, then what stands among it. */
function Parts({ record, locale, seesCard }: Inner & { seesCard: boolean }) {
  const words = memoryWords[locale].prompt;
  const { history } = record;
  const before = record.sections.filter(({ depth }) => depth === null);
  const among = record.sections.filter(({ depth }) => depth !== null)
    .sort((a, b) => (b.depth ?? 0) - (a.depth ?? 0));
  return (
    <Section id="parts" title={words.parts}>
      <ol class="sent-parts">
        {before.map((part, n) => <Part key={n} part={part} locale={locale} seesCard={seesCard} />)}
        <li class="sent-part">
          <details>
            <summary>
              <span>{words.history(history.messages)}</span>
              <Tokens n={history.tokens} locale={locale} />
            </summary>
            <p class="sent-text">{words.historyWords}</p>
          </details>
        </li>
        {among.map((part, n) => <Part key={n} part={part} locale={locale} seesCard={seesCard} />)}
      </ol>
    </Section>
  );
}

function Part({ part, locale, seesCard }: {
  part: PromptRecord["sections"][number];
  locale: Locale;
  seesCard: boolean;
}) {
  const words = memoryWords[locale].prompt;
  const { name, depth, tokens, text, cutChars } = part;
  const isOwn = name === "rules" || (name === "role" && seesCard);
  return (
    <li class="sent-part">
      <details>
        <summary>
          <span>
            {words.sections[name]}
            {depth !== null && <small class="sent-place">{words.above(depth)}</small>}
          </span>
          <Tokens n={tokens} locale={locale} />
        </summary>
        {text === null
          ? <p class="sent-text">{isOwn ? words.own : words.hidden}</p>
          : (
            <p class="sent-text" dir="auto">
              {text}
              {cutChars > 0 && (
                <small class="sent-place">{words.cut(cutChars.toLocaleString(locale))}</small>
              )}
            </p>
          )}
      </details>
    </li>
  );
}

function Tokens({ n, locale }: { n: number; locale: Locale }) {
  return (
    <span class="sent-tokens">{memoryWords[locale].prompt.tokens(n.toLocaleString(locale))}</span>
  );
}

function LoreList({ record: { lore }, locale }: Inner) {
  const words = memoryWords[locale].prompt;
  return (
    <Section id="lore" title={words.lore}>
      {lore.length === 0 ? <p>{words.noLore}</p> : (
        <ul class="sent-list">
          {lore.map((entry) => (
            <li>
              {entry.name || words.hiddenEntry}
              <small>{whyOf(entry, locale)}</small>
              <small>
                {[
                  slotOf(entry, locale),
                  words.tokens(entry.tokens.toLocaleString(locale)),
                ].join(" · ")}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type LoreEntry = PromptRecord["lore"][number];

function whyOf({ kind, key, from, secondary }: LoreEntry, locale: Locale): string {
  const words = memoryWords[locale].prompt;
  if (kind !== "key") return words.why[kind];
  if (!key) return from === null ? words.hiddenKey : words.hiddenRecursion;
  const why = from === null ? words.key(key) : words.recursion(key, from);
  const quoted = secondary.map((word) => `“${word}”`).join(", ");
  return quoted === "" ? why : `${why}, ${words.secondary(quoted)}`;
}

function slotOf({ slot, depth }: LoreEntry, locale: Locale): string {
  const words = memoryWords[locale].prompt;
  const slots: Readonly<Record<string, string>> = words.slots;
  return slot === "depth" ? `${words.slots.depth}, ${words.depth(depth)}` : slots[slot] ?? slot;
}

function Dropped({ record: { dropped, moreDropped }, locale }: Inner) {
  const words = memoryWords[locale].prompt;
  return (
    <Section id="dropped" title={words.dropped}>
      {dropped.length === 0 ? <p>{words.noDropped}</p> : (
        <ul class="sent-list">
          {dropped.map(({ what, name, reason }) => (
            <li>
              {name === "" ? words.what[what] : `${words.what[what]}: ${name}`}
              <small>{words.reason[reason]}</small>
            </li>
          ))}
        </ul>
      )}
      {moreDropped > 0 && <p>{words.moreDropped(moreDropped)}</p>}
    </Section>
  );
}
