/** The addresses of profiles, notifications and feedback. */
import { paths } from "@/components/place.ts";

export const socialPaths = {
  follow: (id: string) => `${paths.user(id)}/follow`,
  block: (id: string) => `${paths.user(id)}/block`,
  report: (id: string) => `${paths.user(id)}/report`,
  followers: (id: string) => `${paths.user(id)}/followers`,
  following: (id: string) => `${paths.user(id)}/following`,
  read: `${paths.notifications}/read`,
  settings: "/account/notifications",
  /** What a character's or story's maker was told. */
  characterFeedback: (id: string) => `${paths.character(id)}/feedback`,
  storyFeedback: (id: string) => `${paths.story(id)}/feedback`,
  chapterFeedback: (id: string, n: number) => `${paths.story(id)}/${n}/feedback`,
  replyFeedback: (conversationId: string, messageId: string) =>
    `${paths.chat(conversationId)}/messages/${encodeURIComponent(messageId)}/feedback`,
} as const;
