/** Opens the store: a SQLite file, memory, a KV Connect server, or what the platform gives. */
import { dirname } from "node:path";

/** `KV_URL` for the store that the platform itself gives, as Deno Deploy does. */
export const PLATFORM_STORE = "platform";

/** Whether several instances may use the store of this `KV_URL` at once. */
export function isSharedStore(url: string): boolean {
  return url === PLATFORM_STORE || /^https?:\/\//.test(url);
}

/**
 * Opens Deno KV from `KV_URL`.
 *
 * @param url A file path (its folder is made when missing), `:memory:`, `platform`, or an `http(s)://` KV Connect
 * address, whose access token Deno itself reads from `DENO_KV_ACCESS_TOKEN`.
 * @throws {Error} If the store cannot be opened or reached, in words for whoever starts the server.
 */
export async function openStore(url: string): Promise<Deno.Kv> {
  try {
    if (url !== ":memory:" && !isSharedStore(url)) {
      await Deno.mkdir(dirname(url), { recursive: true });
    }
    return await Deno.openKv(url === PLATFORM_STORE ? undefined : url);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    throw new Error(`Cannot open the store that KV_URL names${why}`, { cause });
  }
}

/** Most keys that one `getMany` takes. Source: Deno KV limits. */
const MAX_KEYS_PER_READ = 10;

/** Reads any number of keys in their order, ten to a call. */
export async function getAll<T>(
  kv: Deno.Kv,
  wanted: readonly Deno.KvKey[],
  options?: { consistency?: Deno.KvConsistencyLevel },
): Promise<Deno.KvEntryMaybe<T>[]> {
  const groups: Promise<Deno.KvEntryMaybe<T>[]>[] = [];
  for (let start = 0; start < wanted.length; start += MAX_KEYS_PER_READ) {
    groups.push(kv.getMany<T[]>(wanted.slice(start, start + MAX_KEYS_PER_READ), options));
  }
  return (await Promise.all(groups)).flat();
}
