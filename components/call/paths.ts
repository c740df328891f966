/** The addresses of calls. Browser-safe. */

export const callPaths = {
  start: "/calls",
  call: (id: string) => `/calls/${encodeURIComponent(id)}`,
  ended: (id: string) => `/calls/${encodeURIComponent(id)}/ended`,
  character: (id: string, conversationId?: string) =>
    `/calls/character/${encodeURIComponent(id)}${
      conversationId ? `?${new URLSearchParams({ chat: conversationId })}` : ""
    }`,
  recordings: "/calls/recordings",
  builder: "/characters/new/avatar",
} as const;
