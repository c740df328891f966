/** Where a chapter is read. */
import { paths } from "@/components/place.ts";

/** Chapters count from 1. */
export function chapterPath(storyId: string, n: number): string {
  return `${paths.story(storyId)}/${n}`;
}
