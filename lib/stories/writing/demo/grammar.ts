/** The grammar the improviser needs beside particles: past tense in Korean, call names, and pronouns in English. */
import { speakSentence } from "@/lib/ai/demo/conjugation.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** Turns a Korean sentence of narration into the past: `문을 연다.` → `문을 열었다.` What is no such sentence stays. */
export function pastOf(sentence: string): string {
  const text = sentence.trim();
  if (!/다[.!]?$/.test(text) || isPast(text)) return withStop(text);
  const bare = text.replace(/[.!]+$/, "");
  const spoken = speakSentence(`${bare}.`, "casual");
  const match = spoken === null ? null : /^(.*)([가-힣])\.$/su.exec(spoken);
  if (match === null) return `${bare}.`;
  const [, head = "", last = ""] = match;
  if (last === "야") {
    return head.endsWith("이") ? `${head}었다.` : `${head}였다.`;
  }
  const code = last.charCodeAt(0);
  // A syllable without a final takes ㅆ, number 20 of the finals. Source: Unicode, Hangul Syllables.
  return (code - 0xac00) % 28 === 0 ? `${head}${String.fromCharCode(code + 20)}다.` : `${bare}.`;
}

/** Whether a sentence is in the past: what stands before 다 ends in ㅆ, and is neither 있 nor 겠. */
function isPast(text: string): boolean {
  const before = /([가-힣])다[.!]?$/u.exec(text)?.[1];
  if (before === undefined || "있겠".includes(before)) return false;
  return (before.charCodeAt(0) - 0xac00) % 28 === 20;
}

function withStop(text: string): string {
  return /[.!?…”"]$/.test(text) ? text : `${text}.`;
}

/** A line of somebody's as a sentence of a story. */
export function told(line: string, lang: Locale): string {
  return line.split(/(?<=[.!?])\s+/).map((sentence) =>
    lang === "ko" ? pastOf(sentence) : withStop(sentence.trim())
  ).join(" ");
}

/** Common surnames of one syllable. Source: KOSIS, 2015 census of surnames. */
const SURNAMES =
  "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국";

/** What somebody is called: `윤서하` is 서하, `Mara Quill` is Mara. */
export function callName(name: string, lang: Locale): string {
  const text = name.trim();
  if (lang === "ko") {
    // 옥천댁 is called after where she came from: it is no surname.
    if (text.endsWith("댁")) return text;
    return /^[가-힣]{3}$/.test(text) && SURNAMES.includes(text.charAt(0)) ? text.slice(1) : text;
  }
  const [first = text, second] = text.split(/\s+/);
  return /^(?:old|mr|mrs|ms|miss|dr|captain|master|madam|lady|lord|sir|aunt|uncle|granny|professor|the|mother|goody|gaffer|steward|clerk|bailiff|warden|overseer|magister|keeper|grandfather|nan)\.?$/i
      .test(first) && second !== undefined
    ? text
    : first;
}

export interface Pronouns {
  readonly subject: string;
  readonly object: string;
  readonly possessive: string;
}
export const SHE: Pronouns = { subject: "she", object: "her", possessive: "her" };
export const HE: Pronouns = { subject: "he", object: "him", possessive: "his" };
