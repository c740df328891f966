/** `/api/v1/calls`: makes calls, tells of them, and opens their sockets. */
import { z } from "zod";
import { CREATE_RULE, ENTER_RULE } from "@/lib/calls/limits.ts";
import { callTopic, CAPACITY, Looks } from "@/lib/calls/model.ts";
import { createCall, getCall, presentCall } from "@/lib/calls/store.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { operation } from "@/lib/http/operation.ts";
import { takeToken } from "@/lib/http/throttle.ts";
import { isId, newId } from "@/lib/id.ts";
import { openDoor, requireUpgrade } from "@/lib/realtime/door.ts";
import { decodeEventId } from "@/lib/realtime/event_id.ts";
import { admitAnybody } from "@/lib/realtime/gate.ts";

const RoomParams = z.object({ room_id: z.string() });

export const createCallOperation = operation({
  method: "POST",
  path: "/api/v1/calls",
  summary: "Makes a call for two; whoever has its link may join",
  tag: "Calls",
  auth: "optional",
  body: z.object({
    /** What one looks like, for the one who is invited. */
    avatar: Looks.nullish(),
  }).default({}),
  reply: z.object({
    room_id: z.string(),
    /** The page of the call, to be sent to the other person. */
    url: z.string(),
    /** When the link ends if nobody meets there. ISO 8601. */
    expires_at: z.string(),
  }),
  status: 201,
  fails: ["rate_limited"],
  throttle: CREATE_RULE,
  async run({ body: { avatar }, state: { services: { kv, env, now } }, ctx }) {
    const call = await createCall(kv, { id: newId(), avatar: avatar ?? null, nowMs: now() });
    return {
      room_id: call.id,
      url: `${env.PUBLIC_URL ?? ctx.url.origin}/calls/${call.id}`,
      expires_at: new Date(call.expiresAtMs).toISOString(),
    };
  },
});

export const getCallOperation = operation({
  method: "GET",
  path: "/api/v1/calls/{room_id}",
  summary: "Tells how many are in a call",
  tag: "Calls",
  auth: "optional",
  params: RoomParams,
  reply: z.object({
    room_id: z.string(),
    /** How many people are there. */
    participants: z.int(),
    capacity: z.literal(CAPACITY),
    /** What whoever made the call looks like. */
    avatar: Looks.nullable(),
    /** When the call ends if nobody does anything in it. ISO 8601. */
    expires_at: z.string(),
  }),
  fails: ["not_found"],
  async run({ params: { room_id: id }, state: { services } }) {
    const call = isId(id) ? await presentCall(services, id) : null;
    if (!call) throw failure("not_found");
    return {
      room_id: call.id,
      participants: call.seats.length,
      capacity: CAPACITY,
      avatar: call.avatar,
      expires_at: new Date(call.expiresAtMs).toISOString(),
    };
  },
});

export const enterCallOperation = operation({
  method: "GET",
  path: "/api/v1/calls/{room_id}/ws",
  summary: "Opens the WebSocket by which two people find each other; no account is needed",
  tag: "Calls",
  auth: "optional",
  params: RoomParams,
  query: z.object({
    /** An access token: browsers cannot set headers of sockets. */
    token: z.string().optional(),
    /** Of `POST /api/v1/ws-ticket`. */
    ticket: z.string().optional(),
    /** The last event that the client saw: it gets what followed. */
    last_event_id: z.string().optional(),
  }),
  status: 101,
  fails: ["unauthorized", "not_found", "rate_limited", "store_down"],
  async run({ params: { room_id: roomId }, query, state: { services }, ctx }) {
    const { kv, calls, now } = services;
    // The link opens the door to everybody; a credential that is brought must still be good.
    const viewer = await admitAnybody(ctx, callTopic(roomId));
    const address = clientAddress(ctx);
    const subject = viewer ? `u:${viewer.id}` : `a:${address}`;
    const taken = await takeToken(kv, ENTER_RULE, { subject, nowMs: now() });
    if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
    if (!isId(roomId) || !await getCall(kv, roomId, now())) throw failure("not_found");
    requireUpgrade(ctx);
    const door = calls.admit({
      roomId,
      address,
      lastEventId: decodeEventId(query.last_event_id),
    });
    return openDoor(ctx, door);
  },
});

export const callOperations = [createCallOperation, getCallOperation, enterCallOperation];
