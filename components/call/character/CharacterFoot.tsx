/** Where one speaks or types to a character, and the controls of the call. Browser-safe. */
import { Icon } from "@/components/Icon.tsx";
import {
  BarButton,
  CameraButton,
  LeaveButton,
  Opener,
  SettingsOpener,
} from "@/components/call/Bar.tsx";
import { Trouble } from "@/components/call/character/CharacterDoor.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { LineForm } from "@/components/call/LineForm.tsx";
import { Sign } from "@/components/call/parts.tsx";
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
  return (
    <LineForm
      id="call-say"
      label={words.sayLabel}
      placeholder={words.sayPlaceholder}
      send={words.say}
      isAlone
      say={session.talk.say}
    >
      {trouble && (
        <p class="field-error" role="alert">{speechWords[props.locale].trouble[trouble]}</p>
      )}
      <Trouble seat={seat} />
    </LineForm>
  );
}

function CharacterBar({ inside, seat }: CharacterParts) {
  const { words } = inside;
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
      <CameraButton inside={inside} />
      <Opener inside={inside} name="faces" label={words.faces} keyName="1–8" wideOnly>
        <Sign name="smile" />
      </Opener>
      <Opener inside={inside} name="write" label={words.chat} keyName="T">
        <Icon name="chat" />
      </Opener>
      <SettingsOpener inside={inside} />
      <LeaveButton inside={inside} />
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
