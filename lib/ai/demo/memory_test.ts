import assert from "node:assert/strict";
import { knownName, readFacts } from "@/lib/ai/demo/memory.ts";

const TOLD: readonly [text: string, kind: string, value: string][] = [
  ["내 이름은 민지야.", "name", "민지"],
  ["제 이름은 김서연입니다", "name", "김서연"],
  ["준호라고 불러 줘", "name", "준호"],
  ["나는 커피를 정말 좋아해.", "like", "커피"],
  ["비 오는 날이 좋아", "like", "비 오는 날"],
  ["저는 벌레가 싫어요", "dislike", "벌레"],
  ["고양이를 키우고 있어", "pet", "고양이"],
  ["나는 대학생이야", "role", "대학생"],
  ["저는 간호사예요.", "role", "간호사"],
  ["My name is Anna.", "name", "Anna"],
  ["you can call me Bob", "name", "Bob"],
  ["I'm Tom.", "name", "Tom"],
  ["Hi, I'm Nora and I paint", "name", "Nora"],
  ["I really love black coffee.", "like", "black coffee"],
  ["My favourite season is autumn", "like", "autumn"],
  ["I hate mondays because they are long", "dislike", "mondays"],
  ["I have a cat named Mo", "pet", "cat"],
  ["I'm a nurse and I work nights", "role", "nurse"],
];
for (const [text, kind, value] of TOLD) {
  Deno.test(`readFacts() remembers: ${text}`, () => {
    assert.deepEqual(readFacts([{ role: "user", content: text }]), [{ kind, value, turn: 0 }]);
  });
}

const NOT_TOLD = [
  "너는 뭘 좋아해?",
  "커피 좋아하세요?",
  "그거 좋아",
  "나는 커피 안 좋아해",
  "What do you like?",
  "I like you",
  "I'm Korean.",
  "I'm tired.",
  "오늘 날씨 어때?",
  "",
];
for (const text of NOT_TOLD) {
  Deno.test(`readFacts() takes nothing from: ${text || "nothing"}`, () => {
    assert.deepEqual(readFacts([{ role: "user", content: text }]), []);
  });
}

Deno.test("readFacts() takes a short answer to a question about the name", () => {
  const facts = readFacts([
    { role: "model", content: "어서 와. 이름이 뭐야?" },
    { role: "user", content: "하늘이야" },
    { role: "model", content: "And what is your favourite drink?" },
    { role: "user", content: "tea" },
  ]);
  assert.equal(knownName(facts), "하늘");
  assert.deepEqual(facts.at(-1), { kind: "like", value: "tea", turn: 3 });
});

Deno.test("readFacts() believes the reader, not the character", () => {
  assert.deepEqual(
    readFacts([{ role: "model", content: "내 이름은 하루야. 나는 바다를 좋아해." }]),
    [],
  );
});
