/** Where a reader writes what they say: a growing line, its send button, and what was wrong with it. */
import type { ComponentChildren } from "preact";
import { Children } from "@/components/Children.tsx";
import { Button } from "@/components/Button.tsx";
import { MAX_MESSAGE_CHARS } from "@/lib/chat/model.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface ComposerProps {
  locale: Locale;
  /** Where it is sent to. */
  action: string;
  /** The frame that its answer goes to; default: as the page says. */
  target?: string | undefined;
  /** Id that the message gets, so that sending it twice says it once. */
  nextId: string;
  /** Whom it is said to. */
  name: string;
  placeholder: string;
  /** What could not be sent, and why. */
  draft: { text: string; error: string } | undefined;
  /** Whether the page begins here. */
  focus: boolean;
  /** Hidden fields that are sent along. */
  children?: ComponentChildren;
}

export function Composer(
  { locale, action, target, nextId, name, placeholder, draft, focus, children }: ComposerProps,
) {
  const words = chatWords[locale];
  return (
    <form class="composer" method="post" action={action} target={target}>
      <input type="hidden" name="id" value={nextId} />
      <Children>{children}</Children>
      <textarea
        class="composer-text"
        id="composer"
        name="text"
        rows={1}
        maxLength={MAX_MESSAGE_CHARS}
        placeholder={placeholder}
        aria-label={words.composer(name)}
        aria-describedby={draft ? "composer-error" : "composer-keys"}
        aria-invalid={draft ? "true" : undefined}
        enterkeyhint="send"
        required
        autofocus={focus}
      >
        {draft?.text ?? ""}
      </textarea>
      <Button kind="primary" icon="send" label={words.send} />
      {draft
        ? <p class="field-error" id="composer-error" role="alert">{draft.error}</p>
        : <p class="visually-hidden" id="composer-keys">{words.sendKeys}</p>}
    </form>
  );
}
