/**
 * Which shapes a mouth takes while it says words, and when: Korean by the letters of its syllables, English by groups of
 * letters. Pure and browser-safe.
 *
 * Times are those of the usual pace (see `pace.ts`); `mouth.ts` fits them to a voice. Times are milliseconds from the
 * first word; places are indices of UTF-16 units, as boundary events have them.
 */
import { PACE, paceOf } from "@/lib/speech/pace.ts";
import { primaryOf } from "@/lib/speech/voice.ts";

/** A shape of the mouth, each part from 0 to 1. */
export interface MouthShape {
  readonly jawOpen: number;
  /** Lips drawn to a point, as in 우. */
  readonly pucker: number;
  /** Lips rounded and open, as in 오 and in "sh". */
  readonly funnel: number;
  /** Corners drawn apart, as in 이. */
  readonly stretch: number;
  /** Lips pressed together, as in ㅁ. */
  readonly close: number;
  /** Lower lip below the teeth, as in "f". */
  readonly tuck: number;
}

/** A shape that is reached at a time. */
export interface TimedShape extends MouthShape {
  readonly atMs: number;
}

export interface MouthTrack {
  /** In order of time; at rest in the end. Between two, the mouth is on its way. */
  readonly shapes: readonly TimedShape[];
  readonly durationMs: number;
  /** When each character begins; one more than there are characters, the last being the end. */
  readonly startMs: Float64Array;
}

export const MOUTH_AT_REST: MouthShape = {
  jawOpen: 0,
  pucker: 0,
  funnel: 0,
  stretch: 0,
  close: 0,
  tuck: 0,
};

const shape = (parts: Partial<MouthShape>): MouthShape => ({ ...MOUTH_AT_REST, ...parts });

const A = shape({ jawOpen: 0.7, stretch: 0.1 });
const AE = shape({ jawOpen: 0.45, stretch: 0.4 });
const EO = shape({ jawOpen: 0.5, funnel: 0.25 });
const E = shape({ jawOpen: 0.38, stretch: 0.42 });
const O = shape({ jawOpen: 0.35, funnel: 0.5, pucker: 0.45 });
const U = shape({ jawOpen: 0.18, funnel: 0.25, pucker: 0.85 });
const EU = shape({ jawOpen: 0.14, stretch: 0.35 });
const I = shape({ jawOpen: 0.16, stretch: 0.6 });
const SHUT = shape({ close: 1 });
const TEETH = shape({ jawOpen: 0.08, stretch: 0.3 });
const TONGUE = shape({ jawOpen: 0.2, stretch: 0.1 });
const HUSH = shape({ jawOpen: 0.12, funnel: 0.5, pucker: 0.25 });
const LIP = shape({ jawOpen: 0.08, tuck: 0.8 });

type Shapes = readonly MouthShape[];

/** By the number of the vowel in a syllable: ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ. */
const MEDIALS: readonly Shapes[] = [
  [A],
  [AE],
  [I, A],
  [I, AE],
  [EO],
  [E],
  [I, EO],
  [I, E],
  [O],
  [O, A],
  [O, AE],
  [U, E],
  [I, O],
  [U],
  [U, EO],
  [U, E],
  [U, I],
  [I, U],
  [EU],
  [EU, I],
  [I],
];

/** By the number of the first consonant: ㅁ, ㅂ, ㅃ and ㅍ shut the lips; ㅅ to ㅊ show the teeth. Others leave no trace. */
const INITIALS: Readonly<Record<number, MouthShape>> = {
  6: SHUT,
  7: SHUT,
  8: SHUT,
  9: TEETH,
  10: TEETH,
  12: TEETH,
  13: TEETH,
  14: TEETH,
  17: SHUT,
};

/** Last consonants that shut the lips: ㄻ, ㄿ, ㅁ, ㅂ, ㅄ, ㅍ. */
const SHUT_FINALS = new Set([10, 14, 16, 17, 18, 26]);

/** The shapes of a Korean syllable. Source of the arithmetic: Unicode, 3.12. */
function shapesOfSyllable(char: string): Shapes {
  const index = char.charCodeAt(0) - 0xac00;
  const initial = INITIALS[Math.floor(index / 588)];
  return [
    ...(initial ? [initial] : []),
    ...MEDIALS[Math.floor((index % 588) / 28)]!,
    ...(SHUT_FINALS.has(index % 28) ? [SHUT] : []),
  ];
}

