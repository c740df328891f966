/** Owns what a face looks like when nobody moves it: its portrait, as far as that leaves room to move. Pure. */
import type { AvatarSpec } from "@/lib/avatar/spec.ts";

/** An expression of the portrait, and how much of it stays at rest. */
export interface Rest {
  readonly expression: AvatarSpec["expression"];
  readonly weight: number;
}

/** Closed or staring eyes and an open mouth belong to a moment; at rest they become the next calmer face. */
const REST: { readonly [E in AvatarSpec["expression"]]: Rest } = {
  neutral: { expression: "neutral", weight: 0 },
  smile: { expression: "smile", weight: 1 },
  laugh: { expression: "smile", weight: 1 },
  sad: { expression: "sad", weight: 0.8 },
  angry: { expression: "angry", weight: 0.7 },
  surprised: { expression: "surprised", weight: 0.25 },
  shy: { expression: "shy", weight: 0.7 },
  thinking: { expression: "thinking", weight: 0.5 },
};

/** How a face of this spec rests. */
export function restOf(spec: AvatarSpec): Rest {
  return REST[spec.expression];
}
