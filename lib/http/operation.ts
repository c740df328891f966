/** An API operation: one description that validates, runs, and appears in the OpenAPI document. */
import { z } from "zod";
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure, type Reason } from "@/lib/errors.ts";
import { MAX_JSON_BYTES, parseInput, readBytes, readJson, readUpload } from "@/lib/http/body.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";
import { clientAddress } from "@/lib/http/address.ts";

export type ApiMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type ApiContext = Context<State>;

type Fields = z.ZodObject;
type Output<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A multipart body with a file in its field `file`, and the largest that this may be. */
export interface Upload {
  maxBytes: number;
}

/** What {@link OperationSpec.run} gets: everything validated. */
export interface OperationInput<
  P extends Fields | undefined,
  Q extends Fields | undefined,
  B extends z.ZodType | undefined,
  A extends "required" | "optional",
  U extends Upload | undefined,
> {
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
  /** The multipart form, where the operation takes one. */
  form: U extends Upload ? FormData : null;
  /** The file in it: there, and no larger than allowed. */
  file: U extends Upload ? File : null;
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
  U extends Upload | undefined = undefined,
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
  /** JSON body; it may be left out where the schema takes nothing. */
  body?: B;
  /** Largest JSON body, in bytes. Default {@link MAX_JSON_BYTES}. */
  maxBytes?: number;
  /** Multipart body. */
  upload?: U;
  /** JSON reply. Without it, `run` answers with a Response or nothing (204). */
  reply?: R;
  /** JSON of other answers that are no problem documents, by status; `run` makes them itself. */
  otherReplies?: Readonly<Record<number, z.ZodType>>;
  /** Media types of a reply that is not JSON. */
  produces?: readonly string[];
  /** Status of success: default 200, or 204 without a reply. */
  status?: number;
  /** Failures that are its own, beside those of its input. */
  fails?: readonly Reason[];
  /** At most so often for one viewer or address. */
  throttle?: ThrottleRule;
  run(
    input: OperationInput<P, Q, B, A, U>,
  ): Promise<(R extends z.ZodType ? z.input<R> : void) | Response>;
}

/** An operation without its type parameters, as lists of them hold it. */
export interface Operation {
  readonly spec: Omit<OperationSpec, "run" | "params" | "query" | "body" | "reply" | "upload"> & {
    readonly upload?: Upload | undefined;
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
  U extends Upload | undefined = undefined,
>(spec: OperationSpec<P, Q, B, R, A, U>): Operation {
  return {
    spec,
    async handle(ctx) {
      const { viewer } = ctx.state;
      if (spec.auth === "required" && !viewer) throw failure("unauthorized");
      if (spec.throttle) await throttle(ctx, spec.throttle);
      // What is cheap to refuse comes before what has to be read.
      const params = spec.params ? parseInput(spec.params, ctx.params) : undefined;
      const query = spec.query
        ? parseInput(spec.query, Object.fromEntries(ctx.url.searchParams))
        : undefined;
      const body = spec.body && await readBody(ctx.req, spec.body, spec.maxBytes);
      const { form, file } = spec.upload
        ? await readUpload(ctx.req, spec.upload.maxBytes)
        : { form: null, file: null };
      const input = { params, query, body, form, file, viewer, state: ctx.state, ctx };
      // The lines above filled exactly what P, Q, B, A and U ask for; TypeScript cannot follow them.
      const answer = await spec.run(input as unknown as OperationInput<P, Q, B, A, U>);
      if (answer instanceof Response) return answer;
      const headers = { "cache-control": cachingOf(ctx) };
      if (answer === undefined) return new Response(null, { status: spec.status ?? 204, headers });
      return Response.json(answer, { status: spec.status ?? 200, headers });
    },
  };
}

/** Reads a JSON body; where the schema does without one, so may the client. */
async function readBody(
  request: Request,
  schema: z.ZodType,
  maxBytes = MAX_JSON_BYTES,
): Promise<unknown> {
  const { headers } = request;
  const isBare = headers.get("content-length") === "0" || !headers.has("content-type");
  if (!isBare || !isOptional(schema)) return await readJson(request, schema, maxBytes);
  // Over HTTP, a request without a body has one of no bytes.
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0) return schema.parse(undefined);
  throw failure("unsupported_type", { detail: "Cannot read a body that is not JSON" });
}

/** Whether a schema takes no input at all. */
export function isOptional(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

/** What anybody may read is asked for again each time, and answered with 304; the rest is kept nowhere. */
function cachingOf({ req, state }: ApiContext): string {
  return state.viewer === null && (req.method === "GET" || req.method === "HEAD")
    ? "no-cache"
    : "private, no-store";
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
    throw failure("method_not_allowed", {
      detail: `Cannot ${method} here, only ${allow}`,
      allow,
    });
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
