/** What writing jobs owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { readJob } from "@/lib/stories/writing/job.ts";
import { getEarlier } from "@/lib/stories/writing/earlier.ts";
import { deleteJob, getJob, getOutputs, listUnitRecords } from "@/lib/stories/writing/job_store.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const writingDomain: AccountDomain = {
  name: "writing",

  async *exportData(kv, userId) {
    for await (const { id } of ownJobs(kv, userId)) {
      const job = await getJob(kv, id);
      if (!job) continue;
      yield [`writing/${id}/job.json`, job];
      const records = await listUnitRecords(kv, job);
      for (const unit of listUnits(job)) {
        const record = records.get(unitName(unit));
        if (!record) continue;
        const [output] = await getOutputs(kv, id, [unit]);
        yield [`writing/${id}/${unitName(unit).replace(":", "-")}.json`, {
          ...record,
          output: output?.[1] ?? null,
        }];
        const earlier = await getEarlier(kv, id, unit);
        if (earlier) {
          yield [`writing/${id}/${unitName(unit).replace(":", "-")}.earlier.json`, earlier];
        }
      }
    }
  },

  async deleteData(kv, userId) {
    for await (const { id, createdAtMs } of ownJobs(kv, userId)) {
      await deleteJob(kv, { id, ownerId: userId, createdAtMs });
    }
  },

  async moveData(kv, fromId, toId) {
    for await (const { id, createdAtMs } of ownJobs(kv, fromId)) {
      await commitWithRetry(async () => {
        const entry = await kv.get(keys.storyJob(id));
        const job = entry.value === null ? null : readJob(entry.value);
        const stay = await getStay(kv, toId);
        if (job?.ownerId !== fromId || !stay) return { write: null, value: undefined };
        // Whoever writes it goes on for the new owner with the next unit.
        const moved = { ...job, ownerId: toId, round: job.round + 1 };
        const write = kv.atomic().check(entry, stay).set(entry.key, moved)
          .delete(keys.storyJobByOwner(fromId, createdAtMs, id))
          .set(keys.storyJobByOwner(toId, createdAtMs, id), id);
        return { write, value: undefined };
      });
    }
  },
};

async function* ownJobs(
  kv: Deno.Kv,
  userId: string,
): AsyncGenerator<{ id: string; createdAtMs: number }> {
  for await (const { key, value } of kv.list<string>({ prefix: keys.storyJobsByOwner(userId) })) {
    yield { id: value, createdAtMs: Number(key[2]) };
  }
}
