import assert from "node:assert/strict";
import { App } from "fresh";
import type { ComponentChild } from "preact";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { ErrorPage } from "@/components/ErrorPage.tsx";
import { HomePage } from "@/components/home/HomePage.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { roomOf } from "@/components/Shell.tsx";
import { getFonts } from "@/lib/fonts/fonts.ts";
import AppWrapper from "@/routes/_app.tsx";
import type { State } from "@/lib/define.ts";

type PartialState = Partial<Place["state"]>;

/** Renders a whole document at an address, as the app would. */
async function render(
  content: (place: Place) => ComponentChild,
  { address = "http://localhost/", state = {} }: { address?: string; state?: PartialState } = {},
): Promise<string> {
  const app = new App<State>()
    .use((ctx) => {
      Object.assign(ctx.state, { locale: "en", viewer: null, ...state });
      return ctx.next();
    })
    .appWrapper(AppWrapper)
    .route(new URL(address).pathname, { component: (props) => <>{content(props)}</> });
  const response = await app.handler()(new Request(address));
  const html = await response.text();
  assert.equal(response.status, 200, html);
  return html;
}

const plain = (place: Place) => <Page place={place} title="Tea">words</Page>;

const DOCUMENTS: Record<string, (place: Place) => ComponentChild> = {
  "a plain page": plain,
  "the home page": (place) => (
    <HomePage place={place} living={[]} talks={[]} spaces={[]} stories={[]} />
  ),
  "an error page": (place) => (
    <ErrorPage place={place} status={500} words="Something broke." requestId="r1" />
  ),
  "a confirmation page": (place) => (
    <ConfirmPage place={place} title="Delete?" action="/x" confirm="Delete" cancelHref="/" />
  ),
};

for (const [name, content] of Object.entries(DOCUMENTS)) {
  for (const locale of ["ko", "en"] as const) {
    Deno.test(`${name} in ${locale} has its landmarks, one h1, and no script or style of its own`, async () => {
      const viewer = { kind: "guest" as const, nickname: "손님" };
      const html = await render(content, { state: { locale, viewer } });
      assert.match(html, new RegExp(`<html lang="${locale}"`));
      for (const tag of ["header", "main", "footer", "h1"]) {
        if (tag === "h1" && content === plain) continue;
        const count = html.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0;
        assert.ok(tag === "header" ? count >= 1 : count === 1, `${count} × ${tag}`);
      }
      assert.match(html, /<a class="skip-link" href="#content">/);
      assert.match(html, /<main [^>]*id="content"/);
      assert.doesNotMatch(html, /<script|<style|\sstyle=|\son[a-z]+=/i);
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, "an id stands twice");
    });
  }
}

Deno.test("a page names itself to search engines and previews, under the public address", async () => {
  const html = await render(
    (place) => <Page place={place} title="Tea & rain" description={`"warm"`}>x</Page>,
    {
      address: "http://localhost/characters?sort=new",
      state: { services: { env: { PUBLIC_URL: "https://maru.example/" } } },
    },
  );
  assert.match(html, /<title>Tea &amp; rain · Maru<\/title>/);
  assert.match(html, /<meta name="description" content="&quot;warm&quot;"/);
  assert.match(html, /<link rel="canonical" href="https:\/\/maru\.example\/characters"/);
  assert.match(html, /hreflang="ko" href="https:\/\/maru\.example\/characters\?hl=ko"/);
  assert.match(html, /property="og:image" content="https:\/\/maru\.example\/og\.png"/);
  assert.doesNotMatch(html, /noindex/);
  assert.ok(html.indexOf("</head>") > html.indexOf("og:title"), "the head holds them");
});

Deno.test("a private page keeps out of search engines and has no other addresses", async () => {
  const html = await render((place) => <Page place={place} title="Mine" noIndex>x</Page>);
  assert.match(html, /<meta name="robots" content="noindex"/);
  assert.doesNotMatch(html, /rel="canonical"|hreflang/);
});

