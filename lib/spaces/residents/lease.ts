/**
 * Who directs the residents of a space: one instance at a time, by a lease in the store.
 *
 * The lease costs nothing while it is held: it holds as long as its instance is alive. While a reply is being written it
 * must also be renewed, with the words themselves, so that a reply that was cut off is not waited for long. What its
 * holder commits checks it: who lost it without knowing can say nothing.
 */
import type { Services } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";
import { versionstampOf } from "@/lib/realtime/event_id.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { type Lease, readLease } from "@/lib/spaces/residents/model.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = Pick<Services, "kv" | "hub" | "now">;

/** A reply that is not heard of for so long has no writer any more, in milliseconds. */
export const SPEAKING_MS = 6_000;
/** How long an instance that has just begun to follow a space may take to be known as alive. */
const SETTLE_MS = 5_000;
/** Leases of instances that died while nobody came back are forgotten after a day. */
const LEASE_MS = 24 * 60 * 60_000;

/** A lease in the hands of its holder. */
export interface HeldLease {
  readonly spaceId: string;
  lease: Lease;
  versionstamp: string;
}

/** Takes the lease of a space; null while somebody who is alive has it. */
export async function takeLease(deps: Deps, spaceId: string): Promise<HeldLease | null> {
  const { kv, hub, now } = deps;
  const entry = await kv.get(keys.spaceDirector(spaceId));
  if (entry.value !== null && await isHeld(deps, readLease(entry.value))) return null;
  const lease: Lease = {
    v: 1,
    instance: hub.instance,
    holder: newId(),
    takenAtMs: now(),
    speakingUntilMs: null,
  };
  const done = await kv.atomic().check(entry)
    .set(entry.key, lease, { expireIn: LEASE_MS }).commit();
  return done.ok ? { spaceId, lease, versionstamp: done.versionstamp } : null;
}

async function isHeld({ hub, now }: Deps, lease: Lease): Promise<boolean> {
  const nowMs = now();
  if (lease.speakingUntilMs !== null) return nowMs <= lease.speakingUntilMs;
  if (nowMs - lease.takenAtMs < SETTLE_MS) return true;
  return (await hub.instances()).has(lease.instance);
}

/** Whether the lease is still its holder's. */
export async function isOurs(kv: Deno.Kv, held: HeldLease): Promise<boolean> {
  const { value } = await kv.get(keys.spaceDirector(held.spaceId));
  return value !== null && readLease(value).holder === held.lease.holder;
}

/** Gives the lease back, if it is still its holder's. */
export async function dropLease(kv: Deno.Kv, held: HeldLease): Promise<void> {
  const key = keys.spaceDirector(held.spaceId);
  await kv.atomic().check({ key, versionstamp: held.versionstamp }).delete(key).commit();
}

/** Adds to a commit that the lease must be ours. `speaking` renews it, or ends the renewing. */
export function checkLease(
  write: Deno.AtomicOperation,
  held: HeldLease,
  { speaking, nowMs }: { speaking: boolean; nowMs: number },
): Lease {
  const key = keys.spaceDirector(held.spaceId);
  const lease: Lease = { ...held.lease, speakingUntilMs: speaking ? nowMs + SPEAKING_MS : null };
  write.check({ key, versionstamp: held.versionstamp }).set(key, lease, { expireIn: LEASE_MS });
  return lease;
}

/** Notes that a commit with {@link checkLease} went through; `id` names an event of it. */
export function leaseRenewed(held: HeldLease, lease: Lease, id: string): void {
  held.lease = lease;
  held.versionstamp = versionstampOf(id);
}

/** Commits what only the holder may commit, and renews the lease. @returns False where the lease, or another check, is lost. */
export async function commitSpeaking(
  { hub, now }: Deps,
  held: HeldLease,
  write: Deno.AtomicOperation,
  events: readonly SpaceEventFrame[],
): Promise<boolean> {
  const lease = checkLease(write, held, { speaking: true, nowMs: now() });
  const done = await hub.appendWith(write, spaceTopic(held.spaceId), events);
  if (done.ok) leaseRenewed(held, lease, done.id);
  return done.ok;
}
