/** Swagger UI: the one page of Maru that needs a script, under the same policy as every other. */
import assert from "node:assert/strict";
import { OPERATIONS } from "@/lib/service/operations.ts";
import { openApp } from "@/tests/browser/support.ts";

Deno.test("the API's documentation opens, shows every operation, and breaks no rule of its policy", async () => {
  await using app = await openApp();
  const { page, problems } = await app.visitor({ javaScript: true });
  const response = await page.goto("/api/docs");
  const policy = response?.headers()["content-security-policy"] ?? "";
  assert.match(policy, /script-src 'self'; style-src 'self';/);
  await page.locator("#docs .opblock").first().waitFor();
  assert.equal(await page.locator("#docs .opblock").count(), OPERATIONS.length);
  assert.match(await page.locator("#docs .title").innerText(), /Maru/);

  // An operation opens, shows its schema, and can be tried out against this very server.
  const health = page.locator("#operations-Service-get_health");
  await health.locator(".opblock-summary-control").click();
  await health.getByRole("button", { name: "Try it out" }).click();
  await health.getByRole("button", { name: "Execute" }).click();
  const body = health.locator(".live-responses-table .response-col_description pre").first();
  await body.waitFor();
  assert.match(await body.innerText(), /"status": "ok"/);
  assert.deepEqual(problems, []);
});

Deno.test("without a script, the documentation leads to the document itself", async () => {
  await using app = await openApp();
  const { page, problems } = await app.visitor();
  await page.goto("/api/docs");
  await page.getByRole("link", { name: "openapi.json" }).click();
  assert.match(await page.locator("body").innerText(), /"openapi":\s*"3\.1\.0"/);
  assert.deepEqual(problems, []);
});
