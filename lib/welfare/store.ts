/** Keeps the directory of welfare services: each write touches the head, so that every instance notices. */
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { readWelfareService, type WelfareService } from "@/lib/welfare/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Entries written in one commit: below its 10 checks, and with 4 KiB each below its 800 KiB. */
const AT_ONCE = 9;

/** Reads one service. @throws {HttpError} `not_found`. */
export async function requireService(kv: Deno.Kv, id: string): Promise<WelfareService> {
  const { value } = isId(id) ? await kv.get(keys.welfareService(id)) : { value: null };
  if (value === null) throw failure("not_found");
  return readWelfareService(value);
}

/** Reads every service, in the order of their ids. */
export async function* allServices(kv: Deno.Kv): AsyncGenerator<WelfareService> {
  const all = kv.list({ prefix: keys.welfareServices() }, { batchSize: 500 });
  for await (const { value } of all) yield readWelfareService(value);
}

/** What a writing of services did. */
export interface Put {
  added: number;
  changed: number;
  same: number;
}

/** Puts services in, each in the place of the one with its id. Those that say the same as before are not written. */
export async function putServices(
  kv: Deno.Kv,
  services: readonly WelfareService[],
): Promise<Put> {
  const sum: Put = { added: 0, changed: 0, same: 0 };
  for (let start = 0; start < services.length; start += AT_ONCE) {
    const some = services.slice(start, start + AT_ONCE);
    const put = await commitWithRetry(async () => {
      const entries = await kv.getMany(some.map(({ id }) => keys.welfareService(id)));
      const write = kv.atomic();
      const done: Put = { added: 0, changed: 0, same: 0 };
      for (const [n, entry] of entries.entries()) {
        const service = some[n]!;
        if (entry.value !== null && isSame(readWelfareService(entry.value), service)) {
          done.same += 1;
          continue;
        }
        done[entry.value === null ? "added" : "changed"] += 1;
        write.check(entry).set(entry.key, service);
      }
      if (done.same === some.length) return { write: null, value: done };
      return { write: write.set(keys.welfareHead(), 1), value: done };
    });
    sum.added += put.added;
    sum.changed += put.changed;
    sum.same += put.same;
  }
  return sum;
}

/** Takes services out. @returns How many were there. */
export async function removeServices(kv: Deno.Kv, ids: readonly string[]): Promise<number> {
  let removed = 0;
  for (const id of ids) {
    const key = keys.welfareService(id);
    removed += await commitWithRetry(async () => {
      const entry = await kv.get(key);
      if (entry.value === null) return { write: null, value: 0 };
      const write = kv.atomic().check(entry).delete(key).set(keys.welfareHead(), 1);
      return { write, value: 1 };
    });
  }
  return removed;
}

/** Whether two records say the same: both came through the same schema, which fixes the order of their fields. */
function isSame(a: WelfareService, b: WelfareService): boolean {
  const flat = (service: WelfareService) =>
    JSON.stringify(Object.entries(service).sort(([x], [y]) => x < y ? -1 : 1));
  return flat(a) === flat(b);
}
