/** Reading aloud, tied to the room and to this browser's voices. Browser-safe. */
import { useEffect, useMemo } from "preact/hooks";
import { Notice } from "@/components/Notice.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { SpeechPanel } from "@/components/lounge/SpeechPanel.tsx";
import { speechWords } from "@/lib/i18n/speech.ts";
import { Aloud } from "@/lib/lounge/aloud.ts";
import { callLater } from "@/lib/lounge/open.ts";
import { openSynthesis } from "@/lib/speech/browser.ts";

export default function SpeechCorner({ inside }: { inside: Inside }) {
  const { visit, props } = inside;
  const aloud = useMemo(() => {
    const synthesis = openSynthesis();
    return synthesis && new Aloud({
      session: visit.session,
      synthesis,
      locale: props.locale,
      drawer: () => localStorage,
      fetchCharacter,
      now: Date.now,
      after: callLater,
    });
  }, []);
  useEffect(() => aloud ? listen(aloud) : undefined, [aloud]);
  if (!aloud) return <Notice>{speechWords[props.locale].noVoices}</Notice>;
  return <SpeechPanel aloud={aloud} inside={inside} />;
}

/** Ends with the page, and lets a sound that the browser kept back begin with the next gesture. */
function listen(aloud: Aloud): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  // Voices of some browsers go on after the page is gone.
  addEventListener("pagehide", () => aloud.speaker.drop(), { signal });
  for (const gesture of ["pointerdown", "keydown"] as const) {
    addEventListener(gesture, () => {
      if (aloud.speaker.trouble.value === "gesture") aloud.speaker.resume();
    }, { signal });
  }
  return () => {
    ending.abort();
    aloud.dispose();
  };
}

async function fetchCharacter(id: string): Promise<unknown> {
  const response = await fetch(`/api/v1/characters/${encodeURIComponent(id)}`, {
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw new Error(`Cannot read a character: the answer was ${response.status}`);
  return await response.json();
}
