/** What of written words can be said: no markup, no signs, no addresses. Pure and browser-safe. */

/** Rules in their order: what is looked for, and what is said in its place. */
const RULES: readonly (readonly [RegExp, string])[] = [
  // A link of Markdown is what it is called.
  [/!?\[([^\]\n]{0,200})\]\([^)\s]{1,2000}\)/g, "$1"],
  // An address is where it leads; nobody listens to the rest.
  [/\bhttps?:\/\/(?:www\.)?([^\s/?#)\]]{1,200})[^\s)\]]*/gi, "$1"],
  [/<\/?[a-z][^<>\n]{0,200}>/gi, ""],
  // Headings, quotes and points of a list, at the beginning of a line.
  [/^[ \t]*(?:#{1,6}|>+|[-•*+])[ \t]+/gm, ""],
  [/`+|~~+|\*+/g, ""],
  [/(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])/gu, ""],
  [/\|/g, ", "],
  // Pictures and flags. A keycap is its digit.
  [/[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/gu, ""],
  // What joins them, and letters that nobody sees.
  [/[\p{Cf}\ufe0e\ufe0f\u20e3]/gu, ""],
  // Laughing and crying of Korean chats is not spelled out.
  [/[ㅋㅎㅠㅜ]+/g, ""],
  [/[~〜～♪♡♥★☆]+/g, ""],
  [/([!?])[!?]+/g, "$1"],
  [/\.{4,}/g, "..."],
  // Not the end of a line, which ends a sentence.
  [/[^\S\n]+/g, " "],
  [/ +([.,!?])/g, "$1"],
];

/** Words as they are said; empty where nothing of them can be. */
export function speakable(text: string): string {
  let said = text.toWellFormed().normalize("NFC");
  for (const [written, spoken] of RULES) said = said.replace(written, spoken);
  said = said.trim();
  return /[\p{L}\p{N}]/u.test(said) ? said : "";
}
