import assert from "node:assert/strict";
import { chooseParticles } from "./particles.ts";

const CASES: [text: string, chosen: string][] = [
  ["하루이(가) 웃는다", "하루가 웃는다"],
  ["봄이(가) 온다", "봄이 온다"],
  ["두두리을(를) 본다", "두두리를 본다"],
  ["손님 찻잔 834와(과)", "손님 찻잔 834와"],
  ["방 3은(는)", "방 3은"],
  ["서울으로(로)", "서울로"],
  ["부산으로(로)", "부산으로"],
  ["Folio은(는)", "Folio는"],
  ["Kim이(가)", "Kim이"],
  ["순덕아(야)", "순덕아"],
  ["은(는) 홀로", "은(는) 홀로"],
  ["nothing (here)", "nothing (here)"],
];

for (const [text, chosen] of CASES) {
  Deno.test(`chooseParticles(): ${text} → ${chosen}`, () => {
    assert.equal(chooseParticles(text), chosen);
  });
}
