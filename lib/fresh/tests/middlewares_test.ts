import assert from "node:assert/strict";
import {
  App,
  cors,
  type CORSOptions,
  csp,
  type CSPOptions,
  csrf,
  type CsrfOptions,
  ipFilter,
  type IpFilterOptions,
  type IpFilterRules,
  staticFiles,
  trailingSlashes,
} from "fresh";
import { h } from "preact";
import { request } from "./request.ts";

// trailingSlashes

const SLASHES: ["always" | "never", path: string, location: string | null][] = [
  ["always", "/a", "/a/"],
  ["always", "/a?b=/c", "/a/?b=/c"],
  ["always", "/a/", null],
  ["always", "/x.png", "/x.png/"],
  ["never", "/a/", "/a"],
  ["never", "/a/?b", "/a?b"],
  ["never", "/a", null],
  ["never", "/", null],
];

for (const [mode, path, location] of SLASHES) {
  const result = location === null ? "leaves it" : `redirects to ${location}`;
  Deno.test(`trailingSlashes("${mode}") at ${path} ${result}`, async () => {
    const app = new App().use(trailingSlashes(mode)).get("/*", () => new Response());
    const res = await request(app, path);
    assert.deepEqual([res.status, res.headers.get("location")], [location ? 302 : 200, location]);
  });
}

// cors

async function askCors(
  options: CORSOptions | undefined,
  init: RequestInit,
  path = "/",
): Promise<Headers> {
  const app = new App().use(cors(options)).all("/", () => {
    return new Response("ok", { headers: { vary: "Accept, origin" } });
  });
  const res = await request(app, path, init);
  if (init.method === "OPTIONS") assert.equal(res.status, 204);
  return res.headers;
}

const ORIGIN = { origin: "https://a.example" };

Deno.test("cors() allows every origin by default", async () => {
  const headers = await askCors(undefined, { headers: ORIGIN });
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(headers.get("vary"), "Accept, origin");
});

Deno.test("cors() names an allowed origin and varies by it, once", async () => {
  for (const origin of ["https://a.example", ["https://b.example", "https://a.example"]]) {
    const headers = await askCors({ origin }, { headers: ORIGIN });
    assert.equal(headers.get("access-control-allow-origin"), "https://a.example");
    assert.equal(headers.get("vary"), "Accept, origin");
  }
});

Deno.test("cors() leaves another origin without the header, but runs the request", async () => {
  for (const origin of ["https://b.example", [], () => null, () => undefined]) {
    const headers = await askCors({ origin }, { headers: ORIGIN });
    assert.equal(headers.get("access-control-allow-origin"), null);
  }
});

Deno.test("cors() answers a preflight request on any path, echoing the headers asked for", async () => {
  const headers = await askCors(
    { origin: (origin) => origin, maxAge: 60, credentials: true, exposeHeaders: ["x-a", "x-b"] },
    { method: "OPTIONS", headers: { ...ORIGIN, "access-control-request-headers": "x-c" } },
    "/unknown",
  );
  assert.deepEqual(Object.fromEntries(headers), {
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "x-c",
    "access-control-allow-methods": "GET,HEAD,PUT,POST,DELETE,PATCH",
    "access-control-allow-origin": "https://a.example",
    "access-control-expose-headers": "x-a,x-b",
    "access-control-max-age": "60",
    "vary": "Origin, Access-Control-Request-Headers",
  });
});

Deno.test("cors() prefers its own lists of methods and headers", async () => {
  const headers = await askCors(
    { allowMethods: ["GET"], allowHeaders: ["x-d"] },
    { method: "OPTIONS", headers: { "access-control-request-headers": "x-c" } },
  );
  assert.equal(headers.get("access-control-allow-methods"), "GET");
  assert.equal(headers.get("access-control-allow-headers"), "x-d");
});

// csrf

