/** The page of a room for those who read it without a script. */
import assert from "node:assert/strict";
import { newId } from "@/lib/id.ts";
import { loungeWords } from "@/lib/i18n/lounge.ts";
import { appendMessage } from "@/lib/spaces/messages.ts";
import { mute } from "@/lib/spaces/moderation.ts";
import { RECENT_MESSAGES } from "@/lib/spaces/protocol.ts";
import { requireSpace } from "@/lib/spaces/store.ts";
import { seedOnce } from "@/lib/starter/seed.ts";
import { starterId } from "@/lib/starter/house.ts";
import { Person } from "@/tests/integration/characters_client.ts";
import { openTestApp } from "@/tests/support/app.ts";

const words = loungeWords.ko;
const SPACE = starterId("persimmon-maru");
const PAGE = `/spaces/${SPACE}`;

/** The address that a link of these words leads to. */
function linkTo(html: string, text: string): string | null {
  const link = new RegExp(
    `<a [^>]*href="([^"]+)"[^>]*>(?:(?!</a>).)*${text}(?:(?!</a>).)*</a>`,
    "s",
  );
  return link.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? null;
}

Deno.test("without a script one reads back to the first word and returns to the newest", async () => {
  await using app = await openTestApp();
  await seedOnce(app.services);
  const ana = await new Person(app).signUp("아나");
  const bo = new Person(app);
  await ana.post(`${PAGE}/join`);
  const userId = (await (await ana.get(`/api/v1/spatial${PAGE}`)).json()).participants[0].user_id;
  const count = RECENT_MESSAGES + 3;
  for (let n = 1; n <= count; n++) {
    await appendMessage(app.services, { id: SPACE }, {
      v: 1,
      id: newId(),
      userId,
      nickname: "아나",
      characterId: null,
      characterName: null,
      message: `말 ${n}.`,
      characterReply: null,
      emotion: null,
      atMs: app.services.now(),
      share: null,
      nonce: null,
      removed: false,
    });
  }
  const newest = await bo.page(PAGE);
  assert(newest.includes("말 4.") && newest.includes(`말 ${count}.`) && !newest.includes("말 3."));
  const earlier = linkTo(newest, words.earlier);
  assert.match(earlier ?? "", /^\/spaces\/.+\?before=.+#talk-title$/);

  const before = await bo.page(earlier!.replace(/#.*/, ""));
  assert(before.includes("말 1.") && before.includes("말 3.") && !before.includes("말 4."));
  assert.equal(linkTo(before, words.earlier), null, "nothing was said before");
  assert.equal(linkTo(before, words.newest), PAGE);
  assert.equal(linkTo(before, words.live), null, "what is long past does not grow");
  assert.equal((await bo.get(`${PAGE}?before=nowhere`)).status, 400);
});

Deno.test("who is muted is said on the page until they may speak again", async () => {
  await using app = await openTestApp();
  await seedOnce(app.services);
  const ana = await new Person(app).signUp("아나");
  await ana.post(`${PAGE}/join`);
  const space = await requireSpace(app.kv, SPACE, null);
  const userId = (await (await ana.get(`/api/v1/spatial${PAGE}`)).json()).participants[0].user_id;
  assert(!(await new Person(app).page(PAGE)).includes(words.silenced));
  const owner = { userId: space.ownerId, nickname: "집" };
  await mute(app.services, space, owner, { userId, seconds: 60 });
  assert((await new Person(app).page(PAGE)).includes(words.silenced));
  app.wait(61_000);
  assert(!(await new Person(app).page(PAGE)).includes(words.silenced));
});
