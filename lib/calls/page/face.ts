/** A face that can be worn in a call, by its description. Pure and browser-safe. */

export interface Face {
  /** The description, as `lib/avatar/spec.ts` writes it; `/avatar.svg` takes it as its query. */
  text: string;
  /** Who it is; null for one that was drawn by chance. */
  name: string | null;
}

export interface FaceGroup {
  id: "drawn" | "mine" | "liked" | "house";
  faces: readonly Face[];
}

/** The address of a face's picture. */
export function faceSrc(
  text: string,
  { crop = "face", expression }: { crop?: "face" | "portrait"; expression?: string } = {},
): string {
  const query = new URLSearchParams(text);
  query.set("crop", crop);
  if (expression) query.set("expression", expression);
  return `/avatar.svg?${query}`;
}