const CSRF: {
  name: string;
  method?: string;
  headers: Record<string, string>;
  options?: CsrfOptions;
  status: number;
}[] = [
  {
    name: "lets GET pass",
    method: "GET",
    headers: { "sec-fetch-site": "cross-site" },
    status: 200,
  },
  { name: "lets HEAD pass", method: "HEAD", headers: { origin: "https://evil" }, status: 200 },
  { name: "lets same-origin pass", headers: { "sec-fetch-site": "same-origin" }, status: 200 },
  { name: "lets a user's own action pass", headers: { "sec-fetch-site": "none" }, status: 200 },
  {
    name: "refuses same-site",
    headers: { "sec-fetch-site": "same-site", origin: "http://x.localhost" },
    status: 403,
  },
  {
    name: "refuses cross-site",
    headers: { "sec-fetch-site": "cross-site", origin: "https://evil" },
    status: 403,
  },
  {
    name: "refuses cross-site without an origin",
    headers: { "sec-fetch-site": "cross-site" },
    status: 403,
  },
  { name: "lets a request that is from no page pass", headers: {}, status: 200 },
  {
    name: "lets the own origin pass in old browsers",
    headers: { origin: "http://localhost" },
    status: 200,
  },
  {
    name: "refuses another origin in old browsers",
    headers: { origin: "http://localhost:81" },
    status: 403,
  },
  { name: "refuses the origin null", headers: { origin: "null" }, status: 403 },
  {
    name: "lets an origin of the list pass",
    headers: { origin: "https://b" },
    options: { origin: ["https://a", "https://b"] },
    status: 200,
  },
  {
    name: "lets an origin of the option pass",
    headers: { "sec-fetch-site": "cross-site", origin: "https://b" },
    options: { origin: "https://b" },
    status: 200,
  },
  {
    name: "asks a function",
    headers: { origin: "https://b" },
    options: { origin: (origin) => origin.endsWith("b") },
    status: 200,
  },
];

for (const { name, method = "POST", headers, options, status } of CSRF) {
  Deno.test(`csrf() ${name}`, async () => {
    const app = new App().use(csrf(options)).all("/", () => new Response());
    assert.equal((await request(app, "/", { method, headers })).status, status);
  });
}

// csp

async function askCsp(options?: CSPOptions, path = "/"): Promise<[Headers, string]> {
  const app = new App().use(csp(options))
    .get("/", (ctx) => ctx.render(h("script", { src: "/a.js" })))
    .get("/text", () => new Response("plain"));
  const res = await request(app, path);
  return [res.headers, await res.text()];
}

Deno.test("csp() sends its defaults", async () => {
  const [headers] = await askCsp();
  assert.equal(
    headers.get("content-security-policy"),
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
      "font-src 'self'; img-src 'self' data:; media-src 'self' data: blob:; " +
      "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; " +
      "form-action 'self'; frame-ancestors 'none'; upgrade-insecure-requests",
  );
});

Deno.test("csp() lets own directives replace the defaults of their name", async () => {
  const [headers] = await askCsp({ csp: ["img-src *", "frame-src 'none'"] });
  const policy = headers.get("content-security-policy")!;
  assert.ok(policy.includes("img-src *"));
  assert.ok(!policy.includes("img-src 'self'"));
  assert.ok(policy.endsWith("frame-src 'none'"));
});

