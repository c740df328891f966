/** What a call was, in figures: kept in this tab until it is closed, and told to nobody. Browser-safe. */
import type { CallStats } from "@/lib/calls/client/figures.ts";
import { type OpenDrawer, readObject, write } from "@/lib/calls/page/settings.ts";

export const END_REASONS = [
  "left",
  "peer_left",
  "elsewhere",
  "full",
  "gone",
  "refused",
  "failed",
] as const;
export type EndReason = typeof END_REASONS[number];

export interface Figures {
  reason: EndReason;
  /** The other person's name; null where nobody was met. */
  withName: string | null;
  /** How long both were connected, in milliseconds; 0 where nobody was met. */
  durationMs: number;
  reconnects: number;
  /** Share of what was sent to us that never came, 0 to 1; null where it was not measured. */
  loss: number | null;
  /** Milliseconds; null where it was not measured. */
  roundTripMs: number | null;
  sentBytes: number;
  receivedBytes: number;
  posesSent: number;
}

/** What a call's own figures come to on its last page. */
export function figuresOf(
  stats: CallStats,
  { reason, withName }: Pick<Figures, "reason" | "withName">,
): Figures {
  const { durationMs, reconnects, loss, roundTripMs, sentBytes, receivedBytes, posesSent } = stats;
  return {
    reason,
    withName,
    durationMs,
    reconnects,
    loss,
    roundTripMs,
    sentBytes,
    receivedBytes,
    posesSent,
  };
}

const keyOf = (roomId: string) => `maru-call-figures:${roomId}`;

export function keepFigures(drawer: OpenDrawer, roomId: string, figures: Figures): void {
  write(drawer, keyOf(roomId), figures);
}

/** The figures of a call that this tab was in; null where there are none. */
export function readFigures(drawer: OpenDrawer, roomId: string): Figures | null {
  const found = readObject(drawer, keyOf(roomId));
  const reason = END_REASONS.find((one) => one === found?.reason);
  if (!found || !reason) return null;
  const count = (name: keyof Figures) => {
    const value = found[name];
    return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
  };
  return {
    reason,
    withName: typeof found.withName === "string" ? found.withName : null,
    durationMs: count("durationMs") ?? 0,
    reconnects: count("reconnects") ?? 0,
    loss: count("loss"),
    roundTripMs: count("roundTripMs"),
    sentBytes: count("sentBytes") ?? 0,
    receivedBytes: count("receivedBytes") ?? 0,
    posesSent: count("posesSent") ?? 0,
  };
}

/** `1:05`, `1:02:03`: how long something takes, for eyes. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const KIBI = 1024;

/** A size in words: `820 KB`, `3.4 MB`. */
export function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes < KIBI * KIBI
    ? [bytes / KIBI, "KB"] as const
    : [bytes / (KIBI * KIBI), "MB"] as const;
  const digits = value < 10 ? 1 : 0;
  return `${
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
  } ${unit}`;
}

/** A share in percent; more exact where it is small. */
export function percentOf(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0,
  }).format(share);
}
