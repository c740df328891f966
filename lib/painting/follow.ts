/** Waits for a painting, on whichever instance it is painted. */
import { type PaintedSubject, type Painting, settled } from "@/lib/painting/model.ts";
import { getPainting } from "@/lib/painting/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** A reader is told this often that something still goes on. */
const PULSE_MS = 5_000;

/**
 * Yields null now and then while a picture is being painted, then the painting as it ended; null at the end where it is
 * gone. The record is the doorbell; a lost painter rings none, so it is looked at with every pulse, too.
 */
export async function* followPainting(
  kv: Deno.Kv,
  subject: PaintedSubject,
  { now, signal, pulseMs = PULSE_MS }: { now: () => number; signal: AbortSignal; pulseMs?: number },
): AsyncGenerator<{ painting: Painting | null } | null> {
  const bell = kv.watch([keys.painting(subject.kind, subject.id)]).getReader();
  const quit = () => void bell.cancel().catch(() => {/* closed already, which is what we want */});
  signal.addEventListener("abort", quit);
  try {
    let ring = bell.read();
    while (!signal.aborted) {
      const isRung = await within(ring, pulseMs);
      if (signal.aborted) return;
      const present = await getPainting(kv, subject, now());
      if (!present || settled(present, now()).status !== "painting") {
        yield { painting: present };
        return;
      }
      if (isRung) ring = bell.read();
      yield null;
    }
  } finally {
    signal.removeEventListener("abort", quit);
    quit();
  }
}

/** Whether it came within this time. */
async function within(ring: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise: silence, resolve } = Promise.withResolvers<boolean>();
  const clock = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([ring.then(() => true), silence]);
  } finally {
    clearTimeout(clock);
  }
}
