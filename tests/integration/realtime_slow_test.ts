/** A client that stops reading costs a bounded part of the server's memory, and then nothing. */
import assert from "node:assert/strict";
import { measureSlow } from "@/tests/bench/rooms/slow_client.ts";

/** What waits for one client may be 1 MiB; the rest is the heap's own coming and going. */
const MAX_GROWTH_MIB = 160;

Deno.test({
  name: "a client that takes nothing is let go with 1013 while the others talk on",
  // Other systems do not tell the memory of another process this way.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const { letGoAfter, code, growthMiB } = await measureSlow({ messages: 100_000 });
    assert(letGoAfter !== null, "it was never let go");
    assert.equal(code, 1013);
    assert(growthMiB < MAX_GROWTH_MIB, `grew by ${growthMiB.toFixed(0)} MiB`);
  },
});
