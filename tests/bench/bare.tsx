/**
 * The gallery page and its JSON on bare `Deno.serve` and `preact-render-to-string`: the same reads and the same elements,
 * but no framework, no middleware, no session, no header, no ETag. What Maru is measured against.
 *
 * `deno run -A tests/bench/bare.tsx STORE` prints a line with its address.
 */
// deno-lint-ignore-file no-console -- a program that says where it listens
import type { Context } from "fresh";
import { renderToString } from "preact-render-to-string";
import { createCatalogue } from "@/lib/characters/catalogue.ts";
import type { State } from "@/lib/define.ts";
import { getCardTexts } from "@/lib/characters/card_texts.ts";
import { type CharacterReply, toReply } from "@/lib/characters/model.ts";
import { listCharacters } from "@/lib/characters/listing.ts";
import Gallery, { handler } from "@/routes/characters/index.tsx";

const [store = ":memory:"] = Deno.args;
const kv = await Deno.openKv(store);
const state = {
  services: { kv, env: {}, now: Date.now, catalogue: createCatalogue(kv, Date.now) },
  requestId: "",
  locale: "ko",
  viewer: null,
  cookies: [],
};

/** What the route reads of a context, and nothing more. */
function contextOf(req: Request): Context<State> {
  return { req, url: new URL(req.url), params: {}, state } as unknown as Context<State>;
}

async function gallery(req: Request): Promise<Response> {
  const ctx = contextOf(req);
  const result = await handler.GET(ctx);
  if (result instanceof Response) return result;
  const { url } = ctx;
  // deno-lint-ignore no-explicit-any -- the props that Fresh would give, without Fresh
  const props: any = { data: result.data, url, state, req, params: {} };
  const body = renderToString(
    <html lang="ko">
      <head>
        <meta charset="utf-8" />
        <title>Maru</title>
        <link rel="stylesheet" href="/maru.css" />
      </head>
      <body>
        <Gallery {...props} />
      </body>
    </html>,
  );
  return new Response(`<!DOCTYPE html>${body}`, {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}

async function json(): Promise<Response> {
  const { items, nextCursor } = await listCharacters(kv, { sort: "new", limit: 20 });
  const replies: CharacterReply[] = [];
  for (const view of items) replies.push(toReply(view, await getCardTexts(kv, view.character)));
  return Response.json({ items: replies, next_cursor: nextCursor });
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, (req) => new URL(req.url).pathname === "/characters" ? gallery(req) : json());
