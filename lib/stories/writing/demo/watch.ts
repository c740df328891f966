/**
 * The improviser's continuity: it keeps the ledger of its own plan, and looks whether a chapter contradicts it.
 *
 * What it finds, by rules that look for words and understand nothing:
 * - a name that is one letter beside somebody's, or their name behind another surname;
 * - a scene that names another place of the story where its plan has one that it never names;
 * - somebody of the story who is said to have died, where the plan lets nobody die; the dead master who speaks or comes;
 * - somebody who is said to know the truth of a plot before the chapter in which they learn it.
 * It sees nothing else: no changed eyes, no wrong day, nothing that is said in other words.
 */
import { chooseParticles } from "@/lib/i18n/particles.ts";
import { callName } from "@/lib/stories/writing/demo/grammar.ts";
import { type Given, type Ground, readGiven } from "@/lib/stories/writing/demo/ground.ts";
import {
  readPromises,
  sayLine,
  type Scene,
  writeScenes,
} from "@/lib/stories/writing/demo/chapters.ts";
import { readChapterText } from "@/lib/stories/writing/demo/finish.ts";
import { chapterOfBeat, partsOf, plotOf, shapeOf } from "@/lib/stories/writing/demo/parts.ts";
import { clip, must } from "@/lib/stories/writing/demo/pieces.ts";
import { SCENE_BREAK } from "@/lib/stories/writing/demo/prose.ts";
import { findNames } from "@/lib/stories/writing/demo/name_slips.ts";
import { objectOf } from "@/lib/stories/writing/demo/slots.ts";
import { type Fact, ScenePlan, type StageOutput } from "@/lib/stories/writing/model.ts";

type Found = StageOutput<"continuity">["contradictions"][number];
/** A contradiction with what mends it. */
interface Slip extends Found {
  readonly mend: (body: string) => string;
}

export function writeContinuity(
  ground: Ground,
  given: Given,
  n: number,
): StageOutput<"continuity"> {
  const { title, body } = readChapterText(ground, given, "dialogue", n);
  const scenes = (readGiven(given, { stage: "scenes", chapter: n }, ScenePlan) ??
    writeScenes(ground, given, n)).scenes;
  const slips = [
    ...findNames(body, ground),
    ...findPlaces(body, scenes, ground),
    ...findDeaths(body, scenes, ground),
    ...findKnowledge(body, ground, n),
  ].slice(0, 20);
  const mended = slips.reduce((text, { mend }) => mend(text), body);
  const promises = readPromises(ground, given);
  const facts = factsOf(ground, scenes, n);
  const mark = ground.lang === "ko" ? ["「", "」"] : ["“", "”"];
  return {
    n,
    contradictions: slips.map(({ mend: _, ...found }) => found),
    body: mended.trim() === "" ? body : mended,
    facts,
    opened: promises.filter(({ opens }) => opens === n).map(({ ref }) => ref).slice(0, 20),
    paid: promises.filter(({ pays }) => pays === n).map(({ ref }) => ref).slice(0, 20),
    summary: `${mark[0]}${title}${mark[1]} ${scenes.map(({ outcome }) => outcome).join(" ")}`.slice(
      0,
      4_000,
    ),
  };
}

/** What is so from this chapter on: who people are at first, a plot's truth and who knows it, and what happened. */
function factsOf(ground: Ground, scenes: readonly Scene[], n: number): Fact[] {
  const place = (ref: string) => ground.places.find((one) => one.ref === ref)?.name ?? null;
  const people = n > 1 ? [] : ground.people.map((person): Fact => ({
    ref: `w_${person.ref}`,
    what: clip(`${person.name}: ${person.age}`),
    about: [person.name.slice(0, 40)],
    knownBy: [],
    where: null,
    when: null,
  }));
  const events = scenes.map((scene, at): Fact => ({
    ref: `e${n}_${at + 1}`,
    what: clip(scene.outcome),
    about: scene.who.map((ref) => nameOf(ground, ref)).slice(0, 8),
    knownBy: [...scene.who],
    where: place(scene.place),
    when: scene.when,
  }));
  return [...people, ...truthsOf(ground, scenes, n), ...events].slice(0, 40);
}

