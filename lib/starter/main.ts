/** `deno task seed`: puts the starter set into the store of the environment. */
import { readDotEnv } from "@/lib/dot_env.ts";
import { readEnv } from "@/lib/env.ts";
import { createLog } from "@/lib/log.ts";
import { announce } from "@/lib/serve.ts";
import { seedOnce } from "@/lib/starter/seed.ts";
import { openStore } from "@/lib/store/kv.ts";

await readDotEnv(new URL("../../.env", import.meta.url));
const env = readEnv();
using kv = await openStore(env.KV_URL);
const seeded = await seedOnce({ kv, now: Date.now, log: createLog({ level: "warn" }) });
announce(
  seeded
    ? `Put in ${seeded.characters} characters, ${seeded.stories} stories and ${seeded.spaces} spaces`
    : "The starter set is in the store already",
);
