/** Genres, tones and lengths: which of the gallery's shelves a story stands on, whatever words its writer used. */
import {
  CHAPTERS,
  type Genre,
  GENRES,
  type Length,
  type Tone,
  TONES,
} from "@/lib/stories/writing/model.ts";

/** What writers call a genre, in Korean and English, folded. */
const GENRE_WORDS: Readonly<Record<Genre, RegExp>> = {
  fantasy: /판타지|환상|마법|fantas|magic|fairy/,
  romance: /로맨스|연애|사랑|romance|romantic|love/,
  mystery: /미스터리|추리|탐정|수사|mystery|detective|crime|whodunit/,
  horror: /호러|공포|괴담|horror|ghost|gothic/,
  history: /역사|사극|시대극|histor|period/,
  science_fiction: /과학|에스에프|우주|science[ _-]?fiction|\bsf\b|sci-?fi|space opera/,
  daily_life: /일상|생활|slice of life|daily|everyday|드라마|drama/,
  growth: /성장|청춘|coming[ -]of[ -]age|growth|youth/,
};

const TONE_WORDS: Readonly<Record<Tone, RegExp>> = {
  warm: /따뜻|따스|포근|다정|잔잔|warm|tender|gentle|cozy|cosy/,
  bright: /밝|경쾌|발랄|희망|bright|hopeful|cheerful|light-?hearted/,
  dark: /어두|무거|암울|서늘|dark|bleak|grim|chilling/,
  tense: /긴장|긴박|숨 ?막|팽팽|tense|suspense|gripping/,
  lyrical: /서정|고요|시적|아련|lyric|poetic|quiet|wistful/,
  funny: /웃|코믹|유쾌|익살|재미|fun|comic|humou?r|wit/,
};

/** The genres that a writer's words name; a key of the list names itself. */
export function genresOf(genre: string): Genre[] {
  return named(GENRES, GENRE_WORDS, genre);
}

/** The tones that a writer's words name. */
export function tonesOf(tone: string): Tone[] {
  return named(TONES, TONE_WORDS, tone);
}

function named<T extends string>(
  all: readonly T[],
  words: Readonly<Record<T, RegExp>>,
  text: string,
): T[] {
  const folded = text.normalize("NFKC").toLowerCase().trim();
  return all.filter((key) => key === folded || words[key].test(folded));
}

/** How long a story of so many chapters is: short below the medium, long from halfway to the long. */
export function lengthOf(chapters: number): Length {
  if (chapters < CHAPTERS.medium - 1) return "short";
  return chapters <= (CHAPTERS.medium + CHAPTERS.long) / 2 ? "medium" : "long";
}
