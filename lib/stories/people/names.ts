/** Finds people in a text by their names. Pure. */

/** Hangul syllables alone: a full Korean name of three or four has a given name of two. */
const KOREAN_NAME = /^[가-힣]{3,4}$/;

/** What somebody is called: the full name, and the given one where that can be told. */
export function callNames(name: string): string[] {
  const full = name.trim();
  if (KOREAN_NAME.test(full)) return [full, full.slice(-2)];
  const [first = "", ...rest] = full.split(/\s+/);
  // Titles come before a name and name nobody.
  const given = /^(?:mr|mrs|ms|dr|sir|lady|lord|captain|professor)\.?$/i.test(first)
    ? rest[0] ?? ""
    : first;
  return [...new Set([full, given])].filter((each) => [...each].length >= 2);
}

/** Whether a text speaks of somebody. */
export function names(text: string, name: string): boolean {
  return callNames(name).some((each) => finds(text, each));
}

/** Korean joins particles to names; elsewhere a name ends where its word does. */
function finds(text: string, name: string): boolean {
  const letters = "\\p{L}\\p{N}";
  const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const after = /[가-힣]$/.test(name) ? "" : `(?![${letters}])`;
  return new RegExp(`(?<![${letters}])${quoted}${after}`, "u").test(text);
}
