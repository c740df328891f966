/** Keeps the boards of spaces: each change and the event that tells of it are one commit. */
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import type { Services } from "@/lib/define.ts";
import { isId, newId } from "@/lib/id.ts";
import {
  type Board,
  type BoardActor,
  type BoardPin,
  type BoardRefusal,
  type BoardStep,
  EMPTY_BOARD,
  hangPin,
  MAX_PIN_TEXT,
  movePin,
  pinFrame,
  readBoard,
  readUnpinned,
  takePinDown,
  UNDO_MS,
  type Unpinned,
  withoutPinsOf,
  withPinsMoved,
} from "@/lib/spaces/board_model.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import { type Space, spaceTopic } from "@/lib/spaces/model.ts";
import type { Pin, Share, SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { imageOf, keepImage } from "@/lib/spaces/share/image_store.ts";
import { SHARED_MS, UNPINNED_MS } from "@/lib/spaces/share/model.ts";
import { deleteAll, deletePrefix, tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = Pick<Services, "kv" | "now"> & { hub: Pick<Hub, "appendWith"> };
export type Pinned<T> = { ok: true; value: T } | { ok: false; reason: BoardRefusal };

/** Reads what is on the board, uppermost first. */
export async function getBoard(kv: Deno.Kv, spaceId: string): Promise<Board> {
  const { value } = await kv.get(keys.spaceBoard(spaceId));
  return value === null ? EMPTY_BOARD : readBoard(value);
}

/** Reads what is on the board as clients see it. */
export async function listPins(kv: Deno.Kv, spaceId: string): Promise<Pin[]> {
  return (await getBoard(kv, spaceId)).pins.map(pinFrame);
}

/**
 * Hangs something up, uppermost. A picture on the board stays for as long as it hangs.
 *
 * @throws {HttpError} `unauthorized` when the account is going away.
 */
export async function addPin(
  deps: Deps,
  space: Pick<Space, "id">,
  { by, text, share }: {
    by: { userId: string; nickname: string };
    text: string;
    share: Share | null;
  },
): Promise<Pinned<BoardPin>> {
  const { kv, now } = deps;
  await keepImageOf(deps, space.id, share, now() + SHARED_MS);
  const short = text.slice(0, MAX_PIN_TEXT).toWellFormed();
  const pin: BoardPin = { id: newId(), ...by, text: short, share, atMs: now() };
  return await change(deps, space.id, (board) => hangPin(board, pin), async (write) => {
    write.check(await requireStay(kv, by.userId))
      .set(keys.spacePinner(by.userId, space.id), now());
  });
}

/** Takes a pin down. For a while, {@link restorePin} hangs it up again. */
export async function removePin(
  deps: Deps,
  space: Pick<Space, "id">,
  { id, actor }: { id: string; actor: BoardActor },
): Promise<Pinned<BoardPin>> {
  const { now } = deps;
  const untilMs = now() + UNDO_MS;
  const done = await change(
    deps,
    space.id,
    (board) => takePinDown(board, id, actor),
    (write, { pin, place }) => {
      const kept: Unpinned = { v: 1, pin, place, byId: actor.userId, untilMs };
      write.set(keys.spaceUnpinned(space.id, id), kept, { expireIn: UNDO_MS });
    },
  );
  if (!done.ok) return done;
  await keepImageOf(deps, space.id, done.value.pin.share, now() + UNPINNED_MS);
  return { ok: true, value: done.value.pin };
}

/** Reads a pin that was taken down and that this person may hang up again; null where that is over. */
export async function getUnpinned(
  { kv, now }: Pick<Deps, "kv" | "now">,
  spaceId: string,
  { id, actor }: { id: string; actor: BoardActor },
): Promise<Unpinned | null> {
  if (!isId(id)) return null;
  const { value } = await kv.get(keys.spaceUnpinned(spaceId, id));
  const taken = value === null ? null : readUnpinned(value);
  const may = taken?.byId === actor.userId || actor.role !== "guest";
  return taken && may && taken.untilMs > now() ? taken : null;
}

/** Hangs a pin up again where it was, if not too long ago. */
export async function restorePin(
  deps: Deps,
  space: Pick<Space, "id">,
  { id, actor }: { id: string; actor: BoardActor },
): Promise<Pinned<BoardPin>> {
  const { kv } = deps;
  const taken = await getUnpinned(deps, space.id, { id, actor });
  if (!taken) return { ok: false, reason: "not_found" };
  const { pin, place } = taken;
  return await change(deps, space.id, (board) => hangPin(board, pin, place), async (write) => {
    // Who left meanwhile takes what they hung up along.
    write.check(await requireStay(kv, pin.userId))
      .set(keys.spacePinner(pin.userId, space.id), pin.atMs)
      .delete(keys.spaceUnpinned(space.id, id));
  });
}

/** Moves a pin to another place; 0 is uppermost. */
export async function replacePin(
  deps: Deps,
  space: Pick<Space, "id">,
  { id, place, actor }: { id: string; place: number; actor: BoardActor },
): Promise<Pinned<Board>> {
  return await change(deps, space.id, (board) => movePin(board, { id, place }, actor));
}

/** Takes down what a person pinned in a space, for good. */
export async function forgetPinsOf(
  deps: Deps,
  spaceId: string,
  userId: string,
): Promise<void> {
  const { kv } = deps;
  await change(deps, spaceId, (board) => {
    return { ok: true, board: withoutPinsOf(board, userId), value: null };
  });
  const doomed: Deno.KvKey[] = [keys.spacePinner(userId, spaceId)];
  for await (const { key, value } of kv.list({ prefix: keys.spacesUnpinned(spaceId) })) {
    if (readUnpinned(value).pin.userId === userId) doomed.push(key);
  }
  await deleteAll(kv, doomed);
}

/** Makes what a person pinned in a space another's; nothing where that account is going away. */
export async function movePinsOf(
  deps: Deps,
  spaceId: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  const { kv, now } = deps;
  const stay = await getStay(kv, toId);
  if (!stay) return;
  await change(deps, spaceId, (board) => {
    const moved = withPinsMoved(board, { fromId, toId });
    return { ok: true, board: moved, value: null };
  }, (write) => {
    write.check(stay).delete(keys.spacePinner(fromId, spaceId))
      .set(keys.spacePinner(toId, spaceId), now());
  });
  await kv.delete(keys.spacePinner(fromId, spaceId));
}

/** Removes a board, as when its space goes. */
export async function removeBoard(kv: Deno.Kv, spaceId: string): Promise<void> {
  const { pins } = await getBoard(kv, spaceId);
  await deleteAll(kv, [
    keys.spaceBoard(spaceId),
    ...new Set(pins.map(({ userId }) => keys.spacePinner(userId, spaceId))),
  ]);
  await deletePrefix(kv, keys.spacesUnpinned(spaceId));
}

/**
 * Changes a board by one step of its model, and tells everybody. A step that changes nothing tells nothing.
 *
 * @throws {HttpError} `conflict` when somebody else was faster every time.
 */
async function change<T>(
  { kv, hub }: Deps,
  spaceId: string,
  step: (board: Board) => BoardStep<T>,
  also: (write: Deno.AtomicOperation, value: T) => void | Promise<void> = () => {},
): Promise<Pinned<T>> {
  return await tryAgain<Pinned<T>>(async () => {
    const [entry, space] = await kv.getMany([keys.spaceBoard(spaceId), keys.space(spaceId)]);
    if (space.value === null) return { value: { ok: false, reason: "not_found" } };
    const before = entry.value === null ? EMPTY_BOARD : readBoard(entry.value);
    const stepped = step(before);
    if (!stepped.ok) return { value: stepped };
    const { board, value } = stepped;
    if (board === before) return { value: { ok: true, value } };
    const write = kv.atomic().check(entry, space).set(entry.key, board);
    await also(write, value);
    const told: SpaceEventFrame = { type: "board", pins: board.pins.map(pinFrame) };
    const { ok } = await hub.appendWith(write, spaceTopic(spaceId), [told]);
    return ok ? { value: { ok: true, value } } : null;
  });
}

async function keepImageOf(
  { kv }: Deps,
  spaceId: string,
  share: Share | null,
  untilMs: number,
): Promise<void> {
  const id = imageOf(spaceId, share);
  if (id !== null) await keepImage(kv, { spaceId, id, untilMs });
}
