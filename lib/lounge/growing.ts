/**
 * A room's page that stays open inside its log and grows with what is said, for readers without a script.
 *
 * The page is rendered once, with a mark where the next line will be. What stands before the mark is sent at once; lines
 * follow as the topic brings them; then the rest of the document.
 */
import { cutAt } from "@/lib/http/document.ts";
import { listen } from "@/lib/realtime/listen.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import { GROWING_MARK } from "@/lib/lounge/growing_mark.ts";
import { type Line, lineOf, pendingLine } from "@/lib/lounge/room.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";

/** So long one document grows; then the reader is offered the next. */
export const GROWING_MS = 30 * 60_000;

/** What follows a page. */
export type Growth =
  | { type: "line"; line: Line }
  /** An answer to a line that is there already. */
  | { type: "reply"; line: Line }
  | { type: "pulse" };

export interface FollowOptions {
  /** Ids of lines that the page shows; true for those whose answer it shows, too. */
  shown: Map<string, boolean>;
  /** Ends the following. */
  signal: AbortSignal;
  pulseMs?: number;
}

/** What is followed: subscribed to before the page is read, so that nothing falls in between. */
export interface Followed {
  grow(options: FollowOptions): AsyncGenerator<Growth>;
  close(): void;
}

/** Begins to listen to a topic. */
export async function followTopic(hub: Pick<Hub, "subscribe">, topic: string): Promise<Followed> {
  const listening = await listen<SpaceEventFrame>(hub, topic);
  return {
    close: listening.close,
    async *grow({ shown, signal, pulseMs }) {
      for await (const frame of listening.follow(signal, pulseMs)) {
        if (frame === null) yield { type: "pulse" };
        else yield* growthOf(frame, shown);
      }
    },
  };
}

/** What a frame adds to a page that shows the lines `shown`, which are kept up. */
export function* growthOf(
  frame: SpaceEventFrame,
  shown: Map<string, boolean>,
): Generator<Growth, void> {
  if (frame.type === "chat_pending" && !shown.has(frame.id)) {
    shown.set(frame.id, false);
    yield { type: "line", line: { ...pendingLine(frame), replying: false, reply: null } };
  }
  if (frame.type !== "chat_message" || shown.get(frame.id)) return;
  const line = lineOf(frame);
  if (!shown.has(frame.id)) yield { type: "line", line };
  else if (line.reply !== null) yield { type: "reply", line };
  shown.set(frame.id, true);
}

/** Cuts a page at its mark and yields it with what follows in between. */
export async function* growPage(
  page: string,
  { growth, render }: { growth: AsyncIterable<Growth>; render: (one: Growth) => Promise<string> },
): AsyncGenerator<string> {
  const [head = "", tail = ""] = cutAt(page, [GROWING_MARK]);
  yield head;
  for await (const one of growth) yield one.type === "pulse" ? "<!-- -->" : await render(one);
  yield tail;
}
