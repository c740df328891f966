import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { asFailure, Failure, failure, type Reason, REASONS } from "@/lib/errors.ts";

Deno.test("failure() makes an HttpError of the reason's status, which asFailure() reads back", () => {
  for (const reason of Object.keys(REASONS) as Reason[]) {
    const error = failure(reason, { detail: "Cannot, as a test says so" });
    assert(error instanceof HttpError);
    assert.equal(error.status, REASONS[reason].status);
    assert.equal(asFailure(error).reason, reason);
    assert.equal(asFailure(error).detail, "Cannot, as a test says so");
  }
});

Deno.test("failure() carries what the answer needs, and keeps its cause for the log", () => {
  const cause = new Error("inner");
  const errors = [{ path: "name", message: "needed" }];
  const failed = asFailure(
    failure("invalid_input", { errors, retryAfterS: 3, allow: "GET", cause }),
  );
  assert.deepEqual(failed.errors, errors);
  assert.equal(failed.retryAfterS, 3);
  assert.equal(failed.allow, "GET");
  assert.equal(failed.cause, cause);
});

Deno.test("asFailure() understands what Fresh refuses with", () => {
  const cases: [number, Reason][] = [
    [400, "bad_request"],
    [403, "cross_site"],
    [404, "not_found"],
    [405, "method_not_allowed"],
    [418, "internal"],
    [500, "internal"],
  ];
  for (const [status, reason] of cases) {
    assert.equal(asFailure(new HttpError(status)).reason, reason, String(status));
  }
});

Deno.test("asFailure() takes whatever else was thrown for a fault of ours", () => {
  for (
    const thrown of [new Error("x"), new TypeError("x"), "text", null, undefined, { status: 404 }]
  ) {
    const failed = asFailure(thrown);
    assert.equal(failed.reason, "internal");
    assert.equal(failed.detail, null);
    assert.equal(failed.cause, thrown);
  }
});

Deno.test("asFailure() says that the store is down when it is closed", async () => {
  const kv = await Deno.openKv(":memory:");
  kv.close();
  const thrown = await (async () => await kv.get(["a"]))().catch((error: unknown) => error);
  const failed = asFailure(thrown);
  assert.equal(failed.reason, "store_down");
  assert.equal(failed.retryAfterS, 5);
});

Deno.test("every reason has a status of 400 and above, and words in both languages", () => {
  for (const [reason, { status, title, words }] of Object.entries(REASONS)) {
    assert(status >= 400 && status < 600, reason);
    assert.match(title, /^Cannot .*[^.]$/, reason);
    assert.match(words.en, /[.?]$/, reason);
    assert.match(words.ko, /[가-힣].*[.?]$/, reason);
  }
});

Deno.test("a Failure without a detail says its title", () => {
  assert.equal(new Failure("not_found").message, REASONS.not_found.title);
});