/** The truth of a plot: known to its holder where it begins, and to those who are there when it comes out. */
function truthsOf(ground: Ground, scenes: readonly Scene[], n: number): Fact[] {
  return partsOf(n, ground.request.length).flatMap((part, at) => {
    if (part.kind !== "beat" || (part.beat !== 0 && part.beat !== 3)) return [];
    const { id } = plotOf(ground, part.arc);
    const holder = ground.cast[shapeOf(id).holder];
    const isOut = part.beat === 3;
    const there = isOut ? scenes[at]?.who ?? [] : [];
    return [{
      ref: `${isOut ? "t" : "s"}${part.arc + 1}`,
      what: truthOf(ground, part.arc),
      about: [holder.name.slice(0, 40)],
      knownBy: [...new Set([holder.ref, ...there])].slice(0, 8),
      where: null,
      when: null,
    }];
  });
}

/** What is true behind a plot: of the first, the secret of whoever holds it, as it now stands. */
function truthOf(ground: Ground, arc: number): string {
  const { id, words } = plotOf(ground, arc);
  const { secret } = ground.cast[shapeOf(id).holder];
  return arc === 0 ? clip(secret) : sayLine(ground, arc, words.secret);
}

function nameOf(ground: Ground, ref: string): string {
  return (ground.people.find((person) => person.ref === ref)?.name ?? ref).slice(0, 40);
}

/** Scenes that take place where their plan does not have them. */
function findPlaces(body: string, scenes: readonly Scene[], { places, lang }: Ground): Slip[] {
  const sections = body.split(SCENE_BREAK);
  if (sections.length !== scenes.length) return [];
  return scenes.flatMap(({ place: ref }, at) => {
    const section = must(sections[at]);
    const place = places.find((one) => one.ref === ref);
    if (place === undefined || has(section, place.name)) return [];
    const opening = section.trim().split("\n").slice(0, 14).join("\n");
    const other = places.find((one) => one !== place && has(opening, one.name));
    if (other === undefined) return [];
    const quote = clip(sentenceWith(section, other.name));
    return [{
      quote,
      fact: null,
      why: clip(
        lang === "ko"
          ? `계획에서 이 장면의 장소는 ${place.name}인데 글에서는 ${other.name}입니다.`
          : `The plan sets this scene at ${place.name}, but the text has it at ${other.name}.`,
      ),
      fix: clip(
        lang === "ko"
          ? chooseParticles(`장소를 ${place.name}으로(로) 되돌립니다.`)
          : `Set it at ${place.name} again.`,
      ),
      mend: (text: string) => text.replace(quote, quote.replace(other.name, place.name)),
    }];
  });
}

function has(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase());
}

const DEAD = {
  ko: /(?:죽었|죽은 뒤|세상을 떠났|숨을 거두|숨졌|숨이 끊어|목숨을 잃|사망했)/,
  en:
    /\b(?:died|was dead|had been killed|was killed|passed away|lay dead|breathed (?:her|his|their) last)\b/,
} as const;
const LIVES = {
  ko: /(?:말했|물었|대답했|웃었|걸어왔|들어왔|다가왔|손을 흔들|속삭였|앉아 있었)/,
  en: /\b(?:said|asked|answered|laughed|walked in|came in|stepped|waved|whispered|smiled|nodded)\b/,
} as const;
/** Words that tell of earlier days, of dreams, or of what might be. */
const ELSEWHEN = {
  ko: /(?:예전|옛|생전|언젠가|기억|꿈|늘 |살아 있을|던 |듯|처럼|만약|면 )/,
  en:
    /\b(?:once|used to|always|remember|remembered|dream|dreamed|memory|had|would|as if|like|if|years ago|before)\b/i,
} as const;

