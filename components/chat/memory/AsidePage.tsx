/** The frame of the pages beside a conversation: the way back to it, and a title. */
import type { ComponentChildren } from "preact";
import { memoryWords } from "@/lib/i18n/memory.ts";
import { Children } from "@/components/Children.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";

export interface AsidePageProps {
  place: Place;
  conversation: { id: string; characterName: string };
  title: string;
  lede: string;
  children: ComponentChildren;
}

export function AsidePage({ place, conversation, title, lede, children }: AsidePageProps) {
  const { id, characterName } = conversation;
  return (
    <Page
      place={place}
      title={title}
      layout="reading"
      room="chats"
      noIndex
      styles={["/memory.css"]}
    >
      <PageHeading
        title={title}
        lede={lede}
        above={<a href={paths.chat(id)}>{memoryWords[place.state.locale].back(characterName)}</a>}
      />
      <Children>{children}</Children>
    </Page>
  );
}
