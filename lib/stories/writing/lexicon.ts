/** Words by which claims of a text are told, in Korean and English: numbers, colours, days, what it is to be dead or broken. */
import type { Locale } from "@/lib/i18n/locale.ts";

/** Words of which only one can be so at a time: two of a kind said of the same thing contradict each other. */
export interface Choice {
  readonly name: string;
  /** Each member with all its forms. */
  readonly members: readonly RegExp[];
}

export interface Lexicon {
  /** A colour and what has it, in either order: groups `colour` and `feature`. */
  readonly coloured: readonly RegExp[];
  /** What a colour's word, and a feature's, stand for. */
  colourOf(word: string): string;
  featureOf(word: string): string;
  /** Counted things: groups `number` and `thing`. */
  readonly counted: readonly RegExp[];
  /** A person's age: group `number`. */
  readonly aged: RegExp;
  /** @returns NaN for what is no number. */
  numberOf(word: string): number;
  readonly choices: readonly Choice[];
  /** That somebody is dead: matches what follows their name. */
  readonly dead: RegExp;
  /** That a thing is not what it was: lost, broken, burnt. */
  readonly gone: RegExp;
  /** That a thing is used as if nothing were wrong with it. */
  readonly used: RegExp;
  /** That a sentence tells of former times, or of what is left. */
  readonly recalled: RegExp;
  /** That somebody knows, remembers or thinks what the sentence says. */
  readonly knowing: RegExp;
  /** What is counted of anything: times, lengths, people. Two numbers of it are no contradiction. */
  readonly measures: ReadonlySet<string>;
  /** Words that tell nothing of what a sentence is about. */
  readonly plain: ReadonlySet<string>;
}

const KO_COLOURS: readonly [RegExp, string][] = [
  [/검|까만|까맣|흑/u, "black"],
  [/갈색|밤색/u, "brown"],
  [/푸른|푸르|파란|파랗|청색|하늘색/u, "blue"],
  [/초록|녹색|연두/u, "green"],
  [/회색|잿빛|은회/u, "grey"],
  [/금|노란|노랗/u, "gold"],
  [/은빛|은발|백발|하얀|하얗|흰/u, "white"],
  [/붉|빨간|빨갛|적갈/u, "red"],
  [/보라/u, "violet"],
];
const KO_COLOUR =
  "검은색?|까만|까맣|흑갈색|갈색|밤색|푸른색?|푸르|파란|파랗|청색|하늘색|초록색?|녹색|연두색?|회색|잿빛|금빛|노란|은빛|하얀|하얗|흰|붉은|빨간|적갈색|보랏빛|보라색";
const KO_UNITS: Readonly<Record<string, number>> = {
  한: 1,
  하나: 1,
  두: 2,
  둘: 2,
  세: 3,
  셋: 3,
  네: 4,
  넷: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
};
const KO_TENS: Readonly<Record<string, number>> = {
  열: 10,
  스물: 20,
  스무: 20,
  서른: 30,
  마흔: 40,
  쉰: 50,
  예순: 60,
  일흔: 70,
  여든: 80,
  아흔: 90,
};
const KO_NUMBER =
  "\\d+|(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)|열|스무|스물|서른|마흔|쉰|예순|일흔|여든|아흔";
const KO_COUNTER = "개|명|번|장|마리|척|자루|권|통|송이|층|켤레|대|채|그루";

/** Members that are words of their own in Korean: nothing of Hangul stands before them. */
const ko = (...words: readonly string[]) =>
  words.map((word) => new RegExp(`(?<![가-힣])(?:${word})`, "u"));
const en = (...words: readonly string[]) =>
  words.map((word) => new RegExp(`\\b(?:${word})\\b`, "iu"));

const sides = ["손", "팔", "다리", "발", "어깨", "뺨", "귀", "무릎"].map((part) => ({
  name: part,
  members: ko(`왼쪽? ?${part}`, `오른쪽? ?${part}`),
}));
const enSides = ["hand", "arm", "leg", "foot", "shoulder", "cheek", "ear", "knee", "eye"].map((
  part,
) => ({ name: part, members: en(`left ${part}`, `right ${part}`) }));

