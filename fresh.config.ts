/** Builds and runs the app: `deno run -A fresh.config.ts dev | build | start`. Fresh's documentation calls it dev.ts. */
import { Builder } from "fresh/dev";
import { readEnv } from "@/lib/env.ts";
import { readDotEnv } from "@/lib/dot_env.ts";
import { announceAddress, announceFailure, explainListening } from "@/lib/terminal.ts";
import { compressVendorFiles } from "@/lib/vendor/compress.ts";
import { getVendorFiles } from "@/lib/vendor/files.ts";

const root = import.meta.dirname!;
const builtServer = new URL("./_fresh/server.js", import.meta.url);

async function dev(): Promise<void> {
  const env = readEnv();
  const builder = new Builder({ root });
  // The app is imported in here, so that a fault in it is shown in the page, and not only where the server was started.
  const importApp = async () => {
    const main = await import("./main.ts");
    await main.openOnce();
    return main;
  };
  const address = { hostname: env.HOST, port: env.PORT, onListen: announceAddress };
  try {
    await builder.listen(importApp, address);
  } catch (error) {
    throw explainListening(error, env);
  }
}

async function build(): Promise<void> {
  await Promise.all([
    new Builder({ root }).build(),
    compressVendorFiles(getVendorFiles().values()),
  ]);
}

async function start(): Promise<void> {
  const env = readEnv();
  if (!await isBuilt()) await build();
  const { openOnce } = await import("./main.ts");
  const { serveUntilStopped } = await import("@/lib/serve.ts");
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
  announceFailure(`Usage: fresh.config.ts ${Object.keys(modes).join(" | ")}`);
  Deno.exit(2);
}
await readDotEnv(new URL("./.env", import.meta.url));
try {
  await mode();
} catch (error) {
  if (Deno.env.get("LOG_LEVEL") === "debug") throw error;
  announceFailure(error);
  Deno.exit(1);
}
