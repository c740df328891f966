/**
 * By what names somebody is called, and whether a message calls them: `순덕 할머니`, `소담아`, `"소담 씨"`, `@Hester`.
 *
 * To be called is not to be talked about. Korean says which by the particle, English by the place in the sentence; where
 * neither tells, it is talk about somebody. Browser-safe.
 */

/** What somebody answers to. All in the spelling that {@link spell} gives. */
export interface Names {
  /** Longest first, so that a full name is not read as a given name with something behind it. */
  names: readonly string[];
  /** `할머니` and the like, which need no name where one person alone has it. */
  titles: readonly string[];
}

/** Somebody is spoken to, or about; `at` is where in the message, and `rank` tells a name from a mere title. */
export interface Call {
  how: "called" | "mentioned";
  at: number;
}

/** What Koreans put behind a name to be polite, longest first. */
const HONORIFICS = [
  "선생님",
  "할아버지",
  "아주머니",
  "사장님",
  "작가님",
  "교수님",
  "기자님",
  "박사님",
  "대표님",
  "어르신",
  "할머니",
  "할머님",
  "아저씨",
  "아줌마",
  "도령님",
  "선배님",
  "선생",
  "선배",
  "할망",
  "할매",
  "이모",
  "삼촌",
  "언니",
  "오빠",
  "누나",
  "형님",
  "스님",
  "도련님",
  "낭자",
  "쌤",
  "씨",
  "님",
  "형",
  "군",
  "양",
].toSorted((a, b) => b.length - a.length);

/** Honorifics that are also said without a name before them. */
const TITLES = HONORIFICS.filter((title) => title.length > 1);

/** Family names, so that `고순덕` also answers to `순덕`. The most frequent ones of the census of 2015, and the longer ones. */
const FAMILY_NAMES = new Set([
  ..."김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범",
  "남궁",
  "제갈",
  "황보",
  "독고",
  "사공",
  "서문",
  "선우",
]);

const VOCATIVE = /^(?:이야|이여|아|야|여)$/;
const TOPIC = /^(?:이는|은요|는요|은|는|이도|도요|도)$/;
const PARTICLE = new RegExp(
  "^(이야|이여|아|야|여|이는|은요|는요|은|는|이도|도요|도|이가|이를|이의|이랑|이한테|이에게|께서|께|한테|에게|하고|이라고|라고|처럼|보다|부터|까지|" +
    "이|가|을|를|의|와|과|랑|만)?(?![\\p{L}\\p{N}])",
  "u",
);
const HONORIFIC = new RegExp(`^ ?(?:${HONORIFICS.join("|")})`, "u");
/** Whose grandmother? Not the one who sits here. */
const SOMEBODY_ELSES = /(?:우리|저희|내|제|너희|네|니)\s*$/u;

