/**
 * Keeps calls: one record each, changed in one commit with the events that tell of it. A signal is passed on in a commit
 * that checks the record, so that none is kept of a call that is over. Once nobody is left, everything goes at once;
 * expiry is for what no instance was left to see.
 */
import { type CallInput, type Joining, peerOf, seatOf, stepCall } from "@/lib/calls/call.ts";
import { type Call, type CallSeat, callTopic, newCall, readCall } from "@/lib/calls/model.ts";
import type { Looks } from "@/lib/calls/model.ts";
import type { CallEvent, SignalMessage } from "@/lib/calls/protocol.ts";
import type { Services } from "@/lib/define.ts";
import { eraseLog, eventsOf, listEntries } from "@/lib/realtime/log.ts";
import { versionstampOf } from "@/lib/realtime/event_id.ts";
import type { LoggedEvent } from "@/lib/realtime/model.ts";
import { tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export type CallDeps = Pick<Services, "kv" | "hub" | "now">;

/** Makes a call. Nobody is in it before they join. */
export async function createCall(
  kv: Deno.Kv,
  { id, avatar, nowMs }: { id: string; avatar: Looks | null; nowMs: number },
): Promise<Call> {
  const call = newCall({ id, avatar, nowMs });
  await kv.set(keys.call(id), call, { expireIn: call.expiresAtMs - nowMs });
  return call;
}

/** Reads a call; null where there is none, or none any more. */
export async function getCall(kv: Deno.Kv, id: string, nowMs: number): Promise<Call | null> {
  const { call } = await readEntry(kv, id);
  return call && call.expiresAtMs > nowMs ? call : null;
}

/** A call as it is this moment, without those who are not there any more. Writes nothing. */
export async function presentCall(deps: CallDeps, id: string): Promise<Call | null> {
  const nowMs = deps.now();
  const call = await getCall(deps.kv, id, nowMs);
  if (call === null) return null;
  const alive = await aliveFor(deps, call);
  return stepCall(call, { type: "look", alive }, nowMs).call;
}

/** Every call there is a record of. */
export async function listCalls(kv: Deno.Kv): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const { value } of kv.list({ prefix: keys.calls() }, { batchSize: 500 })) {
    calls.push(readCall(value));
  }
  return calls;
}

/** What became of a join. */
export type JoinOutcome =
  | {
    ok: true;
    call: Call;
    seat: CallSeat;
    /** Goes on in the seat it had, with nothing told to anybody. */
    resumed: boolean;
    /** The commit: what is later is news. */
    at: string;
  }
  | { ok: false; reason: "full" | "gone" };

/** Gives a connection a seat, or its own back. */
export async function joinCall(
  deps: CallDeps,
  id: string,
  joining: Omit<Joining, "type">,
): Promise<JoinOutcome> {
  const first = await joinOnce(deps, id, joining);
  if (first.ok || first.reason === "gone") return first;
  // Some may sit there no more.
  const looked = await lookAfterCall(deps, id);
  return looked.changed ? await joinOnce(deps, id, joining) : first;
}

async function joinOnce(
  deps: CallDeps,
  id: string,
  joining: Omit<Joining, "type">,
): Promise<JoinOutcome> {
  const changed = await changeCall(deps, id, { type: "join", ...joining });
  const { call, at, events } = changed;
  if (call === null) return { ok: false, reason: "gone" };
  const seat = seatOf(call, joining.connection.id);
  // It was refused, and so nothing was committed.
  if (!seat || at === null) return { ok: false, reason: "full" };
  const told = events.some((event) =>
    event.type === "peer_joined" && event.peer_id === seat.peerId
  );
  return { ok: true, call, seat, resumed: !told, at };
}

/** Frees the seat of a connection: at once where it hangs up, after a while where it broke and its holder has a key. */
export async function leaveCall(
  deps: CallDeps,
  id: string,
  { connectionId, how }: { connectionId: string; how: "leave" | "drop" },
): Promise<Call | null> {
  return (await changeCall(deps, id, { type: how, connectionId })).call;
}

