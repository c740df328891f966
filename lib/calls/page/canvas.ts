/**
 * Ties somebody who is shown to a stage: it is opened once there is somebody, dressed as they change, and tells in words
 * what they do. The stage's script is loaded for it, and no sooner. Browser-safe.
 */
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Stage } from "@/lib/avatar/stage/stage.ts";
import { Telling } from "@/lib/calls/page/doing.ts";
import type { ShownFace } from "@/lib/calls/page/shown.ts";
import { watched } from "@/lib/calls/page/watch.ts";
import type { CallWords } from "@/lib/i18n/calls.ts";

export interface CanvasDeps {
  host: HTMLElement;
  shown: ReadonlySignal<ShownFace | null>;
  words: CallWords["doing"];
  tell(words: string): void;
}

/** How often it is looked what somebody does, in milliseconds. */
const TELL_MS = 150;

/** Draws until the returned function is called. */
export function openCanvas({ host, shown, words, tell }: CanvasDeps): () => void {
  const ending = new AbortController();
  let close = () => {};
  const stop = effect(() => {
    close();
    close = () => {};
    const face = shown.value;
    if (face) close = draw(face, host, ending.signal);
  });
  const telling = new Telling();
  const timer = setInterval(() => {
    const face = shown.peek();
    if (!face?.look.peek() || document.hidden) return;
    const nowMs = performance.now();
    tell(face.describe(telling.tell(face.sample(nowMs), words, nowMs)));
  }, TELL_MS);
  return () => {
    ending.abort();
    clearInterval(timer);
    stop();
    close();
  };
}

function draw(face: ShownFace, host: HTMLElement, ending: AbortSignal): () => void {
  let stage: Stage | null = null;
  let opening = false;
  let over = false;
  const stops = [effect(() => {
    const look = face.look.value;
    if (!look) return;
    if (stage) return stage.dress(look);
    if (opening) return;
    opening = true;
    void import("@/lib/avatar/stage/stage.ts").then(({ createStage }) => {
      const now = face.look.peek();
      if (over || ending.aborted || !now) {
        opening = false;
        return;
      }
      const opened = createStage({
        host,
        look: now,
        sample: watched(host, face.sample),
        reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
        prefer: face.prefer.peek(),
      });
      stage = opened;
      stops.push(
        effect(() => opened.prefer(face.prefer.value)),
        effect(() => void (face.kind.value = opened.kind.value)),
        effect(() => void (face.loading.value = opened.loading.value)),
      );
    }, () => {
      // The picture of the server stays; with the next look it is tried again.
      opening = false;
    });
  })];
  return () => {
    over = true;
    for (const stop of stops) stop();
    stage?.dispose();
    face.kind.value = null;
  };
}
