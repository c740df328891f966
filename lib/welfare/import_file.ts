/** Brings one file of services into the store. */
import { type BadRow, decodeText, readServices } from "@/lib/welfare/import.ts";
import { allServices, type Put, putServices, removeServices } from "@/lib/welfare/store.ts";

export interface Imported extends Put {
  /** Services taken out, as their source has them no more. */
  removed: number;
  bad: BadRow[];
}

export interface ImportOptions {
  source?: string | undefined;
  /** Take services of the same sources out that the file does not have. Nothing is, where a row was bad. */
  prune?: boolean | undefined;
  nowMs: number;
}

/**
 * Imports a file; by its name it is CSV or JSON.
 *
 * @throws {Error} If it cannot be read as a whole. Then nothing was written.
 */
export async function importFile(
  kv: Deno.Kv,
  path: string,
  { source, prune = false, nowMs }: ImportOptions,
): Promise<Imported> {
  const kind = /\.json$/i.test(path) ? "json" : /\.(?:csv|tsv|txt)$/i.test(path) ? "csv" : null;
  if (!kind) throw new Error(`Cannot import ${path} as it is neither .csv nor .json`);
  // The file's own day, so that bringing it again another day changes nothing.
  const { mtime } = await Deno.stat(path);
  const { services, bad } = await readServices(decodeText(await Deno.readFile(path)), {
    kind,
    source,
    day: new Date(mtime?.getTime() ?? nowMs).toISOString().slice(0, 10),
  });
  const put = await putServices(kv, services);
  const doomed: string[] = [];
  // A row that could not be read may be one that is still there.
  if (prune && bad.length === 0 && services.length > 0) {
    const sources = new Set(services.map((service) => service.source));
    const here = new Set(services.map(({ id }) => id));
    for await (const service of allServices(kv)) {
      if (sources.has(service.source) && !here.has(service.id)) doomed.push(service.id);
    }
  }
  return { ...put, removed: await removeServices(kv, doomed), bad };
}
