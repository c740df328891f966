/**
 * Compares App.handler() with bare handlers, in this process and taking turns, so that only ratios
 * count. Run it with `deno run -A --config deno.json lib/fresh/tests/fresh_bench.ts`.
 */

import { App, staticFiles } from "fresh";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { ItemList, ITEMS, Layout, Shell } from "./fixtures/bench_page.tsx";

type Handler = (req: Request) => Response | Promise<Response>;

const app = new App<unknown>()
  .use(staticFiles())
  .use((ctx) => ctx.next())
  .get("/text", () => new Response("Hello"))
  .get("/json/:id", (ctx) => ctx.json({ id: ctx.params.id, ok: true }))
  .appWrapper(Shell)
  .layout("/", Layout)
  .route("/page", { component: () => h(ItemList, { items: ITEMS }) })
  .handler();

const bare: Record<string, Handler> = {
  text: () => new Response("Hello"),
  json: (req) => {
    const { pathname } = new URL(req.url);
    return Response.json({ id: pathname.slice("/json/".length), ok: true });
  },
  page: () => {
    const content = () => h(ItemList, { items: ITEMS });
    const inner = () => h(Layout, { Component: content });
    const html = renderToString(h(Shell, { Component: inner }));
    return new Response(`<!DOCTYPE html>${html}`, {
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  },
};

const CASES = [
  { name: "text", path: "/text", count: 4_000, batch: 20 },
  { name: "json", path: "/json/17", count: 4_000, batch: 20 },
  { name: "page", path: "/page", count: 200, batch: 1 },
];
const ROUNDS = 15;

/**
 * @param batch Requests between two turns of the event loop. In a server each request has its own,
 *   without which memory is not freed as there; requests too short to time alone share one.
 */
async function timePerRequestUs(
  handler: Handler,
  url: string,
  count: number,
  batch: number,
): Promise<number> {
  let elapsedMs = 0;
  for (let done = 0; done < count; done += batch) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const start = performance.now();
    for (let i = 0; i < batch; i++) await handler(new Request(url));
    elapsedMs += performance.now() - start;
  }
  return elapsedMs * 1000 / count;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

for (const { name, path, count, batch } of CASES) {
  const url = `http://localhost${path}`;
  const handler = bare[name]!;
  const own: number[] = [];
  const base: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const baseUs = await timePerRequestUs(handler, url, count, batch);
    const ownUs = await timePerRequestUs(app, url, count, batch);
    if (round < 3) continue; // warming up
    base.push(baseUs);
    own.push(ownUs);
    ratios.push(baseUs / ownUs);
  }
  // deno-lint-ignore no-console -- the output of this program
  console.log(
    `${name.padEnd(5)} bare ${median(base).toFixed(2)} µs, app ${median(own).toFixed(2)} µs, ` +
      `ratio ${median(ratios).toFixed(2)}`,
  );
}
