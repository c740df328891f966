/** Where one speaks or types to a character, and the controls of the call. Browser-safe. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { BarButton, Opener } from "@/components/call/Bar.tsx";
import { Trouble } from "@/components/call/character/CharacterDoor.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { Sign } from "@/components/call/parts.tsx";
import { MAX_LINE } from "@/lib/calls/page/talk.ts";
import { speechWords } from "@/lib/i18n/speech.ts";

export function CharacterFoot(parts: CharacterParts) {
  return (
    <div class="call-foot">
      <Says {...parts} />
      <CharacterBar {...parts} />
    </div>
  );
}

function Says({ inside, seat }: CharacterParts) {
  const { session, props } = inside;
  const { words } = seat;
  const hearing = seat.opened.value?.hearing;
  const trouble = hearing?.trouble.value ?? null;
  const say = (event: SubmitEvent) => {
    event.preventDefault();
    const field = document.getElementById("call-say");
    if (!(field instanceof HTMLInputElement) || field.value.trim() === "") return;
    if (session.talk.say(field.value)) field.value = "";
    field.focus();
  };
  return (
    <form class="call-write call-says" onSubmit={say}>
      {trouble && (
        <p class="field-error" role="alert">{speechWords[props.locale].trouble[trouble]}</p>
      )}
      <Trouble seat={seat} />
      <label class="visually-hidden" for="call-say">{words.sayLabel}</label>
      <input
        class="control"
        id="call-say"
        maxLength={MAX_LINE}
        autocomplete="off"
        enterKeyHint="send"
        placeholder={words.sayPlaceholder}
      />
      <Button kind="primary" icon="send" label={words.say} />
    </form>
  );
}

function CharacterBar({ inside, seat }: CharacterParts) {
  const { session, words } = inside;
  const camera = session.camera.value;
  const mood = seat.opened.value?.call.mood.value ?? "waiting";
  const busy = mood === "thinking" || mood === "speaking";
  return (
    <div class="call-bar" role="group" aria-label={words.controls}>
      {seat.canHear() && <TalkButton inside={inside} seat={seat} />}
      <BarButton
        label={seat.words.hush}
        title={seat.words.hushHint}
        disabled={!busy}
        onClick={() => seat.opened.peek()?.call.hush()}
      >
        <Icon name="stop" />
      </BarButton>
      <BarButton
        label={words.camera}
        title={words.withKey(camera ? words.cameraOff : words.cameraOn, "V")}
        pressed={camera}
        onClick={() => void session.turnCamera(!camera)}
      >
        <Sign name={camera ? "camera" : "camera-off"} />
      </BarButton>
      <Opener inside={inside} name="faces" label={words.faces} keyName="1–8" wideOnly>
        <Sign name="smile" />
      </Opener>
      <Opener inside={inside} name="write" label={words.chat} keyName="T">
        <Icon name="chat" />
      </Opener>
      <Opener inside={inside} name="settings" label={words.settings} keyName="S">
        <Sign name="settings" />
      </Opener>
      <BarButton
        label={words.leave}
        title={words.withKey(words.leave, "Shift+Q")}
        danger
        onClick={session.leave}
      >
        <Sign name="hang-up" />
      </BarButton>
    </div>
  );
}

/** Held, it takes what is said meanwhile; tapped, the microphone stays open. */
function TalkButton({ seat }: CharacterParts) {
  const { words } = seat;
  const hearing = seat.opened.value?.hearing ?? null;
  const mode = hearing?.mode.value ?? "off";
  const on = mode !== "off";
  const label = mode === "open" ? words.talkOpen : mode === "held" ? words.talkHeld : words.talk;
  return (
    <button
      type="button"
      class={`call-button call-talk${on ? " is-listening" : ""}`}
      id="call-talk"
      title={words.talkHint}
      aria-pressed={on ? "true" : "false"}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hearing?.press();
      }}
      onPointerUp={() => hearing?.letGo()}
      onPointerCancel={() => hearing?.letGo()}
      onContextMenu={(event) => event.preventDefault()}
      onClick={({ detail }) => {
        // A key, or a reader of the screen: nothing was held.
        if (detail === 0) hearing?.toggle();
      }}
    >
      <span class="call-button-sign">
        <Icon name={on ? "mic" : "mic-off"} />
      </span>
      <span class="call-button-label">{label}</span>
    </button>
  );
}
