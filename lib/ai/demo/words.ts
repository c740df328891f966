/**
 * Owns how the improviser reads text: language, sentences, and the words that carry meaning.
 *
 * Browser-safe.
 */

/** The languages the improviser speaks. */
export type Language = "ko" | "en";

/** Tells the language of a text by its letters; `fallback` where it has too few to tell. */
export function detectLanguage(text: string, fallback: Language): Language {
  const hangul = text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  const latin = text.match(/[A-Za-z]/g)?.length ?? 0;
  if (hangul === 0 && latin < 2) return fallback;
  // A Korean sentence with an English name in it is still Korean; a syllable weighs three letters.
  return hangul * 3 >= latin ? "ko" : "en";
}

/** Splits text into sentences, with quotation marks and asterisks kept whole. */
export function splitSentences(text: string): string[] {
  return text.split(/\n+/).flatMap(splitLine);
}

/** A sentence ends at a mark outside of quotes and asterisks, before a blank. */
function splitLine(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  let depth = 0;
  let inAction = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === "*") inAction = !inAction;
    if (/[“‘「(]/.test(char)) depth++;
    if (/[”’」)]/.test(char)) depth = Math.max(0, depth - 1);
    const isBlankNext = i + 1 === line.length || /\s/.test(line.charAt(i + 1));
    if (inAction || !isBlankNext) continue;
    const closes = /[”"'’)」*]/.test(char) && /[.!?…。]/.test(line.charAt(i - 1));
    if ((depth === 0 && /[.!?…。~]/.test(char)) || (closes && depth === 0)) {
      if (/(?:^|\s)(?:Mr|Mrs|Ms|Dr|St)\.$/.test(line.slice(start, i + 1))) continue;
      sentences.push(line.slice(start, i + 1));
      start = i + 1;
    }
  }
  sentences.push(line.slice(start));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== "");
}

const STOP_EN = new Set(
  ("a an the and or but if so as of at by for from in into on onto to with about than then that this these those it its is am are was were be been being do does did done have has had " +
    "i you he she we they me him her us them my your his our their mine yours what who whom which when where why how not no yes can could will would shall should may might must just very really too also " +
    "there here some any all more most much many one ones thing things something anything nothing get got go going went come came say said tell told know think like want let make made im youre dont its " +
    "please okay ok oh well hey hi hello now today ever never always still only even again")
    .split(" "),
);

const STOP_KO = new Set(
  ("나 너 저 그 이 내 네 제 난 넌 전 걔 얘 뭐 뭘 왜 다 더 좀 안 못 잘 또 수 것 거 게 때 데 등 그냥 정말 진짜 너무 아주 지금 오늘 여기 거기 저기 그럼 그래 그런 이런 저런 어떤 어떻게 무슨 무엇 누구 어디 언제 " +
    "있어 없어 있는 없는 하는 해서 하고 했어 하면 해줘 해요 인데 이야 이에 예요 우리 당신 그대 자기 같아 같은 같이 처럼 많이 조금 아까 이제 다시 계속 혹시 근데 그리고 그러 하지 한번 혼자 사람 생각 말해 알려 이야기 얘기 뭐예 뭐야 뭐가 뭐라 뭐해 뭘까 누구 어디 언제 어떻 얼마 있나 있으 있었 있을 없어 없나 하세 하지 했는 할까 할게 해줘 해주 돼요 되는 되나 되지 싶어 싶은 싶다 같아 보여 봐요 봤어 봤는 주세 줘요 줄래 줄까 그렇 이렇 저렇 예요 이에 입니 세요 알아 아세 아시 가요 갈게 볼게 볼까 말씀 이야 들려 저는 나는 너는 내가 제가 네가 니가 혹시 제일 가장 때문 그리 그러 하나 항상 자주 보통 매우 계세 계시 계신 안녕 기억 좋은 좋다 아니 아뇨 어제 내일 요즘 별로")
    .split(" "),
);

const KO_PARTICLE =
  /(?:으로부터|에게서|한테서|이라는|에서는|에게는|이라고|으로는|까지도|에서|에게|한테|부터|까지|처럼|보다|마다|조차|이나|라는|라고|으로|이랑|하고|이랑|은|는|이|가|을|를|의|에|도|만|로|와|과|랑|나|요|야|아)$/;

/**
 * The words of a text that carry meaning, made comparable: Korean words without particles, cut to
 * two syllables where longer (endings change behind the stem); English words without endings.
 */
export function keywords(text: string): Set<string> {
  const keys = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[가-힣]+|[a-z][a-z'’-]*|\d+/g)) {
    if (/[가-힣]/.test(word)) addKorean(word, keys);
    else addEnglish(word, keys);
  }
  return keys;
}

function addKorean(word: string, keys: Set<string>): void {
  if (STOP_KO.has(word)) return;
  const bare = word.replace(KO_PARTICLE, "") || word;
  // 마을 may be a village or 마 with a particle: of two syllables both readings count.
  const forms = word.length === 2 ? [word, bare] : [bare.length === 1 ? bare : bare.slice(0, 2)];
  for (const form of forms) {
    if (form !== "" && !STOP_KO.has(form)) keys.add(form);
  }
}

function addEnglish(word: string, keys: Set<string>): void {
  const plain = word.replace(/['’]s$/, "").replace(/['’-]/g, "");
  if (plain.length < 3 && !/^\d+$/.test(plain)) return;
  if (STOP_EN.has(plain)) return;
  keys.add(
    plain.length <= 4 ? plain.replace(/s$/, "") : plain.replace(/(?:ing|edly|ed|es|ly|s|y|e)$/, ""),
  );
}

/** How rare a word is among texts, so that what all of them say weighs little. */
export type Weights = (key: string) => number;

/** Makes weights from the keywords of a set of texts (inverse document frequency). */
export function createWeights(documents: readonly ReadonlySet<string>[]): Weights {
  const counts = new Map<string, number>();
  for (const document of documents) {
    for (const key of document) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (key) => Math.log(1 + documents.length / (counts.get(key) ?? 0.5));
}

/** How much of `asked` is in `told`, from 0 to 1, by weight. */
export function coverage(
  asked: ReadonlySet<string>,
  told: ReadonlySet<string>,
  weights: Weights,
): number {
  let all = 0;
  let shared = 0;
  for (const key of asked) {
    all += weights(key);
    if (told.has(key)) shared += weights(key);
  }
  return all === 0 ? 0 : shared / all;
}

/** Text reduced to its letters and digits, to find out whether something was said before. */
export function fingerprint(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Takes the actions between asterisks out of a text. */
export function withoutActions(text: string): string {
  return text.replace(/\*[^*]*\*/g, " ").replace(/\s+/g, " ").trim();
}
