/** Makes the runner of this instance: who writes, and who is asked whether they may have more. */
import type { ReplyUsage } from "@/lib/ai/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { chargeQuota, checkQuota, type QuotaDeps } from "@/lib/chat/quota.ts";
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { newId } from "@/lib/id.ts";
import { createDemoWriter } from "@/lib/stories/writing/demo/demo_writer.ts";
import { createModelWriter } from "@/lib/stories/writing/model_writer.ts";
import {
  createWritingRunner,
  type Payer,
  type WritingRunner,
} from "@/lib/stories/writing/runner.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = QuotaDeps & Pick<Services, "log" | "instance"> & {
  env: Pick<Env, "DEMO_DELAY_MS">;
};

/** Pauses of the improviser's in one unit: two thirds of a second each with the usual delay, so that one can watch it. */
const DEMO_PAUSES = 20;

/** Makes it. */
export function createWriting(deps: Deps): WritingRunner {
  const { kv, log, now, instance, models } = deps;
  return createWritingRunner({
    kv,
    log,
    now,
    instance,
    newId,
    // Without a key, stories are improvised; they say so themselves.
    writer: models.standard.provider === "demo"
      ? createDemoWriter({ pauseMs: deps.env.DEMO_DELAY_MS * DEMO_PAUSES })
      : createModelWriter(models.standard),
    quota: async (payer) => await checkQuota(deps, await payerOf(deps, payer)),
    charge: async ({ address }: Payer, usage: ReplyUsage) => {
      if (address !== null) await chargeQuota({ kv, now }, { address }, usage);
    },
  });
}

async function payerOf({ kv }: Deps, { ownerId, address }: Payer) {
  const { value } = await kv.get(keys.user(ownerId));
  const user = value === null ? null : readUser(value);
  return { viewer: user && { id: user.id, kind: user.kind }, address };
}
