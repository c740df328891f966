/** Builds and runs the app: `deno run -A fresh.config.ts dev | build | start`. Fresh's documentation calls it dev.ts. */
import { Builder } from "fresh/dev";
import { readEnv } from "@/lib/env.ts";
import { readDotEnv } from "@/lib/dot_env.ts";
import { announce, serveUntilStopped } from "@/lib/serve.ts";

const root = import.meta.dirname!;
const builtServer = new URL("./_fresh/server.js", import.meta.url);

async function dev(): Promise<void> {
  const { HOST: hostname, PORT: port } = readEnv();
  const { openOnce } = await import("./main.ts");
  await openOnce();
  const builder = new Builder({ root });
  await builder.listen(() => import("./main.ts"), { hostname, port, onListen: announce });
}

async function build(): Promise<void> {
  await new Builder({ root }).build();
}

async function start(): Promise<void> {
  const env = readEnv();
  if (!await isBuilt()) await build();
  const { openOnce } = await import("./main.ts");
  const services = await openOnce();
  const server: { default: { fetch: Deno.ServeHandler } } = await import(builtServer.href);
  await serveUntilStopped(server.default.fetch, { env, services });
}

async function isBuilt(): Promise<boolean> {
  try {
    return (await Deno.stat(builtServer)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

const modes: Record<string, () => Promise<void>> = { dev, build, start };
const mode = modes[Deno.args[0] ?? ""];
if (!mode) {
  announce(`Usage: fresh.config.ts ${Object.keys(modes).join(" | ")}`);
  Deno.exit(2);
}
await readDotEnv(new URL("./.env", import.meta.url));
try {
  await mode();
} catch (error) {
  // Whoever starts the server reads one clear message, such as which variable is wrong.
  announce(error instanceof Error ? error.message : String(error));
  if (Deno.env.get("LOG_LEVEL") === "debug") throw error;
  Deno.exit(1);
}
