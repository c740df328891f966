import assert from "node:assert/strict";
import { type CardData, emptyCardData } from "@/lib/characters/card/model.ts";
import { greetingsOf } from "@/lib/chat/start.ts";
import { createConversation, requireConversation } from "@/lib/chat/store.ts";

const of = (card: Partial<CardData>, lang: "ko" | "en" = "en") =>
  greetingsOf({ ...emptyCardData("Haru"), ...card }, { character: { lang }, userName: "Min" });

Deno.test("greetingsOf() fills names in, leaves blank ones out, and always has one", () => {
  const greetings = ["{{char}} waves.", " ", "{{// nothing}}", "Hi, {{user}}."];
  const [first_mes = "", ...alternate_greetings] = greetings;
  assert.deepEqual(of({ first_mes, alternate_greetings }), ["Haru waves.", "Hi, Min."]);
  assert.deepEqual(of({}), ["*Haru looks up.*"]);
  assert.deepEqual(of({}, "ko"), ["*Haru, 고개를 들어 바라본다.*"]);
});

Deno.test("greetingsOf() makes no more of a card than a conversation can begin with", async () => {
  using kv = await Deno.openKv(":memory:");
  const greetings = of({
    name: "이름".repeat(50_000),
    first_mes: "<bot>".repeat(300_000),
    alternate_greetings: Array(40).fill("가".repeat(100_000)),
  });
  assert.equal(greetings.length, 20);
  const character = { id: "haru", name: "Haru" };
  const { id } = await createConversation(kv, { ownerId: "me", character, greetings, nowMs: 1 });
  assert(await requireConversation(kv, id, "me"));
});
