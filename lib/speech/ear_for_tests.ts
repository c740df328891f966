/** Recognizers of speech that hear what a test tells them. */
import type { Recognition } from "@/lib/speech/dictation.ts";
import type { HeardResult } from "@/lib/speech/heard.ts";

/** One that does nothing by itself, and keeps what was asked of it. */
export class Ear implements Recognition {
  lang = "";
  continuous = false;
  interimResults = false;
  maxAlternatives = 0;
  onstart: Recognition["onstart"] = null;
  onresult: Recognition["onresult"] = null;
  onerror: Recognition["onerror"] = null;
  onend: Recognition["onend"] = null;
  calls: string[] = [];
  start(): void {
    this.calls.push("start");
  }
  stop(): void {
    this.calls.push("stop");
  }
  abort(): void {
    this.calls.push("abort");
  }
  hear(...words: [text: string, isFinal: boolean][]): void {
    this.onresult?.({ results: words.map(heardAs) });
  }
  end(error?: string): void {
    if (error) this.onerror?.({ error });
    this.onend?.();
  }
}

/** One that listens at once, and ends as soon as it is asked to. */
export class ReadyEar extends Ear {
  override start(): void {
    super.start();
    this.onstart?.();
  }
  override stop(): void {
    super.stop();
    this.onend?.();
  }
}

/** A result as browsers give it, with one alternative. */
export const heardAs = ([transcript, isFinal]: [string, boolean]): HeardResult => ({
  isFinal,
  length: 1,
  0: { transcript, confidence: 0.9 },
});
