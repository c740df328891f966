/** Types as an app meets them; a wrong inference fails the type check, not a run. */

import assert from "node:assert/strict";
import {
  App,
  type Context,
  createDefine,
  type FreshContext,
  type HandlerByMethod,
  type HandlerFn,
  HttpError,
  type Middleware,
  type MiddlewareFn,
  page,
  type PageProps,
  type PageResponse,
  type RouteConfig,
  type RouteData,
} from "fresh";
import { HttpError as RuntimeHttpError } from "fresh/runtime";
import { request } from "./request.ts";

interface State {
  user: string;
}

const define = createDefine<State>();

/** Compiles only if both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : never;
const same = <A, B>(_: Same<A, B>) => {};

const handler = define.handlers({
  GET: (ctx) => {
    same<typeof ctx, Context<State>>(true);
    return ctx.state.user === "" ? new Response(null, { status: 401 }) : page({ n: 1 });
  },
  POST: async () => await Promise.resolve(page({ n: 2 }, { status: 201 })),
});

const Page = define.page<typeof handler>(({ data, state, params }) => {
  same<typeof data, { n: number }>(true);
  same<typeof state, State>(true);
  same<typeof params, Record<string, string>>(true);
  return <p>{data.n}</p>;
});

const AsyncPage = define.page<typeof handler>(async ({ data }) => {
  same<typeof data.n, number>(true);
  return await Promise.resolve(<p>{data.n}</p>);
});

const oneHandler = define.handlers((ctx) => {
  same<typeof ctx.state.user, string>(true);
  return { data: { word: "x" } };
});
const WordPage = define.page<typeof oneHandler>((props) => {
  same<typeof props.data.word, string>(true);
  return <p>{props.data.word}</p>;
});

const Layout = define.layout(({ Component, state }) => (
  <b title={state.user}>
    <Component />
  </b>
));
const middleware = define.middleware(async (ctx) => {
  ctx.state.user = "ann";
  return await ctx.next();
});
const middlewares = define.middleware([middleware, (ctx) => ctx.next()]);

Deno.test("define returns what it is given", async () => {
  same<MiddlewareFn<State>, Middleware<State>>(true);
  same<FreshContext<State>, Context<State>>(true);
  same<RouteData<HandlerFn<{ a: 1 }, unknown>>, { a: 1 }>(true);
  const response: PageResponse<number> = page(1);
  const config: RouteConfig = { skipAppWrapper: true, methods: ["GET"] };
  const byMethod: HandlerByMethod<number, State> = { GET: () => response };
  const props = (p: PageProps<number, State>): [number, string] => [p.data, p.state.user];
  assert.equal(typeof props, "function");
  assert.equal(Array.isArray(middlewares), true);

  const app = new App<State>()
    .use(middleware, ...middlewares)
    .layout("*", Layout)
    .get("/", (ctx) => ctx.render(<i>{ctx.state.user}</i>))
    .route("/data", { handler: byMethod, config });
  assert.match(await (await request(app, "/")).text(), /<b title="ann"><i>ann<\/i><\/b>/);
  for (const component of [Page, AsyncPage, WordPage]) assert.equal(typeof component, "function");
});

Deno.test("the server and the browser have one HttpError", () => {
  assert.equal(HttpError, RuntimeHttpError);
  const error = new HttpError(404, "Gone", { cause: 1 });
  assert.deepEqual([error.name, error.status, error.message, error.cause], [
    "HttpError",
    404,
    "Gone",
    1,
  ]);
  assert.equal(new HttpError(404).message, "");
});
