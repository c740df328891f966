/** The controls of a call, below the faces: words under every sign, and a key for each. Browser-safe. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { openKeys, Sign } from "@/components/call/parts.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import type { PanelName } from "@/lib/calls/page/session.ts";

export function Bar({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  const mic = session.microphone.state.value;
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
      <CameraButton inside={inside} />
      <Opener inside={inside} name="faces" label={words.faces} keyName="1–8">
        <Sign name="smile" />
      </Opener>
      <Opener inside={inside} name="write" label={words.chat} keyName="T">
        <Icon name="chat" />
        {session.talk.unread.value > 0 && (
          <span class="call-badge">{session.talk.unread.value}</span>
        )}
      </Opener>
      <SettingsOpener inside={inside} />
      <BarButton
        label={words.help}
        title={words.withKey(words.help, "?")}
        wideOnly
        onClick={openKeys}
      >
        <Sign name="keys" />
      </BarButton>
      <LeaveButton inside={inside} />
    </div>
  );
}

export function CameraButton({ inside: { session, words } }: { inside: Inside }) {
  const camera = session.camera.value;
  return (
    <BarButton
      label={words.camera}
      title={words.withKey(camera ? words.cameraOff : words.cameraOn, "V")}
      pressed={camera}
      onClick={() => void session.turnCamera(!camera)}
    >
      <Sign name={camera ? "camera" : "camera-off"} />
    </BarButton>
  );
}

export function SettingsOpener({ inside }: { inside: Inside }) {
  return (
    <Opener inside={inside} name="settings" label={inside.words.settings} keyName="S">
      <Sign name="settings" />
    </Opener>
  );
}

export function LeaveButton({ inside: { session, words } }: { inside: Inside }) {
  return (
    <BarButton
      label={words.leave}
      title={words.withKey(words.leave, "Shift+Q")}
      danger
      onClick={session.leave}
    >
      <Sign name="hang-up" />
    </BarButton>
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
  return (
    <BarButton
      id={`call-open-${name}`}
      label={label}
      title={words.withKey(label, keyName)}
      expanded={session.panel.value === name}
      wideOnly={wideOnly}
      onClick={() => session.show(name)}
    >
      {children}
    </BarButton>
  );
}

/** A button of the bar. */
export function BarButton(
  { id, label, title, pressed, expanded, danger, disabled, wideOnly, onClick, children }: {
    id?: string;
    label: string;
    title: string;
    pressed?: boolean;
    expanded?: boolean;
    danger?: boolean;
    disabled?: boolean;
    wideOnly?: boolean | undefined;
    onClick(): void;
    children: ComponentChildren;
  },
) {
  return (
    <button
      type="button"
      class={`call-button${danger ? " is-danger" : ""}${wideOnly ? " is-wide-only" : ""}`}
      id={id}
      title={title}
      disabled={disabled}
      aria-pressed={told(pressed)}
      aria-expanded={told(expanded)}
      onClick={() => onClick()}
    >
      <span class="call-button-sign">{children}</span>
      <span class="call-button-label">{label}</span>
    </button>
  );
}

/** A state as attributes tell it; nothing of a button that has none. */
function told(state: boolean | undefined): "true" | "false" | undefined {
  return state === undefined ? undefined : state ? "true" : "false";
}