const KO: Lexicon = {
  coloured: [
    new RegExp(`(?<colour>${KO_COLOUR}) ?(?<feature>눈동자|머리카락|머리칼|머리|눈)(?!빛)`, "gu"),
    new RegExp(
      `(?<feature>눈동자|머리카락|머리칼|머리|눈)(?:은|는|이|가)? ?(?:아주 |짙은 |옅은 )?(?<colour>${KO_COLOUR})`,
      "gu",
    ),
  ],
  colourOf: (word) => KO_COLOURS.find(([form]) => form.test(word))?.[1] ?? word,
  featureOf: (word) => word.startsWith("눈") ? "eyes" : "hair",
  counted: [
    new RegExp(
      `(?<![가-힣])(?<thing>[가-힣]{1,6}?)(?:은|는|이|가|을|를|도)? (?<number>${KO_NUMBER}) ?(?:${KO_COUNTER})`,
      "gu",
    ),
    new RegExp(
      `(?<![가-힣])(?<number>${KO_NUMBER}) ?(?:${KO_COUNTER})의 (?<thing>[가-힣]{1,6}?)(?:은|는|이|가|을|를|도|에|로|만|의|[ ,.]|$)`,
      "gu",
    ),
  ],
  aged: new RegExp(`(?<![가-힣\\d])(?<number>${KO_NUMBER}) ?(?:살|세(?![가-힣]))`, "u"),
  numberOf(word) {
    if (/^\d+$/.test(word)) return Number(word);
    const [, tens = "", unit = ""] =
      /^(열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)?(.*)$/u.exec(word) ?? [];
    if (tens === "" && unit === "") return NaN;
    return (KO_TENS[tens] ?? 0) + (unit === "" ? 0 : KO_UNITS[unit] ?? NaN);
  },
  choices: [
    { name: "weekday", members: ko(..."월화수목금토일".split("").map((day) => `${day}요일`)) },
    { name: "season", members: ko("봄", "여름", "가을", "겨울") },
    {
      name: "kin",
      members: ko(
        "누나|언니|누이",
        "오빠|형(?=[은이을과의도인 ,.])",
        "여동생",
        "남동생",
        "어머니|엄마",
        "아버지|아빠",
        "할머니",
        "할아버지",
        "삼촌",
        "이모|고모",
        "아들",
        "딸",
      ),
    },
    { name: "compass", members: ko("동쪽", "서쪽", "남쪽", "북쪽") },
    { name: "daytime", members: ko("새벽", "아침", "정오|한낮", "저녁", "한밤|자정") },
    ...sides,
  ],
  dead: /^(?:은|는|이|가|도)? ?[^.!?]{0,20}(?:죽었|죽은|숨졌|숨을 거|세상을 떠|목숨을 잃|사망)/u,
  gone: /부서졌|부서져|깨졌|깨져|불탔|불타|타 버렸|타버렸|잃어버렸|가라앉았|찢어졌|찢겼|산산조각/u,
  used: /꺼냈|꺼내|켰|열었|열어|읽었|읽어|펼쳤|펼쳐|들었|들고|썼|쥐었|쥐고|꽂았|돌렸|불었|연주/u,
  recalled:
    /회상|생전|예전|옛날|기억|떠올|그날|꿈|유령|혼령|살아 있을|없[는었이어]|부서진|깨진|타 버린|타버린|불탄|조각|잃어버린|재가|새 |다른/u,
  knowing: /알고 있|알았|안다|떠올렸|깨달은|생각했|기억했|짐작했/u,
  measures: new Set(
    "사람 아이 어른 남자 여자 마디 걸음 하루 달 해 시간 분 초 번 날 밤 말 줄".split(" "),
  ),
  plain: new Set(
    "있다 있었다 없다 없었다 했다 한다 이다 였다 이었다 된다 되었다 그것 그는 그녀 사실 모두 누가 무엇 이미 아직 다시 함께 혼자 그가 자신 때문 위해 대해 안다 알고 모른다 것을 것이"
      .split(" "),
  ),
};

const EN_COLOUR =
  "black|brown|hazel|blue|green|gr[ae]y|golden|blond|blonde|yellow|silver|white|red|auburn|violet|purple";
