/**
 * Owns hearing in plain words that somebody looks for public help: a thing that is named, a plight that is told, or
 * somebody for whom something is asked. Talk about the same people and things is no such wish.
 *
 * Browser-safe.
 */

/** Names of things that public help is called by. */
const KO_THING =
  /복지|지원금|보조금|장려금|수당|급여(?!를\s*[받탔])|바우처|이용권|연금(?!술)|기초생활|수급자|차상위|긴급지원|생계비|돌봄\s*서비스|아이\s*돌봄|활동\s*지원|요양\s*(?:원|보험|등급|병원)|(?:임대|행복)\s*주택|실업급여|육아휴직|장학금|학자금|한부모|상담\s*(?:전화|센터)|쉼터|취업\s*지원|내일\s*배움|노인\s*일자리|건강\s*검진|산재|임금\s*체불|가정\s*폭력|성폭력|학교\s*폭력|전세\s*사기|개인\s*회생|법률\s*구조/;
/** A plight that such help is for. */
const KO_PLIGHT =
  /죽고\s*싶|자살|실직|해고\s*(?:당|됐|되)|(?:돈|생활비|쌀|먹을\s*것?|잘\s*곳|갈\s*곳)(?:이|가|도|은)?\s*(?:없|떨어|모자)|굶(?:고|어|었|는)|(?:생계|생활|먹고\s*살기)(?:가|이|도)?\s*.{0,6}(?:막막|어렵|어려|힘들|곤란)|빚\s*(?:이|을|에|도|때문)|(?:임금|월급|급여|알바비|아르바이트비|주휴\s*수당|퇴직금|보증금|전세금)(?:을|를|이|가|도)?\s*.{0,6}(?:못|안)\s*(?:돌려\s*)?받|(?:등록금|학비|월세|집세|방세|관리비|병원비|의료비|치료비|수술비|입원비|약값|생활비|분유\s*값?|기저귀\s*값?|전기세|전기\s*요금|가스비|난방비|통신비)(?:이|가|을|를|도|은|는)?\s*.{0,8}(?:없|못\s*내|밀[리렸려]|비싸|부담|걱정|막막|모자라|감당)|(?:남편|아내|아빠|아버지|엄마|어머니|애인|남자\s*친구|여자\s*친구)(?:이|가|한테|에게)\s*.{0,6}(?:때려|때리|맞았|맞고)|쫓겨\s*(?:났|나)/;
/** Those for whom there is help, and what it is for. */
const KO_SUBJECT =
  /장애|노인|어르신|고령|독거|노숙|청년|취준생|취업|구직|일자리|실업|아동|청소년|영유아|신생아|임신|임산부|산모|출산|난임|육아|보육|양육|어린이집|미혼|조손|다문화|이주|이민|외국인|탈북|북한\s*이탈|저소득|유공자|보훈|참전|치매|암\s*환자|난치|희귀\s*질환|정신\s*건강|중독|주거|주택|월세|전세|보증금|집세|의료|병원|치료비|수술비|간병|교육비|학비|등록금|급식|통신비|전기\s*요금|전기세|가스비|에너지|난방|생계|임금|월급|퇴직금|법률|소송|채무|대출|신용|학대|보청기|휠체어|틀니|임플란트/;
/** Those of whom people mostly just talk. */
const KO_PERSON =
  /할머니|할아버지|부모님|어머니|아버지|엄마|아빠|아이(?!스|돌|디|콘|폰|템)|아기|애기|가족|남편|아내|혼자|우울|불안|대학생|학생/;
/** Words for public help. */
const KO_HELP =
  /지원(?!서|했|하려고|자로)|혜택|도움(?:을|이|은|도)?\s*(?:받|필요|있|될|주는|줄)|제도|정책|신청|자격|상담|돌봄|돌봐\s*(?:줄|주)|요양|받을\s*(?:수|만한)|받나요|서비스/;
/** Words that ask for anything at all. */
const KO_ASK =
  /알려\s*(?:줘|주|줄)|찾아\s*(?:줘|주|봐)|알아봐|어디\s*(?:서|에|로)\s*.{0,8}(?:받|신청|상담|물어)|조건|대상(?:이|은|자)/;
/** Help, for whomever. */
const KO_ANY =
  /(?:지원|혜택)(?:을|이|은|도)?\s*(?:받을|받고|받아|받는|있|없|줄|주|필요)|(?:어떤|무슨)\s*(?:지원|혜택)|받을\s*(?:수\s*있는|만한)\s*(?:지원|혜택|도움|것|거|게)|도움(?:을|이)?\s*받을\s*(?:수|곳|데)/;

