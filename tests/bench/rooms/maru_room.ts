/**
 * The built server with one thing changed: people may send events as often as they like, so that the benchmark finds what
 * the server can bear, and not what it lets one person do.
 */
import { readEnv } from "@/lib/env.ts";
import { serveUntilStopped } from "@/lib/serve.ts";
import { SPACE_RULES } from "@/lib/spaces/live/inputs.ts";
import { openOnce } from "@/main.ts";

Object.assign(SPACE_RULES.limits, { emote: { burst: 1e9, windowMs: 1e9 } });
const services = await openOnce();
const built = new URL("../../../_fresh/server.js", import.meta.url).href;
const server: { default: { fetch: Deno.ServeHandler } } = await import(built);
await serveUntilStopped(server.default.fetch, { env: readEnv(), services });
