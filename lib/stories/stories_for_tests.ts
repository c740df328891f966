/** Stories that tests begin with. */
import type { Story } from "@/lib/stories/model.ts";

/** A public story in English that came out at the beginning of 2026 and has no chapters. */
export function storyForTests(more: Partial<Story> = {}): Story {
  const madeAtMs = Date.UTC(2026, 0, 1);
  return {
    v: 2,
    id: "tale",
    ownerId: "owner",
    title: "Tale",
    synopsis: "",
    genre: "",
    tone: "",
    tags: [],
    lang: "en",
    rating: "everyone",
    visibility: "public",
    status: "published",
    publishAtMs: null,
    publishedAtMs: madeAtMs,
    palette: ["#26344f", "#f2e8d5", "#b4441f"],
    motif: "moon",
    cover: { kind: "drawn" },
    characterIds: [],
    chapters: [],
    removed: [],
    nextChapterId: 1,
    length: "short",
    source: null,
    rev: 1,
    createdAtMs: madeAtMs,
    updatedAtMs: madeAtMs,
    ...more,
  };
}
