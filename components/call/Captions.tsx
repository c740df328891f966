/** What is said, in words, over the faces. Browser-safe. */
import { Button } from "@/components/Button.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function Captions({ inside }: { inside: Inside }) {
  const { session, words, peerName, audible } = inside;
  const captions = session.talk.captions.value;
  if (captions.length === 0 && audible.value) return null;
  return (
    <div class="call-captions">
      {!audible.value && (
        <Button
          type="button"
          size="small"
          icon="sound"
          onClick={() => inside.playVoice()}
        >
          {words.hear(peerName.value)}
        </Button>
      )}
      {captions.map((one) => (
        <p key={one.key} lang={one.lang} class={one.mine ? "is-mine" : ""}>
          <b>{one.mine ? words.you : peerName.value}</b> {one.text}
        </p>
      ))}
    </div>
  );
}
