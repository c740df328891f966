import assert from "node:assert/strict";
import { serveSwagger } from "@/lib/service/swagger.ts";

Deno.test("serveSwagger() gives a page that loads only what it serves itself, and runs nothing inline", async () => {
  const page = await (await serveSwagger(""))!.text();
  const loaded = [...page.matchAll(/(?:src|href)="\/api\/docs\/([^"]+)"/g)].map(([, name]) =>
    name!
  );
  assert.deepEqual(loaded, ["swagger-ui.css", "index.css", "swagger-ui-bundle.js", "start.js"]);
  for (const name of loaded) {
    const response = await serveSwagger(name);
    assert(response, name);
    assert.match(response.headers.get("content-type") ?? "", /^text\/(css|javascript)/);
    assert((await response.text()).length > 100, name);
  }
  assert.doesNotMatch(page, /https?:\/\/|<style|\son\w+=|<script>/);
});

Deno.test("serveSwagger() starts with our document and asks nobody else about it", async () => {
  const start = await (await serveSwagger("start.js"))!.text();
  assert.match(start, /url: "\/api\/openapi\.json"/);
  assert.match(start, /validatorUrl: null/);
});

Deno.test("serveSwagger() gives no other file of the package, nor of the machine", async () => {
  const names = ["package.json", "../deno.json", "%2e%2e/x", "constructor", "index.html", "x", " "];
  for (const name of names) assert.equal(await serveSwagger(name), null, name);
});
