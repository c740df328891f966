import assert from "node:assert/strict";
import { callName, pastOf } from "@/lib/stories/writing/demo/grammar.ts";
import { KO_PEOPLE } from "@/lib/stories/writing/demo/ko/people.ts";

const SENTENCES: Record<string, string> = {
  "문을 연다.": "문을 열었다.",
  "편지가 있다.": "편지가 있었다.",
  "새 그림을 찾아냈다.": "새 그림을 찾아냈다.",
  "접시를 깨뜨렸다.": "접시를 깨뜨렸다.",
  "그 까닭을 알았다": "그 까닭을 알았다.",
};

for (const [now, then] of Object.entries(SENTENCES)) {
  Deno.test(`pastOf(): ${now} → ${then}`, () => assert.equal(pastOf(now), then));
}

Deno.test("callName() leaves out a surname, and nothing of a name that has none", () => {
  assert.equal(callName("윤서하", "ko"), "서하");
  assert.equal(callName("옥천댁", "ko"), "옥천댁");
  assert.equal(callName("허 판관", "ko"), "허 판관");
  assert.equal(callName("Mara Quill", "en"), "Mara");
  assert.equal(callName("Old Marta", "en"), "Old Marta");
});

Deno.test("people of other worlds are called by their whole names, as none of them looks like a surname", () => {
  for (const names of Object.values(KO_PEOPLE.names.other)) {
    for (const name of names) assert.equal(callName(name, "ko"), name);
  }
});
