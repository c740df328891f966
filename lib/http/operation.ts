/** An API operation: one description that validates, runs, and appears in the OpenAPI document. */
import { z } from "zod";
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure, type Reason } from "@/lib/errors.ts";
import { parseInput, readForm, readJson } from "@/lib/http/body.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";
import { clientAddress } from "@/lib/http/address.ts";

export type ApiMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type ApiContext = Context<State>;

type Fields = z.ZodObject;
type Output<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What {@link OperationSpec.run} gets: everything validated. */
export interface OperationInput<
  P extends Fields | undefined,
  Q extends Fields | undefined,
  B extends z.ZodType | undefined,
  A extends "required" | "optional",
> {
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
  /** The multipart form, where the operation takes one. */
  form: FormData | null;
  viewer: A extends "required" ? Viewer : Viewer | null;
  state: State;
  ctx: ApiContext;
}

export interface OperationSpec<
  P extends Fields | undefined = undefined,
  Q extends Fields | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
  A extends "required" | "optional" = "required" | "optional",
> {
  method: ApiMethod;
  /** As OpenAPI writes it: `/api/v1/characters/{id}`. */
  path: string;
  /** One sentence. */
  summary: string;
  tag: string;
  auth: A;
  params?: P;
  query?: Q;
  /** JSON body. */
  body?: B;
  /** Multipart body with a file in field `file`; its largest size. */
  upload?: { maxBytes: number };
  /** JSON reply. Without it, `run` answers with a Response or nothing (204). */
  reply?: R;
  /** Media types of a reply that is not JSON. */
  produces?: readonly string[];
  /** Status of success: default 200, or 204 without a reply. */
  status?: number;
  /** Failures that are its own, beside those of its input. */
  fails?: readonly Reason[];
  /** At most so often for one viewer or address. */
  throttle?: ThrottleRule;
  run(
    input: OperationInput<P, Q, B, A>,
  ): Promise<(R extends z.ZodType ? z.input<R> : void) | Response>;
}

/** An operation without its type parameters, as lists of them hold it. */
export interface Operation {
  readonly spec: Omit<OperationSpec, "run" | "params" | "query" | "body" | "reply"> & {
    readonly params?: Fields | undefined;
    readonly query?: Fields | undefined;
    readonly body?: z.ZodType | undefined;
    readonly reply?: z.ZodType | undefined;
  };
  handle(ctx: ApiContext): Promise<Response>;
}

/** Makes an operation of its description. */
export function operation<
  P extends Fields | undefined = undefined,
  Q extends Fields | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
  A extends "required" | "optional" = "optional",
>(spec: OperationSpec<P, Q, B, R, A>): Operation {
  return {
    spec,
    async handle(ctx) {
      const { viewer } = ctx.state;
      if (spec.auth === "required" && !viewer) throw failure("unauthorized");
      if (spec.throttle) await throttle(ctx, spec.throttle);
      const input = {
        params: spec.params ? parseInput(spec.params, ctx.params) : undefined,
        query: spec.query
          ? parseInput(spec.query, Object.fromEntries(ctx.url.searchParams))
          : undefined,
        body: spec.body ? await readJson(ctx.req, spec.body) : undefined,
        form: spec.upload ? await readForm(ctx.req, spec.upload.maxBytes) : null,
        viewer,
        state: ctx.state,
        ctx,
      };
      // The branches above filled exactly what P, Q, B and A ask for; TypeScript cannot follow them.
      const answer = await spec.run(input as unknown as OperationInput<P, Q, B, A>);
      if (answer instanceof Response) return answer;
      if (answer === undefined) return new Response(null, { status: spec.status ?? 204 });
      return Response.json(answer, {
        status: spec.status ?? 200,
        headers: { "cache-control": viewer ? "private, no-store" : "no-cache" },
      });
    },
  };
}

async function throttle(ctx: ApiContext, rule: ThrottleRule): Promise<void> {
  const { services, viewer } = ctx.state;
  const subject = viewer ? `u:${viewer.id}` : `a:${clientAddress(ctx)}`;
  const taken = await takeToken(services.kv, rule, { subject, nowMs: services.now() });
  if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
}

/** A Fresh handler that serves the operations of one path, and refuses every other method with 405. */
export function serve(...operations: Operation[]): (ctx: ApiContext) => Promise<Response> {
  const byMethod = new Map<string, Operation>(operations.map((op) => [op.spec.method, op]));
  const allow = [...byMethod.keys(), ...(byMethod.has("GET") ? ["HEAD"] : []), "OPTIONS"]
    .join(", ");
  return async (ctx) => {
    const { method } = ctx.req;
    if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
    const found = byMethod.get(method === "HEAD" ? "GET" : method);
    if (found) return await found.handle(ctx);
    throw failure("method_not_allowed", { detail: `Cannot ${method} here, only ${allow}` });
  };
}

/** Query of every list. */
export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2048).optional(),
});

/** Reply of every list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}
