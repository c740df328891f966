/** Says in words what happens: to screen readers in whole sentences, to everybody what one just did. Browser-safe. */
import { useEffect } from "preact/hooks";
import type { Inside } from "@/components/lounge/parts.tsx";
import { troubleWords } from "@/components/lounge/Line.tsx";
import type { Announcement } from "@/lib/lounge/session.ts";

/** How long a passing word stands, in milliseconds. */
const PASSING_MS = 5_000;

export function Announcer({ inside }: { inside: Inside }) {
  return (
    <div class="visually-hidden" aria-live="polite">
      {inside.visit.session.announced.value.map((one) => (
        <p key={one.key}>{announcementWords(one, inside)}</p>
      ))}
    </div>
  );
}

export function announcementWords(
  { effect }: Announcement,
  { words }: Pick<Inside, "words">,
): string {
  switch (effect.type) {
    case "said":
      return effect.mine ? "" : words.said(effect.name, effect.text);
    case "came":
      return words.came(effect.name);
    case "went":
      return words.went(effect.name);
    case "muted":
      return effect.untilMs === null ? words.nowUnmuted : words.nowMuted;
    case "refused":
      return troubleWords(effect, { words });
  }
}

/** What one just did, told in passing. */
export function Passing({ inside: { told } }: { inside: Inside }) {
  const word = told.value;
  useEffect(() => {
    if (!word) return;
    const timer = setTimeout(() => told.value = null, PASSING_MS);
    return () => clearTimeout(timer);
  }, [word]);
  return (
    <div class="passing" role="status">
      {word && <p key={word.key}>{word.text}</p>}
    </div>
  );
}
