/** Which instances are alive, and which topics each has subscribers of. */
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** An instance with subscribers says so this often. */
export const PULSE_MS = 5_000;
/** One that was not heard of for so long is dead. */
export const ALIVE_MS = 15_000;
/** More topics than that, and the instance counts as subscribed to every one. */
const MAX_TOPICS = 1_000;

interface Instance {
  v: 1;
  /** Null for every topic there is. */
  topics: string[] | null;
  aliveUntilMs: number;
}

const readInstance = upgrader<Instance>(1);

/** Says that an instance lives, and what it follows. `ring`: tell the others at once. */
export async function announceInstance(
  kv: Deno.Kv,
  id: string,
  { topics, nowMs, ring }: { topics: readonly string[]; nowMs: number; ring: boolean },
): Promise<void> {
  const value: Instance = {
    v: 1,
    topics: topics.length > MAX_TOPICS ? null : [...topics],
    aliveUntilMs: nowMs + ALIVE_MS,
  };
  const write = kv.atomic().set(keys.instance(id), value, { expireIn: ALIVE_MS });
  if (ring) write.set(keys.instancesBell(), nowMs);
  await write.commit();
}

/** Takes an instance off the list, as it ends or has no subscriber left. */
export async function withdrawInstance(kv: Deno.Kv, id: string, nowMs: number): Promise<void> {
  await kv.atomic().delete(keys.instance(id)).set(keys.instancesBell(), nowMs).commit();
}

/** The instances that live, each with its topics (null for all). */
export async function listInstances(
  kv: Deno.Kv,
  nowMs: number,
): Promise<Map<string, ReadonlySet<string> | null>> {
  const alive = new Map<string, ReadonlySet<string> | null>();
  for await (const { key, value } of kv.list({ prefix: keys.instances() })) {
    const { topics, aliveUntilMs } = readInstance(value);
    if (aliveUntilMs > nowMs) alive.set(String(key.at(-1)), topics && new Set(topics));
  }
  return alive;
}
