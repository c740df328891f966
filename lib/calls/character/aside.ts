/** What a model is told beside the words where somebody talks with a character in a call. */
import type { Cue } from "@/lib/calls/character/cues.ts";

const SEEN: Readonly<Record<Cue, string>> = {
  smiling: "is smiling",
  laughing: "is laughing",
  frowning: "is frowning",
  surprised: "looks surprised",
  nodding: "nodded",
  shaking_head: "shook their head",
  looking_away: "is looking away",
  away: "is out of sight",
};

/** Every reply of a call is heard, so it is to be sayable; what was seen is told as it would be noticed. */
export function callAside(seen: readonly Cue[]): string {
  const spoken =
    "{{char}} and {{user}} talk face to face in a call, and {{user}} hears this reply: one to three short spoken sentences, no lists, no markup, hardly any actions between stars.";
  if (seen.length === 0) return spoken;
  const noticed = [...new Set(seen)].map((cue) => SEEN[cue]).join(", ");
  return `${spoken}\nWhat {{char}} sees right now: {{user}} ${noticed}. Take it as one notices a face; name it only where it matters.`;
}
