/**
 * Where what is drawn meets what draws it: a page puts somebody up under a key, and the canvas with that key shows them.
 * Neither waits for the other, and a canvas cares little whether it is a person, a character or a recording.
 * Browser-safe.
 */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type { AvatarLook, RendererKind } from "@/lib/avatar/stage/renderer.ts";
import type { RendererChoice } from "@/lib/calls/page/settings.ts";

/** Somebody to be drawn. */
export interface ShownFace {
  /** Null while nobody is there. */
  look: ReadonlySignal<AvatarLook | null>;
  prefer: ReadonlySignal<RendererChoice>;
  /** The pose of a moment of `performance.now()`. */
  sample(nowMs: number): Pose;
  /** What to say instead of the picture. */
  describe(doing: string): string;
  /** Told by the canvas: what draws at the moment; null for nothing. */
  kind: Signal<RendererKind | null>;
  /** Told by the canvas: how much of what draws has come, 0 to 1; null while nothing comes. */
  loading: Signal<number | null>;
}

const faces = new Map<string, Signal<ShownFace | null>>();

/** Who stands under a key; on the server, where requests share nothing, always nobody. */
export function shownFace(key: string): Signal<ShownFace | null> {
  if (typeof document === "undefined") return signal(null);
  const known = faces.get(key);
  if (known) return known;
  const made = signal<ShownFace | null>(null);
  faces.set(key, made);
  return made;
}

/** The keys of a call's two sides. */
export const selfKey = (roomId: string): string => `self:${roomId}`;
export const peerKey = (roomId: string): string => `peer:${roomId}`;
