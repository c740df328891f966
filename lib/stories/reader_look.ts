/** How a reader likes a page to look while reading, and the cookie that remembers it. Browser-safe. */
import { z } from "zod";

/** `house` follows the device's own scheme, as every other page does. */
export const READER_GROUNDS = ["house", "paper", "sepia", "night"] as const;
export const READER_SIZES = ["small", "medium", "large"] as const;
export const READER_FONTS = ["serif", "sans"] as const;
/** How long lines are, where the screen has room for them. */
export const READER_MEASURES = ["narrow", "usual", "wide"] as const;

export const ReaderLook = z.object({
  ground: z.enum(READER_GROUNDS),
  size: z.enum(READER_SIZES),
  font: z.enum(READER_FONTS),
  measure: z.enum(READER_MEASURES),
});
export type ReaderLook = z.infer<typeof ReaderLook>;

export const DEFAULT_LOOK: ReaderLook = {
  ground: "house",
  size: "medium",
  font: "serif",
  measure: "usual",
};

/** What a press of one of the form's buttons sends: the one thing to change. */
export const LookChange = ReaderLook.partial();

export function changeLook(look: ReaderLook, change: z.infer<typeof LookChange>): ReaderLook {
  return {
    ground: change.ground ?? look.ground,
    size: change.size ?? look.size,
    font: change.font ?? look.font,
    measure: change.measure ?? look.measure,
  };
}

export const LOOK_COOKIE = "maru-reader";

/** Reads the cookie's value; of whatever is missing or wrong, the default: earlier ones had no measure. */
export function parseLook(value: string | undefined): ReaderLook {
  const [ground, size, font, measure] = (value ?? "").slice(0, 64).split(".");
  const { shape } = ReaderLook;
  return changeLook(DEFAULT_LOOK, {
    ground: shape.ground.safeParse(ground).data,
    size: shape.size.safeParse(size).data,
    font: shape.font.safeParse(font).data,
    measure: shape.measure.safeParse(measure).data,
  });
}

/** Writes the cookie's value: `sepia.large.serif.usual`. */
export function writeLook({ ground, size, font, measure }: ReaderLook): string {
  return `${ground}.${size}.${font}.${measure}`;
}

/** Classes of whatever is read in this look. */
export function lookClass({ ground, size, font, measure }: ReaderLook): string {
  return `reader is-${ground} is-${size} is-${font} is-${measure}`;
}
