/** Addresses of the chat rooms. */
import { paths } from "@/components/place.ts";

const room = (id: string) => `${paths.rooms}/${encodeURIComponent(id)}`;

export const roomPaths = {
  all: paths.rooms,
  room,
  live: (id: string) => `${room(id)}/live`,
  say: (id: string) => `${room(id)}/say`,
  ask: (id: string) => `${room(id)}/ask`,
} as const;
