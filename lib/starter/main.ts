/** `deno task seed`: puts the starter set into the store of the environment. */
import { readDotEnv } from "@/lib/dot_env.ts";
import { readEnv } from "@/lib/env.ts";
import { createLog } from "@/lib/log.ts";
import { announce, announceFailure } from "@/lib/terminal.ts";
import { describeSeeded, seedOnce } from "@/lib/starter/seed.ts";
import { openStore } from "@/lib/store/kv.ts";

await readDotEnv(new URL("../../.env", import.meta.url));
try {
  const env = readEnv();
  using kv = await openStore(env.KV_URL);
  const log = createLog({ level: env.LOG_LEVEL });
  const seeded = await seedOnce({ kv, now: Date.now, log });
  announce(seeded ? describeSeeded(seeded) : "The starter set has moved in before");
} catch (error) {
  announceFailure(error);
  Deno.exit(1);
}
