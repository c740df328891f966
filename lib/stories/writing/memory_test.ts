import assert from "node:assert/strict";
import { estimateTokens } from "@/lib/ai/tokens.ts";
import {
  type ChapterLedger,
  knows,
  ledgerAfter,
  promisesOf,
} from "@/lib/stories/writing/ledger.ts";
import { memoryOf } from "@/lib/stories/writing/memory.ts";
import type { Fact, StoryPromise } from "@/lib/stories/writing/model.ts";

function fact(ref: string, what: string, about: string[] = ["p1"], knownBy: string[] = []): Fact {
  return { ref, what, about, knownBy, where: null, when: null };
}

function chapter(n: number, more: Partial<ChapterLedger> = {}): ChapterLedger {
  return { n, facts: [], opened: [], paid: [], summary: `${n}화의 요약이다.`, ...more };
}

const promise = (ref: string): StoryPromise => ({ ref, what: ref, opens: 1, pays: null });

Deno.test("ledgerAfter() knows nothing of later chapters [WR3]", () => {
  const chapters = [
    chapter(2, { facts: [fact("f2_1", "둘째")], paid: ["a"] }),
    chapter(1, { facts: [fact("f1_1", "첫째")], opened: ["a", "b"] }),
    chapter(3, { facts: [fact("f3_1", "셋째")], opened: ["c"], paid: ["b"] }),
  ];
  const two = ledgerAfter(chapters, 2);
  assert.deepEqual(two.facts.map(({ ref, chapter }) => [ref, chapter]), [["f1_1", 1], ["f2_1", 2]]);
  assert.deepEqual([two.open, two.paid], [["b"], ["a"]]);
  assert.deepEqual(two.summaries.map(({ chapter }) => chapter), [1, 2]);
  assert.deepEqual(ledgerAfter(chapters, 0), {
    chapter: 0,
    facts: [],
    open: [],
    paid: [],
    summaries: [],
  });
});

Deno.test("a fact that changed has its last word, and a name that is used again for another thing takes nothing away", () => {
  const chapters = [
    chapter(1, {
      facts: [fact("f1", "문은 잠겨 있다", ["문"]), fact("f2", "불은 꺼졌다", ["불"])],
    }),
    chapter(2, { facts: [fact("f1", "문은 열려 있다", ["문"]), fact("f2", "배가 왔다", ["배"])] }),
  ];
  const { facts } = ledgerAfter(chapters, 2);
  assert.deepEqual(facts.map(({ what }) => what), ["불은 꺼졌다", "문은 열려 있다", "배가 왔다"]);
});

Deno.test("a fact that names nobody who knows it is known to everybody", () => {
  assert(knows(fact("f", "-"), "p9"));
  assert(knows(fact("f", "-", [], ["p1"]), "p1"));
  assert(!knows(fact("f", "-", [], ["p1"]), "p2"));
});

Deno.test("promisesOf() loses no promise", () => {
  const ledger = ledgerAfter([chapter(1, { opened: ["a", "b"] }), chapter(2, { paid: ["b"] })], 2);
  const states = promisesOf(["a", "b", "c"].map(promise), ledger);
  assert.deepEqual(states.map(({ state }) => state), ["open", "paid", "planned"]);
});

Deno.test("memoryOf() keeps within its tokens, the last chapters in full, and what is about those who appear", () => {
  const long =
    "서연은 등대 계단을 오르내리며 하루 종일 편지의 주인을 찾았고 아무도 대답하지 않았다. ".repeat(
      6,
    );
  const chapters = Array.from({ length: 30 }, (_, n) =>
    chapter(n + 1, {
      summary: `${n + 1}화. ${long}`.trim(),
      facts: [
        fact(`a${n}`, `${n + 1}일째에 배가 오지 않았다`, ["배"]),
        fact(`b${n}`, `${n + 1}일째에 서연이 한 줄을 읽었다`, ["p1"]),
      ],
      opened: n === 0 ? ["a"] : [],
    }));
  const tokens = 1_500;
  const memory = memoryOf(ledgerAfter(chapters, 30), {
    promises: [promise("a")],
    people: ["p1"],
    tokens,
  });
  const all = [...memory.summaries, ...memory.facts, ...memory.promises];
  const cost = all.reduce((sum, one) => sum + estimateTokens(JSON.stringify(one)), 0);
  assert(cost <= tokens, `${cost} tokens`);
  assert.equal(memory.summaries.at(-1)?.summary, chapters[29]!.summary);
  assert(memory.summaries[0]!.chapter > 1);
  assert(memory.facts.length > 3);
  assert(memory.facts.every(({ about }) => about.includes("p1")));
  assert.equal(memory.facts.at(-1)?.ref, "b29");
  assert.deepEqual(memory.promises.map(({ ref }) => ref), ["a"]);
});

Deno.test("memoryOf() never forgets how the last chapter ended", () => {
  const ledger = ledgerAfter([chapter(1), chapter(2)], 2);
  const memory = memoryOf(ledger, { promises: [], people: [], tokens: 1 });
  assert.deepEqual(memory.summaries.map(({ chapter }) => chapter), [2]);
});
