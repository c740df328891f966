/** Search finds what people mean: measured on a labelled set over the starter directory. */
import assert from "node:assert/strict";
import { createWelfareIndex } from "@/lib/welfare/search.ts";
import { starterServices } from "@/lib/welfare/starter/seed.ts";

/** Questions as people ask them, and the services that answer them, the best ones alone. */
const LABELLED: readonly (readonly [q: string, ...wanted: string[]])[] = [
  // Names, whole and in part, with and without blanks.
  ["기초연금", "basic-pension"],
  ["생계급여", "livelihood-benefit"],
  ["긴급복지", "emergency-welfare", "busan-emergency", "incheon-sos"],
  ["청년월세", "youth-rent", "seoul-youth-rent"],
  ["청년 월세 지원", "youth-rent", "seoul-youth-rent"],
  ["노인 장기 요양 보험", "long-term-care"],
  ["맞춤돌봄", "senior-care"],
  ["내일배움", "tomorrow-card"],
  ["첫만남", "first-meeting-voucher"],
  ["해산급여", "childbirth-funeral-benefit"],
  ["문화누리", "culture-card"],
  ["돌봄SOS", "seoul-dolbom-sos"],
  // Particles and whole sentences.
  ["기초연금을 받으려면 어떻게 하나요?", "basic-pension"],
  ["할머니가 혼자 사시는데 돌봐줄 사람이 없어요", "senior-care", "senior-emergency"],
  ["장애인에게 주는 연금이 있나요", "disability-pension"],
  ["아이를 낳으면 받을 수 있는 지원금", "first-meeting-voucher", "parent-benefit"],
  ["실직해서 생활비가 없어요", "emergency-welfare", "unemployment-benefit"],
  ["회사에서 월급을 못 받았어요", "unpaid-wages"],
  ["일하다가 다쳤어요", "industrial-accident"],
  ["부모님이 치매에 걸리셨어요", "dementia-care", "long-term-care"],
  [
    "혼자 아이를 키우고 있는데 양육비를 받을 수 있을까요",
    "single-parent-allowance",
    "child-support-agency",
  ],
  ["남편이 때려요 도와주세요", "women-1366", "child-abuse-report"],
  ["요즘 너무 우울해요", "mental-crisis", "suicide-109", "mind-voucher"],
  ["죽고 싶어요", "suicide-109"],
  ["빚이 많아서 힘들어요", "credit-recovery"],
  ["겨울에 난방비가 걱정이에요", "energy-voucher"],
  ["전기요금은 할인되나요", "electricity-discount"],
  ["핸드폰 요금을 줄이고 싶어요", "telecom-discount"],
  ["대학 등록금이 부담돼요", "national-scholarship", "student-loan"],
  ["노인 복지 서비스 알려줘", "senior-care", "senior-jobs", "basic-pension"],
  ["수술비가 너무 많이 나왔어요", "catastrophic-medical", "knee-surgery", "eye-surgery"],
  ["육아휴직하면 돈이 나오나요", "parental-leave-pay"],
  ["학교폭력으로 힘들어하는 아이 상담", "teen-1388"],
  ["가출한 청소년이 잘 곳", "teen-shelter"],
  ["아이 봐줄 사람이 필요해요", "idolbom"],
  ["전세 사기를 당했어요 법률 상담", "legal-aid"],
  ["불법 촬영물을 지우고 싶어요", "digital-sex-crime"],
  ["보육원에서 나온 청년", "self-reliance-allowance"],
  ["어디에 전화해야 할지 모르겠어요 복지 상담", "hotline-129"],
  // Initial consonants.
  ["ㄱㅊㅇㄱ", "basic-pension"],
  ["ㅇㄷㅅㄷ", "child-allowance"],
  ["ㄱㄱㅂㅈ", "emergency-welfare", "busan-emergency"],
  ["ㅂㅁㄱㅇ", "parent-benefit"],
  // Slips of the finger.
  ["기초연굼", "basic-pension"],
  ["에너지바우쳐", "energy-voucher"],
  ["아동수댱", "child-allowance"],
  ["국민취업지언제도", "national-employment"],
  ["장애인연끔", "disability-pension"],
  ["근로장녀금", "earned-income-credit"],
  ["실엄급여", "unemployment-benefit"],
  ["rlchdusrma", "basic-pension"],
  // Places.
  ["서울 청년 월세", "seoul-youth-rent"],
  ["부산에서 긴급하게 생계비가 필요해요", "busan-emergency", "emergency-welfare"],
  ["제주도 돌봄", "jeju-value-care"],
  ["경기도 청년 기본소득", "gyeonggi-youth-basic-income"],
  ["인천시 긴급복지", "incheon-sos"],
  // English.
  ["help with rent", "youth-rent", "housing-benefit", "seoul-youth-rent"],
  ["I lost my job, unemployment benefit", "unemployment-benefit"],
  ["basic pension for my grandmother", "basic-pension"],
  ["domestic violence hotline", "women-1366"],
  ["suicide prevention", "suicide-109"],
  ["childcare at home", "idolbom", "home-care-allowance"],
  ["disability pension", "disability-pension"],
];

