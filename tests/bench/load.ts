/**
 * Loads a server on this machine over HTTP/1.1 and measures it: a closed loop, in which every connection
 * sends its next request as soon as the last one is answered.
 *
 * Run it as a process of its own, so that it does not share a thread with what it measures:
 * `deno run -A tests/bench/load.ts --url http://127.0.0.1:8000/ --connections 16 --seconds 3`
 * The answer is one line of JSON on stdout, see `loadResultSchema`.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type LoopbackTarget, requireLoopback } from "@/tests/bench/loopback.ts";
import { ResponseParser } from "@/tests/bench/response_parser.ts";

/** The bounds keep a slip of the finger from loading the machine for an hour. */
export const loadOptionsSchema = z.object({
  url: z.string(),
  connections: z.coerce.number().int().min(1).max(512).default(16),
  /** Time that is measured. */
  seconds: z.coerce.number().positive().max(120).default(3),
  /** Time before it, under the same load, for the server's compiler and caches. */
  warmupSeconds: z.coerce.number().min(0).max(30).default(1),
  /** A request that takes longer is an error. */
  timeoutMs: z.coerce.number().int().min(1).max(60_000).default(10_000),
  method: z.string().regex(/^[A-Z]+$/).default("GET"),
  /** `Name: value` each. */
  headers: z.array(z.string().regex(/^[\w-]+:[^\r\n]*$/)).default([]),
  body: z.string().optional(),
});
export type LoadOptions = z.input<typeof loadOptionsSchema>;

export const loadResultSchema = z.object({
  url: z.string(),
  connections: z.number(),
  seconds: z.number(),
  /** Complete responses of any status. */
  requests: z.number(),
  requestsPerSecond: z.number(),
  latencyMs: z.object({
    mean: z.number(),
    p50: z.number(),
    p95: z.number(),
    p99: z.number(),
    max: z.number(),
  }),
  /** Of the bodies, as they came over the wire. */
  bytes: z.number(),
  /** Responses by status. */
  statuses: z.record(z.string(), z.number()),
  /** Requests without a complete response, and why. */
  errors: z.number(),
  errorReasons: z.record(z.string(), z.number()),
  /** Processor time that the load itself took, in cores. Near 1, the load was the limit, not the server. */
  loadCores: z.number(),
});
export type LoadResult = z.infer<typeof loadResultSchema>;

/** Connections that fail this often in a row give up: the server is gone, and retrying would only burn time. */
const MAX_CONSECUTIVE_ERRORS = 20;

/**
 * Loads a server from this very thread. For a measurement use `measureLoad()` in `compare.ts`.
 *
 * @throws {RangeError} If the URL is not on this machine.
 * @throws {z.ZodError} If an option is out of bounds.
 * @throws {Error} If every connection gave up, as the server is not there or answers nothing.
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const parsed = loadOptionsSchema.parse(options);
  const target = requireLoopback(parsed.url);
  const run: LoadRun = {
    target,
    request: encodeRequest(target.url, parsed),
    method: parsed.method,
    timeoutMs: parsed.timeoutMs,
    tally: new Tally(),
    stopped: false,
  };
  const loops = Array.from({ length: parsed.connections }, () => keepRequesting(run));
  const ended = Promise.all(loops);
  const giveUp = ended.then(() => {
    throw new Error(`Every connection to ${parsed.url} gave up: ${run.tally.describeErrors()}`);
  });
  await sleep(parsed.warmupSeconds * 1000, giveUp);
  run.tally = new Tally();
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await sleep(parsed.seconds * 1000, giveUp);
  const { tally } = run;
  const seconds = (performance.now() - startedMs) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  // From here on the connections end because they are told to.
  giveUp.catch(() => {});
  run.stopped = true;
  // Late answers belong to no measurement, and are not waited for longer than their time-out.
  run.tally = new Tally();
  await ended;
  return {
    url: parsed.url,
    connections: parsed.connections,
    seconds,
    ...tally.summary(seconds),
    loadCores: (cpu.user + cpu.system) / 1e6 / seconds,
  };
}

interface LoadRun {
  target: LoopbackTarget;
  request: Uint8Array;
  method: string;
  timeoutMs: number;
  /** Replaced when the measured time begins and when it ends. */
  tally: Tally;
  stopped: boolean;
}

/** Counts one stretch of time. */
class Tally {
  readonly #latenciesMs: number[] = [];
  readonly #statuses: Record<string, number> = {};
  readonly #errorReasons: Record<string, number> = {};
  #bytes = 0;

  add(latencyMs: number, status: number, bytes: number): void {
    this.#latenciesMs.push(latencyMs);
    this.#bytes += bytes;
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
  }

  addError(reason: string): void {
    this.#errorReasons[reason] = (this.#errorReasons[reason] ?? 0) + 1;
  }

