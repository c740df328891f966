/**
 * Owns what words mean in questions about help: which say nothing, and which say the same.
 *
 * Browser-safe.
 */

/** Verbs, requests and fillers: they tell that somebody asks, not for what. Compared after particles were taken off. */
const SILENT_START =
  /^(?:알려|찾아|찾고|찾을|도와|받을|받고|받는|받나|받으|있나|있을|있는|있어|있으|있습|없나|없을|싶은|싶어|싶습|어떤|어떻|무슨|무엇|뭐|뭔|뭘|어디|어느|하려|하는|하고|해야|해요|해줘|해주|할까|할수|합니|되나|되는|되면|될까|돼|가능|관련|대한|위한|대해|위해|궁금|문의|말해|추천|보여|부탁|주세|주나|주는|준다|줘|계신|계세|사는|살고|살아|가진|다니|드려|드릴|안내|정보|목록|종류|방법|신청|조건|자격|대상|얼마|언제|누가|왜|혹시|그리고|그런|이런|저런|너무|많이|정말|진짜|지금|요즘|저희|우리|제가|내가|나는|저는|나도|저도|모르|많아|걱정|필요|부담|됐어|됩니)/;
const SILENT = new Set(
  "좀 수 것 거 게 걸 할 한 못 안 더 또 등 및 나 내 저 제 그 이 때 중 곳 분 년 세 살 만 위 해 돼 될 된 는 은 을 를 이요 네요 어요 해서 하면 때문 같은 같아 라는 인가요 인데요 the a an of for to in on i my me is are am can do does get any some there what which how where when and or with about please tell find show need want help have it be if who that you services service program programs"
    .split(" "),
);

/** Words that nearly every entry has: they count only where nothing else was said. */
const WEAK = new Set(
  "복지 서비스 지원 제도 혜택 지원금 사업 정책 도움 급여 국가 정부 나라 프로그램 benefit support welfare government allowance"
    .split(" "),
);

const WEAK_START = /^(?:힘들|힘든|어렵|어려)/;

