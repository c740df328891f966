/** The board of a space: a few things that stay while the talk runs on. What is on it, and who may change it; no store. */
import { z } from "zod";
import { outranks, type Role } from "@/lib/spaces/model.ts";
import type { Pin, Share } from "@/lib/spaces/protocol.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Pins on one board. */
export const MAX_PINS = 24;
/** Longest text of a pin, in characters as JavaScript counts them. */
export const MAX_PIN_TEXT = 400;
/** Bytes of a whole board as JSON: it is one value, and one event of the log, and each may hold 64 KiB. */
export const MAX_BOARD_BYTES = 48 * 1024;
/** How long taking a pin down can be undone. */
export const UNDO_MS = 15 * 60 * 1000;

const BoardPin = z.object({
  id: z.string(),
  userId: z.string(),
  nickname: z.string(),
  text: z.string(),
  /** As it was resolved when it was pinned. */
  share: z.custom<Share>().nullable(),
  atMs: z.number(),
});
export type BoardPin = z.infer<typeof BoardPin>;

/** First is uppermost. */
export const Board = z.object({ v: z.literal(1), pins: z.array(BoardPin) });
export type Board = z.infer<typeof Board>;
export const readBoard = upgrader<Board>(1);
export const EMPTY_BOARD: Board = { v: 1, pins: [] };

/** A pin that was taken down, and where it hung. */
export const Unpinned = z.object({
  v: z.literal(1),
  pin: BoardPin,
  place: z.number().int(),
  /** Who took it down, and may hang it up again. */
  byId: z.string(),
  untilMs: z.number(),
});
export type Unpinned = z.infer<typeof Unpinned>;
export const readUnpinned = upgrader<Unpinned>(1);

export type BoardRefusal = "not_found" | "forbidden" | "board_full";
export type BoardStep<T = Board> = { ok: true; board: Board; value: T } | {
  ok: false;
  reason: BoardRefusal;
};

/** Who changes a board. */
export interface BoardActor {
  userId: string;
  role: Role;
}

/** Whoever pinned it may take it down and move it, and those who look after the space. */
export function mayChangePin(pin: Pick<BoardPin, "userId">, { userId, role }: BoardActor): boolean {
  return pin.userId === userId || outranks(role, "guest");
}

/** Hangs a pin up, at `place` (0 is uppermost). */
export function hangPin(board: Board, pin: BoardPin, place = 0): BoardStep<BoardPin> {
  if (board.pins.some(({ id }) => id === pin.id)) return { ok: true, board, value: pin };
  const next = { ...board, pins: board.pins.toSpliced(place, 0, pin) };
  if (next.pins.length > MAX_PINS || sizeOf(next) > MAX_BOARD_BYTES) {
    return { ok: false, reason: "board_full" };
  }
  return { ok: true, board: next, value: pin };
}

function sizeOf(board: Board): number {
  return new TextEncoder().encode(JSON.stringify(board)).length;
}

/** Takes a pin down; the value says where it hung. */
export function takePinDown(
  board: Board,
  id: string,
  actor: BoardActor,
): BoardStep<{ pin: BoardPin; place: number }> {
  const place = board.pins.findIndex((pin) => pin.id === id);
  const pin = board.pins[place];
  if (!pin) return { ok: false, reason: "not_found" };
  if (!mayChangePin(pin, actor)) return { ok: false, reason: "forbidden" };
  return {
    ok: true,
    board: { ...board, pins: board.pins.toSpliced(place, 1) },
    value: { pin, place },
  };
}

/** Moves a pin to a place; beyond the last is the last. */
export function movePin(
  board: Board,
  { id, place }: { id: string; place: number },
  actor: BoardActor,
): BoardStep {
  const taken = takePinDown(board, id, actor);
  if (!taken.ok) return taken;
  const moved = { ...board, pins: taken.board.pins.toSpliced(place, 0, taken.value.pin) };
  return { ok: true, board: moved, value: moved };
}

/** Takes down all that a person pinned; the very same board where that is nothing. */
export function withoutPinsOf(board: Board, userId: string): Board {
  const pins = board.pins.filter((pin) => pin.userId !== userId);
  return pins.length === board.pins.length ? board : { ...board, pins };
}

/** Makes the pins of one person another's; the very same board where there are none. */
export function withPinsMoved(
  board: Board,
  { fromId, toId }: { fromId: string; toId: string },
): Board {
  if (!board.pins.some(({ userId }) => userId === fromId)) return board;
  const pins = board.pins.map((pin) => pin.userId === fromId ? { ...pin, userId: toId } : pin);
  return { ...board, pins };
}

/** A pin as clients see it. */
export function pinFrame({ id, userId, nickname, text, share, atMs }: BoardPin): Pin {
  return { id, by: userId, nickname, text, share, timestamp: new Date(atMs).toISOString() };
}
