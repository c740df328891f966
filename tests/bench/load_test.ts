import assert from "node:assert/strict";
import { percentile, readLoadArgs, runLoad } from "@/tests/bench/load.ts";

/** Long enough for many requests, short enough for a unit test. */
const BRIEF = { connections: 4, seconds: 0.1, warmupSeconds: 0 };

function serve(handler: Deno.ServeHandler) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Accepts connections and does with each what HTTP servers do not. */
function serveTcp(onConnection: (connection: Deno.TcpConn) => Promise<void>) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) {
      onConnection(connection).catch(ignoreBrokenConnection).finally(() => connection.close());
    }
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}/`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
    },
  };
}

/** The load closes its connections whenever it likes. */
function ignoreBrokenConnection(error: unknown): void {
  if (error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe) {
    return;
  }
  throw error;
}

Deno.test("runLoad() counts what the server answered", async () => {
  const seen = new Set<string>();
  await using server = serve((request) => {
    seen.add(
      `${request.method} ${new URL(request.url).pathname} ${request.headers.get("x-bench")}`,
    );
    return new Response("hello");
  });
  const result = await runLoad({ ...BRIEF, url: server.url, headers: ["X-Bench: yes"] });
  assert(result.requests > 0);
  assert.deepEqual(result.statuses, { 200: result.requests });
  assert.equal(result.bytes, 5 * result.requests);
  assert.equal(result.errors, 0);
  assert.deepEqual([...seen], ["GET / yes"]);
  const { p50, p95, p99, max } = result.latencyMs;
  assert(0 < p50 && p50 <= p95 && p95 <= p99 && p99 <= max);
});

Deno.test("runLoad() sends a body with every request, and reads answers of unknown length", async () => {
  await using server = serve((request) => new Response(request.body));
  const result = await runLoad({ ...BRIEF, url: server.url, method: "POST", body: "안녕" });
  assert(result.requests > 0);
  assert.equal(result.bytes, 6 * result.requests);
  assert.equal(result.errors, 0);
});

Deno.test("runLoad() tells other statuses from 200", async () => {
  await using server = serve(() => new Response("no", { status: 503 }));
  const result = await runLoad({ ...BRIEF, url: server.url });
  assert.deepEqual(result.statuses, { 503: result.requests });
});

Deno.test("runLoad() opens a new connection when the server closes one", async () => {
  await using server = serve(() => new Response("bye", { headers: { connection: "close" } }));
  const result = await runLoad({ ...BRIEF, url: server.url });
  assert(result.requests > BRIEF.connections);
  assert.equal(result.errors, 0);
});

Deno.test("runLoad() gives up on a server that ends its answers early, and says why", async () => {
  await using server = serveTcp(async (connection) => {
    await connection.read(new Uint8Array(1024));
    await connection.write(
      new TextEncoder().encode("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhal"),
    );
  });
  await assert.rejects(runLoad({ ...BRIEF, seconds: 60, url: server.url }), /UnfinishedResponse/);
});

Deno.test("runLoad() gives up on a server that never answers, after its time-out", async () => {
  await using server = serveTcp(async (connection) => {
    const buffer = new Uint8Array(1024);
    while (await connection.read(buffer) !== null);
  });
  const options = { ...BRIEF, connections: 1, seconds: 60, timeoutMs: 4, url: server.url };
  await assert.rejects(runLoad(options), /TimedOut \(20 times\)/);
});

Deno.test("runLoad() gives up on a server that is not there", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/`;
  listener.close();
  await assert.rejects(runLoad({ ...BRIEF, seconds: 60, url }), /ConnectionRefused/);
});

Deno.test("runLoad() refuses another machine and options out of bounds", async () => {
  await assert.rejects(runLoad({ url: "http://example.com/" }), /not on this machine/);
  const url = "http://127.0.0.1:1/";
  await assert.rejects(runLoad({ url, seconds: 3600 }), /seconds/);
  await assert.rejects(runLoad({ url, connections: 0 }), /connections/);
  await assert.rejects(runLoad({ url, headers: ["A: b\r\nInjected: c"] }), /headers/);
});

Deno.test("readLoadArgs() reads the command line and leaves the rest at its default", () => {
  const options = readLoadArgs(
    ["--url", "http://127.0.0.1:1/", "--connections", "8", "--header", "A: b", "--header=C: d"],
  );
  assert.deepEqual(options, {
    url: "http://127.0.0.1:1/",
    connections: 8,
    seconds: 3,
    warmupSeconds: 1,
    timeoutMs: 10_000,
    method: "GET",
    headers: ["A: b", "C: d"],
    body: undefined,
  });
});

Deno.test("readLoadArgs() refuses a missing URL, words for numbers and unknown switches", () => {
  assert.throws(() => readLoadArgs([]), /url/);
  assert.throws(() => readLoadArgs(["--url=http://127.0.0.1/", "--seconds=long"]), /seconds/);
  assert.throws(() => readLoadArgs(["--url=http://127.0.0.1/", "--rate=5"]), /--rate/);
});

Deno.test("percentile() finds the value that the share does not exceed", () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => index + 1);
  assert.deepEqual([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(values, share)), [
    1,
    50,
    95,
    99,
    100,
  ]);
  assert.equal(percentile(new Float64Array(), 0.5), 0);
});
