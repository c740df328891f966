// deno-lint-ignore-file no-console -- figures for whoever runs it
/** A call that lives through everything that breaks, each once: the short form of `deno task soak`. */
import assert from "node:assert/strict";
import { formatReport } from "@/tests/bench/report.ts";
import { soakCall } from "@/tests/soak/call.ts";
import { reportSoak } from "@/tests/soak/report.ts";
import { openWorld } from "@/tests/soak/world.ts";

Deno.test({
  name: "a call goes on over closed sockets, a killed instance and a gap in the network",
  // The browser's process and sockets end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using world = await openWorld();
    const figures = await soakCall(world, { cuts: world.cuts, restMs: 3_000 });
    console.log(formatReport(reportSoak([figures], world.notes)));
    assert.equal(figures.trouble, null);
    assert.equal(figures.cuts.length, world.cuts.length);
  },
});
