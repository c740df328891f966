/** The improviser's editing of a drafted chapter: voices in its dialogue, and its last proof. */
import { chooseParticles } from "@/lib/i18n/particles.ts";
import { callName } from "@/lib/stories/writing/demo/grammar.ts";
import { type Given, type Ground, readGiven } from "@/lib/stories/writing/demo/ground.ts";
import { clip } from "@/lib/stories/writing/demo/pieces.ts";
import {
  CHAPTERS,
  ChapterText,
  Continuity,
  type StageKey,
  type StageOutput,
  Voices,
} from "@/lib/stories/writing/model.ts";
import { writeDraft } from "@/lib/stories/writing/demo/prose.ts";
import { readPlan } from "@/lib/stories/writing/demo/chapters.ts";

/** A chapter as a stage left it; drafted anew where it was not handed on. */
export function readChapterText(
  ground: Ground,
  given: Given,
  stage: StageKey,
  n: number,
): ChapterText {
  return readGiven(given, { stage, chapter: n }, ChapterText) ??
    readGiven(given, { stage: "draft", chapter: n }, ChapterText) ??
    writeDraft(ground, given, n, ground.key);
}

/** Gives each person one of their own turns of phrase, where they first speak in a chapter. */
export function writeDialogue(ground: Ground, given: Given, n: number): StageOutput<"dialogue"> {
  const { title, body } = readChapterText(ground, given, "draft", n);
  const voices = readGiven(given, { stage: "voices", chapter: 0 }, Voices)?.voices ?? [];
  const paragraphs = body.split("\n");
  for (const { who, phrases } of voices) {
    const person = ground.people.find(({ ref }) => ref === who);
    const phrase = phraseOf(ground, phrases, n);
    if (person === undefined || phrase === undefined) continue;
    const call = callName(person.name, ground.lang);
    const at = paragraphs.findIndex((text) =>
      speakerOf(text, ground) === call && !hasPhrase(text, phrases)
    );
    const text = paragraphs[at];
    if (text !== undefined) paragraphs[at] = withPhrase(text, phrase, ground);
  }
  return { n, title, body: paragraphs.join("\n").slice(0, 24_000) };
}

/** Whose turn of phrase it is in a chapter. What is a sentence by itself is a habit at first, and a tic the third time. */
function phraseOf({ request }: Ground, phrases: readonly string[], n: number): string | undefined {
  const phrase = phrases[(n - 1) % phrases.length];
  const round = Math.floor((n - 1) / phrases.length);
  const middle = Math.ceil(CHAPTERS[request.length] / phrases.length / 2);
  return phrase?.endsWith(",") || round === 0 || round === middle ? phrase : undefined;
}

function hasPhrase(text: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => text.includes(phrase));
}

/** Who speaks in a paragraph that opens with speech: the one person that is named outside of it. */
export function speakerOf(paragraph: string, { people, lang }: Ground): string | null {
  if (!/^["“]/.test(paragraph)) return null;
  const outside = paragraph.replace(/["“][^"”]*["”]/g, " ");
  const named = people.map(({ name }) => callName(name, lang)).filter((call) =>
    outside.includes(call)
  );
  return named.length === 1 ? named[0] ?? null : null;
}

function withPhrase(paragraph: string, phrase: string, { people, lang }: Ground): string {
  const mark = paragraph.charAt(0);
  const speech = paragraph.slice(1);
  const ends = /[.!?…,]$/.test(phrase) ? phrase : `${phrase}.`;
  const first = speech.split(/[\s,.!?"”]/, 1)[0] ?? "";
  const isName = people.some(({ name }) => first.includes(callName(name, lang))) ||
    /^I\b/.test(speech);
  const goesOn = lang === "en" && ends.endsWith(",") && !isName
    ? speech.charAt(0).toLowerCase() + speech.slice(1)
    : speech;
  return `${mark}${ends} ${goesOn}`;
}

/** Sets quotation marks and dots, chooses particles that were left open, and drops what is said twice in a row. */
export function writeStyle(ground: Ground, given: Given, n: number): StageOutput<"style"> {
  const checked = readGiven(given, { stage: "continuity", chapter: n }, Continuity);
  const body = checked?.body ?? readChapterText(ground, given, "dialogue", n).body;
  const known = readGiven(given, { stage: "dialogue", chapter: n }, ChapterText)?.title ??
    titleIn(checked?.summary) ?? readPlan(ground, given, n).title;
  const paragraphs = body.split(/\n{2,}/).map((text) => proofread(text, ground.lang));
  const kept = paragraphs.filter((text, at) => text !== "" && text !== paragraphs[at - 1]);
  return { n, title: clip(known), body: kept.join("\n\n").slice(0, 24_000) };
}

/** The summary of a chapter begins with its title. */
export function titleIn(summary: string | undefined): string | null {
  return /^[「“]([^」”]+)[」”]/u.exec(summary ?? "")?.[1] ?? null;
}

function proofread(text: string, lang: Ground["lang"]): string {
  const settled = lang === "ko" ? chooseParticles(text) : text;
  const quoted = settled.replace(/"([^"\n]*)"/g, "“$1”");
  const single = lang === "ko"
    ? quoted.replace(/'([^'\n]*)'/g, "‘$1’")
    : quoted.replace(/(^|[\s“(—])'(?=\p{L})/gu, "$1‘").replace(/'/g, "’");
  return single
    .replace(/\.{3,}/g, "…")
    .replace(/[ \t]{2,}/g, " ")
    .trim();
}
