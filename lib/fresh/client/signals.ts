// Owns turning serialized signals into signals again; loaded only by pages that have any.

import { computed, signal } from "@preact/signals";

/** Revivers for devalue, by the names that the server uses. */
export const Signal = ([value]: [unknown]) => signal(value);
export const Computed = ([value]: [unknown]) => computed(() => value);
