/** Owns why a renderer does not draw, as the ladder and the person in front of it understand it. Browser-safe. */

/**
 * - `too_slow`: this machine does not draw it fluently.
 * - `unsupported`: this browser lacks what it takes (WebGL, WebGPU, memory for it).
 * - `unreadable`: the file is none of its kind, or broken.
 * - `too_large`: the file asks for more than a call is willing to give.
 * - `outside`: the file names things that lie elsewhere; nothing is fetched from there.
 * - `unreachable`: what it needs did not come over the network.
 * - `lost`: the graphics card went away and did not come back.
 * - `failed`: anything else.
 */
export const TROUBLES = [
  "too_slow",
  "unsupported",
  "unreadable",
  "too_large",
  "outside",
  "unreachable",
  "lost",
  "failed",
] as const;
export type Trouble = typeof TROUBLES[number];

/** What these are about does not change by trying again, until another file is chosen. */
const FINAL: ReadonlySet<Trouble> = new Set(["unsupported", "unreadable", "too_large", "outside"]);

/** A renderer that does not open, or can draw no more. */
export class RendererError extends Error {
  override name = "RendererError";
  readonly trouble: Trouble;
  /** Trying again is no use. */
  readonly final: boolean;

  constructor(
    trouble: Trouble,
    message: string,
    { final = FINAL.has(trouble), ...options }: ErrorOptions & { final?: boolean } = {},
  ) {
    super(message, options);
    this.trouble = trouble;
    this.final = final;
  }
}

/** What an error of any kind means for a renderer. */
export function troubleOf(error: unknown): { trouble: Trouble; final: boolean } {
  if (error instanceof RendererError) return { trouble: error.trouble, final: error.final };
  return { trouble: "failed", final: false };
}
