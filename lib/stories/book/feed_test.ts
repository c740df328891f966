import assert from "node:assert/strict";
import { writeFeed } from "@/lib/stories/book/feed.ts";
import { readXml } from "@/lib/stories/book/well_formed_for_tests.ts";
import { storyForTests } from "@/lib/stories/stories_for_tests.ts";

const FEED = {
  origin: "https://maru.test",
  writer: { id: "ann", nickname: "Ann & <Co>" },
  locale: "en",
  emptyAtMs: Date.UTC(2026, 0, 1),
} as const;

Deno.test("a feed has what Atom asks for, with whole addresses", () => {
  const stories = ["a", "b"].map((id, n) =>
    storyForTests({
      id,
      title: `${id} & "b" <c>`,
      tags: ["sea"],
      updatedAtMs: Date.UTC(2026, 1, n + 1),
    })
  );
  const elements = readXml(writeFeed({ ...FEED, stories }));
  const count = (name: string) => elements.filter((element) => element.name === name).length;
  assert.deepEqual(
    [count("feed"), count("entry"), count("author"), count("id"), count("title"), count("updated")],
    [1, 2, 1, 3, 3, 3],
  );
  const [updated] = elements.filter(({ name }) => name === "updated");
  assert.equal(updated?.text, "2026-02-02T00:00:00.000Z");
  for (const { name, attributes, text } of elements) {
    if (name === "link") assert.match(attributes.get("href")!, /^https:\/\/maru\.test\//);
    if (name === "id") assert.match(text, /^https:\/\/maru\.test\//);
  }
  assert.equal(
    new Set(elements.filter(({ name }) => name === "id").map(({ text }) => text)).size,
    3,
  );
});

Deno.test("a feed without stories is a feed", () => {
  const elements = readXml(writeFeed({ ...FEED, stories: [] }));
  const [updated] = elements.filter(({ name }) => name === "updated");
  assert.equal(updated?.text, "2026-01-01T00:00:00.000Z");
});