/** Letter groups of English, the first that fits counts. */
const GROUPS: readonly (readonly [RegExp, Shapes])[] = ([
  ["eigh|ai|ay|ei|ey(?=.)|a(?=[^aeiouy]e\\b)", [E, I]],
  ["igh|y(?!\\w)(?<=\\b[^aeiou]*y)|i(?=[^aeiouwr]e\\b)|ie\\b", [A, I]],
  ["oi|oy", [O, I]],
  ["ough|augh|au|aw|ou(?=r)|oar|or", [O]],
  ["ou|ow(?=[nlds])", [A, U]],
  ["oa|ow|oe|o(?=[^aeiouy]e\\b)", [O, U]],
  ["oo|ew|ui|ue|u(?=[^aeiouy]e\\b)", [U]],
  ["ee|ea|ie|ey|y(?!\\w)", [I]],
  ["er|ir|ur|ear", [EO, HUSH]],
  ["ar", [A]],
  ["tion|sion", [HUSH, EO, TONGUE]],
  ["e\\b(?<=[aeiouy].*e)", []],
  ["tch|ch|sh|j|ge(?!\\w)|dge", [HUSH]],
  ["th", [TONGUE]],
  ["ph|f|v", [LIP]],
  ["wh|qu|w", [U]],
  ["[bpm]+", [SHUT]],
  ["ck|[szxck]+", [TEETH]],
  ["gh|h", []],
  ["r", [HUSH]],
  ["[ltdng]+", [TONGUE]],
  ["a", [A]],
  ["e", [E]],
  ["i|y", [I]],
  ["o", [O]],
  ["u", [EO]],
] as const).map(([pattern, shapes]) => [new RegExp(pattern, "y"), shapes]);

/** How digits are read out. */
const DIGITS: Readonly<Record<string, string>> = { ko: "공일이삼사오육칠팔구" };
/** As they sound: "one" and "two" are written like nothing else. */
const ENGLISH_DIGITS = [
  "zeero",
  "wun",
  "too",
  "three",
  "for",
  "five",
  "six",
  "seven",
  "ait",
  "nine",
] as const;

/** What a part of a text is: so many units, and the shapes while they are said. */
interface Part {
  length: number;
  shapes: Shapes;
}

/** The shapes of a text at the usual pace. `lang` tells how digits are read. */
export function mouthTrack(text: string, lang: string): MouthTrack {
  const shapes: TimedShape[] = [];
  const startMs = new Float64Array(text.length + 1);
  let atMs = 0;
  for (let at = 0; at < text.length;) {
    const part = partAt(text, at, lang);
    let ms = 0;
    for (let n = 0; n < part.length; n++) {
      startMs[at + n] = atMs + ms;
      ms += paceOf(text.charAt(at + n));
    }
    part.shapes.forEach((one, n) => {
      shapes.push({ ...one, atMs: atMs + (ms * (n + 0.5)) / part.shapes.length });
    });
    atMs += ms;
    at += part.length;
  }
  startMs[text.length] = atMs;
  shapes.push({ ...MOUTH_AT_REST, atMs });
  return { shapes, durationMs: atMs, startMs };
}

function partAt(text: string, at: number, lang: string): Part {
  const char = String.fromCodePoint(text.codePointAt(at)!);
  const { length } = char;
  if (/[\uac00-\ud7a3]/.test(char)) return { length, shapes: shapesOfSyllable(char) };
  if (/[0-9]/.test(char)) return { length, shapes: shapesOfDigit(Number(char), lang) };
  if (/\p{Script=Latin}/u.test(char)) return groupAt(text, at);
  if (paceOf(char) === PACE.sign) return { length, shapes: [shapeOfSign(char)] };
  // A pause is a mouth at rest; between words it does not get there.
  const rests = paceOf(char) >= PACE.comma && !/\p{N}/u.test(char);
  return { length, shapes: rests ? [MOUTH_AT_REST] : [] };
}

/** Longest word that is looked at whole; what is longer is none. */
const MAX_WORD = 40;

function groupAt(text: string, at: number): Part {
  const word = wordAround(text, at);
  for (const [pattern, shapes] of GROUPS) {
    pattern.lastIndex = at - word.from;
    const found = pattern.exec(word.letters);
    if (found && found[0] !== "") return { length: found[0].length, shapes };
  }
  return { length: String.fromCodePoint(text.codePointAt(at)!).length, shapes: [] };
}

/** The word of plain letters around a place, each as long as it was written. */
function wordAround(text: string, at: number): { letters: string; from: number } {
  const isLetter = (n: number) => /[\p{Script=Latin}\p{M}'’]/u.test(text.charAt(n));
  let from = at;
  let to = at + 1;
  while (from > 0 && at - from < MAX_WORD && isLetter(from - 1)) from--;
  while (to < text.length && to - at < MAX_WORD && isLetter(to)) to++;
  const letters = text.slice(from, to).toLowerCase()
    .replace(/./gsu, (one) => one.normalize("NFD").charAt(0).padEnd(one.length, "'"));
  return { letters, from };
}

function shapesOfDigit(digit: number, lang: string): Shapes {
  const read = DIGITS[primaryOf(lang)]?.charAt(digit);
  if (read) return shapesOfSyllable(read);
  const word = ENGLISH_DIGITS[digit]!;
  const shapes: MouthShape[] = [];
  for (let at = 0; at < word.length;) {
    const part = groupAt(word, at);
    shapes.push(...part.shapes);
    at += part.length;
  }
  return shapes;
}

/** A sign whose sound its shape does not tell: open mouths that differ from each other. */
function shapeOfSign(char: string): MouthShape {
  const some = [A, E, O, I, U];
  return some[char.codePointAt(0)! % some.length]!;
}