Deno.test("csp() puts the nonce of the page in the policy", async () => {
  const [headers, html] = await askCsp({ useNonce: true });
  const nonce = /nonce="(\w+)"/.exec(html)?.[1];
  const policy = headers.get("content-security-policy")!;
  assert.ok(nonce);
  assert.ok(policy.includes(`script-src 'self' 'nonce-${nonce}'`));
  assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`));
  assert.ok(!policy.includes("unsafe-inline"));
  assert.ok(![...headers].some(([name]) => name.includes("nonce")));
});

Deno.test("csp() keeps unsafe-inline for what was not rendered", async () => {
  const [headers] = await askCsp({ useNonce: true }, "/text");
  assert.match(headers.get("content-security-policy")!, /script-src 'self' 'unsafe-inline'/);
});

Deno.test("csp() reports only, to an address", async () => {
  const [headers] = await askCsp({ reportOnly: true, reportTo: "/reports" });
  assert.equal(headers.get("content-security-policy"), null);
  const policy = headers.get("content-security-policy-report-only")!;
  assert.ok(policy.endsWith("report-to csp-endpoint; report-uri /reports"));
  assert.equal(headers.get("reporting-endpoints"), 'csp-endpoint="/reports"');
});

// ipFilter

async function askAs(
  hostname: string,
  rules: IpFilterRules,
  options?: IpFilterOptions,
): Promise<Response> {
  const app = new App().use(ipFilter(rules, options)).get("/", () => new Response("in"));
  return await app.handler()(new Request("http://localhost/"), {
    remoteAddr: { transport: "tcp", hostname, port: 1 },
    completed: Promise.resolve(),
  });
}

const ADDRESSES: [name: string, address: string, rules: IpFilterRules, status: number][] = [
  ["lets everyone in without rules", "192.0.2.1", {}, 200],
  ["refuses a denied address", "192.0.2.1", { denyList: ["192.0.2.1"] }, 403],
  ["refuses a denied range", "192.0.2.77", { denyList: ["192.0.2.0/24"] }, 403],
  ["lets in the neighbour of a range", "192.0.3.1", { denyList: ["192.0.2.0/24"] }, 200],
  ["counts bits, not bytes", "192.0.2.129", { denyList: ["192.0.2.128/25"] }, 403],
  ["lets in the allowed", "10.1.2.3", { allowList: ["10.0.0.0/8"] }, 200],
  ["refuses those not allowed", "11.1.2.3", { allowList: ["10.0.0.0/8"] }, 403],
  ["lets a denial win", "10.1.2.3", { allowList: ["10.0.0.0/8"], denyList: ["10.1.2.3"] }, 403],
  ["knows version 6", "2001:db8::1", { denyList: ["2001:db8:0::/48"] }, 403],
  ["writes out version 6", "2001:db8:0:0:0:0:0:1", { denyList: ["2001:DB8::1"] }, 403],
  ["ignores the zone of an address", "fe80::1%eth0", { denyList: ["fe80::/10"] }, 403],
  ["sees version 4 inside of version 6", "::ffff:192.0.2.1", { denyList: ["192.0.2.0/24"] }, 403],
  ["does not mix versions", "::1", { denyList: ["0.0.0.0/0"] }, 200],
  ["takes all of a version with /0", "203.0.113.9", { denyList: ["0.0.0.0/0"] }, 403],
  ["matches nothing with malformed rules", "192.0.2.1", {
    denyList: ["192.0.2.1/x", "192.0.2", "1::2::3", "192.0.2.1/", "999.0.2.1"],
  }, 200],
  ["keeps out an address it cannot read, if there is an allow list", "what", {
    allowList: ["::/0"],
  }, 403],
];

for (const [name, address, rules, status] of ADDRESSES) {
  Deno.test(`ipFilter() ${name}`, async () => {
    assert.equal((await askAs(address, rules)).status, status);
  });
}

Deno.test("ipFilter() lets the app answer, and ignores forwarded addresses", async () => {
  const res = await askAs("::1", { denyList: ["::1"] }, {
    onBlocked: ({ addr, type }) => new Response(`${addr} ${type}`, { status: 451 }),
  });
  assert.deepEqual([res.status, await res.text()], [451, "::1 IPv6"]);
});

Deno.test("ipFilter() passes connections that are not from the network", async () => {
  const app = new App().use(ipFilter({ allowList: ["10.0.0.1"] })).get("/", () => new Response());
  const res = await app.handler()(new Request("http://localhost/"), {
    remoteAddr: { transport: "unix", path: "/tmp/x" } as unknown as Deno.NetAddr,
    completed: Promise.resolve(),
  });
  assert.equal(res.status, 200);
});

// staticFiles without a build

Deno.test("staticFiles() without a build passes everything on but the favicon", async () => {
  const app = new App().use(staticFiles()).get("/*", () => new Response("page"));
  assert.equal(await (await request(app, "/a.css")).text(), "page");
  assert.equal((await request(app, "/favicon.ico")).status, 404);
});
