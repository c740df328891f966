/** Somebody's drawn face: the same for the same person everywhere. */
import { faceOf } from "@/lib/social/face.ts";

export interface FaceProps {
  id: string;
  size: "tiny" | "small" | "large";
  /** Empty where the name stands beside it. */
  alt?: string | undefined;
}

const PX = { tiny: 28, small: 40, large: 96 } as const;

export function Face({ id, size, alt = "" }: FaceProps) {
  return (
    <img
      class={`portrait is-round is-${size}`}
      src={faceOf(id)}
      alt={alt}
      width={PX[size]}
      height={PX[size]}
      loading={size === "large" ? "eager" : "lazy"}
      decoding="async"
      data-fresh-disable-lock
    />
  );
}