/** Questions that were written after the search, and by which nothing in it was chosen. */
const HELD_OUT: typeof LABELLED = [
  ["산후조리 도와주는 거", "postnatal-helper"],
  ["시험관 시술비를 지원해 주나요", "infertility"],
  ["휠체어 살 돈이 없어요", "assistive-devices"],
  ["자격증 따고 싶은데 학원비", "tomorrow-card"],
  ["외국인인데 비자는 어디에 물어봐요", "immigration-contact"],
  ["참전용사 할아버지 혜택", "veteran-pay"],
  ["할머니 백내장 수술", "eye-surgery"],
  ["아들이 도박을 끊지 못해요", "gambling-1336"],
  ["자퇴했는데 검정고시 준비", "out-of-school", "teen-single-parent"],
  ["신혼부부가 들어갈 임대주택", "happy-house", "public-rental"],
  ["요양보호사가 집에 와 주나요", "long-term-care"],
  ["독거노인 응급 호출", "senior-emergency"],
  ["ㄱㄹㅈㄹㄱ", "earned-income-credit"],
  ["출산전후 휴가급여", "maternity-pay"],
  ["장얘수당", "disability-allowance", "disabled-child-allowance"],
  ["충북 임플란트", "chungbuk-deferred-medical"],
  ["diapers and formula for my baby", "diaper-formula"],
  ["scholarship for university", "national-scholarship"],
  ["차상위 병원비", "near-poor-medical"],
  ["청년 적금 통장", "youth-tomorrow-savings"],
];

/** Questions that no service answers. */
const NOTHING = ["양자역학 교과서", "피자 맛집", "qwertyuiop", "ㅋㅋㅋㅋ", "!!!"];

const index = await createWelfareIndex(await starterServices());

function top(q: string, more: Parameters<typeof index.find>[0] = {}): string[] {
  return index.find({ q, ...more }).slice(0, 3).map(({ service }) => service.id);
}

for (const [name, labelled] of [["labelled", LABELLED], ["held out", HELD_OUT]] as const) {
  Deno.test(`search finds what is meant among its first three, nine times of ten: ${name}`, () => {
    assert.ok(measure(labelled) >= 0.9);
  });
}

/** Prints how well a set is answered. @returns The part of its questions with a wanted service among the first three. */
function measure(labelled: typeof LABELLED): number {
  const misses = labelled.filter(([q, ...wanted]) => !top(q).some((id) => wanted.includes(id)));
  const firsts = labelled.filter(([q, ...wanted]) => wanted.includes(top(q)[0] ?? ""));
  const recall = (labelled.length - misses.length) / labelled.length;
  const report = misses.map(([q]) => `${q} → ${top(q).join(", ") || "nothing"}`).join("\n");
  Deno.stdout.writeSync(new TextEncoder().encode(
    `recall@3 ${recall.toFixed(3)}, precision@1 ${(firsts.length / labelled.length).toFixed(3)} ` +
      `on ${labelled.length} questions over ${index.size} services\n${report}\n`,
  ));
  return recall;
}

for (const q of NOTHING) {
  Deno.test(`search finds nothing for ${JSON.stringify(q)}`, () => {
    assert.deepEqual(top(q), []);
  });
}

Deno.test("search takes words that no service holds for those that mean the same", () => {
  assert.ok(top("아르바이트비를 못 받았어요").includes("unpaid-wages"));
  assert.ok(top("my husband hits me").includes("women-1366"));
});
