import assert from "node:assert/strict";
import { settleParticles, toFirstPersonKo, withParticle } from "@/lib/ai/demo/korean.ts";
import { speakSentence } from "@/lib/ai/demo/conjugation.ts";

const PARTICLES: readonly [
  word: string,
  pair: Parameters<typeof withParticle>[1],
  whole: string,
][] = [
  ["마루", "은/는", "마루는"],
  ["달", "은/는", "달은"],
  ["달", "으로/로", "달로"],
  ["집", "으로/로", "집으로"],
  ["Kim", "이/가", "Kim이"],
  ["Emily", "이/가", "Emily가"],
  ["Paul", "을/를", "Paul을"],
  ["Jack", "은/는", "Jack은"],
  ["3", "이/가", "3이"],
  ["2024", "은/는", "2024는"],
  ["등대(섬)", "을/를", "등대(섬)을"],
  ["커피", "이라/라", "커피라"],
  ["책", "이라/라", "책이라"],
];
for (const [word, pair, whole] of PARTICLES) {
  Deno.test(`withParticle() makes ${whole}`, () => assert.equal(withParticle(word, pair), whole));
}

Deno.test("settleParticles() settles what card authors left open", () => {
  assert.equal(settleParticles("민지은(는) 하늘을(를) 본다"), "민지는 하늘을 본다");
  assert.equal(settleParticles("민지아(야), 서울(으)로 가자"), "민지야, 서울로 가자");
});

const SPEECH: readonly [plain: string, casual: string, polite: string, formal: string][] = [
  ["등대에서 산다.", "등대에서 살아.", "등대에서 살아요.", "등대에서 삽니다."],
  ["차를 마신다.", "차를 마셔.", "차를 마셔요.", "차를 마십니다."],
  ["밥을 먹는다.", "밥을 먹어.", "밥을 먹어요.", "밥을 먹습니다."],
  ["음악을 듣는다.", "음악을 들어.", "음악을 들어요.", "음악을 듣습니다."],
  ["길을 모른다.", "길을 몰라.", "길을 몰라요.", "길을 모릅니다."],
  ["이름을 부른다.", "이름을 불러.", "이름을 불러요.", "이름을 부릅니다."],
  ["친구를 돕는다.", "친구를 도와.", "친구를 도와요.", "친구를 돕습니다."],
  ["집을 짓는다.", "집을 지어.", "집을 지어요.", "집을 짓습니다."],
  ["편지를 쓴다.", "편지를 써.", "편지를 써요.", "편지를 씁니다."],
  ["별을 본다.", "별을 봐.", "별을 봐요.", "별을 봅니다."],
  ["꽃을 준다.", "꽃을 줘.", "꽃을 줘요.", "꽃을 줍니다."],
  ["글을 배운다.", "글을 배워.", "글을 배워요.", "글을 배웁니다."],
  ["노래가 된다.", "노래가 돼.", "노래가 돼요.", "노래가 됩니다."],
  ["빵을 만든다.", "빵을 만들어.", "빵을 만들어요.", "빵을 만듭니다."],
  ["섬에 머문다.", "섬에 머물러.", "섬에 머물러요.", "섬에 머뭅니다."],
  ["크게 웃는다.", "크게 웃어.", "크게 웃어요.", "크게 웃습니다."],
  ["일을 한다.", "일을 해.", "일을 해요.", "일을 합니다."],
  ["1890년에 세워졌다.", "1890년에 세워졌어.", "1890년에 세워졌어요.", "1890년에 세워졌습니다."],
  ["고양이가 있다.", "고양이가 있어.", "고양이가 있어요.", "고양이가 있습니다."],
  ["시간이 없다.", "시간이 없어.", "시간이 없어요.", "시간이 없습니다."],
  ["밤은 조용하다.", "밤은 조용해.", "밤은 조용해요.", "밤은 조용합니다."],
  ["바다가 넓다.", "바다가 넓어.", "바다가 넓어요.", "바다가 넓습니다."],
  ["비가 좋다.", "비가 좋아.", "비가 좋아요.", "비가 좋습니다."],
  ["꽃이 아름답다.", "꽃이 아름다워.", "꽃이 아름다워요.", "꽃이 아름답습니다."],
  ["눈이 하얗다.", "눈이 하얘.", "눈이 하얘요.", "눈이 하얗습니다."],
  ["눈이 크다.", "눈이 커.", "눈이 커요.", "눈이 큽니다."],
  ["마음이 아프다.", "마음이 아파.", "마음이 아파요.", "마음이 아픕니다."],
  ["길이 멀다.", "길이 멀어.", "길이 멀어요.", "길이 멉니다."],
  ["하늘이 푸르다.", "하늘이 푸르러.", "하늘이 푸르러요.", "하늘이 푸릅니다."],
  ["등대지기이다.", "등대지기야.", "등대지기예요.", "등대지기입니다."],
  ["등대지기다.", "등대지기야.", "등대지기예요.", "등대지기입니다."],
  ["선생님이다.", "선생님이야.", "선생님이에요.", "선생님입니다."],
  ["비밀이 아니다.", "비밀이 아니야.", "비밀이 아니에요.", "비밀이 아닙니다."],
];
for (const [plain, casual, polite, formal] of SPEECH) {
  Deno.test(`speakSentence() speaks: ${plain}`, () => {
    assert.equal(speakSentence(plain, "casual"), casual);
    assert.equal(speakSentence(plain, "polite"), polite);
    assert.equal(speakSentence(plain, "formal"), formal);
  });
}

Deno.test("speakSentence() speaks the style of old dramas", () => {
  assert.equal(speakSentence("별을 센다.", "archaic"), "별을 세오.");
  assert.equal(speakSentence("대궐에서 산다.", "archaic"), "대궐에서 사오.");
  assert.equal(speakSentence("글을 읽었다.", "archaic"), "글을 읽었소.");
  assert.equal(speakSentence("밤이 깊다.", "archaic"), "밤이 깊소.");
  assert.equal(speakSentence("봉사 벼슬이다.", "archaic"), "봉사 벼슬이오.");
});

Deno.test("speakSentence() leaves what is no plain narration to its caller", () => {
  for (const text of ["벌써 왔어요.", "조용한 밤.", "The end.", "", "다"]) {
    assert.equal(speakSentence(text, "casual"), null, text);
  }
});

Deno.test("toFirstPersonKo() speaks of oneself where the card names the character", () => {
  assert.equal(toFirstPersonKo("하루는 등대에서 산다.", ["하루"], "나"), "나는 등대에서 산다.");
  assert.equal(
    toFirstPersonKo("섬사람들은 하루를 믿는다.", ["하루"], "저"),
    "섬사람들은 저를 믿는다.",
  );
  assert.equal(toFirstPersonKo("민준이는 하루의 친구다.", ["하루"], "나"), "민준이는 내 친구다.");
  assert.equal(toFirstPersonKo("하루하루가 바쁘다.", ["하루"], "나"), "하루하루가 바쁘다.");
  assert.equal(toFirstPersonKo("그녀는 빵을 굽는다.", ["하루"], "나"), "나는 빵을 굽는다.");
});