/** Words that people use for the same thing. A question for one finds the others, a little less. */
const GROUPS: readonly (readonly string[])[] = [
  ["노인", "어르신", "고령", "할머니", "할아버지", "노후", "부모님", "elderly", "senior", "old"],
  ["아동", "아기", "아이", "애기", "자녀", "영유아", "영아", "baby", "child", "children", "kid"],
  ["신생아", "아기", "갓난아기", "newborn"],
  ["임신", "임산부", "산모", "출산", "pregnant", "pregnancy", "birth"],
  ["출산", "출생", "낳", "birth"],
  ["난임", "불임", "시험관", "infertility", "ivf"],
  ["구직", "취업", "일자리", "취준생", "백수", "job", "work", "employment"],
  ["실업", "실직", "해고", "퇴사", "unemployed", "unemployment", "laid"],
  ["월세", "방세", "집세", "임대료", "자취", "rent", "rental"],
  ["주거", "주택", "임대", "housing", "house", "home"],
  ["전세", "보증금", "전세금", "deposit", "jeonse"],
  ["장애인", "장애", "휠체어", "disability", "disabled"],
  ["한부모", "미혼모", "미혼부", "싱글맘", "이혼", "혼자키우", "single"],
  ["외국인", "이주민", "foreigner", "foreign", "immigrant"],
  ["다문화", "결혼이민", "이주여성", "multicultural", "migrant"],
  ["자살", "죽고싶", "극단", "suicide", "suicidal"],
  ["우울", "우울증", "불안", "정신건강", "depression", "depressed", "mental", "anxiety"],
  ["치매", "알츠하이머", "기억력", "dementia", "alzheimer"],
  ["의료비", "병원비", "치료비", "수술비", "입원비", "medical", "hospital", "surgery"],
  ["채무", "빚", "대출", "연체", "파산", "debt", "loan"],
  ["전기요금", "전기세", "electricity"],
  ["에너지", "난방비", "난방", "가스비", "연료", "heating", "energy", "gas"],
  ["통신비", "휴대폰", "핸드폰", "이동통신", "phone", "mobile"],
  ["장학금", "등록금", "학비", "tuition", "scholarship", "college", "university"],
  ["교육비", "학용품", "교육", "school", "education"],
  ["폭력", "폭행", "때려", "맞아", "violence", "abuse", "hits", "beats"],
  ["학대", "abuse", "neglect"],
  ["요양", "간병", "수발", "요양원", "nursing"],
  ["돌봄", "보살핌", "care"],
  ["생계", "생활비", "먹고살", "가난", "굶", "living", "poverty", "poor"],
  ["위기", "긴급", "갑자기", "급하", "emergency", "urgent", "crisis"],
  ["청년", "대학생", "사회초년생", "youth", "young"],
  ["청소년", "십대", "가출", "teen", "teenager", "runaway"],
  ["국가유공자", "보훈", "참전", "veteran"],
  ["급식", "도시락", "끼니", "밥", "meal", "food"],
  ["연금", "pension"],
  ["육아휴직", "출산휴가", "maternity", "paternity", "parental", "leave"],
  ["어린이집", "유치원", "보육", "daycare", "childcare", "nursery"],
  ["기저귀", "분유", "diaper", "formula"],
  ["암", "cancer"],
  ["법률", "소송", "변호사", "legal", "lawyer"],
  ["도박", "중독", "알코올", "술", "gambling", "addiction", "alcohol"],
  ["산재", "다쳤", "일하다", "injured", "injury", "accident"],
  [
    "임금체불",
    "체불",
    "월급",
    "퇴직금",
    "알바비",
    "아르바이트비",
    "wage",
    "wages",
    "unpaid",
  ],
  ["저축", "통장", "목돈", "saving"],
  ["틀니", "임플란트", "치과", "dental", "denture"],
  ["눈", "백내장", "안과", "개안", "eye", "cataract"],
  ["무릎", "관절", "knee"],
  ["보청기", "보조기", "hearing"],
  ["성폭력", "성폭행", "성추행", "sexual", "rape"],
  ["자활", "self-support"],
  ["혼자", "독거", "홀로", "고독사", "alone", "lonely"],
];

const SAME = new Map<string, Set<string>>();
for (const group of GROUPS) {
  for (const word of group) {
    const known = SAME.get(word) ?? new Set();
    for (const other of group) if (other !== word) known.add(other);
    SAME.set(word, known);
  }
}

/** Whether a word says nothing about what is looked for. */
export function isSilent(word: string): boolean {
  return SILENT.has(word) || SILENT_START.test(word);
}

/** Whether a word counts only where no other was said. */
export function isWeak(word: string): boolean {
  return WEAK.has(word) || WEAK_START.test(word);
}

/** Other words for the same thing, Korean ones alone, as the entries are Korean. */
export function otherWords(word: string): string[] {
  return koreanOf(SAME.get(word) ?? new Set());
}

/** Verbs of one syllable that no noun begins with. */
const SHORT_VERB = /^[낳굶]$/;

/**
 * The same for a word that nothing is called: `우울해요`, `해고당했어요`, `낳으면` are words of ours with an ending that
 * is no particle.
 */
export function wordsWithin(word: string): string[] {
  const found = [...SAME].filter(([known]) =>
    (known.length >= 2 && /^[가-힣]+$/.test(known) || SHORT_VERB.test(known)) &&
    word.length > known.length && word.startsWith(known)
  );
  const [known, others] = found.sort(([a], [b]) => b.length - a.length)[0] ?? [];
  return known && others ? koreanOf(new Set([known, ...others])) : [];
}

function koreanOf(words: ReadonlySet<string>): string[] {
  return [...words].filter((word) => /[가-힣]/.test(word));
}
