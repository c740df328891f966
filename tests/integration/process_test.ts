/** The server as a process: how it starts, what it serves of the build, how it ends. */
import assert from "node:assert/strict";
import { get as httpGet, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Message } from "@/lib/chat/model.ts";
import { Health } from "@/lib/service/health.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of the project to its end, with these variables and none of the developer's. */
async function run(args: string[], env: Record<string, string>): Promise<Ended> {
  const kept = ["PATH", "HOME", "DENO_DIR", "TMPDIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", ...args],
    cwd: PROJECT,
    clearEnv: true,
    env: { ...Object.fromEntries(kept), NO_COLOR: "1", PORT: "0", KV_URL: ":memory:", ...env },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Reads an answer as it is sent: `fetch()` would decompress it. */
async function getRaw(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Uint8Array }> {
  const { promise, resolve, reject } = Promise.withResolvers<
    { status: number; headers: IncomingHttpHeaders; bytes: Uint8Array }
  >();
  httpGet(url, { headers, agent: false }, (response) => {
    const pieces: Uint8Array[] = [];
    response.on("data", (piece: Uint8Array) => pieces.push(piece));
    response.on("error", reject);
    response.on("end", async () => {
      const bytes = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
      resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes });
    });
  }).on("error", reject);
  return await promise;
}

Deno.test("the built server sends static files compressed as asked for, tagged, and safely", async () => {
  await using server = await startServer();
  const url = `${server.origin}/maru.css`;
  const plain = await getRaw(url, { "accept-encoding": "identity" });
  assert.equal(plain.status, 200);
  assert.equal(plain.headers["content-encoding"], undefined);
  const css = new TextDecoder().decode(plain.bytes);
  assert.match(css, /--[\w-]+:/);
  const packers = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const [encoding, unpack] of Object.entries(packers)) {
    const packed = await getRaw(url, { "accept-encoding": encoding });
    assert.equal(packed.headers["content-encoding"], encoding);
    assert.match(packed.headers.vary ?? "", /accept-encoding/i);
    assert.equal(packed.headers["content-type"], "text/css; charset=utf-8");
    assert.equal(packed.headers["x-content-type-options"], "nosniff");
    assert(packed.bytes.length < plain.bytes.length / 2);
    assert.equal(new TextDecoder().decode(unpack(packed.bytes)), css);
    const etag = packed.headers.etag;
    assert(etag);
    const known = { "accept-encoding": encoding, "if-none-match": etag };
    const again = await getRaw(url, known);
    assert.equal(again.status, 304);
    assert.equal(again.bytes.length, 0);
  }
  const best = await getRaw(url, { "accept-encoding": "gzip, deflate, br, zstd" });
  assert.equal(best.headers["content-encoding"], "br");
});

Deno.test("pages name their style sheets by content, so that they can be kept for good", async () => {
  await using server = await startServer();
  const html = await (await fetch(server.origin)).text();
  const href = /<link[^>]*href="(\/maru\.css[^"]*)"/.exec(html)?.[1];
  assert(href);
  assert.match(href, /\?/);
  const kept = await fetch(server.origin + href.replaceAll("&amp;", "&"));
  await kept.body?.cancel();
  assert.match(kept.headers.get("cache-control") ?? "", /immutable/);
});

/** Somebody with a token who has just said something to a character. */
async function sayHello(
  server: TestServer,
): Promise<{ chat: string; id: string; headers: Record<string, string> }> {
  const guest = await fetch(`${server.origin}/api/v1/auth/guest`, { method: "POST" });
  const { access_token } = await guest.json();
  const headers = { authorization: `Bearer ${access_token}` };
  const post = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const init: RequestInit = { method: "POST", headers, body, redirect: "manual" };
    const response = await fetch(server.origin + path, init);
    assert.equal(response.status, 303, await response.text());
    return response.headers.get("location")!;
  };
  const path = await post("/chats", { character: "duduri" });
  await post(`${path}/send`, { id: "a".repeat(20), text: "요즘 뭐 고치세요?" });
  return { chat: server.origin + path, id: path.split("/").at(-1)!, headers };
}

async function replyIn(path: string, conversationId: string): Promise<Message | undefined> {
  using kv = await Deno.openKv(path);
  assert.deepEqual(await checkStore(kv), []);
  const messages = kv.list<Message>({ prefix: keys.messagesAt(conversationId, 2) });
  for await (const { value } of messages) return value;
}

