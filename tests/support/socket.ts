/** A WebSocket client for tests: collects frames, and waits for the ones that a test is about. */

// deno-lint-ignore no-explicit-any -- what is in a frame is asserted field by field
export type Frame = any;

/** What has not come by then never comes; a test that waits for it must not hold up all others. */
const PATIENCE_MS = 90_000;

export interface TestSocket {
  frames: readonly Frame[];
  send(frame: unknown): void;
  /** The next frame that fits, of those that came and were not asked for before. */
  next(fits: string | ((frame: Frame) => boolean)): Promise<Frame>;
  /** How the connection ended. */
  closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

/** Serves an app's handler on a free port of this machine. */
export function serveApp(
  send: (request: Request) => Promise<Response>,
): { origin: string } & AsyncDisposable {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, send);
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/**
 * Opens a socket.
 *
 * @throws {Error} When the server does not upgrade.
 */
export async function openSocket(
  url: string,
  { headers = {} }: { headers?: Record<string, string> } = {},
): Promise<TestSocket> {
  const address = url.replace(/^http/, "ws");
  // Deno's own second argument, which the type of browsers does not know.
  const socket: WebSocket = Reflect.construct(WebSocket, [address, { headers }]);
  const frames: Frame[] = [];
  let taken = 0;
  let wake = () => {};
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const opened = Promise.withResolvers<void>();
  socket.onopen = () => opened.resolve();
  socket.onerror = () => opened.reject(new Error("The socket did not open"));
  socket.onclose = ({ code, reason }) => {
    closed.resolve({ code, reason });
    wake();
  };
  socket.onmessage = ({ data }) => {
    frames.push(typeof data === "string" ? JSON.parse(data) : data);
    wake();
  };
  await opened.promise;
  return {
    frames,
    closed: closed.promise,
    send: (frame) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    close: () => socket.close(),
    async next(fits) {
      const wanted = typeof fits === "string" ? (frame: Frame) => frame.type === fits : fits;
      while (true) {
        while (taken < frames.length) {
          const frame = frames[taken++];
          if (wanted(frame)) return frame;
        }
        if (socket.readyState === WebSocket.CLOSED) {
          throw new Error(`The socket closed before a frame came: ${fits}`);
        }
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        wake = resolve;
        const seen = () => new Error(`No such frame came: ${fits}, but ${JSON.stringify(frames)}`);
        const timer = setTimeout(() => reject(seen()), PATIENCE_MS);
        await promise.finally(() => clearTimeout(timer));
      }
    },
  };
}

/** What the server answers instead of an upgrade. */
export async function refusedUpgrade(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string }> {
  const response = await fetch(url, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    },
  });
  const { type } = await response.json();
  return { status: response.status, type };
}
