/** Reads a chapter as passages: sentences, who is named in them, and who says those that are said. Pure. */
import type { Locale } from "@/lib/i18n/locale.ts";
import type { StoryPerson } from "@/lib/stories/writing/model.ts";

export interface Passage {
  readonly text: string;
  /** Whether it is said aloud. */
  readonly spoken: boolean;
  /** Who says it; null for what is told, and where that cannot be seen. */
  readonly speaker: string | null;
  /** Refs of the people named in it, in the order of their first names. */
  readonly named: readonly string[];
}

const QUOTED = /[“"「『]([^”"」』\n]+)[”"」』]/gu;
const SENTENCE = /[^.!?…。]+[.!?…。]*/gu;

/** The forms by which a text names somebody: a Korean given name, an English first name. */
export function formsOf({ name }: Pick<StoryPerson, "name">, lang: Locale): string[] {
  if (lang === "ko") {
    return /^[가-힣]{3}$/u.test(name) ? [name, name.slice(1)] : [name, ...koreanParts(name)];
  }
  const parts = name.split(/\s+/).filter((part) => /^\p{Lu}[\p{L}'’-]{2,}$/u.test(part));
  return [...new Set([name, ...parts])];
}

function koreanParts(name: string): string[] {
  return name.split(/\s+/).filter((part) => part.length >= 2 && part !== name);
}

/** Where somebody is named first, counted from the start; -1 where they are not. */
export function placeOf(text: string, person: StoryPerson, lang: Locale): number {
  const places = formsOf(person, lang).map((form) => text.search(formPattern(form, lang)))
    .filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

/** Matches a name that stands by itself: no part of another word. */
export function formPattern(form: string, lang: Locale): RegExp {
  const plain = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return lang === "ko"
    ? new RegExp(`(?<![가-힣])${plain}`, "u")
    : new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "u");
}

/** Reads a body. Who speaks is told from the names beside the quotation in its paragraph. */
export function readPassages(
  body: string,
  { lang, people }: { lang: Locale; people: readonly StoryPerson[] },
): Passage[] {
  const namedIn = (text: string) =>
    people.map((person) => ({ ref: person.ref, place: placeOf(text, person, lang) }))
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place)
      .map(({ ref }) => ref);
  return body.split(/\n+/).flatMap((paragraph) => {
    const pieces = splitQuotes(paragraph);
    return pieces.flatMap(({ text, spoken }, n) => {
      const speaker = spoken ? speakerOf(pieces, n, namedIn) : null;
      return (text.match(SENTENCE) ?? []).map((sentence) => sentence.trim()).filter(Boolean).map(
        (sentence) => ({ text: sentence, spoken, speaker, named: namedIn(sentence) }),
      );
    });
  });
}

interface Piece {
  text: string;
  spoken: boolean;
}

function splitQuotes(paragraph: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(QUOTED)) {
    pieces.push({ text: paragraph.slice(from, match.index), spoken: false });
    pieces.push({ text: match[1] ?? "", spoken: true });
    from = match.index + match[0].length;
  }
  pieces.push({ text: paragraph.slice(from), spoken: false });
  return pieces;
}

/** Whoever is named right after the words, or right before; else the only one whom the paragraph names. */
function speakerOf(
  pieces: readonly Piece[],
  n: number,
  namedIn: (text: string) => string[],
): string | null {
  const told = (piece: Piece | undefined) => piece && !piece.spoken ? namedIn(piece.text) : [];
  const all = new Set(pieces.flatMap(told));
  if (all.size === 1) return [...all][0] ?? null;
  return told(pieces[n + 1])[0] ?? told(pieces[n - 1]).at(-1) ?? null;
}
