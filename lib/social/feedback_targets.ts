/** What feedback can be given on, looked up for whoever gives it: a chapter they may read, a reply in their own conversation. */
import { getCharacter } from "@/lib/characters/store.ts";
import type { Message, Place } from "@/lib/chat/model.ts";
import { requireConversation, requireMessage } from "@/lib/chat/store.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import type { Subject } from "@/lib/social/model.ts";
import { requireStory } from "@/lib/stories/store.ts";

/** Something that feedback can be given on. */
export interface Target {
  subject: Subject;
  /** Id of the message, or of the chapter. */
  part: string;
  /** Name of the character, or title of the chapter. */
  name: string;
}

/**
 * Looks up a chapter by its id.
 *
 * @throws {HttpError} `not_found`.
 */
export async function chapterTarget(
  kv: Deno.Kv,
  { storyId, chapterId, ...asking }: {
    storyId: string;
    chapterId: number;
    viewerId: string | null;
    nowMs: number;
  },
): Promise<Target> {
  const story = await requireStory(kv, storyId, asking);
  const chapter = story.chapters.find(({ id }) => id === chapterId);
  if (!chapter) throw failure("not_found");
  const subject = { kind: "story", id: story.id } as const;
  return { subject, part: String(chapter.id), name: chapter.title };
}

/**
 * Looks up a reply of a character's in somebody's own conversation.
 *
 * @throws {HttpError} `not_found`, also where the character is gone: nobody is there to be told.
 */
export async function replyTarget(
  kv: Deno.Kv,
  { conversationId, place, viewerId }: {
    conversationId: string;
    /** Null where it cannot be read. */
    place: Place | null;
    viewerId: string;
  },
): Promise<Target & { message: Message }> {
  if (!isId(conversationId) || !place) throw failure("not_found");
  const conversation = await requireConversation(kv, conversationId, viewerId);
  const message = await requireMessage(kv, conversation.id, place);
  if (message.role !== "model") throw failure("not_found");
  const speakerId = message.speaker ? message.speaker.id : conversation.characterId;
  const character = speakerId === null ? null : await getCharacter(kv, speakerId);
  if (!character) throw failure("not_found");
  const subject = { kind: "character", id: character.id } as const;
  return { subject, part: message.id, name: character.name, message };
}
