import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { Share } from "@/lib/spaces/protocol.ts";
import { hostOf, ShareCard } from "@/components/spaces/share/ShareCard.tsx";

const render = (share: Share) => renderToString(<ShareCard share={share} locale="ko" by="하루" />);
const link = (change: Partial<Extract<Share, { kind: "link" }>> = {}): Share => ({
  kind: "link",
  url: "https://news.test/a",
  title: "Title",
  description: "Words",
  site: "News",
  image: null,
  ...change,
});

Deno.test("a link tells nothing of this room to where it leads", () => {
  const html = render(link());
  assert.match(html, /rel="noopener noreferrer nofollow ugc"/);
  assert.match(html, /referrerpolicy="no-referrer"/);
  assert.match(html, /새 탭에서 열려요/);
});

Deno.test("a link shows its host, whatever its page calls itself", () => {
  assert.match(render(link({ site: "Your Bank" })), /Your Bank.*news\.test/);
  assert.equal(render(link({ site: "news.test" })).match(/news\.test</g)?.length, 1);
  assert.match(render(link({ url: "https://xn--pple-43d.com/" })), /컴퓨터가 쓰는 모양 그대로/);
  assert.doesNotMatch(render(link()), /컴퓨터가 쓰는 모양/);
});

Deno.test("a link that is none is not followed", () => {
  for (const url of ["javascript:alert(1)", "data:text/html,x", "//evil.test", "", "x"]) {
    assert.equal(hostOf(url), null, url);
    assert.doesNotMatch(render(link({ url })), /<a|javascript:|evil/);
  }
});

Deno.test("words of a page are words", () => {
  const html = render(link({ title: "<script>alert(1)</script>", description: '"><img src=x>' }));
  assert.doesNotMatch(html, /<script|<img/);
  assert.match(html, /&lt;script/);
});

Deno.test("a picture has words, its own or whose it is", () => {
  const image = { kind: "image", url: "/spaces/r/images/i", width: 4, height: 3 } as const;
  assert.match(render({ ...image, alt: "감나무" }), /alt="감나무".*<figcaption[^>]*>감나무/);
  const without = render({ ...image, alt: "" });
  assert.match(without, /alt="하루님이 나눈 그림"/);
  assert.doesNotMatch(without, /figcaption/);
});

Deno.test("characters, stories and screens are shown", () => {
  const who = {
    kind: "character",
    character_id: "c",
    name: "연",
    tagline: "",
    url: "/characters/c",
  };
  assert.match(render(who as Share), /href="\/characters\/c".*portrait\?size=small.*연/);
  const tale = { kind: "story", story_id: "s", title: "T", synopsis: "S", url: "/stories/s" };
  assert.match(render(tale as Share), /href="\/stories\/s".*cover\.svg.*T.*S/);
  assert.match(render({ kind: "screen", on: true }), /하루님이 가까운 이들에게/);
  assert.match(render({ kind: "screen", on: false }), /마쳤어요/);
});
