/** A conversation as it leaves the house and comes back: its lines in order, each with its versions. Browser-safe. */
import type { Emotion } from "@/lib/ai/model.ts";

/** One wording of a line. */
export interface Version {
  text: string;
  sentAtMs: number;
  emotion: Emotion | null;
  /** `provider/model`; null where nothing is known of it. */
  madeBy: string | null;
}

export interface Line {
  /** Whoever says it. */
  name: string;
  isUser: boolean;
  /** At least one, oldest first. */
  versions: Version[];
  /** Which of the versions is shown, counted from 0. */
  shown: number;
  /** Names of those who heard it, where a conversation is with several; absent: everybody. */
  present?: string[];
}

/** What stands above the lines. */
export interface TranscriptHead {
  userName: string;
  characterName: string;
  createdAtMs: number;
}

export interface Transcript extends TranscriptHead {
  lines: Line[];
}
