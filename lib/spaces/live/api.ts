/** `WS /api/v1/spatial/spaces/{id}/ws`, as the document of the API describes it and as it is served. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { operation } from "@/lib/http/operation.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";
import { isId } from "@/lib/id.ts";
import { openDoor, requireUpgrade } from "@/lib/realtime/door.ts";
import { decodeEventId } from "@/lib/realtime/event_id.ts";
import { admit } from "@/lib/realtime/gate.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

/** A connection that breaks again and again is opened no more often than this. */
const OPEN_RULE: ThrottleRule = { name: "space_socket", burst: 30, windowMs: 60_000 };

export const enterSpaceOperation = operation({
  method: "GET",
  path: "/api/v1/spatial/spaces/{id}/ws",
  summary: "Opens the WebSocket of a space, with a seat in it",
  tag: "Spaces",
  auth: "optional",
  params: z.object({ id: z.string() }),
  query: z.object({
    /** An access token: browsers cannot set headers of sockets. */
    token: z.string().optional(),
    /** Of `POST /api/v1/ws-ticket`. */
    ticket: z.string().optional(),
    /** Whose looks one wears. */
    character_id: z.string().optional(),
    /** The last event that the client saw: it gets what followed. */
    last_event_id: z.string().optional(),
    /** Code of the invitation link of a private space. */
    invite: z.string().optional(),
    /** `binary`: ten bytes a body instead of JSON. */
    positions: z.string().optional(),
    /** `batch`: several frames of one moment as one JSON array. */
    frames: z.string().optional(),
  }),
  status: 101,
  fails: [
    "unauthorized",
    "cross_site",
    "not_found",
    "rate_limited",
    "space_full",
    "space_locked",
    "space_banned",
    "ticket_needed",
  ],
  async run({ params: { id }, query, state: { services, locale }, ctx }) {
    const viewer = await admit(ctx, spaceTopic(id));
    if (!viewer) throw failure("unauthorized");
    requireUpgrade(ctx);
    const { kv, now } = services;
    const taken = await takeToken(kv, OPEN_RULE, { subject: `u:${viewer.id}`, nowMs: now() });
    if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
    const inviteCode = query.invite ?? null;
    const space = await requireSpace(kv, id, viewer, { inviteCode });
    const { character_id: characterId } = query;
    const door = await services.spaces.admit({
      space,
      viewer,
      address: clientAddress(ctx),
      locale,
      characterId: characterId !== undefined && isId(characterId) ? characterId : undefined,
      inviteCode,
      lastEventId: decodeEventId(query.last_event_id),
      binary: query.positions === "binary",
      batch: query.frames === "batch",
    });
    return openDoor(ctx, door);
  },
});
