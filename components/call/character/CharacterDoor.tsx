/** Before a call with a character: what it is, what it may notice, and the button that calls. Browser-safe. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import { CameraRow } from "@/components/call/Devices.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { SeePart } from "@/components/call/character/SeePart.tsx";
import { FaceChoice } from "@/components/call/FaceChoice.tsx";
import { paths } from "@/components/place.ts";

export function CharacterDoor({ inside, seat }: CharacterParts) {
  const { session } = inside;
  const { words, side } = seat;
  const ready = session.ready.value;
  return (
    <div class="call-lobby">
      <header>
        <h1 id="call-title" tabIndex={-1}>{words.heading}</h1>
        <p class="lede">{words.lede}</p>
      </header>
      <noscript>
        <Notice tone="warn" title={words.noScriptTitle}>
          <p>{words.noScriptWords}</p>
          <div class="actions">
            {side.conversationId !== null
              ? (
                <LinkButton size="small" icon="chat" href={paths.chat(side.conversationId)}>
                  {words.written}
                </LinkButton>
              )
              : (
                <LinkButton size="small" icon="chat" href={paths.character(side.id)}>
                  {words.written}
                </LinkButton>
              )}
          </div>
        </Notice>
      </noscript>
      <form
        class="call-door"
        onSubmit={(event) => {
          event.preventDefault();
          void session.join();
        }}
      >
        <Button kind="primary" size="large" icon="sound" disabled={!ready}>
          {ready ? words.start : inside.words.loading}
        </Button>
        <Trouble seat={seat} />
      </form>
      {ready && (
        <section class="call-set call-notes" aria-label={inside.words.devices}>
          <p>
            <Icon name="sound" />
            <span>
              <b>{words.voiceTitle}</b> {seat.canSpeak() ? words.canSpeak : words.cannotSpeak}
            </span>
          </p>
          <p>
            <Icon name="mic" />
            <span>
              <b>{words.hearingTitle}</b> {seat.canHear() ? words.canHear : words.cannotHear}
            </span>
          </p>
        </section>
      )}
      <section class="call-set">
        <CameraRow inside={inside} />
        <SeePart inside={inside} seat={seat} />
      </section>
      <details class="call-look call-look-inner">
        <summary>
          <Icon name="edit" />
          <span>{inside.words.changeLook}</span>
        </summary>
        <FaceChoice inside={inside} />
      </details>
    </div>
  );
}

/** Why there is no call, or no reply. */
export function Trouble({ seat: { opened, words } }: Pick<CharacterParts, "seat">) {
  const trouble = opened.value?.call.trouble.value ?? null;
  if (!trouble) return null;
  const BY_STATUS: Readonly<Record<string, keyof typeof words.trouble>> = {
    "403": "gone",
    "404": "gone",
    "402": "spent",
    "429": "often",
  };
  const known = Object.hasOwn(words.trouble, trouble.reason)
    ? trouble.reason as keyof typeof words.trouble
    : BY_STATUS[trouble.reason] ?? "other";
  return (
    <p class="field-error call-trouble" role="alert">
      {words.trouble[known]}
      {trouble.retryAfterS !== null && ` ${words.retryAfter(trouble.retryAfterS)}`}
    </p>
  );
}
