/**
 * Runs the real, built server as a process of its own, for tests that kill it, restart it or use a browser.
 *
 * The server is started with `PORT=0` and says where it listens in a *ready line* on stdout: the first line
 * that matches `readyLine`, whose first group is the port. It sees no environment of the developer's but what
 * a program needs to run, so no key of a model provider reaches it.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface ServerOptions {
  /**
   * Variables for the server, over the defaults: `HOST=127.0.0.1`, `PORT=0`, `KV_URL` in a fresh folder,
   * `AI_PROVIDER=demo`, no key.
   */
  env?: Record<string, string>;
  /** Arguments for `deno`; default `run -A --no-check fresh.config.ts start`. */
  args?: string[];
  /** Matches the line on stdout that says the server listens; its first group is the port. */
  readyLine?: RegExp;
  /** How long to wait for the ready line; default 60,000, as a first start may build and seed. */
  startTimeoutMs?: number;
}

/** A line such as `Listening on http://127.0.0.1:49152/`, in prose or inside a JSON log record. */
export const READY_LINE = /https?:\/\/(?:127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1?\]):(\d+)/;

const PROJECT_PATH = fileURLToPath(new URL("../..", import.meta.url));

/** How long a server may take to finish open requests after SIGTERM before it is killed. */
const STOP_TIMEOUT_MS = 15_000;

/** What a program needs to run at all, and where Deno keeps its cache. */
const INHERITED_ENV = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "LOCALAPPDATA",
  "SYSTEMROOT",
  "TEMP",
  "TMPDIR",
  "XDG_CACHE_HOME",
  "DENO_DIR",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "NPM_CONFIG_REGISTRY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
];

/**
 * Starts the server and waits for its ready line. Use it with `await using`: leaving the block stops it and
 * removes its store, and so does the end of the test process.
 *
 * @throws {Error} If it ends or stays silent instead; the message carries its output.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_server_" });
  const server = new TestServer(folderPath, options);
  try {
    await server.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** A server process; made by `startServer()`. */
export class TestServer implements AsyncDisposable {
  readonly #options: ServerOptions;
  /** Holds the store and whatever else a test wants to put beside it; removed at the end. */
  readonly folderPath: string;
  #running: RunningProcess | null = null;
  #stderr = "";
  #origin = "";

  constructor(folderPath: string, options: ServerOptions) {
    this.folderPath = folderPath;
    this.#options = options;
  }

