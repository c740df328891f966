/** The gallery's query and pictures' caching: lenient with what comes, strict with what is kept. */
import assert from "node:assert/strict";
import { make, openKvWith, START_MS } from "@/lib/characters/characters_for_tests.ts";
import { doneOf, withDone } from "@/lib/characters/done.ts";
import { createTagMemory, galleryPath, GalleryQuery, isSearch } from "@/lib/characters/gallery.ts";
import { picturePolicy } from "@/lib/characters/picture_cache.ts";

const parse = (query: string) => GalleryQuery.parse(Object.fromEntries(new URLSearchParams(query)));

Deno.test("a query that makes no sense is the plain gallery", () => {
  assert.deepEqual(parse(""), { q: "", tag: "", sort: "trending" });
  const odd = parse("sort=best&lang=xx&rating=everyone&q=%20%20&tag=&utm_source=x");
  assert.equal(galleryPath(odd), "/characters");
});

Deno.test("galleryPath() says what was asked for and nothing else", () => {
  const path = "/characters?q=%EC%88%9C%EB%8D%95&tag=sea&sort=new&lang=ko&rating=mature";
  assert.equal(galleryPath(parse(path.slice(path.indexOf("?") + 1))), path);
  assert.equal(
    galleryPath({ ...parse("sort=new&cursor=abc"), tag: "a&b" }),
    "/characters?tag=a%26b&sort=new",
  );
});

Deno.test("isSearch() wants words", () => {
  assert.equal(isSearch("ㅎㄴ"), true);
  for (const nothing of [undefined, "", " ", "#,"]) assert.equal(isSearch(nothing), false);
});

Deno.test("the tags of a gallery are counted anew after a minute, each language for itself", async () => {
  using kv = await openKvWith("owner");
  let nowMs = START_MS;
  const services = { kv, now: () => nowMs };
  const remember = createTagMemory();
  assert.deepEqual(await remember(services, "ko"), []);
  await make(kv, "a", { tags: ["바다"] });
  assert.deepEqual(await remember(services, "ko"), ["바다"]);
  await make(kv, "b", { tags: ["산"] });
  await make(kv, "c", { tags: ["sea"], lang: "en" });
  assert.deepEqual(await remember(services, "ko"), ["바다"]);
  assert.deepEqual(await remember(services, "en"), ["sea"]);
  nowMs += 60_001;
  assert.deepEqual((await remember(services, "ko")).sort(), ["바다", "산"]);
});

const CACHING: [
  what: string,
  visibility: "public" | "private",
  cookies: string[],
  v: string | undefined,
  wanted: string,
][] = [
  ["its revision", "public", [], "3", "public, max-age=31536000, immutable"],
  ["another revision", "public", [], "2", "public, max-age=60"],
  ["no revision", "public", [], undefined, "public, max-age=60"],
  ["a private character", "private", [], "3", "private, max-age=31536000, immutable"],
  ["an answer with a cookie", "public", ["maru=1"], "3", "private, max-age=31536000, immutable"],
];
for (const [what, visibility, cookies, v, wanted] of CACHING) {
  Deno.test(`the picture of ${what} is kept as ${JSON.stringify(wanted)}`, () => {
    const context = { state: { cookies } } as unknown as Parameters<typeof picturePolicy>[0];
    assert.equal(picturePolicy(context, { rev: 3, visibility }, v), wanted);
  });
}

Deno.test("what was done just now is said in words of ours alone", () => {
  const said = (path: string) =>
    doneOf(new URL(path, "http://maru.test"), { locale: "en", viewer: null });
  const path = withDone("/characters/a", "imported", [
    { code: "dropped", path: "data.x" },
    { code: "dropped", path: "data.y" },
    { code: "picture_unusable", path: "" },
  ]);
  assert.equal(said(path)?.notes.length, 2);
  assert.deepEqual(said("/?done=imported&with=toString+__proto__+<b>")?.notes, []);
  assert.equal(said("/?done=toString"), null);
  assert.equal(said("/"), null);
  assert.match(said("/?done=saved")?.title ?? "", /Saved/);
  assert.equal(said("/?done=full")?.refused, "full");
});
