/** Opens the store: a SQLite file, memory, or a KV Connect server. */

/**
 * Opens Deno KV from `KV_URL`.
 *
 * @param url A file path (its folder is made when missing), `:memory:`, or an `http(s)://` KV Connect address, whose
 * access token Deno itself reads from `DENO_KV_ACCESS_TOKEN`.
 */
export async function openStore(url: string): Promise<Deno.Kv> {
  if (url === ":memory:" || /^https?:\/\//.test(url)) return await Deno.openKv(url);
  const folder = url.replace(/[/\\][^/\\]*$/, "");
  if (folder !== url && folder !== "") await Deno.mkdir(folder, { recursive: true });
  return await Deno.openKv(url);
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
