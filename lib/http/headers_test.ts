import assert from "node:assert/strict";
import { changeHeaders } from "@/lib/http/headers.ts";

Deno.test("changeHeaders() keeps the very answer where its headers can change", () => {
  const response = new Response("a", { headers: { "x-a": "1" } });
  const changed = changeHeaders(response, (headers) => headers.set("x-b", "2"));
  assert.equal(changed, response);
  assert.equal(changed.headers.get("x-b"), "2");
});

Deno.test("changeHeaders() copies a redirect, whose headers cannot change", () => {
  const redirect = Response.redirect("http://maru.test/there", 303);
  const changed = changeHeaders(redirect, (headers) => headers.set("x-b", "2"));
  assert.equal(changed.status, 303);
  assert.equal(changed.headers.get("location"), "http://maru.test/there");
  assert.equal(changed.headers.get("x-b"), "2");
});

Deno.test("changeHeaders() copies what fetch() gave, with its body", async () => {
  const fetched = await fetch("data:text/plain,hello");
  const changed = changeHeaders(fetched, (headers) => headers.set("x-b", "2"));
  assert.equal(changed.headers.get("x-b"), "2");
  assert.equal(await changed.text(), "hello");
});

Deno.test("changeHeaders() lets an error of the change itself out", () => {
  const broken = () => changeHeaders(new Response(), (headers) => headers.set("x", "a\nb"));
  assert.throws(broken, TypeError);
});
