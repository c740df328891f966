import assert from "node:assert/strict";
import { createCommitter, type Waiting } from "@/lib/realtime/committer.ts";

/** Commits that end when the test says so. */
function gated() {
  const commits: (readonly Waiting[])[] = [];
  const gates: PromiseWithResolvers<string>[] = [];
  const committer = createCommitter((batches) => {
    commits.push(batches);
    const gate = Promise.withResolvers<string>();
    gates.push(gate);
    return gate.promise;
  });
  return { committer, commits, gates };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("what comes while a commit is on its way shares the next", async () => {
  const { committer, commits, gates } = gated();
  const first = committer.append("a", ["1"]);
  await turn();
  const later = [
    committer.append("a", ["2"]),
    committer.append("b", ["3"]),
    committer.append("a", ["4"]),
  ];
  await turn();
  assert.equal(commits.length, 1);
  gates[0]!.resolve("v1");
  assert.deepEqual(await first, { versionstamp: "v1", firstPlace: 0 });
  await turn();
  assert.deepEqual(commits[1], [{ topic: "a", events: ["2", "4"] }, { topic: "b", events: ["3"] }]);
  gates[1]!.resolve("v2");
  assert.deepEqual((await Promise.all(later)).map(({ firstPlace }) => firstPlace), [0, 0, 1]);
  await committer.idle();
});

Deno.test("a commit that fails is told to those in it, and to nobody else", async () => {
  const { committer, gates } = gated();
  const first = committer.append("a", ["1"]);
  await turn();
  const second = committer.append("a", ["2"]);
  gates[0]!.reject(new Error("away"));
  await assert.rejects(first, /away/);
  await turn();
  gates[1]!.resolve("v2");
  assert.equal((await second).versionstamp, "v2");
});

Deno.test("one topic's events of one moment stay within a value, and nothing overtakes", async () => {
  const { committer, commits, gates } = gated();
  const long = JSON.stringify("x".repeat(9_000));
  const all = [long, long, long, '"last"'].map((event) => committer.append("a", [event]));
  for (let n = 0; n < 2; n++) {
    await turn();
    gates[n]!.resolve(`v${n}`);
  }
  await Promise.all(all);
  assert.deepEqual(commits.map(([batch]) => batch!.events.length), [2, 2]);
  assert.equal(commits[1]![0]!.events.at(-1), '"last"');
});

Deno.test("what is too large for a value does not take its neighbours along", async () => {
  const { committer, commits, gates } = gated();
  const huge = committer.append("a", ["x".repeat(70_000)]);
  const small = committer.append("b", ["1"]);
  await turn();
  assert.deepEqual(commits[0]!.map(({ topic }) => topic), ["a"]);
  gates[0]!.reject(new TypeError("too large"));
  await assert.rejects(huge, TypeError);
  await turn();
  gates[1]!.resolve("v");
  await small;
});
