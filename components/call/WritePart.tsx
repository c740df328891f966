/** What two people write to each other, from browser to browser. Browser-safe. */
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import type { Inside } from "@/components/call/parts.tsx";
import { MAX_LINE } from "@/lib/calls/page/talk.ts";

export function WritePart({ inside }: { inside: Inside }) {
  const { session, words, peerName } = inside;
  const list = useRef<HTMLOListElement>(null);
  const failed = useSignal(false);
  const lines = session.talk.lines.value;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [lines.length]);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const field = document.getElementById("call-write");
    if (!(field instanceof HTMLInputElement) || field.value.trim() === "") return;
    failed.value = !session.talk.say(field.value);
    if (!failed.value) field.value = "";
    field.focus();
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
      <form class="call-write" onSubmit={send}>
        <label class="visually-hidden" for="call-write">{words.writeLabel}</label>
        <input
          class="control"
          id="call-write"
          maxLength={MAX_LINE}
          autocomplete="off"
          enterKeyHint="send"
          placeholder={words.writePlaceholder}
        />
        <Button kind="primary" icon="send" label={words.send} />
      </form>
    </div>
  );
}
