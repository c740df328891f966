/**
 * Streams a conversation page: one document that stays open inside the reply and grows with it.
 *
 * The page is rendered once with marks where the text and what follows it will be. What stands before a mark is sent at
 * once; the reply's text follows as it is stored; then the rest of the document.
 */
import { createMarkupReader, markupToHtml } from "@/lib/chat/markup.ts";
import type { FollowEvent } from "@/lib/chat/follow.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import type { Message } from "@/lib/chat/model.ts";
import { cutAt, markFor } from "@/lib/http/document.ts";

/** What a page has a mark for. */
export type SlotName = "text" | "foot";

/** The mark of a slot. */
export function streamSlot(turnId: string, slot: SlotName): string {
  return markFor(`${turnId}:${slot}`);
}

/** How a slot's content is made. */
export interface StreamParts {
  /** Renders what stands below the reply when it has ended: HTML. */
  foot(message: Message | null): Promise<string>;
  /** Renders the character's face as it is from now on, which lies over the one before: HTML. */
  face(emotion: Emotion): string;
  /** Words for a reader who has waited long for the first word: HTML. */
  late: string;
  /** Goes on with what stands below this reply, where others follow it; absent: that is sent as it is. */
  then?: (below: string) => AsyncIterable<string>;
}

/** Silent pulses after which a reader is told that it takes long. */
const LATE_AFTER_PULSES = 2;

/**
 * Yields the document.
 *
 * @throws {Error} If the page lacks one of the marks: it would never show the reply.
 */
export async function* streamPage(
  page: string,
  turnId: string,
  { events, parts }: { events: AsyncIterable<FollowEvent>; parts: StreamParts },
): AsyncGenerator<string> {
  const marks = [streamSlot(turnId, "text"), streamSlot(turnId, "foot")];
  const [head = "", middle = "", tail = ""] = cutAt(page, marks);
  const markup = createMarkupReader();
  let begun = false;
  let pulses = 0;
  yield head;
  for await (const event of events) {
    if (event.type === "text") {
      // Hides what was said about waiting: a style rule looks for this element.
      if (!begun && pulses >= LATE_AFTER_PULSES) yield `<span class="begun"></span>`;
      begun = true;
      yield markupToHtml(markup.push(event.text));
    } else if (event.type === "emotion") {
      yield parts.face(event.emotion);
    } else if (event.type === "pulse") {
      pulses++;
      yield !begun && pulses === LATE_AFTER_PULSES ? parts.late : "<!-- -->";
    } else {
      // A style rule looks for this element to put an empty bubble away.
      yield begun ? markupToHtml(markup.end()) : `<span class="no-words"></span>`;
      // A style rule looks for this element to put away what belongs to a running reply.
      const over = parts.then ? "part-over" : "turn-over";
      const foot = `${middle}<span class="${over}" hidden></span>${await parts.foot(
        event.message,
      )}`;
      if (parts.then) {
        yield foot;
        yield* parts.then(tail);
      } else {
        yield foot + tail;
      }
    }
  }
}
