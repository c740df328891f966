/**
 * Owns which face the improviser puts on.
 *
 * Browser-safe.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import type { Intent } from "@/lib/ai/demo/intent.ts";

/** Faces that what the reader said decides; others follow from the reply itself. */
export const EMOTION_OF: Partial<Record<Intent, Emotion>> = {
  greet: "smile",
  bye: "smile",
  night: "smile",
  thanks: "smile",
  love: "shy",
  compliment: "shy",
  insult: "sad",
  laugh: "laugh",
  joke: "laugh",
  happy: "laugh",
  sad: "sad",
  angry: "surprised",
  recall: "thinking",
  secret: "neutral",
  ai: "neutral",
};

const TONES: readonly (readonly [Emotion, RegExp])[] = [
  ["laugh", /하하|푸하|깔깔|껄껄|ㅋㅋ|\b(?:ha ha|haha|laughs?|laughing|grins?)\b/i],
  ["shy", /붉어|빨개|발그레|쑥스|부끄|수줍|\b(?:blush|flustered|shy)/i],
  [
    "sad",
    /눈물|울었|슬프|슬펐|그립|쓸쓸|외로|돌아오지|떠났|\b(?:tears?|wept|sad|lonely|grief|gone|miss(?:ed)?)\b/i,
  ],
  ["surprised", /어이쿠|깜짝|놀라|놀란|어머|[!]{2}|\b(?:surprised|startled|gasp)/i],
  ["angry", /화를|노려|버럭|\b(?:glare|furious|scowl)/i],
  [
    "smile",
    /웃|미소|반가|좋아|고마|기쁘|기뻐|\b(?:smiles?|smiling|glad|pleased|welcome|warm|happy)\b/i,
  ],
  ["thinking", /글쎄|생각|곰곰|한참|갸웃|음[.,…]|\b(?:hm+|thinks?|perhaps|wonder|pause|consider)/i],
];

/** Reads the face from the words of a reply. */
export function toneOf(text: string): Emotion {
  return TONES.find(([, pattern]) => pattern.test(text))?.[0] ?? "neutral";
}