const EN_THING =
  /\b(?:welfare|social (?:security|services?)|(?:government|state|public|housing|child|family|unemployment|disability|maternity|tax) benefits?|benefits? (?:can|could|do|am|may) i|allowances?|subsid(?:y|ies)|pensions?|vouchers?|financial (?:aid|help|support)|basic living|long-term care|maternity leave|parental leave|public housing|hotline|helpline|domestic violence|scholarships?)\b/i;
const EN_PLIGHT =
  /\b(?:lost my job|(?:got|was|been) (?:fired|laid off|evicted)|unemployed|unemployment|homeless|nowhere to (?:live|sleep|stay|go)|nothing to eat|(?:no|out of) money|suicid\w*|want to die|kill myself|in debt|(?:hits|beats|abuses|hurts) me|(?:not|never|n't) (?:been )?paid|unpaid wages|(?:can(?:no|')t|can not|unable to) (?:pay|afford))\b/i;
const EN_SUBJECT =
  /\b(?:disab\w+|wheelchairs?|elderly|seniors?|older people|(?:grand)?(?:mother|father|parent)s?|single (?:moms?|dads?)|pregnan\w+|newborns?|bab(?:y|ies)|infants?|child(?:ren|care)?|kids?|day ?care|rent(?:al)?|housing|deposit|jobs?|jobless|low[- ]income|veterans?|medical|hospital|surgery|tuition|heating|electricity|bills?|foreigners?|migrants?|immigrants?|refugees?|multicultural|dementia|alzheimer\w*|cancer|caregivers?|carers?|nursing|young (?:people|adults?)|youth|debts?|wages?|depress\w+|mental health|addict\w*|abuse\w*)\b/i;
const EN_HELP =
  /\b(?:support (?:for|is|can|do|with)|(?:any|housing|job|child|family|medical|financial) (?:support|help|assistance)|assistance|benefits?|services?|program(?:me)?s?|appl(?:y|ication)|eligib\w+|qualif\w+|counsel\w+|grants?|help (?:for|with|paying|in)|(?:get|need|find|is there|want) (?:some |any )?help|what (?:can|do) (?:i|we|they|she|he) get|(?:get|find|receive) (?:\w+ )?care)\b/i;

const RULES: readonly (readonly RegExp[])[] = [
  [KO_THING],
  [KO_PLIGHT],
  [KO_ANY],
  [KO_SUBJECT, KO_HELP],
  [KO_SUBJECT, KO_ASK],
  [KO_PERSON, KO_HELP],
  [EN_THING],
  [EN_PLIGHT],
  [EN_SUBJECT, EN_HELP],
];

/** Whether somebody looks for public help. */
export function asksForHelp(said: string): boolean {
  return RULES.some((rule) => rule.every((words) => words.test(said)));
}

const PROVINCE =
  "(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청[남북]|전북|전남|전라[남북]|경북|경남|경상[남북]|제주)(?:특별자치시|특별자치도|특별시|광역시|시|도)?";
const DISTRICT = "(?!반드시|\\S*친구)[가-힣]{2,4}(?:시|군|구)";
const ENDING =
  "(?:이요|요|이에요|예요|입니다|은요|는요|인데요|에\\s*(?:살아요|삽니다|사는데요|살고 있어요))?";
const BEFORE = "(?:(?:저는|전|나는|난|그럼|그러면)\\s*)?";
/** Where somebody lives, in a few words and nothing else. */
const KO_PLACE = new RegExp(
  `^[\\s\\p{P}]*${BEFORE}(?:${PROVINCE}(?:\\s*${DISTRICT}){0,2}|${DISTRICT}(?:\\s*${DISTRICT})?)${ENDING}[\\s\\p{P}]*$`,
  "u",
);
const EN_PLACE =
  /^\W*(?:(?:i live |i'm |and |what about |how about )?(?:in |from )?)(?:Seoul|Busan|Daegu|Incheon|Gwangju|Daejeon|Ulsan|Sejong|Gyeonggi|Gangwon|Jeju)\W*$/i;

/** Whether it only tells a place, which goes on with what was looked for before. */
export function tellsPlace(said: string): boolean {
  return said.length <= 40 && (KO_PLACE.test(said) || EN_PLACE.test(said));
}