/** The living who are said to be dead, and the dead who act as if they lived. */
function findDeaths(body: string, scenes: readonly Scene[], ground: Ground): Slip[] {
  const { lang, people, bank } = ground;
  const planned = scenes.map(({ outcome, obstacle }) => `${obstacle} ${outcome}`).join(" ");
  const past = people.map((person) => person.past).join(" ");
  const masters = bank.people.masters.filter((name) => past.includes(name));
  const sentences = sentencesOf(body);
  const living = people.flatMap(({ name }) => {
    const call = callName(name, lang);
    const found = sentences.find((one) =>
      isAbout(one, call, lang) && DEAD[lang].test(one) && !ELSEWHEN[lang].test(one) &&
      !masters.some((master) => one.includes(master))
    );
    if (found === undefined || DEAD[lang].test(planned)) return [];
    return [
      dropped(
        found,
        lang === "ko" ? `${name}은(는) 살아 있는 사람입니다.` : `${name} is alive.`,
        lang,
      ),
    ];
  });
  const dead = masters.flatMap((master) => {
    const found = sentences.find((one) =>
      isAbout(one, master, lang) && LIVES[lang].test(one) && !ELSEWHEN[lang].test(one)
    );
    if (found === undefined) return [];
    return [
      dropped(
        found,
        lang === "ko" ? `${master}은(는) 이미 세상을 떠났습니다.` : `${master} is dead.`,
        lang,
      ),
    ];
  });
  return [...living, ...dead];
}

/** Whether somebody is the subject of a sentence, as far as particles and word order tell. */
function isAbout(sentence: string, call: string, lang: Ground["lang"]): boolean {
  const at = sentence.indexOf(call);
  if (at === -1) return false;
  const rest = sentence.slice(at + call.length);
  return lang === "ko"
    ? /^(?:이|가|은|는|도|께서)(?=\s)/.test(rest)
    : /^\s+(?!['’]s)/.test(rest) && at < 40;
}

const KNOWS = {
  ko: /(?:알고 있|알았|안다|눈치챘|모를 리 없)/,
  en: /\b(?:knew|knows|had known|was aware|had guessed)\b/,
} as const;

/** Those who are said to know a truth before they can. */
function findKnowledge(body: string, ground: Ground, n: number): Slip[] {
  const { lang, request, cast } = ground;
  const sentences = sentencesOf(body);
  const arcs = new Set(partsOf(n, request.length).map(({ arc }) => arc));
  return [...arcs].flatMap((arc) => {
    const out = chapterOfBeat(arc, 3, request.length, 200);
    if (out !== null && n >= out) return [];
    const { id } = plotOf(ground, arc);
    const holder = cast[shapeOf(id).holder];
    const thing = objectOf(ground, arc);
    const terms = keyTerms(truthOf(ground, arc), ground)
      .filter((term) => !thing.includes(term));
    return ground.people.filter(({ ref }) => ref !== holder.ref).flatMap((person) => {
      const found = sentences.find((one) =>
        isAbout(one, callName(person.name, lang), lang) && KNOWS[lang].test(one) &&
        terms.filter((term) => has(one, term)).length >= 2
      );
      if (found === undefined) return [];
      const why = lang === "ko"
        ? `${person.name}은(는) 아직 그 사실을 알 수 없습니다. 아는 사람은 ${holder.name}뿐입니다.`
        : `${person.name} cannot know this yet; only ${holder.name} does.`;
      return [{ ...dropped(found, why, lang), fact: `s${arc + 1}` }];
    });
  });
}

/** The words of a sentence that carry it, without particles and names. */
function keyTerms(sentence: string, { people, lang }: Ground): string[] {
  const calls = people.map(({ name }) => callName(name, lang));
  return sentence.split(/[\s,.!?"“”']+/)
    .map((word) =>
      lang === "ko"
        ? word.replace(/(?:에게|에서|으로|은|는|이|가|을|를|의|도|와|과|로|에)$/, "")
        : word
    )
    .filter((word) =>
      word.length >= (lang === "ko" ? 2 : 5) && !calls.some((call) => word.includes(call))
    );
}

function dropped(sentence: string, why: string, lang: Ground["lang"]): Slip {
  return {
    quote: clip(sentence),
    fact: null,
    why: clip(chooseParticles(why)),
    fix: lang === "ko" ? "이 문장을 뺍니다." : "Leave this sentence out.",
    mend: (text) => text.replace(sentence, "").replace(/\n{3,}/g, "\n\n"),
  };
}

function sentencesOf(body: string): string[] {
  return body.split(/\n+|(?<=[.!?…]["”]?)\s+/).map((one) => one.trim()).filter((one) => one !== "");
}

function sentenceWith(text: string, name: string): string {
  return sentencesOf(text).find((one) => has(one, name)) ?? name;
}
