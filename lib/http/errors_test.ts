import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { failure, type FailureDetails, type Reason, REASONS } from "@/lib/errors.ts";
import { answerErrors } from "@/lib/http/errors.ts";
import { Problem } from "@/lib/http/openapi.ts";
import { createLog } from "@/lib/log.ts";
import { smallApp } from "@/tests/support/state.ts";

/** Asks an app that throws; gives the answer, and what was logged about it. */
async function ask(
  thrown: unknown,
  { path = "/api/v1/x", accept, locale = "en" as const }: {
    path?: string;
    accept?: string;
    locale?: "ko" | "en";
  } = {},
) {
  const logged: string[] = [];
  const log = createLog({ level: "debug", write: (line) => logged.push(line) });
  const handler = smallApp({ log, locale })
    .use(answerErrors())
    .get("/:rest*", () => {
      throw thrown;
    })
    .handler();
  const headers = accept === undefined ? {} : { accept };
  const response = await handler(new Request(`http://maru.test${path}?q=secret`, { headers }));
  return { response, text: await response.text(), logged };
}

Deno.test("answerErrors() answers an API call with a problem document", async () => {
  const errors = [{ path: "tags.1", message: "too long" }];
  const { response, text } = await ask(failure("invalid_input", { detail: "Two tags", errors }));
  assert.equal(response.status, 422);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.deepEqual(Problem.strict().parse(JSON.parse(text)), {
    type: "urn:maru:problem:invalid-input",
    title: REASONS.invalid_input.title,
    status: 422,
    detail: "Two tags",
    instance: "urn:maru:request:r1",
    errors,
  });
});

Deno.test("answerErrors() gives every reason its status and title", async () => {
  for (const reason of Object.keys(REASONS) as Reason[]) {
    const { response, text } = await ask(failure(reason));
    const problem = Problem.parse(JSON.parse(text));
    assert.equal(response.status, REASONS[reason].status);
    assert.equal(problem.status, response.status);
    assert.equal(problem.title, REASONS[reason].title);
    assert.equal(problem.errors, undefined);
  }
});

Deno.test("answerErrors() chooses between problem and page by path and by what is accepted", async () => {
  const cases: [path: string, accept: string | undefined, type: string][] = [
    ["/api/v1/x", undefined, "application/problem+json"],
    ["/api/v1/x", "text/html", "application/problem+json"],
    ["/apiary", "text/html", "text/html; charset=utf-8"],
    ["/x", undefined, "text/html; charset=utf-8"],
    ["/x", "*/*", "text/html; charset=utf-8"],
    ["/x", "text/html,application/json;q=0.9", "text/html; charset=utf-8"],
    ["/x", "application/json", "application/problem+json"],
    ["/x", "application/problem+json, */*;q=0.1", "application/problem+json"],
  ];
  for (const [path, accept, type] of cases) {
    const { response } = await ask(failure("not_found"), accept ? { path, accept } : { path });
    assert.equal(response.headers.get("content-type"), type, `${path} ${accept}`);
    assert.equal(response.headers.get("vary"), "accept");
  }
});

Deno.test("answerErrors() shows people a page in their language, without a script", async () => {
  for (const locale of ["ko", "en"] as const) {
    const { response, text } = await ask(failure("not_found"), { path: "/x", locale });
    assert.equal(response.status, 404);
    assert(text.startsWith("<!DOCTYPE html>"));
    assert(text.includes(REASONS.not_found.words[locale]));
    assert.doesNotMatch(text, /<script/);
  }
});

Deno.test("answerErrors() sends what the status owes: Retry-After, Allow, WWW-Authenticate", async () => {
  const cases: [Reason, FailureDetails, header: string, value: string][] = [
    ["rate_limited", { retryAfterS: 7 }, "retry-after", "7"],
    ["store_down", { retryAfterS: 5 }, "retry-after", "5"],
    ["method_not_allowed", { allow: "GET, HEAD" }, "allow", "GET, HEAD"],
    ["unauthorized", {}, "www-authenticate", "Bearer"],
    ["wrong_credentials", {}, "www-authenticate", "Bearer"],
  ];
  for (const path of ["/api/v1/x", "/x"]) {
    for (const [reason, details, header, value] of cases) {
      const { response } = await ask(failure(reason, details), { path });
      assert.equal(response.headers.get(header), value, `${reason} ${path}`);
    }
    const { response } = await ask(failure("not_found"), { path });
    for (const header of ["retry-after", "allow", "www-authenticate"]) {
      assert.equal(response.headers.get(header), null);
    }
  }
});

Deno.test("answerErrors() leaks nothing of what broke, and logs all of it", async () => {
  const inner = new Error("token sk-12345 of haru@example.com");
  const thrown = new Error("SELECT * FROM secrets", { cause: inner });
  for (const [path, accept] of [["/api/v1/x", "*/*"], ["/x", "text/html"]] as const) {
    const { response, text, logged } = await ask(thrown, { path, accept });
    assert.equal(response.status, 500);
    const sent = text + JSON.stringify([...response.headers]);
    assert.doesNotMatch(sent, /SELECT|sk-12345|haru@|errors_test|\bat \w|file:\/\//);
    assert.equal(logged.length, 1);
    const line = JSON.parse(logged[0]!);
    assert.equal(line.event, "request_failed");
    assert.equal(line.request, "r1");
    assert.equal(line.message, "SELECT * FROM secrets");
    assert.match(line.stack, /errors_test/);
    assert.match(line.cause, /sk-12345/);
    assert.equal(line.route, "/:rest*");
  }
});

Deno.test("answerErrors() gives a reader the number under which the log knows the fault", async () => {
  const { text } = await ask(new Error("x"), { path: "/x" });
  assert.match(text, /<code>r1<\/code>/);
});

Deno.test("answerErrors() logs no failure that is the client's", async () => {
  for (const thrown of [failure("not_found"), failure("rate_limited"), new HttpError(403)]) {
    assert.deepEqual((await ask(thrown)).logged, []);
  }
});

Deno.test("answerErrors() never sends the message of an HttpError that is not ours", async () => {
  const { text } = await ask(new HttpError(400, "internal words"));
  assert.doesNotMatch(text, /internal words/);
});

Deno.test("answerErrors() survives values that are no errors", async () => {
  for (const thrown of [null, undefined, "text", 3, { toString: null }, Object.create(null)]) {
    const { text, logged } = await ask(thrown);
    assert.equal(Problem.parse(JSON.parse(text)).status, 500);
    assert.equal(logged.length, 1);
  }
});

Deno.test("answerErrors() leads from a form that failed back to the page that showed it", async () => {
  const handler = smallApp()
    .use(answerErrors())
    .post("/chats/a/again", () => {
      throw failure("rate_limited", { retryAfterS: 9 });
    })
    .handler();
  const send = async (headers: Record<string, string>) => {
    const request = new Request("http://maru.test/chats/a/again", { method: "POST", headers });
    return await (await handler(request)).text();
  };
  const html = await send({ referer: "http://maru.test/chats/a?before=1" });
  assert.match(html, /href="\/chats\/a\?before=1"/);
  assert.doesNotMatch(html, /\/again/);
  assert.doesNotMatch(await send({}), /\/again/);
});
