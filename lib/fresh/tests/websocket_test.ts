import assert from "node:assert/strict";
import { App } from "fresh";
import { request } from "./request.ts";

/** Serves an app on loopback while `run` talks to it. */
async function serving(app: App<unknown>, run: (origin: string) => Promise<void>): Promise<void> {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    app.handler(),
  );
  try {
    await run(`127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

/** Opens a socket, sends a word, and returns the answer and how the socket closed. */
async function talk(url: string, protocols: string[] = []): Promise<[string, number, string]> {
  const socket = new WebSocket(url, protocols);
  const { promise, resolve } = Promise.withResolvers<[number, string]>();
  let heard = "";
  socket.onopen = () => socket.send("hello");
  socket.onmessage = ({ data }) => heard += data;
  socket.onclose = ({ code, reason }) => resolve([code, reason]);
  const [code, reason] = await promise;
  return [heard, code, reason];
}

Deno.test("app.ws() hands events to its handlers", async () => {
  const closed = Promise.withResolvers<[number, string]>();
  const app = new App().ws("/ws", {
    open: (socket) => socket.send("open:"),
    message: (socket, { data }) => {
      socket.send(`echo ${data}`);
      socket.close(4001, "done");
    },
    close: (_, code, reason) => closed.resolve([code, reason]),
  });
  await serving(app, async (host) => {
    assert.deepEqual(await talk(`ws://${host}/ws`), ["open:echo hello", 4001, "done"]);
    assert.equal((await closed.promise)[0], 4001);
  });
});

Deno.test("ctx.upgrade() without handlers gives socket and response", async () => {
  const app = new App().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade({ protocol: "chat" });
    socket.onmessage = ({ data }) => {
      socket.send(`bare ${data}`);
      socket.close(1000);
    };
    return response;
  });
  await serving(app, async (host) => {
    const [heard, code] = await talk(`ws://${host}/ws`, ["chat"]);
    assert.deepEqual([heard, code], ["bare hello", 1000]);
  });
});

Deno.test("a middleware can add headers to an upgrade", async () => {
  const app = new App().use(async (ctx) => {
    const res = await ctx.next();
    res.headers.set("x-a", "1");
    return res;
  }).ws("/ws", { open: (socket) => socket.close(1000) });
  await serving(app, async (host) => {
    assert.equal((await talk(`ws://${host}/ws`))[1], 1000);
  });
});

Deno.test("a request that is no upgrade is refused with 400", async () => {
  const app = new App().ws("/ws", {});
  const res = await request(app, "/ws");
  assert.deepEqual([res.status, await res.text()], [400, "Expected a WebSocket upgrade request"]);
});
