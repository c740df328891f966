/** A TURN server for tests: Debian's coturn, on this machine alone. */
import { fileURLToPath } from "node:url";

const HOST = "127.0.0.1";

/** Whether there is a coturn to ask; Debian's package is `coturn`. */
export function hasCoturn(): boolean {
  try {
    return new Deno.Command("turnserver", { args: ["--help"], stdout: "null", stderr: "null" })
      .outputSync().code >= 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A port that is free now. */
function freePort(): number {
  using listener = Deno.listen({ hostname: HOST, port: 0 });
  return listener.addr.port;
}

/** Whether somebody listens. Coturn keeps its own words in a buffer, so that it is asked itself. */
async function answersTcp(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: HOST, port })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}

/** The one that comes with the project. */
const READY_MADE = fileURLToPath(new URL("../../lib/calls/coturn/start.sh", import.meta.url));

/**
 * Starts coturn on this machine alone.
 *
 * @param options.readyMade With the project's own configuration, which leads to no private address. Default: one without
 * such walls, so that two browsers on one machine reach each other.
 */
export async function startCoturn(
  secret: string,
  { args = [], readyMade = false }: { args?: string[]; readyMade?: boolean } = {},
): Promise<{ port: number; pid: number } & AsyncDisposable> {
  const port = freePort();
  const folder = await Deno.makeTempDir({ prefix: "maru-coturn-" });
  const child = new Deno.Command(readyMade ? READY_MADE : "turnserver", {
    env: { TURN_SECRET: secret, TURN_REALM: "maru.test", TMPDIR: folder },
    args: [
      ...readyMade ? [] : [
        "-n",
        "--use-auth-secret",
        `--static-auth-secret=${secret}`,
        "--realm=maru.test",
        "--no-tls",
        "--no-dtls",
        "--no-cli",
        "--no-multicast-peers",
        "--stale-nonce=600",
        "--fingerprint",
      ],
      `--listening-ip=${HOST}`,
      `--relay-ip=${HOST}`,
      `--listening-port=${port}`,
      "--log-file=stdout",
      `--pidfile=${folder}/pid`,
      `--userdb=${folder}/db`,
      ...args,
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  let ended = false;
  const end = child.status.finally(() => ended = true);
  while (!await answersTcp(port)) {
    if (ended) throw new Error(`Cannot start coturn: it ended with ${(await end).code}`);
  }
  return {
    port,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await end;
      await Deno.remove(folder, { recursive: true });
    },
  };
}
