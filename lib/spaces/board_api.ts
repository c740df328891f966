/** Operations of the API for the board of a space. */
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure } from "@/lib/errors.ts";
import { operation } from "@/lib/http/operation.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import {
  addPin,
  listPins,
  type Pinned,
  removePin,
  replacePin,
  restorePin,
} from "@/lib/spaces/board.ts";
import { type BoardActor, MAX_PIN_TEXT, pinFrame } from "@/lib/spaces/board_model.ts";
import { findMessage } from "@/lib/spaces/messages.ts";
import { roleOf, type Space } from "@/lib/spaces/model.ts";
import { type Share, ShareRequest } from "@/lib/spaces/protocol.ts";
import { ShareReply, SpaceId } from "@/lib/spaces/share/reply.ts";
import { BOARD_RULE } from "@/lib/spaces/share/limits.ts";
import { shareFailure } from "@/lib/spaces/share/refusals.ts";
import { resolveShare } from "@/lib/spaces/share/share.ts";
import { requireSharer } from "@/lib/spaces/share/sharer.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

const tag = "Spaces";
const Pin = z.object({
  id: z.string(),
  by: z.string().describe("User id"),
  nickname: z.string(),
  text: z.string(),
  share: ShareReply.nullable(),
  timestamp: z.string(),
}).meta({ id: "Pin" });
const PinReply = z.object({ pin: Pin });
const BoardReply = z.object({ pins: z.array(Pin) });
const PinId = SpaceId.extend({ pin: z.string().max(64) });

/** Who changes a board, as its rules know people. */
export function actorOf(space: Space, viewer: Pick<Viewer, "id">): BoardActor {
  return { userId: viewer.id, role: roleOf(space, viewer.id) };
}

export const boardOperation = operation({
  method: "GET",
  path: "/api/v1/spatial/spaces/{id}/pins",
  summary: "Read the board of a space, uppermost first",
  tag,
  auth: "optional",
  params: SpaceId,
  reply: BoardReply,
  fails: ["not_found"],
  async run({ params: { id }, viewer, state: { services: { kv } } }) {
    await requireSpace(kv, id, viewer);
    return { pins: await listPins(kv, id) };
  },
});

export const pinOperation = operation({
  method: "POST",
  path: "/api/v1/spatial/spaces/{id}/pins",
  summary: "Pin words, something to share, or a message of the space",
  tag,
  auth: "required",
  params: SpaceId,
  body: z.object({
    text: z.string().trim().max(MAX_PIN_TEXT).default(""),
    share: ShareRequest.optional(),
    message_id: z.string().max(64).optional().describe(
      "Its words and what came with it are pinned",
    ),
  }),
  reply: PinReply,
  status: 201,
  fails: ["not_found", "not_in_space", "space_muted", "board_full", "conflict"],
  throttle: BOARD_RULE,
  async run({ params: { id }, body, viewer, state: { services, locale } }) {
    const { kv, now } = services;
    const space = await requireSpace(kv, id, viewer);
    await requireSharer(kv, space, viewer, now());
    const from = body.message_id === undefined ? null : await findMessage(kv, id, body.message_id);
    if (body.message_id !== undefined && (!from || from.message.removed)) {
      throw failure("not_found");
    }
    const text = body.text || from?.message.message || "";
    // Kept by this app from a Share, and by nobody else.
    let share = (from?.message.share ?? null) as Share | null;
    if (body.share && body.share.kind !== "screen") {
      const request = body.share;
      const resolved = await resolveShare(services, { space, userId: viewer.id, request });
      if (!resolved.ok) throw shareFailure(resolved.reason, request.kind, locale);
      share = resolved.share;
    }
    if (share?.kind === "screen") share = null;
    if (!text && !share) {
      const message = shareWords[locale].refusals.nothing;
      throw failure("invalid_input", { errors: [{ path: "text", message }] });
    }
    const by = { userId: viewer.id, nickname: viewer.nickname };
    return { pin: pinFrame(unwrap(await addPin(services, space, { by, text, share }))) };
  },
});

export const unpinOperation = operation({
  method: "DELETE",
  path: "/api/v1/spatial/spaces/{id}/pins/{pin}",
  summary: "Take a pin down: one's own, or any for those who look after the space",
  tag,
  auth: "required",
  params: PinId,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: BOARD_RULE,
  async run({ params: { id, pin }, viewer, state: { services } }) {
    const space = await requireSpace(services.kv, id, viewer);
    const actor = actorOf(space, viewer);
    unwrap(await removePin(services, space, { id: pin, actor }));
  },
});

export const movePinOperation = operation({
  method: "PATCH",
  path: "/api/v1/spatial/spaces/{id}/pins/{pin}",
  summary: "Move a pin to another place; 0 is uppermost",
  tag,
  auth: "required",
  params: PinId,
  body: z.object({ place: z.number().int().min(0).max(100) }),
  reply: BoardReply,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: BOARD_RULE,
  async run({ params: { id, pin }, body: { place }, viewer, state: { services } }) {
    const space = await requireSpace(services.kv, id, viewer);
    const actor = actorOf(space, viewer);
    const board = unwrap(await replacePin(services, space, { id: pin, place, actor }));
    return { pins: board.pins.map(pinFrame) };
  },
});

export const restorePinOperation = operation({
  method: "POST",
  path: "/api/v1/spatial/spaces/{id}/pins/{pin}/restore",
  summary: "Hang a pin up again that was taken down in the last 15 minutes",
  tag,
  auth: "required",
  params: PinId,
  reply: PinReply,
  fails: ["not_found", "board_full", "conflict"],
  throttle: BOARD_RULE,
  async run({ params: { id, pin }, viewer, state: { services } }) {
    const space = await requireSpace(services.kv, id, viewer);
    const actor = actorOf(space, viewer);
    return { pin: pinFrame(unwrap(await restorePin(services, space, { id: pin, actor }))) };
  },
});

/** @throws {HttpError} The reason why a board does not change. */
export function unwrap<T>(pinned: Pinned<T>): T {
  if (!pinned.ok) throw failure(pinned.reason);
  return pinned.value;
}

export const boardOperations = [
  boardOperation,
  pinOperation,
  unpinOperation,
  movePinOperation,
  restorePinOperation,
];
