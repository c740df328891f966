/** Addresses of the people of stories, so that no component spells one twice. */
import { paths } from "@/components/place.ts";
import { chapterPath } from "@/components/stories/chapter_path.ts";

const people = (storyId: string) => `${paths.story(storyId)}/people`;

export const peoplePaths = {
  /** `as` is the last chapter that they know. */
  all: (storyId: string, as?: number) => `${people(storyId)}${as === undefined ? "" : `?as=${as}`}`,
  talk: (storyId: string, who: string) => `${people(storyId)}/${encodeURIComponent(who)}`,
  card: (storyId: string, who: string, { as, format }: { as: number; format: "png" | "json" }) =>
    `${people(storyId)}/${encodeURIComponent(who)}/card?as=${as}&format=${format}`,
  room: (storyId: string, n: number, who?: string) =>
    `${chapterPath(storyId, n)}/room${who === undefined ? "" : `?who=${encodeURIComponent(who)}`}`,
  /** What the room's frame shows: the conversation alone. */
  roomTalk: (storyId: string, n: number, who?: string) =>
    `${chapterPath(storyId, n)}/room/talk${
      who === undefined ? "" : `?who=${encodeURIComponent(who)}`
    }`,
  horizon: (conversationId: string) => `${paths.chat(conversationId)}/horizon`,
} as const;

/** Where a question is asked: in the room's frame, or on the page around it. */
export type AskedFrom = "room" | "roomTalk";

/** Where a chapter's page leads to its room: whoever comes back from there comes here. */
export const ROOM_ID = "room";
