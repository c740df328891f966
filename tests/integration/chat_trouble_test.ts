/** Conversations over real HTTP where something goes wrong: a provider, a form, an address, somebody else. */
import assert from "node:assert/strict";
import { type ChatFailure, ChatModelError } from "@/lib/ai/model.ts";
import { deleteCharacter } from "@/lib/characters/store.ts";
import { MAX_MESSAGE_CHARS, MAX_REPLY_CHARS } from "@/lib/chat/model.ts";
import { REASONS } from "@/lib/errors.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { newId } from "@/lib/id.ts";
import { addCharacter, KEEPER, withChat } from "@/tests/integration/chat_app.ts";
import {
  answer,
  begin,
  bubblesOf,
  composerOf,
  formOf,
  formsOf,
  locationOf,
  openChat,
  openEditor,
  pageOf,
  press,
  sayIn,
  startChat,
  talk,
} from "@/tests/integration/chat_client.ts";

const words = chatWords.en;

const FAILURES: { failure: ChatFailure; error: Error; faults?: string[] }[] = [
  { failure: "quota", error: new ChatModelError("quota", "too many", 30) },
  { failure: "network", error: new ChatModelError("network", "cut") },
  { failure: "timeout", error: new ChatModelError("timeout", "slow") },
  { failure: "blocked", error: new ChatModelError("blocked", "no") },
  { failure: "auth", error: new ChatModelError("auth", "bad key") },
  { failure: "overloaded", error: new ChatModelError("overloaded", "busy") },
  { failure: "bad_response", error: new TypeError("x is not a function"), faults: ["model_fault"] },
];

for (const { failure, error, faults = [] } of FAILURES) {
  for (const lang of ["en", "ko"] as const) {
    Deno.test(`"${failure}" ends in its sentence with a button that tries again (${lang})`, () =>
      withChat(async (app) => {
        const { me, id } = await begin(app, lang);
        const page = await sayIn(me, id, "Hello");
        (await app.model.asked()).fail(error);
        const html = await page.rest();
        assert.match(html, /turn-over.*<\/html>\s*$/s);
        assert.deepEqual(bubblesOf(html), ["You came.", "Hello", ""]);
        for (const shown of [html, await pageOf(me, id)]) {
          assert(shown.includes(chatWords[lang].failure[failure]));
          assert(shown.includes(chatWords[lang].retry));
          const wait = shown.includes(chatWords[lang].retryAfter(30));
          assert.equal(wait, failure === "quota");
        }
        assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello"]);
        await press(me, formOf(html, `/chats/${id}/again`));
        const recovered = await answer(app, await openChat(me, id), "Here.");
        assert.deepEqual(bubblesOf(recovered), ["You came.", "Hello", "Here."]);
        assert(!recovered.includes(chatWords[lang].failure[failure]));
      }, { faults }));
  }
}

Deno.test("a reply that breaks off keeps what has come, says why, and can be tried again", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    const asked = await app.model.asked();
    asked.text("One ");
    await page.until("One ");
    asked.fail(new ChatModelError("network", "cut"));
    const html = await page.rest();
    assert(html.includes(words.failure.network));
    assert(html.includes(words.retry));
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello", "One"]);
    await press(me, formOf(html, `/chats/${id}/again`));
    const again = await answer(app, await openChat(me, id), "Two.");
    assert(again.includes(words.version(2, 2)));
  }));

Deno.test("a reply that the provider blocks half way keeps what came, and says so", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    const asked = await app.model.asked();
    asked.text("One.");
    asked.end("blocked");
    const html = await page.rest();
    assert.equal(bubblesOf(html).at(-1), "One.");
    assert(html.includes(words.finish.blocked));
    assert.deepEqual(formsOf(html).filter(({ action }) => action.endsWith("/continue")), []);
  }));

Deno.test("another reply that fails leaves the first one, says why, and offers another", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const first = await talk(app, { me, id }, ["Hello", "One."]);
    await press(me, formOf(first, `/chats/${id}/again`));
    const page = await openChat(me, id);
    (await app.model.asked()).fail(new ChatModelError("overloaded", "busy"));
    assert((await page.rest()).includes(words.failure.overloaded));
    const html = await pageOf(me, id);
    assert.deepEqual(bubblesOf(html), ["You came.", "Hello", "One."]);
    assert(html.includes(words.failure.overloaded));
    formOf(html, `/chats/${id}/again`);
  }));

Deno.test("a server that stops in the middle ends the page with what has come", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    (await app.model.asked()).text("One ");
    await page.until("One ");
    await app.drain();
    const html = await page.rest();
    assert.match(html, /<\/html>\s*$/);
    assert(html.includes(words.finish.lost));
  }));

