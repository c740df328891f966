/**
 * Stands before the instances of a server as a load balancer does: one address, connections by turns to whoever listens.
 * It can cut all that goes through it, as a network does.
 */

export interface Balancer extends AsyncDisposable {
  readonly origin: string;
  /** Connections are given to these from now on. */
  serve(origins: readonly string[]): void;
  /** How many WebSockets there are to an instance, or to all. */
  sockets(origin?: string): number;
  /** Drops every connection without a word. */
  cut(): void;
}

/** As much as a request's head may have. */
const HEAD_BYTES = 16 * 1024;

const portOf = (origin: string) => Number(new URL(origin).port);

export function openBalancer(): Balancer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  /** Connections that became WebSockets, and the port that they lead to. */
  const sockets = new Map<Deno.TcpConn, number>();
  let ports: readonly number[] = [];
  let turns = 0;

  /** The next instance that answers; null where none does. */
  async function connect(): Promise<Deno.TcpConn | null> {
    for (let tries = 0; tries < ports.length; tries++) {
      const port = ports[turns++ % ports.length]!;
      try {
        return await Deno.connect({ hostname: "127.0.0.1", port });
      } catch (error) {
        // An instance that was killed: the next one is asked.
        if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      }
    }
    return null;
  }

  async function join(client: Deno.TcpConn): Promise<void> {
    open.add(client);
    const server = await connect();
    if (server) open.add(server);
    try {
      if (!server) return;
      await forwardHead(client, server);
      await Promise.all([
        client.readable.pipeTo(server.writable),
        server.readable.pipeTo(client.writable),
      ]);
    } catch {
      // Either side was cut off; the other is told so below.
    } finally {
      for (const one of [client, server]) if (one) drop(one);
    }
  }

  /** Passes on what a connection begins with; a browser opens each WebSocket on a connection of its own. */
  async function forwardHead(client: Deno.TcpConn, server: Deno.TcpConn): Promise<void> {
    const head = new Uint8Array(HEAD_BYTES);
    const length = await client.read(head);
    if (length === null) return;
    const bytes = head.subarray(0, length);
    if (/^upgrade: *websocket/im.test(new TextDecoder().decode(bytes))) {
      sockets.set(client, server.remoteAddr.port);
    }
    const writer = server.writable.getWriter();
    await writer.write(bytes);
    writer.releaseLock();
  }

  function drop(connection: Deno.TcpConn): void {
    sockets.delete(connection);
    if (!open.delete(connection)) return;
    try {
      connection.close();
    } catch {
      // Its pipe has closed it.
    }
  }

  const accepting = (async () => {
    for await (const client of listener) void join(client);
  })();

  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    serve(origins) {
      ports = origins.map(portOf);
    },
    sockets: (origin) =>
      [...sockets.values()].filter((port) => !origin || port === portOf(origin)).length,
    cut() {
      for (const connection of [...open]) drop(connection);
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of [...open]) drop(connection);
      await accepting;
    },
  };
}
