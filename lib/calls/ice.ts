/** Which servers help two browsers to find each other, and the short-lived credentials for those that relay. */
import { z } from "zod";
import { hashSecret } from "@/lib/accounts/secrets.ts";
import { ICE_OF_CALL_RULE } from "@/lib/calls/limits.ts";
import { getCall } from "@/lib/calls/store.ts";
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { failure } from "@/lib/errors.ts";
import { operation } from "@/lib/http/operation.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";
import { isId, newId } from "@/lib/id.ts";

/** A browser asks when it starts to talk and when what it has gets old; more than this is somebody collecting. */
const ICE_LIMIT: ThrottleRule = { name: "ice", burst: 30, windowMs: 10 * 60_000 };

/** What `new RTCPeerConnection()` takes, and for how long it may be used. */
export const IceReply = z.object({
  iceServers: z.array(z.object({
    urls: z.array(z.string()),
    username: z.string().optional(),
    credential: z.string().optional(),
  })),
  /** `relay` keeps the addresses of people from each other. */
  iceTransportPolicy: z.enum(["all", "relay"]),
  /** Seconds until the credentials are worth nothing. */
  ttl: z.number().int(),
}).meta({ id: "IceServers" });
export type IceReply = z.infer<typeof IceReply>;

export type IceSettings = Pick<
  Env,
  "STUN_URLS" | "TURN_URLS" | "TURN_SECRET" | "TURN_TTL_S" | "TURN_ONLY"
>;

/**
 * Makes the credentials of one stay at a TURN server that shares `secret` with us.
 *
 * The name is `<unix seconds of its end>:<id>`, the password base64(HMAC-SHA1(secret, name)). The server keeps no list:
 * it checks both by itself. Source: coturn, `use-auth-secret`; draft-uberti-behave-turn-rest-00.
 *
 * @param id Something random: a relay is no place to tell who somebody is.
 */
export async function turnCredential(
  secret: string,
  { id, expiresAtS }: { id: string; expiresAtS: number },
): Promise<{ username: string; credential: string }> {
  const username = `${expiresAtS}:${id}`;
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(secret),
    { name: "HMAC", hash: "SHA-1" },
    false,
    ["sign"],
  );
  const signature = await crypto.subtle.sign("HMAC", key, bytes.encode(username));
  return { username, credential: new Uint8Array(signature).toBase64() };
}

/** The servers of this installation. None set is an empty list: people in one network still reach each other. */
export async function iceServers(
  env: IceSettings,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<IceReply> {
  const servers: IceReply["iceServers"] = [];
  if (env.STUN_URLS) servers.push({ urls: env.STUN_URLS });
  if (env.TURN_URLS && env.TURN_SECRET) {
    const expiresAtS = Math.floor(nowMs / 1000) + env.TURN_TTL_S;
    const credential = await turnCredential(env.TURN_SECRET, { id, expiresAtS });
    servers.push({ urls: env.TURN_URLS, ...credential });
  }
  return {
    iceServers: servers,
    iceTransportPolicy: env.TURN_ONLY ? "relay" : "all",
    ttl: env.TURN_TTL_S,
  };
}

export const iceOperation = operation({
  method: "GET",
  path: "/api/v1/ice",
  summary: "Get the STUN and TURN servers for a call, with credentials that expire",
  tag: "Calls",
  auth: "optional",
  query: z.object({
    /** The call they are for: whoever has its link needs no account. */
    room_id: z.string().optional(),
  }),
  reply: IceReply,
  fails: ["unauthorized", "rate_limited"],
  throttle: ICE_LIMIT,
  async run({ query: { room_id: roomId }, viewer, state: { services } }) {
    if (!viewer) await admitToRelay(services, roomId);
    return await iceServers(services.env, { id: newId(), nowMs: services.now() });
  },
});

/** @throws {HttpError} `unauthorized` for somebody who knows no call, `rate_limited` where a call asks too often. */
async function admitToRelay(
  { kv, now }: Pick<Services, "kv" | "now">,
  roomId: string | undefined,
): Promise<void> {
  const nowMs = now();
  const call = roomId !== undefined && isId(roomId) ? await getCall(kv, roomId, nowMs) : null;
  if (!call) throw failure("unauthorized");
  // The limit outlives the call, and names it to nobody.
  const subject = await hashSecret(call.id);
  const taken = await takeToken(kv, ICE_OF_CALL_RULE, { subject, nowMs });
  if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
}
