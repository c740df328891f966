/**
 * The keys of welfare services.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["welfare", id]                          WelfareService v1     –          welfare_head
 * ["welfare_head"]                         touched               –          welfare
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const welfareKeys = {
  welfareService: (id: string) => ["welfare", id],
  welfareServices: () => ["welfare"],
  welfareHead: () => ["welfare_head"],
} satisfies KeyBuilders;
