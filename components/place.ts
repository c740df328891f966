/** What every page knows about where it stands: its address, its reader, its language. Fresh's PageProps fit. */
import type { Locale } from "@/lib/i18n/locale.ts";
import type { DueReminder } from "@/lib/spaces/events/reminders.ts";

export interface Place {
  url: URL;
  state: {
    locale: Locale;
    viewer: { kind: "guest" | "full"; nickname: string } | null;
    /** Events that are about to begin, told on every page. */
    reminders?: readonly DueReminder[] | undefined;
    /** Notices that the reader has not read. */
    unread?: number | undefined;
    /** The page stands in a frame of another one of ours. */
    framed?: boolean | undefined;
    /** Absent where something failed before the services were there. */
    services?: { env: { PUBLIC_URL?: string | undefined } } | undefined;
  };
}

/** The addresses of the house, so that no component spells one twice. */
export const paths = {
  home: "/",
  characters: "/characters",
  newCharacter: "/characters/new",
  character: (id: string) => `/characters/${encodeURIComponent(id)}`,
  /**
   * 4:5, 640 pixels wide, or 240 where it is `small`; a drawn one is the same in both. `rev` changes with the picture, so
   * that browsers may keep it for ever.
   */
  portrait: (id: string, rev: string | number, size: "large" | "small" = "large") =>
    `/characters/${encodeURIComponent(id)}/portrait?${size === "small" ? "size=small&" : ""}v=${
      encodeURIComponent(rev)
    }`,
  tag: (tag: string) => `/characters?tag=${encodeURIComponent(tag)}`,
  stories: "/stories",
  story: (id: string) => `/stories/${encodeURIComponent(id)}`,
  spaces: "/spaces",
  space: (id: string) => `/spaces/${encodeURIComponent(id)}`,
  rooms: "/rooms",
  calls: "/calls",
  welfare: "/welfare",
  welfareService: (id: string) => `/welfare/${encodeURIComponent(id)}`,
  chats: "/chats",
  chat: (id: string) => `/chats/${encodeURIComponent(id)}`,
  sharedChat: (code: string) => `/shared/${encodeURIComponent(code)}`,
  /** Begins a conversation with several, these ticked already. */
  newGroup: (ids: readonly string[] = []) =>
    `/chats/new${ids.length === 0 ? "" : `?${new URLSearchParams(ids.map((id) => ["with", id]))}`}`,
  /** Who takes part. */
  chatCast: (id: string) => `/chats/${encodeURIComponent(id)}/cast`,
  chatNote: (id: string) => `/chats/${encodeURIComponent(id)}/note`,
  chatMemory: (id: string) => `/chats/${encodeURIComponent(id)}/memory`,
  /** What was sent for a reply. */
  chatPrompt: (id: string, messageId: string) =>
    `/chats/${encodeURIComponent(id)}/messages/${encodeURIComponent(messageId)}/prompt`,
  personas: "/personas",
  newPersona: "/personas/new",
  persona: (id: string) => `/personas/${encodeURIComponent(id)}`,
  login: "/login",
  signup: "/signup",
  logout: "/logout",
  account: "/account",
  user: (id: string) => `/users/${encodeURIComponent(id)}`,
  notifications: "/notifications",
  about: "/about",
  privacy: "/about#privacy",
  apiDocs: "/api/docs",
  myCharacters: "/account/characters",
  lang: "/lang",
} as const;

/** Path and query of a place, for coming back to it. */
export function hereOf(url: URL): string {
  return url.pathname + url.search;
}
