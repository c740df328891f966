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
  /**
   * Which size of an uploaded picture is loaded; drawn ones have but one. `fitting` leaves it to the browser, for cards of
   * a gallery. Default: `small` for a round one, `large` else.
   */
  picture?: "large" | "small" | "fitting" | undefined;
  /** In view at once: loaded first. Everything else waits until it comes near. */
  eager?: boolean | undefined;
  /** Takes part in the transition from a gallery to the character's page. Once per character and page. */
  travels?: boolean | undefined;
}

const ROUND_PX = { tiny: 28, small: 40, medium: 64, large: 96 } as const;

/**
 * How wide a card of the gallery's grid is; see `.character-grid`. On a phone it is some 10rem wide, and told as half of
 * that: with three pixels to a point, as phones have, the small picture then still shows 1.3 to 1.5 of its own to each.
 */
const CARD_SIZES = "(min-width: 40rem) 15rem, 5rem";

export function Portrait(
  { id, rev, alt, shape = "card", size = "small", picture, eager = false, travels = false }:
    PortraitProps,
) {
  const round = shape === "round";
  const loaded = picture ?? (round ? "small" : "large");
  return (
    <img
      class={round ? `portrait is-round is-${size}` : "portrait"}
      {...(loaded === "fitting" ? fittingOf(id, rev) : { src: paths.portrait(id, rev, loaded) })}
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

/** Both sizes, for the browser to choose by how wide the card and how fine the screen is. */
function fittingOf(id: string, rev: string | number) {
  const [small, large] = [paths.portrait(id, rev, "small"), paths.portrait(id, rev)];
  return {
    src: small,
    srcset: `${small} 240w, ${large} 640w`,
    sizes: CARD_SIZES,
  };
}