  describeErrors(): string {
    return Object.entries(this.#errorReasons)
      .map(([reason, count]) => `${reason} (${count} times)`)
      .join(", ");
  }

  summary(seconds: number) {
    const sorted = Float64Array.from(this.#latenciesMs).sort();
    const requests = sorted.length;
    return {
      requests,
      requestsPerSecond: requests / seconds,
      latencyMs: {
        mean: requests === 0 ? 0 : sorted.reduce((sum, value) => sum + value, 0) / requests,
        p50: percentile(sorted, 0.5),
        p95: percentile(sorted, 0.95),
        p99: percentile(sorted, 0.99),
        max: sorted[requests - 1] ?? 0,
      },
      bytes: this.#bytes,
      statuses: this.#statuses,
      errors: Object.values(this.#errorReasons).reduce((sum, count) => sum + count, 0),
      errorReasons: this.#errorReasons,
    };
  }
}

/** The smallest value that at least `share` of the sorted values do not exceed; 0 of none. */
export function percentile(sorted: Float64Array, share: number): number {
  const index = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.max(0, index)] ?? 0;
}

/** Keeps one connection busy, and opens the next when the server closes it. */
async function keepRequesting(run: LoadRun): Promise<void> {
  for (let consecutiveErrors = 0; !run.stopped && consecutiveErrors < MAX_CONSECUTIVE_ERRORS;) {
    try {
      const connection = await Connection.open(run);
      try {
        while (!run.stopped && await connection.exchange()) consecutiveErrors = 0;
      } finally {
        connection.close();
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      consecutiveErrors++;
      run.tally.addError(error.name === "SyntaxError" ? error.message : error.name);
    }
  }
}

class UnfinishedResponse extends Error {
  override name = "UnfinishedResponse";
}

class TimedOut extends Error {
  override name = "TimedOut";
}

/** One TCP connection and the request that is under way on it. */
class Connection {
  readonly #run: LoadRun;
  readonly #tcp: Deno.TcpConn;
  readonly #parser: ResponseParser;
  readonly #buffer = new Uint8Array(65_536);
  readonly #watch: ReturnType<typeof setInterval>;
  #startedMs = performance.now();
  #timedOut = false;
  #closed = false;

  static async open(run: LoadRun): Promise<Connection> {
    const { hostname, port } = run.target;
    const tcp = await Deno.connect({ hostname, port });
    tcp.setNoDelay(true);
    return new Connection(run, tcp);
  }

  constructor(run: LoadRun, tcp: Deno.TcpConn) {
    this.#run = run;
    this.#tcp = tcp;
    this.#parser = new ResponseParser(run.method);
    // One look now and then is far cheaper than a timer for each request.
    this.#watch = setInterval(() => {
      if (performance.now() - this.#startedMs < run.timeoutMs) return;
      this.#timedOut = true;
      this.close();
    }, Math.max(1, run.timeoutMs / 4));
  }

  /** Sends one request and takes its response; returns whether the connection takes another one. */
  async exchange(): Promise<boolean> {
    this.#startedMs = performance.now();
    this.#parser.reset();
    try {
      await this.#send();
      if (!await this.#receive()) throw new UnfinishedResponse("The connection ended too early");
    } catch (error) {
      // A read that fails because the watch closed the connection says only that it is closed.
      throw this.#timedOut ? new TimedOut("No response in time", { cause: error }) : error;
    }
    const { status, bodyBytes, keepAlive } = this.#parser;
    this.#run.tally.add(performance.now() - this.#startedMs, status, bodyBytes);
    return keepAlive;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    this.#tcp.close();
  }

  async #send(): Promise<void> {
    let offset = 0;
    while (offset < this.#run.request.length) {
      offset += await this.#tcp.write(this.#run.request.subarray(offset));
    }
  }

  async #receive(): Promise<boolean> {
    while (true) {
      const size = await this.#tcp.read(this.#buffer);
      if (size === null) return this.#parser.end();
      if (this.#parser.push(this.#buffer.subarray(0, size))) return true;
    }
  }
}

function encodeRequest(
  url: URL,
  { method, headers, body }: z.output<typeof loadOptionsSchema>,
): Uint8Array {
  const encoder = new TextEncoder();
  const payload = encoder.encode(body ?? "");
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    ...headers,
    ...body === undefined ? [] : [`Content-Length: ${payload.length}`],
  ];
  const head = encoder.encode(`${lines.join("\r\n")}\r\n\r\n`);
  const request = new Uint8Array(head.length + payload.length);
  request.set(head);
  request.set(payload, head.length);
  return request;
}

/** Waits, unless `interruption` rejects first. */
async function sleep(ms: number, interruption: Promise<never>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([promise, interruption]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads the command line; the switches are the options' names in kebab case, `--header` may come often. */
export function readLoadArgs(args: string[]): LoadOptions {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: "string" },
      connections: { type: "string" },
      seconds: { type: "string" },
      "warmup-seconds": { type: "string" },
      "timeout-ms": { type: "string" },
      method: { type: "string" },
      header: { type: "string", multiple: true },
      body: { type: "string" },
    },
  });
  return loadOptionsSchema.parse({
    url: values.url,
    connections: values.connections,
    seconds: values.seconds,
    warmupSeconds: values["warmup-seconds"],
    timeoutMs: values["timeout-ms"],
    method: values.method,
    headers: values.header,
    body: values.body,
  });
}

if (import.meta.main) {
  const result = await runLoad(readLoadArgs(Deno.args));
  // deno-lint-ignore no-console -- this line is the program's answer
  console.log(JSON.stringify(result));
}
