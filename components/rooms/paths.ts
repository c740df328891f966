/** Addresses of the chat rooms. */

const room = (id: string) => `/rooms/${encodeURIComponent(id)}`;

export const roomPaths = {
  all: "/rooms",
  room,
  live: (id: string) => `${room(id)}/live`,
  say: (id: string) => `${room(id)}/say`,
  ask: (id: string) => `${room(id)}/ask`,
} as const;
