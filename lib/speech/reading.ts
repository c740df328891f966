/** Replies that grow, read aloud as they do: what of each was said, and what is new. Browser-safe. */
import type { Piece } from "@/lib/speech/queue.ts";
import type { Asides } from "@/lib/speech/asides.ts";
import {
  createSentenceReader,
  MAX_SENTENCE_MS,
  type Sentence,
  type SentenceReader,
} from "@/lib/speech/sentences.ts";
import { langOfText, PLAIN_VOICE, primaryOf, type SpokenVoice } from "@/lib/speech/voice.ts";

/** How a reply is said. */
export interface Manner {
  voice: SpokenVoice | null;
  /** The language of the speaker, for words that tell none. */
  lang: string;
  asides: Asides;
}

/** Where pieces go, as `speaker.ts` has it. */
export interface Sayer {
  say(pieces: readonly Piece[]): void;
  open(key: string): void;
  close(key: string): void;
  drop(key: string): void;
}

/** A reply as it is at the moment; null is one that was taken back. */
export interface Reply {
  text: string | null;
  /** It grows no more. */
  whole: boolean;
}

/** Replies that are remembered; the earliest go first. */
const MAX_KNOWN = 50;
/** An aside is said lower and softer. */
const ASIDE = { loudness: 0.65, pitch: 0.92 };

interface Growing {
  /** As far as it was read. */
  text: string;
  reader: SentenceReader;
  /** Sentences that were given. */
  given: Set<string>;
  /** Other words took the place of those that were read: what is the same in them is not said again. */
  replaced: boolean;
  whole: boolean;
}

export interface Reading {
  /** Takes a reply as it is now; says what is new in it. */
  take(key: string, reply: Reply, manner: Manner): void;
  /** This reply is not read, whatever comes of it. */
  forget(key: string): void;
}

export function createReading(sayer: Sayer): Reading {
  const known = new Map<string, Growing>();

  function begin(key: string, manner: Manner): Growing {
    const growing = {
      text: "",
      reader: readerFor(manner),
      given: new Set<string>(),
      replaced: false,
      whole: false,
    };
    known.set(key, growing);
    if (known.size > MAX_KNOWN) known.delete(known.keys().next().value!);
    sayer.open(key);
    return growing;
  }

  return {
    take(key, { text, whole }, manner) {
      const was = known.get(key);
      if (was?.whole) return;
      if (text === null) {
        // It begins anew: then all of it is said anew.
        if (was) this.forget(key);
        return;
      }
      const growing = was ?? begin(key, manner);
      if (!text.startsWith(growing.text)) {
        growing.reader = readerFor(manner);
        growing.text = "";
        growing.replaced = true;
      }
      const sentences = growing.reader.push(text.slice(growing.text.length));
      if (whole) sentences.push(...growing.reader.end());
      const fresh = sentences.filter((one) => !growing.replaced || !growing.given.has(one.text));
      growing.text = text;
      growing.whole = whole;
      for (const one of sentences) growing.given.add(one.text);
      sayer.say(fresh.map((sentence) => pieceOf(key, sentence, manner)));
      if (whole) sayer.close(key);
    },
    forget(key) {
      known.delete(key);
      sayer.drop(key);
    },
  };
}

/** A voice that speaks slowly is given less at one go. */
function readerFor({ asides, voice }: Manner): SentenceReader {
  return createSentenceReader({ asides, maxMs: MAX_SENTENCE_MS * (voice?.rate ?? 1) });
}

/** A sentence as it is said. The voice's language holds where the words are of it, too. */
export function pieceOf(key: string, { text, aside }: Sentence, { voice, lang }: Manner): Piece {
  const { lang: wished, name, pitch, rate } = voice ?? PLAIN_VOICE;
  const own = wished ?? lang;
  const written = langOfText(text, own);
  const foreign = primaryOf(written) !== primaryOf(own);
  return {
    key,
    text,
    lang: foreign ? written : own,
    name: foreign ? null : name,
    pitch: aside ? pitch * ASIDE.pitch : pitch,
    rate,
    loudness: aside ? ASIDE.loudness : 1,
  };
}
