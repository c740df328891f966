/**
 * Owns what a message wants: a closed list of intents, recognised in Korean and English.
 *
 * Browser-safe.
 */
import type { Language } from "@/lib/ai/demo/words.ts";

interface Pattern {
  ko: RegExp;
  en: RegExp;
}

/** In order of importance: the first that matches leads the reply. */
const PATTERNS = {
  secret: {
    ko:
      /(?:시스템|system)\s*(?:프롬프트|지시|메시지)|프롬프트.{0,6}(?:보여|알려|출력|공개)|(?:이전|위의?|앞의|지금까지의?).{0,6}(?:지시|명령|규칙).{0,8}(?:무시|잊)/i,
    en:
      /\bsystem (?:prompt|message|instruction)|\b(?:ignore|forget|disregard)\b.{0,20}\b(?:instructions?|rules|prompts?)\b|\b(?:reveal|print|show|repeat)\b.{0,20}\b(?:prompt|instructions)\b|\bjailbreak\b/i,
  },
  ai: {
    ko:
      /(?:너|넌|당신|그대|혹시|진짜|정말|이거|여기).{0,8}(?:ai|인공지능|에이아이|봇|챗봇|로봇|프로그램|언어\s*모델|사람|인간)(?:이|은|는)?\s*(?:야|니|냐|이야|이니|이냐|예요|에요|인가|인가요|입니까|맞|이신가|이세요|세요|아니)|(?:어떤|무슨|뭔|어느)\s*(?:ai|모델|엔진|인공지능)|(?:지피티|gpt|제미나이|gemini|클로드|claude|llm)/i,
    en:
      /\bare (?:you|u) (?:an?\s+|really\s+|actually\s+|just\s+|some kind of\s+)*(?:ai|a\.i\.|bot|chat ?bot|robot|program|machine|computer|language model|human|real(?: person)?|person|llm)\b|\b(?:which|what) (?:ai |language )?(?:model|llm)\b|\b(?:gpt|gemini|claude|llm)\b|\bam i (?:talking|chatting|speaking) (?:to|with) (?:an? )?(?:real |actual )?(?:ai|bot|human|person|machine|program|computer)/i,
  },
  recallName: {
    ko:
      /(?:내|제|나의|저의)\s*이름.{0,8}(?:뭐|기억|알아|알지|아세|아시|아니|말해|뭔)|(?:내가|제가)\s*누구(?:야|지|게|라고|예요|게요)/,
    en: /\b(?:what(?:'s| is)|do you (?:know|remember)|remember|say) my name\b|\bwho am i\b/i,
  },
  recall: {
    ko:
      /(?:내가|나).{0,14}(?:뭐|무엇|뭘).{0,8}(?:좋아|싫어|말했|했(?:지|더라|어\?)|한다고)|(?:기억\s*(?:나|해|하니|하지)|안\s*잊).{0,4}\??$/,
    en:
      /\bwhat do i (?:like|love|hate|do)\b|\bwhat (?:did|have) i (?:say|said|tell|told)\b|\b(?:do|can) you remember\b|\bwhat do you (?:know|remember) about me\b/i,
  },
  tellName: {
    ko: /(?:내|제)\s*이름은|(?:이라고|라고)\s*(?:불러|해요?[.!~]?$|합니다)/,
    en: /\bmy name(?:'s| is)\b|\bcall me [A-Za-z]|\bi(?:'m| am) called\b/i,
  },
  insult: {
    ko:
      /바보|멍청|꺼져|닥쳐|짜증\s*나는?\s*(?:놈|년|캐릭)|재수\s*없|병신|못생|쓸모\s*없|한심|노잼|재미\s*없(?:어|다|네)|미친\s*(?:놈|년)|시발|씨발|개새|쓰레기/,
    en:
      /\b(?:stupid|idiot|dumb|moron|shut up|useless|ugly|pathetic|loser|trash|boring (?:bot|you)|you(?:'re| are) (?:so )?(?:boring|bad|annoying|terrible|lame)|hate you|fuck|screw you|suck)\b/i,
  },
  love: {
    ko:
      /사랑해|사랑한다|사귀자|결혼하자|결혼해|널\s*좋아|너를?\s*좋아|네가\s*좋|니가\s*좋|너\s*좋아해|보고\s*싶었/,
    en:
      /\b(?:love|adore|miss(?:ed)?) (?:you|u)\b|\bmarry me\b|\bi like you\b|\bbe my (?:girl|boy)?friend\b/i,
  },
  compliment: {
    ko:
      /(?:너|넌|당신|그대|목소리|눈|웃는).{0,8}(?:예쁘|예뻐|이쁘|이뻐|귀여|귀엽|멋지|멋져|멋있|착하|착해|똑똑|대단|최고|다정|친절|잘생)|^(?:와\s*)?(?:귀여워|귀엽다|멋지다|멋있다|예쁘다|대단해|대단하다|최고야|최고다)/,
    en:
      /\byou(?:'re| are| look| seem| sound)\s+(?:so |very |really |kind of |pretty |quite |such an? )*(?:cute|pretty|beautiful|handsome|cool|awesome|amazing|great|kind|nice|sweet|smart|clever|wise|funny|lovely|adorable|wonderful|the best)/i,
  },
  thanks: {
    ko: /고마워|고맙|감사|땡큐|ㄱㅅ/,
    en: /\bthank(?:s| you)\b|\bthx\b|\bappreciate (?:it|you|that)\b/i,
  },
  apology: {
    ko: /미안|죄송|사과할게|사과드/,
    en: /\b(?:i'?m|i am|so) sorry\b|^sorry\b|\bmy apologies\b|\bi apologi[sz]e\b|\bforgive me\b/i,
  },
  night: {
    ko: /잘\s*자|굿\s*나잇|굿밤|안녕히\s*주무|(?:자러|자야|잘래|이만\s*잘)/,
    en: /\bgood ?night\b|\bgoing to (?:bed|sleep)\b|\bsweet dreams\b/i,
  },
  bye: {
    ko:
      /잘\s*(?:가|있어|지내|계세요)|안녕히\s*(?:가|계)|다음에\s*(?:봐|또|보자|뵐)|또\s*(?:올게|봐요?|보자|만나)|나중에\s*(?:봐|보자|올게)|(?:이제|이만|그만|먼저|슬슬)\s*(?:가|갈|내릴|나가|일어)|가\s*(?:볼게|봐야|야겠)|바이바이|ㅂㅂ|^빠이/,
    en:
      /\b(?:good ?bye|farewell|see (?:you|ya)|so long)\b|\b(?:bye|take care|gotta go|later)\b[.!~ ]*(?:now|later|soon|tomorrow)?[.!~ ]*$|\bi (?:should|must|have to|need to|gotta) (?:go|leave|be going)\b|\bi(?:'m| am) (?:leaving|off)\b/i,
  },
  more: {
    ko:
      /^(?:계속|더\s*(?:얘기|이야기|말|들려|해|듣)|그래서\??$|그리고\??$|그\s*다음|그\s*뒤|이어서|마저|또\?|더\?|더\s*없)|계속\s*(?:해|얘기|말|들려)|더\s*(?:얘기|이야기|들려|말)\s*해?\s*(?:줘|주|줄)/,
    en:
      /^(?:go on|continue|keep going|and\??|and then\??|then\??|more\b|tell me more|what else|what happened|so\?|next)|\btell me more\b|\bgo on\b|\bwhat happened (?:next|then)\b/i,
  },
  joke: {
    ko:
      /농담\s*(?:도|을|은)?\s*(?:해|하나|한|좀|들려|없|알|할|부탁)|개그|웃겨\s*(?:줘|봐)|웃긴\s*(?:얘기|이야기|말)|재밌는\s*(?:얘기|이야기|말)/,
    en: /\bjoke\b|\bmake me laugh\b|\bsomething funny\b/i,
  },
  story: {
    ko:
      /(?:이야기|얘기|옛날\s*얘기|썰)\s*(?:하나|좀)?\s*(?:만)?\s*(?:해|들려|풀어|더)|아무\s*(?:말|얘기|이야기)|심심/,
    en:
      /\btell me (?:a |another |your |some )?(?:story|stories|tale|something|anything)\b|\bi(?:'m| am) (?:so )?bored\b|\bsay something\b/i,
  },
  who: {
    ko:
      /(?:누구|정체)(?:야|니|세요|예요|에요|지|신가|십니까|이신|냐|셔|시죠|입니까|인가|가\s*뭐)|(?:네|너의?|니|당신|자기)\s*(?:이름|소개)|(?:^|너|네|니|넌|당신|그대|그쪽|님|분)\s*(?:의|은|는)?\s*(?:이름|성함)[이은]?\s*(?:뭐|무엇|어떻게)|자기소개|어떤\s*(?:분|사람|캐릭)|(?:성격|소개).{0,6}(?:해|어때|뭐)/,
    en:
      /\bwho (?:are|r) (?:you|u)\b|\b(?:what(?:'s| is)|tell me) your name\b|\bintroduce yourself\b|\babout yourself\b|\btell me about you\b|\bwhat are you(?: like)?\s*\??$/i,
  },
  doing: {
    ko:
      /(?:뭐|뭘|무엇을?)\s*(?:해|하고|하는|하니|하세|하시|하십|쓰고|고치|만들|읽|봐|보고|먹고).{0,8}(?:\?|어|요|니|중|까)|뭐\s*해/,
    en:
      /\bwhat (?:are|r) (?:you|u) (?:doing|up to|making|working|reading|writing)\b|\bwhat'?s up\b|\bwhatcha\b/i,
  },
  howareyou: {
    ko:
      /(?:잘\s*지내|어떻게\s*지내|기분\s*(?:은|이)?\s*(?:어때|어떠|괜찮)|괜찮(?:아|으세요|니)\?|컨디션|별일\s*없|오늘\s*(?:은|하루는?)?\s*(?:어때|어땠|어떠))/,
    en:
      /\bhow(?:'s| is| are|'re| have)\s+(?:you|u|it going|things|your day|everything|life|you been)\b|\bhow do you feel\b|\bare you (?:ok|okay|alright|well)\b/i,
  },
  where: {
    ko:
      /어디(?:에|서|야|예요|에요|니|쯤|인가|입니까|살|세요|로|에서|\?)|(?:사는|고향|여긴|여기가?|이곳)\s*(?:곳|은|이)?\s*(?:어디|뭐)|어느\s*(?:동네|나라|마을)/,
    en: /\bwhere\b|\bwhat is this place\b|\bwhat'?s this place\b|\byour (?:home|house|hometown)\b/i,
  },
  age: {
    ko: /몇\s*살|나이(?:가|는)?\s*(?:몇|어떻게|뭐|\?)|연세|생일/,
    en: /\bhow old\b|\byour (?:age|birthday)\b/i,
  },
  job: {
    ko: /직업|무슨\s*일|하는\s*일|무슨\s*일을|뭐\s*하는\s*(?:사람|분|애)|전공/,
    en: /\bwhat do you do\b|\byour (?:job|work|occupation|profession)\b|\bfor a living\b/i,
  },
  likes: {
    ko:
      /(?:뭐|뭘|무엇을?|어떤\s*\S+|무슨\s*\S+)\s*(?:을|를|이|가)?\s*(?:제일|가장)?\s*좋아|(?:좋아하는|최애|취미).{0,14}(?:뭐|있|무엇|알려|어떤|\?)|(?:너|넌|당신|그대)(?:도|은|는)?\s.{1,14}좋아(?:해|하니|하세요|해요)\?/,
    en:
      /\bwhat (?:do you (?:like|love|enjoy)|kind of .{1,20} do you like)\b|\byour (?:favou?rite|hobb(?:y|ies))\b|\bdo you (?:like|love|enjoy)\b/i,
  },
  dislikes: {
    ko:
      /(?:뭐|뭘|무엇).{0,6}(?:싫|무서|두려)|(?:싫어하는|무서워하는|두려운|무서운|약점).{0,8}(?:뭐|있|\?)/,
    en:
      /\bwhat (?:do you (?:hate|dislike|fear)|are you afraid)\b|\bdo you (?:hate|fear|dislike)\b|\bare you (?:afraid|scared)\b|\byour (?:fear|weakness)/i,
  },
  family: {
    ko:
      /(?:가족|부모|엄마|아빠|어머니|아버지|할머니|할아버지|형제|동생|언니|오빠|누나|친구|연인|남편|아내)(?:은|는|이|가|도|들은|들이)?\s*(?:있|누구|어때|어떤|계|뭐|\?)/,
    en:
      /\b(?:your|any|have) (?:family|parents|mother|father|mom|dad|brothers?|sisters?|siblings|friends?|husband|wife|children|kids|partner)\b.*\?/i,
  },
  dream: {
    ko: /(?:꿈|소원|바라는|목표|하고\s*싶은|장래\s*희망)(?:이|은|는|건|가|것)?\s*(?:뭐|있|무엇|\?)/,
    en: /\byour (?:dreams?|wish|goal|hope)s?\b|\bwhat do you (?:want|wish|hope|dream)\b/i,
  },
  sad: {
    ko:
      /슬프|슬퍼|우울|울고|눈물|속상|힘들|괴로|외로|지쳤|망했|망쳤|실패|헤어졌|혼났|그만두고|포기|상처|보고\s*싶은|그리워|서러|ㅠㅠ|ㅜㅜ/,
    en:
      /\b(?:sad|depressed|down|crying|cried|upset|heartbroken|lonely|hopeless|miserable|failed|failure|hurts?|broke up|miss (?:him|her|them|someone|my)|rough day|bad day|hard day|terrible|horrible|awful|worst (?:day|night|week))\b|:\(|i(?:'m| am) not (?:ok|okay)/i,
  },
  scared: {
    ko: /무서워|무섭|두려|불안|걱정|떨려|긴장/,
    en:
      /\b(?:i(?:'m| am) (?:so )?(?:scared|afraid|anxious|nervous|worried)|anxiety|worr(?:y|ied)|panic)\b/i,
  },
  angry: {
    ko: /화나|화가|화났|짜증|열받|빡치|싸웠|억울|답답/,
    en:
      /\b(?:i(?:'m| am) (?:so )?(?:angry|mad|furious|annoyed)|pissed|fight with|argued|unfair|frustrat)/i,
  },
  tired: {
    ko: /피곤|졸려|졸리|잠이?\s*(?:안|와|오)|지친|녹초|못\s*자|불면|아파|아프|감기/,
    en:
      /\b(?:tired|exhausted|sleepy|can'?t sleep|insomnia|worn out|burn(?:ed|t) out|sick|headache)\b/i,
  },
  hungry: {
    ko: /배고|배가\s*고|밥\s*(?:먹|뭐)|뭐\s*먹|먹을\s*(?:거|것|까)|점심|저녁\s*(?:뭐|먹)/,
    en: /\b(?:hungry|starving|what should i eat|lunch|dinner|breakfast|snack)\b/i,
  },
  happy: {
    ko:
      /(?:기뻐|기쁘|신나|신난|행복|좋은\s*일|즐거|칭찬받|합격|성공했|해냈|이겼|생일이|기분\s*(?:이\s*)?좋|축하해)/,
    en:
      /\b(?:i(?:'m| am) (?:so |very )?(?:happy|glad|excited|thrilled|proud)|great day|good day|best day|good news|i (?:won|passed|got (?:the|a) (?:job|promotion)|did it|made it)|congratulat)/i,
  },
  greet: {
    ko:
      /^(?:안녕|하이|헬로|반가|처음\s*뵙|여보세요|좋은\s*(?:아침|저녁|밤|오후)|저기요?|ㅎㅇ|오랜만|다녀왔|나\s*왔)/,
    en:
      /^(?:hi|hello|hey|yo|good (?:morning|evening|afternoon|day)|greetings|howdy|nice to meet|sup|hiya)\b/i,
  },
  laugh: {
    ko: /[ㅋㅎ]{2,}|하하|푸하|웃겨|웃기/,
    en: /\b(?:ha(?:ha)+|lol|lmao|rofl|hehe)\b|that'?s funny/i,
  },
  choice: {
    ko:
      /(\S+?)\s*vs\.?\s*(\S+)|(\S{1,10})(?:이랑|랑|와|과|하고)\s*(\S{1,10})\s*중|(\S{1,10}?)(?:이?야|이?가|이?냐)?\s*(?:아니면|또는|혹은)\s*(\S{1,10})/i,
    en: /\b(\w[\w' ]{0,20}?)\s+(?:or|vs\.?)\s+(\w[\w' ]{0,20}?)\s*\?/i,
  },
  sum: { ko: /\d+\s*[-+*x×÷/]\s*\d+/, en: /\d+\s*[-+*x×÷/]\s*\d+/ },
  yes: {
    ko:
      /^(?:응|웅|네|넵|예|그래|그럼|맞아|맞아요|좋아|좋아요|오케이|ㅇㅇ|ㅇㅋ|당연|물론|어|알겠|궁금|알려|들려|말해)(?:\s|[.!~,?요]|$|어|지|해|줘)/,
    en:
      /^(?:yes|yeah|yep|yup|sure|ok(?:ay)?|of course|please|right|true|exactly|definitely|absolutely|i do|go ahead|alright|fine|tell me)\b/i,
  },
  no: {
    ko: /^(?:아니|아뇨|아니요|싫어|싫다|됐어|별로|ㄴㄴ|안\s*(?:해|돼|할)|몰라|글쎄|아직|없어)/,
    en: /^(?:no|nope|nah|not really|never|i don'?t|not yet|no thanks|dunno|maybe not)\b/i,
  },
  why: { ko: /왜|어째서|이유가?\s*뭐/, en: /\bwhy\b|\bhow come\b/i },
  how: {
    ko: /어떻게|방법|(?:는|은)\s*법(?:을|이|은|도)?(?=\s|[?.]|$)/,
    en: /\bhow (?:do|does|did|can|could|should|to|would)\b/i,
  },
  when: { ko: /언제|몇\s*시|며칠|요일/, en: /\bwhen\b|\bwhat (?:time|day|date)\b/i },
  question: {
    ko:
      /\?|(?:뭐|뭔|무엇|무슨|어떤|어느|얼마|몇)\S*|(?:냐|까|까요|나요|[은는인던한]가요|는지|는지요)[.~\s]*$/,
    en: /\?|^(?:what|which|is|are|do|does|did|can|could|would|will|have|has|should)\b/i,
  },
  action: { ko: /^\s*\*[^*]+\*\s*$/, en: /^\s*\*[^*]+\*\s*$/ },
} as const satisfies Record<string, Pattern>;

/** What a message may want, apart from being a statement. */
export type Intent = keyof typeof PATTERNS | "statement";

const INTENTS = Object.keys(PATTERNS).filter((name): name is keyof typeof PATTERNS =>
  Object.hasOwn(PATTERNS, name)
);

/** Words of courtesy, which step back behind whatever else a message says. */
const COURTESY: ReadonlySet<Intent> = new Set(["greet", "thanks", "apology", "laugh", "yes", "no"]);

/** What a message wants: its courtesies, and what leads the reply. */
export interface Reading {
  lead: Intent;
  courtesies: Intent[];
  all: Intent[];
}

function matches(name: Intent, text: string, language: Language): boolean {
  return name !== "statement" && PATTERNS[name][language].test(text);
}

/** Reads what a message wants. */
export function readIntent(text: string, language: Language): Reading {
  // In a long message a word of farewell or anger is about something else.
  const isCourteous = [...COURTESY].some((name) =>
    name !== "laugh" && matches(name, text, language)
  );
  const plain = isCourteous ? text.replace(/[ㅠㅜ]+|:\(/g, "") : text;
  const all: Intent[] = INTENTS.filter((name) => PATTERNS[name][language].test(plain));
  const isLong = text.length > (language === "ko" ? 60 : 120);
  const strong = isLong ? all.filter((name) => name !== "insult" && name !== "bye") : all;
  const courtesies = strong.filter((name) => COURTESY.has(name));
  const leads = strong.filter((name) => !COURTESY.has(name));
  // A question mark alone adds nothing to thanks or a greeting.
  const content = text.replace(PATTERNS.greet[language], "").replace(/[^\p{L}]/gu, "");
  const isBare = leads.length === 0 || (leads[0] === "question" && content.length < 3);
  const first = courtesies.at(0);
  if (isBare && first !== undefined && content.length <= (language === "ko" ? 14 : 28)) {
    return { lead: first, courtesies: courtesies.slice(1), all: strong };
  }
  return { lead: leads.at(0) ?? "statement", courtesies, all: strong };
}
