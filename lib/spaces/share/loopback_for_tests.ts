/** Servers on this machine that behave as badly as the internet does, and a web that leads to them. For tests. */
import type { Web } from "@/lib/spaces/share/web.ts";

export interface Loopback extends AsyncDisposable {
  port: number;
  /** `http://name:port/path`. */
  url(path: string, host?: string): URL;
  /** Requests so far. */
  asked: readonly { url: string; headers: Headers }[];
}

/** An HTTP server on a free port. */
export function openLoopback(answer: (request: Request) => Response | Promise<Response>): Loopback {
  const asked: { url: string; headers: Headers }[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    asked.push({ url: request.url, headers: new Headers(request.headers) });
    return answer(request);
  });
  const { port } = server.addr;
  return {
    port,
    asked,
    url: (path, host = "page.test") => new URL(`http://${host}:${port}${path}`),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** What a server without HTTP can do with its only request. */
export interface Wire {
  write(text: string): Promise<void>;
  /** Says nothing more until the other side has gone. */
  wait(): Promise<void>;
}

/** A listener that speaks no HTTP but what `speak` writes. */
export function openRaw(speak: (wire: Wire) => Promise<void>): Loopback {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const talk = async (conn: Deno.TcpConn) => {
    const buffer = new Uint8Array(4096);
    try {
      await conn.read(buffer);
      await speak({
        async write(text) {
          const bytes = new TextEncoder().encode(text);
          for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
        },
        async wait() {
          while (await conn.read(buffer) !== null);
        },
      });
    } catch {
      // The other side had enough, which is what these tests are about.
    }
    conn.close();
  };
  const served = (async () => {
    const talks: Promise<void>[] = [];
    for await (const conn of listener) talks.push(talk(conn));
    await Promise.all(talks);
  })();
  const { port } = listener.addr;
  return {
    port,
    asked: [],
    url: (path, host = "page.test") => new URL(`http://${host}:${port}${path}`),
    async [Symbol.asyncDispose]() {
      listener.close();
      await served;
    },
  };
}

/** A web where every name leads to this machine, which is open here. What was looked up is kept. */
export function loopbackWeb(changes: Partial<Web> = {}): Web & { lookedUp: string[] } {
  const lookedUp: string[] = [];
  return {
    lookedUp,
    resolve(host) {
      lookedUp.push(host);
      return Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    },
    isOpen: (address) => address === "127.0.0.1",
    mayUsePort: () => true,
    ...changes,
  };
}
