import assert from "node:assert/strict";
import {
  horizonAt,
  isWithin,
  knownChapters,
  reachOf,
  withHorizon,
} from "@/lib/stories/people/horizon.ts";

const story = (...ids: number[]) => ({
  id: "tale",
  chapters: ids.map((id) => ({ id, title: `Chapter ${id}`, minutes: null })),
});

Deno.test("horizonAt() knows the first chapters, and none before the first", () => {
  assert.deepEqual(horizonAt(story(4, 2, 9), 2).chapters, [4, 2]);
  assert.deepEqual(horizonAt(story(4, 2, 9), 0).chapters, []);
  assert.deepEqual(horizonAt(story(4, 2, 9), 99).chapters, [4, 2, 9]);
});

Deno.test("a chapter that is put in between, or moved before, is not known by that", () => {
  const horizon = horizonAt(story(1, 2, 3, 4), 3);
  assert.deepEqual(knownChapters(story(1, 7, 2, 3, 4), horizon).map(({ n }) => n), [1, 3, 4]);
  assert.deepEqual(knownChapters(story(4, 1, 2, 3), horizon).map(({ id }) => id), [1, 2, 3]);
  assert.deepEqual(knownChapters(story(1, 3, 4), horizon).map(({ id }) => id), [1, 3]);
});

Deno.test("reachOf() tells readers how far it goes without a gap", () => {
  const horizon = horizonAt(story(1, 2, 3, 4), 3);
  assert.equal(reachOf(story(1, 2, 3, 4), horizon), 3);
  assert.equal(reachOf(story(1, 7, 2, 3), horizon), 1);
  assert.equal(reachOf(story(4, 1, 2), horizon), 0);
  assert.equal(reachOf(story(1, 2), null), 0);
});

Deno.test("the horizon of another story is none of this one's", () => {
  const other = { storyId: "other", chapters: [1, 2] };
  assert.deepEqual(knownChapters(story(1, 2), other), []);
  assert(!isWithin(other, horizonAt(story(1, 2), 2)));
  assert(!isWithin(horizonAt(story(1, 2), 1), other));
});

Deno.test("withHorizon() sets the one of its story, and leaves the others", () => {
  const other = { storyId: "other", chapters: [1] };
  const set = withHorizon([other, horizonAt(story(1, 2), 1)], horizonAt(story(1, 2), 2));
  assert.deepEqual(set, [other, { storyId: "tale", chapters: [1, 2] }]);
});
