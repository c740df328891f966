/** What people say to each other and to an AI: made plain, and told by its script. Browser-safe. */

/** Text without control characters but ends of lines and tabs, and without blanks around it. */
export function cleanContent(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "").trim();
}

/** Whether a text is written in Hangul rather than in another script: which words to answer it with. */
export function localeOf(text: string): "ko" | "en" {
  return /\p{Script=Hangul}/u.test(text) ? "ko" : "en";
}
