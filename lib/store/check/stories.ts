/** Stories: the list by time, and their chapters. */
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";

export function* checkStories(walk: Walk): Generator<string> {
  yield* checkIndex<Story>(walk, {
    records: keys.stories(),
    index: keys.storiesByTime(),
    keysOf: ({ createdAtMs }, id) => [keys.storyByTime(createdAtMs, id)],
  });
  for (const { key, value } of walk.below(keys.stories())) {
    const { id, chapterTitles } = value as Story;
    for (let n = 1; n <= chapterTitles.length; n++) {
      if (!walk.has(keys.chapter(id, n))) yield `${nameKey(key)} lacks chapter ${n}`;
    }
  }
  for (const { key, value } of walk.below(keys.anyChapters())) {
    const { storyId, n } = value as Chapter;
    const story = walk.get(keys.story(storyId)) as Story | undefined;
    if (!story || n > story.chapterTitles.length) yield `${nameKey(key)} is of no story`;
  }
}
