/** Calls: two who sit in one are two, and their roles fit each other. */
import type { Call } from "@/lib/calls/model.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkCalls(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.calls())) {
    const { seats: [first, second], met } = value as Call;
    if (!first || !second) continue;
    if (first.peerId === second.peerId) yield `${nameKey(key)} has one peer twice`;
    if (first.polite === second.polite) yield `${nameKey(key)} has two peers of one role`;
    if (first.keyHash !== null && first.keyHash === second.keyHash) {
      yield `${nameKey(key)} has two seats for one key`;
    }
    if (!met) yield `${nameKey(key)} does not know that two have met in it`;
  }
}
