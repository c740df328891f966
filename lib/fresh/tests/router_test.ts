import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { joinPath, Router } from "../router.ts";

function match(patterns: string[], path: string): [string, Record<string, string>] | null {
  const router = new Router<string>();
  for (const pattern of patterns) router.add("GET", pattern, pattern);
  const { value, params } = router.match("GET", path);
  return value === undefined ? null : [value, { ...params }];
}

const CASES: { name: string; patterns: string[]; path: string; found: unknown }[] = [
  { name: "an exact path", patterns: ["/a"], path: "/a", found: ["/a", {}] },
  { name: "an exact path with a slash", patterns: ["/a"], path: "/a/", found: ["/a", {}] },
  { name: "the root", patterns: ["/"], path: "/", found: ["/", {}] },
  { name: "a longer path", patterns: ["/a"], path: "/ab", found: null },
  { name: "a parameter", patterns: ["/p/:id"], path: "/p/7", found: ["/p/:id", { id: "7" }] },
  { name: "a parameter with a slash", patterns: ["/p/:id"], path: "/p/7/", found: null },
  { name: "an empty parameter", patterns: ["/p/:id"], path: "/p/", found: null },
  {
    name: "exact paths before dynamic ones, whatever the order",
    patterns: ["/:id", "/a"],
    path: "/a",
    found: ["/a", {}],
  },
  {
    name: "dynamic patterns in their order",
    patterns: ["/:a", "/:b"],
    path: "/x",
    found: ["/:a", { a: "x" }],
  },
  {
    name: "text around parameters",
    patterns: ["/@:user-:id.json"],
    path: "/@ann-3.json",
    found: ["/@:user-:id.json", { user: "ann", id: "3" }],
  },
  {
    name: "a catch-all with slashes",
    patterns: ["/f/:rest*"],
    path: "/f/a/b",
    found: ["/f/:rest*", { rest: "a/b" }],
  },
  {
    name: "a catch-all on its parent",
    patterns: ["/f/:rest*"],
    path: "/f",
    found: ["/f/:rest*", { rest: "" }],
  },
  {
    name: "a catch-all on its parent with a slash",
    patterns: ["/f/:r*"],
    path: "/f/",
    found: null,
  },
  {
    name: "an optional segment that is there",
    patterns: ["/o{/:id}?"],
    path: "/o/1",
    found: ["/o{/:id}?", { id: "1" }],
  },
  {
    name: "an optional segment that is missing",
    patterns: ["/o{/:id}?"],
    path: "/o",
    found: ["/o{/:id}?", { id: "" }],
  },
  { name: "a wildcard", patterns: ["/w/*"], path: "/w/a/b", found: ["/w/*", { "0": "a/b" }] },
  {
    name: "a regular expression",
    patterns: ["/n/:id(\\d+)"],
    path: "/n/12",
    found: ["/n/:id(\\d+)", { id: "12" }],
  },
  {
    name: "what a regular expression refuses",
    patterns: ["/n/:id(\\d+)"],
    path: "/n/x",
    found: null,
  },
  {
    name: "a path that is written unescaped",
    patterns: ["/소개"],
    path: "/%EC%86%8C%EA%B0%9C",
    found: ["/소개", {}],
  },
  { name: "a space", patterns: ["/p/:id"], path: "/p/a%20b", found: ["/p/:id", { id: "a b" }] },
  {
    name: "an escaped slash, left as it is",
    patterns: ["/p/:id"],
    path: "/p/a%2Fb",
    found: ["/p/:id", { id: "a%2Fb" }],
  },
  { name: "dots literally", patterns: ["/a.b/:id"], path: "/aXb/1", found: null },
];

for (const { name, patterns, path, found } of CASES) {
  Deno.test(`Router ${found === null ? "does not match" : "matches"} ${name}`, () =>
    assert.deepEqual(match(patterns, path), found));
}

Deno.test("Router gives parameters without a prototype", () => {
  const router = new Router<string>();
  router.add("GET", "/:id", "x");
  assert.equal(Object.getPrototypeOf(router.match("GET", "/a").params), null);
});

Deno.test("Router refuses a malformed escape in a parameter with 400", () => {
  assert.throws(
    () => match(["/p/:id"], "/p/%zz"),
    (error) => error instanceof HttpError && error.status === 400,
  );
});

Deno.test("Router keeps the first value of a method and pattern", () => {
  const router = new Router<string>();
  router.add("GET", "/a", "first");
  router.add("GET", "/a", "second");
  router.add("POST", "/a", "post");
  assert.equal(router.match("GET", "/a").value, "first");
  assert.equal(router.match("POST", "/a").value, "post");
  assert.equal(router.match("HEAD", "/a").value, "first");
  assert.equal(router.match("PUT", "/a").value, undefined);
  assert.equal(router.match("PUT", "/a").entry?.pattern, "/a");
});

Deno.test("Router decides by path first, then by method", () => {
  const router = new Router<string>();
  router.add("POST", "/:a", "post");
  router.add("GET", "/:b", "get");
  assert.equal(router.match("GET", "/x").value, undefined);
});

Deno.test("joinPath() takes a base as a tree and a path as a pattern", () => {
  assert.equal(joinPath("/a/", "/b"), "/a/b");
  assert.equal(joinPath("/a/*", "/b"), "/a/b");
  assert.equal(joinPath("*", "/"), "/");
  assert.equal(joinPath("/*", "b"), "/b");
  assert.equal(joinPath("/", "*"), "/*");
  assert.equal(joinPath("/a", "/b/*"), "/a/b/*");
  assert.equal(joinPath("/a", "/"), "/a");
});
