/** The picture of a character: 4:5 in galleries, round beside words. */
import { paths } from "@/components/place.ts";

export interface PortraitProps {
  id: string;
  /** Changes with the picture. */
  rev: string | number;
  /** Empty where the name stands beside the picture. */
  alt: string;
  /** Default `card`. */
  shape?: "card" | "round" | undefined;
  /** Of a round one: 28, 40, 64 or 96 px. */
  size?: "tiny" | "small" | "medium" | "large" | undefined;
  /** In view at once: loaded first. Everything else waits until it comes near. */
  eager?: boolean | undefined;
  /** Takes part in the transition from a gallery to the character's page. Once per character and page. */
  travels?: boolean | undefined;
}

const ROUND_PX = { tiny: 28, small: 40, medium: 64, large: 96 } as const;

export function Portrait(
  { id, rev, alt, shape = "card", size = "small", eager = false, travels = false }: PortraitProps,
) {
  const round = shape === "round";
  return (
    <img
      class={round ? `portrait is-round is-${size}` : "portrait"}
      src={paths.portrait(id, rev)}
      alt={alt}
      width={round ? ROUND_PX[size] : 320}
      height={round ? ROUND_PX[size] : 400}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
      // `v` in the address already names the version; Fresh need not add the build's.
      data-fresh-disable-lock
      {...(travels ? { "data-travels": `portrait-${id}` } : {})}
    />
  );
}