const LATIN = /^[\p{Script=Latin}\p{N}' .-]+$/u;
const GREETS =
  /(?:^|[\s,.!])(?:hi|hello|hey|hiya|yo|oh|ok|okay|dear|thanks|thank you|good morning|good evening|good night|morning|evening|welcome|sorry|please|bye|goodbye|and you|안녕|안녕하세요)[\s,!]*$/iu;
/** What follows the name of somebody whom one talks about. */
const TALK_ABOUT =
  /^’s|^\s+(?:is|was|has|had|said|says|told|and|does|did|will|would|looks|seems|likes|loves|went|makes|made)\b/iu;

/** The spelling in which names and messages are compared. */
export function spell(text: string): string {
  return text.normalize("NFC").toLowerCase()
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "’")
    .replace(/[“”"'‘]/gu, " ")
    .replace(/\s+/gu, " ").trim();
}

/** The names of a character: full, given, nick; titles that its tags or its tagline say it has. */
export function namesOf(
  { name, nickname = "", tags = [], tagline = "" }: {
    name: string;
    nickname?: string | undefined;
    tags?: readonly string[];
    tagline?: string;
  },
): Names {
  const names = new Set<string>();
  for (const full of [spell(name), spell(nickname)]) {
    if (full === "") continue;
    names.add(full);
    const given = givenName(full);
    if (given) names.add(given);
  }
  const words = [...tags, ...tagline.split(/[\s,.]+/u)].map(spell);
  return {
    names: [...names].toSorted((a, b) => b.length - a.length),
    titles: TITLES.filter((title) => words.includes(title)),
  };
}

function givenName(full: string): string | null {
  if (/^[가-힣]{3,5}$/u.test(full)) {
    const long = full.length > 3 && FAMILY_NAMES.has(full.slice(0, 2));
    if (long) return full.slice(2);
    return full.length === 3 && FAMILY_NAMES.has(full[0]!) ? full.slice(1) : null;
  }
  const [first = "", ...rest] = full.split(" ");
  return LATIN.test(full) && rest.length > 0 && first.length >= 3 ? first : null;
}

/** Whether a message calls somebody by one of these names, or speaks of them; null where it does neither. */
export function findCall(
  message: string,
  { names, titles }: Names,
  { asks, titlesToo = true }: { asks: boolean; titlesToo?: boolean },
): Call | null {
  const text = spell(message);
  let best: Call | null = null;
  const note = (call: Call | null) => {
    if (!call) return;
    const better = !best || (call.how === "called" && best.how === "mentioned") ||
      (call.how === best.how && call.at < best.at);
    if (better) best = call;
  };
  for (const name of names) {
    for (const at of occurrences(text, name)) {
      note(
        LATIN.test(name)
          ? latinCall(text, name, { at, asks })
          : koreanCall(text, name, { at, asks }),
      );
    }
  }
  if (!titlesToo) return best;
  for (const title of titles) {
    for (const at of occurrences(text, title)) {
      if (SOMEBODY_ELSES.test(text.slice(0, at))) continue;
      note(koreanCall(text, title, { at, asks }));
    }
  }
  return best;
}

/** Where a name begins a word. */
function occurrences(text: string, name: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(text.slice(0, at))) found.push(at);
  }
  return found;
}

interface Where {
  at: number;
  /** The whole message is a question. */
  asks: boolean;
}

function koreanCall(text: string, name: string, { at, asks }: Where): Call | null {
  const rest = text.slice(at + name.length);
  const honorific = HONORIFIC.exec(rest)?.[0] ?? "";
  const polite = PARTICLE.exec(rest.slice(honorific.length));
  // `소담 씨앗` has no 씨 behind the name.
  const found = polite ?? PARTICLE.exec(rest);
  if (!found) return null;
  const hasTitle = polite !== null && honorific !== "";
  const particle = found[1] ?? "";
  const after = rest.slice((hasTitle ? honorific.length : 0) + particle.length);
  const before = text.slice(0, at);
  const called = before.endsWith("@") || VOCATIVE.test(particle) ||
    (TOPIC.test(particle) && asks) ||
    (particle === "" && (hasTitle || standsApart(before, after)));
  return { how: called ? "called" : "mentioned", at };
}

/** At the beginning or the end of what is said, or before a pause. */
function standsApart(before: string, after: string): boolean {
  return /^[\s@]*$/.test(before) || /^\s*[,!?~.…]/u.test(after) || /^\s*$/.test(after) ||
    /[,!?.…]\s*$/u.test(before);
}

function latinCall(text: string, name: string, where: Where): Call | null {
  const rest = text.slice(where.at + name.length);
  if (/^ ?[가-힣]/u.test(rest)) return koreanCall(text, name, where);
  if (/^[\p{L}\p{N}]/u.test(rest)) return null;
  const before = text.slice(0, where.at);
  const afterPause = /,\s*$/.test(before) && /^(?:,|[\s.!?~…]*$)/u.test(rest);
  const called = before.endsWith("@") ||
    (!TALK_ABOUT.test(rest) &&
      (before.trim() === "" || GREETS.test(before) || afterPause ||
        speaksToYou(text, name, where)));
  return { how: called ? "called" : "mentioned", at: where.at };
}

/** `Would you pour me a cup Hester?`: who ends a question to "you" with a name means its bearer. */
function speaksToYou(text: string, name: string, { at, asks }: Where): boolean {
  const isLast = /^[^\p{L}\p{N}]*$/u.test(text.slice(at + name.length));
  return asks && isLast && /\b(?:you|your|yours)\b/u.test(text.slice(0, at));
}
