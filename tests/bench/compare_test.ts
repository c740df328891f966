import assert from "node:assert/strict";
import {
  compare,
  type Contender,
  formatComparisons,
  loadContender,
  median,
} from "@/tests/bench/compare.ts";

/** A contender that measures the given values in turn, and writes down that it was asked. */
function scripted(name: string, values: number[], calls: string[] = []): Contender {
  const left = [...values];
  return {
    name,
    measure: () => {
      calls.push(name);
      return Promise.resolve({ value: left.shift() ?? NaN });
    },
  };
}

Deno.test("compare() takes turns and divides neighbours", async () => {
  const calls: string[] = [];
  const result = await compare(
    scripted("ours", [50, 90, 10], calls),
    scripted("theirs", [100, 100, 40], calls),
    { rounds: 3 },
  );
  assert.deepEqual(calls, ["ours", "theirs", "ours", "theirs", "ours", "theirs"]);
  assert.deepEqual(result.ratio, { median: 0.5, min: 0.25, max: 0.9 });
  assert.deepEqual(result.a, { name: "ours", median: 50 });
  assert.deepEqual(result.b, { name: "theirs", median: 100 });
});

Deno.test("compare() takes the median of the ratios, not the ratio of the medians", async () => {
  const result = await compare(scripted("a", [1, 8, 27]), scripted("b", [1, 2, 9]), { rounds: 3 });
  assert.equal(result.ratio.median, 3);
});

Deno.test("compare() keeps each note once", async () => {
  const noted = (name: string): Contender => ({
    name,
    measure: () => Promise.resolve({ value: 1, note: "it was loud" }),
  });
  const { notes } = await compare(noted("a"), noted("b"), { rounds: 3 });
  assert.deepEqual(notes, ["a: it was loud", "b: it was loud"]);
});

Deno.test("compare() refuses no rounds and values that make no ratio", async () => {
  const fine = () => scripted("fine", [1, 1]);
  await assert.rejects(compare(fine(), fine(), { rounds: 0 }), /0 rounds/);
  for (const value of [0, -1, NaN, Infinity]) {
    await assert.rejects(compare(fine(), scripted("odd", [value])), /"odd" measured/);
  }
});

Deno.test("median() of an even count is the mean of the two in the middle", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 6]), 5.5);
  assert.throws(() => median([]), /no median/);
});

Deno.test("formatComparisons() lays out one row for each comparison", async () => {
  const result = await compare(scripted("ours", [12345]), scripted("theirs", [9876.5]), {
    rounds: 1,
  });
  assert.equal(
    formatComparisons([result], "requests/s"),
    [
      "| A    | requests/s | B      | requests/s | A/B   | range     | rounds |",
      "|------|------------|--------|------------|-------|-----------|--------|",
      "| ours | 12,345     | theirs | 9,877      | 1.25× | 1.25–1.25 | 1      |",
    ].join("\n"),
  );
});

Deno.test("loadContender() measures a server from a process of its own", async () => {
  await using server = serve(200);
  const options = { url: server.url, connections: 2, seconds: 0.1, warmupSeconds: 0 };
  const { value } = await loadContender("text", options).measure();
  assert(value > 0);
});

Deno.test("loadContender() refuses to rate a server that answers with something else", async () => {
  await using server = serve(500);
  const options = { url: server.url, connections: 2, seconds: 0.1, warmupSeconds: 0 };
  await assert.rejects(
    loadContender("broken", options).measure(),
    /not every answer was a 200.*500/,
  );
});

Deno.test("loadContender() refuses another machine before it measures", () => {
  assert.throws(() => loadContender("far", { url: "http://192.0.2.1/" }), /not on this machine/);
});

function serve(status: number) {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("x", { status }),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
