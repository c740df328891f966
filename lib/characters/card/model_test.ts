import assert from "node:assert/strict";
import {
  Card,
  CardData,
  createCard,
  emptyCardData,
  getCallName,
} from "@/lib/characters/card/model.ts";

Deno.test("emptyCardData() is a valid card with the given name", () => {
  const data = emptyCardData("하늘");
  assert.deepEqual(CardData.parse(data), data);
  assert.equal(data.name, "하늘");
});

Deno.test("Card keeps unknown fields of data, book and entry", () => {
  const card = createCard({
    ...emptyCardData("A"),
    later: { x: [1] },
    character_book: {
      extensions: { a: 1 },
      shelf: "top",
      entries: [{
        keys: ["k"],
        content: "c",
        extensions: {},
        enabled: true,
        insertion_order: 1,
        use_regex: false,
        mood: null,
      }],
    },
  });
  assert.deepEqual(Card.parse(card), card);
});

Deno.test("CardData refuses null where the specification wants a string", () => {
  assert.equal(CardData.safeParse({ ...emptyCardData("A"), scenario: null }).success, false);
});

Deno.test("getCallName() prefers a nickname that is not empty", () => {
  assert.equal(getCallName({ ...emptyCardData("Haneul"), nickname: "Sky" }), "Sky");
  assert.equal(getCallName({ ...emptyCardData("Haneul"), nickname: "" }), "Haneul");
});
