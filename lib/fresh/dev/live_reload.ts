// Owns telling open pages to reload, when the program restarted or a static file changed.

/** URL path below which the tools of the development server live. */
const TOOLS_PATH = "/_frsh/";

const FILES: ReadonlyMap<string, { url: URL; contentType: string }> = new Map([
  ["dev.js", {
    url: new URL("../client/dev.js", import.meta.url),
    contentType: "text/javascript; charset=utf-8",
  }],
  ["overlay.css", {
    url: new URL("./overlay.css", import.meta.url),
    contentType: "text/css; charset=utf-8",
  }],
]);

/** An editor writes a file in several steps; this gathers them into one reload. */
const DEBOUNCE_MS = 50;

/** Keeps a socket to each open page. */
export class LiveReload {
  #revision: string;
  #sockets = new Set<WebSocket>();
  #watcher: Deno.FsWatcher | null = null;
  #watching: Promise<void> = Promise.resolve();

  /** @param revision Differs with every start; a page of another one reloads. */
  constructor(revision: string) {
    this.#revision = revision;
  }

  /** Answers requests for the socket and the files of the tools; null for all others. */
  async respond(req: Request, basePath: string): Promise<Response | null> {
    const { pathname } = new URL(req.url);
    const prefix = basePath + TOOLS_PATH;
    if (!pathname.startsWith(prefix)) return null;
    const name = pathname.slice(prefix.length);
    if (name === "alive") return this.#connect(req);
    const file = FILES.get(name);
    if (file === undefined) return null;
    return new Response(await Deno.readTextFile(file.url), {
      headers: { "content-type": file.contentType, "cache-control": "no-store" },
    });
  }

  /** Starts reloading all pages whenever a file in one of the folders changes. */
  async watch(folders: readonly string[]): Promise<void> {
    const existing: string[] = [];
    for (const folder of folders) if (await isFolder(folder)) existing.push(folder);
    if (existing.length === 0) return;
    this.#watcher = Deno.watchFs(existing);
    this.#watching = this.#reloadOnChange(this.#watcher);
  }

  async #reloadOnChange(watcher: Deno.FsWatcher): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    for await (const event of watcher) {
      if (event.kind === "access") continue;
      clearTimeout(timer);
      timer = setTimeout(() => this.reload(), DEBOUNCE_MS);
    }
    clearTimeout(timer);
  }

  /** Reloads all pages. */
  reload(): void {
    for (const socket of this.#sockets) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ reload: true }));
    }
  }

  /** Ends watching. */
  async stop(): Promise<void> {
    this.#watcher?.close();
    this.#watcher = null;
    await this.#watching;
  }

  #connect(req: Request): Response {
    if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response("Expected a WebSocket upgrade request", { status: 400 });
    }
    const { socket, response } = Deno.upgradeWebSocket(req);
    socket.onopen = () => {
      this.#sockets.add(socket);
      socket.send(JSON.stringify({ revision: this.#revision }));
    };
    socket.onclose = () => this.#sockets.delete(socket);
    return response;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
