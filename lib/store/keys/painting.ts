/**
 * The keys of pictures that a model paints.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["painting", kind, id]                   Painting v1           –          story or character (checked), blob
 * ```
 */

import type { KeyBuilders, SubjectKind } from "./parts.ts";

export const paintingKeys = {
  painting: (kind: SubjectKind, id: string) => ["painting", kind, id],
  paintings: () => ["painting"],
} satisfies KeyBuilders;
