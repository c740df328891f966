/** What `room_load.ts` is told, and what it answers: one line of JSON each. */
import { z } from "zod";

/** Whom to connect to a server on this machine. */
export const PlanSchema = z.object({
  port: z.int().min(1).max(65535),
  kind: z.enum(["websocket", "socket.io"]),
  /** A client for each; a speaker's name is the `user_id` of its events. */
  clients: z.array(z.object({ path: z.string(), user: z.string(), speaks: z.boolean() })).max(2000),
  /** After so many are in, it says so and waits for a line, as somebody measures the memory. */
  first: z.int(),
  /** What a speaker sends. */
  frame: z.string(),
});
export type Plan = z.infer<typeof PlanSchema>;

export const TurnSchema = z.object({
  seconds: z.number().positive().max(60),
  warmupSeconds: z.number().min(0).max(30),
  /** Events of all speakers together; null: as many as go, `onTheWay` of each speaker at a time. */
  perSecond: z.number().positive().nullable(),
  onTheWay: z.int().min(1).max(100),
});
export type Turn = z.infer<typeof TurnSchema>;

export const TurnResultSchema = z.object({
  deliveriesPerSecond: z.number(),
  bytesPerDelivery: z.number(),
  /** From sending to hearing, over all that speakers heard. */
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Processor time of the load itself. Near 1, it was the limit, not the server. */
  loadCores: z.number(),
  closed: z.number(),
});
export type TurnResult = z.infer<typeof TurnResultSchema>;
