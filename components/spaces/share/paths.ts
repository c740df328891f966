/** The addresses of a space's board and of sharing into it. */
import { paths } from "@/components/place.ts";

export const sharePaths = {
  share: (spaceId: string) => `${paths.space(spaceId)}/share`,
  board: (spaceId: string) => `${paths.space(spaceId)}/board`,
} as const;