Deno.test("a form without words, or with too many, comes back with what was written", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const composer = await composerOf(me, id);
    const long = "가<".repeat(MAX_MESSAGE_CHARS / 2) + "!";
    for (const [text, error] of [[" \n ", words.empty], [long, words.tooLong(MAX_MESSAGE_CHARS)]]) {
      const response = await me.post(composer.action, { ...composer.fields, text: text! });
      const html = await response.text();
      assert.equal(response.status, 422);
      assert(html.includes(error!));
      assert(html.includes(`>${text!.replaceAll("<", "&lt;")}</textarea>`));
      assert.match(html, /<textarea[^>]*aria-invalid="true"/);
      assert.equal(
        formsOf(html).find(({ action }) => action === "/lang")!.fields.back,
        `/chats/${id}`,
      );
    }
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came."]);
    assert.equal(app.model.requests.length, 0);
  }));

Deno.test("as many characters as a message may have are sent, spaces around and line ends aside", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const text = "가\n".repeat(MAX_MESSAGE_CHARS / 2 - 1) + "가나";
    await press(me, await composerOf(me, id), { text: `  ${text.replaceAll("\n", "\r\n")}\r\n` });
    const html = await answer(app, await openChat(me, id), "Yes.");
    assert.equal(bubblesOf(html)[1], text.replaceAll("\n", "<br>"));
  }));

Deno.test("too many messages in a short time are refused for a while, and what was written stays", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "Hello");
    const again = { action: `/chats/${id}/again`, fields: {}, buttons: [] };
    for (let n = 1; n < 30; n++) await press(me, again);
    const refused = await me.post(again.action, {});
    assert.equal(refused.status, 429);
    assert.match(refused.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
    await refused.body?.cancel();
    await answer(app, page, "One.");

    const composer = await composerOf(me, id);
    const late = await me.post(composer.action, { ...composer.fields, text: "And <then>?" });
    const html = await late.text();
    assert.equal(late.status, 429);
    assert(html.includes(words.often));
    assert(html.includes(">And &lt;then>?</textarea>"));
    app.wait(60_000);
    await press(me, formOf(html, composer.action), { text: "And <then>?" });
    await answer(app, await openChat(me, id), "Then.");
  }));

Deno.test("an edit that cannot be answered now comes back in its form, with the reason beside it", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Hello", "One."]);
    const editor = await openEditor({ me, id }, "Hello");
    const again = { action: `/chats/${id}/again`, fields: {}, buttons: [] };
    await press(me, again);
    for (let n = 2; n < 30; n++) await press(me, again);
    await answer(app, await openChat(me, id), "Two.");
    const text = "Hello, <you>\nthere";
    const reply = { ...editor.fields, text, then: "reply" };
    const late = await me.post(editor.action, reply);
    const html = await late.text();
    assert.equal(late.status, 429, html);
    assert.match(late.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
    assert.match(late.headers.get("cache-control") ?? "", /no-store/);
    const form = /<form class="edit".*?<\/form>/s.exec(html)?.[0] ?? assert.fail(html);
    assert(form.includes(">Hello, &lt;you>\nthere</textarea>"), form);
    assert.match(form, /aria-invalid="true"[^>]*aria-describedby="edit-error"/);
    assert.match(form, /<p class="field-error" id="edit-error" role="alert">/);
    assert(form.includes(words.often));
    assert.equal(html.split(words.often).length, 2, "the composer has nothing to do with it");
    const kept = formOf(html, editor.action);
    assert.deepEqual(kept.fields, editor.fields);
    // Saving alone asks for no reply, and may be done.
    assert.equal((await me.post(kept.action, { ...kept.fields, text, then: "save" })).status, 303);
    app.wait(60_000);
    await press(me, kept, { text: "Hello again", then: "reply" });
    const page = await answer(app, await openChat(me, id), "Three.");
    assert.deepEqual(bubblesOf(page), ["You came.", "Hello again", "Three."]);
  }));

Deno.test("an edit that is too long or empty comes back in its form, and takes no reply from what one may ask for", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    await talk(app, { me, id }, ["Hello", "One."]);
    const editor = await openEditor({ me, id }, "Hello");
    for (
      const [text, then, said] of [
        ["a".repeat(MAX_MESSAGE_CHARS + 1), "reply", words.tooLong(MAX_MESSAGE_CHARS)],
        ["a".repeat(MAX_REPLY_CHARS + 1), "save", words.tooLong(MAX_REPLY_CHARS)],
        [" \n ", "reply", words.empty],
        ["", "save", words.empty],
      ] as const
    ) {
      for (let n = 0; n < 31; n++) {
        const response = await me.post(editor.action, { ...editor.fields, text, then });
        const html = await response.text();
        assert.equal(response.status, 422, `${then} ${text.length}`);
        const form = /<form class="edit".*?<\/form>/s.exec(html)?.[0] ?? assert.fail(html);
        assert(form.includes(said) && form.includes(`>${text}</textarea>`), form.slice(0, 2000));
        // Once is enough for all but what would take a reply.
        if (then === "save") break;
      }
    }
    await press(me, editor, { text: "Hello again", then: "reply" });
    await answer(app, await openChat(me, id), "Two.");
  }));

