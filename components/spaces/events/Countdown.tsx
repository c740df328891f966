/** How long it is until a moment: in words, and in the last minutes a clock that runs without a script. */
import { clockClasses } from "@/lib/spaces/events/countdown.ts";

export interface CountdownProps {
  leftMs: number;
  /** The whole sentence, as it is true when the page is made. */
  words: string;
}

export function Countdown({ leftMs, words }: CountdownProps) {
  const clock = clockClasses(leftMs);
  return (
    <p class="countdown">
      <span>{words}</span>
      {clock && <span class={clock} aria-hidden="true" />}
    </p>
  );
}
