/** Puts the starter entries of the directory into a store that never had them, once. */
import { toService, WelfareInput, type WelfareService } from "@/lib/welfare/model.ts";
import { CARE } from "@/lib/welfare/starter/care.ts";
import { FAMILIES } from "@/lib/welfare/starter/families.ts";
import { LIVING } from "@/lib/welfare/starter/living.ts";
import { REGIONAL } from "@/lib/welfare/starter/regional.ts";
import { WORK } from "@/lib/welfare/starter/work.ts";
import { putServices } from "@/lib/welfare/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** The day whose state the starter entries describe. */
const UPDATED_ON = "2025-01-01";

/** The starter entries, checked like any import. */
export async function starterServices(): Promise<WelfareService[]> {
  const all = [...LIVING, ...FAMILIES, ...CARE, ...WORK, ...REGIONAL];
  return await Promise.all(
    all.map((entry) => toService(WelfareInput.parse({ ...entry, updatedOn: UPDATED_ON }))),
  );
}

/**
 * Seeds the directory. What is taken out of it later stays out; a seeding that a crash broke off goes on.
 *
 * @returns How many came in; 0 where that was done before.
 */
export async function seedWelfareOnce(kv: Deno.Kv, nowMs: number): Promise<number> {
  const marker = await kv.get(keys.meta("seeded_welfare"));
  if (marker.value !== null) return 0;
  const { added } = await putServices(kv, await starterServices());
  const done = await kv.atomic().check(marker).set(marker.key, nowMs).commit();
  return done.ok ? added : 0;
}
