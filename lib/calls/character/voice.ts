/**
 * The voice of a character in a call: replies that grow are said sentence by sentence, move a mouth, are told as captions,
 * and colour the face as they come. Browser-safe.
 *
 * - [CV1] A feeling is shown with the sentence it colours, not when it comes over the wire.
 */
import type { Emotion } from "@/lib/avatar/pose/pose.ts";
import { createMouth, followSpeaker } from "@/lib/speech/mouth.ts";
import type { Piece } from "@/lib/speech/queue.ts";
import { createReading, type Manner } from "@/lib/speech/reading.ts";
import { Speaker, type Synthesis } from "@/lib/speech/speaker.ts";
import type { MouthShape } from "@/lib/speech/visemes.ts";

export interface CharacterVoiceDeps {
  synthesis: Synthesis;
  manner: Manner;
  now(): number;
  after(ms: number, call: () => void): () => void;
  onCaption(text: string, options: { lang: string; final: boolean }): void;
  onFeel(emotion: Emotion): void;
}

/** A caption is told anew this often while its sentence is said, in milliseconds. */
const CAPTION_MS = 3_000;
/** What was said aloud may be heard from the loudspeaker for so long after, in milliseconds. */
const ECHO_MS = 2_500;
const MAX_SPOKEN = 6;
const MAX_REPLIES = 4;

/** How far a reply is. */
interface Progress {
  /** Sentences that were cut of it, and those that began to be said. */
  given: number;
  begun: number;
  /** Feelings that wait for their sentence, by how many sentences come before. */
  feelings: { emotion: Emotion; after: number }[];
}

export class CharacterVoice {
  readonly #deps: CharacterVoiceDeps;
  readonly #mouth = createMouth();
  readonly #reading;
  readonly #replies = new Map<string, Progress>();
  readonly #spoken: { text: string; endedMs: number | null }[] = [];
  readonly #stops: (() => void)[];
  #captioning: (() => void) | null = null;
  readonly speaker: Speaker;

  constructor(deps: CharacterVoiceDeps) {
    this.#deps = deps;
    const { synthesis, now, after } = deps;
    this.speaker = new Speaker({ synthesis, now, after });
    const { open, close, drop } = this.speaker;
    this.#reading = createReading({
      open,
      close,
      drop,
      say: (pieces) => {
        const progress = pieces[0] && this.#of(pieces[0].key);
        if (progress) progress.given += pieces.length;
        this.speaker.say(pieces);
      },
    });
    this.#stops = [
      followSpeaker(this.#mouth, this.speaker),
      this.speaker.on((event) => {
        if (event.type === "began") this.#begins(event.piece);
        if (event.type === "silent") this.#falls(event.piece);
      }),
    ];
  }

  /** Takes a reply as it is now, and says what is new in it. */
  take(key: string, reply: { text: string; whole: boolean }): void {
    this.#reading.take(key, reply, this.#deps.manner);
  }

  /** What is felt from here on in a reply. [CV1] */
  feel(key: string, emotion: Emotion): void {
    const { given, feelings } = this.#of(key);
    if (given === 0) this.#deps.onFeel(emotion);
    else feelings.push({ emotion, after: given });
  }

  /** Nothing more of a reply. */
  forget(key: string): void {
    this.#reading.forget(key);
    this.#replies.delete(key);
  }

  /** How the mouth is at a time. */
  mouthAt(nowMs: number): MouthShape {
    return this.#mouth.sample(nowMs);
  }

  /** What was said lately, and may still be in the room. */
  spokenLately(): string {
    const sinceMs = this.#deps.now() - ECHO_MS;
    return this.#spoken
      .filter(({ endedMs }) => endedMs === null || endedMs >= sinceMs)
      .map(({ text }) => text).join(" ");
  }

  dispose(): void {
    this.#captioning?.();
    for (const stop of this.#stops) stop();
    this.speaker.dispose();
  }

  #of(key: string): Progress {
    const known = this.#replies.get(key);
    if (known) return known;
    const made: Progress = { given: 0, begun: 0, feelings: [] };
    this.#replies.set(key, made);
    if (this.#replies.size > MAX_REPLIES) {
      this.#replies.delete(this.#replies.keys().next().value!);
    }
    return made;
  }

  #begins({ key, text, lang }: Piece): void {
    const progress = this.#of(key);
    const due = progress.feelings.filter(({ after }) => after <= progress.begun);
    progress.feelings = progress.feelings.filter(({ after }) => after > progress.begun);
    progress.begun++;
    const felt = due.at(-1);
    if (felt) this.#deps.onFeel(felt.emotion);
    this.#spoken.push({ text, endedMs: null });
    if (this.#spoken.length > MAX_SPOKEN) this.#spoken.shift();
    this.#caption(text, lang);
  }

  #caption(text: string, lang: string): void {
    this.#captioning?.();
    this.#deps.onCaption(text, { lang, final: false });
    this.#captioning = this.#deps.after(CAPTION_MS, () => this.#caption(text, lang));
  }

  #falls({ text, lang }: Piece): void {
    this.#captioning?.();
    this.#captioning = null;
    const spoken = this.#spoken.findLast((one) => one.text === text);
    if (spoken) spoken.endedMs = this.#deps.now();
    this.#deps.onCaption(text, { lang, final: true });
  }
}
