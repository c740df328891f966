/** `POST /api/v1/ws-ticket`. */
import { z } from "zod";
import { operation } from "@/lib/http/operation.ts";
import { issueTicket, TICKET_S } from "@/lib/realtime/ticket.ts";

export const issueTicketOperation = operation({
  method: "POST",
  path: "/api/v1/ws-ticket",
  summary: "A ticket that opens one WebSocket, once, within half a minute",
  tag: "Service",
  auth: "required",
  body: z.object({
    /** `space:` and the id of a space. */
    topic: z.string().regex(/^[a-z]{1,20}:[0-9a-z-]{1,64}$/, "must be a topic such as space:abc"),
  }),
  reply: z.object({ ticket: z.string(), expires_in: z.number().int() }),
  status: 201,
  fails: ["unauthorized", "rate_limited"],
  throttle: { name: "ws_ticket", burst: 60, windowMs: 60_000 },
  async run({ body: { topic }, viewer, state: { services: { kv, now } } }) {
    const ticket = await issueTicket(kv, { topic, viewer, nowMs: now() });
    return { ticket, expires_in: TICKET_S };
  },
});
