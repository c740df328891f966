/** Answers with a story as a file to take along: to whoever may read it. */
import type { Context } from "fresh";
import type { User } from "@/lib/accounts/model.ts";
import { asAttachment } from "@/lib/characters/export.ts";
import { limit } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import type { State } from "@/lib/define.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { bindEpub } from "@/lib/stories/book/epub.ts";
import { bookName, toMarkdown } from "@/lib/stories/book/markdown.ts";
import { printCover } from "@/lib/stories/cover_press.ts";
import { readCoverPicture } from "@/lib/stories/covers/picture.ts";
import { BOOK_RULE } from "@/lib/stories/limits.ts";
import type { Story } from "@/lib/stories/model.ts";
import { listChapters, requireStory } from "@/lib/stories/store.ts";
import { keys } from "@/lib/store/keys.ts";

/**
 * Sends the book, or the way to the story's page where that asks for the reader's age.
 *
 * @param pageOf The path of a story's page.
 * @throws {HttpError} `not_found` or `rate_limited`.
 */
export async function sendBook(
  ctx: Context<State>,
  format: "epub" | "markdown",
  pageOf: (storyId: string) => string,
): Promise<Response> {
  const { services: { kv, now }, viewer } = ctx.state;
  const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
  const story = await requireStory(kv, ctx.params.id ?? "", asking);
  if (asksForAge(ctx.req, story, viewer)) return ctx.redirect(pageOf(story.id), 303);
  await limit(ctx, BOOK_RULE);
  const chapters = await listChapters(kv, story);
  if (format === "markdown") {
    const name = `${bookName(story.title)}.md`;
    return send(toMarkdown(story, chapters), { name, type: "text/markdown; charset=utf-8" });
  }
  const owner = await kv.get<User>(keys.user(story.ownerId));
  const bytes = bindEpub({
    story,
    chapters,
    writer: owner.value?.nickname ?? "Maru",
    cover: await coverOf(kv, story),
    url: publicOrigin(ctx) + pageOf(story.id),
  });
  return send(bytes, { name: `${bookName(story.title)}.epub`, type: "application/epub+zip" });
}

/** The picture that was painted for the story, else the drawn one. */
async function coverOf(kv: Deno.Kv, story: Story): Promise<{ bytes: Uint8Array; type: string }> {
  return await readCoverPicture(kv)(story) ??
    { bytes: new TextEncoder().encode(await printCover(story)), type: "image/svg+xml" };
}

function send(
  body: string | Uint8Array<ArrayBuffer>,
  { name, type }: { name: string; type: string },
): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": asAttachment(name),
      "cache-control": "private, no-store",
    },
  });
}
