/** Tells what happens: how the connection is, and what the other person does or writes. Browser-safe. */
import { useEffect } from "preact/hooks";
import type { Inside } from "@/lib/calls/page/inside.ts";

/** How long a passing word stands, in milliseconds. */
const PASSING_MS = 5_000;

/** How the call stands, read out in whole sentences. */
export function Announcer({ inside: { session, words } }: { inside: Inside }) {
  const { kind } = session.phase.value;
  return (
    <p class="visually-hidden" role="status" id="call-phase">
      {session.view.value === "in" ? words.phase[kind] : ""}
    </p>
  );
}

/** What just happened: shown for a while, and read out. */
export function Passing({ inside: { told } }: { inside: Inside }) {
  const word = told.value;
  useEffect(() => {
    if (!word) return;
    const timer = setTimeout(() => told.value = null, PASSING_MS);
    return () => clearTimeout(timer);
  }, [word]);
  return (
    <div class="passing call-passing" role="status">
      {word && <p key={word.key} class={`is-${word.kind}`}>{word.text}</p>}
    </div>
  );
}
