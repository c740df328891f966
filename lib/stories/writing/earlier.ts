/** Keeps what a unit handed on before what it hands on now: one step back. */
import {
  type Earlier,
  readEarlier,
  readUnitRecord,
  type UnitRecord,
} from "@/lib/stories/writing/job.ts";
import { STAGE_OUTPUTS, type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { unpack } from "@/lib/stories/writing/pack.ts";
import { keys } from "@/lib/store/keys.ts";

/** Puts what a unit handed on until now aside, in the commit that puts something else in its place. */
export async function keepEarlier(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { jobId, unit }: Pick<UnitRecord, "jobId" | "unit">,
): Promise<void> {
  const [record, output] = await kv.getMany<[unknown, Uint8Array<ArrayBuffer>]>([
    keys.storyJobUnit(jobId, unit),
    keys.storyJobOutput(jobId, unit),
  ]);
  if (record.value === null || output.value === null) return;
  const { by, madeBy, endedAtMs } = readUnitRecord(record.value);
  const earlier: Earlier = { v: 1, jobId, unit, by, madeBy, endedAtMs, packed: output.value };
  write.set(keys.storyJobEarlier(jobId, unit), earlier);
}

/** What a unit handed on before: who wrote it when, and what; null where it never handed on anything else. */
export async function getEarlier(
  kv: Deno.Kv,
  jobId: string,
  unit: Unit,
): Promise<Pick<Earlier, "by" | "madeBy" | "endedAtMs"> & { output: unknown } | null> {
  const { value } = await kv.get(keys.storyJobEarlier(jobId, unitName(unit)));
  if (value === null) return null;
  const { by, madeBy, endedAtMs, packed } = readEarlier(value);
  return { by, madeBy, endedAtMs, output: STAGE_OUTPUTS[unit.stage].parse(unpack(packed)) };
}
