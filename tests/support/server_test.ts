import assert from "node:assert/strict";
import { READY_LINE, startServer } from "@/tests/support/server.ts";

/** Like the app's server as far as these tests look: prints its address, appends to its store, obeys SIGTERM. */
const SERVER = `
  const path = Deno.env.get("KV_URL");
  const abort = new AbortController();
  Deno.addSignalListener("SIGTERM", () => abort.abort());
  console.error("a word on stderr");
  const onListen = ({ port }) => console.log(JSON.stringify({ at: "http://127.0.0.1:" + port }));
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", signal: abort.signal, onListen }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/env") return Response.json(Deno.env.toObject());
    await Deno.writeTextFile(path, pathname, { append: true });
    return new Response(await Deno.readTextFile(path));
  });
  await server.finished;
  Deno.exit(0);
`;
const args = ["eval", "--no-config", SERVER];

/** Windows has no signals to be graceful with. */
const ignore = Deno.build.os === "windows";

async function get(url: string): Promise<string> {
  return await (await fetch(url, { headers: { connection: "close" } })).text();
}

/** Asks until nobody answers; a server that stays up ends the test by the deadline. */
async function untilRefused(origin: string): Promise<void> {
  const signal = AbortSignal.timeout(20_000);
  while (true) {
    const answered = await get(`${origin}/`).then(() => true, () => false);
    if (!answered) return;
    signal.throwIfAborted();
  }
}

async function isAlive(pid: number): Promise<boolean> {
  return (await new Deno.Command("kill", { args: ["-0", String(pid)], stderr: "null" }).output())
    .success;
}

Deno.test({
  name: "startServer() waits until the server listens, and stop() lets it end by itself",
  ignore,
  fn: async () => {
    const server = await startServer({ args });
    const { origin, pid, folderPath } = server;
    assert.equal(await get(`${origin}/a`), "/a");
    assert.equal(await server.stop(), true);
    assert.equal(await isAlive(pid), false);
    await assert.rejects(Deno.stat(folderPath), Deno.errors.NotFound);
    assert.match(server.stderr, /a word on stderr/);
    assert.throws(() => server.origin, /not running/);
    assert.equal(await server.stop(), true);
  },
});

for (const signal of ["SIGKILL", undefined] as const) {
  Deno.test({
    name: `restart() keeps the store (${signal ?? "graceful"})`,
    ignore,
    fn: async () => {
      await using server = await startServer({ args });
      const firstPid = server.pid;
      await get(`${server.origin}/a`);
      await server.restart(signal);
      assert.equal(await isAlive(firstPid), false);
      assert.equal(await get(`${server.origin}/b`), "/a/b");
    },
  });
}

Deno.test({
  name: "startServer() hands on no environment but what a program needs to run",
  ignore,
  fn: async () => {
    Deno.env.set("GEMINI_API_KEY", "secret");
    try {
      await using server = await startServer({ args, env: { EXTRA: "yes" } });
      const seen = JSON.parse(await get(`${server.origin}/env`));
      assert.equal(seen.GEMINI_API_KEY, "");
      assert.deepEqual([seen.PORT, seen.AI_PROVIDER, seen.EXTRA], ["0", "demo", "yes"]);
    } finally {
      Deno.env.delete("GEMINI_API_KEY");
    }
  },
});

Deno.test({
  name: "kill() also ends what the server has started",
  ignore,
  fn: async () => {
    const wrapper = `
      const child = new Deno.Command(Deno.execPath(), { args: ${JSON.stringify(args)} }).spawn();
      console.log("child " + child.pid);
      await child.status;
    `;
    await using server = await startServer({ args: ["eval", "--no-config", wrapper] });
    const { origin, pid } = server;
    assert.notEqual(Number(/child (\d+)/.exec(server.stdout)?.[1]), pid);
    assert.equal(await get(`${origin}/a`), "/a");
    await server.kill();
    await assert.rejects(get(`${origin}/b`), TypeError);
  },
});

Deno.test({
  name: "a server does not outlive a test process that is killed",
  ignore,
  fn: async () => {
    const killed = `
      const { startServer } = await import(${JSON.stringify(import.meta.resolve("./server.ts"))});
      const server = await startServer({ args: ${JSON.stringify(args)} });
      await Deno.stdout.write(new TextEncoder().encode(server.origin + " " + server.folderPath));
      Deno.kill(Deno.pid, "SIGKILL");
    `;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", killed],
    }).output();
    const [origin = "", folderPath = ""] = new TextDecoder().decode(stdout).split(" ");
    try {
      assert.match(origin, READY_LINE);
      await untilRefused(origin);
    } finally {
      await Deno.remove(folderPath, { recursive: true });
    }
  },
});

Deno.test("startServer() reports the output of a server that ends at once", async () => {
  const broken = ["eval", "--no-config", 'console.error("no store"); Deno.exit(3)'];
  await assert.rejects(startServer({ args: broken }), (error: Error) => {
    assert.match(error.message, /no store/);
    assert.match(String(error.cause), /code 3/);
    return true;
  });
});

Deno.test("startServer() ends a server that never gets ready", async () => {
  const silent = ["eval", "--no-config", "console.log(Deno.pid); setInterval(() => {}, 1000)"];
  const error = await startServer({
    args: silent,
    readyLine: /^ready (\\d+)$/,
    startTimeoutMs: 500,
  })
    .then(() => assert.fail("It started"), (error) => error);
  assert.match(String(error.cause), /No ready line/);
  const pid = Number(/^(\d+)$/m.exec(error.message)?.[1] ?? NaN);
  if (!Number.isNaN(pid) && !ignore) assert.equal(await isAlive(pid), false);
});

Deno.test("READY_LINE finds the port in prose and in log records", () => {
  const lines: [string, string | undefined][] = [
    ["Listening on http://127.0.0.1:49152/", "49152"],
    ['{"level":"info","url":"http://localhost:80/"}', "80"],
    ["http://0.0.0.0:8000 http://[::1]:9000", "8000"],
    ["on http://[::]:9000/", "9000"],
    ["see http://example.com:80/", undefined],
    ["http://127.0.0.1/", undefined],
  ];
  for (const [line, port] of lines) assert.equal(READY_LINE.exec(line)?.[1], port, line);
});