Deno.test("every page loads the house's sheets and the fonts' own", async () => {
  const html = await render(plain);
  assert.match(html, /<link rel="stylesheet" href="\/maru\.css/);
  assert.match(html, /<link rel="stylesheet" href="\/parts\.css/);
  assert.match(html, new RegExp(`href="/fonts/${getFonts().cssFile}"`));
});

Deno.test("a page's own sheet stands beside them", async () => {
  const html = await render((place) => (
    <Page place={place} title="x" styles={["/home.css"]}>
      x
    </Page>
  ));
  assert.match(html, /href="\/home\.css/);
  assert.match(html, /href="\/maru\.css/);
});

Deno.test("the header marks the room one is in", async () => {
  const current = async (path: string) => {
    const html = await render(plain, { address: `http://localhost${path}` });
    return /<a [^>]*href="\/characters"[^>]*aria-current="(\w+)"/.exec(html)?.[1];
  };
  assert.equal(await current("/characters"), "page");
  assert.equal(await current("/characters/haru"), "true");
  assert.equal(await current("/chats"), "false");
});

Deno.test("roomOf() knows a room by its first step alone", () => {
  assert.equal(roomOf("/characters/haru"), "characters");
  assert.equal(roomOf("/charactersx"), undefined);
  assert.equal(roomOf("/"), undefined);
});

Deno.test("the language switch comes back to this page with its query", async () => {
  const html = await render(plain, { address: "http://localhost/characters?q=a%26b" });
  assert.match(html, /<form [^>]*method="post" action="\/lang"/);
  assert.match(html, /name="back" value="\/characters\?q=a%26b"/);
  assert.match(html, /<button [^>]*name="lang" value="ko" lang="ko"[^>]*>한국어/);
});

Deno.test("sign-in comes back to where one was, but not to itself", async () => {
  const from = (path: string) => render(plain, { address: `http://localhost${path}` });
  assert.match(await from("/chats"), /href="\/login\?back=%2Fchats"/);
  assert.match(await from("/login?back=%2Fchats"), /href="\/login"/);
});

Deno.test("somebody signed in sees their name, escaped; a guest is offered to stay", async () => {
  const as = (kind: "guest" | "full") =>
    render(plain, { state: { viewer: { kind, nickname: "<i>&" } } });
  assert.match(await as("full"), /&lt;i>&amp;/);
  assert.doesNotMatch(await as("full"), /href="\/signup"/);
  assert.match(await as("guest"), /href="\/signup"/);
});

Deno.test("a conversation's page has no footer", async () => {
  const html = await render((place) => <Page place={place} title="x" layout="flush">x</Page>);
  assert.doesNotMatch(html, /<footer/);
});

Deno.test("an error page shows what to do next, and a number only for faults of ours", async () => {
  const at = (status: number, retryAfterS?: number) =>
    render((place) => (
      <ErrorPage
        place={place}
        status={status}
        words="It broke."
        requestId="req-1"
        retryAfterS={retryAfterS}
      />
    ), { address: "http://localhost/chats?x=1" });
  assert.match(await at(500), /<code>req-1<\/code>/);
  assert.match(await at(500), /href="\/chats\?x=1"/);
  assert.doesNotMatch(await at(404), /req-1/);
  assert.match(await at(401), /href="\/login\?back=%2Fchats%3Fx%3D1"/);
  assert.match(await at(429, 30), /about 30 seconds/);
  assert.match(await at(418), /That did not work/);
});

Deno.test("a confirmation posts its fields and has a way back", async () => {
  const html = await render((place) => (
    <ConfirmPage
      place={place}
      title="Delete Haru?"
      action="/characters/haru/delete"
      hidden={{ rev: "7" }}
      confirm="Delete"
      cancelHref="/characters/haru"
    />
  ));
  assert.match(html, /<form class="form" method="post" action="\/characters\/haru\/delete">/);
  assert.match(html, /<input type="hidden" name="rev" value="7"/);
  assert.match(html, /href="\/characters\/haru"/);
});
