import assert from "node:assert/strict";
import type { FollowEvent } from "@/lib/chat/follow.ts";
import { streamPage, streamSlot } from "@/lib/chat/stream_page.ts";

const page = `<p>${streamSlot("t", "text")}</p><div>${streamSlot("t", "foot")}</div></body>`;
const parts = {
  foot: () => Promise.resolve("<b>foot</b>"),
  late: "<i>late</i>",
  face: (emotion: string) => `<img alt="${emotion}">`,
};

async function collect(events: FollowEvent[]): Promise<string[]> {
  async function* source() {
    yield* events;
  }
  return await Array.fromAsync(streamPage(page, "t", { events: source(), parts }));
}

Deno.test("the document comes in order, with the reply's markup in its place", async () => {
  const pieces = await collect([
    { type: "text", text: "*wav" },
    { type: "text", text: "es* <script>" },
    { type: "end", message: null },
  ]);
  assert.equal(pieces[0], "<p>");
  assert.equal(
    pieces.join(""),
    "<p><em>waves</em> &lt;script&gt;</p><div>" +
      '<span class="turn-over" hidden></span><b>foot</b></div></body>',
  );
});

Deno.test("a face that changes comes where the reply is, and is no word of it", async () => {
  const pieces = await collect([
    { type: "emotion", emotion: "smile" },
    { type: "text", text: "Hi, *you" },
    { type: "emotion", emotion: "sad" },
    { type: "text", text: "*." },
    { type: "end", message: null },
  ]);
  assert(
    pieces.join("").startsWith(
      '<p><img alt="smile">Hi, <em>you<img alt="sad"></em>.</p>',
    ),
  );
});

Deno.test("a reader who waits long is told so once, and the words go when the reply begins", async () => {
  const pulse = { type: "pulse" } as const;
  const text = (await collect([
    pulse,
    pulse,
    pulse,
    { type: "text", text: "at last" },
    { type: "end", message: null },
  ])).join("");
  assert.equal(text.split("<i>late</i>").length, 2);
  assert(text.indexOf("<i>late</i>") < text.indexOf('<span class="begun">'));
});

Deno.test("a reply without words is marked as such where its words would be", async () => {
  const [, mark] = await collect([{ type: "end", message: null }]);
  assert.equal(mark, '<span class="no-words"></span>');
});

Deno.test("streamPage() refuses a page without a place for the reply", async () => {
  async function* none(): AsyncGenerator<FollowEvent> {}
  await assert.rejects(
    Array.fromAsync(streamPage("<p></p>", "t", { events: none(), parts })),
    /without a place for what follows/,
  );
});
