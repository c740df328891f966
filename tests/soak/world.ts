/**
 * Where calls are soaked: two instances on one store behind a balancer, a relay that all goes through, and a browser. What
 * this machine lacks is left out, and said: without denokv there is one instance, which is started again when it was
 * killed; without coturn there is no gap in the network.
 */
import type { Browser } from "playwright-core";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hasCoturn, startCoturn } from "@/tests/support/coturn.ts";
import { findDenokv, startDenokv } from "@/tests/support/denokv.ts";
import { launchBrowser } from "@/tests/support/browser.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";
import { type Balancer, openBalancer } from "@/tests/soak/balancer.ts";

/** What breaks: every connection to the server, the instance that holds one, the way from one person to the other. */
export const CUTS = ["socket", "instance", "gap"] as const;
export type Cut = typeof CUTS[number];

export const GAP_MS = 2_000;
const SECRET = "a-secret-of-the-relay";

export interface World extends AsyncDisposable {
  readonly origin: string;
  readonly browser: Browser;
  readonly kv: Deno.Kv;
  /** What can be cut here. */
  readonly cuts: readonly Cut[];
  /** What is left out here, and why. */
  readonly notes: readonly string[];
  /** Resolves once it has happened, with the number of sockets that were lost by it. */
  cut(kind: Cut): Promise<number>;
}

export async function openWorld(): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const notes: string[] = [];
  const denokvPath = await findDenokv();
  const denokv = denokvPath === null ? null : stack.use(await startDenokv(denokvPath));
  if (!denokv) notes.push("denokv is not installed: one instance, which is started again at once");
  const coturn = hasCoturn()
    ? stack.use(await startCoturn(SECRET, { args: ["--allow-loopback-peers"] }))
    : null;
  if (!coturn) notes.push("coturn is not installed: no relay, and no gap in the network");
  const env = {
    LOG_LEVEL: "error",
    SEED_ON_START: "false",
    ...denokv && { KV_URL: denokv.url, DENO_KV_ACCESS_TOKEN: denokv.token },
    ...coturn && {
      TURN_URLS: `turn:127.0.0.1:${coturn.port}`,
      TURN_SECRET: SECRET,
      TURN_ONLY: "true",
    },
  };
  const balancer = stack.use(openBalancer());
  const instances: TestServer[] = [];
  for (let n = 0; n < (denokv ? 2 : 1); n++) {
    instances.push(stack.use(await startServer({ env })));
  }
  balancer.serve(instances.map(({ origin }) => origin));
  if (denokv) Deno.env.set("DENO_KV_ACCESS_TOKEN", denokv.token);
  const kv = stack.use(
    await Deno.openKv(denokv?.url ?? join(instances[0]!.folderPath, "kv.sqlite")),
  );
  const browser = stack.adopt(
    await launchBrowser({
      args: [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--allow-loopback-in-peer-connection",
      ],
    }),
    (one) => one.close(),
  );
  let starting: Promise<void> = Promise.resolve();
  stack.defer(() => starting);
  const owned = stack.move();
  return {
    origin: balancer.origin,
    browser,
    kv,
    cuts: CUTS.filter((kind) => kind !== "gap" || coturn),
    notes,
    async cut(kind) {
      await starting;
      if (kind === "gap") {
        if (coturn) await freeze(coturn.pid);
        return 0;
      }
      if (kind === "socket") {
        const lost = balancer.sockets();
        balancer.cut();
        return lost;
      }
      const doomed = busiest(instances, balancer);
      const lost = balancer.sockets(doomed.origin);
      await doomed.kill("SIGKILL");
      // It comes back as it does under a supervisor; with another there, nobody has to wait for it.
      starting = doomed.start()
        .then(() => balancer.serve(instances.map(({ origin }) => origin)));
      return lost;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function busiest(instances: readonly TestServer[], balancer: Balancer): TestServer {
  const sockets = ({ origin }: TestServer) => balancer.sockets(origin);
  return instances.toSorted((a, b) => sockets(b) - sockets(a))[0]!;
}

/** Nothing comes through the relay for a while. */
async function freeze(pid: number): Promise<void> {
  Deno.kill(pid, "SIGSTOP");
  try {
    await delay(GAP_MS);
  } finally {
    Deno.kill(pid, "SIGCONT");
  }
}
