/** What a message does, read from its form: it greets, it asks, it laughs, it speaks to everybody. Pure; Browser-safe. */

const GREETING_KO =
  /(?:^|[\s,.!~])(?:안녕|안뇽|하이|헬로|ㅎㅇ|반가워|반갑|처음 ?뵙|좋은 (?:아침|저녁|밤|하루)|다녀왔|저 왔|나 왔|왔어요|계세요|계신가요)/u;
const GREETING_EN =
  /^\W*(?:hi|hello|hey|hiya|yo|howdy|greetings|good (?:morning|evening|afternoon|day)|nice to meet)\b/iu;

const ASKING_WORDS =
  /(?:뭐|뭘|무엇|무슨|누구|누가|어디|언제|왜|어째서|어떻게|어떤|어때|몇|얼마|어느)/u;
const ASKING_END =
  /(?:나요|까요|까|니까|냐|느냐|으냐|은가요|인가요|던가요|래요|을래|할래|죠|지요|니|나|가|요|야|어|지|대|데|예요|에요)[\s~.…ㅋㅎ]*$/u;
const SURELY_ASKING =
  /(?:나요|을까요|ㄹ까요|까요|습니까|ㅂ니까|입니까|은가요|는가요|인가요|냐)[\s~.…]*$/u;
const ASKING_EN =
  /^\W*(?:(?:so|and|but|ok|okay|hmm)\W+)?(?:who|what|when|where|why|how|which|is|are|do|does|did|can|could|would|will|should|has|have|any|anyone|anybody)\b/iu;

const LAUGHTER_OR_NOD =
  /^(?:[ㅋㅎㅠㅜㅇㄴㄱㅊ]+|ㄹㅇ|응+|네+|넵|넹|예|아+|오+|와+|헐|음+|ㅇㅋ|오케이|그래|그래요|그쵸|그렇죠|맞아요?|(?:ha)+h?|(?:he)+h?|lo+l|lmao|rofl|ok(?:ay)?|yes|yeah|yep|no|nope|nah|sure|right|hm+|oh|wow|k)$/iu;

const TO_ROOM =
  /(?:여러분|다들|모두들?|누가|누구 ?(?:없|있|아시)|아무나|아시는 분|계신 분|여기 (?:누|사람)|anyone|anybody|everyone|everybody|you all|y'all|guys|folks|who here|somebody)/iu;

export function greets(message: string): boolean {
  return GREETING_KO.test(message) || GREETING_EN.test(message);
}

/** Whether it asks something, with or without a question mark: Korean chat mostly leaves it out. */
export function asks(message: string): boolean {
  if (/[?？]/u.test(message)) return true;
  if (SURELY_ASKING.test(message)) return true;
  if (ASKING_WORDS.test(message) && ASKING_END.test(message)) return true;
  return ASKING_EN.test(message) && message.trim().split(/\s+/).length > 2;
}

/** Laughter, a nod, nothing but signs: needs no words in return. */
export function needsNoAnswer(message: string): boolean {
  const words = message.replace(/[\p{P}\p{S}\s]+/gu, "");
  return words === "" || LAUGHTER_OR_NOD.test(words);
}

/** Whether it is meant for whoever is there. */
export function speaksToRoom(message: string): boolean {
  return TO_ROOM.test(message);
}
