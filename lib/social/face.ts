/** The drawn face of a person: the same everywhere, as it is drawn by their id. */

/** Its address on this site. */
export function faceOf(id: string): string {
  return `/users/${encodeURIComponent(id)}/face.svg`;
}
