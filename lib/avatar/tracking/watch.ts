/** Takes a camera's pictures where they are looked at, so that none waits for what a page draws. For a worker. */
import { CaptureClock } from "@/lib/avatar/tracking/capture_clock.ts";
import { Turns, type Wants } from "@/lib/avatar/tracking/turns.ts";

/** What is needed of a `VideoFrame`. */
interface Closing {
  /** In microseconds, from anywhere. */
  readonly timestamp: number;
  close(): void;
}

export interface WatchDeps<Frame extends Closing> {
  /** What is wanted by now; null where nobody looks at the page. */
  readonly wants: () => Wants | null;
  /** Looks at a picture and closes it. */
  readonly look: (
    picture: Frame,
    how: { atMs: number; width: number; hands: boolean; body: boolean },
  ) => Promise<void>;
  /** Milliseconds on the page's clock. */
  readonly now: () => number;
}

/**
 * Looks at the pictures of a stream, one at a time, until it ends; those that come meanwhile are let go but for the newest,
 * which is up to the stream.
 *
 * @returns Ends it.
 */
export function watchPictures<Frame extends Closing>(
  pictures: ReadableStream<Frame>,
  { wants, look, now }: WatchDeps<Frame>,
): () => void {
  const reader = pictures.getReader();
  const clock = new CaptureClock();
  const turns = new Turns();

  async function takeAll(): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const atMs = clock.read(value.timestamp / 1000, now());
      const wanted = wants();
      const turn = wanted && turns.take(atMs, wanted);
      if (turn) await look(value, { atMs, width: wanted.width, ...turn });
      else value.close();
    }
  }

  // A track that broke: whoever opened the camera is told by the track itself.
  takeAll().catch(() => {});
  return () => void reader.cancel().catch(() => {});
}