/** Frees the seats whose time is over, and keeps the call from expiring. Every instance may do so at any moment. */
export async function lookAfterCall(
  deps: CallDeps,
  id: string,
): Promise<{ call: Call | null; changed: boolean }> {
  const { call: before } = await readEntry(deps.kv, id);
  if (before === null) return { call: null, changed: false };
  const alive = await aliveFor(deps, before);
  const { call, at } = await changeCall(deps, id, { type: "look", alive });
  return { call, changed: at !== null };
}

/** The instances that are alive, where that matters to some seat; null where it does not. */
async function aliveFor(
  { hub, now }: CallDeps,
  { seats }: Call,
): Promise<ReadonlySet<string> | null> {
  const nowMs = now();
  const matters = seats.some(({ connection, keptUntilMs }) =>
    keptUntilMs <= nowMs && connection !== null && connection.instance !== hub.instance
  );
  return matters ? await hub.instances() : null;
}

interface Changed {
  call: Call | null;
  events: readonly CallEvent[];
  /** An id that stands at the commit; null where nothing had to change. */
  at: string | null;
}

async function changeCall(deps: CallDeps, id: string, input: CallInput): Promise<Changed> {
  const { kv, hub, now } = deps;
  const changed = await tryAgain<Changed>(async () => {
    const nowMs = now();
    const { entry, call } = await readEntry(kv, id);
    if (call === null) return { value: { call, events: [], at: null } };
    const { call: next, events } = stepCall(call, input, nowMs);
    if (next === call) return { value: { call, events, at: null } };
    const write = kv.atomic().check(entry);
    if (next === null) write.delete(entry.key);
    else write.set(entry.key, next, { expireIn: next.expiresAtMs - nowMs });
    const committed = await hub.appendWith(write, callTopic(id), events);
    return committed.ok ? { value: { call: next, events, at: committed.id } } : null;
  });
  // No signal can come to stand in the log meanwhile: each checks the record.
  if (changed.at !== null && (changed.call === null || changed.call.seats.length === 0)) {
    await eraseLog(kv, callTopic(id), changed.at);
  }
  return changed;
}

export type Relayed = { ok: true } | { ok: false; reason: "not_joined" | "no_peer" };

/** Passes a signal on to the peer. */
export async function relaySignal(
  { kv, hub, now }: CallDeps,
  id: string,
  { connectionId, signal }: { connectionId: string; signal: SignalMessage },
): Promise<Relayed> {
  return await tryAgain<Relayed>(async () => {
    const { entry, call } = await readEntry(kv, id);
    const seat = call && call.expiresAtMs > now() ? seatOf(call, connectionId) : undefined;
    if (!call || !seat) return { value: { ok: false, reason: "not_joined" } };
    const peer = peerOf(call, seat.peerId);
    const { to } = signal;
    if (!peer || (to ?? peer.peerId) !== peer.peerId) {
      return { value: { ok: false, reason: "no_peer" } };
    }
    const event: CallEvent = { ...signal, from: seat.peerId, to: peer.peerId };
    const committed = await hub.appendWith(kv.atomic().check(entry), callTopic(id), [event]);
    return committed.ok ? { value: { ok: true } } : null;
  });
}

/**
 * Reads what followed the event `after`, through `through`. For a seat that is held nothing can be missing: its connection
 * broke so lately that all that came since is still there.
 */
export async function readSince(
  kv: Deno.Kv,
  id: string,
  { after, through }: { after: string; through: string },
): Promise<LoggedEvent[]> {
  const entries = await listEntries(kv, callTopic(id), {
    after: versionstampOf(after),
    inclusive: true,
    limit: MAX_MISSED,
  });
  return entries.flatMap(eventsOf).filter((event) => event.id > after && event.id <= through);
}

/** More commits than a seat may cause while its peer's is held: bounds a read, and is never reached. */
const MAX_MISSED = 2_000;

const MAX_ID = 64;

async function readEntry(
  kv: Deno.Kv,
  id: string,
): Promise<{ entry: Deno.KvEntryMaybe<unknown>; call: Call | null }> {
  // Longer than any id, and perhaps than any key may be: no call is named by the beginning of one.
  const entry = await kv.get(keys.call(id.slice(0, MAX_ID)));
  return { entry, call: entry.value === null ? null : readCall(entry.value) };
}