Deno.test("words are shown as they were written, whoever wrote them: no markup but stars", () =>
  withChat(async (app) => {
    const { id: characterId } = await addCharacter(app, { name: `<b>Haru"&` });
    const me = app.visitor();
    const id = await startChat(me, characterId);
    const hostile = `<script>alert(1)</script> *a <b>b* "&amp; <img src=x onerror=y>`;
    const escaped =
      `&lt;script&gt;alert(1)&lt;/script&gt; <em>a &lt;b&gt;b</em> &quot;&amp;amp; &lt;img src=x onerror=y&gt;`;
    const bare = (html: string) => html.replaceAll("&gt;", ">").replaceAll("&quot;", '"');
    const streamed = await talk(app, { me, id }, [hostile, hostile]);
    for (const html of [streamed, await pageOf(me, id)]) {
      assert.deepEqual(bubblesOf(html).slice(1).map(bare), [bare(escaped), bare(escaped)]);
      assert.doesNotMatch(html, /<script|<img src=x|<b>/);
    }
    const list = await (await me.get("/chats")).text();
    assert.doesNotMatch(list, /<script|<img src=x|<b>/);
  }));

Deno.test("control characters in a message neither break the page nor stand in for a mark of ours", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const page = await sayIn(me, id, "\u0000a\u001fb\u0007c\td");
    assert.equal(bubblesOf(await answer(app, page, "One."))[1], "abc\td");
  }));

Deno.test("somebody else's conversation is not there, whatever is asked of it", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const html = await talk(app, { me, id }, ["Hello", "One."]);
    const other = app.visitor();
    await startChat(other, (await addCharacter(app, { name: "Sol" })).id);
    for (const path of [`/chats/${id}`, `/chats/${id}/remove`, `/chats/${id}?before=1.abc`]) {
      const response = await other.get(path);
      assert.equal(response.status, 404, path);
      assert.doesNotMatch(await response.text(), /Hello|Haru/);
    }
    const composer = formOf(html, `/chats/${id}/send`);
    const place = formsOf(html).find(({ fields }) => /^[1-9]/.test(fields.place ?? ""))!.fields
      .place!;
    const to = place.split(".")[1]!;
    const deeds: Record<string, Record<string, string>> = {
      send: { ...composer.fields, text: "Boo" },
      stop: { turn: newId() },
      again: {},
      continue: {},
      choose: { place, to },
      edit: { place, text: "Boo", then: "save" },
      delete: { place },
      undo: {},
      remove: {},
    };
    for (const [action, fields] of Object.entries(deeds)) {
      const response = await other.post(`/chats/${id}/${action}`, fields);
      assert.equal(response.status, 404, action);
      await response.body?.cancel();
    }
    const reword = await other.post(`/chats/${id}/edit`, { place, text: "Boo", then: "reply" });
    assert.equal(reword.status, 404);
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello", "One."]);
  }));

Deno.test("without a session, a conversation leads to the sign-in and back", () =>
  withChat(async (app) => {
    const { id } = await begin(app);
    const stranger = app.visitor();
    for (
      const response of [
        await stranger.get(`/chats/${id}`),
        await stranger.get(`/chats/${id}/remove`),
      ]
    ) {
      assert.equal(response.status, 303);
      const { pathname, searchParams } = new URL(locationOf(response), app.origin);
      assert.equal(pathname, "/login");
      assert.match([...searchParams.values()].join(), new RegExp(`^/chats/${id}`));
    }
    const sent = await stranger.post(`/chats/${id}/send`, { id: newId(), text: "Boo" });
    assert.equal(sent.status, 303);
    assert.match(locationOf(sent), /^\/login/);
  }));

Deno.test("a form that another site sends changes nothing", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    const deeds = ["send", "again", "undo", "remove"];
    for (const action of deeds) {
      const response = await me.post(
        `/chats/${id}/${action}`,
        { id: newId(), text: "Boo" },
        foreign,
      );
      assert.equal(response.status, 403, action);
      await response.body?.cancel();
    }
    const older = { "sec-fetch-site": "", origin: "https://evil.example" };
    const response = await me.post("/chats", { character: newId() }, older);
    assert.equal(response.status, 403);
    await response.body?.cancel();
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came."]);
  }));

