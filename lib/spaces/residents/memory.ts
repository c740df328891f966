/**
 * What a resident remembers of a room: what it talked about with people, and what they told of themselves. Only what was
 * said in this very room, where everybody present could hear it.
 *
 * A memory names messages and holds none of their words: these are read when they come to mind. So a message that a
 * moderator takes away, or whose writer leaves for good, is forgotten with it.
 */
import { keywords } from "@/lib/ai/demo/words.ts";
import type { SpaceMessage } from "@/lib/spaces/model.ts";
import { readRoomMemory, type RoomMemory } from "@/lib/spaces/residents/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Messages that one resident remembers of one room. */
const MAX_LINES = 40;
/** Memories that come to mind at once. */
const MAX_RECALLED = 4;
/** Nothing of a room is remembered for longer than it is kept. */
const MEMORY_MS = 30 * 24 * 60 * 60_000;
/** A memory is worth half as much after so long. */
const HALF_LIFE_MS = 5 * 24 * 60 * 60_000;
/** What weighs less is not worth remembering. */
const LEAST_WEIGHT = 1;

const TELLS_OF_ONESELF =
  /(?:^|[\s,.])(?:저는|나는|난|전|제가|내가|제 |내 |저희|우리 )|\b(?:i am|i'm|i’m|my|i was|i live|i work|i like|i love|i want|we are|we're)\b/iu;

export const EMPTY_MEMORY: RoomMemory = { v: 1, lines: [] };

/** How well a message stays in a resident's mind; 0 for what does not. */
function weightOf(message: SpaceMessage, characterId: string): number {
  if (message.removed || message.message === "") return 0;
  const own = message.characterId === characterId && message.characterReply !== null ? 2 : 0;
  const tells = TELLS_OF_ONESELF.test(message.message) ? 1.5 : 0;
  const weight = own + tells + Math.min(0.5, message.message.length / 200);
  return weight >= LEAST_WEIGHT ? weight : 0;
}

/** Adds what was heard to a memory, and lets go of what matters least now. Pure. */
export function remember(
  memory: RoomMemory,
  heard: readonly SpaceMessage[],
  { characterId, nowMs }: { characterId: string; nowMs: number },
): RoomMemory {
  const lines = new Map(memory.lines.map((line) => [line.id, line]));
  for (const message of heard) {
    const weight = weightOf(message, characterId);
    if (weight > 0) lines.set(message.id, { id: message.id, atMs: message.atMs, weight });
  }
  const worth = ({ atMs, weight }: RoomMemory["lines"][number]) =>
    weight * 2 ** (-(nowMs - atMs) / HALF_LIFE_MS);
  const kept = [...lines.values()].filter(({ atMs }) => nowMs - atMs < MEMORY_MS)
    .toSorted((a, b) => worth(b) - worth(a)).slice(0, MAX_LINES);
  return { v: 1, lines: kept.toSorted((a, b) => a.atMs - b.atMs) };
}

/** The memories that somebody's words wake: of the same person, or of the same things. Oldest first. Pure. */
export function recall(
  remembered: readonly SpaceMessage[],
  { userId, message }: { userId: string; message: string },
): SpaceMessage[] {
  const asked = keywords(message);
  const scored = remembered.filter(({ removed }) => !removed).map((line) => {
    const said = keywords(`${line.message} ${line.characterReply ?? ""}`);
    const shared = [...asked].filter((word) => said.has(word)).length;
    return { line, score: shared * 2 + (line.userId === userId ? 1 : 0) };
  });
  return scored.filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.line.atMs - a.line.atMs)
    .slice(0, MAX_RECALLED).map(({ line }) => line).toSorted((a, b) => a.atMs - b.atMs);
}

/** Reads a resident's memory of a room. */
export async function getMemory(
  kv: Deno.Kv,
  spaceId: string,
  characterId: string,
): Promise<RoomMemory> {
  const { value } = await kv.get(keys.spaceMemory(spaceId, characterId));
  return value === null ? EMPTY_MEMORY : readRoomMemory(value);
}

/** Puts a memory into a commit. */
export function putMemory(
  write: Deno.AtomicOperation,
  { spaceId, characterId, memory }: { spaceId: string; characterId: string; memory: RoomMemory },
): void {
  write.set(keys.spaceMemory(spaceId, characterId), memory, { expireIn: MEMORY_MS });
}

/** Reads the messages that a memory names, without those that are gone. */
export async function readRemembered(
  kv: Deno.Kv,
  spaceId: string,
  memory: RoomMemory,
): Promise<SpaceMessage[]> {
  const ids = memory.lines.map(({ id }) => id);
  const places = await getAll(kv, ids.map((id) => keys.spaceMessageAt(spaceId, id)));
  const found = places.flatMap(({ versionstamp }) =>
    versionstamp === null ? [] : [keys.spaceMessage(spaceId, versionstamp)]
  );
  const entries = await getAll<SpaceMessage[]>(kv, found);
  return entries.flatMap(({ value }) => value ?? [])
    .filter(({ id, removed }) => !removed && ids.includes(id));
}
