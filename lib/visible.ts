/** Whether a text shows anything. Browser-safe. */

/**
 * One character that leaves a mark. Those that do not are blanks, control and format characters, and letters that fonts
 * leave empty: the Hangul fillers and the blank Braille pattern, with which people make names of nothing.
 */
const MARK = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]/u;

export function isVisible(text: string): boolean {
  return MARK.test(text);
}
