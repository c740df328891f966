/** `WS /api/v1/ws/chat/{room_id}`, as the document of the API describes it and as it is served. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { operation } from "@/lib/http/operation.ts";
import { openDoor, requireUpgrade } from "@/lib/realtime/door.ts";
import { decodeEventId } from "@/lib/realtime/event_id.ts";
import { admitAnybody } from "@/lib/realtime/gate.ts";
import { ENTER_RULE } from "@/lib/rooms/limits.ts";
import { cleanNickname, decodeRoomId, NOBODY, roomTopic } from "@/lib/rooms/model.ts";

export const enterRoomOperation = operation({
  method: "GET",
  path: "/api/v1/ws/chat/{room_id}",
  summary: "Opens the WebSocket of a chat room with an AI; no account is needed",
  tag: "Chat rooms",
  auth: "optional",
  params: z.object({ room_id: z.string() }),
  query: z.object({
    /** An access token: browsers cannot set headers of sockets. */
    token: z.string().optional(),
    /** Of `POST /api/v1/ws-ticket`. */
    ticket: z.string().optional(),
    /** The name by which others are told of one's coming. */
    nickname: z.string().optional(),
    /** The last event that the client saw: it gets what followed. */
    last_event_id: z.string().optional(),
  }),
  status: 101,
  fails: ["unauthorized", "not_found", "rate_limited", "store_down"],
  throttle: ENTER_RULE,
  async run({ params, query, state: { services }, ctx }) {
    const roomId = decodeRoomId(params.room_id);
    if (roomId === null) throw failure("not_found");
    const viewer = await admitAnybody(ctx, roomTopic(roomId));
    requireUpgrade(ctx);
    const door = services.rooms.admit({
      roomId,
      viewer,
      address: clientAddress(ctx),
      nickname: cleanNickname(query.nickname ?? "") ?? viewer?.nickname ?? NOBODY,
      lastEventId: decodeEventId(query.last_event_id),
    });
    return openDoor(ctx, door);
  },
});
