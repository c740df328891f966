/** Writes the OpenAPI 3.1 document of the API, from the very schemas that validate. */
import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { type Reason, REASONS } from "@/lib/errors.ts";
import { isOptional, type Operation } from "@/lib/http/operation.ts";

/** A problem document. Source: RFC 9457. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
}).meta({ id: "Problem", description: "What went wrong (RFC 9457)" });

export interface DocumentInfo {
  version: string;
  /** Origin of the server. */
  origin: string;
}

/** Makes the document. */
export function createOpenApi(
  operations: readonly Operation[],
  { version, origin }: DocumentInfo,
): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const op of operations) {
    const method = op.spec.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    paths[op.spec.path] = { ...paths[op.spec.path], [method]: describe(op) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Maru",
      version,
      description:
        "People and AI characters, in one place. Errors are problem documents (RFC 9457).",
    },
    servers: [{ url: origin }],
    tags: [...new Set(operations.map(({ spec }) => spec.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        session: { type: "apiKey", in: "cookie", name: "maru" },
      },
    },
  });
}

function describe({ spec }: Operation): ZodOpenApiOperationObject {
  const parameters = {
    ...(spec.params ? { path: spec.params } : {}),
    ...(spec.query ? { query: spec.query } : {}),
  };
  return {
    summary: spec.summary,
    operationId: nameOf(spec.method, spec.path),
    tags: [spec.tag],
    security: spec.auth === "required"
      ? [{ token: [] }, { session: [] }]
      : [{}, { token: [] }, { session: [] }],
    ...(Object.keys(parameters).length > 0 ? { requestParams: parameters } : {}),
    ...bodyOf(spec),
    responses: { ...successOf(spec), ...failuresOf(spec), ...othersOf(spec) },
  };
}

function bodyOf(
  { body, upload }: Operation["spec"],
): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (body) {
    const content = { "application/json": { schema: body } };
    return { requestBody: { required: !isOptional(body), content } };
  }
  if (!upload) return {};
  const file = { type: "string" as const, format: "binary" };
  const schema = { type: "object" as const, properties: { file }, required: ["file"] };
  return { requestBody: { required: true, content: { "multipart/form-data": { schema } } } };
}

function successOf({ status, reply, produces }: Operation["spec"]) {
  const code = status ?? (reply || produces ? 200 : 204);
  const content = reply
    ? { "application/json": { schema: reply } }
    : Object.fromEntries((produces ?? []).map((type) => [type, {}]));
  return {
    [String(code)]: {
      description: code === 201 ? "Made" : code === 204 ? "Done" : "Found",
      ...(Object.keys(content).length > 0 ? { content } : {}),
    },
  };
}

function othersOf({ otherReplies = {} }: Operation["spec"]) {
  return Object.fromEntries(
    Object.entries(otherReplies).map(([status, schema]) => [status, {
      description: "Answered, but not as hoped for",
      content: { "application/json": { schema } },
    }]),
  );
}

/** The failures of an operation by status: those of its input, of its limits, and its own. */
function failuresOf(spec: Operation["spec"]) {
  const reasons = new Set<Reason>(spec.fails);
  if (spec.auth === "required") reasons.add("unauthorized");
  if (spec.params) reasons.add("not_found");
  if (spec.params || spec.query || spec.body || spec.upload) reasons.add("invalid_input");
  if (spec.body || spec.upload) { for (const r of BODY_REASONS) reasons.add(r); }
  if (spec.throttle) reasons.add("rate_limited");
  const byStatus = Map.groupBy(reasons, (reason) => REASONS[reason].status);
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [String(status), {
      description: those.map((reason) => REASONS[reason].title).join(". "),
      content: { "application/problem+json": { schema: Problem } },
    }]),
  );
}

const BODY_REASONS: readonly Reason[] = ["bad_request", "too_large", "unsupported_type"];

/** `GET /api/v1/characters/{id}/card` → `get_characters_id_card`. */
function nameOf(method: string, path: string): string {
  const words = path.replace(/^\/api\/v1\//, "").replace(/[{}]/g, "").split(/[^a-zA-Z0-9]+/);
  return [method.toLowerCase(), ...words.filter(Boolean)].join("_");
}
