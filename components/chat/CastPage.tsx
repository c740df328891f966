/** Who takes part in a conversation, and who speaks when. */
import { asset, Head } from "fresh/runtime";
import { Button, LinkButton } from "@/components/Button.tsx";
import { CastPicker } from "@/components/chat/CastPicker.tsx";
import { Face } from "@/components/chat/MessageItem.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { RadioCards } from "@/components/RadioCards.tsx";
import type { Character, CharacterView } from "@/lib/characters/model.ts";
import { castOf, isGroup } from "@/lib/chat/group.ts";
import { type CastMember, type Conversation, MAX_CAST } from "@/lib/chat/model.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";

export interface CastPageProps {
  place: Place;
  conversation: Conversation;
  people: ReadonlyMap<string, Character>;
  choices: readonly CharacterView[];
  /** Ids of those who are ticked. */
  chosen: readonly string[];
  q: string;
  full: boolean;
}

export function CastPage({ place, conversation, people, choices, chosen, q, full }: CastPageProps) {
  const { locale } = place.state;
  const words = conversationWords[locale].cast;
  const cast = castOf(conversation);
  const action = paths.chatCast(conversation.id);
  return (
    <Page place={place} title={words.title} layout="reading" room="chats" noIndex>
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
      </Head>
      <PageHeading
        title={words.title}
        lede={words.lede}
        above={<a href={paths.chat(conversation.id)}>{words.back}</a>}
      />
      {full && <Notice tone="warn">{words.full(MAX_CAST)}</Notice>}
      <section aria-labelledby="cast-title">
        <h2 id="cast-title">{words.here}</h2>
        <ul class="cast">
          {cast.map((member) => (
            <Member
              key={member.id}
              member={member}
              character={people.get(member.id) ?? null}
              action={action}
              first={member.id === conversation.characterId}
              place={place}
            />
          ))}
        </ul>
      </section>
      {isGroup(conversation) && (
        <form class="form cast-form" method="post" action={action}>
          <RadioCards
            name="order"
            legend={words.order}
            value={conversation.order ?? "natural"}
            options={[
              { value: "natural", label: words.natural, hint: words.naturalHint },
              { value: "manual", label: words.manual, hint: words.manualHint },
            ]}
          />
          <div class="actions">
            <Button>{words.save}</Button>
          </div>
        </form>
      )}
      {cast.length < MAX_CAST && (
        <form class="form cast-form" method="post" action={action}>
          <CastPicker
            locale={locale}
            legend={words.add}
            choices={choices}
            chosen={chosen}
            q={q}
            searchAction={action}
          />
          <div class="actions">
            <Button kind="primary">{words.addSubmit}</Button>
            <LinkButton kind="plain" href={paths.chat(conversation.id)}>{words.back}</LinkButton>
          </div>
        </form>
      )}
    </Page>
  );
}

function Member({ member, character, action, first, place }: {
  member: CastMember;
  character: Character | null;
  action: string;
  first: boolean;
  place: Place;
}) {
  const words = conversationWords[place.state.locale].cast;
  const name = character?.name ?? member.name;
  return (
    <li class="cast-member">
      <Face character={character} emotion={null} />
      <div>
        <span>{name}</span>
        <p>{character === null ? words.gone : member.late ? words.late : words.first}</p>
      </div>
      {!first && (
        <form method="post" action={action}>
          <input type="hidden" name="remove" value={member.id} />
          <Button kind="plain" size="small" aria-label={words.removeLabel(name)}>
            {words.remove}
          </Button>
        </form>
      )}
    </li>
  );
}
