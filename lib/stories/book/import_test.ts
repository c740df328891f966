import assert from "node:assert/strict";
import { importMarkdown } from "@/lib/stories/book/import.ts";
import { bookName, toMarkdown } from "@/lib/stories/book/markdown.ts";
import { MAX_BODY, MAX_CHAPTERS } from "@/lib/stories/model.ts";

const WORDS = { untitled: "Untitled", chapter: (n: number) => `Chapter ${n}` };

function read(content: string | Uint8Array, fileName = "") {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return importMarkdown(bytes, { words: WORDS, lang: "en", fileName });
}

function must(content: string, fileName?: string) {
  const imported = read(content, fileName);
  assert.ok(imported.ok, JSON.stringify(imported));
  return imported;
}

const chapters = (content: string) =>
  must(content).chapters.map(({ title, body }) => `${title}: ${body}`);

Deno.test("headings of the highest level begin chapters", () => {
  assert.deepEqual(chapters("# One\n\na\n\n## Part\n\nb\n\n# Two\nc"), [
    "One: a\n\n## Part\n\nb",
    "Two: c",
  ]);
  assert.deepEqual(chapters("## One ##\na\n## Two\nb"), ["One: a", "Two: b"]);
});

Deno.test("a single heading above several is the title, and what stands before them a chapter", () => {
  const { details, chapters } = must("# The Book\n\nBefore.\n\n## One\na\n## Two\nb");
  assert.equal(details.title, "The Book");
  assert.deepEqual(chapters.map(({ title }) => title), ["Chapter 1", "One", "Two"]);
});

Deno.test("a text without headings is one chapter, named by its file", () => {
  const { details, chapters } = must("Only this.", "My tale.md");
  assert.deepEqual([details.title, chapters[0]?.title], ["My tale", "Chapter 1"]);
  assert.equal(must("Only this.").details.title, "Untitled");
});

Deno.test("headings in code are code, and chapters without a text are left out", () => {
  assert.deepEqual(chapters("# One\n```\n# not one\n```\n# Empty\n\n# Two\nb"), [
    "One: ```\n# not one\n```",
    "Two: b",
  ]);
});

Deno.test("front matter says title, tags and language, as JSON, as YAML lists, or bare", () => {
  const text = "# One\na";
  for (
    const tags of [
      'tags: ["sea", "night sky"]',
      "tags: sea, night sky",
      "tags:\n  - sea\n  - 'night sky'",
    ]
  ) {
    const { details } = must(
      `---\r\ntitle: "A \\"tale\\""\r\n${tags}\nlang: ko\nother: x\n---\n${text}`,
    );
    assert.deepEqual([details.title, details.tags, details.lang], [
      'A "tale"',
      ["sea", "night sky"],
      "ko",
    ]);
    assert.equal(details.visibility, "private");
  }
});

Deno.test("what cannot be taken is refused with its reason", () => {
  const cases: Record<string, [string | Uint8Array, string]> = {
    "no text": [Uint8Array.of(0xff, 0xfe, 0), "not_text"],
    "a zero byte": ["a\0b", "not_text"],
    "too large": [new Uint8Array(2 * 1024 * 1024 + 1), "too_large"],
    "nothing": [" \n\n", "empty"],
    "headings alone": ["# One\n# Two", "empty"],
    "front matter that never ends": ["---\ntitle: x\n", "bad_front_matter"],
    "front matter of nonsense": ["---\n???\n---\nx", "bad_front_matter"],
    "a long title": [`---\ntitle: ${"x".repeat(121)}\n---\ny`, "bad_title"],
    "a tag of marks": ["---\ntags: <b>\n---\ny", "bad_tags"],
    "many tags": [`---\ntags: ${"abcdefghijk".split("").join(",")}\n---\ny`, "bad_tags"],
    "many chapters": ["# a\nb\n".repeat(MAX_CHAPTERS + 1), "too_many_chapters"],
  };
  for (const [name, [content, reason]] of Object.entries(cases)) {
    const imported = read(content);
    assert.equal(imported.ok ? "taken" : imported.reason, reason, name);
  }
});

Deno.test("a chapter that is too long is cut between paragraphs, and loses nothing", () => {
  const paragraph = `${"가나다 ".repeat(500).trim()}`;
  const { chapters } = must(`# Long\n\n${Array(40).fill(paragraph).join("\n\n")}`);
  assert.ok(chapters.length > 1);
  assert.ok(chapters.every(({ body }) => body.length <= MAX_BODY));
  assert.deepEqual(chapters.map(({ title }) => title).slice(0, 2), ["Long", "Long (2)"]);
  assert.equal(chapters.map(({ body }) => body).join("\n\n").split(paragraph).length - 1, 40);
});

Deno.test("what is written out is read in again as it was", () => {
  const story = {
    title: 'A: "tale" #1',
    synopsis: "Two\nlines",
    genre: "fantasy",
    tone: "warm",
    tags: ["sea", "편지"],
    lang: "ko" as const,
  };
  const written = [
    { title: "*One* #1", body: "# inside\n\n```\n# code\n```" },
    { title: "둘", body: "b" },
  ];
  const imported = must(toMarkdown(story, written));
  const { title, synopsis, genre, tone, tags, lang } = imported.details;
  assert.deepEqual({ title, synopsis, genre, tone, tags, lang }, story);
  assert.deepEqual(imported.chapters, [
    { title: "*One* #1", body: "## inside\n\n```\n# code\n```" },
    { title: "둘", body: "b" },
  ]);
});

Deno.test("a file's name has letters and digits alone", () => {
  assert.deepEqual([bookName("../ A & 감나무!"), bookName("???")], ["A-감나무", "story"]);
});
