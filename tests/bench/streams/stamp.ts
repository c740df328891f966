/** A text that says when it was written, so that whoever reads it, in another process of this machine, knows how old it is. */

/** Milliseconds since 1970, finer than `Date.now()`; processes of one machine agree on it. */
export function preciseMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Some 60 characters of a reply, Korean as most are, with the time of writing. */
export function stamped(nowMs: number): string {
  return `@${nowMs.toFixed(3)}; 오늘은 바람이 선선해서 마루에 오래 앉아 있었어요. `;
}

/** The times in a text, oldest first. */
export function stampsOf(text: string): number[] {
  return [...text.matchAll(/@(\d+\.\d{3});/g)].map(([, ms]) => Number(ms));
}
