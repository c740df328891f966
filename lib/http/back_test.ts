import assert from "node:assert/strict";
import { pageOf, safeBack, withBack } from "@/lib/http/back.ts";

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

Deno.test("pageOf() is the page itself, or the one of ours that showed the form", () => {
  const url = new URL("https://maru.test/chats/a/again?x=1");
  const post = (referer?: string) =>
    pageOf(
      new Request(url, { method: "POST", headers: referer === undefined ? {} : { referer } }),
      url,
    )?.href ?? null;
  assert.equal(pageOf(new Request(url), url), url);
  assert.equal(post("https://maru.test/chats/a?before=1"), "https://maru.test/chats/a?before=1");
  assert.equal(post("https://maru.test//evil.example//a"), "https://maru.test/evil.example/a");
  assert.equal(post(), null);
  assert.equal(post("not an address"), null);
  assert.equal(post("https://evil.example/chats/a"), null);
  assert.equal(post("http://maru.test/chats/a"), null);
});
