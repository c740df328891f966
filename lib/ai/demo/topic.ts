/**
 * Owns finding the word of a message that is worth taking up.
 *
 * Browser-safe.
 */
import { keywords, type Language } from "@/lib/ai/demo/words.ts";

const KO_NOUN =
  /([가-힣]{2,7}?)(?:이랑|에서|에게|한테|으로|까지|부터|처럼|을|를|이|가|은|는|에|의|도|랑|와|과|로)(?=[\s,.!?~]|$)/g;

/** Endings of verbs, adverbs and questions, which no noun has. */
const KO_VERBAL =
  /(?:다|요|까|네|지|고|서|면|데|니|게|려|어|아|해|했|던|히|은|는|을|들|씩|뿐|만|기|음|마|죠|냐|라|자|라고|다고|여기|거기|저기|이제|아까|오늘|내일|어제|진짜|정말|너무|조금|많이|우리|너희|그대|당신|자신|누구|무엇|어디|언제|하나|처음|마음이|생각|때문|정도|이번|다음|지금|요즘|항상|매일|혼자|모두|전부|가장|제일|주말|평일|휴일|아침|저녁|점심|새벽)$/;

/** A noun without a particle, before what was done with it. */
const KO_BARE_NOUN =
  /([가-힣]{2,6})\s+(?:갔|가고|가서|했|하고|하러|다녀|봤|보고|보러|먹었|먹고|샀|사고|만들|배우|배웠|시작|왔|들었|읽)/g;

const EN_NOUN =
  /\b(the|a|an|my|our|your|that|this|some|about|of|with|into)\s+([a-z][a-z'-]{2,}(?:\s[a-z][a-z'-]{2,})?)/gi;

const EN_NO_NOUN =
  /(?:ing|ed|ly|ful|ous|est)$|^(?:day|lot|bit|way|thing|time|while|little|good|bad|great|nice|really|very|much|more|most|today|yesterday|tomorrow|because|people|person|something|anything|everything|would|could|should|about|after|before|think|thought|happened|like|love|hate|want|need|went|made|feel|felt|know|knew|seems|looks|never|always|still|again|maybe|gave|give|got|had|has|was|were|is|are|said|told|came|made|took|left|bought|brought|found|lost|broke|died|called|wants|likes|says|who|that|which|fix|make|cook|find|help|tell|show|give|take|learn|start|stop|play)$/i;

/** A word of the message to echo; null where none is fit. */
export function findTopic(message: string, language: Language): string | null {
  return language === "ko" ? findKorean(message) : findEnglish(message);
}

function findKorean(message: string): string | null {
  const nouns = [...message.matchAll(KO_NOUN), ...message.matchAll(KO_BARE_NOUN)]
    .map((match) => match[1] ?? "")
    .filter((noun) => !KO_VERBAL.test(noun) && keywords(noun).size > 0);
  return longest(nouns);
}

function findEnglish(message: string): string | null {
  const nouns = [...message.matchAll(EN_NOUN)].map(([, determiner = "", noun = ""]) => {
    const words = noun.toLowerCase().split(/\s+/);
    const kept = words.filter((word) => !EN_NO_NOUN.test(word) && keywords(word).size > 0);
    const text = words.length === kept.length ? kept.join(" ") : kept[0] ?? "";
    const isOne = /^(?:the|an?|my|our|your|that|this)$/i.test(determiner) && !/[^s]s$/.test(text);
    return isOne && text !== "" ? `the ${text}` : text;
  }).filter((noun) => noun !== "");
  if (nouns.length > 0) return longest(nouns);
  const words = message.toLowerCase().match(/[a-z][a-z'-]{3,}/g) ?? [];
  return longest(words.filter((word) => !EN_NO_NOUN.test(word) && keywords(word).size > 0));
}

function longest(words: readonly string[]): string | null {
  return words.reduce<string | null>(
    (best, word) => best === null || word.length > best.length ? word : best,
    null,
  );
}
