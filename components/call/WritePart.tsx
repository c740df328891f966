/** What two people write to each other, from browser to browser. Browser-safe. */
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { LineForm } from "@/components/call/LineForm.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function WritePart({ inside }: { inside: Inside }) {
  const { session, words, peerName } = inside;
  const list = useRef<HTMLOListElement>(null);
  const failed = useSignal(false);
  const lines = session.talk.lines.value;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [lines.length]);
  const say = (text: string) => {
    failed.value = !session.talk.say(text);
    return !failed.value;
  };
  return (
    <div class="call-writing">
      {lines.length === 0
        ? <p class="call-quiet">{words.nothingWritten}</p>
        : (
          <ol class="call-lines" ref={list} tabIndex={0} aria-label={words.chat}>
            {lines.map((line) => (
              <li key={line.key} class={line.mine ? "is-mine" : ""}>
                <b class="visually-hidden">{line.mine ? words.you : peerName.value}</b>
                <p>{line.text}</p>
              </li>
            ))}
          </ol>
        )}
      {failed.value && <p class="field-error" role="alert">{words.notSent}</p>}
      <LineForm
        id="call-write"
        label={words.writeLabel}
        placeholder={words.writePlaceholder}
        send={words.send}
        say={say}
      />
    </div>
  );
}
