import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { CharacterCard, CharacterGrid, type CharacterOnCard } from "@/components/CharacterCard.tsx";
import { Icon, ICON_NAMES } from "@/components/Icon.tsx";
import { Menu, MenuButton, MenuLink } from "@/components/Menu.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Pills } from "@/components/Pills.tsx";
import { Portrait } from "@/components/Portrait.tsx";
import { Tag, TagList } from "@/components/Tag.tsx";
import { Time } from "@/components/Time.tsx";

Deno.test("text beside a value is escaped once, as a component's children", () => {
  const name = "Tom & <Ann>";
  assert.equal(
    renderToString(<Tag>with {name}</Tag>),
    `<span class="tag">with Tom &amp; &lt;Ann></span>`,
  );
});

const view = (id = "haru"): CharacterOnCard => ({
  character: {
    id,
    name: "하루 <b>",
    tagline: "바다를 듣는 사람",
    tags: ["바다", "밤", "라디오", "겨울"],
    lang: "ko",
    rev: 7,
  },
  likes: 12_345,
  chats: 3,
});

Deno.test("CharacterCard shows the portrait of this revision with its size, and links once", () => {
  const html = renderToString(<CharacterCard view={view()} locale="en" />);
  assert.match(html, /<img[^>]*src="\/characters\/haru\/portrait\?v=7"/);
  assert.match(html, /<img[^>]* alt(?:="")? width="320" height="400"[^>]*loading="lazy"/);
  assert.equal(html.match(/<a /g)?.length, 1);
  assert.match(html, /<h3[^>]*lang="ko"[^>]*><a href="\/characters\/haru">하루 &lt;b><\/a><\/h3>/);
});

Deno.test("CharacterCard lets the browser choose the size of an uploaded picture", () => {
  const { character, ...counts } = view();
  const portrait = { large: "a", small: "b" };
  const uploaded = { character: { ...character, portrait }, ...counts };
  const html = renderToString(<CharacterCard view={uploaded} locale="en" />);
  const at = "/characters/haru/portrait?";
  assert.ok(html.includes(`src="${at}size=small&amp;v=7"`), html);
  assert.ok(html.includes(`srcset="${at}size=small&amp;v=7 240w, ${at}v=7 640w"`), html);
  assert.match(html, / sizes="\(min-width: [^"]*rem"/);
});

Deno.test("Portrait loads the small picture where it is round", () => {
  const html = renderToString(<Portrait id="haru" rev={7} alt="" shape="round" size="large" />);
  assert.ok(html.includes('src="/characters/haru/portrait?size=small&amp;v=7"'), html);
});

Deno.test("CharacterCard says counts in words to those who do not see the icons", () => {
  const html = renderToString(<CharacterCard view={view()} locale="ko" />);
  assert.match(html, /<span class="visually-hidden">좋아요 1\.2만개<\/span>/);
  assert.match(html, /<span class="visually-hidden">대화 3번<\/span>/);
});

Deno.test("CharacterCard shows three tags at most, and leaves out the language of the page", () => {
  const html = renderToString(<CharacterCard view={view()} locale="ko" />);
  assert.equal(html.match(/class="tag"/g)?.length, 3);
  assert.doesNotMatch(html, /lang="ko"/);
});

Deno.test("an id that is no plain word stays inside its address", () => {
  const html = renderToString(<CharacterCard view={view(`a/b?c"d`)} locale="ko" />);
  assert.match(html, /href="\/characters\/a%2Fb%3Fc%22d"/);
});

Deno.test("CharacterGrid loads the portraits in view first", () => {
  const views = ["a", "b", "c"].map(view);
  const html = renderToString(<CharacterGrid views={views} locale="ko" eagerCount={2} />);
  assert.deepEqual(html.match(/loading="\w+"/g), [
    `loading="eager"`,
    `loading="eager"`,
    `loading="lazy"`,
  ]);
});

Deno.test("every icon has a drawing of its own, and is silent unless it is named", () => {
  const drawn = ICON_NAMES.map((name) => renderToString(<Icon name={name} />));
  assert.equal(new Set(drawn).size, ICON_NAMES.length);
  for (const html of drawn) {
    assert.match(html, /aria-hidden="true"/);
    assert.match(html, /d="[Mm][\d\s.,\-A-Za-z]+"/);
  }
  assert.match(renderToString(<Icon name="stop" label="Stop" />), /role="img" aria-label="Stop"/);
});

Deno.test("Menu opens without a script and has words where it shows none", () => {
  const html = renderToString(
    <Menu label="More" icon="more">
      <MenuLink href="/edit">Edit</MenuLink>
      <MenuButton action="/delete" hidden={{ id: "1" }}>Delete</MenuButton>
    </Menu>,
  );
  assert.match(html, /^<details/);
  assert.match(html, /<summary[^>]*>.*<span class="visually-hidden">More<\/span><\/summary>/);
  assert.match(
    html,
    /<form method="post" action="\/delete"><input type="hidden" name="id" value="1"/,
  );
});

Deno.test("Notice speaks up only for warnings", () => {
  assert.match(renderToString(<Notice tone="warn">x</Notice>), /role="alert"/);
  assert.match(renderToString(<Notice>x</Notice>), /role="status"/);
});

Deno.test("Pager keeps the query, and shows only the ways that exist", () => {
  const at = (query: string) => new URL(`http://localhost/characters${query}`);
  const html = renderToString(
    <Pager locale="en" url={at("?q=tea&cursor=abc")} nextCursor="d&e" />,
  );
  assert.match(html, /href="\/characters\?q=tea"/);
  assert.match(html, /href="\/characters\?q=tea&amp;cursor=d%26e"/);
  assert.equal(renderToString(<Pager locale="en" url={at("")} nextCursor={null} />), "");
  assert.doesNotMatch(
    renderToString(<Pager locale="en" url={at("")} nextCursor="x" />),
    /Back to the first/,
  );
});

Deno.test("Pills mark the one that is chosen", () => {
  const html = renderToString(
    <Pills
      label="Sort"
      choices={[{ href: "?a", label: "A", current: true }, {
        href: "?b",
        label: "B",
        current: false,
      }]}
    />,
  );
  assert.match(html, /<nav[^>]*aria-label="Sort"/);
  assert.equal(html.match(/aria-current="page"/g)?.length, 1);
});

Deno.test("TagList shows nothing where there are no tags", () => {
  assert.equal(renderToString(<TagList locale="ko" tags={[]} />), "");
});

const NOW = Date.UTC(2026, 9, 20, 12);

Deno.test("Time tells recent moments by their distance and others by their date", () => {
  const shown = (ms: number, locale: "ko" | "en") =>
    />([^<]*)</.exec(renderToString(<Time ms={ms} nowMs={NOW} locale={locale} />))?.[1];
  assert.equal(shown(NOW - 5 * 60_000, "en"), "5 minutes ago");
  assert.equal(shown(NOW - 20_000, "ko"), "지금");
  assert.equal(shown(NOW - 86_400_000, "ko"), "어제");
  assert.equal(shown(NOW - 90 * 86_400_000, "en"), "Jul 22, 2026");
});

Deno.test("Time carries the exact moment for machines", () => {
  const html = renderToString(<Time ms={NOW} locale="en" />);
  assert.match(html, /<time datetime="2026-10-20T12:00:00\.000Z" title="[^"]*UTC"/);
});
