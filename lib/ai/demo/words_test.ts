import assert from "node:assert/strict";
import {
  coverage,
  createWeights,
  detectLanguage,
  keywords,
  splitSentences,
  withoutActions,
} from "@/lib/ai/demo/words.ts";

Deno.test("detectLanguage() goes by the letters and falls back where there are none", () => {
  assert.equal(detectLanguage("안녕 Folio", "en"), "ko");
  assert.equal(detectLanguage("Hello there", "ko"), "en");
  assert.equal(detectLanguage("I read about 한글 in a book today", "ko"), "en");
  assert.equal(detectLanguage("?!", "ko"), "ko");
  assert.equal(detectLanguage("1+1", "en"), "en");
});

Deno.test("splitSentences() keeps quotes and actions whole", () => {
  assert.deepEqual(splitSentences("*웃는다. 그리고.* 어서 와! 밥은 먹었어?\n“조용. 쉿.” 그랬지."), [
    "*웃는다. 그리고.*",
    "어서 와!",
    "밥은 먹었어?",
    "“조용. 쉿.”",
    "그랬지.",
  ]);
  assert.deepEqual(splitSentences("Mr. Lark waits. Why?"), ["Mr. Lark waits.", "Why?"]);
  assert.deepEqual(splitSentences(""), []);
});

Deno.test("keywords() makes forms of one word equal", () => {
  const share = (a: string, b: string) => keywords(a).intersection(keywords(b)).size > 0;
  assert.ok(share("등대를 켜요", "등대의 불빛"));
  assert.ok(share("마을", "마을에서"));
  assert.ok(share("좋아하는 노래", "노래를 불러"));
  assert.ok(share("the lighthouses", "a lighthouse"));
  assert.equal(share("오늘 뭐 해요?", "지금 뭐예요?"), false);
  assert.equal(share("what is this", "where are you"), false);
});

Deno.test("coverage() weighs rare words more than common ones", () => {
  const documents = ["등대 바다", "등대 고양이", "등대 노트"].map(keywords);
  const weights = createWeights(documents);
  const asked = keywords("등대 고양이");
  assert.ok(
    coverage(asked, keywords("고양이"), weights) > coverage(asked, keywords("등대"), weights),
  );
  assert.equal(coverage(new Set(), keywords("등대"), weights), 0);
});

Deno.test("withoutActions() leaves what is spoken", () => {
  assert.equal(withoutActions("*웃는다* 안녕 *손을 흔든다* 잘 왔어"), "안녕 잘 왔어");
});
