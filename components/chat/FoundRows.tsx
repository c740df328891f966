/** What a search in conversations found: each passage with who said it, as a link to its place. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { Time } from "@/components/Time.tsx";
import { ConversationRows } from "@/components/chat/ConversationRows.tsx";
import { withCursor } from "@/components/Pager.tsx";
import { paths } from "@/components/place.ts";
import { titleOf } from "@/lib/chat/group.ts";
import type { Found, SearchPage } from "@/lib/chat/search.ts";
import { type ConversationRow, encodePlace } from "@/lib/chat/view.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface FoundRowsProps {
  locale: Locale;
  url: URL;
  nowMs: number;
  found: SearchPage;
  /** Conversations whose names fit. */
  named: readonly ConversationRow[];
}

export function FoundRows({ locale, url, nowMs, found, named }: FoundRowsProps) {
  const words = conversationWords[locale].search;
  const { items, nextCursor, paused } = found;
  if (items.length === 0 && named.length === 0 && nextCursor === null) {
    return (
      <EmptyState
        title={words.none}
        actions={<LinkButton href={paths.chats}>{words.toAll}</LinkButton>}
      >
        {words.noneWords}
      </EmptyState>
    );
  }
  return (
    <>
      {named.length > 0 && (
        <section class="found-part" aria-labelledby="found-names">
          <h2 id="found-names">{words.names}</h2>
          <ConversationRows rows={named} locale={locale} nowMs={nowMs} level={3} />
        </section>
      )}
      {items.length > 0 && (
        <section class="found-part" aria-labelledby="found-said">
          <h2 id="found-said">{words.said}</h2>
          <ol class="found">
            {items.map((item) => (
              <FoundRow key={item.message.id} item={item} locale={locale} nowMs={nowMs} />
            ))}
          </ol>
        </section>
      )}
      {nextCursor !== null && (
        <div class="found-more">
          {paused && <p role="status">{words.paused}</p>}
          <LinkButton iconAfter="arrow-right" rel="next" href={withCursor(url, nextCursor)}>
            {words.older}
          </LinkButton>
        </div>
      )}
    </>
  );
}

function FoundRow({ item, locale, nowMs }: { item: Found; locale: Locale; nowMs: number }) {
  const words = conversationWords[locale].search;
  const { conversation, message, passage } = item;
  return (
    <li class="found-row">
      <p class="found-who">
        <span>
          {message.role === "user"
            ? words.byMe
            : words.by(message.speaker?.name ?? conversation.characterName)}
        </span>
        <Time ms={message.createdAtMs} locale={locale} nowMs={nowMs} />
      </p>
      <p class="found-passage">
        <a href={`${paths.chat(conversation.id)}/found?message=${encodePlace(message)}`}>
          {passage.map(({ text, hit }, n) =>
            hit ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>
          )}
        </a>
      </p>
      {message.role === "user" && <p class="found-with">{titleOf(conversation)}</p>}
    </li>
  );
}
