/** Waits for a painting, on whichever instance it is painted. */
import { type PaintedSubject, type Painting, settled } from "@/lib/painting/model.ts";
import { getPainting } from "@/lib/painting/store.ts";
import { waitAt } from "@/lib/store/doorbell.ts";
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
  const rings = waitAt(kv, keys.painting(subject.kind, subject.id), { signal, pulseMs });
  for await (const _ of rings) {
    const present = await getPainting(kv, subject, now());
    if (!present || settled(present, now()).status !== "painting") {
      yield { painting: present };
      return;
    }
    yield null;
  }
}
