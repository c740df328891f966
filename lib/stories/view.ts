/** Puts together what pages show of a story: its likes, its people, its cover's address. */
import { isLiked } from "@/lib/characters/likes.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { viewPeople } from "@/lib/characters/people.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { getMaker, type Maker } from "@/lib/social/maker.ts";
import type { Story } from "@/lib/stories/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** A story in the library. */
export interface StoryOnShelf {
  story: Story;
  likes: number;
}

/** A story on its own page. */
export interface StoryView extends StoryOnShelf {
  liked: boolean;
  /** How many comments there are. */
  comments: number;
  /** Those of its characters whom this reader may meet. */
  people: CharacterView[];
  /** Null where whoever wrote it is gone. */
  maker: Maker | null;
}

/** Adds the likes; those of the last moments may be missing. */
export async function viewShelf(kv: Deno.Kv, stories: readonly Story[]): Promise<StoryOnShelf[]> {
  const counts = await getAll<Deno.KvU64>(
    kv,
    stories.map(({ id }) => keys.count("story", id, "likes")),
    { consistency: "eventual" },
  );
  return stories.map((story, n) => ({ story, likes: Number(counts[n]?.value?.value ?? 0n) }));
}

export async function viewStory(
  kv: Deno.Kv,
  story: Story,
  viewer: Pick<Viewer, "id"> | null,
): Promise<StoryView> {
  const [count, comments, liked, people, maker] = await Promise.all([
    kv.get<Deno.KvU64>(keys.count("story", story.id, "likes")),
    kv.get<Deno.KvU64>(keys.count("story", story.id, "comments")),
    viewer ? isLiked(kv, "story", { subjectId: story.id, userId: viewer.id }) : false,
    viewPeople(kv, story.characterIds, viewer),
    getMaker(kv, story.ownerId, viewer?.id ?? null),
  ]);
  return {
    story,
    likes: Number(count.value?.value ?? 0n),
    comments: Number(comments.value?.value ?? 0n),
    liked,
    people,
    maker,
  };
}
