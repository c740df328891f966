/**
 * The keys of calls.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["call", id]                             Call v1               minutes    log (a day before anybody met in it)
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const callKeys = {
  call: (id: string) => ["call", id],
  calls: () => ["call"],
} satisfies KeyBuilders;