const EN_NUMBERS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    .split(" ");
const EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const EN_NUMBER = `\\d+|(?:${EN_TENS.join("|")})(?:-(?:${EN_NUMBERS.slice(0, 9).join("|")}))?|${
  EN_NUMBERS.join("|")
}`;

const EN: Lexicon = {
  coloured: [
    new RegExp(`\\b(?<colour>${EN_COLOUR})\\W+(?:\\w+\\W+)?(?<feature>eyes?|hair)\\b`, "giu"),
    new RegExp(
      `\\b(?<feature>eyes?|hair) (?:was|were|is|are|shone|looked)(?: \\w+)? (?<colour>${EN_COLOUR})\\b`,
      "giu",
    ),
  ],
  colourOf(word) {
    const plain = word.toLowerCase().replace("gray", "grey");
    if (/^(?:golden|blonde?|yellow)$/.test(plain)) return "gold";
    if (/^(?:red|auburn)$/.test(plain)) return "red";
    if (/^(?:silver|white)$/.test(plain)) return "white";
    if (/^(?:violet|purple)$/.test(plain)) return "violet";
    return /^(?:brown|hazel)$/.test(plain) ? "brown" : plain;
  },
  featureOf: (word) => word.toLowerCase().startsWith("eye") ? "eyes" : "hair",
  counted: [
    new RegExp(`\\b(?<number>${EN_NUMBER}) (?:[a-z]+ )??(?<thing>[a-z]{3,}s)\\b`, "giu"),
  ],
  aged: new RegExp(`\\b(?<number>${EN_NUMBER})(?:[- ]years?[- ]old\\b| years? of age\\b)`, "iu"),
  numberOf(word) {
    if (/^\d+$/.test(word)) return Number(word);
    const [first = "", unit] = word.toLowerCase().split("-");
    const small = (text: string) => EN_NUMBERS.indexOf(text) + 1;
    const tens = EN_TENS.indexOf(first);
    if (tens >= 0) return (tens + 2) * 10 + (unit ? small(unit) : 0);
    return small(first) || NaN;
  },
  choices: [
    {
      name: "weekday",
      members: en(
        ..."Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "),
      ),
    },
    { name: "season", members: en("spring", "summer", "autumn|fall", "winter") },
    {
      name: "kin",
      members: en(
        "sister",
        "brother",
        "mother|mum|mom",
        "father|dad",
        "grandmother",
        "grandfather",
        "uncle",
        "aunt",
        "son",
        "daughter",
        "cousin",
      ),
    },
    {
      name: "compass",
      members: en("north(?:ern)?", "south(?:ern)?", "east(?:ern)?", "west(?:ern)?"),
    },
    { name: "daytime", members: en("dawn", "noon|midday", "dusk|evening", "midnight") },
    ...enSides,
  ],
  dead: /^[^.!?]{0,30}\b(?:died|dead|was killed|has been killed|drowned|passed away|perished)\b/iu,
  gone:
    /\b(?:burned|burnt|broke|broken|shattered|destroyed|sank|torn|lost|melted|fell into the sea)\b/iu,
  used:
    /\b(?:took out|took|opened|read|used|lit|held|unfolded|drew|raised|turned|blew|played|unlocked|pulled out)\b/iu,
  recalled:
    /\b(?:remember\w*|memory|memories|once|used to|had been|dream\w*|ghost|years ago|would have|if only|broken|burnt|ashes|pieces?|shards?|lost|gone|without|no longer|another|new)\b/iu,
  knowing: /\b(?:knew|knows|known|remembered|realised|realized|thought of|was aware)\b/iu,
  measures: new Set(
    ("years days nights hours minutes seconds weeks months times steps words people men women children miles metres " +
      "meters feet inches pages lines things ways pounds generations winters summers o'clocks others strokes paces")
      .split(" "),
  ),
  plain: new Set(
    "that this with from have were been they their there them then than into over under about after before when where what which while would could should knows known know only still also very much more most some none both each other never ever"
      .split(" "),
  ),
};

export const LEXICONS: Readonly<Record<Locale, Lexicon>> = { ko: KO, en: EN };