/** Opens the page of a running reply, asks the server to stop in the middle of it, and reads the page to its end. */
async function stopInTheMiddle(delayMs: number) {
  const folder = await Deno.makeTempDir({ prefix: "maru_store_" });
  const store = join(folder, "maru.sqlite");
  try {
    await using server = await startServer({
      env: { DEMO_DELAY_MS: String(delayMs), KV_URL: store },
    });
    const { chat, id, headers } = await sayHello(server);
    const response = await fetch(chat, { headers });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let html = "";
    while (!/is-streaming[\s\S]*<div class="bubble">(<img[^>]*>)*[^<]/.test(html)) {
      const { done, value } = await reader.read();
      assert(!done, "the reply ended before the server could be stopped");
      html += value;
    }
    const stopping = server.stop();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      html += value;
    }
    assert.equal(await stopping, true, "ended by itself, with code 0");
    assert.match(html, /turn-over.*<\/html>\s*$/s);
    return { html, reply: await replyIn(store, id), log: server.stderr };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("SIGTERM lets a running reply come to its end, in the page and in the store, then exits with 0", async () => {
  const { reply, log } = await stopInTheMiddle(40);
  assert.equal(reply?.finish, "stop");
  const events = log.trim().split("\n").map((line) => JSON.parse(line).event);
  assert.deepEqual(events.filter((event) => event.startsWith("stop")), ["stopping", "stopped"]);
});

Deno.test("SIGTERM cuts a reply that takes too long, and keeps what was shown of it", async () => {
  const { reply, html } = await stopInTheMiddle(2000);
  assert(reply);
  assert.notEqual(reply.finish, "stop");
  assert(reply.content.length > 0);
  assert(html.includes(reply.content.split(/[\s*"“”]/).find((word) => word.length > 1)!));
});

Deno.test("a first start says who moved in, a second one only where it is", async () => {
  await using server = await startServer();
  assert.match(
    server.stdout,
    /^Moved in: \d+ characters, \d+ stories and \d+ spaces\nMaru is open at/,
  );
  await server.restart();
  assert.match(server.stdout, /^Maru is open at http:\/\/127\.0\.0\.1:\d+\n$/);
});

Deno.test("development tells the same to the person at the terminal", async () => {
  const args = ["run", "-A", "--no-check", "fresh.config.ts", "dev"];
  await using server = await startServer({ args });
  const home = await fetch(server.origin);
  assert.equal(home.status, 200);
  assert.match(await home.text(), /<html lang=/);
  assert.match(server.stdout, /^Moved in: \d+ characters, \d+ stories and \d+ spaces$/m);
  assert.match(server.stdout, /^Maru is open at http:\/\/127\.0\.0\.1:\d+$/m);
});

Deno.test("the server listens where HOST says, and tells an address to open", async () => {
  const cases: [host: string, line: RegExp, reach: string][] = [
    ["0.0.0.0", /^Maru is open at http:\/\/localhost:(\d+)$/m, "127.0.0.1"],
    ["localhost", /^Maru is open at http:\/\/\S+:(\d+)$/m, "localhost"],
    ...(hasIPv6()
      ? [
        ["::1", /^Maru is open at http:\/\/\[::1\]:(\d+)$/m, "[::1]"],
        ["::", /^Maru is open at http:\/\/localhost:(\d+)$/m, "[::1]"],
      ] satisfies [string, RegExp, string][]
      : []),
  ];
  for (const [host, line, reach] of cases) {
    const env = { HOST: host, SEED_ON_START: "false", KV_URL: ":memory:" };
    await using server = await startServer({ env, readyLine: line });
    const port = line.exec(server.stdout)![1];
    const response = await fetch(`http://${reach}:${port}/api/v1/health`);
    assert.equal(Health.parse(await response.json()).status, "ok", host);
  }
});

/** Whether this machine has IPv6 at all; not every container does. */
function hasIPv6(): boolean {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
}

Deno.test("a wrong environment is told in one message, without values or a stack, and exits with 1", async () => {
  const env = { PORT: "hunter2", JWT_SECRET: "hunter2", AI_PROVIDER: "gemini" };
  for (const mode of ["start", "dev"]) {
    const { code, stdout, stderr } = await run(["fresh.config.ts", mode], env);
    assert.equal(code, 1, stderr);
    assert.equal(stdout, "");
    const lines = stderr.trim().split("\n");
    assert.equal(lines[0], "Cannot start as the environment is not right");
    assert.deepEqual(lines.slice(1).map((line) => line.split(":")[0]), ["  PORT", "  JWT_SECRET"]);
    assert.doesNotMatch(stderr, /hunter2|\bat /);
  }
  const missing = await run(["fresh.config.ts", "start"], { AI_PROVIDER: "gemini" });
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^ {2}GEMINI_API_KEY: needed as AI_PROVIDER is gemini$/m);
});

Deno.test("a store that cannot be opened, and a port that is taken, are told in one line", async () => {
  const store = await run(["fresh.config.ts", "start"], { KV_URL: "deno.json/maru.sqlite" });
  assert.equal(store.code, 1);
  assert.match(store.stderr, /^Cannot open the store that KV_URL names: .*\n$/);
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = String(taken.addr.port);
  const { code, stderr } = await run(["fresh.config.ts", "start"], {
    PORT: port,
    SEED_ON_START: "false",
  });
  assert.equal(code, 1);
  assert.equal(
    stderr,
    `Cannot listen on http://127.0.0.1:${port} as something else does; stop that, or set PORT to another port\n`,
  );
});

Deno.test("an unknown mode tells the known ones", async () => {
  const { code, stderr } = await run(["fresh.config.ts", "strat"], {});
  assert.equal(code, 2);
  assert.equal(stderr, "Usage: fresh.config.ts dev | build | start\n");
});

Deno.test("deno task seed puts the starter set into a store, once", async () => {
  const folder = await Deno.makeTempDir({ prefix: "maru_store_" });
  try {
    const env = { KV_URL: join(folder, "maru.sqlite"), LOG_LEVEL: "warn" };
    const first = await run(["lib/starter/main.ts"], env);
    assert.deepEqual([first.code, first.stderr], [0, ""]);
    assert.match(first.stdout, /^Moved in: \d+ characters, \d+ stories and \d+ spaces\n$/);
    const second = await run(["lib/starter/main.ts"], env);
    assert.equal(second.stdout, "The starter set has moved in before\n");
    const wrong = await run(["lib/starter/main.ts"], { ...env, LOG_LEVEL: "loud" });
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /LOG_LEVEL/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
