/** Puts spaces of stores from before there were lists of them into these lists, once. */
import { readSpace } from "@/lib/spaces/model.ts";
import { putSpace } from "@/lib/spaces/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Lists every space that is not listed; for the start of the process. Safe to repeat, and by several instances at once. */
export async function listOldSpaces(kv: Deno.Kv): Promise<void> {
  const marker = await kv.get(keys.meta("spaces_listed"));
  if (marker.value !== null) return;
  let count = 0;
  for await (const { key } of kv.list({ prefix: keys.spaces() })) {
    count++;
    await commitWithRetry(async () => {
      const entry = await kv.get(key);
      if (entry.value === null) return { write: null, value: undefined };
      const write = kv.atomic().check(entry);
      putSpace(write, readSpace(entry.value));
      return { write, value: undefined };
    });
  }
  // A store without spaces stays empty; looking again costs next to nothing.
  if (count > 0) await kv.set(marker.key, true);
}
