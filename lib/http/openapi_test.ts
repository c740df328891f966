import assert from "node:assert/strict";
import { Validator } from "@seriousme/openapi-schema-validator";
import { z } from "zod";
import { createOpenApi } from "@/lib/http/openapi.ts";
import { listOf, ListQuery, type Operation, operation } from "@/lib/http/operation.ts";

const Thing = z.object({ id: z.string(), made_at: z.iso.datetime() }).meta({ id: "Thing" });
const common = { tag: "Things", auth: "optional" } as const;

const list = operation({
  ...common,
  method: "GET",
  path: "/api/v1/things",
  summary: "List things",
  query: ListQuery,
  reply: listOf(Thing),
  fails: ["bad_cursor"],
  run: () => Promise.resolve({ items: [], next_cursor: null }),
});

const make = operation({
  ...common,
  method: "POST",
  path: "/api/v1/things",
  summary: "Make a thing",
  auth: "required",
  body: z.object({ name: z.string().min(1).max(9), size: z.number().int().default(1) }),
  reply: Thing,
  status: 201,
  throttle: { name: "things", burst: 1, windowMs: 1000 },
  run: () => Promise.resolve({ id: "a", made_at: "2026-01-01T00:00:00Z" }),
});

const remove = operation({
  ...common,
  method: "DELETE",
  path: "/api/v1/things/{id}",
  summary: "Remove a thing",
  params: z.object({ id: z.string() }),
  run: () => Promise.resolve(),
});

const picture = operation({
  ...common,
  method: "POST",
  path: "/api/v1/things/{id}/picture",
  summary: "Send a picture",
  params: z.object({ id: z.string() }),
  upload: { maxBytes: 5 },
  produces: ["image/png"],
  otherReplies: { 202: Thing },
  run: () => Promise.resolve(),
});

// deno-lint-ignore no-explicit-any -- a document is looked into at many places, and its shape is what is tested
type Document = any;

/** The document as it is sent. */
function documentOf(operations: readonly Operation[]): Document {
  const document = createOpenApi(operations, { version: "1.2.3", origin: "https://maru.example" });
  return JSON.parse(JSON.stringify(document));
}

const document = documentOf([list, make, remove, picture]);

Deno.test("createOpenApi() writes a valid OpenAPI 3.1 document", async () => {
  assert.equal(document.openapi, "3.1.0");
  assert.equal(document.info.version, "1.2.3");
  assert.deepEqual(document.servers, [{ url: "https://maru.example" }]);
  const { valid, errors } = await new Validator().validate(document);
  assert(valid, JSON.stringify(errors));
});

Deno.test("createOpenApi() lists each operation under its path and method, with a name of its own", () => {
  assert.deepEqual(Object.keys(document.paths), [
    "/api/v1/things",
    "/api/v1/things/{id}",
    "/api/v1/things/{id}/picture",
  ]);
  assert.equal(document.paths["/api/v1/things"].get.operationId, "get_things");
  assert.equal(document.paths["/api/v1/things"].post.operationId, "post_things");
  assert.equal(document.paths["/api/v1/things/{id}"].delete.operationId, "delete_things_id");
  assert.deepEqual(document.tags, [{ name: "Things" }]);
});

Deno.test("createOpenApi() describes what validates: limits and defaults of query, path and body", () => {
  const { parameters } = document.paths["/api/v1/things"].get;
  const limit = parameters.find(({ name }: { name: string }) => name === "limit");
  assert.equal(limit.in, "query");
  assert.equal(limit.required, undefined);
  assert.equal(limit.schema.maximum, 100);
  assert.equal(limit.schema.default, 20);
  const [id] = document.paths["/api/v1/things/{id}"].delete.parameters;
  assert.deepEqual([id.in, id.name, id.required], ["path", "id", true]);
  const body = document.paths["/api/v1/things"].post.requestBody;
  assert.equal(body.required, true);
  const { properties, required } = body.content["application/json"].schema;
  assert.equal(properties.name.maxLength, 9);
  assert.deepEqual(required, ["name"]);
});

Deno.test("createOpenApi() names the replies, and every failure that the description implies", () => {
  const { post, get } = document.paths["/api/v1/things"];
  assert.deepEqual(Object.keys(post.responses), ["201", "400", "401", "413", "415", "422", "429"]);
  assert.deepEqual(post.responses["201"].content["application/json"].schema, {
    $ref: "#/components/schemas/Thing",
  });
  assert.deepEqual(post.responses["422"].content["application/problem+json"].schema, {
    $ref: "#/components/schemas/Problem",
  });
  assert.deepEqual(Object.keys(get.responses), ["200", "400", "422"]);
  const { responses } = document.paths["/api/v1/things/{id}"].delete;
  assert.deepEqual(Object.keys(responses), ["204", "404", "422"]);
});

Deno.test("createOpenApi() describes uploads, replies that are no JSON, and other statuses", () => {
  const { requestBody, responses } = document.paths["/api/v1/things/{id}/picture"].post;
  const { schema } = requestBody.content["multipart/form-data"];
  assert.equal(schema.properties.file.format, "binary");
  assert.deepEqual(Object.keys(responses["200"].content), ["image/png"]);
  assert.deepEqual(responses["202"].content["application/json"].schema, {
    $ref: "#/components/schemas/Thing",
  });
});

Deno.test("createOpenApi() says where one has to be signed in", () => {
  const { get, post } = document.paths["/api/v1/things"];
  assert.deepEqual(post.security, [{ token: [] }, { session: [] }]);
  assert.deepEqual(get.security, [{}, { token: [] }, { session: [] }]);
});
