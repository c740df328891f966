/** Where one writes: a form that works by itself, and sends over the socket once there is one. Browser-safe. */
import { useRef } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { DictatePart } from "@/components/lounge/DictatePart.tsx";
import { ShareMenu, sharePicture } from "@/components/lounge/ShareMenu.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";

export function Composer({ inside }: { inside: Inside }) {
  const { visit, props, words, at } = inside;
  const { session } = visit;
  const text = useRef<HTMLTextAreaElement>(null);
  const endDictation = useRef<() => void>(null);
  const me = session.me.value;
  const mutedUntilMs = me ? me.mutedUntilMs : props.viewer?.mutedUntilMs ?? null;
  // Words that wait for a connection are kept; nobody is let write who has been told to stay out.
  if (session.connection.value.kind === "refused" || (!me && props.refused !== null)) return null;
  if (mutedUntilMs !== null && mutedUntilMs > props.nowMs) {
    return (
      <p class="composer-muted" role="status">{words.muted(clock(mutedUntilMs, props.locale))}</p>
    );
  }
  const residents = [...session.residents.value.values()];
  const to = visit.to.value;
  const addressed = residents.find(({ character_id }) => character_id === to);

  const send = (event: Event) => {
    event.preventDefault();
    const field = text.current!;
    // What is still on its way to be written belongs to nothing any more.
    endDictation.current?.();
    if (!session.say(field.value, to)) return;
    field.value = "";
    // Who writes from the door comes in by it.
    if (!session.live.value) void session.enter();
    field.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While Hangul is being put together, Enter ends the syllable.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    send(event);
  };

  const onPaste = (event: ClipboardEvent) => {
    const picture = [...event.clipboardData?.files ?? []]
      .find(({ type }) => type.startsWith("image/"));
    if (!picture || !session.live.value) return;
    event.preventDefault();
    void sharePicture(picture, inside);
  };

  return (
    <form class="room-composer" method="post" action={at.say} onSubmit={send}>
      <input type="hidden" name="nonce" value={props.nonce} />
      {props.invite && <input type="hidden" name="invite" value={props.invite} />}
      {residents.length > 0 && (
        <div class="composer-to">
          <label for="to">{words.to}</label>
          <select
            id="to"
            name="character_id"
            onChange={(event) => visit.address(event.currentTarget.value || null)}
          >
            <option value="" selected={to === null}>{words.everybody}</option>
            {residents.map(({ character_id, name }) => (
              <option key={character_id} value={character_id} selected={to === character_id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="composer-row">
        <ShareMenu inside={inside} />
        <label class="visually-hidden" for="say">{words.composer}</label>
        <textarea
          ref={text}
          class="composer-field"
          id="say"
          name="message"
          rows={1}
          required
          maxLength={props.maxMessage}
          enterkeyhint="send"
          autocomplete="off"
          placeholder={addressed ? words.placeholderTo(addressed.name) : words.placeholder}
          aria-describedby={props.draft ? "say-error say-keys" : "say-keys"}
          {...(props.draft ? { "aria-invalid": "true" as const } : {})}
          onInput={() => session.type()}
          onBlur={() => session.hush()}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        >
          {props.draft?.text ?? ""}
        </textarea>
        <DictatePart inside={inside} field={text} ending={endDictation} />
        <Button kind="primary" icon="send" label={words.send} />
      </div>
      {props.draft && <p class="field-error" id="say-error" role="alert">{props.draft.error}</p>}
      <p class="composer-keys visually-hidden" id="say-keys">{words.sendKeys}</p>
      {!me && !props.viewer?.seated && <p class="composer-hint">{words.firstWord}</p>}
    </form>
  );
}

function clock(ms: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(ms);
}
