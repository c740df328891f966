/** Spaces: their lists, seats and members, and that nothing is kept of spaces that are gone. */
import { readSeat, type Space } from "@/lib/spaces/model.ts";
import { spaceIndexKeys } from "@/lib/spaces/store.ts";
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkSpaces(walk: Walk): Generator<string> {
  for (const index of [keys.spacesByAnyTime(), keys.spacesByAnyOwner()]) {
    yield* checkIndex<Space>(walk, {
      records: keys.spaces(),
      index,
      keysOf: (space) => spaceIndexKeys(space).filter(([first]) => first === index[0]),
    });
  }
  yield* checkSeats(walk);
  yield* checkMessages(walk);
  yield* checkBelongings(walk);
}

/** Each seat has a member, each member a seat, and who sits somewhere has been there. */
function* checkSeats(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.anySpaceSeats())) {
    const { spaceId, userId, n } = readSeat(value);
    if (walk.get(keys.spaceMember(spaceId, userId)) !== n) yield `${nameKey(key)} has no member`;
  }
  for (const { key, value } of walk.below(keys.anySpaceMembers())) {
    const [, spaceId, userId] = key.map(String);
    // Seats go before members: what a crash left over goes next.
    if (walk.has(keys.spacePurge(spaceId!))) continue;
    const seat = walk.get(keys.spaceSeat(spaceId!, Number(value)));
    if (seat === undefined || readSeat(seat).userId !== userId) yield `${nameKey(key)} has no seat`;
    if (!walk.has(keys.spaceVisit(userId!, spaceId!))) yield `${nameKey(key)} was never there`;
  }
  for (const { key } of walk.below(keys.anySpaceVisits())) {
    if (!walk.has(keys.user(String(key[1])))) yield `${nameKey(key)} is of nobody`;
  }
}

/** Each message is found by its id. */
function* checkMessages(walk: Walk): Generator<string> {
  const ids = new Set<string>();
  for (const { key, value } of walk.below(keys.anySpaceMessages())) {
    for (const { id } of value as { id: string }[]) {
      const at = keys.spaceMessageAt(String(key[1]), id);
      ids.add(nameKey(at));
      if (!walk.has(at)) yield `${nameKey(key)} is not found by its id`;
    }
  }
  for (const { key } of walk.below(keys.anySpaceMessagesAt())) {
    if (walk.has(keys.spacePurge(String(key[1])))) continue;
    if (!ids.has(nameKey(key))) yield `${nameKey(key)} stands for nothing`;
  }
}

/** What belongs to a space goes with it; what a crash left over is known to be left over. */
function* checkBelongings(walk: Walk): Generator<string> {
  const below = [
    keys.anySpaceSeats(),
    keys.anySpaceMembers(),
    keys.anySpaceMessages(),
    keys.anySpaceBans(),
    keys.anySpaceMutes(),
    keys.anySpaceDeeds(),
    keys.spaceBoards(),
    keys.anySpaceImages(),
  ];
  for (const prefix of below) {
    for (const { key } of walk.below(prefix)) {
      const spaceId = String(key[1]);
      if (!walk.has(keys.space(spaceId)) && !walk.has(keys.spacePurge(spaceId))) {
        yield `${nameKey(key)} is of no space`;
      }
    }
  }
}
