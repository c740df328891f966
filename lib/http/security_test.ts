import assert from "node:assert/strict";
import { h } from "preact";
import { conditional } from "@/lib/http/conditional.ts";
import { securityHeaders } from "@/lib/http/security.ts";
import { smallApp } from "@/tests/support/state.ts";

const handler = smallApp()
  .use(securityHeaders())
  .use(conditional())
  .get("/text", () => new Response("a"))
  .get("/plain", (ctx) => ctx.render(h("p", null, "a")))
  .get("/styled", (ctx) => ctx.render(h("style", null, "p{}")))
  .get("/own", () => new Response("a", { headers: { "content-security-policy": "sandbox" } }))
  .get("/framed", () => new Response("a", { headers: { "x-frame-options": "SAMEORIGIN" } }))
  .get("/script", () => new Response("a", { headers: { "content-type": "text/javascript" } }))
  .get("/computing", (ctx) => {
    ctx.state.wasm = true;
    return ctx.render(h("style", null, "p{}"));
  })
  .get("/within", (ctx) => {
    ctx.state.framed = true;
    return ctx.render(h("p", null, "a"));
  })
  .get("/redirect", () => Response.redirect("http://maru.test/", 303))
  .handler();

const get = (path: string, origin = "http://maru.test") => handler(new Request(origin + path));

/** The directives of a policy, by name. */
function directives(response: Response): Map<string, string> {
  const header = response.headers.get("content-security-policy") ?? "";
  return new Map(
    header.split("; ").map((directive) => {
      const at = directive.indexOf(" ");
      return [directive.slice(0, at), directive.slice(at + 1)];
    }),
  );
}

Deno.test("securityHeaders() lets a page load from its own origin alone, and nobody frame it", async () => {
  const response = await get("/text");
  const policy = directives(response);
  assert.equal(policy.get("default-src"), "'self'");
  assert.equal(policy.get("script-src"), "'self'");
  assert.equal(policy.get("connect-src"), "'self'");
  assert.equal(policy.get("object-src"), "'none'");
  assert.equal(policy.get("base-uri"), "'none'");
  assert.equal(policy.get("form-action"), "'self'");
  assert.equal(policy.get("frame-ancestors"), "'none'");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("x-frame-options"), "DENY");
  assert.equal(response.headers.get("cross-origin-opener-policy"), "same-origin");
  assert.match(response.headers.get("permissions-policy") ?? "", /camera=\(self\)/);
});

Deno.test("securityHeaders() lets pages of ours frame what stands in a frame of theirs, and nobody else", async () => {
  const response = await get("/within");
  assert.equal(directives(response).get("frame-ancestors"), "'self'");
  assert.equal(response.headers.get("x-frame-options"), "SAMEORIGIN");
  assert.equal(directives(response).get("base-uri"), "'none'");
});

Deno.test("securityHeaders() never allows inline code or eval", async () => {
  for (const path of ["/text", "/plain", "/styled"]) {
    const header = (await get(path)).headers.get("content-security-policy") ?? "";
    assert.doesNotMatch(header, /unsafe|\*|http:/, path);
  }
});

Deno.test("securityHeaders() lets WebAssembly compile on the pages that ask for it, and in workers", async () => {
  for (const path of ["/computing", "/script"]) {
    const sources = directives(await get(path)).get("script-src") ?? "";
    assert.match(sources, /^'self' 'wasm-unsafe-eval'( 'nonce-[0-9a-f]{32}')?$/, path);
  }
  const worker = directives(await get("/computing")).get("worker-src");
  assert.match(worker ?? "", /^'self'/);
});

Deno.test("securityHeaders() lets camera and microphone be asked for by our own pages alone", async () => {
  const header = (await get("/computing")).headers.get("permissions-policy") ?? "";
  assert.match(header, /\bcamera=\(self\)/);
  assert.match(header, /\bmicrophone=\(self\)/);
  assert.doesNotMatch(header, /\*/);
});

Deno.test("securityHeaders() names the nonce that the page carries, another for each render", async () => {
  const nonces = new Set<string>();
  for (let n = 0; n < 2; n++) {
    const response = await get("/styled");
    const nonce = /<style nonce="([0-9a-f]{32})">/.exec(await response.text())?.[1];
    assert(nonce);
    const policy = directives(response);
    assert.equal(policy.get("script-src"), `'self' 'nonce-${nonce}'`);
    assert.equal(policy.get("style-src"), `'self' 'nonce-${nonce}'`);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 2);
});

Deno.test("securityHeaders() names no nonce where the page has none", async () => {
  const response = await get("/plain");
  assert.doesNotMatch(response.headers.get("content-security-policy") ?? "", /nonce/);
});

Deno.test("securityHeaders() leaves a policy of the route's own", async () => {
  assert.equal((await get("/own")).headers.get("content-security-policy"), "sandbox");
  assert.equal((await get("/framed")).headers.get("x-frame-options"), "SAMEORIGIN");
});

Deno.test("securityHeaders() asks for https from then on, over https alone", async () => {
  assert.equal((await get("/text")).headers.get("strict-transport-security"), null);
  const secure = await get("/text", "https://maru.test");
  assert.equal(secure.headers.get("strict-transport-security"), "max-age=31536000");
});

Deno.test("securityHeaders() covers a redirect of the platform's own making", async () => {
  const response = await get("/redirect");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
});
