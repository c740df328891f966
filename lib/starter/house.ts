/** The account that owns what comes with Maru, and how its things are named. */

/** It has neither e-mail nor password: nobody can sign in to it. */
export const HOUSE_ID = "maru";

/** The id of a starter thing, the same in every store. */
export function starterId(slug: string): string {
  return slug.replaceAll("_", "-");
}