Deno.test("when the character is gone, everything can be read and nothing be asked", () =>
  withChat(async (app) => {
    const { me, id, character } = await begin(app);
    const before = await talk(app, { me, id }, ["Hello", "One."]);
    await deleteCharacter(app.kv, character.id, KEEPER);
    const html = await pageOf(me, id);
    assert.deepEqual(bubblesOf(html), ["You came.", "Hello", "One."]);
    assert(html.includes(words.gone("Haru")));
    const asks = formsOf(html).filter(({ action }) => /\/(send|again|continue)$/.test(action));
    assert.deepEqual(asks, []);
    // A page that was open before still has its composer.
    await press(me, formOf(before, `/chats/${id}/send`), { text: "Are you there?" });
    const late = await (await openChat(me, id)).rest();
    assert(bubblesOf(late).includes("Are you there?"));
    assert(late.includes(words.gone("Haru")));
    assert(!late.includes(words.failure.bad_response));
    assert((await (await me.get("/chats")).text()).includes("Haru"));
  }));

Deno.test("a character that is private or unknown cannot be talked with", () =>
  withChat(async (app) => {
    const { id } = await addCharacter(app, { visibility: "private" });
    for (const character of [id, newId(), "", "x".repeat(64)]) {
      const response = await app.visitor().post("/chats", { character });
      assert.equal(response.status, 404, character);
      await response.body?.cancel();
    }
  }));

const HOSTILE = [
  "x",
  "0",
  "-1",
  "%00",
  "..%2f..%2f",
  "%F0%9F%98%80",
  "가",
  "__proto__",
  "a".repeat(5000),
];

Deno.test("addresses that nobody was given answer with 4xx", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const paths = HOSTILE.flatMap((text) => [
      `/chats/${text}`,
      `/chats/${text}/remove`,
      `/chats/${id}/${text}`,
      `/chats?cursor=${text}`,
    ]);
    const broken = ["99999999.a", "1", "-1.a", "1.A", "1e3.a", "1.<b>", "9999999.abc", "0.abc"];
    paths.push(...broken.map((before) => `/chats/${id}?before=${encodeURIComponent(before)}`));
    for (const path of paths) {
      const response = await me.get(path);
      await response.body?.cancel();
      const { status } = response;
      assert(status >= 400 && status < 500, `${status} for ${path.slice(0, 80)}`);
    }
    // An edit of a message that is not there is just the page.
    assert.deepEqual(bubblesOf(await pageOf(me, id, "?edit=__proto__")), ["You came."]);
  }));

Deno.test("forms that no page offers answer with 4xx", () =>
  withChat(async (app) => {
    const { me, id } = await begin(app);
    const html = await talk(app, { me, id }, ["Hello", "One."]);
    const place = formsOf(html).findLast(({ fields }) => fields.place)!.fields.place!;
    const greeting = "0.abcdefgh";
    const deeds: [string, Record<string, string>][] = [
      ["send", {}],
      ["send", { text: "Boo" }],
      ["send", { id: "ABC", text: "Boo" }],
      ["send", { id: "a".repeat(65), text: "Boo" }],
      ["stop", {}],
      ["stop", { turn: "../x" }],
      ["choose", { place }],
      ["choose", { place, to: newId() }],
      ["choose", { place: greeting, to: place.split(".")[1]! }],
      ["edit", { place, text: "", then: "save" }],
      ["edit", { place, text: "가".repeat(18_001), then: "save" }],
      ["edit", { place, text: "a", then: "rm" }],
      ["edit", { place: greeting, text: "a", then: "save" }],
      ["edit", { place: `2.${newId()}`, text: "a", then: "reply" }],
      ["delete", { place: greeting }],
      ["delete", { place: `9999999.${newId()}` }],
      ["delete", { place: "x" }],
      ["constructor", {}],
      ["toString", {}],
    ];
    for (const [action, fields] of deeds) {
      const response = await me.post(`/chats/${id}/${action}`, fields);
      const { status } = response;
      await response.body?.cancel();
      assert(
        status >= 400 && status < 500,
        `${status} for ${action} ${JSON.stringify(fields).slice(0, 80)}`,
      );
    }
    for (const hostile of HOSTILE) {
      const response = await me.post(`/chats/${hostile}/send`, { id: newId(), text: "Boo" });
      await response.body?.cancel();
      assert(
        response.status >= 400 && response.status < 500,
        `${response.status} for ${hostile.slice(0, 80)}`,
      );
    }
    const huge = await me.post(`/chats/${id}/send`, { id: newId(), text: "가".repeat(100_000) });
    assert.equal(huge.status, 413);
    assert((await huge.text()).includes(REASONS.too_large.words.en));
    const json = await me.json("POST", `/chats/${id}/send`, { id: newId(), text: "Boo" });
    assert.equal(json.status, 415);
    await json.body?.cancel();
    assert.deepEqual(bubblesOf(await pageOf(me, id)), ["You came.", "Hello", "One."]);
  }));