  /** Where it listens, such as `http://127.0.0.1:49152`; changes with every start. */
  get origin(): string {
    if (this.#running === null) throw new Error("The server is not running");
    return this.#origin;
  }

  /** The process id, for a look at its memory or processor time. */
  get pid(): number {
    if (this.#running === null) throw new Error("The server is not running");
    return this.#running.child.pid;
  }

  /** Everything it has written to stderr, over all its starts. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Everything it has written to stdout since its last start. */
  get stdout(): string {
    return this.#running?.stdout ?? "";
  }

  /** Starts it on the same store; `startServer()` has done that once. */
  async start(): Promise<void> {
    if (this.#running !== null) throw new Error("The server is running already");
    const running = new RunningProcess(this.#command(), (text) => this.#stderr += text);
    this.#running = running;
    const { readyLine = READY_LINE, startTimeoutMs = 60_000 } = this.#options;
    try {
      const port = await running.waitForLine(readyLine, startTimeoutMs);
      this.#origin = `http://127.0.0.1:${port}`;
    } catch (error) {
      await this.kill();
      throw new Error(
        `The server did not start\n--- stdout\n${running.stdout}\n--- stderr\n${this.#stderr}`,
        { cause: error },
      );
    }
  }

  /** Sends a signal to the server and everything it started, and waits for its end. Idempotent. */
  async kill(signal: Deno.Signal = "SIGKILL"): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    await running.end(signal);
  }

  /**
   * Asks it to end (SIGTERM), kills it if it does not, and removes its folder. Idempotent.
   *
   * @returns Whether it ended by itself with code 0; true if it was not running.
   */
  async stop(): Promise<boolean> {
    const graceful = await this.#terminate();
    await Deno.remove(this.folderPath, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    return graceful;
  }

  /** Ends it as `stop()` does, or by `signal`, and starts it again on the same store and a new port. */
  async restart(signal?: Deno.Signal): Promise<void> {
    if (signal === undefined) await this.#terminate();
    else await this.kill(signal);
    await this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #terminate(): Promise<boolean> {
    const running = this.#running;
    if (running === null) return true;
    this.#running = null;
    return (await running.end("SIGTERM", STOP_TIMEOUT_MS)).code === 0;
  }

  #command(): Deno.Command {
    const { args = ["run", "-A", "--no-check", "fresh.config.ts", "start"], env } = this.#options;
    const inherited = INHERITED_ENV.flatMap((name) => {
      const value = Deno.env.get(name) ?? Deno.env.get(name.toLowerCase());
      return value === undefined ? [] : [[name, value]];
    });
    return new Deno.Command(Deno.execPath(), {
      args,
      cwd: PROJECT_PATH,
      clearEnv: true,
      env: {
        ...Object.fromEntries(inherited),
        NO_COLOR: "1",
        // Set even where they are the app's own defaults: the app also reads `.env`, but not over these.
        HOST: "127.0.0.1",
        PORT: "0",
        KV_URL: join(this.folderPath, "kv.sqlite"),
        AI_PROVIDER: "demo",
        GEMINI_API_KEY: "",
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      // Its own process group, so that a signal also reaches what `start` may have started in turn.
      detached: true,
    });
  }
}

/** One life of the process: gathers its output and sees to its end. */
class RunningProcess {
  readonly child: Deno.ChildProcess;
  readonly #outputDone: Promise<unknown>;
  readonly #killOnUnload = () => this.#signal("SIGKILL");
  readonly #watcher: Deno.ChildProcess | null;
  #onStdout = () => {};
  stdout = "";

  constructor(command: Deno.Command, onStderr: (text: string) => void) {
    this.child = command.spawn();
    this.#outputDone = Promise.all([
      collect(this.child.stdout, (text) => {
        this.stdout += text;
        this.#onStdout();
      }),
      collect(this.child.stderr, onStderr),
    ]);
    globalThis.addEventListener("unload", this.#killOnUnload);
    this.#watcher = Deno.build.os === "windows" ? null : watchOver(this.child.pid);
  }

  /** Resolves to the first group of `pattern` in the first finished line that matches it. */
  async waitForLine(pattern: RegExp, timeoutMs: number): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const found = Promise.withResolvers<string>();
    const look = () => {
      const lines = this.stdout.split("\n").slice(0, -1);
      const group = lines.map((line) => pattern.exec(line)?.[1]).find((text) => text !== undefined);
      if (group !== undefined) found.resolve(group);
    };
    const expiry = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`No ready line within ${timeoutMs} ms`)),
        timeoutMs,
      );
    });
    const ended = this.child.status.then(({ code, signal }) => {
      throw new Error(`It ended with ${signal ?? `code ${code}`} before its ready line`);
    });
    this.#onStdout = look;
    look();
    try {
      return await Promise.race([found.promise, ended, expiry]);
    } finally {
      clearTimeout(timer);
      this.#onStdout = () => {};
      // The process will end some day; by then nobody waits for this any more.
      ended.catch(() => {});
    }
  }

  /** Sends `signal`, after `graceMs` SIGKILL, and waits until the process and its output have ended. */
  async end(signal: Deno.Signal, graceMs?: number): Promise<Deno.CommandStatus> {
    this.#signal(signal);
    const timer = graceMs === undefined ? undefined : setTimeout(this.#killOnUnload, graceMs);
    const status = await this.child.status;
    clearTimeout(timer);
    // What it started may hold its pipes open.
    this.#signal("SIGKILL");
    await this.#outputDone;
    if (this.#watcher !== null) {
      // In this order: a watcher whose stdin closes strikes, and the group's id may be another's by now.
      this.#watcher.kill("SIGKILL");
      await this.#watcher.status;
      await this.#watcher.stdin.close();
    }
    globalThis.removeEventListener("unload", this.#killOnUnload);
    return status;
  }

  #signal(signal: Deno.Signal): void {
    try {
      // Windows knows neither process groups nor signals other than an end.
      if (Deno.build.os === "windows") this.child.kill(signal);
      else Deno.kill(-this.child.pid, signal);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound) && !(error instanceof TypeError)) throw error;
    }
  }
}

/**
 * Starts a shell that kills a process group as soon as this process is gone, however it went: its stdin is a
 * pipe that only this process holds open. Ctrl-C and SIGKILL run no `unload` handlers.
 */
function watchOver(processGroupId: number): Deno.ChildProcess {
  return new Deno.Command("sh", {
    args: ["-c", 'cat; kill -s KILL -- "-$0"', String(processGroupId)],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onText: (text: string) => void,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) onText(text);
}
