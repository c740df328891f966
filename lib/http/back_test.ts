import assert from "node:assert/strict";
import { safeBack, withBack } from "@/lib/http/back.ts";

Deno.test("safeBack() keeps a path of ours with its query", () => {
  assert.equal(
    safeBack("/characters/abc?page=2&q=%EB%8B%AC"),
    "/characters/abc?page=2&q=%EB%8B%AC",
  );
  assert.equal(safeBack("/a#there"), "/a");
});

Deno.test("safeBack() never leads to another site", () => {
  const others = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/a/..//evil.example",
    "/.//evil.example",
    " /a",
    "",
    "/" + "a".repeat(3000),
  ];
  for (const other of others) assert.equal(safeBack(other, "/home"), "/home", other);
  assert.equal(safeBack(null), "/");
  assert.equal(safeBack(undefined), "/");
});

Deno.test("withBack() says nothing about the front page", () => {
  assert.equal(withBack("/login", "/"), "/login");
  assert.equal(withBack("/login", "/a?b=c"), "/login?back=%2Fa%3Fb%3Dc");
});
