import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { openVisitor } from "@/tests/browser/support.ts";
import { describeViolations, listViolations, seriousViolations } from "@/tests/support/axe.ts";
import { launchBrowser, searchBrowser } from "@/tests/support/browser.ts";

const GOOD_PAGE = `<!doctype html><html lang="en"><title>Good</title>
<body><main><h1>Good</h1><p>Dark text on white.</p></main></body></html>`;

const BAD_PAGE = `<!doctype html><html lang="en"><title>Bad</title>
<style nonce="n">.faint { color: #ccc; background: #fff }</style>
<script nonce="n">document.title = "script ran";</script>
<body><main><h1>Bad</h1><p class="faint">Faint</p><img src="/missing.png"></main></body></html>`;

const CSP = "default-src 'none'; style-src 'nonce-n'; script-src 'nonce-n'; img-src 'self'";

/** Serves pages under a policy as strict as the app's. */
function servePages(pages: Record<string, string>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const html = pages[new URL(request.url).pathname];
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": CSP };
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, { headers });
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function rulesBrokenAt(
  path: string,
  { browser, origin, javaScript }: { browser: Browser; origin: string; javaScript: boolean },
) {
  const { page, context, problems } = await openVisitor(browser, origin, { javaScript });
  await page.goto(path);
  const violations = await seriousViolations(page);
  const report = { title: await page.title(), violations, problems };
  await context.close();
  return report;
}

for (const javaScript of [false, true]) {
  const scripts = javaScript ? "on" : "off";

  Deno.test(`seriousViolations() finds violations under a strict policy, scripts ${scripts}`, async () => {
    await using site = servePages({ "/good": GOOD_PAGE, "/bad": BAD_PAGE });
    await using browser = await launchBrowser();
    const options = { browser, origin: site.origin, javaScript };

    const bad = await rulesBrokenAt("/bad", options);
    assert.deepEqual(bad.violations.map(({ id }) => id).sort(), ["color-contrast", "image-alt"]);
    assert.equal(bad.title, javaScript ? "script ran" : "Bad");
    assert.deepEqual(bad.problems, []);
    assert.match(describeViolations(bad.violations), /image-alt \(critical\)[^]*<img/);

    const good = await rulesBrokenAt("/good", options);
    assert.deepEqual(good.violations, []);
  });
}

Deno.test("seriousViolations() leaves out a rule on request, and what is less than serious", async () => {
  const page = GOOD_PAGE.replace("<main>", '<img src="/x.png">').replace("</main>", "");
  await using site = servePages({ "/": page });
  await using browser = await launchBrowser();
  const visitor = await openVisitor(browser, site.origin);
  await visitor.page.goto("/");
  const minor = await listViolations(visitor.page, { withoutRules: ["image-alt"] });
  assert(minor.some(({ id, impact }) => id === "region" && impact === "moderate"));
  assert.deepEqual(
    await seriousViolations(visitor.page, { withoutRules: ["image-alt"] }),
    [],
  );
});

Deno.test("an audit leaves no trace that the page could see", async () => {
  await using site = servePages({ "/": BAD_PAGE });
  await using browser = await launchBrowser();
  const { page } = await openVisitor(browser, site.origin, { javaScript: true });
  await page.goto("/");
  await seriousViolations(page);
  assert.deepEqual(
    await page.evaluate("[typeof axe, setTimeout.toString().includes('native code')]"),
    ["undefined", true],
  );
});

Deno.test("launchBrowser() resolves no name but this machine's", async () => {
  await using browser = await launchBrowser();
  const { page, problems } = await openVisitor(browser, "http://127.0.0.1");
  await assert.rejects(page.goto("http://example.com/"), /ERR_NAME_NOT_RESOLVED/);
  assert.deepEqual(problems, ["request to another host: http://example.com/"]);
});

Deno.test("a visitor notes a breach of the policy and a failing answer", async () => {
  await using site = servePages({
    "/": GOOD_PAGE.replace("<h1>", '<p style="color:red">x</p><h1>'),
  });
  await using browser = await launchBrowser();
  const { page, problems } = await openVisitor(browser, site.origin);
  await page.route("**/broken", (route) => route.fulfill({ status: 503, body: "broken" }));
  await page.goto("/");
  await page.goto("/broken");
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? "", /Content Security Policy/);
  assert.match(problems[1] ?? "", /^503 from /);
});

Deno.test({
  name: "the browser from npm starts, and many that ask at once share one unpacked copy",
  ignore: Deno.build.os !== "linux" || Deno.build.arch !== "x86_64",
  fn: async () => {
    const getEnv = (name: string) => name === "MARU_BROWSER" ? "bundled" : undefined;
    const found = await Promise.all([searchBrowser(getEnv), searchBrowser(getEnv)]);
    assert.deepEqual(found[0], found[1]);
    assert.equal(found[0].source, "bundled");
    await using browser = await launchBrowser({ found: found[0] });
    await using site = servePages({ "/": GOOD_PAGE });
    const { page } = await openVisitor(browser, site.origin, { javaScript: true });
    await page.goto("/");
    assert.equal(await page.title(), "Good");
    assert.deepEqual(await seriousViolations(page), []);
  },
});
