import assert from "node:assert/strict";
import type { Locale } from "@/lib/i18n/locale.ts";
import { ledgerAfter } from "@/lib/stories/writing/ledger.ts";
import { PLANTED, STAGES } from "@/lib/stories/writing/ledger_for_tests.ts";
import type { Fact } from "@/lib/stories/writing/model.ts";
import { suspect, type Suspicion } from "@/lib/stories/writing/suspicions.ts";

const CLEAN: Record<Locale, string> = {
  ko: `한서연의 갈색 눈동자가 불빛에 흔들렸다. 서연은 등대 마루 밑을 떠올렸다.

“금요일에는 배가 항구에 들어오겠지.” 윤태오가 말했다.

서연은 오민호의 파이프를 만지작거렸다. 폭풍 속에서 잃은 사람이었다. 열쇠 세 개가 벽에서 부딪쳤다. 무전기의 조각이 아직 바위틈에 있었다.

“편지는 어디 있어?” 윤태오가 물었다. 서연은 대답하지 않았다. 첫날 밤 서연은 등대에서 한숨도 자지 못했다. 스물두 살의 밤이 그렇게 지나갔다.`,
  en:
    `Mara's brown eyes caught the lamp. She thought of the boards under her feet in the lighthouse.

“The ferry comes into the harbour on Friday,” said Tobias.

Mara turned Edwin's pipe in her fingers. The storm had taken him. Three keys knocked against the wall. Shards of the radio still lay among the rocks.

“Where is the letter?” asked Tobias. Mara did not answer. On the first night Mara had not slept at all in the lighthouse.`,
};

function look(lang: Locale, body: string, told: Fact[] = []): Suspicion[] {
  const { people, places, facts } = STAGES[lang];
  const ledger = ledgerAfter([{ n: 1, facts, opened: [], paid: [], summary: "" }], 1);
  return suspect({ body, lang, people, places, terms: [], ledger, told });
}

for (const lang of ["ko", "en"] as const) {
  for (const [name, sentence] of Object.entries(PLANTED[lang])) {
    Deno.test(`suspect() finds ${name} (${lang})`, () => {
      const [first, second] = CLEAN[lang].split("\n\n");
      const found = look(lang, [first, sentence, second].join("\n\n"));
      assert.equal(found.length, 1, JSON.stringify(found));
      assert(sentence.includes(found[0]!.quote.replace(/[.”"]+$/, "")), found[0]!.quote);
    });
  }

  Deno.test(`suspect() has nothing against a chapter that keeps to the ledger (${lang})`, () => {
    assert.deepEqual(look(lang, CLEAN[lang]), []);
  });
}

Deno.test("suspect() lets somebody know what they were told in the chapter", () => {
  const knows = PLANTED.ko["somebody who knows what is hidden"]!;
  assert.equal(look("ko", knows).length, 1);
  const [, hidden] = STAGES.ko.facts;
  assert.deepEqual(look("ko", knows, [{ ...hidden!, knownBy: ["p1", "p3"] }]), []);
  const told = "“편지는 등대 마루 밑에 숨겨져 있어.” 서연이 털어놓았다.";
  assert.deepEqual(look("ko", `${told}\n\n${knows}`), []);
});

Deno.test("suspect() finds nothing where nothing is known yet", () => {
  for (const lang of ["ko", "en"] as const) {
    const { people, places } = STAGES[lang];
    const ledger = ledgerAfter([], 0);
    const found = suspect({
      body: CLEAN[lang],
      lang,
      people,
      places,
      terms: [],
      ledger,
      told: [],
    });
    assert.deepEqual(found, []);
  }
});
