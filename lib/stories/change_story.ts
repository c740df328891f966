/** The one way in which a story changes: read, make the next one, and commit what was read with all that follows. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { mayRead, readStory, released, type Story } from "@/lib/stories/model.ts";
import { readStoryStanding, type StoryStanding } from "@/lib/stories/standing.ts";
import { moveStory } from "@/lib/stories/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Who changes what, and when. */
export interface Changing {
  viewerId: string;
  nowMs: number;
  /** What the change was made on; absent where whatever is there may be overwritten ([ST3]). */
  rev?: number | undefined;
}

/**
 * Reads a story that is about to change, and what a commit of that change checks.
 *
 * @throws {HttpError} `not_found` or `forbidden`.
 */
export async function readOwn(kv: Deno.Kv, id: string, { viewerId, nowMs }: Changing) {
  const [entry, standingEntry] = await kv.getMany<[Story, StoryStanding]>(
    [keys.story(id), keys.storyStanding(id)],
  );
  if (!entry.value) throw failure("not_found");
  const old = readStory(entry.value);
  if (!mayRead(old, viewerId, nowMs)) throw failure("not_found");
  if (old.ownerId !== viewerId) throw failure("forbidden");
  const standing = standingEntry.value && readStoryStanding(standingEntry.value);
  return { entry, old, standing, standingEntry };
}

/** One change: `make` says what the story becomes, and puts into `write` what else changes with it. */
export async function changeStory(
  kv: Deno.Kv,
  id: string,
  changing: Changing,
  make: (old: Story, write: Deno.AtomicOperation) => Promise<Story>,
): Promise<Story> {
  return await commitWithRetry(async () => {
    const { entry, old, standing, standingEntry } = await readOwn(kv, id, changing);
    const write = kv.atomic()
      .check(entry, standingEntry, await requireStay(kv, changing.viewerId));
    const made = await make(released(old, changing.nowMs), write);
    const next = { ...made, updatedAtMs: changing.nowMs };
    moveStory(kv, write, { old, next, standing });
    return { write, value: next };
  });
}
