/** The field in which somebody types a line, and the button that sends it. Browser-safe. */
import type { ComponentChildren } from "preact";
import { Button } from "@/components/Button.tsx";
import { MAX_LINE } from "@/lib/calls/page/talk.ts";

export function LineForm({ id, label, placeholder, send, say, isAlone = false, children }: {
  /** Of the field. */
  id: string;
  label: string;
  placeholder: string;
  /** On the button. */
  send: string;
  /** Stands by itself at the foot of the call. */
  isAlone?: boolean;
  /** Takes what was typed; false keeps it in the field. */
  say(text: string): boolean;
  /** Ahead of the field. */
  children?: ComponentChildren;
}) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = document.getElementById(id);
    if (!(field instanceof HTMLInputElement) || field.value.trim() === "") return;
    if (say(field.value)) field.value = "";
    field.focus();
  };
  return (
    <form class={isAlone ? "call-write call-says" : "call-write"} onSubmit={submit}>
      {children}
      <label class="visually-hidden" for={id}>{label}</label>
      <input
        class="control"
        id={id}
        maxLength={MAX_LINE}
        autocomplete="off"
        enterKeyHint="send"
        placeholder={placeholder}
      />
      <Button kind="primary" icon="send" label={send} />
    </form>
  );
}
