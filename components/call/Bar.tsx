/** The controls of a call, below the faces: words under every sign, and a key for each. Browser-safe. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { type Inside, openKeys, Sign } from "@/components/call/parts.tsx";
import type { PanelName } from "@/lib/calls/page/session.ts";

export function Bar({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  const mic = session.microphone.state.value;
  const camera = session.camera.value;
  return (
    <div class="call-bar" role="group" aria-label={words.controls}>
      <BarButton
        label={words.mic}
        title={words.withKey(mic === "off" ? words.micOn : words.micOff, "M")}
        pressed={mic === "on"}
        onClick={session.toggleMicrophone}
      >
        <Icon name={mic === "on" ? "mic" : "mic-off"} />
      </BarButton>
      <BarButton
        label={words.camera}
        title={words.withKey(camera ? words.cameraOff : words.cameraOn, "V")}
        pressed={camera}
        onClick={() => void session.turnCamera(!camera)}
      >
        <Sign name={camera ? "camera" : "camera-off"} />
      </BarButton>
      <Opener inside={inside} name="faces" label={words.faces} keyName="1–8">
        <Sign name="smile" />
      </Opener>
      <Opener inside={inside} name="write" label={words.chat} keyName="T">
        <Icon name="chat" />
        {session.talk.unread.value > 0 && (
          <span class="call-badge">{session.talk.unread.value}</span>
        )}
      </Opener>
      <Opener inside={inside} name="settings" label={words.settings} keyName="S">
        <Sign name="settings" />
      </Opener>
      <BarButton
        label={words.help}
        title={words.withKey(words.help, "?")}
        wideOnly
        onClick={openKeys}
      >
        <Sign name="keys" />
      </BarButton>
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

/** A button of the bar that opens a panel. */
export function Opener({ inside: { session, words }, name, label, keyName, wideOnly, children }: {
  inside: Inside;
  wideOnly?: boolean;
  name: PanelName;
  label: string;
  keyName: string;
  children: ComponentChildren;
}) {
  const open = session.panel.value === name;
  return (
    <button
      type="button"
      class={`call-button${wideOnly ? " is-wide-only" : ""}`}
      id={`call-open-${name}`}
      title={words.withKey(label, keyName)}
      aria-expanded={open ? "true" : "false"}
      onClick={() => session.show(name)}
    >
      <span class="call-button-sign">{children}</span>
      <span class="call-button-label">{label}</span>
    </button>
  );
}

/** A button of the bar. */
export function BarButton(
  { label, title, pressed, danger, disabled, wideOnly, onClick, children }: {
    label: string;
    title: string;
    pressed?: boolean;
    danger?: boolean;
    disabled?: boolean;
    wideOnly?: boolean;
    onClick(): void;
    children: ComponentChildren;
  },
) {
  const state = pressed === undefined
    ? {}
    : { "aria-pressed": pressed ? "true" : "false" } as const;
  return (
    <button
      type="button"
      class={`call-button${danger ? " is-danger" : ""}${wideOnly ? " is-wide-only" : ""}`}
      title={title}
      disabled={disabled}
      {...state}
      onClick={() => onClick()}
    >
      <span class="call-button-sign">{children}</span>
      <span class="call-button-label">{label}</span>
    </button>
  );
}
