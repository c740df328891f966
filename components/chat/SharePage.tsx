/** Makes links to a conversation, lists them, and takes them back. */
import { asset, Head } from "fresh/runtime";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Checkbox, Select, TextField } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Time } from "@/components/Time.tsx";
import type { Conversation } from "@/lib/chat/model.ts";
import { MAX_SHARES, type SharedChat } from "@/lib/chat/share.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";

/** A message that a link may end with: its place as forms write it, and its first words. */
export interface ShareEnd {
  value: string;
  label: string;
}

export interface SharePageProps {
  place: Place;
  conversation: Conversation;
  /** The last messages of the path, the newest first. */
  ends: readonly ShareEnd[];
  chosen: string;
  /** Every link with the first words of its last message. */
  shares: readonly { share: SharedChat; words: string }[];
  /** What was just done, or why it was not. */
  outcome: "made" | "revoked" | "full" | null;
}

export function SharePage({ place, conversation, ends, chosen, shares, outcome }: SharePageProps) {
  const { locale } = place.state;
  const words = conversationWords[locale].share;
  const title = words.title(conversation.characterName);
  return (
    <Page place={place} title={title} layout="reading" room="chats" noIndex>
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
      </Head>
      <PageHeading title={title} lede={words.lede} />
      {outcome !== null && (
        <Notice tone={outcome === "full" ? "warn" : "good"}>
          {outcome === "full" ? words.full(MAX_SHARES) : words[outcome]}
        </Notice>
      )}
      <form class="form" method="post" action={`/chats/${conversation.id}/share`}>
        <Select name="upto" label={words.upTo} value={chosen} options={ends} />
        <Checkbox name="hide" label={words.hide} hint={words.hideHint} />
        <div class="actions">
          <Button kind="primary" icon="link">{words.submit}</Button>
          <LinkButton kind="plain" href={paths.chat(conversation.id)}>{words.back}</LinkButton>
        </div>
      </form>
      {shares.length > 0 && (
        <section class="found-part" aria-labelledby="links-title">
          <h2 id="links-title">{words.links}</h2>
          <ul class="found">
            {shares.map((entry) => <ShareRow key={entry.share.code} {...entry} place={place} />)}
          </ul>
        </section>
      )}
    </Page>
  );
}

function ShareRow(
  { share, words: end, place }: { share: SharedChat; words: string; place: Place },
) {
  const { locale } = place.state;
  const words = conversationWords[locale].share;
  const path = paths.sharedChat(share.code);
  return (
    <li class="found-row share-row">
      <p>
        {words.until(end)} · {share.showName ? words.named : words.nameless} ·{" "}
        <Time ms={share.createdAtMs} locale={locale} />
      </p>
      <TextField
        name={`link-${share.code}`}
        label={words.link}
        labelHidden
        value={publicOrigin(place) + path}
        readonly
      />
      <div class="actions">
        <LinkButton size="small" icon="eye" href={path}>{words.open}</LinkButton>
        <form method="post" action={`/chats/${share.conversationId}/share`}>
          <input type="hidden" name="revoke" value={share.code} />
          <Button kind="danger" size="small">{words.revoke}</Button>
        </form>
      </div>
    </li>
  );
}
